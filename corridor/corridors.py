"""From a way over the overlay to a corridor: legs with their lines and figures, stops with their status."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.figures import total
from corridor.model import (
    BorderSide,
    Corridor,
    Crossing,
    Figure,
    Leg,
    LinkUse,
    Mode,
    Place,
    Status,
    Stop,
    StopKind,
    Terminal,
)
from corridor.rates import Rates
from corridor.scoring import score
from corridor.steps import Change, Pass, Ride, Steps, Terms, clearance, handling, handling_kind, sides_of
from corridor.traces import Tracer

FAR_KM = 10.0
"""a crossing farther than this from the drawn line is worth a warning"""


def assemble(
    way: Steps,
    *,
    rank: int,
    label: str,
    ends: tuple[Place, Place],
    tracer: Tracer,
    terms: Terms,
    kept: dict[object, Leg],
) -> Corridor:
    """Return the corridor of a way; `kept` are the legs that ways of the same question have had so far."""
    names = {place.id: place.name for place in ends}
    legs: list[Leg] = []
    stops: list[Stop] = []
    warnings: list[str] = []
    for i, arc in enumerate(way):
        item = arc.item
        if isinstance(item, Ride):
            legs.append(_leg(way, i, item, names, tracer, terms, kept))
            planned = legs[-1].planned
            warnings += [_rests_on(use) for use in planned]
        elif isinstance(item, Pass):
            stops += _border_stops(item, len(legs) - 1, terms)
            if (item.crossing.snap_km or 0) > FAR_KM:
                off = f"{item.crossing.snap_km:.0f} km"
                warnings.append(f"{item.crossing.name} lies {off} off the straight line that the network has there")
            if item.crossing.derived and item.crossing.note:
                warnings.append(f"{item.crossing.name}: {item.crossing.note}")
        else:
            stops.append(_transfer_stop(item, len(legs) - 1, terms))
    totals = score(tuple(legs), tuple(stops), *ends, terms.cargo_t, terms.value_of_time)
    return Corridor(letter(rank), rank, label, *ends, tuple(legs), tuple(stops), totals, tuple(dict.fromkeys(warnings)))


def letter(rank: int) -> str:
    """Return A for rank 1, B for 2, Z for 26, AA for 27 and so on."""
    name = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _rests_on(use: LinkUse) -> str:
    expected = f"expected {use.expected}" if use.expected else "no year of completion known"
    status = f"{use.status}{f', {use.checked}' if use.checked else ''}; {expected}"
    source = f" [{use.source}]" if use.source else ""
    note = f"; {use.distance.note}" if use.distance.note else ""
    return f"rests on the planned link {use.name} ({use.link}), taken as built: {status}{source}{note}"


def _distance(ride: Ride, planned: tuple[LinkUse, ...], rates: Rates, rough_m: float | None) -> Figure:
    """Return the length of a ride; what runs over planned links has their range."""
    metres = ride.metres - round(1000 * sum(use.distance.value for use in planned))
    parts = [rates.distance(ride.layer.mode, ride.country, metres, rough_m)] if metres or not planned else []
    return total([*parts, *(use.distance for use in planned)], "km") if planned else parts[0]


def _leg(
    way: Steps,
    i: int,
    ride: Ride,
    names: Mapping[str, str],
    tracer: Tracer,
    terms: Terms,
    kept: dict[object, Leg],
) -> Leg:
    rates, mode, stage = terms.rates, ride.layer.mode, way[i].start.stage
    before = way[i - 1].item if i else None
    after = way[i + 1].item if i + 1 < len(way) else None
    start = _end_name(before, ride.country) or names.get(ride.start, ride.start)
    end = _end_name(after, ride.country) or names.get(ride.end, ride.end)
    key = (stage, ride, start, end)
    if key in kept:
        return kept[key]
    traced, planned = tracer.trace(stage, ride), tracer.planned(stage, ride)
    distance = _distance(ride, planned, rates, traced.rough_m)
    kept[key] = Leg(
        mode,
        ride.country,
        ride.start,
        ride.end,
        start,
        end,
        distance,
        rates.moving(mode, ride.country, distance),
        rates.freight(mode, ride.country, distance, terms.cargo_t),
        rates.co2e(mode, distance, terms.cargo_t),
        ride.layer.gauge_mm or None,
        traced.line,
        planned,
        0.0 if mode is Mode.SEA else traced.schematic,
        tracer.passages(stage, ride),
        *rates.co2e_parts(mode, distance, terms.cargo_t),
        traced.drawn,
    )
    return kept[key]


def _end_name(item: object, country: str) -> str:
    if isinstance(item, Pass):
        return post_name(item.crossing, country)
    return item.at.name if isinstance(item, Change) else ""


def post_name(crossing: Crossing, country: str) -> str:
    """Return the name of the post on one side."""
    return crossing.name_a if crossing.country_a == country else crossing.name_b


def _border_stops(step: Pass, after_leg: int, terms: Terms) -> list[Stop]:
    crossing, status = step.crossing, terms.scenario.status(step.crossing)
    time, cost = clearance(step, terms)

    def stop(kind: StopKind, hours: Figure, fee: Figure, sides: tuple[BorderSide, ...] = ()) -> Stop:
        return Stop(
            kind,
            crossing.id,
            crossing.name,
            (step.start, step.end),
            crossing.point,
            after_leg,
            hours,
            fee,
            status.status,
            status.start,
            crossing.checked,
            status.note,
            status.source,
            crossing.link,
            sides,
        )

    stops = [stop(StopKind.CLEARANCE, time, cost, sides_of(step, terms))]
    if step.gauge_change:
        stops.append(stop(StopKind.GAUGE_CHANGE, *handling("gauge_change", terms)))
    return stops


def _transfer_stop(step: Change, after_leg: int, terms: Terms) -> Stop:
    kind, at = handling_kind(step), step.at
    link = at.link if isinstance(at, Terminal) else ""
    return Stop(
        StopKind(kind),
        at.id,
        at.name,
        (at.country,),
        at.point,
        after_leg,
        *handling(kind, terms, at.id),
        Status.PLANNED if link else Status.OPEN,
        "",
        "",
        at.note,
        at.source,
        link,
    )

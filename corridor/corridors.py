"""From a way over the overlay to a corridor: legs with their lines and figures, stops with their status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import cast

from corridor.data import World
from corridor.figures import Rates, total
from corridor.geo import distances_km, schematic_share
from corridor.links import links
from corridor.model import Corridor, Crossing, Figure, Leg, Line, LinkUse, Mode, Place, Status, Stop, StopKind, Terminal
from corridor.network import drawn, line, planned_edges, trace
from corridor.overlay import Overlay
from corridor.scoring import score
from corridor.search import shared
from corridor.steps import Change, Pass, Ride, Step, Terms, handling_kind

FAR_KM = 10.0
"""a crossing farther than this from the drawn line is worth a warning"""


@dataclass(slots=True)
class Tracer:
    """Unpacks rides to the network, each once."""

    world: World
    overlay: Overlay
    _nodes: dict[tuple[int, Ride], tuple[int, ...]] = field(default_factory=dict)

    def nodes(self, stage: int, ride: Ride) -> tuple[int, ...]:
        """Return the nodes of a ride in the cell of its stage."""
        key = (stage, ride)
        if key not in self._nodes:
            self._nodes[key] = trace(
                self.overlay.cell(self.world, stage, ride.layer), ride.start, ride.end, ride.metres
            )
        return self._nodes[key]

    def line(self, stage: int, ride: Ride) -> Line:
        """Return the line of a ride."""
        return line(self.overlay.cell(self.world, stage, ride.layer), self.nodes(stage, ride))

    def drawn(self, stage: int, ride: Ride) -> tuple[tuple[str, float], ...]:
        """Return where the length and line of a ride come from, each with its share; none at sea."""
        if ride.layer.mode is Mode.SEA:
            return ()
        return drawn(self.overlay.cell(self.world, stage, ride.layer), self.nodes(stage, ride))

    def planned(self, stage: int, ride: Ride) -> tuple[LinkUse, ...]:
        """Return the planned links that a ride rests on, in order of travel."""
        cell = self.overlay.cell(self.world, stage, ride.layer)
        edges = planned_edges(cell)
        nodes = self.nodes(stage, ride) if edges else ()
        steps = [(edges.get((min(a, b), max(a, b))), (a, b)) for a, b in pairwise(nodes)]
        found = []
        for link, group in groupby(steps, key=lambda step: step[0][0] if step[0] else ""):
            if link:
                run = list(group)
                metres = sum(edge[1] for edge, _ in run if edge)
                found.append(self._use(link, metres, line(cell, (run[0][1][0], *(step[1][1] for step in run)))))
        return tuple(found)

    def _use(self, name: str, metres: int, drawn: Line) -> LinkUse:
        link = links(self.world)[name]
        length, km = cast(Figure, link.length), metres / 1000
        low, high = (km * end / length.value for end in (length.low, length.high))
        distance = replace(length, value=km, low=low, high=high)
        return LinkUse(name, link.name, link.status, link.checked, link.expected, link.source, distance, drawn)

    def edges(self, way: tuple[Step, ...]) -> Mapping[tuple[str, int, int], float]:
        """Return the network edges of a way with their lengths in km."""
        found: dict[tuple[str, int, int], float] = {}
        for arc in way:
            if isinstance(arc.item, Ride):
                cell = self.overlay.cell(self.world, arc.start.stage, arc.item.layer)
                nodes = self.nodes(arc.start.stage, arc.item)
                lon, lat = cell.lon[list(nodes)], cell.lat[list(nodes)]
                km = distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
                for a, b, length in zip(nodes, nodes[1:], km.tolist(), strict=False):
                    found[cell.id, min(a, b), max(a, b)] = length
        return found

    def share(self, way: tuple[Step, ...], other: tuple[Step, ...]) -> float:
        """Return which part of the shorter of two ways also lies on the other."""
        one, two = self.edges(way), self.edges(other)
        return max(shared(one, two), shared(two, one))


def assemble(
    way: tuple[Step, ...],
    *,
    rank: int,
    label: str,
    ends: tuple[Place, Place],
    tracer: Tracer,
    terms: Terms,
) -> Corridor:
    """Return the corridor of a way."""
    names = {place.id: place.name for place in ends}
    legs: list[Leg] = []
    stops: list[Stop] = []
    warnings: list[str] = []
    for i, arc in enumerate(way):
        item = arc.item
        if isinstance(item, Ride):
            shown, planned = tracer.line(arc.start.stage, item), tracer.planned(arc.start.stage, item)
            leg = _leg(way, i, item, names, shown, planned, terms)
            legs.append(replace(leg, drawn=tracer.drawn(arc.start.stage, item)))
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
    totals = score(tuple(legs), tuple(stops), *ends, terms.cargo_t)
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


def _distance(ride: Ride, planned: tuple[LinkUse, ...], rates: Rates) -> Figure:
    """Return the length of a ride; what runs over planned links has their range."""
    metres = ride.metres - round(1000 * sum(use.distance.value for use in planned))
    parts = [rates.distance(ride.layer.mode, ride.country, metres)] if metres or not planned else []
    return total([*parts, *(use.distance for use in planned)], "km") if planned else parts[0]


def _leg(
    way: tuple[Step, ...],
    i: int,
    ride: Ride,
    names: Mapping[str, str],
    shown: Line,
    planned: tuple[LinkUse, ...],
    terms: Terms,
) -> Leg:
    rates, mode = terms.rates, ride.layer.mode
    distance = _distance(ride, planned, rates)
    before = way[i - 1].item if i else None
    after = way[i + 1].item if i + 1 < len(way) else None
    return Leg(
        mode,
        ride.country,
        ride.start,
        ride.end,
        _end_name(before, ride.country) or names.get(ride.start, ride.start),
        _end_name(after, ride.country) or names.get(ride.end, ride.end),
        distance,
        rates.moving(mode, ride.country, distance),
        rates.freight(mode, ride.country, distance, terms.cargo_t),
        rates.co2e(mode, distance, terms.cargo_t),
        ride.layer.gauge_mm or None,
        shown,
        planned,
        0.0 if mode is Mode.SEA else schematic_share(shown),
    )


def _end_name(item: object, country: str) -> str:
    if isinstance(item, Pass):
        return post_name(item.crossing, country)
    return item.at.name if isinstance(item, Change) else ""


def post_name(crossing: Crossing, country: str) -> str:
    """Return the name of the post on one side."""
    return crossing.name_a if crossing.country_a == country else crossing.name_b


def _border_stops(step: Pass, after_leg: int, terms: Terms) -> list[Stop]:
    crossing, status = step.crossing, terms.scenario.status(step.crossing)
    time, cost = terms.rates.clearance(crossing, step.start, terms.cargo_t)

    def stop(kind: StopKind, hours: Figure, fee: Figure) -> Stop:
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
        )

    stops = [stop(StopKind.CLEARANCE, time, cost)]
    if step.gauge_change:
        stops.append(stop(StopKind.GAUGE_CHANGE, *terms.rates.handling("gauge_change", terms.cargo_t)))
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
        *terms.rates.handling(kind, terms.cargo_t),
        Status.PLANNED if link else Status.OPEN,
        "",
        "",
        at.note,
        at.source,
        link,
    )

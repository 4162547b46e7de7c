"""A plan as plain values, schema corridor.plan/1: what is missing is null, never 0.

Every figure is printed as `Printed`: rounded first (DIGITS), in all three of its numbers, and every printed total
is the sum of its printed parts, so that a reader who adds up legs and stops gets the totals and their ranges to the
last decimal, and no number has the noise of a binary sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Any

from corridor.model import (
    Border,
    Candidate,
    Corridor,
    Figure,
    Leg,
    LinkUse,
    Place,
    Plan,
    Point,
    Scorecard,
    Source,
    Stop,
    StopKind,
    Tally,
)
from corridor.scoring import by_country, by_mode

SCHEMA = "corridor.plan/1"
DIGITS = {"km": 3, "h": 3, "USD": 2, "kg": 2, "million USD": 2}
"""decimals of each unit: metres, some seconds, cents, ten grams, ten thousand dollars"""
CORE = ("distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg")
"""the sums that come first among the totals"""
POINT_DIGITS = 6
"""decimals of a degree, 0.1 m"""

Values = dict[str, Any]
Number = float | None


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers of a figure in the decimals of its unit, low ≤ value ≤ high."""

    value: float
    low: float
    high: float


def to_json(plan: Plan) -> str:
    """Return a plan as JSON of schema corridor.plan/1, ending in a newline; equal plans give equal texts."""
    return dumps(plan_values(plan), indent=1)


def dumps(values: Values, indent: int | None = None) -> str:
    """Return values as JSON text that ends in a newline."""
    return json.dumps(values, ensure_ascii=False, allow_nan=False, indent=indent) + "\n"


def plan_values(plan: Plan) -> Values:
    """Return a plan as what `to_json` writes."""
    return {
        "schema": SCHEMA,
        "sequence": [country.code for country in plan.sequence],
        "as_of": plan.as_of,
        "mode": plan.travel.value,
        "objective": plan.objective.value,
        "cargo_t": plan.cargo_t,
        "sea": plan.sea.value,
        "value_of_time": plan.value_of_time,
        "container": plan.container.value if plan.container else None,
        "pareto": [objective.value for objective in plan.pareto],
        "scenario": plan.scenario or None,
        "blocked": plan.blocked,
        "corridors": [corridor_values(corridor) for corridor in plan.corridors],
        "borders": [_border(border) for border in plan.borders],
        "detours": [
            {"sequence": list(detour.sequence), "corridor": corridor_values(detour.corridor)} for detour in plan.detours
        ],
        "sources": [source_values(source) for source in plan.sources],
        "warnings": list(plan.warnings),
        "against": None,
    }


def corridor_values(corridor: Corridor) -> Values:
    """Return a corridor as in `corridors` of `to_json`."""
    sums = _sums(corridor)
    return {
        "id": corridor.id,
        "rank": corridor.rank,
        "label": corridor.label,
        "best_in": list(corridor.best_in),
        "dominated_by": corridor.dominated_by or None,
        "status": "blocked" if corridor.blocked else "open",
        "from": _place(corridor.origin),
        "to": _place(corridor.destination),
        "via": list(corridor.via),
        "modes": [mode.value for mode in corridor.modes],
        "totals": _totals(corridor, sums),
        "legs": [leg_values(leg) for leg in corridor.legs],
        "stops": [stop_values(stop) for stop in corridor.stops],
        "figures": total_figures(corridor),
        "by_country": [_tally(one, "country") for one in by_country(corridor)],
        "by_mode": [_tally(one, "mode") for one in by_mode(corridor)],
        "schematic": round(corridor.schematic, 3),
        "warnings": list(corridor.warnings),
        **({"planned_links": list(corridor.links)} if corridor.links else {}),
    }


def _tally(one: Tally, key: str) -> Values:
    """Return what is moved in one country (null at sea) or by one mode; borders and handling are not in it."""
    return {
        key: one.key or None,
        "distance_km": rounded(one.distance),
        "share": round(one.share, 4),
        "moving_h": rounded(one.moving),
        "transport_usd": rounded(one.transport_cost),
        "co2e_kg": rounded(one.co2e),
        "swod_kph": _maybe_round(one.swod_kph),
    }


def leg_values(leg: Leg) -> Values:
    """Return a leg as in `legs` of `to_json`; its country is null at sea.

    `planned_links` is there only where it rests on some. `drawn` says which share of its length each source of its
    line has (`corridor.network.DRAWN`), null at sea.
    """
    figures = {"distance_km": leg.distance, "time_h": leg.time, "cost_usd": leg.cost, "co2e_kg": leg.co2e}
    emitted = {"co2e_ttw_kg": (leg.ttw, printed(leg.ttw)), "co2e_wtt_kg": (leg.wtt, _wtt(leg))}
    return {
        "mode": leg.mode.value,
        "country": leg.country or None,
        "from": leg.start,
        "to": leg.end,
        **{name: rounded(figure) for name, figure in figures.items()},
        "gauge_mm": leg.gauge_mm,
        "schematic": round(leg.schematic, 3),
        "drawn": shares(leg.drawn) or None,
        "from_name": leg.start_name,
        "to_name": leg.end_name,
        **{name: None if shown is None else shown.value for name, (_, shown) in emitted.items()},
        **({"planned_links": [_use(use) for use in leg.planned]} if leg.planned else {}),
        **({"passages": list(leg.passages)} if leg.passages else {}),
        "figures": {**figures_values(**figures), **{name: figure_values(*one) for name, one in emitted.items()}},
    }


def _wtt(leg: Leg) -> Printed | None:
    """Return the well-to-tank emissions of a leg: with the printed tank-to-wheel ones they are the printed whole."""
    whole, ttw, wtt = printed(leg.co2e), printed(leg.ttw), printed(leg.wtt)
    if whole is None or ttw is None or wtt is None:
        return None
    value = round(whole.value - ttw.value, DIGITS["kg"])
    return Printed(value, min(value, wtt.low), max(value, wtt.high))


def shares(parts: Iterable[tuple[str, float]]) -> Values:
    """Return shares of a whole in thousandths that sum to exactly 1; those that round to nothing are left out.

    What rounding down leaves goes to the parts with the largest remainders.
    """
    given = [(word, 1000 * share) for word, share in parts]
    whole = {word: int(share) for word, share in given}
    left = round(sum(share for _, share in given)) - sum(whole.values())
    for word, _ in sorted(given, key=lambda part: int(part[1]) - part[1])[: max(left, 0)]:
        whole[word] += 1
    return {word: count / 1000 for word, count in whole.items() if count}


def _use(use: LinkUse) -> Values:
    return {
        "id": use.link,
        "name": use.name,
        "status": use.status,
        "status_as_of": use.checked or None,
        "expected": use.expected or None,
        "source": use.source or None,
        "distance_km": rounded(use.distance),
        "figures": figures_values(distance_km=use.distance),
    }


def stop_values(stop: Stop) -> Values:
    """Return a stop as in `stops` of `to_json`; `after_leg` indexes the leg before it, -1 at the start."""
    figures = {"time_h": stop.time, "cost_usd": stop.cost}
    return {
        "kind": stop.kind.value,
        "id": stop.gateway,
        "name": stop.name,
        "countries": list(stop.countries),
        **lon_lat(stop.point),
        **{name: rounded(figure) for name, figure in figures.items()},
        "status": stop.status.value,
        "status_as_of": stop.status_as_of or None,
        "source": stop.source or None,
        "status_since": stop.status_since or None,
        "status_note": stop.status_note or None,
        "after_leg": stop.after_leg,
        **({"planned_link": stop.link} if stop.link else {}),
        "figures": figures_values(**figures),
    }


def _sums(corridor: Corridor) -> dict[str, Printed | None]:
    """Return the totals that are sums, by name, of printed legs and stops; None where a part has none."""
    legs, stops = corridor.legs, corridor.stops
    return {
        "distance_km": added("km", (leg.distance for leg in legs)),
        "moving_h": added("h", (leg.time for leg in legs)),
        "border_h": added("h", (stop.time for stop in stops if stop.kind is StopKind.CLEARANCE)),
        "terminal_h": added("h", (stop.time for stop in stops if stop.kind is not StopKind.CLEARANCE)),
        "time_h": added("h", [*(leg.time for leg in legs), *(stop.time for stop in stops)]),
        "cost_usd": added("USD", [*(leg.cost for leg in legs), *(stop.cost for stop in stops)]),
        "co2e_kg": added("kg", (leg.co2e for leg in legs)),
        "transport_usd": added("USD", (leg.cost for leg in legs)),
        "border_usd": added("USD", (stop.cost for stop in stops if stop.kind is StopKind.CLEARANCE)),
        "transfer_usd": added("USD", (stop.cost for stop in stops if stop.kind is not StopKind.CLEARANCE)),
        "co2e_ttw_kg": added("kg", (leg.ttw for leg in legs)),
        "co2e_wtt_kg": _added("kg", [_wtt(leg) for leg in legs]),
        "generalised_usd": printed(corridor.totals.generalised),
    }


def total_values(corridor: Corridor) -> Values:
    """Return the totals of a corridor as in `totals` of `to_json`."""
    return _totals(corridor, _sums(corridor))


def _totals(corridor: Corridor, sums: dict[str, Printed | None]) -> Values:
    card = corridor.totals
    numbers = {name: None if shown is None else shown.value for name, shown in sums.items()}
    return {
        **{name: numbers.pop(name) for name in CORE},
        "borders": card.borders,
        "gauge_breaks": card.gauge_breaks,
        "transfers": card.transfers,
        "segments": card.segments,
        "circuity": round(card.circuity, 4),
        "swod_kph": _maybe_round(card.swod_kph),
        "swd_kph": _maybe_round(card.swd_kph),
        "tfi3_usd": _maybe_round(card.tfi3_usd),
        **numbers,
        "tfi1_h": _maybe_round(card.tfi1_h),
        "tfi2_usd": _maybe_round(card.tfi2_usd),
        "tfi4_kph": _maybe_round(card.tfi4_kph),
        "time_shares": _shares(card),
        "g_per_tkm": _maybe_round(card.g_per_tkm),
    }


def _shares(card: Scorecard) -> Values | None:
    if card.time_shares is None:
        return None
    return {name: round(one, 4) for name, one in zip(("moving", "border", "terminal"), card.time_shares, strict=True)}


def total_figures(corridor: Corridor) -> Values:
    """Return the figures of a corridor's totals as in `figures` of `to_json`."""
    sums = _sums(corridor)
    return {name: figure_values(figure, sums[name]) for name, figure in _total_figures(corridor).items()}


def source_values(source: Source) -> Values:
    """Return a document as in `sources` of `to_json`."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "year": source.year or None,
    }


def printed(figure: Figure | None) -> Printed | None:
    """Return the numbers of a figure in the decimals of its unit, None where there is no figure."""
    if figure is None:
        return None
    value, low, high = (round(float(one), DIGITS[figure.unit]) for one in (figure.value, figure.low, figure.high))
    return Printed(value, min(value, low), max(value, high))


def added(unit: str, figures: Iterable[Figure | None]) -> Printed | None:
    """Return the sum of printed figures of a unit, ends added to ends; None where a part is missing."""
    return _added(unit, [printed(figure) for figure in figures])


def _added(unit: str, parts: list[Printed | None]) -> Printed | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    ends = ((part.value for part in known), (part.low for part in known), (part.high for part in known))
    return Printed(*(round(fsum(end), DIGITS[unit]) for end in ends))


def rounded(figure: Figure | None) -> Number:
    """Return the value of a figure in the decimals of its unit, None where there is no figure."""
    shown = printed(figure)
    return None if shown is None else shown.value


def figures_values(**figures: Figure | None) -> Values:
    """Return figures by name, each with value, range, basis and sources; null where there is none."""
    return {name: figure_values(one, printed(one)) for name, one in figures.items()}


def figure_values(figure: Figure | None, shown: Printed | None) -> Values | None:
    """Return a figure with its printed numbers, basis and sources.

    A figure of a border has also what each of its sides stands on, as `steps`.
    """
    if figure is None or shown is None:
        return None
    steps = [{"country": one.country, "direction": one.direction, "step": one.step} for one in figure.steps]
    return {
        "value": shown.value,
        "low": shown.low,
        "high": shown.high,
        "unit": figure.unit,
        "basis": figure.basis.value,
        "sources": list(figure.sources),
        "as_of": figure.as_of or None,
        "note": figure.note or None,
        **({"steps": steps} if steps else {}),
    }


def _total_figures(corridor: Corridor) -> dict[str, Figure | None]:
    card = corridor.totals
    return {
        "distance_km": card.distance,
        "moving_h": card.moving,
        "border_h": card.border,
        "terminal_h": card.terminal,
        "time_h": card.time,
        "cost_usd": card.cost,
        "co2e_kg": card.co2e,
        "transport_usd": card.transport_cost,
        "border_usd": card.border_cost,
        "transfer_usd": card.transfer_cost,
        "co2e_ttw_kg": card.ttw,
        "co2e_wtt_kg": card.wtt,
        "generalised_usd": card.generalised,
    }


def _maybe_round(value: Number) -> Number:
    return None if value is None else round(value, 2)


def _border(border: Border) -> Values:
    candidates = [_candidate(candidate) for candidate in border.candidates]
    return {"from": border.start, "to": border.end, "candidates": candidates}


def _candidate(candidate: Candidate) -> Values:
    return {
        "id": candidate.id,
        "name": candidate.name,
        "mode": candidate.mode.value,
        "status": candidate.status.value,
        "status_since": candidate.status_since or None,
        "chosen": bool(candidate.chosen),
        "corridors": list(candidate.chosen),
        "reason": candidate.reason,
        "extra_h": None if candidate.extra_h is None else round(candidate.extra_h, DIGITS["h"]),
        "extra_usd": None if candidate.extra_usd is None else round(candidate.extra_usd, DIGITS["USD"]),
        **lon_lat(candidate.point),
    }


def _place(place: Place) -> Values:
    return {"id": place.id, "name": place.name, "country": place.country, **lon_lat(place.point)}


def lon_lat(point: Point) -> Values:
    """Return a point as the fields lon and lat."""
    return {"lon": round(point[0], POINT_DIGITS), "lat": round(point[1], POINT_DIGITS)}

"""A plan as plain values, schema corridor.plan/1: what is missing is null, never 0."""

from __future__ import annotations

from corridor.io.printed import (
    DIGITS,
    Printed,
    Values,
    added,
    dumps,
    figure_values,
    figures_values,
    lon_lat,
    maybe_round,
    printed,
    rounded,
    shares,
    sum_of,
)
from corridor.model import (
    Border,
    Candidate,
    Corridor,
    Figure,
    Leg,
    LinkUse,
    Place,
    Plan,
    Scorecard,
    Source,
    Stop,
    StopKind,
    Tally,
)
from corridor.scoring import by_country, by_mode

SCHEMA = "corridor.plan/1"
CORE = ("distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg")
"""the sums that come first among the totals"""


def to_json(plan: Plan) -> str:
    """Return a plan as JSON of schema corridor.plan/1, ending in a newline; equal plans give equal texts."""
    return dumps(plan_values(plan), indent=1)


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
        "swod_kph": maybe_round(one.swod_kph),
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
        "co2e_wtt_kg": sum_of("kg", [_wtt(leg) for leg in legs]),
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
        "swod_kph": maybe_round(card.swod_kph),
        "swd_kph": maybe_round(card.swd_kph),
        "tfi3_usd": maybe_round(card.tfi3_usd),
        **numbers,
        "tfi1_h": maybe_round(card.tfi1_h),
        "tfi2_usd": maybe_round(card.tfi2_usd),
        "tfi4_kph": maybe_round(card.tfi4_kph),
        "time_shares": _shares(card),
        "g_per_tkm": maybe_round(card.g_per_tkm),
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

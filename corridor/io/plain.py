"""A plan as plain values, schema corridor.plan/1: what is missing is null, never 0."""

from __future__ import annotations

from corridor.io.printed import (
    DIGITS,
    Values,
    dumps,
    figure_values,
    figures_values,
    lon_lat,
    printed,
    rounded,
    shares,
    taken,
)
from corridor.io.totals import country_values, mode_values, total_figures, total_values, well_to_tank
from corridor.model import (
    Border,
    Candidate,
    Corridor,
    Leg,
    LinkUse,
    Place,
    Plan,
    Source,
    Stop,
)

SCHEMA = "corridor.plan/1"


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
        "corridors": [corridor_values(corridor, plan.teu) for corridor in plan.corridors],
        "borders": [_border(border) for border in plan.borders],
        "detours": [
            {"sequence": list(detour.sequence), "corridor": corridor_values(detour.corridor, plan.teu)}
            for detour in plan.detours
        ],
        "sources": [source_values(source) for source in plan.sources],
        "warnings": list(plan.warnings),
        "against": None,
    }


def corridor_values(corridor: Corridor, teu: int | None = None) -> Values:
    """Return a corridor as in `corridors` of `to_json`; what its cargo takes a TEU only where `teu` are given."""
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
        "totals": total_values(corridor, teu),
        "legs": [leg_values(leg) for leg in corridor.legs],
        "stops": [stop_values(stop) for stop in corridor.stops],
        "figures": total_figures(corridor, teu),
        "by_country": country_values(corridor, teu),
        "by_mode": mode_values(corridor),
        "schematic": round(corridor.schematic, 3),
        "warnings": list(corridor.warnings),
        **({"planned_links": list(corridor.links)} if corridor.links else {}),
    }


def leg_values(leg: Leg) -> Values:
    """Return a leg as in `legs` of `to_json`; its country is null at sea.

    `planned_links` is there only where it rests on some. `drawn` says which share of its length each source of its
    line has (`corridor.network.DRAWN`), null at sea.
    """
    figures = {"distance_km": leg.distance, "time_h": leg.time, "cost_usd": leg.cost, "co2e_kg": leg.co2e}
    emitted = {"co2e_ttw_kg": (leg.ttw, printed(leg.ttw)), "co2e_wtt_kg": (leg.wtt, well_to_tank(leg))}
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
    """Return a stop as in `stops` of `to_json`; `after_leg` indexes the leg before it, -1 at the start.

    A hub operation emits too, and no factor was found: its `co2e_kg` is null. A clearance has its `sides`.
    """
    time, cost = taken(stop)
    sides = [
        {
            "country": side.country,
            "direction": side.direction,
            "time_h": rounded(side.time),
            "cost_usd": rounded(side.cost),
        }
        for side in stop.sides
    ]
    return {
        "kind": stop.kind.value,
        "id": stop.gateway,
        "name": stop.name,
        "countries": list(stop.countries),
        **lon_lat(stop.point),
        "time_h": None if time is None else time.value,
        "cost_usd": None if cost is None else cost.value,
        "status": stop.status.value,
        "status_as_of": stop.status_as_of or None,
        "source": stop.source or None,
        "status_since": stop.status_since or None,
        "status_note": stop.status_note or None,
        "after_leg": stop.after_leg,
        "co2e_kg": None,
        **({"planned_link": stop.link} if stop.link else {}),
        **({"sides": sides} if sides else {}),
        "figures": {"time_h": figure_values(stop.time, time), "cost_usd": figure_values(stop.cost, cost)},
    }


def source_values(source: Source) -> Values:
    """Return a document as in `sources` of `to_json`."""
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "year": source.year or None,
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

"""Turns a plan into the plain values that the page draws and tabulates."""

from __future__ import annotations

import string
from typing import Any

from corridor.data import World
from corridor.maps.basemap import Ground
from corridor.maps.strokes import Bounds, Marked, Strokes, unwrap
from corridor.model import Corridor, Figure, Leg, LinkUse, Plan, Point, Stop

BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])

Value = Any
"""what JSON can hold"""


def payload(plan: Plan, *, strokes: Strokes, bounds: Bounds, ground: Ground, world: World) -> Value:
    """Return all that the page shows of `plan`; `strokes` are of its `alternatives`, in that order."""
    sources = {source.id: number for number, source in enumerate(plan.sources)}
    rows = [
        _alternative(key, corridor, sequence, number=number, strokes=strokes, sources=sources)
        for number, (key, corridor, sequence) in enumerate(_keyed(plan))
    ]
    return clean(
        {
            "sequence": [country.name for country in plan.sequence],
            "title": title(plan),
            "asOf": plan.as_of,
            "cargo": _number(plan.cargo_t),
            "travel": plan.travel.value,
            "objective": plan.objective.value,
            "scenario": plan.scenario,
            "blocked": plan.blocked,
            "warnings": plan.warnings,
            "countries": _names(plan, world),
            "bounds": bounds,
            "chains": strokes.chains,
            "alternatives": rows,
            "unchosen": _unchosen(plan, ground),
            "sources": [[source.title, source.publisher, source.year] for source in plan.sources],
            "ground": {
                "box": ground.box,
                "near": ground.near,
                "borders": ground.borders,
                "far": ground.far,
                "countries": ground.countries,
                "cities": ground.cities,
            },
        }
    )


def alternatives(plan: Plan) -> tuple[Corridor, ...]:
    """Return every corridor that the page draws: those of the plan, then the open ways round."""
    return (*plan.corridors, *(detour.corridor for detour in plan.detours))


def title(plan: Plan) -> str:
    """Return the countries and both ends, as the page is called."""
    names = " – ".join(country.name for country in plan.sequence)
    ends = dict.fromkeys(corridor.destination.name for corridor in plan.corridors)
    return f"{names}: {plan.origin.name} → {', '.join(ends)}"


def _keyed(plan: Plan) -> list[tuple[str, Corridor, tuple[str, ...]]]:
    """Return each alternative with a badge of its own and, for a way round, its countries."""
    taken = {corridor.id for corridor in plan.corridors}
    free = (key for key in (*string.ascii_uppercase, *map(str, range(1, 1000))) if key not in taken)
    chosen = [(corridor.id, corridor, ()) for corridor in plan.corridors]
    return [*chosen, *((next(free), detour.corridor, detour.sequence) for detour in plan.detours)]


def _alternative(
    key: str,
    corridor: Corridor,
    sequence: tuple[str, ...],
    *,
    number: int,
    strokes: Strokes,
    sources: dict[str, int],
) -> Value:
    totals = corridor.totals
    figures = ("distance", "moving", "border", "terminal", "time", "cost", "co2e")
    lines = [line for line in strokes.lines[number] if len(line)]
    start = corridor.origin.point[0] if not lines else float(lines[0][0, 0])
    end = corridor.destination.point[0] if not lines else float(lines[-1][-1, 0])
    return {
        "key": key,
        "label": corridor.label,
        "blocked": corridor.blocked,
        "around": sequence,
        "origin": _place(corridor.origin.name, corridor.origin.point, start),
        "destination": _place(corridor.destination.name, corridor.destination.point, end),
        "totals": {name: _figure(getattr(totals, name), sources) for name in figures}
        | {"borders": totals.borders, "gaugeBreaks": totals.gauge_breaks, "transfers": totals.transfers},
        "legs": [
            _leg(leg, path, over, sources)
            for leg, path, over in zip(corridor.legs, strokes.paths[number], strokes.marked[number], strict=True)
        ],
        "stops": [_stop(stop, lines, strokes.lines[number], sources) for stop in corridor.stops],
        "schematic": round(corridor.schematic, 2),
        "warnings": corridor.warnings,
    }


def _leg(leg: Leg, path: tuple[int, ...], over: Marked, sources: dict[str, int]) -> Value:
    return {
        "mode": leg.mode.value,
        "country": leg.country,
        "start": leg.start_name,
        "end": leg.end_name,
        "gauge": leg.gauge_mm,
        "path": path,
        **({"schematic": over.schematic} if over.schematic else {}),
        **(
            {"planned": {"paths": over.planned, "links": [_use(use, sources) for use in leg.planned]}}
            if leg.planned
            else {}
        ),
        "distance": _figure(leg.distance, sources),
        "time": _figure(leg.time, sources),
        "cost": _figure(leg.cost, sources),
        "co2e": _figure(leg.co2e, sources),
    }


def _use(use: LinkUse, sources: dict[str, int]) -> Value:
    expected = f", expected {use.expected}" if use.expected else ""
    text = f"{use.name} ({use.link}): {use.status}{f', {use.checked}' if use.checked else ''}{expected}"
    return {"text": text, "distance": _figure(use.distance, sources), "source": sources.get(use.source)}


def _stop(stop: Stop, drawn: list[Any], lines: tuple[Any, ...], sources: dict[str, int]) -> Value:
    near = stop.point[0]
    if 0 <= stop.after_leg < len(lines) and len(lines[stop.after_leg]):
        near = float(lines[stop.after_leg][-1, 0])
    elif drawn:
        near = float(drawn[0][0, 0])
    return {
        "kind": stop.kind.value,
        "gateway": stop.gateway,
        "place": _place(stop.name, stop.point, near),
        "countries": stop.countries,
        "after": stop.after_leg,
        "time": _figure(stop.time, sources),
        "cost": _figure(stop.cost, sources),
        "status": stop.status.value,
        "since": stop.status_since,
        "note": stop.status_note,
        "source": sources.get(stop.source),
    }


def _unchosen(plan: Plan, ground: Ground) -> Value:
    """Return the candidates of each border that no alternative uses."""
    middle = (ground.box[0] + ground.box[2]) / 2
    return [
        {
            "place": _place(candidate.name, candidate.point, middle),
            "countries": (border.start, border.end),
            "mode": candidate.mode.value,
            "status": candidate.status.value,
            "since": candidate.status_since,
            "reason": candidate.reason,
        }
        for border in plan.borders
        for candidate in border.candidates
        if not candidate.chosen
    ]


def _names(plan: Plan, world: World) -> dict[str, str]:
    """Return the name of every country that the plan speaks of, by code."""
    codes = {code for corridor in alternatives(plan) for stop in corridor.stops for code in stop.countries}
    codes |= {leg.country for corridor in alternatives(plan) for leg in corridor.legs}
    codes |= {code for border in plan.borders for code in (border.start, border.end)}
    codes |= {code for detour in plan.detours for code in detour.sequence}
    known = {row["code"]: row["name"] for row in world.rows("country_names")}
    known |= {country.code: country.name for country in plan.sequence}
    return {code: known.get(code, code) for code in sorted(codes) if code}


def _place(name: str, point: Point, near: float) -> Value:
    return [name, round(unwrap(point[0], near), 4), round(point[1], 4)]


def _figure(figure: Figure | None, sources: dict[str, int]) -> Value:
    """Return value, low, high, basis, numbers of the sources, date and note; None where there is none."""
    if figure is None:
        return None
    numbers = [sources[source] for source in figure.sources if source in sources]
    values = [_number(value) for value in (figure.value, figure.low, figure.high)]
    return [*values, figure.basis.value, numbers, figure.as_of, figure.note]


def _number(value: float) -> float:
    """Return `value` to six digits, more than any figure has."""
    short = float(f"{value:.6g}")
    return int(short) if short.is_integer() else short


def clean(value: Value) -> Value:
    """Return `value` without characters that would turn the text around them about."""
    if isinstance(value, str):
        return value.translate(BIDI_CONTROLS).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value

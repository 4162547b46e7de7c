"""Turns plans into the plain values that the page draws and tabulates."""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corridor.data import World
from corridor.maps.basemap import Ground
from corridor.maps.changes import changes
from corridor.maps.encode import Points
from corridor.maps.parts import Parts, Value, known, place, whole
from corridor.maps.strokes import Bounds, Strokes
from corridor.model import Corridor, Difference, Plan, Status

BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
FIGURES = ("distance", "moving", "border", "terminal", "time", "cost", "co2e")


@dataclass(frozen=True, slots=True)
class View:
    """One plan of a page, and what the page calls it: "" where it is the only one."""

    name: str
    plan: Plan | None
    """None where there is no corridor"""
    note: str = ""
    """what is new in it, or why there is no plan"""


def payload(
    views: Sequence[View],
    *,
    strokes: Strokes,
    bounds: Bounds,
    ground: Ground,
    world: World,
    difference: Difference | None = None,
    title: str = "",
) -> Value:
    """Return all that the page shows; `strokes` are of the alternatives of each view, one view after another.

    `difference` is that of the first two views; `title` goes in place of the question.
    """
    plans = plans_of(views)
    sources = tuple(dict.fromkeys(source for plan in plans for source in plan.sources))
    parts = Parts(sources)
    drawn = iter(zip(strokes.lines, strokes.paths, strokes.marked, strict=True))
    shown = [_view(view, drawn, parts, ground, title) for view in views]
    names = _names(plans, world)
    middle = (bounds[0] + bounds[2]) / 2
    return clean(
        {
            "title": title or heading(views),
            "countries": names,
            "bounds": bounds,
            "chains": strokes.chains,
            "views": shown,
            "changes": changes(difference, plans, names, middle, views) if difference else None,
            "legs": parts.legs.values,
            "stops": parts.stops.values,
            "rests": parts.rests.values,
            "sources": [[source.title, source.publisher, source.year] for source in sources],
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


def plans_of(views: Sequence[View]) -> list[Plan]:
    """Return the plans that there are."""
    return [view.plan for view in views if view.plan]


def heading(views: Sequence[View]) -> str:
    """Return what the page is called: the countries and both ends, of the first plan."""
    plan = plans_of(views)[0]
    names = " – ".join(country.name for country in plan.sequence)
    return f"{names}: {_ends(plan)}"


def _ends(plan: Plan) -> str:
    ends = dict.fromkeys(corridor.destination.name for corridor in plan.corridors)
    return f"{plan.origin.name} → {', '.join(ends)}"


def _view(view: View, drawn: Iterator[Any], parts: Parts, ground: Ground, title: str) -> Value:
    """Return one view; takes as many items of `drawn` as its plan has alternatives."""
    plan = view.plan
    if plan is None:
        return {"name": view.name, "note": view.note, "missing": True, "alternatives": [], "unchosen": []}
    return {
        "name": view.name,
        "note": view.note,
        "sequence": [] if title else [country.name for country in plan.sequence],
        "codes": [] if title else [country.code for country in plan.sequence],
        "ends": title or _ends(plan),
        "asOf": plan.as_of,
        "cargo": whole(plan.cargo_t),
        "travel": plan.travel.value,
        "objective": plan.objective.value,
        "scenario": plan.scenario,
        "blocked": plan.blocked,
        "warnings": plan.warnings,
        "alternatives": [
            _alternative(key, corridor, sequence, next(drawn), parts) for key, corridor, sequence in _keyed(plan)
        ],
        "unchosen": _unchosen(plan, ground),
    }


def _keyed(plan: Plan) -> list[tuple[str, Corridor, tuple[str, ...]]]:
    """Return each alternative with a badge of its own and, for a way round, its countries."""
    taken = {corridor.id for corridor in plan.corridors}
    free = (key for key in (*string.ascii_uppercase, *map(str, range(1, 1000))) if key not in taken)
    chosen = [(corridor.id, corridor, ()) for corridor in plan.corridors]
    return [*chosen, *((next(free), detour.corridor, detour.sequence) for detour in plan.detours)]


def _alternative(key: str, corridor: Corridor, sequence: tuple[str, ...], drawn: Any, parts: Parts) -> Value:
    totals = corridor.totals
    lines, paths, marked = drawn
    full = [line for line in lines if len(line)]
    start = corridor.origin.point[0] if not full else float(full[0][0, 0])
    end = corridor.destination.point[0] if not full else float(full[-1][-1, 0])
    return {
        "key": key,
        "label": corridor.label,
        "blocked": corridor.blocked,
        "around": sequence,
        "origin": place(corridor.origin.name, corridor.origin.point, start),
        "destination": place(corridor.destination.name, corridor.destination.point, end),
        # their notes are those of the legs and stops, one after another
        "totals": {name: parts.figure(getattr(totals, name), note=False) for name in FIGURES}
        | {"borders": totals.borders, "gaugeBreaks": totals.gauge_breaks, "transfers": totals.transfers},
        "legs": [parts.leg(*leg) for leg in zip(corridor.legs, paths, marked, strict=True)],
        "stops": [(parts.stop(stop, _near(stop.after_leg, lines, start)), stop.after_leg) for stop in corridor.stops],
        "schematic": round(corridor.schematic, 2),
        "warnings": corridor.warnings,
    }


def _near(after_leg: int, lines: tuple[Points, ...], start: float) -> float:
    """Return the longitude where the drawn way is at a stop."""
    drawn = 0 <= after_leg < len(lines) and len(lines[after_leg])
    return float(lines[after_leg][-1, 0]) if drawn else start


def _unchosen(plan: Plan, ground: Ground) -> Value:
    """Return the candidates of each border that no alternative uses."""
    middle = (ground.box[0] + ground.box[2]) / 2
    return [
        {
            "place": place(candidate.name, candidate.point, middle),
            "countries": (border.start, border.end),
            "mode": candidate.mode.value,
            "reason": candidate.reason,
            **known(status=_unless_open(candidate.status), since=candidate.status_since),
        }
        for border in plan.borders
        for candidate in border.candidates
        if not candidate.chosen
    ]


def _unless_open(status: Status) -> str:
    """Return a status, "" for open: most are."""
    return "" if status is Status.OPEN else status.value


def _names(plans: Sequence[Plan], world: World) -> dict[str, str]:
    """Return the name of every country that the plans speak of, by code."""
    corridors = [corridor for plan in plans for corridor in alternatives(plan)]
    codes = {code for corridor in corridors for stop in corridor.stops for code in stop.countries}
    codes |= {leg.country for corridor in corridors for leg in corridor.legs}
    codes |= {country.code for plan in plans for country in plan.sequence}
    codes |= {code for plan in plans for border in plan.borders for code in (border.start, border.end)}
    codes |= {code for plan in plans for detour in plan.detours for code in detour.sequence}
    known = {row["code"]: row["name"] for row in world.rows("country_names")}
    known |= {country.code: country.name for plan in plans for country in plan.sequence}
    return {code: known.get(code, code) for code in sorted(codes) if code}


def clean(value: Value) -> Value:
    """Return `value` without characters that would turn the text around them about."""
    if isinstance(value, str):
        return value.translate(BIDI_CONTROLS).encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value

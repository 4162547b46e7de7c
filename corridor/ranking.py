"""What each corridor of a list is best in, and which others leave it behind in everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from corridor.model import Corridor, Figure, Status

ROUNDING = 1e-9
BEST_IN: tuple[tuple[str, Callable[[Corridor], Figure | int | None]], ...] = (
    ("fastest", lambda one: one.totals.time),
    ("cheapest", lambda one: one.totals.cost),
    ("shortest", lambda one: one.totals.distance),
    ("lowest CO2e", lambda one: one.totals.co2e),
    ("fewest borders", lambda one: one.totals.borders),
)


def ranked(corridors: tuple[Corridor, ...]) -> tuple[Corridor, ...]:
    """Return corridors with what each is best in, the first of equals, and the first that dominates it.

    One dominates another where it uses no more closed gateways, is as good in time, cost, distance and CO2e, and
    better in one of them. A total that is not known neither wins nor dominates.
    """
    marks: dict[str, list[str]] = {one.id: [] for one in corridors}
    for mark, of in BEST_IN:
        known = [(value, one.id) for one in corridors if (value := _number(of(one))) is not None]
        if len(known) > 1 and len(known) == len(corridors):
            least = min(value for value, _ in known)
            marks[next(name for value, name in known if value <= least * (1 + ROUNDING))].append(mark)
    dominators = _dominators(corridors)
    return tuple(
        replace(
            one,
            best_in=tuple(marks[one.id]),
            dominated_by=dominators[one.id],
        )
        for one in corridors
    )


def _dominators(corridors: tuple[Corridor, ...]) -> dict[str, str]:
    """Return for each corridor the first that dominates it, "" where none does."""
    known = {one.id: (_closed(one), *totals) for one in corridors if (totals := _totals(one)) is not None}
    return {
        one.id: next((name for name, own in known.items() if one.id in known and _better(own, known[one.id])), "")
        for one in corridors
    }


def _better(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(a <= b * (1 + ROUNDING) for a, b in zip(one, other, strict=True)) and any(
        a < b * (1 - ROUNDING) for a, b in zip(one[1:], other[1:], strict=True)
    )


def _totals(one: Corridor) -> tuple[float, ...] | None:
    totals = one.totals
    known = [figure.value for figure in (totals.time, totals.cost, totals.distance, totals.co2e) if figure is not None]
    return tuple(known) if len(known) == 4 else None


def _number(value: Figure | int | None) -> float | None:
    return value.value if isinstance(value, Figure) else value


def _closed(one: Corridor) -> int:
    return sum(stop.status is Status.CLOSED for stop in one.stops)

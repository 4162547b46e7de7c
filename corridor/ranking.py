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
    return tuple(
        replace(
            one,
            best_in=tuple(marks[one.id]),
            dominated_by=next((other.id for other in corridors if _dominates(other, one)), ""),
        )
        for one in corridors
    )


def _dominates(one: Corridor, other: Corridor) -> bool:
    pairs = list(zip(_totals(one), _totals(other), strict=True))
    if any(a is None or b is None for a, b in pairs) or _closed(one) > _closed(other):
        return False
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    return all(a <= b * (1 + ROUNDING) for a, b in known) and any(a < b * (1 - ROUNDING) for a, b in known)


def _totals(one: Corridor) -> list[float | None]:
    totals = one.totals
    return [_number(figure) for figure in (totals.time, totals.cost, totals.distance, totals.co2e)]


def _number(value: Figure | int | None) -> float | None:
    return value.value if isinstance(value, Figure) else value


def _closed(one: Corridor) -> int:
    return sum(stop.status is Status.CLOSED for stop in one.stops)

"""Break-even: how many hours or dollars at a gateway would put another corridor first."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

from corridor.model import Corridor, Figure, Margin, Objective, Status, Stop, Threshold

Total = Callable[[Corridor | Stop], Figure | None]
STEP = 1e-3
"""hours or dollars beyond a threshold at which it is looked at whether the rival is first"""
MOST_BETTER = 9
"""so many ways that are not listed may be better in turn, before a threshold is given up"""


class Line(NamedTuple):
    """What a way takes: its value, and how often a change at a gateway adds to it."""

    value: float
    passes: int


Better = Callable[[str, str, float], Line | None]
"""takes a unit, a gateway and a change there; returns the best of all ways then, None where only those listed count"""


def _hours(of: Corridor | Stop) -> Figure | None:
    return of.totals.time if isinstance(of, Corridor) else of.time


def _dollars(of: Corridor | Stop) -> Figure | None:
    return of.totals.cost if isinstance(of, Corridor) else of.cost


def margins(corridors: tuple[Corridor, ...], objective: Objective, better: Better | None = None) -> tuple[Margin, ...]:
    """Return the margin of the first corridor over each other, by the objective where it is hours or dollars, by time.

    The first has the fewest closed gateways, and of those the least; a threshold is where the rival is first of all
    corridors, and of what `better` knows.
    """
    measures = {"USD": _dollars, "h": _hours} if objective is Objective.COST else {"h": _hours}
    return tuple(one for unit, of in measures.items() for one in _of_unit(corridors, unit, of, better))


def _of_unit(corridors: tuple[Corridor, ...], unit: str, of: Total, better: Better | None) -> Iterable[Margin]:
    known = {one: figure.value for one in corridors if (figure := of(one)) is not None}
    ordered = sorted(known, key=lambda one: (_closed(one), known[one]))
    if not ordered:
        return
    leader = ordered[0]
    equals = [one for one in ordered if _closed(one) == _closed(leader)]
    for rival in ordered[1:]:
        gap, blocked = known[rival] - known[leader], rival not in equals
        found = () if blocked else tuple(_thresholds(leader, rival, equals, unit, of, better))
        yield Margin(leader.id, rival.id, rival_name(leader, rival), unit, gap, found, blocked=blocked)


def _thresholds(
    leader: Corridor, rival: Corridor, corridors: list[Corridor], unit: str, of: Total, better: Better | None
) -> Iterable[Threshold]:
    """Yield the gateways that the two pass unequally often and what each would have to take more, or less, there.

    None takes less than nothing.
    """
    for gateway in dict.fromkeys((*leader.via, *rival.via)):
        lines = {one: Line(_value(of(one)), len(_taken(one, gateway, of))) for one in corridors}
        if lines[leader].passes == lines[rival].passes:
            continue
        before, after = (
            [lines[one] for one in group]
            for group in (
                corridors[: corridors.index(rival)],
                corridors[corridors.index(rival) + 1 :],
            )
        )
        change = _turning(lines[rival], before, after, None if better is None else _at(better, unit, gateway))
        if change is None or -change > min(hours for one in corridors for hours in _taken(one, gateway, of)):
            continue
        owner = leader if change >= 0 else rival
        name = next(stop.name for one in (leader, rival) for stop in one.stops if stop.gateway == gateway)
        yield Threshold(gateway, name, owner.id, change)


def _at(better: Better, unit: str, gateway: str) -> Callable[[float], Line | None]:
    return lambda change: better(unit, gateway, change)


def _turning(
    rival: Line, before: list[Line], after: list[Line], better: Callable[[float], Line | None] | None
) -> float | None:
    """Return the least change from which the rival is first, below 0 where it is less; None where none puts it first.

    `before` and `after` are the other corridors in their order, which settles equals.
    """
    before = list(before)
    for _ in range(MOST_BETTER):
        least, most = _between(rival, before, after)
        if least >= most:
            return None
        change, inside = (least, least + STEP) if most > 0 else (most, most - STEP)
        if better is None or not least < inside < most:
            return change
        found = better(inside)
        if found is None or _then(found, inside) >= _then(rival, inside) - STEP * STEP:
            return change
        before.append(found)
    return None


def _between(rival: Line, before: list[Line], after: list[Line]) -> tuple[float, float]:
    """Return between which changes the rival is first, the first not below the second where it never is."""
    least, most = -math.inf, math.inf
    for other in (*before, *after):
        gap, passes = rival.value - other.value, other.passes - rival.passes
        if passes > 0:
            least = max(least, gap / passes)
        elif passes < 0:
            most = min(most, gap / passes)
        elif gap > 0 or (gap == 0 and other in before):
            return math.inf, -math.inf
    return least, most


def _then(line: Line, change: float) -> float:
    return line.value + line.passes * change


def _taken(corridor: Corridor, gateway: str, of: Total) -> list[float]:
    """Return what each pass of a gateway takes."""
    passes: dict[int, float] = {}
    for stop in corridor.stops:
        if stop.gateway == gateway:
            passes[stop.after_leg] = passes.get(stop.after_leg, 0.0) + _value(of(stop))
    return list(passes.values())


def _value(figure: Figure | None) -> float:
    return 0.0 if figure is None else figure.value


def rival_name(leader: Corridor, rival: Corridor) -> str:
    """Return the crossings of the rival at borders where the leader takes others, its label where it has none."""
    own = {stop.countries: stop for stop in leader.stops if len(stop.countries) > 1}
    other = dict.fromkeys(
        stop.name
        for stop in rival.stops
        if stop.countries in own and stop.gateway not in leader.via and len(stop.countries) > 1
    )
    return ", ".join(other) or rival.label


def _closed(corridor: Corridor) -> int:
    return sum(stop.status is Status.CLOSED for stop in corridor.stops)

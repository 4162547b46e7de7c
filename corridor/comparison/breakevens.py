"""What would put another column before the best: the least change at one gateway, with every way planned anew.

A column that is the answer to its question is answered again at each change, as `corridor risk` does it; one of several
of a question must be the best of all its ways; a saved plan stays on the way shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from corridor.comparison.values import Compared, unlike_ends
from corridor.model import Corridor, Figure, Margin, Objective, Status, Stop, Threshold
from corridor.overlay import Overlay
from corridor.planner import Question, reach
from corridor.risks import Line, best_way, gateway_arcs
from corridor.risks.margins import rival_name
from corridor.search import Floats
from corridor.steps import OBJECTIVES

UNITS = {Objective.TIME: "h", Objective.COST: "USD"}
FAR = 1e8
"""hours or dollars more at a gateway, at which all that can goes round it; closed gateways weigh more than that"""
ROUNDING = 1e-6
Lines = tuple[Line, ...]


@dataclass(slots=True)
class Ways:
    """All ways of a question, by its objective, as a gateway takes more or less than it does."""

    overlay: Overlay
    place: int
    """of the objective among a step's values"""
    weights: Floats
    kept: dict[tuple[str, float], Lines] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Question) -> Ways:
        """Return the ways of a question."""
        overlay, _ = reach(asked.world, asked.countries, asked.origin, asked.destinations, asked.terms)
        place = OBJECTIVES.index(asked.terms.objective)
        return cls(overlay, place, overlay.graph.weights(place))

    def lines(self, gateway: str, least: float) -> Lines:
        """Return the ways that are the best at some change at a gateway, from `least` on: what they take now."""
        key = (gateway, least)
        if key not in self.kept:
            self.kept[key] = self._lines(gateway_arcs(self.overlay, gateway), least)
        return self.kept[key]

    def _lines(self, arcs: list[int], least: float) -> Lines:
        now = self._best(arcs, 0.0)
        found = [now, *(self._between(arcs, now, self._best(arcs, FAR)) if now.passes else ())]
        if arcs and least < 0:
            found += self._between(arcs, self._best(arcs, least), now)
        return tuple(dict.fromkeys(found))

    def _best(self, arcs: list[int], change: float) -> Line:
        """Return the best way at a change: what it takes without that, and how often it passes. There is one at 0."""
        weights = self.weights
        if arcs and change:
            weights = weights.copy()
            weights[arcs] += np.maximum(change, -self.overlay.graph.values[arcs, self.place])
        way = best_way(self.overlay, weights) or ()
        return Line(self.overlay.graph.cost(way, self.place)[1], len(set(way).intersection(arcs)))

    def _between(self, arcs: list[int], low: Line, high: Line) -> Iterable[Line]:
        """Yield both ways, and those that are better than either between the changes where each is best."""
        yield from (low, high)
        if low.passes <= high.passes + 1:
            return
        change = (high.value - low.value) / (low.passes - high.passes)
        found = self._best(arcs, change)
        if high.passes < found.passes < low.passes and _at(found, change) < _at(low, change) - ROUNDING:
            yield from self._between(arcs, low, found)
            yield from self._between(arcs, found, high)


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """The columns that a break-even is asked of, in one unit."""

    columns: tuple[Compared, ...]
    """those with as few closed gateways as any, the best first"""
    ways: Mapping[str, Ways]
    """by letter, of those whose ways are chosen by the unit"""
    alone: frozenset[str]
    """letters of those that are the one column of their question"""
    of: Callable[[Corridor | Stop], Figure | None]


def margins(columns: Sequence[Compared]) -> tuple[Margin, ...]:
    """Return the margins of the best column over each other, none where their loads or their ends differ.

    The best is that with the fewest closed gateways, then the least of hours; of dollars too where the objective of all
    is cost, or differs.
    """
    known = [one for one in columns if one.values and one.corridor]
    asked = [dict(one.question) for one in known]
    if len(known) < 2 or len({_number(one.get("cargo")) for one in asked}) != 1 or unlike_ends(known):
        return ()
    objectives = {str(one.get("objective")) for one in asked}
    measures = {"USD": _dollars, "h": _hours} if objectives == {"cost"} or len(objectives) > 1 else {"h": _hours}
    made: dict[int, Ways] = {}
    return tuple(one for unit, of in measures.items() for one in _of_unit(known, unit, of, made))


def _of_unit(
    columns: Sequence[Compared], unit: str, of: Callable[[Corridor | Stop], Figure | None], made: dict[int, Ways]
) -> Iterable[Margin]:
    value = {one.letter: _value(of(one.corridor)) for one in columns if one.corridor and of(one.corridor) is not None}
    known = [one for one in columns if one.letter in value]
    if len(known) < 2:
        return
    ordered = sorted(known, key=lambda one: (_closed(one), value[one.letter]))
    equals = [one for one in ordered if _closed(one) == _closed(ordered[0])]
    ways, numbers = {}, [id(one.asked) for one in known if one.asked]
    for one in equals:
        if one.asked and UNITS.get(one.asked.terms.objective) == unit:
            if id(one.asked) not in made:
                made[id(one.asked)] = Ways.of(one.asked)
            ways[one.letter] = made[id(one.asked)]
    alone = frozenset(one.letter for one in equals if numbers.count(id(one.asked)) == 1)
    ground, leader = _Field(tuple(equals), ways, alone, of), ordered[0]
    for rival in ordered[1:]:
        blocked, gap = rival not in equals, value[rival.letter] - value[leader.letter]
        ends = [replace(one.corridor, id=one.letter) for one in (leader, rival) if one.corridor]
        found = () if blocked else tuple(_thresholds(ground, *ends))
        yield Margin(leader.letter, rival.letter, rival_name(*ends), unit, gap, found, blocked=blocked)


def _thresholds(ground: _Field, leader: Corridor, rival: Corridor) -> Iterable[Threshold]:
    """Yield the gateways of two columns at which some change puts the second before all others."""
    for gateway in dict.fromkeys((*leader.via, *rival.via)):
        change = _turning(ground, rival.id, gateway)
        if change is not None:
            owner = leader if change >= 0 else rival
            name = next(stop.name for one in (leader, rival) for stop in one.stops if stop.gateway == gateway)
            yield Threshold(gateway, name, owner.id, change)


def _turning(ground: _Field, rival: str, gateway: str) -> float | None:
    """Return the change nearest to 0 from which a column is before all others, None where it never is."""
    told = {one.letter: one for one in ground.columns}
    taken = [hours for one in told.values() for hours in _taken(one.corridor, gateway, ground.of)]
    least = -min(taken)
    lines = {
        name: ground.ways[name].lines(gateway, least) if name in ground.ways else (_shown(one, gateway, ground),)
        for name, one in told.items()
    }
    own, others = lines.pop(rival), [line for name in told if name != rival for line in lines[name]]
    if rival in ground.ways and rival not in ground.alone:  # it is one way of its question, which has others
        (shown,) = own = (_shown(told[rival], gateway, ground),)
        others = [line for line in others if not _same(line, shown)]
    # a change counts from where the lines of two cross, or from 0
    cuts = {(b.value - a.value) / (a.passes - b.passes) for a in own for b in others if a.passes != b.passes}
    more = sorted({0.0, *(cut for cut in cuts if cut > 0)})
    less = sorted({0.0, least, *(cut for cut in cuts if least < cut < 0)}, reverse=True)
    fit = []
    for side, beyond in ((more, 1.0), (less, 0.0)):
        for near, far in zip(side, [*side[1:], side[-1] + beyond], strict=True):
            inside = (near + far) / 2
            if near != far and _least(own, inside) < _least(others, inside) - ROUNDING:
                fit.append(near)
                break
    return min(fit, key=abs, default=None)


def _at(line: Line, change: float) -> float:
    return line.value + line.passes * change


def _least(lines: Iterable[Line], change: float) -> float:
    return min((_at(line, change) for line in lines), default=np.inf)


def _same(one: Line, other: Line) -> bool:
    return one.passes == other.passes and abs(one.value - other.value) < ROUNDING


def _shown(one: Compared, gateway: str, ground: _Field) -> Line:
    """Return what a column takes on its way as it is shown."""
    assert one.corridor  # noqa: S101 - for the type checker
    return Line(_value(ground.of(one.corridor)), len(_taken(one.corridor, gateway, ground.of)))


def _taken(corridor: Corridor | None, gateway: str, of: Callable[[Corridor | Stop], Figure | None]) -> list[float]:
    """Return what each pass of a gateway takes."""
    passes: dict[int, float] = {}
    for stop in corridor.stops if corridor else ():
        if stop.gateway == gateway:
            passes[stop.after_leg] = passes.get(stop.after_leg, 0.0) + _value(of(stop))
    return list(passes.values())


def _hours(of: Corridor | Stop) -> Figure | None:
    return of.totals.time if isinstance(of, Corridor) else of.time


def _dollars(of: Corridor | Stop) -> Figure | None:
    return of.totals.cost if isinstance(of, Corridor) else of.cost


def _value(figure: Figure | None) -> float:
    return 0.0 if figure is None else figure.value


def _closed(one: Compared) -> int:
    return sum(stop.status is Status.CLOSED for stop in one.corridor.stops) if one.corridor else 0


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None

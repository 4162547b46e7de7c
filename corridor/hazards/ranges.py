"""How far things may move before the ranking does: at one gateway, and each input over its whole range."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from corridor.hazards.case import Case
from corridor.model import Margin, Objective, Swing, Tipping
from corridor.risks import Input, Line, best_way, gateway_arcs, inputs, masked, moved
from corridor.risks import margins as margins_of

MOST_SWINGS = 10
ROUNDING = 1e-9


UNITS = {Objective.TIME: "h", Objective.COST: "USD"}


def margins(case: Case) -> tuple[Margin, ...]:
    """Return the margins among the corridors; by the objective a rival is first of all ways, listed or not."""
    objective = case.asked.terms.objective
    of = case.overlay.graph.values[:, case.place]

    def better(unit: str, gateway: str, change: float) -> Line | None:
        if unit != UNITS.get(objective):
            return None
        arcs = gateway_arcs(case.overlay, gateway)
        weights = case.weights.copy()
        weights[arcs] += np.maximum(change, -of[arcs])
        way = best_way(case.overlay, weights)
        if way is None:
            return None
        return Line(case.cost(way)[1], len(set(way).intersection(arcs)))

    return margins_of(case.plan.corridors, objective, better)


def tippings(case: Case) -> Iterator[Tipping]:
    """Yield for each gateway of the best corridor what it could take more before some way round it is better."""
    objective = case.asked.terms.objective
    if objective not in UNITS:
        return
    unit, (closed, value) = UNITS[objective], case.cost(case.way)
    for gateway in case.plan.best.via:
        stops = [stop for stop in case.plan.best.stops if stop.gateway == gateway]
        round_ = best_way(case.overlay, masked(case.weights, gateway_arcs(case.overlay, gateway)))
        if round_ is None or case.cost(round_)[0] > closed:
            yield Tipping(gateway, stops[0].name, unit, None, "")
        else:
            passes = len({stop.after_leg for stop in stops})
            yield Tipping(
                gateway,
                stops[0].name,
                unit,
                max(0.0, (case.cost(round_)[1] - value) / passes),
                case.named(round_),
            )


def swings(case: Case) -> Iterator[Swing]:
    """Yield the inputs that move the best corridor's objective most, with what then comes first."""
    terms, base = case.asked.terms, case.cost(case.way)[1]
    ends = [(one, moved(one, case.overlay, case.way, terms)) for one in inputs(case.overlay, case.way, terms)]
    for one, (low, high) in sorted(ends, key=lambda pair: (-abs(pair[1][1] - pair[1][0]), pair[0].id))[:MOST_SWINGS]:
        wins = [_winner(case, one, end) for end in (0, 1)]
        yield Swing(one.id, one.name, one.unit, one.value, one.low, one.high, base, low, high, *wins)


def _winner(case: Case, one: Input, end: int) -> str:
    """Return the way that comes first with an input at its low (0) or high (1) end, "" where the best stays."""
    weights = one.weights(case.weights, case.overlay.graph.values[:, case.place], end)
    way = best_way(case.overlay, weights)
    if way is None:
        return ""
    taken, best = (float(weights[list(each)].sum()) for each in (way, case.way))
    return case.named(way) if taken < best * (1 - ROUNDING) else ""

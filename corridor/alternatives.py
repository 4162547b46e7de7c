"""Up to k ways that really differ: the best, the best to each further seaport, then what changes most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corridor.model import Mode
from corridor.overlay import Overlay
from corridor.search import CLOSED, Cost, Floats, Tree, Way, single_via, tree, way_to
from corridor.steps import OBJECTIVES, Pass, Terms
from corridor.traces import Tracer

SHARE_LIMIT = 0.85
"""an alternative shares at most this part of its length with any better one; the best way to each of the main
seaports is listed all the same, since it answers for another port"""
STRETCH = 1.5
"""no alternative is worse than the best by more than this factor, the further seaports aside"""


def alternatives(overlay: Overlay, trees: tuple[Tree, Tree], tracer: Tracer, terms: Terms, k: int) -> list[Way]:
    """Return up to k ways, best first: the best, the best to each further seaport, then what differs most usefully.

    Each further way is the cheapest that changes what no chosen way has changed yet: first a closed border,
    then the modes at the borders, then any other border; then the cheapest of the rest. None shares more than
    SHARE_LIMIT of its length with a chosen one, costs more than STRETCH times the best, or changes mode or gauge
    more than once oftener than the best.
    """
    graph, place = overlay.graph, OBJECTIVES.index(terms.objective)

    def cost(way: Way) -> Cost:
        return graph.cost(way, place)

    firsts = first_ways(overlay, trees[0])
    chosen = {way: _Kind.of(overlay, way) for way in firsts[: max(1, k - 2)]}
    if len(chosen) < k:
        blocked, value = cost(firsts[0])
        limit, most = blocked * CLOSED + STRETCH * value, chosen[firsts[0]].changes + 1
        ways = (*single_via(graph, *trees, limit), *_by_rail_first(overlay, graph.weights(place)))
        costs = {way: cost(way) for way in ways}
        pool = {way: _Kind.of(overlay, way) for way in ways if costs[way] <= (blocked, STRETCH * value)}
        pool = {way: kind for way, kind in pool.items() if kind.changes <= most and way not in chosen}

        def joins(way: Way, new: int) -> bool:
            # one that brings nothing new may not change mode oftener than the best
            if not new and pool[way].changes > most - 1:
                return False
            steps = overlay.steps(way)
            return all(tracer.share(steps, overlay.steps(other)) <= SHARE_LIMIT for other in chosen)

        while len(chosen) < k and pool:
            new = {way: _novelty(kind, list(chosen.values())) for way, kind in pool.items()}
            ranked = sorted(pool, key=lambda way: (-new[way], costs[way]))
            found = next((way for way in ranked if joins(way, new[way])), None)
            if found is None:
                break
            chosen[found] = pool.pop(found)
    return sorted(chosen, key=cost)


def first_ways(overlay: Overlay, forward: Tree) -> list[Way]:
    """Return the best way to each destination within reach, best first."""
    firsts: dict[str, Way] = {}
    for goal in sorted((node for node in overlay.goals if node in forward), key=lambda node: forward.weight[node]):
        firsts.setdefault(overlay.goals[goal], way_to(overlay.graph, forward, goal))
    return list(firsts.values())


def _by_rail_first(overlay: Overlay, weights: Floats) -> list[Way]:
    """Return the best way that crosses every border by rail which has a railway: no way through one gateway is that."""
    passes = [(arc, overlay.stage_of(arc), item.crossing.mode) for arc, item in overlay.passes()]
    by_rail = {stage for _, stage, mode in passes if mode is Mode.RAIL}
    left_out = [arc for arc, stage, mode in passes if stage in by_rail and mode is Mode.ROAD]
    if not left_out:
        return []
    weights = weights.copy()
    weights[left_out] = np.inf
    return first_ways(overlay, tree(overlay.graph, weights, overlay.roots))[:1]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a way is like: how often it changes mode or gauge; (what, weight of changing it) → value."""

    changes: int
    traits: Mapping[tuple[int, int], object]
    """the crossing of each border, a closed one weighing 3, else 1, and the modes at the borders, 2"""

    @classmethod
    def of(cls, overlay: Overlay, way: Way) -> _Kind:
        halts = [(arc, overlay.halts[arc]) for arc in way if arc < len(overlay.halts)]
        passes = [(overlay.stage_of(arc), halt) for arc, halt in halts if isinstance(halt, Pass)]
        traits: dict[tuple[int, int], object] = {(at, 3 if one.closed else 1): one.crossing.id for at, one in passes}
        traits[-1, 2] = tuple(one.crossing.mode for _, one in passes)
        return cls(len(halts) - len(passes), traits)


def _novelty(kind: _Kind, chosen: list[_Kind]) -> int:
    """Return the weight of the heaviest trait that all chosen have alike and this one otherwise, 0 where none is."""
    new = 0
    for trait, value in kind.traits.items():
        if trait[1] > new:
            common = chosen[0].traits.get(trait)
            if common != value and all(other.traits.get(trait) == common for other in chosen[1:]):
                new = trait[1]
    return new

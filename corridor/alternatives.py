"""Up to k ways that really differ: the best, the best to each further seaport, then what changes most."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from corridor.model import Mode
from corridor.overlay import Overlay
from corridor.search import CLOSED, Cost, Tree, Way, single_via, tree, way_to
from corridor.steps import OBJECTIVES, Change, Pass, Steps, Terms
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
    chosen = {way: overlay.steps(way) for way in firsts[: max(1, k - 2)]}
    if len(chosen) < k:
        blocked, value = cost(firsts[0])
        limit, most = blocked * CLOSED + STRETCH * value, _changes(chosen[firsts[0]]) + 1
        ways = (*single_via(graph, *trees, limit), *_by_rail_first(overlay, graph.weights(place)))
        pool = {way: overlay.steps(way) for way in ways if cost(way) <= (blocked, STRETCH * value)}
        pool = {way: steps for way, steps in pool.items() if _changes(steps) <= most}
        while len(chosen) < k and pool:
            ranked = sorted(pool, key=lambda way: (-_novelty(pool[way], chosen.values()), cost(way)))
            way = next((way for way in ranked if _may_join(pool[way], chosen.values(), tracer, most - 1)), None)
            if way is None:
                break
            chosen[way] = pool.pop(way)
    return sorted(chosen, key=cost)


def first_ways(overlay: Overlay, forward: Tree) -> list[Way]:
    """Return the best way to each destination within reach, best first."""
    firsts: dict[str, Way] = {}
    for goal in sorted((node for node in overlay.goals if node in forward), key=lambda node: forward.weight[node]):
        firsts.setdefault(overlay.goals[goal], way_to(overlay.graph, forward, goal))
    return list(firsts.values())


def _changes(way: Steps) -> int:
    return sum(isinstance(step.item, Change) for step in way)


def _by_rail_first(overlay: Overlay, weights: np.ndarray) -> list[Way]:
    """Return the best way that crosses every border by rail which has a railway: no way through one gateway is that."""
    start = overlay.graph.start
    passes = [(arc, overlay.nodes[start[arc]].stage, item.crossing.mode) for arc, item in overlay.passes()]
    by_rail = {stage for _, stage, mode in passes if mode is Mode.RAIL}
    left_out = [arc for arc, stage, mode in passes if stage in by_rail and mode is Mode.ROAD]
    if not left_out:
        return []
    weights = weights.copy()
    weights[left_out] = np.inf
    return first_ways(overlay, tree(overlay.graph, weights, overlay.roots))[:1]


def _may_join(way: Steps, chosen: Iterable[Steps], tracer: Tracer, changes: int) -> bool:
    """Say whether a way differs enough; one that brings nothing new may not change mode oftener than the best."""
    if not _novelty(way, chosen) and _changes(way) > changes:
        return False
    return all(tracer.share(way, other) <= SHARE_LIMIT for other in chosen)


def _novelty(way: Steps, chosen: Iterable[Steps]) -> int:
    """Return 3 where a way is the first to change a closed border, 2 the modes, 1 another border, else 0."""
    traits, others = _traits(way), [_traits(other) for other in chosen]
    new = [
        trait
        for trait, value in traits.items()
        if {other.get(trait) for other in others} == {others[0].get(trait)} != {value}
    ]
    return max((trait[1] for trait in new), default=0)


def _traits(way: Steps) -> dict[tuple[int, int], object]:
    """Return (what, weight of changing it) → value: the crossing of each border, and their modes."""
    passes = [(step.start.stage, step.item) for step in way if isinstance(step.item, Pass)]
    traits: dict[tuple[int, int], object] = {
        (stage, 3 if step.closed else 1): step.crossing.id for stage, step in passes
    }
    traits[-1, 2] = tuple(step.crossing.mode for _, step in passes)
    return traits

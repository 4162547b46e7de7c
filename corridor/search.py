"""Best ways over a small graph of gateways, and alternatives that are really different.

Nodes are any hashable values. A cost is a pair (closed gateways used, objective): fewer closed gateways win
before anything else, so an open way is never passed over for a shorter closed one.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)
T = TypeVar("T")

Cost = tuple[int, float]
ZERO: Cost = (0, 0.0)


@dataclass(frozen=True, slots=True)
class Arc(Generic[N, T]):
    """One step between two nodes."""

    start: N
    end: N
    cost: Cost
    item: T
    """what the step is, for whoever built the graph"""


Way = tuple[Arc[N, T], ...]
Index = Mapping[N, Sequence[Arc[N, T]]]
Tree = dict[N, tuple[Cost, Arc[N, T] | None]]


def cost_of(way: Iterable[Arc[N, T]]) -> Cost:
    """Return the cost of a way."""
    blocked, value = 0, 0.0
    for arc in way:
        blocked, value = blocked + arc.cost[0], value + arc.cost[1]
    return (blocked, value)


def index(arcs: Iterable[Arc[N, T]], *, backward: bool = False) -> Index[N, T]:
    """Return the arcs by the node that they leave; backward, by the node that they lead to."""
    found: dict[N, list[Arc[N, T]]] = {}
    for arc in arcs:
        found.setdefault(arc.end if backward else arc.start, []).append(arc)
    return found


def tree(arcs: Index[N, T], roots: Iterable[N], *, backward: bool = False) -> Tree[N, T]:
    """Return for each node within reach its cost from the nearest root and the arc next to it (Dijkstra).

    `arcs` is an index, made backward for a backward search; then costs are to the nearest root and arcs lead
    towards it. Equal costs are settled by the order of the arcs, so a result does not depend on hashing.
    """
    found: Tree[N, T] = {}
    order = itertools.count()
    queue: list[tuple[Cost, int, N, Arc[N, T] | None]] = [(ZERO, next(order), root, None) for root in roots]
    heapq.heapify(queue)
    while queue:
        cost, _, node, last = heapq.heappop(queue)
        if node in found:
            continue
        found[node] = (cost, last)
        for step in arcs.get(node, ()):
            other = step.start if backward else step.end
            if other not in found:
                ahead = (cost[0] + step.cost[0], cost[1] + step.cost[1])
                heapq.heappush(queue, (ahead, next(order), other, step))
    return found


def way_to(forward: Tree[N, T], node: N) -> Way[N, T]:
    """Return the best way from the roots of a tree to a node in it."""
    before: list[Arc[N, T]] = []
    while (last := forward[before[-1].start if before else node][1]) is not None:
        before.append(last)
    return tuple(reversed(before))


def through(forward: Tree[N, T], backward: Tree[N, T], node: N) -> Way[N, T]:
    """Return the best way from the roots of one tree to those of the other by way of a node in both."""
    after: list[Arc[N, T]] = []
    while (following := backward[after[-1].end if after else node][1]) is not None:
        after.append(following)
    return (*way_to(forward, node), *after)


def single_via(forward: Tree[N, T], backward: Tree[N, T]) -> list[Way[N, T]]:
    """Return the best way through each node, each way once, best first.

    Every way is a concatenation of two best ways, so it is the best there is through its node; that keeps
    alternatives sensible, where the k shortest ways of a graph differ by one roundabout (Abraham, Delling,
    Goldberg, Werneck: Alternative routes in road networks, 2013). Ways that visit a node twice are left out.
    """
    ways: dict[Way[N, T], Cost] = {}
    for node in forward:
        if node in backward:
            way = through(forward, backward, node)
            if way and len({arc.start for arc in way}) == len(way):
                ways.setdefault(way, cost_of(way))
    return sorted(ways, key=lambda way: ways[way])


def shared(one: Mapping[N, float], other: Mapping[N, float]) -> float:
    """Return the length common to two sets of edges as a part of the first."""
    whole = sum(one.values())
    common = sum(length for edge, length in one.items() if edge in other)
    return common / whole if whole else 1.0

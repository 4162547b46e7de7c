"""Best ways over a small graph of gateways, and alternatives that are really different.

Nodes are numbers from 0. An arc has how many closed gateways it uses, and a value in each objective; fewer closed
gateways win before anything else, so an open way is never passed over for a shorter closed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
K = TypeVar("K")

Cost = tuple[int, float]
"""closed gateways, objective"""
Way = tuple[int, ...]
"""arcs in order of travel"""

CLOSED = 1e9
"""what a closed gateway weighs in a search: more than any way is worth, and small enough to keep a millionth"""


class Sorted(NamedTuple):
    """Arcs by the node that they leave, or backward by the node that they lead to."""

    arcs: Ints
    other: Ints
    """the node at the other end"""
    pair: Ints
    """one number for both ends, ascending"""
    first: Ints
    """(size + 1,) where the arcs of a node start"""
    parallel: int
    """most arcs of one pair"""


class Graph:
    """A directed graph of `size` nodes and m arcs.

    `start` and `end` are (m,) nodes, `closed` (m,) the closed gateways that an arc uses, `values` (m, objectives),
    none below 0.
    """

    def __init__(self, size: int, start: Ints, end: Ints, closed: Ints, values: Floats) -> None:
        self.size, self.start, self.end, self.closed, self.values = size, start, end, closed, values
        self.forward, self.backward = (_sorted(size, *ends) for ends in ((start, end), (end, start)))

    def weights(self, objective: int) -> Floats:
        """Return the (m,) weights by which a search ranks: closed gateways first."""
        return CLOSED * self.closed + self.values[:, objective]

    def cost(self, way: Way, objective: int) -> Cost:
        """Return the cost of a way."""
        arcs = list(way)
        return int(self.closed[arcs].sum()), float(sum(self.values[arcs, objective].tolist()))


def _sorted(size: int, tail: Ints, head: Ints) -> Sorted:
    pair = tail * size + head
    arcs = np.argsort(pair, kind="stable")
    pair = pair[arcs]
    first = np.searchsorted(tail[arcs], np.arange(size + 1))
    runs = np.diff(np.flatnonzero(np.concatenate([[True], pair[1:] != pair[:-1], [True]]))) if len(pair) else [1]
    return Sorted(arcs, head[arcs].astype(np.int32), pair, first.astype(np.int32), int(np.max(runs)))


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """What a search reached: (size,) weight from the nearest root, inf out of reach; the arc next to it, or -1."""

    weight: Floats
    arc: Ints

    def __contains__(self, node: int) -> bool:
        return bool(self.weight[node] < np.inf)


def tree(graph: Graph, weights: Floats, roots: Iterable[int], *, backward: bool = False) -> Tree:
    """Return for each node its weight from the nearest root and the arc next to it (Dijkstra).

    Backward, weights are to the nearest root and arcs lead towards it. Arcs of infinite weight are never taken. Equal
    ways are settled by the order of nodes and arcs.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    arcs, other, pair, first, parallel = graph.backward if backward else graph.forward
    ordered = weights[arcs]
    matrix = csr_matrix((ordered, other, first), shape=(graph.size, graph.size))
    weight, before, _ = dijkstra(matrix, indices=sorted(set(roots)), return_predecessors=True, min_only=True)
    reached = np.flatnonzero(before >= 0)
    key = before[reached].astype(np.int64) * graph.size + reached
    best = np.searchsorted(pair, key)
    for more in range(1, parallel):
        also = np.minimum(np.searchsorted(pair, key) + more, len(pair) - 1)
        best = np.where((pair[also] == key) & (ordered[also] < ordered[best]), also, best)
    arc = np.full(graph.size, -1, dtype=np.int64)
    arc[reached] = arcs[best]
    return Tree(weight, arc)


def way_to(graph: Graph, forward: Tree, node: int) -> Way:
    """Return the best way from the roots of a tree to a node in it."""
    before = _chain(node, forward.arc, graph.start)
    return tuple(reversed(before))


def _chain(node: int, arcs: Ints | list[int], ends: Ints | list[int]) -> list[int]:
    """Return the arcs from a node to the root of a tree, each leading to its end."""
    found = []
    while (arc := arcs[node]) >= 0:
        found.append(int(arc))
        node = ends[arc]
    return found


def through(graph: Graph, forward: Tree, backward: Tree, node: int) -> Way:
    """Return the best way from the roots of one tree to those of the other by way of a node in both."""
    return (*way_to(graph, forward, node), *_chain(node, backward.arc, graph.end))


def single_via(graph: Graph, forward: Tree, backward: Tree, limit: float = np.inf) -> Iterator[Way]:
    """Yield the best way through each node, each way once, best first, none of more weight than `limit`.

    Every way is a concatenation of two best ways, so it is the best there is through its node; that keeps
    alternatives sensible, where the k shortest ways of a graph differ by one roundabout (Abraham, Delling,
    Goldberg, Werneck: Alternative routes in road networks, 2013). Ways that visit a node twice are left out.
    """
    weight = forward.weight + backward.weight
    order = np.argsort(weight, kind="stable")
    before, start = forward.arc.tolist(), graph.start.tolist()
    after, end = backward.arc.tolist(), graph.end.tolist()
    seen: set[Way] = set()
    for node in order[: np.searchsorted(weight[order], limit, side="right")].tolist():
        if weight[node] == np.inf:
            return
        way = (*reversed(_chain(node, before, start)), *_chain(node, after, end))
        if way and way not in seen and len({start[arc] for arc in way}) == len(way):
            seen.add(way)
            yield way


def shared(one: Mapping[K, float], other: Mapping[K, float]) -> float:
    """Return the length common to two sets of edges as a part of the first."""
    whole = fsum(one.values())
    return fsum(one[edge] for edge in one.keys() & other.keys()) / whole if whole else 1.0

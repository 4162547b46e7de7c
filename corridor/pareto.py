"""The exact Pareto set of the ways over an overlay: no way outside it is better in one objective and as good in all.

Label correcting over arrays (Martins: On a multicriteria shortest path problem, 1984): each node keeps the value
vectors that no other there dominates, and passes them on until nothing changes. Values are never weighed against each
other. As everywhere, fewer closed gateways go before anything else: the set is that of the ways with the fewest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corridor.search import CLOSED, Floats, Graph, Ints, Tree, Way, tree, way_to

ROUNDING = 1e-9
"""values that differ by a smaller part than this are equal: sums of the same parts in another order"""

Bools = npt.NDArray[np.bool_]


def pareto(graph: Graph, roots: Sequence[int], goals: Sequence[int], objectives: Sequence[int]) -> list[Way]:
    """Return one way for each vector of the Pareto set, in the order of the vectors."""
    kept = _with_fewest_closed(graph, roots, goals)
    if not len(kept):
        return []
    values: Floats = graph.values[:, list(objectives)]
    hopeful, to_go, known = _promising(graph, kept, values, roots, goals)
    order = hopeful[np.argsort(graph.start[hopeful], kind="stable")]
    first = np.searchsorted(graph.start[order], np.arange(graph.size + 1))
    labels, ends = _Labels(graph.size, len(objectives)), set(goals)
    changed = {node: labels.add_roots(node) for node in sorted(set(roots))}
    while changed:
        ahead: dict[int, list[tuple[int, Ints]]] = {}
        for node, new in changed.items():
            for arc in order[first[node] : first[node + 1]].tolist():
                ahead.setdefault(int(graph.end[arc]), []).append((arc, new))
        changed = {}
        for node, coming in sorted(ahead.items()):
            found = labels.add(node, coming, values, to_go[node], known)
            if len(found):
                changed[node] = found
        known = np.concatenate([known, labels.front(ends)])
        known = known[nondominated(known)]
    return [labels.way(label) for label in labels.front_labels(ends)]


def _promising(
    graph: Graph, kept: Ints, values: Floats, roots: Sequence[int], goals: Sequence[int]
) -> tuple[Ints, Floats, Floats]:
    """Return the arcs that may lie on a way of the set, the least still to go from each node, and some known vectors.

    The known ones are those of the best ways by each objective and by mixtures of them; they only rule out what they
    dominate, so the set stays exact.
    """
    width = values.shape[1]
    weights: Floats = np.full((len(values), width), np.inf)
    weights[kept] = values[kept]
    columns: list[Floats] = [np.ascontiguousarray(weights[:, i], dtype=np.float64) for i in range(width)]
    forward: list[Tree] = [tree(graph, column, roots) for column in columns]
    backward = [tree(graph, column, goals, backward=True) for column in columns]
    least = np.array([one.weight[list(goals)].min() for one in forward])
    mixtures = [tree(graph, weights @ (mix / np.maximum(least, 1e-12)), roots) for mix in _mixtures(width)]
    ways = [way_to(graph, one, goal) for one in (*forward, *mixtures) for goal in goals if goal in one]
    known = np.array([values[list(way)].sum(axis=0) for way in dict.fromkeys(ways)])
    known = known[nondominated(known)]
    there, to_go = (np.column_stack([one.weight for one in trees]) for trees in (forward, backward))
    bound = there[graph.start[kept]] + values[kept] + to_go[graph.end[kept]]
    return kept[(bound < np.inf).all(axis=1) & ~_dominated(bound, known)], to_go, known


def _mixtures(width: int) -> Floats:
    """Return shares of the objectives that add up to 1, none of them 0."""
    if width == 2:
        share = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
        return np.column_stack([share, 1 - share])
    corners = np.eye(width) * 0.6 + 0.4 / width
    return np.vstack([np.full(width, 1 / width), corners]) if width > 1 else np.zeros((0, 1))


def nondominated(values: Floats) -> Bools:
    """Return which rows of an (n, m) array no other row dominates; of equal rows the first."""
    order = np.lexsort(values.T[::-1])
    rows = values[order]
    keep = np.ones(len(rows), dtype=bool)
    if rows.shape[1] <= 2:
        last = rows[:, -1]
        before = np.minimum.accumulate(np.append(np.inf, last[:-1]))
        keep = last < before * (1 - ROUNDING)
    else:
        for i in range(len(rows)):
            if keep[i]:
                keep[i + 1 :] &= ~(rows[i + 1 :] >= rows[i] * (1 - ROUNDING)).all(axis=1)
    found = np.zeros(len(rows), dtype=bool)
    found[order[keep]] = True
    return found


def front_of(values: Floats) -> Bools:
    """Return which rows of an (n, m) array no other dominates, sums of the same parts in another order being equal.

    Where `nondominated` keeps a row that differs from its dominator by rounding alone in one value, this does not.
    """
    kept = np.flatnonzero(nondominated(values))
    rows = values[kept]
    least, most = rows * (1 - ROUNDING), rows * (1 + ROUNDING)
    as_good = np.all(rows[:, None] <= most[None], axis=2)
    better = np.any(rows[:, None] < least[None], axis=2)
    found = np.zeros(len(values), dtype=bool)
    found[kept[~np.any(as_good & better, axis=0)]] = True
    return found


def _with_fewest_closed(graph: Graph, roots: Sequence[int], goals: Sequence[int]) -> Ints:
    """Return the arcs that lie on some way with the fewest closed gateways."""
    closed: Floats = (CLOSED * graph.closed).astype(np.float64)
    there = tree(graph, closed, roots).weight
    back = tree(graph, closed, goals, backward=True).weight
    fewest = there[list(goals)].min(initial=np.inf)
    on_way = there[graph.start] + closed + back[graph.end]
    return np.flatnonzero((on_way <= fewest) & (on_way < np.inf))


class _Labels:
    """Value vectors at nodes, each with the arc and the label that it came by."""

    def __init__(self, size: int, width: int) -> None:
        self.values: Floats = np.zeros((0, width))
        self.arc: Ints = np.zeros(0, dtype=np.int64)
        self.before: Ints = np.zeros(0, dtype=np.int64)
        self.at: list[Ints] = [np.zeros(0, dtype=np.int64) for _ in range(size)]

    def add_roots(self, node: int) -> Ints:
        return self._append(node, np.zeros((1, self.values.shape[1])), np.array([-1]), np.array([-1]))

    def add(self, node: int, coming: list[tuple[int, Ints]], values: Floats, to_go: Floats, best: Floats) -> Ints:
        """Add what comes to a node over arcs from other labels; return the labels that stay."""
        came = np.concatenate([self.values[new] + values[arc] for arc, new in coming])
        arcs = np.repeat([arc for arc, _ in coming], [len(new) for _, new in coming])
        before = np.concatenate([new for _, new in coming])
        hopeful = ~_dominated(came + to_go, best)
        came, arcs, before = came[hopeful], arcs[hopeful], before[hopeful]
        old = self.at[node]
        keep = nondominated(np.concatenate([self.values[old], came]))
        self.at[node] = old[keep[: len(old)]]
        new = keep[len(old) :]
        return self._append(node, came[new], arcs[new], before[new])

    def front_labels(self, ends: set[int]) -> list[int]:
        """Return the labels at the ends that no other there dominates, in the order of their values."""
        own = np.concatenate([self.at[node] for node in sorted(ends)])
        own = own[front_of(self.values[own])]
        return list(own[np.lexsort(self.values[own].T[::-1])].tolist())

    def front(self, ends: set[int]) -> Floats:
        return self.values[self.front_labels(ends)]

    def way(self, label: int) -> Way:
        arcs = []
        while self.arc[label] >= 0:
            arcs.append(int(self.arc[label]))
            label = int(self.before[label])
        return tuple(reversed(arcs))

    def _append(self, node: int, values: Floats, arcs: Ints, before: Ints) -> Ints:
        new = len(self.arc) + np.arange(len(arcs))
        self.values = np.concatenate([self.values, values])
        self.arc, self.before = np.append(self.arc, arcs), np.append(self.before, before)
        self.at[node] = np.append(self.at[node], new)
        return new


def _dominated(values: Floats, by: Floats) -> Bools:
    """Return which rows of (n, m) some row of (k, m) is as good as in everything, and better in something."""
    if not len(by):
        return np.zeros(len(values), dtype=bool)
    beaten: Bools = np.any(np.all(values[:, None] > by[None] * (1 + ROUNDING), axis=2), axis=1)
    return beaten

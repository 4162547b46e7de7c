"""The country sequences that join two ends, best first: a search over paths of countries, exact and lazy.

A path of countries carries the least weight at each gateway by which its last country is entered. The path whose
weight plus the least still to go is smallest is taken first (A*), so the first that ends is the best there is, the
next the best with other countries, and so on.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from corridor.data import World
from corridor.ends import crow_km
from corridor.gateways import crossings, main_ports, ports
from corridor.model import Crossing, Place, SeaUse, Status, Travel
from corridor.overlay import FEW_SEAPORTS, Near, Overlay, build, by_sea, usable
from corridor.search import CLOSED, Floats, Ints, tree
from corridor.steps import OBJECTIVES, SEA, Change, Terms

ROUNDABOUT, ROUNDABOUT_KM, LEAST_KM = 1.8, 500.0, 3_500.0
"""a way round that is longer than this many times the great circle to the farthest end, and that much more, is not
looked for; what is no longer than the last is"""
FARTHEST = (
    f", no gateway lying farther round than {ROUNDABOUT:g} times the great circle and {ROUNDABOUT_KM:g} km, "
    f"or {LEAST_KM:g} km where that is more"
)
UNKNOWN = CLOSED / 100
"""what a border that is not known to be open weighs: more than any saving, less than a closed one"""
MOST_PATHS = 100_000
"""after so many paths of countries the search gives up"""

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sequence may be."""

    most: int = 30
    """countries"""
    avoid: frozenset[str] = frozenset()
    via: frozenset[str] = frozenset()
    """countries that it must pass, in any order"""
    known_only: frozenset[frozenset[str]] | None = None
    """if given, borders that are known from the network alone are passed only where they are among these pairs:
    nobody has said that they are open"""
    voyages: bool = True
    calls: bool = True
    """whether a country that need not be passed may be but called at: entered by one ship and left by another"""


def sequences(
    world: World, origin: Place, destinations: tuple[Place, ...], terms: Terms, limits: Limits
) -> Iterator[Codes]:
    """Yield the sequences of countries that join two ends, best first; each country is entered once.

    The fewest closed borders come first, then the fewest of which nobody has said that they are open.
    """
    overlay = _overlay(world, origin, destinations, terms, limits)
    weights = known_first(overlay, terms)
    yield from _Search(overlay, weights if limits.calls else without_calls(overlay, weights, limits.via)).run(limits)


def known_first(overlay: Overlay, terms: Terms) -> Floats:
    """Return weights by which fewer borders that are not known to be open go before any saving."""
    weights = overlay.graph.weights(OBJECTIVES.index(terms.objective))
    weights[[arc for arc, item in overlay.passes() if not known_open(item.crossing, terms)]] += UNKNOWN
    return weights


def known_open(crossing: Crossing, terms: Terms) -> bool:
    """Say whether somebody has told the status of a crossing, or goods pass its border without controls."""
    return terms.scenario.status(crossing).status is not Status.UNKNOWN or terms.rates.uncontrolled(crossing.countries)


def without_calls(overlay: Overlay, weights: Floats, via: frozenset[str]) -> Floats:
    """Return weights by which no cargo goes from ship to ship in a country, those of `via` apart."""
    weights = weights.copy()
    weights[
        [
            arc
            for arc, halt in enumerate(overlay.halts)
            if isinstance(halt, Change) and halt.start == halt.end == SEA and halt.at.country not in via
        ]
    ] = np.inf
    return weights


def _land_pairs(world: World, terms: Terms, limits: Limits, near: Near) -> set[tuple[str, str]]:
    """Return the pairs of countries that a usable crossing joins, within the limits."""
    known = limits.known_only
    return {
        tuple(sorted(one.countries))  # type: ignore[misc]
        for one in crossings(world).values()
        if usable(one, terms.scenario)
        and (known is None or not one.derived or frozenset(one.countries) in known)
        and (terms.travel is Travel.MULTIMODAL or one.mode.value == terms.travel.value)
        and not limits.avoid & set(one.countries)
        and near.to(one.point)
    }


def _overlay(world: World, origin: Place, destinations: tuple[Place, ...], terms: Terms, limits: Limits) -> Overlay:
    first, last = origin.country, destinations[0].country
    crow = max(crow_km(origin, place) for place in destinations)
    reach_km = max(ROUNDABOUT * crow + ROUNDABOUT_KM, LEAST_KM)
    near = Near(origin.point, tuple(place.point for place in destinations), reach_km)
    pairs = _land_pairs(world, terms, limits, near)
    sea = limits.voyages and terms.travel is Travel.MULTIMODAL and terms.sea is not SeaUse.NEVER
    coasts = _coasts(world, near) - limits.avoid if sea else set()
    between = sorted(({code for pair in pairs for code in pair} | coasts) - {first, last})
    codes = (first, *between, last) if first != last else (first,)
    place = {code: i for i, code in enumerate(codes)}
    end = len(codes) - 1

    def links(own: set[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
        both = sorted(
            {(place[a], place[b]) for pair in own for a, b in (pair, pair[::-1]) if a in place and b in place}
        )
        return tuple((a, b) for a, b in both if b != 0 and a != end)

    voyages = {(a, b) for a in coasts for b in coasts if a < b and by_sea(world, (a, b), (0, 1), terms)}
    return build(
        world,
        codes,
        origin,
        destinations,
        terms,
        links=links(pairs),
        sea_links=links(voyages),
        near=near,
    )


def _coasts(world: World, near: Near) -> set[str]:
    codes = {port.country for port in ports(world).values()}
    return {code for code in codes if any(near.to(port.point) for port in main_ports(world, code, FEW_SEAPORTS))}


@dataclass(slots=True, eq=False)
class _Search:
    overlay: Overlay
    weights: Floats
    stage: Ints = field(init=False)
    """of each node"""
    to_go: Floats = field(init=False)
    inside: dict[int, tuple[Ints, Ints, Floats]] = field(default_factory=dict)
    """stage → its entries, the entries of others that it leads to, and the weights between"""

    def __post_init__(self) -> None:
        self.stage = np.array([node.stage for node in self.overlay.nodes], dtype=np.int64)
        self.to_go = tree(self.overlay.graph, self.weights, self.overlay.goals, backward=True).weight

    def run(self, limits: Limits) -> Iterator[Codes]:
        codes, last = self.overlay.codes, len(self.overlay.codes) - 1
        via = {codes.index(code) for code in limits.via if code in codes}
        if len(via) < len(limits.via):
            return
        beyond = {stage: self._beyond(stage) for stage in via}
        hops = self._hops(last)
        roots = np.array(sorted(self.overlay.roots), dtype=np.int64)
        queue: list[tuple[float, int, tuple[int, ...], Ints, Floats]] = []
        pushed = 0

        def push(path: tuple[int, ...], nodes: Ints, weight: Floats) -> None:
            nonlocal pushed
            missing = via - set(path)
            ahead = np.max([self.to_go[nodes], *(beyond[stage][nodes] for stage in missing)], axis=0)
            bound = float((weight + ahead).min(initial=np.inf))
            further = max(len(missing) + (last not in path), hops.get(path[-1], limits.most))
            if bound < np.inf and len(path) + further <= limits.most:
                pushed += 1
                heapq.heappush(queue, (bound, pushed, path, nodes, weight))

        push((0,), roots, np.zeros(len(roots)))
        while queue and pushed < MOST_PATHS:
            _, _, path, nodes, weight = heapq.heappop(queue)
            if path[-1] == last:
                if via <= set(path):
                    yield tuple(codes[i] for i in path)
                continue
            own, ahead, between = self._through(path[-1])
            mine = np.full(len(own), np.inf)
            mine[np.searchsorted(own, nodes)] = weight
            found = (mine[:, None] + between).min(axis=0, initial=np.inf)
            for other in np.unique(self.stage[ahead[found < np.inf]]).tolist():
                if other not in path:
                    there = self.stage[ahead] == other
                    push((*path, other), ahead[there], found[there])

    def _beyond(self, stage: int) -> Floats:
        """Return for each node the weight from it to the goal by way of a stage."""
        from scipy.sparse import csr_matrix
        from scipy.sparse.csgraph import dijkstra

        graph, seeds = self.overlay.graph, np.flatnonzero((self.stage == stage) & (self.to_go < np.inf))
        arcs, other, _, first, _ = graph.backward
        weight = np.append(self.weights[arcs], self.to_go[seeds])
        rows = (weight, np.append(other, seeds), np.append(first, first[-1] + len(seeds)))
        found: Floats = dijkstra(csr_matrix(rows, shape=(graph.size + 1, graph.size + 1)), indices=[graph.size])
        return found[0, : graph.size]

    def _hops(self, last: int) -> dict[int, int]:
        """Return for each stage the fewest that follow it up to the last."""
        graph, free = self.overlay.graph, self.weights < np.inf
        pairs = set(zip(self.stage[graph.start[free]].tolist(), self.stage[graph.end[free]].tolist(), strict=True))
        hops, reached = {last: 0}, [last]
        while reached:
            before = sorted({a for a, b in pairs if b in reached and a not in hops})
            hops |= dict.fromkeys(before, hops[reached[0]] + 1)
            reached = before
        return hops

    def _through(self, stage: int) -> tuple[Ints, Ints, Floats]:
        """Return the nodes by which a stage is entered, those of others that it leads to, and the weights between."""
        if stage not in self.inside:
            from scipy.sparse import csr_matrix
            from scipy.sparse.csgraph import dijkstra

            graph = self.overlay.graph
            arcs = np.flatnonzero(self.stage[graph.start] == stage)
            start, end, weight = graph.start[arcs], graph.end[arcs], self.weights[arcs]
            entered = graph.end[(self.stage[graph.end] == stage) & (self.stage[graph.start] != stage)]
            roots = [node for node in self.overlay.roots if self.stage[node] == stage]
            own = np.unique(np.append(entered, roots).astype(np.int64))
            ahead = np.unique(end[self.stage[end] != stage])
            nodes = np.unique(np.concatenate([own, start, end]))
            index = (np.searchsorted(nodes, start), np.searchsorted(nodes, end))
            matrix = csr_matrix((weight, index), shape=(len(nodes), len(nodes)))
            found = dijkstra(matrix, indices=np.searchsorted(nodes, own)) if len(own) else np.zeros((0, len(nodes)))
            self.inside[stage] = (own, ahead, found[:, np.searchsorted(nodes, ahead)])
        return self.inside[stage]


def each_without(
    world: World,
    origin: Place,
    destinations: tuple[Place, ...],
    terms: Terms,
    limits: Limits,
    countries: Iterable[str],
) -> Iterator[tuple[str, Codes | None]]:
    """Yield each of some countries with the best sequence that does without it, None where there is none."""
    overlay = _overlay(world, origin, destinations, terms, limits)
    weights = known_first(overlay, terms)
    weights = weights if limits.calls else without_calls(overlay, weights, limits.via)
    stage = np.array([node.stage for node in overlay.nodes])
    for code in countries:
        own = weights.copy()
        if code in overlay.codes:
            left_out = stage == overlay.codes.index(code)
            own[left_out[overlay.graph.start] | left_out[overlay.graph.end]] = np.inf
        yield code, next(_Search(overlay, own).run(limits), None)


def open_ways_round(
    world: World,
    origin: Place,
    destinations: tuple[Place, ...],
    terms: Terms,
    *,
    asked: frozenset[frozenset[str]],
    overland: int,
    by_sea: int,
) -> list[Codes]:
    """Return the best open sequences over land, and the best of those that only a voyage joins.

    The terms should take open gateways only, and let voyages pass closed borders by (SeaUse.DETOUR). Any two of a
    kind differ by two countries or more, and none is another with more countries in between.
    """
    limits = Limits(known_only=asked)
    overlay = _overlay(world, origin, destinations, terms, limits)
    weights = overlay.graph.weights(OBJECTIVES.index(terms.objective))
    joined = {frozenset((item.start, item.end)) for _, item in overlay.passes()}
    ashore = weights.copy()
    ashore[np.array([node.layer == SEA for node in overlay.nodes])[overlay.graph.end]] = np.inf
    found: list[Codes] = []
    for count, sea in ((overland, False), (by_sea, True)):
        kind: list[Codes] = []
        for codes in _Search(overlay, weights if sea else ashore).run(limits):
            if len(kind) == count:
                break
            voyage = any(frozenset(pair) not in joined for pair in pairwise(codes))
            if voyage == sea and all(_differ(set(codes), set(other)) for other in kind):
                kind.append(codes)
        found += kind
    return found


def _differ(codes: set[str], before: set[str]) -> bool:
    return len(codes ^ before) > 1 and not before <= codes

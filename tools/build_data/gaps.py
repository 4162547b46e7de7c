"""Joins railways that the source cuts in two: dead ends up to FAR_KM off, where the way round is long.

A dead end is joined to another that faces it, or else to the line that it runs at or on. Both are of one cell, a
country and a gauge, in which the way between them is longer than ROUND_KM or there is none. Where the ends point
decides, since a terminus beside another line looks like a gap otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from corridor.geo import distances_km
from tools.build_data.chains import Chain, Points, Shape, with_chains
from tools.build_data.raw_networks import RawNetwork
from tools.build_data.repair import unit_vectors

FAR_KM = 4.0
ROUND_KM = 120.0
FACING_DEG = 60.0
"""a gap departs at most this much from the direction in which either dead end points"""
AHEAD_DEG = 45.0
"""the same where a dead end runs at a line"""
ON_KM = 0.5
"""this near to a line a dead end ends on it, wherever it points: lines are straightened by about as much"""
SAME_KM = 0.15
"""a foot this near to a line's end is that end; a point of the table this near to a node is that node"""
EARTH_KM = 6371.0
NO_POINTS: Points = np.empty((0, 2), dtype=np.int32)

Ints = npt.NDArray[np.int64]
Cells = npt.NDArray[np.int64]
"""(edges,) the number of an edge's cell, country × 10 000 + mm; -1 over a border"""


@dataclass(frozen=True)
class _Part:
    """One cell of the network, its nodes numbered by themselves."""

    gauge_mm: int
    edges: Ints
    nodes: Ints
    u: Ints
    v: Ints
    ways: csr_matrix

    def round_km(self, start: int) -> npt.NDArray[np.float64]:
        """Return the way to every node in km, inf beyond ROUND_KM."""
        return np.asarray(dijkstra(self.ways, directed=False, indices=start, limit=ROUND_KM))


def cells_of(country: npt.NDArray[np.int32], gauge: npt.NDArray[np.int32], raw: RawNetwork) -> Cells:
    """Return the cell of every edge from the country of every node and the gauge of every edge."""
    inside = (country[raw.u] == country[raw.v]) & (country[raw.u] >= 0)
    return np.where(inside, country[raw.u].astype(np.int64) * 10_000 + gauge, -1)


def join_facing(raw: RawNetwork, cells: Cells, apart: Points) -> list[Chain]:
    """Return the joins of dead ends that face each other; `apart` are points of dead ends that stay so."""
    before = _before(raw, apart)
    joins = []
    for part in _parts(raw, cells):
        ends = [node for node in range(len(part.nodes)) if int(part.nodes[node]) in before]
        points = _points(raw, part.nodes[ends])
        pairs = cKDTree(unit_vectors(*(1000 * points.T))).query_pairs(FAR_KM / EARTH_KM) if ends else set()
        gaps = sorted((float(distances_km(*points[i], *points[j])), ends[i], ends[j]) for i, j in sorted(pairs))
        taken: set[int] = set()
        for gap, a, b in gaps:
            if taken & {a, b} or part.round_km(a)[b] <= ROUND_KM:
                continue
            ways = ((int(part.nodes[a]), int(part.nodes[b])), (int(part.nodes[b]), int(part.nodes[a])))
            turns = [_turn(raw, before[end], end, *_points(raw, np.array([other]))[0]) for end, other in ways]
            if max(turns) <= FACING_DEG:
                taken |= {a, b}
                joins.append(Chain(*ways[0], NO_POINTS, max(round(1000 * gap), 1), Shape.JOIN, part.gauge_mm))
    return joins


def with_lines_met(raw: RawNetwork, cells: Cells, apart: Points) -> RawNetwork:
    """Return the network with dead ends joined to the lines that they run at or on, which are split there."""
    before = _before(raw, apart)
    feet: dict[int, list[tuple[float, int, float, int]]] = defaultdict(list)
    for part in _parts(raw, cells):
        ends = [node for node in range(len(part.nodes)) if int(part.nodes[node]) in before]
        ways = np.stack([_points(raw, part.nodes[part.u]), _points(raw, part.nodes[part.v])], axis=1)
        tree = shapely.STRtree(list(shapely.linestrings(ways)))
        for end in ends:
            found = _met(raw, part, tree, end, before[int(part.nodes[end])])
            if found is not None:
                edge, share, off_km = found
                feet[edge].append((share, int(part.nodes[end]), off_km, part.gauge_mm))
    return _split(raw, feet)


def _met(raw: RawNetwork, part: _Part, tree: shapely.STRtree, end: int, before: int) -> tuple[int, float, float] | None:
    """Return the edge that a dead end meets, the share of the way from its end u, and km off; None if it meets none."""
    node = int(part.nodes[end])
    lon, lat = _points(raw, np.array([node]))[0]
    high = np.degrees(FAR_KM / EARTH_KM)
    wide = high / np.cos(np.radians(lat))
    near = np.sort(tree.query(shapely.box(lon - wide, lat - high, lon + wide, lat + high)))
    near = near[(part.u[near] != end) & (part.v[near] != end)]
    if not len(near):
        return None
    way = part.round_km(end)
    near = near[(way[part.u[near]] > ROUND_KM) & (way[part.v[near]] > ROUND_KM)]
    best = None
    for edge in near.tolist():
        a, b = _points(raw, part.nodes[[part.u[edge], part.v[edge]]])
        squeeze = np.array([np.cos(np.radians(lat)), 1.0])
        start, along = (a - (lon, lat)) * squeeze, (b - a) * squeeze
        share = float(np.clip(-(start @ along) / max(float(along @ along), 1e-12), 0.0, 1.0))
        foot = a + share * (b - a)
        off = float(distances_km(lon, lat, *foot))
        if off <= ON_KM or (off <= FAR_KM and _turn(raw, before, node, *foot) <= AHEAD_DEG):
            best = min(best or (off, edge, share), (off, edge, share))
    return None if best is None else (int(part.edges[best[1]]), best[2], best[0])


def _split(raw: RawNetwork, feet: dict[int, list[tuple[float, int, float, int]]]) -> RawNetwork:
    """Split each edge at the feet of the dead ends that meet it, and join those to them."""
    halves, joins, size = [], [], len(raw.lon)
    for edge, found in sorted(feet.items()):
        u, v = int(raw.u[edge]), int(raw.v[edge])
        a, b = _points(raw, np.array([u, v]))
        long_km = float(distances_km(*a, *b))
        points: list[npt.NDArray[np.float64]] = []
        for share, end, off_km, gauge in sorted(found):
            if min(share, 1 - share) * long_km <= SAME_KM:
                foot = u if share < 0.5 else v
            else:
                foot = size + len(points)
                points.append(np.round(1000 * (a + share * (b - a))))
            joins.append(Chain(end, foot, NO_POINTS, max(round(1000 * off_km), 1), Shape.JOIN, gauge))
        size += len(points)
        middle = np.array(points, dtype=np.int32).reshape(-1, 2)
        halves.append(Chain(u, v, middle, int(raw.metres[edge]), Shape(raw.shape[edge]), int(raw.gauge[edge])))
    return with_chains(with_chains(raw, halves, without=np.array(sorted(feet), dtype=np.intp)), joins)


def _before(raw: RawNetwork, apart: Points) -> dict[int, int]:
    """Return every dead end with the node that its line comes from."""
    degree = np.bincount(np.concatenate([raw.u, raw.v]), minlength=len(raw.lon))
    found: dict[int, int] = {}
    for end, other in ((raw.u, raw.v), (raw.v, raw.u)):
        last = np.flatnonzero(degree[end] == 1)
        found.update(zip(end[last].tolist(), other[last].tolist(), strict=True))
    for lon, lat in (apart / 1000).tolist():
        ends = np.array(sorted(found))
        off = distances_km(lon, lat, *_points(raw, ends).T)
        for end in ends[off <= SAME_KM].tolist():
            del found[end]
    return found


def _parts(raw: RawNetwork, cells: Cells) -> Iterator[_Part]:
    order = np.argsort(cells, kind="stable")
    numbers, first = np.unique(cells[order], return_index=True)
    for number, edges in zip(numbers.tolist(), np.split(order, first[1:]), strict=True):
        if number >= 0:
            nodes, ends = np.unique(np.concatenate([raw.u[edges], raw.v[edges]]), return_inverse=True)
            u, v = ends[: len(edges)], ends[len(edges) :]
            ways = csr_matrix((raw.metres[edges] / 1000, (u, v)), shape=(len(nodes), len(nodes)))
            yield _Part(number % 10_000, edges, nodes.astype(np.int64), u, v, ways)


def _points(raw: RawNetwork, nodes: npt.NDArray[np.integer]) -> npt.NDArray[np.float64]:
    return np.column_stack([raw.lon[nodes], raw.lat[nodes]]) / 1000


def _turn(raw: RawNetwork, before: int, end: int, lon: float, lat: float) -> float:
    """Return the angle in degrees between a dead end's last stretch and the way on to a point."""
    a, b = _points(raw, np.array([before, end]))
    squeeze = np.array([np.cos(np.radians(b[1])), 1.0])
    come, go = (b - a) * squeeze, (np.array([lon, lat]) - b) * squeeze
    size = max(float(np.linalg.norm(come) * np.linalg.norm(go)), 1e-12)
    return float(np.degrees(np.arccos(np.clip(come @ go / size, -1.0, 1.0))))

"""Repairs the networks: joins dead ends up to 2 km, loose pieces of either mode, and railways cut in two.

The source draws parallel tracks and sidings as separate lines that often end a few hundred metres short of
each other. A dead end is joined to the nearest node that cannot be reached from it within a short way along
the network. No join crosses a border unless a rail crossing is known near it. A loose piece, one with no way to the
rest, is joined inside its country where it comes nearest to another, up to PIECE_KM. `gaps` joins what is left.
"""

from __future__ import annotations

import heapq
from collections import defaultdict

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from corridor.geo import distances_km

JOIN_KM = 2.0
PIECE_KM = 1.0
PIECE_NODES = 2000
"""a larger piece is a network of its own"""
REACH_FACTOR = 4.0
"""a join is made where the way along the network is longer than this many times the gap, plus REACH_KM"""
REACH_KM = 3.0
CROSSING_KM = 12.0

Int = npt.NDArray[np.int32]


def join_dead_ends(
    lon: Int,
    lat: Int,
    country: Int,
    edges: tuple[Int, Int, Int],
    crossings: dict[frozenset[int], npt.NDArray[np.float64]],
) -> tuple[Int, Int, Int]:
    """Return the joins as (u, v, metres).

    `crossings` holds, for each pair of country numbers, the (lon, lat) rows of its known rail crossings.
    """
    u, v, metres = edges
    neighbours = _adjacency(u, v, metres)
    degree = np.bincount(np.concatenate([u, v]), minlength=len(lon))
    dead = np.flatnonzero(degree == 1)
    xyz = unit_vectors(lon, lat)
    tree = cKDTree(xyz)
    near = tree.query_ball_point(xyz[dead], JOIN_KM / 6371.0)
    joins: dict[tuple[int, int], int] = {}
    for end, candidates in zip(dead.tolist(), near, strict=True):
        others = np.array([c for c in candidates if c != end], dtype=np.int64)
        if not len(others):
            continue
        gaps = distances_km(lon[end] / 1000, lat[end] / 1000, lon[others] / 1000, lat[others] / 1000)
        for gap, other in sorted(zip(gaps.tolist(), others.tolist(), strict=True)):
            if not _may_join(country, crossings, lon, lat, end, other):
                continue
            if not _reachable(neighbours, end, other, 1000 * (REACH_FACTOR * gap + REACH_KM)):
                key = (min(end, other), max(end, other))
                joins[key] = max(int(gap * 1000), 1)
                break
    pairs = np.array(sorted(joins), dtype=np.int32).reshape(-1, 2)
    lengths = np.array([joins[(int(a), int(b))] for a, b in pairs], dtype=np.int32)
    return pairs[:, 0], pairs[:, 1], lengths


def join_pieces(lon: Int, lat: Int, country: Int, edges: tuple[Int, Int, Int]) -> tuple[Int, Int, Int]:
    """Return the joins of loose pieces as (u, v, metres): each to its nearest, until none is near another."""
    u, v, _ = edges
    joins: list[tuple[int, int, int]] = []
    while found := _nearest_pieces(lon, lat, country, u, v):
        joins += found
        u = np.append(u, [a for a, _, _ in found]).astype(np.int32)
        v = np.append(v, [b for _, b, _ in found]).astype(np.int32)
    made = np.array(joins, dtype=np.int32).reshape(-1, 3)
    return made[:, 0], made[:, 1], made[:, 2]


def _nearest_pieces(lon: Int, lat: Int, country: Int, u: Int, v: Int) -> list[tuple[int, int, int]]:
    links = csr_matrix((np.ones(len(u)), (u, v)), shape=(len(lon), len(lon)))
    label = connected_components(links, directed=False)[1]
    used = np.unique(np.concatenate([u, v]))
    size = np.bincount(label[used])
    xyz = unit_vectors(lon[used], lat[used])
    loose = np.flatnonzero(size[label[used]] <= PIECE_NODES)
    near = cKDTree(xyz).query_ball_point(xyz[loose], PIECE_KM / 6371.0)
    best: dict[int, tuple[float, int, int]] = {}
    for node, candidates in zip(used[loose].tolist(), near, strict=True):
        others = used[candidates]
        others = others[(label[others] != label[node]) & (country[others] == country[node])]
        if len(others):
            gaps = distances_km(lon[node] / 1000, lat[node] / 1000, lon[others] / 1000, lat[others] / 1000)
            found = (float(gaps.min()), min(node, nearest := int(others[np.argmin(gaps)])), max(node, nearest))
            best[label[node]] = min(best.get(label[node], found), found)
    return sorted({(a, b, max(round(1000 * gap), 1)) for gap, a, b in best.values()})


def _may_join(
    country: Int, crossings: dict[frozenset[int], npt.NDArray[np.float64]], lon: Int, lat: Int, a: int, b: int
) -> bool:
    if country[a] == country[b]:
        return True
    known = crossings.get(frozenset((int(country[a]), int(country[b]))))
    if known is None:
        return False
    return bool(distances_km(lon[a] / 1000, lat[a] / 1000, known[:, 0], known[:, 1]).min() <= CROSSING_KM)


def _adjacency(u: Int, v: Int, metres: Int) -> dict[int, list[tuple[int, int]]]:
    neighbours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b, m in zip(u.tolist(), v.tolist(), metres.tolist(), strict=True):
        neighbours[a].append((b, m))
        neighbours[b].append((a, m))
    return neighbours


def _reachable(neighbours: dict[int, list[tuple[int, int]]], start: int, goal: int, limit: float) -> bool:
    queue, best = [(0, start)], {start: 0}
    while queue:
        metres, node = heapq.heappop(queue)
        if node == goal:
            return True
        for other, length in neighbours[node]:
            total = metres + length
            if total <= limit and total < best.get(other, 1 << 60):
                best[other] = total
                heapq.heappush(queue, (total, other))
    return False


def unit_vectors(lon: npt.NDArray[np.number], lat: npt.NDArray[np.number]) -> npt.NDArray[np.float64]:
    x, y = np.radians(np.asarray(lon) / 1000), np.radians(np.asarray(lat) / 1000)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])

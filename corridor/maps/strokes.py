"""Cuts the legs of all alternatives into chains, so that a stretch which several share is kept once.

The page fans a chain out among the alternatives that are visible on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from corridor.geo import SCHEMATIC_KM, distances_km
from corridor.maps.encode import Points, distinct, polyline
from corridor.model import Corridor, Leg, Mode

GRID_DECIMALS = 5
"""of degrees; points that round to the same are one"""
TOLERANCE_DEG = 0.004
"""how far a drawn line may leave the true one, about 400 m"""
DECIMALS = 4

Path = tuple[int, ...]
"""Chains in order of travel: the index of each plus one, negative where it is followed backwards."""
Bounds = tuple[float, float, float, float]
"""west, south, east, north; longitudes are not wrapped at 180 degrees"""


@dataclass(frozen=True, slots=True)
class Marked:
    """The stretches of a leg's path that are drawn in a way of their own."""

    planned: tuple[Path, ...]
    """over planned links"""
    schematic: tuple[Path, ...]
    """straight pieces too long to show the real way"""


@dataclass(frozen=True, slots=True)
class Strokes:
    """The chains of all alternatives, and which of them each leg follows."""

    chains: tuple[str, ...]
    """encoded polylines"""
    paths: tuple[tuple[Path, ...], ...]
    """per alternative, per leg"""
    lines: tuple[tuple[Points, ...], ...]
    """per alternative, per leg: its points as given, longitudes not wrapped"""
    marked: tuple[tuple[Marked, ...], ...] = ()
    """per alternative, per leg"""

    @property
    def bounds(self) -> Bounds | None:
        """What all lines together cover, None where there is no line."""
        drawn = [line for legs in self.lines for line in legs if len(line)]
        if not drawn:
            return None
        west, south = np.min([line.min(axis=0) for line in drawn], axis=0)
        east, north = np.max([line.max(axis=0) for line in drawn], axis=0)
        return float(west), float(south), float(east), float(north)


def trace(corridors: tuple[Corridor, ...]) -> Strokes:
    """Return what to draw of `corridors`, simplified."""
    lines = tuple(_unwrapped(corridor.legs) for corridor in corridors)
    nodes = _nodes(lines)
    stops = np.array([node for legs in nodes for leg in legs for node in leg[[0, -1][: len(leg)]]], np.int64)
    keys: dict[bytes, int] = {}
    found: list[Points] = []
    paths, marked = [], []
    for corridor, legs, leg_nodes, leg_masks in zip(corridors, lines, nodes, _users(nodes), strict=True):
        path, over = [], []
        for leg, points, ids, masks in zip(corridor.legs, legs, leg_nodes, leg_masks, strict=True):
            dashed, straight = _over_links(leg, points), _schematic(leg, points)
            cuts = _cuts(ids, masks | dashed.astype(np.int64) << 61 | straight.astype(np.int64) << 62, stops)
            path.append(tuple(_chain(points[a : b + 1], ids[a : b + 1], keys, found) for a, b in pairwise(cuts)))
            over.append(Marked(*(_stretches(path[-1], cuts, mark) for mark in (dashed, straight))))
        paths.append(tuple(path))
        marked.append(tuple(over))
    return Strokes(_encoded(found), tuple(paths), lines, tuple(marked))


def _stretches(path: Path, cuts: list[int], mark: NDArray[np.bool_]) -> tuple[Path, ...]:
    """Return the runs of chains whose steps are marked."""
    pairs = zip(path, (bool(mark[a]) for a in cuts[:-1]), strict=True)
    return tuple(tuple(n for n, _ in run) for yes, run in groupby(pairs, key=itemgetter(1)) if yes)


def _schematic(leg: Leg, points: Points) -> NDArray[np.bool_]:
    """Return for each step between two points of a leg whether it is too long to show the real way."""
    if leg.mode is Mode.SEA or len(points) < 2:
        return np.zeros(max(len(points) - 1, 0), dtype=bool)
    (lon, lat), (next_lon, next_lat) = points[:-1].T, points[1:].T
    return np.asarray(distances_km(lon, lat, next_lon, next_lat) > SCHEMATIC_KM)


def _over_links(leg: Leg, points: Points) -> NDArray[np.bool_]:
    """Return for each step between two points of a leg whether it runs over a planned link."""
    drawn = [tuple(np.round(point, GRID_DECIMALS)) for use in leg.planned for point in use.line]
    here = [(round(unwrap(float(lon), 0.0), GRID_DECIMALS), round(float(lat), GRID_DECIMALS)) for lon, lat in points]
    steps = {frozenset(step) for step in pairwise(drawn)}
    return np.array([frozenset(step) in steps for step in pairwise(here)], dtype=bool)


def unwrap(lon: float, near: float) -> float:
    """Return `lon` plus or minus whole turns, within half a turn of `near`."""
    return lon - 360 * round((lon - near) / 360)


def _unwrapped(legs: tuple[Leg, ...]) -> tuple[Points, ...]:
    """Return each leg's points as an array; no two points in a row are more than 180 degrees apart."""
    if not any(leg.line for leg in legs):
        return tuple(np.empty((0, 2)) for _ in legs)
    points = np.concatenate([np.array(leg.line, float).reshape(-1, 2) for leg in legs])
    points[:, 0] = np.unwrap(points[:, 0], period=360)
    parts = np.split(points, np.cumsum([len(leg.line) for leg in legs])[:-1])
    return tuple(distinct(part, decimals=GRID_DECIMALS) for part in parts)


def _nodes(lines: tuple[tuple[Points, ...], ...]) -> list[list[NDArray[np.int64]]]:
    """Return the number of each point, the same number for points at the same place."""
    flat = [line for legs in lines for line in legs]
    if not flat:
        return [[] for _ in lines]
    whole = np.rint(np.concatenate(flat) * 10**GRID_DECIMALS).astype(np.int64)
    _, ids = np.unique(whole[:, 0] * 2**32 + whole[:, 1], return_inverse=True)
    parts = iter(np.split(ids, np.cumsum([len(line) for line in flat])[:-1]))
    return [[next(parts) for _ in legs] for legs in lines]


def _users(nodes: list[list[NDArray[np.int64]]]) -> list[list[NDArray[np.int64]]]:
    """Return for each step between two points which alternatives make it, as a bit mask."""
    steps = [[np.c_[np.minimum(n[:-1], n[1:]), np.maximum(n[:-1], n[1:])] for n in legs] for legs in nodes]
    flat = [step for legs in steps for step in legs]
    if not flat:
        return [[] for _ in nodes]
    every = np.concatenate(flat)
    _, edges = np.unique(every[:, 0] * (every.max(initial=0) + 1) + every[:, 1], return_inverse=True)
    bits = np.repeat(
        [1 << (number % 61) for number, legs in enumerate(steps) for _ in legs], [len(step) for step in flat]
    )
    masks = np.zeros(edges.max(initial=0) + 1, np.int64)
    np.bitwise_or.at(masks, edges, bits)
    parts = iter(np.split(masks[edges], np.cumsum([len(step) for step in flat])[:-1]))
    return [[next(parts) for _ in legs] for legs in steps]


def _cuts(ids: NDArray[np.int64], masks: NDArray[np.int64], stops: NDArray[np.int64]) -> list[int]:
    """Return where chains of a leg begin and end: where its users change, and at every leg's ends."""
    if len(ids) < 2:
        return []
    inside = np.flatnonzero((masks[1:] != masks[:-1]) | np.isin(ids[1:-1], stops)) + 1
    return [0, *inside.tolist(), len(ids) - 1]


def _chain(points: Points, ids: NDArray[np.int64], keys: dict[bytes, int], found: list[Points]) -> int:
    """Return the signed number of the chain, a new one where it was not met before."""
    if (number := keys.get(ids.tobytes())) is not None:
        return number
    if (number := keys.get(ids[::-1].tobytes())) is not None:
        return -number
    found.append(points)
    keys[ids.tobytes()] = len(found)
    return len(found)


def _encoded(chains: list[Points]) -> tuple[str, ...]:
    if not chains:
        return ()
    lines = shapely.linestrings(
        np.concatenate(chains), indices=np.repeat(np.arange(len(chains)), [len(chain) for chain in chains])
    )
    simple: Any = shapely.simplify(lines, TOLERANCE_DEG, preserve_topology=False)
    return tuple(polyline(shapely.get_coordinates(line), decimals=DECIMALS) for line in simple)

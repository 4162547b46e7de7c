"""The roads and railways that a plan could use, as a few faint lines beside its corridors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from corridor.data import World
from corridor.maps.encode import Points, Whole, strand, whole_lines
from corridor.maps.strokes import Bounds
from corridor.model import Mode
from corridor.network import load_cell

MESH_DEG = 0.15
"""junctions in one square of this size are one, or of a larger one where there are more than STEPS"""
STEPS = {Mode.ROAD: 2300, Mode.RAIL: 1600}
"""pieces of way between squares at most"""
TOLERANCE_DEG = 0.07
"""how far a line may leave the ways between its junctions"""
STUB_DEG = 0.5
"""ways that lead nowhere are left out where they are shorter"""
BEYOND_DEG = 3.0
"""the network is drawn this far beyond what the corridors cover"""
GRID_DEG = 0.05
"""what the numbers of the encoded polyline count in"""

Steps = NDArray[np.int64]


def network(world: World, countries: Iterable[str], bounds: Bounds) -> dict[str, tuple[str, str]]:
    """Return the roads and railways of countries around corridors that cover `bounds`, by mode.

    All lines of a mode are as `strand` has them, in whole steps of GRID_DEG.
    """
    wanted = set(countries)
    west, south, east, north = bounds
    box = (west - BEYOND_DEG, south - BEYOND_DEG, east + BEYOND_DEG, north + BEYOND_DEG)
    found = {}
    for mode, most in STEPS.items():
        rows = [row for row in world.rows("cells") if row["country"] in wanted and row["mode"] == mode]
        cells = [load_cell(world, row["country"], mode, int(row["gauge_mm"])) for row in rows]
        if not cells:
            continue
        starts = np.cumsum([0, *(len(cell.lon) for cell in cells)])
        ends = np.concatenate([np.c_[cell.u, cell.v] + start for cell, start in zip(cells, starts, strict=False)])
        points, ends = _inside(np.concatenate([np.c_[cell.lon, cell.lat] for cell in cells]), ends, box)
        mesh = MESH_DEG
        while len((meshed := _meshed(points, ends, mesh))[1]) > most:
            mesh *= max((len(meshed[1]) / most) ** 0.5, 1.1)
        if len(meshed[1]):
            found[mode.value] = strand(_lines(*meshed))
    return found


def _inside(points: Points, ends: Steps, box: Bounds) -> tuple[Points, Steps]:
    """Return the junctions and steps within the box, which may reach over 180 degrees."""
    west, south, east, north = box
    points = points - np.c_[360 * np.round((points[:, 0] - (west + east) / 2) / 360), np.zeros(len(points))]
    inside: Any = (points > (west, south)).all(axis=1) & (points < (east, north)).all(axis=1)
    kept: Any = ends[inside[ends[:, 0]] & inside[ends[:, 1]]]
    used = np.zeros(len(points), dtype=bool)
    used[kept] = True
    return points[used], (np.cumsum(used) - 1)[kept]


def _meshed(points: Points, ends: Steps, mesh_deg: float) -> tuple[Points, Steps]:
    """Return the middle of the junctions of each square, and the steps between them, each once."""
    column, row = np.floor(points.T / mesh_deg).astype(np.int64)
    _, squares = np.unique(column * 2**20 + row, return_inverse=True)
    count = np.bincount(squares)
    middles = np.array([np.bincount(squares, axis) / count for axis in points.T]).T
    low, high = np.sort(squares[ends], axis=1).T
    steps = np.unique((low * len(middles) + high)[low != high])
    return middles, np.c_[np.divmod(steps, max(len(middles), 1))]


def _lines(points: Points, steps: Steps) -> list[Whole]:
    """Return the ways between junctions where three or more meet, without stubs, simplified, in steps of GRID_DEG."""
    segments: Any = shapely.linestrings(points[steps])
    merged = shapely.line_merge(shapely.multilinestrings(segments))
    _, places, (starts, _) = shapely.to_ragged_array([merged, shapely.MultiLineString()])
    lengths = np.diff(starts)
    lines: Any = shapely.linestrings(places, indices=np.repeat(np.arange(len(lengths)), lengths))
    lines = lines[_leading(places[starts[:-1]], places[starts[1:] - 1]) | (shapely.length(lines) >= STUB_DEG)]
    return whole_lines(shapely.simplify(lines, TOLERANCE_DEG, preserve_topology=False), GRID_DEG)


def _leading(starts: Points, ends: Points) -> NDArray[np.bool_]:
    """Return which lines meet another at both ends."""
    places = np.concatenate([starts, ends])
    _, numbers, count = np.unique(places[:, 0] * 1000 + places[:, 1], return_inverse=True, return_counts=True)
    first, last = (count[numbers] > 1).reshape(2, -1)
    meet: NDArray[np.bool_] = first & last
    return meet

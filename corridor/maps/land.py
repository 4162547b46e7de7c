"""Land with fewer points: fine where corridors pass, coarse elsewhere, each border once."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from corridor.maps.encode import Points
from corridor.maps.strokes import Bounds

POINTS = 5_000
"""land of fewer points is left as it is"""
FINE_DEG, COARSE_DEG = 0.025, 0.025
"""tolerances where corridors pass, and elsewhere for each POINTS that the land has"""
CELL_DEG, REACH = 1.0, 2
"""corridors pass where one is in a cell of this size, or so many cells away"""

Mask = NDArray[np.bool_]


def thinned(polygons: Any, *, lines: list[Points], box: Bounds) -> tuple[Any, Any]:
    """Return the land of countries that share borders, and the lines that two of them share, with fewer points."""
    count = int(shapely.get_num_coordinates(polygons).sum())
    if count <= POINTS:
        points, rings = _points(polygons)
        return shapely.union_all(polygons), _lines(_steps(points, rings)[1])
    fine = shapely.coverage_simplify(polygons, FINE_DEG)
    coarse = shapely.coverage_simplify(fine, COARSE_DEG * count / POINTS)
    points, rings = _points(fine)
    kept = _passed(points, lines, box) | np.isin(_keys(points), _keys(shapely.get_coordinates(coarse)))
    once, twice = _steps(points[kept], rings[kept])
    return shapely.build_area(shapely.node(_lines(once))), _lines(twice)


def _points(polygons: Any) -> tuple[Points, NDArray[np.int64]]:
    """Return the points of all rings, each once, and the number of the ring of each."""
    points, rings = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    closing = np.r_[rings[:-1] != rings[1:], True][: len(rings)]
    return points[~closing], rings[~closing]


def _keys(points: Points) -> NDArray[np.int64]:
    """Return one number for each place."""
    lon, lat = np.rint(points.T * 1e6).astype(np.int64)
    keys: NDArray[np.int64] = lon * 2**32 + lat
    return keys


def _passed(points: Points, lines: list[Points], box: Bounds) -> Mask:
    """Return which points lie where a corridor passes."""
    if not lines:
        return np.zeros(len(points), bool)
    west, south, east, north = box
    size = (int(side / CELL_DEG) + 1 + 2 * REACH for side in (east - west, north - south))
    cells = np.zeros(tuple(size), bool)
    drawn = shapely.linestrings(np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), list(map(len, lines))))
    passes = shapely.get_coordinates(shapely.segmentize(drawn, CELL_DEG / 2))
    cells[_cell(passes, box)] = True
    grown = np.zeros_like(cells)
    for column in range(-REACH, REACH + 1):
        for row in range(-REACH, REACH + 1):
            grown |= np.roll(cells, (column, row), axis=(0, 1))
    marked: Mask = grown[_cell(points, box)]
    return marked


def _cell(points: Points, box: Bounds) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    column, row = np.floor((points - box[:2]) / CELL_DEG).astype(np.int64).T + REACH
    return column, row


def _steps(points: Points, rings: NDArray[np.int64]) -> tuple[Points, Points]:
    """Return the steps of rings that are in one of them, and those that are in two, each as two points."""
    firsts = np.flatnonzero(np.r_[True, rings[:-1] != rings[1:]][: len(rings)])
    after = np.arange(1, len(points) + 1)
    after[np.r_[firsts[1:], len(points)][: len(firsts)] - 1] = firsts
    start, end = points, points[after]
    swapped = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    steps: Any = np.where(swapped[:, None], np.c_[end, start], np.c_[start, end])
    steps, count = np.unique(steps, axis=0, return_counts=True)
    return steps[count == 1].reshape(-1, 2, 2), steps[count > 1].reshape(-1, 2, 2)


def _lines(steps: Points) -> Any:
    segments: Any = shapely.linestrings(steps)
    return shapely.line_merge(shapely.multilinestrings(segments))

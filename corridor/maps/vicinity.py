"""What lies around one place: coasts, borders as exact as they ship, and the networks' edges."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely

from corridor.data import World
from corridor.geo import distance_km
from corridor.maps.basemap import Ground, cities_near, countries_in, shapes_of
from corridor.maps.encode import Points, distinct, polyline
from corridor.maps.strokes import Bounds
from corridor.model import Mode, Point
from corridor.network import Cell, load_cell

REACH_KM = 120.0
"""edges are drawn this far to each side"""
GROUND_KM = 450.0
"""land and borders are drawn this far to each side"""
DECIMALS = 4
OFF_LAND_DEG = 0.03
"""a boundary farther than this from land is the edge of a territorial sea, and not drawn"""


def box_about(point: Point, reach_km: float) -> Bounds:
    """Return the box that reaches so far to each side of a point; it may reach over 180 degrees."""
    lon, lat = point
    high = reach_km / distance_km((lon, lat - 0.5), (lon, lat + 0.5))
    south, north = max(lat - high, -85.0), min(lat + high, 85.0)
    widest = max(abs(south), abs(north))
    wide = min(high / max(np.cos(np.radians(widest)), 0.05), 90.0)
    return round(lon - wide, 2), round(south, 2), round(lon + wide, 2), round(north, 2)


def vicinity(world: World, point: Point, *, view: Bounds) -> tuple[Ground, tuple[str, ...]]:
    """Return the ground around a point, and the borders there as encoded polylines with DECIMALS decimals.

    A country that reaches into `view`, the box that the page opens on, has its name there.
    """
    box = box_about(point, GROUND_KM)
    _, land = shapes_of(world, "borders", box)
    _, states = shapes_of(world, "countries", box)
    whole = shapely.union_all(land)
    lines = _borders(states, box)
    lines = shapely.intersection(lines, shapely.buffer(whole, OFF_LAND_DEG)) if lines is not None else None
    ground = Ground(
        box,
        tuple(polyline(ring, decimals=DECIMALS) for ring in _rings(whole)),
        ("", ""),
        (),
        _names(world, box, view),
        cities_near(world, box, [np.array([point])], view=view),
    )
    return ground, tuple(polyline(line, decimals=DECIMALS) for line in _coordinates(lines))


def _names(world: World, box: Bounds, view: Bounds) -> tuple[tuple[str | float, ...], ...]:
    inside = countries_in(world, *shapes_of(world, "borders", view), least=0.01)
    seen = {name for name, *_ in inside}
    return (*inside, *(one for one in countries_in(world, *shapes_of(world, "borders", box)) if one[0] not in seen))


def edges(world: World, point: Point, countries: Iterable[str], mode: Mode) -> tuple[str, ...]:
    """Return the edges of a mode in some countries that reach into the box around a point, as encoded polylines."""
    box = box_about(point, REACH_KM)
    drawn: list[Points] = []
    for row in world.rows("cells"):
        if row["country"] in countries and row["mode"] == mode:
            drawn += _edges(load_cell(world, row["country"], mode, int(row["gauge_mm"])), box)
    return tuple(polyline(line, decimals=DECIMALS) for line in drawn)


def _edges(cell: Cell, box: Bounds) -> list[Points]:
    west, south, east, north = box
    middle = (west + east) / 2
    lon = cell.lon - 360 * np.round((cell.lon - middle) / 360)
    a, b = np.c_[lon, cell.lat][cell.u], np.c_[lon, cell.lat][cell.v]
    low, high = np.minimum(a, b), np.maximum(a, b)
    inside = (low <= (east, north)).all(axis=1) & (high >= (west, south)).all(axis=1)
    return [np.array(pair) for pair in zip(a[inside], b[inside], strict=True)]


def _borders(states: Any, box: Bounds) -> Any:
    """Return what the edges of states are made of, but for the sides of the box."""
    west, south, east, north = box
    edges_of = shapely.boundary(states[~shapely.is_empty(states)])
    if not len(edges_of):
        return None
    inner = shapely.box(west + 1e-3, south + 1e-3, east - 1e-3, north - 1e-3)
    return shapely.line_merge(shapely.intersection(shapely.union_all(edges_of), inner))


def _rings(shape: Any) -> list[Points]:
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(shapely.orient_polygons(polygons))
    found = [distinct(shapely.get_coordinates(ring), decimals=DECIMALS) for ring in rings]
    return [ring for ring in found if len(ring) > 3]


def _coordinates(lines: Any) -> list[Points]:
    if lines is None:
        return []
    parts = shapely.get_parts(lines)
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    simple = shapely.simplify(parts, 0.0005, preserve_topology=False)
    found = [distinct(shapely.get_coordinates(line), decimals=DECIMALS) for line in simple]
    return [line for line in found if len(line) > 1]

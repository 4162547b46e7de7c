"""Which country a point lies in, by the shipped polygons; points are (lon, lat) in degrees, EPSG:4326."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians
from typing import Any

from corridor.data import World
from corridor.errors import DataError
from corridor.geo import distance_km
from corridor.model import Point

TOUCH_DEG = 0.01
"""polygons this near, about 1 km, share a border"""


def country_at(world: World, point: Point) -> str | None:
    """Return the alpha-2 code of the country that a point (lon, lat) lies in, None where it is in none."""
    import shapely

    polygons = _polygons(world)
    bounds = world.keep("country bounds", lambda: shapely.bounds(list(polygons.values())))
    (lon, lat), (west, south, east, north) = point, bounds.T
    near = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    for (code, polygon), may_hold in zip(polygons.items(), near, strict=True):
        if may_hold and _covers(polygon, point):
            return code
    return None


def near_country(world: World, point: Point, code: str) -> float:
    """Return how far a point (lon, lat) lies outside a country, in km, 0 inside it.

    The nearest place is found on a plane about the point: right to 1 % within some 300 km, an upper bound
    beyond.

    Raises
    ------
    DataError
        where the country has no polygon.
    """
    import shapely

    polygon = _polygons(world).get(code)
    if polygon is None:
        raise DataError(f"data file 'countries.parquet' has no polygon of {code!r}")
    if _covers(polygon, point):
        return 0.0
    # degrees of longitude are shrunk to the length of those of latitude; a country may go on beyond the
    # antimeridian, so it is also looked for one turn round the world
    lon, lat = point
    squeeze = max(cos(radians(lat)), 1e-6)

    def nearest(around: int) -> float:
        plane = shapely.transform(polygon, lambda xy: (xy - (lon - around, lat)) * (squeeze, 1))
        line = shapely.shortest_line(shapely.Point(0, 0), plane)
        east, north = shapely.get_coordinates(line)[-1]
        return distance_km(point, (lon - around + float(east) / squeeze, lat + float(north)))

    return min(nearest(around) for around in (-360, 0, 360))


def land_neighbours(world: World, a: str, b: str) -> bool:
    """Say whether two countries (alpha-2) touch on land, by the polygons that are drawn; a strait does not count."""
    import shapely

    drawn = _drawn(world)
    return a in drawn and b in drawn and bool(shapely.dwithin(drawn[a], drawn[b], TOUCH_DEG))


def all_land_neighbours(world: World, code: str) -> tuple[str, ...]:
    """Return the countries (alpha-2) that touch one on land, as `land_neighbours` sees it."""
    import shapely

    drawn = _drawn(world)
    if code not in drawn:
        return ()
    touch = shapely.dwithin(list(drawn.values()), drawn[code], TOUCH_DEG)
    return tuple(sorted(other for other, near in zip(drawn, touch, strict=True) if near and other != code))


def _drawn(world: World) -> Mapping[str, Any]:
    import shapely

    table = world.table("borders", columns=("code", "geometry"))
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    return dict(zip(table["code"].to_pylist(), shapes, strict=True))


def _covers(polygon: Any, point: Point) -> bool:
    import shapely

    shapely.prepare(polygon)  # kept with the polygon: only the first question costs
    return bool(polygon.covers(shapely.Point(point)))


def _polygons(world: World) -> Mapping[str, Any]:
    polygons: Mapping[str, Any] = world.keep("country polygons", lambda: _read_polygons(world))
    return polygons


def _read_polygons(world: World) -> Mapping[str, Any]:
    import shapely

    table = world.table("countries", columns=("code", "geometry"))
    try:
        shapes = shapely.from_wkb(table["geometry"].to_pylist())
    except shapely.errors.GEOSException as error:
        raise DataError(f"data file 'countries.parquet' holds a damaged polygon: {error}") from error
    return dict(zip(table["code"].to_pylist(), shapes, strict=True))

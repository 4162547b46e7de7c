"""Geometry on the sphere: points are (lon, lat) in degrees, EPSG:4326; lengths are kilometres."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import TYPE_CHECKING

from corridor.errors import BadValueError
from corridor.model import Line, Point

if TYPE_CHECKING:
    from numpy import floating
    from numpy.typing import ArrayLike, NDArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the WGS 84 ellipsoid (Moritz, Geodetic Reference System 1980, 2000)."""


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance between two points (lon, lat), in km (haversine)."""
    lon1, lat1, lon2, lat2 = (radians(angle) for angle in (*a, *b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, half)))


def distances_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> NDArray[floating]:
    """Return the great-circle distances between arrays of points, in km; arguments in degrees, broadcast."""
    import numpy as np

    x1, y1, x2, y2 = (np.radians(np.asarray(angle, dtype=float)) for angle in (lon1, lat1, lon2, lat2))
    half = np.sin((y2 - y1) / 2) ** 2 + np.cos(y1) * np.cos(y2) * np.sin((x2 - x1) / 2) ** 2
    distances: NDArray[floating] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return distances


SCHEMATIC_KM = 25.0
"""a straight piece of a line on land that is longer is schematic: between such points the real way is not known"""


def schematic_share(line: Line) -> float:
    """Return how much of a line on land is schematic, from 0 to 1."""
    if len(line) < 2:
        return 0.0
    lon, lat = zip(*line, strict=True)
    hops = distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return float(hops[hops > SCHEMATIC_KM].sum() / max(float(hops.sum()), 1e-9))


def check_point(lon: float, lat: float) -> Point:
    """Return (lon, lat) in degrees as a point.

    Raises
    ------
    BadValueError
        where either is not a number or out of its range; says so if they look swapped.
    """
    if _on_earth(lon, lat):
        return (float(lon), float(lat))
    wrong = [
        f"{name} {value:g} is not within -{limit}…{limit}"
        for name, value, limit in (("longitude", lon, 180), ("latitude", lat, 90))
        if not (isfinite(value) and abs(value) <= limit)
    ]
    swapped = f"; swapped? then give '{lat:g},{lon:g}'" if _on_earth(lat, lon) else ""
    raise BadValueError(f"bad point '{lon:g},{lat:g}': {' and '.join(wrong)}; longitude first{swapped}")


def split_antimeridian(line: Line) -> tuple[Line, ...]:
    """Return the pieces of a line, cut where it crosses longitude ±180 (RFC 7946, 3.1.9).

    Of two ways round the world a step takes the shorter; longitudes past ±180 are wrapped. A line that
    does not cross comes back as the only piece; no piece has fewer than two points, unless the line has.
    """
    wrapped = tuple((_wrap(lon), lat) for lon, lat in line)
    pieces: list[Line] = []
    piece = list(wrapped[:1])
    for (lon1, lat1), (lon2, lat2) in pairwise(wrapped):
        step = lon2 - lon1
        if abs(step) > 180:
            edge = 180.0 if lon1 > 0 else -180.0
            around = step + (360 if step < 0 else -360)
            lat = lat1 + (lat2 - lat1) * ((edge - lon1) / around if around else 0.0)
            _append(piece, (edge, lat))
            pieces.append(tuple(piece))
            piece = [(-edge, lat)]
        _append(piece, (lon2, lat2))
    pieces.append(tuple(piece))
    drawn = tuple(piece for piece in pieces if len(piece) > 1)
    return drawn or (wrapped,)


def _on_earth(lon: float, lat: float) -> bool:
    return isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90


def _wrap(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _append(piece: list[Point], point: Point) -> None:
    if not piece or piece[-1] != point:
        piece.append(point)

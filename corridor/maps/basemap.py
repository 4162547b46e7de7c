"""The ground under a map: land, borders, names of countries and cities near the corridors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from corridor.data import World
from corridor.maps.encode import Points, distinct, polyline, strand, whole_lines
from corridor.maps.land import thinned
from corridor.maps.localnames import LANGUAGES, known, local_name
from corridor.maps.strokes import Bounds

NEAR_DEG, FAR_DEG = 0.02, 0.5
"""islands around the corridors narrower than twice this are left out, and so in the rest of the world"""
NEAR_DECIMALS, FAR_DECIMALS = 2, 1
SOUTH, NORTH = -60.0, 84.0
"""no land is drawn beyond"""
CELL_DEG, CITIES_IN_CELL, CITIES_ON_THE_WAY = 2.5, 4, 130
"""where a corridor passes: this many of the biggest cities of each cell, and in all"""
CITIES_IN_VIEW = 16
"""of a page that opens on a small view"""
WIDE_CELL_DEG, CITIES_ELSEWHERE = 5.0, 60
"""elsewhere: the biggest of each cell, and in all"""
WIDEST, TALLEST = 2.0, 1.0
"""width over height of a screen at most, and height over width"""
SPARE = 1.3
"""how much larger than the corridors the detailed ground is"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under the corridors, for JSON."""

    box: Bounds
    """the detailed part; borders along its sides are cuts, not borders"""
    near: tuple[str, ...]
    """rings of land in the box, encoded polylines with 2 decimals"""
    borders: tuple[str, str]
    """between countries in the box, as `strand` has them, in hundredths of a degree"""
    far: tuple[str, ...]
    """rings of land elsewhere, with 1 decimal"""
    countries: tuple[tuple[str | float, ...], ...]
    """name, lon, lat and width in degrees, and the name there where it is known, biggest first"""
    cities: tuple[tuple[str | float, ...], ...]
    """name, lon, lat, and the name there where it is known, biggest first"""


def ground(world: World, *, bounds: Bounds, lines: list[Points]) -> Ground:
    """Return the ground for corridors within `bounds`, with more cities along `lines`."""
    codes, shapes = _shapes(world, "borders")
    box = _box(bounds)
    near = _window(shapes, box)
    land, borders = thinned(_polygons(near), lines=[line for line in lines if len(line) > 1], box=box)
    return Ground(
        box,
        _rings(np.array([land]), smallest=NEAR_DEG**2 * 4, decimals=NEAR_DECIMALS),
        strand(whole_lines(shapely.get_parts(borders), 10.0**-NEAR_DECIMALS)),
        _rings(_far(shapes, box), smallest=FAR_DEG**2 * 4, decimals=FAR_DECIMALS),
        countries_in(world, codes, near),
        cities_near(world, box, lines),
    )


def shapes_of(world: World, table: str, box: Bounds) -> tuple[list[str], Any]:
    """Return the codes and shapes of borders (as they are drawn) or countries, their parts inside `box`."""
    codes, shapes = _shapes(world, table)
    return codes, _window(shapes, box)


def _shapes(world: World, name: str) -> tuple[list[str], Any]:
    def read() -> tuple[list[str], Any]:
        table = world.table(name, columns=("code", "geometry"))
        return table["code"].to_pylist(), shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))

    kept: tuple[list[str], Any] = world.keep(f"maps.{name}", read)
    return kept


def _box(bounds: Bounds) -> Bounds:
    """Return what a screen shows that is fitted to `bounds`, of any shape, and a margin."""
    west, south, east, north = bounds
    low, high = _mercator(max(south, -80)), _mercator(min(north, 80))
    width, height = max(east - west, 8.0), max(high - low, 8.0)
    half_width = min(SPARE / 2 * max(width, height * WIDEST), 180.0)
    half_height = SPARE / 2 * max(height, width * TALLEST)
    x, y = (west + east) / 2, (low + high) / 2
    corners = (x - half_width, _latitude(y - half_height), x + half_width, _latitude(y + half_height))
    west, south, east, north = (round(corner, FAR_DECIMALS) for corner in corners)
    return west, max(south, SOUTH), east, min(north, NORTH)


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def _window(shapes: Any, box: Bounds) -> Any:
    """Return each shape's part inside `box`, which may reach over 180 degrees."""
    parts = _turns(shapes, box)
    return parts[0] if len(parts) == 1 else shapely.union_all(np.array(parts), axis=0)


def _far(shapes: Any, box: Bounds) -> Any:
    """Return land all around `box`, half a turn to each side of its middle."""
    west, south, east, north = box
    middle = (west + east) / 2
    sides = (
        (middle - 180, SOUTH, west, NORTH),
        (east, SOUTH, middle + 180, NORTH),
        (west, SOUTH, east, south),
        (west, north, east, NORTH),
    )
    parts = _polygons(shapes)
    coarse = shapely.simplify(parts[shapely.area(parts) > FAR_DEG**2 * 4], FAR_DEG, preserve_topology=False)
    return np.concatenate([turn for side in sides for turn in _turns(coarse, side)])


def _turns(shapes: Any, box: Bounds) -> list[Any]:
    """Return the parts of shapes inside `box` for each whole turn of the world that reaches into it."""
    west, south, east, north = box
    return [
        _turned(shapely.clip_by_rect(shapes, west - turn, south, east - turn, north), turn)
        for turn in (-360.0, 0.0, 360.0)
        if west - turn < 180 and east - turn > -180 and west < east and south < north
    ]


def _turned(shapes: Any, turn: float) -> Any:
    return shapely.transform(shapes, lambda points: points + np.array((turn, 0.0))) if turn else shapes


def _polygons(shapes: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(shapes))
    return parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]


def _rings(shapes: Any, *, smallest: float, decimals: int) -> tuple[str, ...]:
    parts = _polygons(shapes)
    rings = shapely.get_rings(shapely.orient_polygons(parts[shapely.area(parts) > smallest]))
    points = [distinct(shapely.get_coordinates(ring), decimals=decimals) for ring in rings]
    return tuple(polyline(ring, decimals=decimals) for ring in points if len(ring) > 3)


def countries_in(
    world: World, codes: list[str], shapes: Any, *, least: float = 0.05
) -> tuple[tuple[str | float, ...], ...]:
    """Return what labels the countries whose main part has `least` square degrees, biggest first."""
    names = {row["code"]: row["name"] for row in world.rows("country_names")}
    found = []
    for code, shape in zip(codes, shapes, strict=True):
        parts = shapely.get_parts(shape)
        if not len(parts) or code not in names:
            continue
        main = parts[np.argmax(shapely.area(parts))]
        if main.area < least:
            continue
        place = main.centroid if main.contains(main.centroid) else main.point_on_surface()
        west, _, east, _ = main.bounds
        label = (names[code], round(place.x, 2), round(place.y, 2), round(east - west, 1))
        found.append((main.area, (*label, *_other(known().get(code, ""), names[code]))))
    return tuple(label for _, label in sorted(found, reverse=True))


def cities_near(
    world: World, box: Bounds, lines: list[Points], *, view: Bounds | None = None
) -> tuple[tuple[str | float, ...], ...]:
    """Return the biggest cities of each cell of a grid, more of them where a corridor passes, and those of `view`."""
    table = world.table("places", columns=("id", "name", "country", "lon", "lat", "population"))
    lon, lat, people = (table[name].to_numpy() for name in ("lon", "lat", "population"))
    middle = (box[0] + box[2]) / 2
    lon = lon - 360 * np.round((lon - middle) / 360)
    inside = np.flatnonzero((lon > box[0]) & (lon < box[2]) & (lat > box[1]) & (lat < box[3]))
    order = inside[np.argsort(-people[inside], kind="stable")]
    points = np.c_[lon[order], lat[order]]
    cells, wide = _cells(points, CELL_DEG), _cells(points, WIDE_CELL_DEG)
    passed = np.isin(cells, _cells(np.concatenate(lines), CELL_DEG)) if lines else np.zeros(len(cells), bool)
    near = np.flatnonzero(passed & (_ranks(cells) < CITIES_IN_CELL))[:CITIES_ON_THE_WAY]
    elsewhere = np.flatnonzero(~passed & (_ranks(wide) == 0))[:CITIES_ELSEWHERE]
    west, south, east, north = view or (0.0, 0.0, 0.0, 0.0)
    seen = (points > (west, south)).all(axis=1) & (points < (east, north)).all(axis=1)
    kept = order[np.unique(np.r_[near, elsewhere, np.flatnonzero(seen)[:CITIES_IN_VIEW]])]
    ids, names, countries = (table[column].take(kept).to_pylist() for column in ("id", "name", "country"))
    places = zip(lon[kept].round(2).tolist(), lat[kept].round(2).tolist(), strict=True)
    others = [_alternates(world, country).get(place, "") for place, country in zip(ids, countries, strict=True)]
    locals_ = map(local_name, ids, countries, names, others)
    return tuple((name, *at, *_other(local, name)) for name, at, local in zip(names, places, locals_, strict=True))


def _other(local: str, name: str) -> tuple[str, ...]:
    """Return the local name where there is one that differs."""
    return (local,) if local and local != name else ()


def _alternates(world: World, country: str) -> dict[str, str]:
    """Return the other names of the places of a country that `local_name` can choose from, by id."""
    if country not in LANGUAGES:
        return {}
    table = world.table("places", columns=("id", "alternates"), country=country)
    kept: dict[str, str] = world.keep(
        ("maps.alternates", country),
        lambda: dict(zip(*(table[name].to_pylist() for name in ("id", "alternates")), strict=True)),
    )
    return kept


def _ranks(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many of the same group come before each item."""
    order = np.argsort(groups, kind="stable")
    starts = np.r_[True, np.diff(groups[order]) != 0][: len(groups)]
    places = np.arange(len(groups))
    ranks = np.empty_like(places)
    ranks[order] = places - np.maximum.accumulate(np.where(starts, places, 0))
    return ranks


def _cells(points: Points, size_deg: float) -> NDArray[np.int64]:
    column, row = np.floor(points.T / size_deg).astype(np.int64)
    cells: NDArray[np.int64] = column * 1000 + row
    return cells

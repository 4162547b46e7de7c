"""Names and ids of derived crossings: the nearest place on each side, and a word where two would be called alike.

A side is called after a place at most PLACE_KM off: a town that ships, else a village. Where one side has none, both
are called after the other side's; where neither has, after the nearest place of both within FAR_KM, with how far off
it lies and which way; beyond that by coordinates. An id is made of towns that ship alone, so that it stays when
villages are added; where none is near, of the coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians
from statistics import fmean

import numpy as np

from corridor.geo import distances_km
from corridor.model import Point
from corridor.names.text import fold
from tools.build_data.crossings import Row
from tools.build_data.surroundings import Surroundings, Towns

PLACE_KM = 30.0
"""a crossing is near a place at most this far off"""
FAR_KM = 150.0
"""a crossing near no place is told by its way from one at most this far off"""
_WINDS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True)
class _Place:
    name: str
    code: str
    point: Point
    km: float


def posts(point: Point, codes: tuple[str, str], around: Surroundings) -> tuple[str, str]:
    """Return what a crossing is called on its two sides."""
    near = [
        _nearest(point, code, around.places, PLACE_KM) or _nearest(point, code, around.villages, PLACE_KM)
        for code in codes
    ]
    known = [place for place in near if place]
    if known:
        a, b = (f"near {place.name}" if place else f"near {known[0].name} ({known[0].code})" for place in near)
        return a, b
    far = [_nearest(point, code, places, FAR_KM) for code in codes for places in (around.places, around.villages)]
    best = min((place for place in far if place), key=lambda place: place.km, default=None)
    if best is None:
        return (f"at {_coordinates(point)}",) * 2
    return (f"{best.km:.0f} km {wind(best.point, point)} of {best.name} ({best.code})",) * 2


def stem(point: Point, codes: tuple[str, str], around: Surroundings) -> tuple[str, float]:
    """Return what an id begins with, and how far off lies what it names, km."""
    near = (_nearest(point, code, around.places, PLACE_KM) for code in codes)
    best = min((place for place in near if place), key=lambda place: place.km, default=None)
    word = "-".join(fold(best.name if best else _coordinates(point)).split())
    return f"{codes[0]}-{codes[1]}-{word}".lower(), best.km if best else 0.0


def named(made: Sequence[tuple[Row, Point]], around: Surroundings) -> list[Row]:
    """Return the rows of one mode with their ids and names, in their order."""
    told = []
    for row, point in made:
        name_a, name_b = posts(point, (row["country_a"], row["country_b"]), around)
        told.append(({**row, "name_a": name_a, "name_b": name_b}, point))
    words, ids = _distinguished(told), _ids(told, around)
    return [{"id": name, **_worded(row, word)} for name, (row, _), word in zip(ids, told, words, strict=True)]


def _ids(made: Sequence[tuple[Row, Point]], around: Surroundings) -> list[str]:
    """Return ids; several that one place names are numbered by how far they lie from it."""
    groups: dict[str, list[tuple[float, Point, int]]] = defaultdict(list)
    for number, (row, point) in enumerate(made):
        begins, km = stem(point, (row["country_a"], row["country_b"]), around)
        groups[begins].append((km, point, number))
    ids = [""] * len(made)
    for begins, group in groups.items():
        for place, (_, _, number) in enumerate(sorted(group), start=1):
            ids[number] = f"{begins}{f'-{place}' if place > 1 else ''}-{made[number][0]['mode']}"
    return ids


def _distinguished(made: Sequence[tuple[Row, Point]]) -> list[str]:
    """Return a word for each crossing that shares its names with others of its border: where it lies among them."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (row, _) in enumerate(made):
        groups[row["country_a"], row["country_b"], row["name_a"], row["name_b"]].append(number)
    words = [""] * len(made)
    for group in (group for group in groups.values() if len(group) > 1):
        points = [made[number][1] for number in group]
        middle = (fmean(lon for lon, _ in points), fmean(lat for _, lat in points))
        winds = [wind(middle, point) for point in points]
        distinct = len(set(winds)) == len(winds)
        for number, point, one in zip(group, points, winds, strict=True):
            words[number] = one if distinct else f"at {_coordinates(point)}"
    return words


def _worded(row: Row, word: str) -> Row:
    """Return a row with a word after its second name, or after both where they are one."""
    if not word:
        return row
    (a, *where_a), (b, *where_b) = (row[name].split(" (") for name in ("name_a", "name_b"))
    second = " (".join((f"{b}, {word}", *where_b))
    return {**row, "name_a": " (".join((f"{a}, {word}", *where_a)) if a == b else row["name_a"], "name_b": second}


def wind(start: Point, end: Point) -> str:
    """Return the direction of the compass from one point to another, one of eight."""
    east = (end[0] - start[0]) * cos(radians((start[1] + end[1]) / 2))
    return _WINDS[round(degrees(atan2(east, end[1] - start[1])) / 45) % 8]


def _nearest(point: Point, code: str, places: Mapping[str, Towns], limit_km: float) -> _Place | None:
    names, lon, lat = places.get(code, ([], np.zeros(0), np.zeros(0)))
    if not names:
        return None
    km = distances_km(point[0], point[1], lon, lat)
    best = int(np.argmin(km))
    if km[best] > limit_km:
        return None
    return _Place(names[best], code, (float(lon[best]), float(lat[best])), round(float(km[best]), 3))


def _coordinates(point: Point) -> str:
    lon, lat = point
    return f"{abs(lat):.2f}{'N' if lat >= 0 else 'S'} {abs(lon):.2f}{'E' if lon >= 0 else 'W'}"

"""Country polygons: time zones with OSM borders, joined by country, shared borders kept shared.

A point lies in one country at most; the overlaps of the source are decided in inputs/disputed.csv.
Polygons take in the coastal sea (12 nautical miles), so that ports lie in their country.
"""

from __future__ import annotations

import importlib.resources
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from timezonefinder import TimezoneFinder

from tools.build_data import borders
from tools.build_data.polygons import SLIVER_DEG2, Shapes, areas, as_table, on_grid
from tools.build_data.provenance import Provenance, read_csv, write_parquet

INPUTS = Path(__file__).parent / "inputs"
TOLERANCE_DEG = 0.002
"""about 0.1 km off at the 99th percentile of this region's borders"""
KEPT_DEG = 2.0**-16
"""about 1.7 m: coordinates are kept on this grid, which compresses well"""


def build(out: Path) -> list[Provenance]:
    """Write countries.parquet (code, geometry as WKB), by code, and borders.parquet, drawn from it."""
    codes, polygons = countries()
    write_parquet(out / "countries.parquet", as_table(codes, polygons))
    return [
        *borders.build(out),
        Provenance(
            "countries.parquet",
            "Countries with their coastal sea, borders simplified to 0.002 degrees with shared borders kept",
            "OpenStreetMap contributors, via timezone-boundary-builder 2026c",
            "ODbL 1.0",
            "PyPI timezonefinder-data==3.2026.3.post1; PyPI tzdata==2026.6; inputs/disputed.csv",
            "2026-11-24",
        ),
    ]


def countries() -> tuple[list[str], Shapes]:
    """Return codes, sorted, and their polygons.

    Raises
    ------
    ValueError
        where two countries overlap and disputed.csv has no row for them, or overlap once simplified.
    """
    country_of = _country_of_zone()
    elsewhere = read_csv(INPUTS / "zone_parts.csv")
    parts: dict[str, list[Any]] = defaultdict(list)
    for zone, polygons in _zones().items():
        exceptions = [row for row in elsewhere if row["zone"] == zone]
        for polygon in polygons:
            parts[_country_of_part(polygon, exceptions) or country_of[zone]].append(polygon)
    codes = sorted(parts)
    whole = np.array([shapely.union_all(parts[code]) for code in codes], dtype=object)
    whole = _decide_overlaps(codes, whole)
    simple = shapely.coverage_simplify(whole, TOLERANCE_DEG)
    kept = on_grid(simple, KEPT_DEG)
    overlaps = _overlapping(kept, SLIVER_DEG2)
    if overlaps:
        raise ValueError(f"countries overlap: {', '.join(f'{codes[a]}-{codes[b]}' for a, b in overlaps)}")
    return codes, kept


def _country_of_part(polygon: Any, exceptions: list[dict[str, str]]) -> str | None:
    """Return the country of a polygon that its zone's country does not have, None for all others."""
    for row in exceptions:
        if polygon.covers(shapely.Point(float(row["lon"]), float(row["lat"]))):
            return row["country"]
    return None


def _country_of_zone() -> dict[str, str]:
    text = (importlib.resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text()
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    country_of = {row[2]: row[0] for row in rows}
    for row in _disputed():
        if "|" not in row["zones"]:
            country_of[row["zones"]] = row["given_to"]
    return country_of


def _disputed() -> list[dict[str, str]]:
    return read_csv(INPUTS / "disputed.csv")


def _zones() -> dict[str, list[Any]]:
    finder = TimezoneFinder()
    zones: dict[str, list[Any]] = {}
    for name in finder.timezone_names:
        if name.startswith("Etc/"):
            continue  # the open sea
        rings = finder.get_geometry(tz_name=name, coords_as_pairs=True)
        zones[name] = [shapely.Polygon(ring[0], ring[1:]) for ring in rings]
    return zones


def _decide_overlaps(codes: list[str], whole: Shapes) -> Shapes:
    """Take each overlap from the country that it is not given to."""
    country_of = _country_of_zone()
    given: dict[tuple[str, str], str] = {}
    for row in _disputed():
        if "|" in row["zones"]:
            a, b = sorted(country_of[zone] for zone in row["zones"].split("|"))
            given[a, b] = row["given_to"]
    whole = whole.copy()
    undecided = []
    for a, b in _overlapping(whole):
        pair = (codes[a], codes[b])
        if pair not in given:
            undecided.append("-".join(pair))
            continue
        winner, loser = (a, b) if given[pair] == codes[a] else (b, a)
        whole[loser] = areas(shapely.difference(whole[loser], whole[winner]))
    if undecided:
        raise ValueError(f"inputs/disputed.csv has no row for the overlaps {', '.join(undecided)}")
    return whole


def _overlapping(polygons: Shapes, least_deg2: float = 0.0) -> list[tuple[int, int]]:
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(first, second, strict=True) if a < b]
    return [
        (a, b)
        for a, b in sorted(pairs)
        if not shapely.touches(polygons[a], polygons[b])
        and shapely.intersection(polygons[a], polygons[b]).area > least_deg2
    ]

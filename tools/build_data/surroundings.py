"""What the derivation of crossings looks at beside the network: drawn land, places, hand-kept lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
import shapely

from tools.build_data.crossings import Row
from tools.build_data.places import cities, own_country

Towns = tuple[list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]
"""names, lon, lat"""


@dataclass(frozen=True)
class Surroundings:
    """What the derivation looks at beside the network."""

    land: Mapping[str, shapely.Geometry]
    """by alpha-2, as borders.parquet draws it"""
    places: Mapping[str, Towns]
    """by alpha-2, those of places.parquet"""
    curated: frozenset[frozenset[str]]
    """pairs of countries that have a list of their own"""
    fixed_links: frozenset[tuple[str, str, str]]
    """(country, country, mode), the countries in alphabetical order"""
    villages: Mapping[str, Towns] = field(default_factory=dict)
    """by alpha-2, all that GeoNames holds of 500 people or more: names where no place of `places` is near"""


def surroundings(out: Path, curated: Iterable[Row], fixed: Iterable[Row]) -> Surroundings:
    """Read borders.parquet and places.parquet of `out`, and take the hand-kept rows."""
    borders = pq.read_table(out / "borders.parquet")
    shapes = shapely.from_wkb(borders["geometry"].to_pylist())
    shipped = pq.read_table(out / "places.parquet", columns=["name", "country", "lon", "lat"]).to_pylist()
    villages = (
        {"name": city["name"], "country": own_country(city), "lon": city["longitude"], "lat": city["latitude"]}
        for city in cities()
    )
    return Surroundings(
        dict(zip(borders["code"].to_pylist(), shapes, strict=True)),
        _by_country(shipped),
        frozenset(frozenset((row["country_a"], row["country_b"])) for row in curated),
        frozenset((row["country_a"], row["country_b"], row["mode"]) for row in fixed),
        _by_country(villages),
    )


def _by_country(rows: Iterable[Row]) -> dict[str, Towns]:
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_country[row["country"]].append(row)
    return {
        code: ([row["name"] for row in rows], *(np.array([row[axis] for row in rows]) for axis in ("lon", "lat")))
        for code, rows in by_country.items()
    }

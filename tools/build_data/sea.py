"""The sea lanes of PyPI's searoute as a cell like any other, its known faults mended.

Mended: the Caspian is cut from the Volga, so that no ship leaves it; the Arctic passages are left out; lengths
are great circles between the vertices, since the published weights are rounded; each lane keeps its passage.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from searoute.data.marnet_dict import edge_list

from corridor.geo import distances_km
from tools.build_data.cells import write_groups
from tools.build_data.provenance import Provenance

CASPIAN = (46.5, 36.0, 55.0, 47.5)
ARCTIC_LAT = 66.6
ARCTIC_LON = (-75.0, 100.0)
"""east and west of these the lanes beyond the polar circle are the North-West and North-East Passages"""
DROPPED = ("northwest",)


def build(out: Path) -> list[Provenance]:
    """Write sea_nodes.parquet and sea_edges.parquet."""
    lanes: dict[tuple[tuple[float, float], tuple[float, float]], str] = {}
    for a, ends in edge_list.items():
        for b, lane in ends.items():
            low, high = sorted((_normal(a), _normal(b)))
            if low != high and _kept(low, high, lane.get("passage", "")):
                lanes.setdefault((low, high), lane.get("passage", ""))
    points = sorted({point for lane in lanes for point in lane})
    place = {point: i for i, point in enumerate(points)}
    lon, lat = np.round(np.array(points).T * 1000).astype(np.int32)
    ordered = sorted(lanes, key=lambda lane: (place[lane[0]], place[lane[1]]))
    u, v = (np.array([place[lane[end]] for lane in ordered], dtype=np.int32) for end in (0, 1))
    km = distances_km(lon[u] / 1000, lat[u] / 1000, lon[v] / 1000, lat[v] / 1000)
    passages = [lanes[lane] if lanes[lane] not in ("segment", "segment2", "pacific_ocean") else "" for lane in ordered]
    write_groups(out / "sea_nodes.parquet", [pa.table({"cell": pa.array(["sea"] * len(lon)), "lon": lon, "lat": lat})])
    write_groups(
        out / "sea_edges.parquet",
        [
            pa.table(
                {
                    "cell": pa.array(["sea"] * len(u)),
                    "u": u,
                    "v": v,
                    "metres": np.maximum(np.ceil(km * 1000), 1).astype(np.int32),
                    "passage": pa.array(passages),
                }
            )
        ],
    )
    return [
        Provenance(
            name,
            title,
            "searoute (G. Halili), after Eurostat SeaRoute and ORNL",
            "Apache-2.0",
            "PyPI searoute==1.6.0",
            "2026-11-24",
        )
        for name, title in (
            ("sea_nodes.parquet", "Sea lanes, vertices"),
            ("sea_edges.parquet", "Sea lanes with lengths and passages"),
        )
    ]


def _normal(point: tuple[float, float]) -> tuple[float, float]:
    return ((point[0] + 180) % 360 - 180, point[1])


def _kept(a: tuple[float, float], b: tuple[float, float], passage: str) -> bool:
    if passage in DROPPED or _in_caspian(a) != _in_caspian(b):
        return False
    return not any(lat > ARCTIC_LAT and not ARCTIC_LON[0] < lon < ARCTIC_LON[1] for lon, lat in (a, b))


def _in_caspian(point: tuple[float, float]) -> bool:
    return CASPIAN[0] < point[0] < CASPIAN[2] and CASPIAN[1] < point[1] < CASPIAN[3]

"""The sea lanes of PyPI's searoute as a cell like any other, its known faults mended.

Mended: the Caspian is cut from the Volga, so that no ship leaves it; both Arctic passages have their name; lengths
are great circles between the vertices, since the published weights are rounded; each lane keeps its passage.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from corridor.geo import distances_km
from corridor.network import Cell, Ints
from corridor.sea import ARCTIC, CASPIAN, Passage

ARCTIC_LAT = 66.6
ARCTIC_LON = (-75.0, 100.0)
"""east and west of these the lanes beyond the polar circle are the North-West and North-East Passages"""
BERING_LON = -169.0
"""west of this the far Arctic is the way to Asia, east of it that to Canada"""
NAMED = {
    "babalmandab": Passage.BAB_AL_MANDAB,
    "bering": Passage.BERING,
    "bosporus": Passage.BOSPORUS,
    "chili": Passage.MAGELLAN,
    "dardanelles": Passage.DARDANELLES,
    "gibraltar": Passage.GIBRALTAR,
    "malacca": Passage.MALACCA,
    "ormuz": Passage.HORMUZ,
    "panama": Passage.PANAMA,
    "south_africa": Passage.CAPE,
    "suez": Passage.SUEZ,
    "sunda": Passage.SUNDA,
}
SEA = "sea"
"""the id of the cell"""


def cell() -> Cell:
    """Return the sea without ports, each edge tagged with its passage."""
    # only a whole build has searoute; the tests use the rest of this module without it
    from searoute.data.marnet_dict import edge_list  # noqa: PLC0415

    lanes: dict[tuple[tuple[float, float], tuple[float, float]], str] = {}
    for a, ends in edge_list.items():
        for b, lane in ends.items():
            low, high = sorted((_normal(a), _normal(b)))
            if low != high and _in_caspian(low) == _in_caspian(high):
                lanes.setdefault((low, high), _passage(low, high, lane.get("passage") or ""))
    points = sorted({point for lane in lanes for point in lane})
    place = {point: i for i, point in enumerate(points)}
    lon, lat = np.round(np.array(points).T * 1000) / 1000
    ordered = sorted(lanes, key=lambda lane: (place[lane[0]], place[lane[1]]))
    u, v = (np.array([place[lane[end]] for lane in ordered], dtype=np.int64) for end in (0, 1))
    metres = np.maximum(np.ceil(1000 * distances_km(lon[u], lat[u], lon[v], lat[v])), 1).astype(np.int64)
    tags = tuple(str(passage) for passage in Passage)
    tag = np.array([tags.index(lanes[lane]) if lanes[lane] else -1 for lane in ordered], dtype=np.int64)
    return Cell(SEA, lon, lat, u, v, metres, (), (), tags, tag)


def without_arctic(sea: Cell) -> Cell:
    """Return the sea without the lanes that are closed unless they are asked for."""
    kept = ~np.isin(cast(Ints, sea.tag), [sea.tags.index(passage) for passage in ARCTIC])
    return replace(sea, u=sea.u[kept], v=sea.v[kept], metres=sea.metres[kept], tag=cast(Ints, sea.tag)[kept])


def _normal(point: tuple[float, float]) -> tuple[float, float]:
    return ((point[0] + 180) % 360 - 180, point[1])


def _passage(a: tuple[float, float], b: tuple[float, float], named: str) -> str:
    """Return the passage of a lane; whatever leads into the far Arctic is one of its two."""
    far = [lon for lon, lat in (a, b) if lat > ARCTIC_LAT and not ARCTIC_LON[0] < lon < ARCTIC_LON[1]]
    if far:
        return Passage.NORTHEAST if far[0] > 0 or far[0] < BERING_LON else Passage.NORTHWEST
    return NAMED.get(named, "")


def _in_caspian(point: tuple[float, float]) -> bool:
    return CASPIAN[0] < point[0] < CASPIAN[2] and CASPIAN[1] < point[1] < CASPIAN[3]

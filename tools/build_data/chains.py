"""Chains: what stands in a network in place of one straight edge, or is added to it, point by point."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from corridor.geo import distances_km
from tools.build_data.raw_networks import RawNetwork

Points = npt.NDArray[np.int32]
"""(n, 2), lon and lat in milli-degrees"""


class Shape(IntEnum):
    """Where the length and shape of an edge come from: the places of `corridor.network.DRAWN`."""

    NETWORK = 0
    """the source: a straight line between junctions"""
    WAYPOINTS = 1
    """places that the road or railway is known to pass"""
    PLACES = 2
    """settlements that the road or railway passes in all likelihood"""
    ADDED = 3
    """a road or railway that the source lacks, added by hand"""
    JOIN = 4
    """a straight line that joins loose ends, or a gateway to the network"""


@dataclass(frozen=True)
class Chain:
    """A way from node `u` to node `v` through points that become nodes of their own."""

    u: int
    v: int
    points: Points
    metres: int
    """from end to end; shared among the pieces by their straight lengths"""
    shape: Shape
    gauge_mm: int = 0
    """0 where the country's own holds"""


def with_chains(raw: RawNetwork, chains: list[Chain], *, without: npt.NDArray[np.intp] | None = None) -> RawNetwork:
    """Return the network with the chains added and the edges `without` left out.

    No piece is shorter than its great circle.
    """
    if without is not None:
        keep = np.ones(len(raw.u), dtype=bool)
        keep[without] = False
        kept = {field: getattr(raw, field)[keep] for field in ("u", "v", "metres", "shape", "gauge")}
        raw = replace(raw, **kept)
    lon, lat, u, v, metres, shape, gauge = ([getattr(raw, field.name)] for field in fields(raw))
    size = len(raw.lon)
    for chain in chains:
        new = size + np.arange(len(chain.points))
        size += len(new)
        nodes = np.concatenate([[chain.u], new, [chain.v]]).astype(np.int32)
        points = np.vstack([_point(raw, chain.u), chain.points, _point(raw, chain.v)])
        straight = 1000 * distances_km(*(points[:-1] / 1000).T, *(points[1:] / 1000).T)
        longer = max(chain.metres / max(float(straight.sum()), 1.0), 1.0)
        lon.append(points[1:-1, 0])
        lat.append(points[1:-1, 1])
        u.append(nodes[:-1])
        v.append(nodes[1:])
        metres.append(np.maximum(np.ceil(straight * longer), 1))
        shape.append(np.full(len(straight), chain.shape))
        gauge.append(np.full(len(straight), chain.gauge_mm))
    return RawNetwork(
        np.concatenate(lon).astype(np.int32),
        np.concatenate(lat).astype(np.int32),
        np.concatenate(u).astype(np.int32),
        np.concatenate(v).astype(np.int32),
        np.concatenate(metres).astype(np.int32),
        np.concatenate(shape).astype(np.int8),
        np.concatenate(gauge).astype(np.int32),
    )


def _point(raw: RawNetwork, node: int) -> Points:
    return np.array([[raw.lon[node], raw.lat[node]]], dtype=np.int32)

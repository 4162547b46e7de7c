"""Which edge of a network a crossing lies on, and whether that edge can run through the crossing's own point.

An edge is drawn straight between junctions that may lie hundreds of kilometres apart; its length is that of the real
road or railway. So what tells whether it passes a point is not how near its chord comes, but whether the way from
end to end through the point is hardly longer than the edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely
from scipy.optimize import linear_sum_assignment
from shapely.affinity import scale

from corridor.geo import distance_km
from corridor.model import Point

SNAP_KM = 15.0
SNAP_SHARE = 0.1
"""a crossing may lie this far from its edge's chord, plus this share of the edge's length"""
LONGER = 1.05
SLACK_KM = 2.0
"""the way through a crossing may be this many times as long as its edge, and this much more: points are rounded and
borders simplified"""
_NEVER = 1e6

Int = npt.NDArray[np.int32]


class Lines(Protocol):
    """The edges of a network and the places of their ends."""

    @property
    def lon(self) -> Int:
        """Milli-degrees."""

    @property
    def lat(self) -> Int:
        """Milli-degrees."""

    @property
    def u(self) -> Int:
        """The first node of each edge."""

    @property
    def v(self) -> Int:
        """The other node of each edge."""

    @property
    def metres(self) -> Int:
        """The length of each edge."""


def over_border(lines: Lines, country: Int, pair: tuple[int, int]) -> npt.NDArray[np.intp]:
    """Return the edges that join two countries; `country` is that of each node."""
    a, b = country[lines.u], country[lines.v]
    return np.flatnonzero(((a == pair[0]) & (b == pair[1])) | ((a == pair[1]) & (b == pair[0])))


def matched(points: Sequence[Point], edges: npt.NDArray[np.intp], lines: Lines) -> dict[int, int]:
    """Return index of a point → edge, one to one, so that the sum of distances to the chords is least.

    A point takes no edge that it is too far from, or that is much too short to run through it.
    """
    if not points or not len(edges):
        return {}
    cost = np.array([[_cost(point, int(edge), lines) for edge in edges] for point in points])
    pairs = zip(*linear_sum_assignment(cost), strict=True)
    return {int(i): int(edges[j]) for i, j in pairs if cost[i, j] < _NEVER}


def chord_km(point: Point, edge: int, lines: Lines) -> float:
    """Return how far a point lies from the straight line between an edge's ends."""
    return distance_km(point, foot(point, *end_points(edge, lines))[0])


def end_points(edge: int, lines: Lines) -> tuple[Point, Point]:
    """Return the places of both ends of an edge."""
    u, v = int(lines.u[edge]), int(lines.v[edge])
    return (lines.lon[u] / 1000, lines.lat[u] / 1000), (lines.lon[v] / 1000, lines.lat[v] / 1000)


def shared_border(a: shapely.Geometry, b: shapely.Geometry) -> shapely.Geometry:
    """Return the line along which two neighbours of the coverage meet."""
    line = shapely.intersection(shapely.boundary(a), shapely.boundary(b))
    lines = [part for part in shapely.get_parts(line) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.multilinestrings(lines))


def on_border(point: Point, border: shapely.Geometry) -> Point:
    """Return the nearest point of the border, on a locally true scale."""
    squeeze = float(np.cos(np.radians(point[1])))
    flat = scale(border, xfact=squeeze, yfact=1.0, origin=(0, 0))
    line = shapely.shortest_line(shapely.points(point[0] * squeeze, point[1]), flat)
    lon, lat = shapely.get_coordinates(line)[1]
    return (round(float(lon) / squeeze, 4), round(float(lat), 4))


def foot(point: Point, a: Point, b: Point) -> tuple[Point, float]:
    """Return the point of chord a–b nearest to `point` and its share of the way from a (local flat scale)."""
    squeeze = np.cos(np.radians(point[1]))
    ax, ay, bx, by = (
        (a[0] - point[0]) * squeeze,
        a[1] - point[1],
        (b[0] - point[0]) * squeeze,
        b[1] - point[1],
    )
    dx, dy = bx - ax, by - ay
    span = dx * dx + dy * dy
    share = 0.0 if span == 0 else float(np.clip(-(ax * dx + ay * dy) / span, 0.0, 1.0))
    return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])), share


def _cost(point: Point, edge: int, lines: Lines) -> float:
    edge_km, gap = lines.metres[edge] / 1000, chord_km(point, edge, lines)
    through = sum(distance_km(point, end) for end in end_points(edge, lines))
    near = gap <= SNAP_KM + SNAP_SHARE * edge_km
    return gap if near and through <= LONGER * edge_km + SLACK_KM else _NEVER

"""Places the curated crossings on the border and attaches each to the edge of the network that it splits.

Within a pair of countries and a mode, crossings and border edges are matched one to one so that the sum of
distances is least; past a limit a crossing stays unattached, with the reason kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.optimize import linear_sum_assignment
from shapely.affinity import scale

from corridor.geo import distance_km
from corridor.model import Point
from tools.build_data.graph import Countries, Graph

SNAP_KM = 15.0
SNAP_SHARE = 0.1
"""a crossing may lie this far from its edge's chord, plus this share of the edge's length"""
SHORT_CHORD_KM = 15.0
"""below this a chord crosses the border where the road does (measured: median 0.1 km off)"""

Row = dict[str, str]


@dataclass(frozen=True)
class Anchor:
    """Where a gateway joins a country's network: up to two nodes, each with the metres to it."""

    gateway: str
    country: int
    gauge_mm: int
    point: Point
    ends: tuple[tuple[int, int], ...]
    """(node, metres), node numbers of the world graph"""
    snap_km: float


@dataclass(frozen=True)
class Attached:
    """A crossing's final point and, where it could be attached, its anchors on both sides."""

    id: str
    point: Point
    snap_km: float | None
    reason: str
    anchors: tuple[Anchor, ...]


def attach(rows: list[Row], graph: Graph, countries: Countries) -> list[Attached]:
    """Attach the crossings of the graph's mode, in the order of their ids."""
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        if row["mode"] == graph.mode:
            a, b = countries.number(row["country_a"]), countries.number(row["country_b"])
            groups.setdefault((min(a, b), max(a, b)), []).append(row)
    found = [one for pair, group in sorted(groups.items()) for one in _attach_pair(group, pair, graph, countries)]
    return sorted(found, key=lambda one: one.id)


def shared_border(a: shapely.Geometry, b: shapely.Geometry) -> shapely.Geometry:
    """Return the line along which two neighbours of the coverage meet."""
    line = shapely.intersection(shapely.boundary(a), shapely.boundary(b))
    lines = [part for part in shapely.get_parts(line) if part.geom_type == "LineString"]
    return shapely.line_merge(shapely.multilinestrings(lines))


def _attach_pair(rows: list[Row], pair: tuple[int, int], graph: Graph, countries: Countries) -> list[Attached]:
    border = shared_border(countries.polygons[pair[0]], countries.polygons[pair[1]])
    points = [on_border((float(row["lon"]), float(row["lat"])), border) for row in rows]
    cu, cv = graph.country[graph.u], graph.country[graph.v]
    edges = np.flatnonzero(((cu == pair[0]) & (cv == pair[1])) | ((cu == pair[1]) & (cv == pair[0])))
    match = _match(rows, points, edges, graph)
    return [
        _attached(row, point, match.get(i), graph, countries)
        for i, (row, point) in enumerate(zip(rows, points, strict=True))
    ]


def _match(rows: list[Row], points: list[Point], edges: npt.NDArray[np.intp], graph: Graph) -> dict[int, int]:
    """Return crossing index → edge; planned crossings have no line yet and take none."""
    wanted = [i for i, row in enumerate(rows) if row["status"] != "planned"]
    if not wanted or not len(edges):
        return {}
    gap = np.array([[_to_chord_km(points[i], int(edge), graph) for edge in edges] for i in wanted])
    limit = SNAP_KM + SNAP_SHARE * graph.metres[edges] / 1000
    cost = np.where(gap <= limit, gap, 1e6)
    return {wanted[r]: int(edges[c]) for r, c in zip(*linear_sum_assignment(cost), strict=True) if cost[r, c] < 1e6}


def _attached(row: Row, point: Point, edge: int | None, graph: Graph, countries: Countries) -> Attached:
    if edge is None:
        why = "planned: no line yet" if row["status"] == "planned" else _no_edge(row, graph)
        return Attached(row["id"], point, None, why, ())
    snap = _to_chord_km(point, edge, graph)
    gauges = {countries.number(row[f"country_{side}"]): int(row[f"gauge_{side}_mm"] or 0) for side in ("a", "b")}
    return Attached(row["id"], point, snap, "", anchors(row["id"], point, snap, edge, gauges, graph))


def anchors(
    gateway: str, point: Point, snap_km: float, edge: int, gauges: dict[int, int], graph: Graph
) -> tuple[Anchor, ...]:
    """Split an edge at a crossing; `gauges` has the mm on the side of each country's number, 0 on roads."""
    ends = (int(graph.u[edge]), int(graph.v[edge]))
    away = [distance_km(point, _node(graph, node)) for node in ends]
    whole = max(sum(away), 1e-9)
    metres = [max(round(graph.metres[edge] * part / whole), round(1000 * part)) for part in away]
    numbers = [int(graph.country[node]) for node in ends]
    return tuple(
        Anchor(gateway, number, gauges[number], point, ((node, length),), snap_km)
        for node, number, length in zip(ends, numbers, metres, strict=True)
    )


def on_border(point: Point, border: shapely.Geometry) -> Point:
    """Return the nearest point of the border, on a locally true scale."""
    squeeze = float(np.cos(np.radians(point[1])))
    flat = scale(border, xfact=squeeze, yfact=1.0, origin=(0, 0))
    line = shapely.shortest_line(shapely.points(point[0] * squeeze, point[1]), flat)
    lon, lat = shapely.get_coordinates(line)[1]
    return (round(float(lon) / squeeze, 4), round(float(lat), 4))


def _to_chord_km(point: Point, edge: int, graph: Graph) -> float:
    a, b = _node(graph, int(graph.u[edge])), _node(graph, int(graph.v[edge]))
    return distance_km(point, foot(point, a, b)[0])


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


def _node(graph: Graph, node: int) -> Point:
    return (float(graph.lon[node]) / 1000, float(graph.lat[node]) / 1000)


def _no_edge(row: Row, graph: Graph) -> str:
    return f"no {graph.mode} of the network crosses {row['country_a']}–{row['country_b']} near it"

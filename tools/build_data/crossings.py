"""Places the curated crossings on the border and attaches each to the edge of the network that it splits.

Within a pair of countries and a mode, crossings and border edges are matched one to one so that the sum of
distances is least. One that no edge of the network can run through stays unattached, with the reason kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corridor.geo import distance_km
from corridor.model import Point
from tools.build_data.graph import Countries, Graph
from tools.build_data.matching import chord_km, end_points, matched, on_border, over_border, shared_border
from tools.build_data.matching import foot as foot  # noqa: PLC0414  derived.py takes it from here

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


def _attach_pair(rows: list[Row], pair: tuple[int, int], graph: Graph, countries: Countries) -> list[Attached]:
    border = shared_border(countries.polygons[pair[0]], countries.polygons[pair[1]])
    points = [on_border((float(row["lon"]), float(row["lat"])), border) for row in rows]
    match = _match(rows, points, over_border(graph, graph.country, pair), graph)
    return [
        _attached(row, point, match.get(i), graph, countries)
        for i, (row, point) in enumerate(zip(rows, points, strict=True))
    ]


def _match(rows: list[Row], points: list[Point], edges: npt.NDArray[np.intp], graph: Graph) -> dict[int, int]:
    """Return crossing index → edge; planned crossings have no line yet and take none."""
    wanted = [i for i, row in enumerate(rows) if row["status"] != "planned"]
    found = matched([points[i] for i in wanted], edges, graph)
    return {wanted[i]: edge for i, edge in found.items()}


def _attached(row: Row, point: Point, edge: int | None, graph: Graph, countries: Countries) -> Attached:
    if edge is None:
        why = "planned: no line yet" if row["status"] == "planned" else _no_edge(row, graph)
        return Attached(row["id"], point, None, why, ())
    snap = chord_km(point, edge, graph)
    gauges = {countries.number(row[f"country_{side}"]): int(row[f"gauge_{side}_mm"] or 0) for side in ("a", "b")}
    return Attached(row["id"], point, snap, "", anchors(row["id"], point, snap, edge, gauges, graph))


def anchors(
    gateway: str, point: Point, snap_km: float, edge: int, gauges: dict[int, int], graph: Graph
) -> tuple[Anchor, ...]:
    """Split an edge at a crossing; `gauges` has the mm on the side of each country's number, 0 on roads."""
    ends = (int(graph.u[edge]), int(graph.v[edge]))
    away = [distance_km(point, at) for at in end_points(edge, graph)]
    whole = max(sum(away), 1e-9)
    metres = [max(round(graph.metres[edge] * part / whole), round(1000 * part)) for part in away]
    numbers = [int(graph.country[node]) for node in ends]
    return tuple(
        Anchor(gateway, number, gauges[number], point, ((node, length),), snap_km)
        for node, number, length in zip(ends, numbers, metres, strict=True)
    )


def _no_edge(row: Row, graph: Graph) -> str:
    return f"no {graph.mode} of the network crosses {row['country_a']}–{row['country_b']} near it"

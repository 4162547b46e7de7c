"""Adds to a network the roads and railways of inputs/added_lines.csv, which the source lacks or breaks off.

A row's points run from end to end as "lon lat; lon lat; …". An end joins the nearest node within NODE_KM, else
splits the nearest edge within EDGE_KM; an end marked "free" ("48.87 38.43 free") stands by itself, as a railhead
does. Rows are added in the order of the table, so that a later one can join an earlier one. A row between the two
ends of one edge of the same gauge stands in that edge's place: the source draws it straight. Between the ends of a
rejected row nothing else is joined either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corridor.geo import distances_km
from tools.build_data.chains import Chain, Points, Shape, with_chains
from tools.build_data.raw_networks import RawNetwork

NODE_KM = 0.5
EDGE_KM = 2.0
DRAWN_FACTOR = 1.05
"""length of a line that no source measures, over the line drawn through its points: what an edge of 15–50 km of the
source is longer than its chord (2–4 %), a little more for the coarser points"""

Row = dict[str, str]


@dataclass(frozen=True)
class Line:
    """A road or railway to be added."""

    id: str
    points: Points
    """both ends and what lies between, in order"""
    free: tuple[bool, bool]
    """which ends stand by themselves"""
    km: float | None
    gauge_mm: int
    """0 where the country's own holds"""


def read_lines(rows: list[Row], mode: str) -> list[Line]:
    """Return the lines of a mode that the table says to add.

    Raises
    ------
    ValueError
        names the row and the value that cannot be read.
    """
    for row in rows:
        if row["mode"] not in ("road", "rail") or row["decision"] not in ("add", "reject"):
            raise ValueError(f"added line {row['id']}: mode {row['mode']!r}, decision {row['decision']!r}")
    return [_line(row) for row in rows if row["mode"] == mode and row["decision"] == "add"]


def read_apart(rows: list[Row], mode: str) -> Points:
    """Return the ends of the lines of a mode that the table says not to add."""
    ends = []
    for row in rows:
        if row["mode"] == mode and row["decision"] == "reject" and ";" in row["points"]:
            points = _line(row).points
            ends += [points[0], points[-1]]
    return np.array(ends, dtype=np.int32).reshape(-1, 2)


def with_lines(raw: RawNetwork, lines: list[Line]) -> RawNetwork:
    """Return the network with the lines added, in their order.

    Raises
    ------
    ValueError
        names the line whose end lies too far from the network, or whose ends come to one node.
    """
    for line in lines:
        ends = []
        for free, point in zip(line.free, (line.points[0], line.points[-1]), strict=True):
            raw, node = _free_node(raw, point) if free else _joined(raw, point, line.id)
            ends.append(node)
        if ends[0] == ends[1]:
            raise ValueError(f"added line {line.id}: both its ends join one node of the network")
        chain = Chain(ends[0], ends[1], line.points[1:-1], _metres(line), Shape.ADDED, line.gauge_mm)
        raw = with_chains(raw, [chain], without=_same(raw, chain))
    return raw


def _line(row: Row) -> Line:
    parts = [part.split() for part in row["points"].split(";")]
    try:
        points = np.array([[float(lon), float(lat)] for lon, lat, *_ in parts])
        km = float(row["km"]) if row["km"] else None
        gauge = int(row["gauge_mm"] or 0)
    except ValueError as error:
        raise ValueError(f"added line {row['id']}: {error}") from error
    marks = [part[2:] for part in parts]
    if len(points) < 2 or any(mark not in ([], ["free"]) for mark in marks) or any(marks[1:-1]):
        raise ValueError(f"added line {row['id']}: points {row['points']!r} are not two or more, free only at the ends")
    return Line(row["id"], np.round(points * 1000).astype(np.int32), (bool(marks[0]), bool(marks[-1])), km, gauge)


def _metres(line: Line) -> int:
    if line.km is not None:
        return round(1000 * line.km)
    a, b = line.points[:-1] / 1000, line.points[1:] / 1000
    return round(1000 * DRAWN_FACTOR * float(distances_km(*a.T, *b.T).sum()))


def _free_node(raw: RawNetwork, point: npt.NDArray[np.int32]) -> tuple[RawNetwork, int]:
    return replace(raw, lon=np.append(raw.lon, point[0]), lat=np.append(raw.lat, point[1])), len(raw.lon)


def _joined(raw: RawNetwork, point: npt.NDArray[np.int32], name: str) -> tuple[RawNetwork, int]:
    """Return the network with a node where the end joins it, and that node."""
    lon, lat = point / 1000
    joined = np.zeros(len(raw.lon), dtype=bool)
    joined[raw.u] = joined[raw.v] = True
    used = np.flatnonzero(joined)
    gap = distances_km(lon, lat, raw.lon[used] / 1000, raw.lat[used] / 1000)
    if gap.min() <= NODE_KM:
        return raw, int(used[np.argmin(gap)])
    edge, share, off_km = _nearest_edge(raw, lon, lat)
    if off_km > EDGE_KM:
        raise ValueError(f"added line {name}: its end {lon:g} {lat:g} is {off_km:.1f} km from the network")
    u, v = int(raw.u[edge]), int(raw.v[edge])
    ends = np.array([[raw.lon[u], raw.lat[u]], [raw.lon[v], raw.lat[v]]])
    if share in (0.0, 1.0):
        return raw, (u, v)[int(share)]
    middle = np.round(ends[0] + share * (ends[1] - ends[0])).astype(np.int32)[None, :]
    halves = Chain(u, v, middle, int(raw.metres[edge]), Shape(raw.shape[edge]), int(raw.gauge[edge]))
    return with_chains(raw, [halves], without=np.array([edge])), len(raw.lon)


def _nearest_edge(raw: RawNetwork, lon: float, lat: float) -> tuple[int, float, float]:
    """Return the edge whose chord is nearest, the share of the way from its end u, and km off (local flat scale)."""
    squeeze = np.cos(np.radians(lat))
    x, y = (raw.lon / 1000 - lon) * squeeze, raw.lat / 1000 - lat
    dx, dy = x[raw.v] - x[raw.u], y[raw.v] - y[raw.u]
    span = np.maximum(dx * dx + dy * dy, 1e-12)
    share = np.clip(-(x[raw.u] * dx + y[raw.u] * dy) / span, 0.0, 1.0)
    off = np.hypot(x[raw.u] + share * dx, y[raw.u] + share * dy)
    edge = int(np.argmin(off))
    away = distances_km(
        lon,
        lat,
        lon + float(x[raw.u[edge]] + share[edge] * dx[edge]) / squeeze,
        lat + float(y[raw.u[edge]] + share[edge] * dy[edge]),
    )
    return edge, float(share[edge]), float(away)


def _same(raw: RawNetwork, chain: Chain) -> npt.NDArray[np.intp]:
    """Return the edges between the chain's ends that it stands in place of."""
    between = ((raw.u == chain.u) & (raw.v == chain.v)) | ((raw.u == chain.v) & (raw.v == chain.u))
    return np.flatnonzero(between & (raw.gauge == chain.gauge_mm))

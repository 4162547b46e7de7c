"""The world network of one mode: every node with its country, every edge with its length and gauge."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from corridor.geo import distances_km
from tools.build_data.added import read_lines, with_lines
from tools.build_data.chains import Chain, Shape, with_chains
from tools.build_data.raw_networks import RawNetwork, read
from tools.build_data.repair import join_dead_ends, join_pieces

INPUTS = Path(__file__).parent / "inputs"
NEAREST_DEG = 0.05
"""a node in no polygon (a bridge, a sliver) goes to a country at most this far off"""

Int = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Countries:
    """Country polygons by number; `codes` is sorted."""

    codes: tuple[str, ...]
    polygons: npt.NDArray[np.object_]

    def number(self, code: str) -> int:
        """Return the number of an alpha-2 code."""
        return self.codes.index(code)


@dataclass(frozen=True)
class Graph:
    """Nodes sorted by country, then along a Morton curve; each edge once."""

    mode: str
    lon: Int
    """milli-degrees"""
    lat: Int
    country: Int
    u: Int
    v: Int
    metres: Int
    shape: npt.NDArray[np.int8]
    """a number of `chains.Shape`"""
    gauge: Int
    """mm; 0 on roads and on edges that cross a border"""

    @property
    def inside(self) -> npt.NDArray[np.bool_]:
        """Which edges have both ends in one country."""
        return np.asarray(self.country[self.u] == self.country[self.v])


def read_countries(path: Path) -> Countries:
    """Read countries.parquet."""
    table = pq.read_table(path).sort_by("code")
    return Countries(tuple(table["code"].to_pylist()), shapely.from_wkb(table["geometry"].to_pylist()))


def make(mode: str, countries: Countries) -> Graph:
    """Return the network of a mode, repaired, with countries, gauges and calibrated lengths."""
    # added to the source as it is: their ends are its nodes and chords, before anything else moves them
    raw = with_lines(read(mode), read_lines(read_rows("added_lines.csv"), mode))
    country = _country_of(raw, countries)
    if mode == "rail":
        edges = (raw.u, raw.v, raw.metres)
        raw = _with_joins(raw, join_dead_ends(raw.lon, raw.lat, country, edges, _rail_crossings(countries)))
    raw = _with_joins(raw, join_pieces(raw.lon, raw.lat, country, (raw.u, raw.v, raw.metres)))
    known = (country[raw.u] >= 0) & (country[raw.v] >= 0)
    u, v = raw.u[known], raw.v[known]
    chord = 1000 * distances_km(raw.lon[u] / 1000, raw.lat[u] / 1000, raw.lon[v] / 1000, raw.lat[v] / 1000)
    metres = np.maximum(raw.metres[known], np.ceil(chord)).astype(np.int32)
    graph = _sorted(Graph(mode, raw.lon, raw.lat, country, u, v, metres, raw.shape[known], raw.gauge[known]))
    graph = replace(graph, metres=_calibrated(graph, countries))
    return replace(graph, gauge=_gauges(graph, countries)) if mode == "rail" else graph


def _with_joins(raw: RawNetwork, joins: tuple[Int, Int, Int]) -> RawNetwork:
    none = np.empty((0, 2), dtype=np.int32)
    return with_chains(
        raw, [Chain(int(a), int(b), none, int(m), Shape.NETWORK) for a, b, m in zip(*joins, strict=True)]
    )


def _country_of(raw: RawNetwork, countries: Countries) -> Int:
    points = shapely.points(raw.lon / 1000, raw.lat / 1000)
    tree = shapely.STRtree(points)
    number = np.full(len(points), -1, dtype=np.int32)
    polygon, node = tree.query(countries.polygons, predicate="intersects")
    number[node[::-1]] = polygon[::-1]  # on a shared border the first code wins, whatever the order
    lost = np.flatnonzero(number < 0)
    nearby = shapely.STRtree(countries.polygons).query_nearest(
        points[lost], max_distance=NEAREST_DEG, all_matches=False
    )
    number[lost[nearby[0]]] = nearby[1]
    return number


def _rail_crossings(countries: Countries) -> dict[frozenset[int], npt.NDArray[np.float64]]:
    points: dict[frozenset[int], list[tuple[float, float]]] = {}
    for row in read_rows("crossings.csv"):
        if row["mode"] == "rail" and row["status"] != "planned":
            pair = frozenset((countries.number(row["country_a"]), countries.number(row["country_b"])))
            points.setdefault(pair, []).append((float(row["lon"]), float(row["lat"])))
    return {pair: np.array(rows) for pair, rows in points.items()}


def _sorted(graph: Graph) -> Graph:
    used = np.zeros(len(graph.lon), dtype=bool)
    used[graph.u] = used[graph.v] = True
    nodes = np.flatnonzero(used)
    nodes = nodes[np.lexsort((_morton(graph.lon[nodes], graph.lat[nodes]), graph.country[nodes]))]
    place = np.full(len(used), -1, dtype=np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    u, v = place[graph.u], place[graph.v]
    u, v = np.minimum(u, v), np.maximum(u, v)
    order = np.lexsort((graph.metres, graph.gauge, v, u))
    u, v, gauge = u[order], v[order], graph.gauge[order]
    first = np.ones(len(u), dtype=bool)
    first[1:] = (u[1:] != u[:-1]) | (v[1:] != v[:-1]) | (gauge[1:] != gauge[:-1])
    return Graph(
        graph.mode,
        graph.lon[nodes],
        graph.lat[nodes],
        graph.country[nodes],
        u[first],
        v[first],
        graph.metres[order][first],
        graph.shape[order][first],
        gauge[first],
    )


def _morton(lon: Int, lat: Int) -> npt.NDArray[np.int64]:
    code = np.zeros(len(lon), dtype=np.int64)
    x, y = lon.astype(np.int64) + 180_000, lat.astype(np.int64) + 90_000
    for bit in range(19):
        code |= ((x >> bit) & 1) << (2 * bit) | ((y >> bit) & 1) << (2 * bit + 1)
    return code


def _calibrated(graph: Graph, countries: Countries) -> Int:
    """Scale lengths by inputs/length_factors.csv: the source's lines are simplified and so run short."""
    rows = [row for row in read_rows("length_factors.csv") if row["mode"] == graph.mode]
    general = next(float(row["factor"]) for row in rows if not row["country"])
    factor = np.full(len(countries.codes), general)
    for row in rows:
        if row["country"]:
            factor[countries.number(row["country"])] = float(row["factor"])
    mean = (factor[graph.country[graph.u]] + factor[graph.country[graph.v]]) / 2
    return np.round(graph.metres * mean).astype(np.int32)


def _gauges(graph: Graph, countries: Countries) -> Int:
    """Return the gauge of each edge: its own where an added line gives it, else by inputs/gauges.csv."""
    default = np.full(len(countries.codes), 1435, dtype=np.int32)
    rows = read_rows("gauges.csv")
    for row in rows:
        if not row["lon_min"] and row["country"] in countries.codes:
            default[countries.number(row["country"])] = int(row["gauge_mm"])
    gauge = np.where(graph.inside, default[graph.country[graph.u]], 0).astype(np.int32)
    for row in rows:
        if row["lon_min"]:
            box = [round(float(row[side]) * 1000) for side in ("lon_min", "lat_min", "lon_max", "lat_max")]
            within = (graph.lon >= box[0]) & (graph.lat >= box[1]) & (graph.lon <= box[2]) & (graph.lat <= box[3])
            within &= graph.country == countries.number(row["country"])
            gauge[within[graph.u] & within[graph.v]] = int(row["gauge_mm"])
    return np.where(graph.inside & (graph.gauge > 0), graph.gauge, gauge)


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a hand-kept input table."""
    with (INPUTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tables(graph: Graph, countries: Countries) -> tuple[list[pa.Table], list[pa.Table]]:
    """Return node and edge tables, one per country, edges with node numbers local to their country."""
    codes = np.array(countries.codes)
    start = np.searchsorted(graph.country, np.arange(len(codes) + 1))
    inside = np.flatnonzero(graph.inside)
    edge_country = graph.country[graph.u[inside]]
    nodes, edges = [], []
    for number in np.unique(graph.country):
        part = slice(start[number], start[number + 1])
        nodes.append(
            pa.table(
                {
                    "country": pa.array([codes[number]] * (part.stop - part.start)),
                    "lon": graph.lon[part],
                    "lat": graph.lat[part],
                }
            )
        )
        chosen = inside[edge_country == number]
        columns = {
            "country": pa.array([codes[number]] * len(chosen)),
            "u": graph.u[chosen] - part.start,
            "v": graph.v[chosen] - part.start,
            "metres": graph.metres[chosen],
        }
        if graph.mode == "rail":
            columns["gauge_mm"] = graph.gauge[chosen].astype(np.int16)
        edges.append(pa.table(columns))
    return nodes, edges

"""The world network of one mode: every node with its country, every edge with its length and gauge."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from corridor.geo import distances_km
from tools.build_data.added import read_apart, read_lines, with_lines
from tools.build_data.bend import MEASURED, Places, Spot, through_crossings, through_places, through_waypoints
from tools.build_data.chains import Chain, Shape, with_chains
from tools.build_data.gaps import cells_of, join_facing, with_lines_met
from tools.build_data.lengths import read_terrain
from tools.build_data.matching import on_border, shared_border
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


def read_places(path: Path) -> Places:
    """Read places.parquet."""
    table = pq.read_table(path)
    return Places(*(table[name].to_numpy().astype(np.float64) for name in ("lon", "lat", "population")))


def make(mode: str, countries: Countries, places: Places) -> Graph:
    """Return the network of a mode, bent and repaired, with countries, gauges and calibrated lengths."""
    find = partial(_country_of, countries=countries)
    # added to the source as it is: their ends are its nodes and chords, before anything else moves them
    raw = with_lines(read(mode), read_lines(read_rows("added_lines.csv"), mode))
    raw = through_waypoints(raw, read_rows(f"{mode}_waypoints.csv"), find)
    raw = through_crossings(raw, _spots(mode, countries), find)
    if mode == "road":
        raw = through_places(raw, places, frozenset(map(countries.number, MEASURED)), find)
    country = find(raw)
    known = _rail_crossings(countries) if mode == "rail" else {}  # no road is joined over a border
    raw = _with_joins(raw, join_dead_ends(raw.lon, raw.lat, country, (raw.u, raw.v, raw.metres), known))
    raw = _with_joins(raw, join_pieces(raw.lon, raw.lat, country, (raw.u, raw.v, raw.metres)))
    if mode == "rail":
        raw = _without_gaps(raw, country, countries)
        country = find(raw)
    inland = (country[raw.u] >= 0) & (country[raw.v] >= 0)
    u, v = raw.u[inland], raw.v[inland]
    chord = 1000 * distances_km(raw.lon[u] / 1000, raw.lat[u] / 1000, raw.lon[v] / 1000, raw.lat[v] / 1000)
    metres = np.maximum(raw.metres[inland], np.ceil(chord)).astype(np.int32)
    graph = _sorted(Graph(mode, raw.lon, raw.lat, country, u, v, metres, raw.shape[inland], raw.gauge[inland]))
    graph = replace(graph, metres=_calibrated(graph, countries))
    return replace(graph, gauge=_gauges(graph, countries)) if mode == "rail" else graph


def _with_joins(raw: RawNetwork, joins: tuple[Int, Int, Int]) -> RawNetwork:
    none = np.empty((0, 2), dtype=np.int32)
    return with_chains(raw, [Chain(int(a), int(b), none, int(m), Shape.JOIN) for a, b, m in zip(*joins, strict=True)])


def _without_gaps(raw: RawNetwork, country: Int, countries: Countries) -> RawNetwork:
    """Join railways that are cut in two, but for those that the table of added lines says are so."""
    apart = read_apart(read_rows("added_lines.csv"), "rail")

    def cells() -> npt.NDArray[np.int64]:
        parts = (raw.lon, raw.lat, country, raw.u, raw.v, raw.metres, raw.shape, raw.gauge)
        return cells_of(country, _gauges(Graph("rail", *parts), countries), raw)

    raw = with_chains(raw, join_facing(raw, cells(), apart))
    return with_lines_met(raw, cells(), apart)


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


def _spots(mode: str, countries: Countries) -> dict[tuple[int, int], list[Spot]]:
    """Return the crossings of a mode that have a line, by the numbers of their countries, the lesser first."""
    rows: dict[tuple[int, int], list[dict[str, str]]] = {}
    for row in read_crossings():
        if row["mode"] == mode and row["status"] != "planned":
            a, b = sorted(countries.number(row[f"country_{side}"]) for side in ("a", "b"))
            rows.setdefault((a, b), []).append(row)
    spots = {}
    for pair, group in rows.items():
        border = shared_border(*countries.polygons[list(pair)])
        spots[pair] = [
            Spot(on_border((float(row["lon"]), float(row["lat"])), border), float(row["error_km"] or "inf"))
            for row in group
        ]
    return spots


def _rail_crossings(countries: Countries) -> dict[frozenset[int], npt.NDArray[np.float64]]:
    points: dict[frozenset[int], list[tuple[float, float]]] = {}
    for row in read_crossings():
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
    """Scale lengths by the model of `lengths`, a country's own row before the general one; over a border, the mean."""
    rows = [row for row in read_rows("length_factors.csv") if row["mode"] == graph.mode]
    own = {row["country"]: (float(row["factor"]), float(row["terrain"])) for row in rows}
    model = np.array([own.get(code, own[""]) for code in countries.codes])
    factor, terrain = (model[graph.country[graph.u]] + model[graph.country[graph.v]]).T / 2
    lon, lat = ((axis[graph.u] / 1000, axis[graph.v] / 1000) for axis in (graph.lon, graph.lat))
    return np.round(graph.metres * (factor + terrain * read_terrain().along(lon, lat) / 100)).astype(np.int32)


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


def read_crossings() -> list[dict[str, str]]:
    """Return the curated crossings, each at its point in crossing_points.csv, with its likely error in km."""
    points = {row["id"]: row for row in read_rows("crossing_points.csv")}
    return [
        {**row, "lon": at["lon"], "lat": at["lat"], "error_km": at["error_km"], "coord_basis": at["reason"]}
        for row in read_rows("crossings.csv")
        for at in (points[row["id"]],)
    ]


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

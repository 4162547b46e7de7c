"""Crossings that no list knows of: where an edge of the network meets the border of two neighbours.

Only for pairs of countries without a curated crossing, and only where they touch on land or have one of
inputs/fixed_links.csv between them. A point is where the edge's chord meets the border; where it does not, since
the road bends, it is the place on the border with the shortest way from end to end, and the edge must be long
enough for that way. derived_names.py names a derived crossing, and nothing is known of its status but what
inputs/shut_borders.csv says of the whole border.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from corridor.geo import distance_km, distances_km
from corridor.model import DERIVED, Point
from tools.build_data.cells import FRAGMENT_NODES
from tools.build_data.crossings import SHORT_CHORD_KM, Attached, Row, anchors, foot, shared_border
from tools.build_data.derived_names import named
from tools.build_data.graph import Countries, Graph
from tools.build_data.sources import NETWORK_BORDER
from tools.build_data.surroundings import Surroundings

APART_KM = 15.0
"""no two derived crossings of a pair and a mode lie nearer to each other"""
LAND_KM = 10.0
"""a crossing lies this near to the drawn land of both countries, a fixed link aside"""
SLACK_KM = 2.0
"""by this the way over the border may be longer than its edge: points and borders are simplified"""
TOUCH_DEG = 0.01
STEP_DEG = 0.02
"""of a straight piece of a border at most between two points that are tried"""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """An edge over a border with the point where it crosses."""

    pair: Pair
    edge: int
    point: Point
    snap_km: float
    gauges: tuple[int, int]
    """mm on the side of the first country and of the second, 0 on roads"""
    claim: tuple[int, int, int]
    """the least first: sides off the main network of their country, metres, edge"""


@dataclass(frozen=True)
class _Reach:
    """How much network of one gauge each node belongs to."""

    size: npt.NDArray[np.int64]
    """nodes of its component, 0 where no edge of the gauge ends there"""
    largest: npt.NDArray[np.int64]
    """by country: nodes of its largest component, 0 where it has none"""


def derive(graph: Graph, countries: Countries, around: Surroundings) -> list[tuple[Row, Attached]]:
    """Return the rows of the derived crossings of the graph's mode, and how each is attached, by id."""
    reach = _reaches(graph, len(countries.codes))
    made = []
    for pair, edges in _over_borders(graph).items():
        codes = (countries.codes[pair[0]], countries.codes[pair[1]])
        linked = (*codes, graph.mode) in around.fixed_links
        if frozenset(codes) in around.curated or not (linked or _touch(codes, around)):
            continue
        border = shared_border(countries.polygons[pair[0]], countries.polygons[pair[1]])
        if shapely.is_empty(border):
            continue
        border = shapely.segmentize(border, STEP_DEG)
        found = [one for edge in edges if (one := _found(edge, pair, border, graph, reach)) is not None]
        if not linked:
            found = [one for one in found if _on_land(one.point, codes, around)]
        made += [(_row(one, codes, graph.mode), one) for one in thinned(found)]
    rows = named([(row, one.point) for row, one in made], around)
    done = [_finished(row, one, graph) for row, (_, one) in zip(rows, made, strict=True)]
    return sorted(done, key=lambda each: each[1].id)


def thinned(found: list[Found]) -> list[Found]:
    """Keep the crossings with the best claims that lie APART_KM or more from each other."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: one.claim):
        if all(distance_km(one.point, other.point) >= APART_KM for other in kept):
            kept.append(one)
    return kept


def with_closures(
    rows: list[Row], shut: Iterable[Row], source: str, told: Iterable[Row] = ()
) -> tuple[list[Row], list[Row]]:
    """Return the rows, closed where they are known to be shut, and their rows of crossing_status.csv.

    A crossing whose own history is `told` has that, else that of its whole border.
    """
    closures = {(row["country_a"], row["country_b"], row["mode"]): row for row in shut}
    own: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        own[row["crossing_id"]].append(row)
    made, history = [], []
    for row in rows:
        pair = (row["country_a"], row["country_b"])
        closure = closures.get((*pair, row["mode"])) or closures.get((*pair, ""))
        if row["id"] in own:
            as_of = closure["as_of"] if closure else ""
            made.append({**row, "status": own[row["id"]][-1]["status"], "status_as_of": as_of})
            history += own[row["id"]]
            continue
        if closure is None:
            made.append(row)
            continue
        made.append({**row, "status": "closed", "status_as_of": closure["as_of"]})
        spans = (("unknown", "", closure["since"], ""), ("closed", closure["since"], "", closure["note"]))
        history += [
            {"crossing_id": row["id"], "status": status, "start": start, "end": end, "note": note, "source": source}
            for status, start, end, note in spans
        ]
    return made, history


def _over_borders(graph: Graph) -> dict[Pair, list[int]]:
    edges: dict[Pair, list[int]] = defaultdict(list)
    for edge in np.flatnonzero(~graph.inside).tolist():
        a, b = int(graph.country[graph.u[edge]]), int(graph.country[graph.v[edge]])
        edges[min(a, b), max(a, b)].append(edge)
    return dict(sorted(edges.items()))


def _touch(codes: tuple[str, str], around: Surroundings) -> bool:
    shapes = [around.land.get(code) for code in codes]
    return None not in shapes and bool(shapely.dwithin(*shapes, TOUCH_DEG))


def _on_land(point: Point, codes: tuple[str, str], around: Surroundings) -> bool:
    for code in codes:
        line = shapely.shortest_line(shapely.Point(point), around.land[code])
        lon, lat = shapely.get_coordinates(line)[-1]
        if distance_km(point, (float(lon), float(lat))) > LAND_KM:
            return False
    return True


def _found(edge: int, pair: Pair, border: shapely.Geometry, graph: Graph, reach: dict[int, _Reach]) -> Found | None:
    ends = (int(graph.u[edge]), int(graph.v[edge]))
    if int(graph.country[ends[0]]) != pair[0]:
        ends = (ends[1], ends[0])
    gauges = _gauges(ends, pair, graph.mode, reach)
    if gauges is None:
        return None
    placed = _placed(_point(graph, ends[0]), _point(graph, ends[1]), graph.metres[edge] / 1000, border)
    if placed is None:
        return None
    off_main = sum(
        int(reach[gauge].size[node] < reach[gauge].largest[number])
        for node, number, gauge in zip(ends, pair, gauges, strict=True)
    )
    return Found(pair, edge, *placed, gauges, (off_main, int(graph.metres[edge]), edge))


def _placed(a: Point, b: Point, edge_km: float, border: shapely.Geometry) -> tuple[Point, float] | None:
    """Return where an edge crosses the border and how far that is from its chord, None where it cannot."""
    met = shapely.intersection(shapely.linestrings([a, b]), border)
    spots = shapely.get_coordinates(border if shapely.is_empty(met) else met)
    first, second = (distances_km(end[0], end[1], spots[:, 0], spots[:, 1]) for end in (a, b))
    if not shapely.is_empty(met):  # of several places the one nearest to the middle
        lon, lat = spots[int(np.argmin(np.abs(first - second)))]
        return (round(float(lon), 4), round(float(lat), 4)), 0.0
    best = int(np.argmin(first + second))
    if first[best] + second[best] > edge_km + SLACK_KM:
        return None
    point = (round(float(spots[best, 0]), 4), round(float(spots[best, 1]), 4))
    return point, distance_km(point, foot(point, a, b)[0])


def _reaches(graph: Graph, countries: int) -> dict[int, _Reach]:
    """Return by gauge what the network of that gauge inside each country hangs together as."""
    size = len(graph.lon)
    found = {}
    for gauge in np.unique(graph.gauge[graph.inside]).tolist():
        edges = np.flatnonzero(graph.inside & (graph.gauge == gauge))
        u, v = graph.u[edges], graph.v[edges]
        _, label = connected_components(csr_matrix((np.ones(len(u)), (u, v)), shape=(size, size)), directed=False)
        nodes = np.bincount(label)[label]
        used = np.zeros(size, dtype=bool)
        used[u] = used[v] = True
        nodes[~used] = 0
        largest = np.zeros(countries, dtype=np.int64)
        np.maximum.at(largest, graph.country, nodes)
        found[gauge] = _Reach(nodes, largest)
    return found


def _gauges(ends: Pair, pair: Pair, mode: str, reach: dict[int, _Reach]) -> tuple[int, int] | None:
    """Return the gauge on each side, the same on both where that can be; None where a side leads nowhere.

    A side leads nowhere where its node is on a fragment, unless the country has no more than that.
    """
    usable = [
        [gauge for gauge, one in reach.items() if _leads_on(one, node, number, mode)]
        for node, number in zip(ends, pair, strict=True)
    ]
    both = [(a, b) for a in usable[0] for b in usable[1]]
    return min(both, key=lambda gauges: (gauges[0] != gauges[1], gauges)) if both else None


def _leads_on(one: _Reach, node: int, country: int, mode: str) -> bool:
    if one.largest[country] == 0:
        return mode == "road"
    return bool(one.size[node] >= FRAGMENT_NODES or one.size[node] == one.largest[country])


def _point(graph: Graph, node: int) -> Point:
    return (float(graph.lon[node]) / 1000, float(graph.lat[node]) / 1000)


def _row(found: Found, codes: tuple[str, str], mode: str) -> Row:
    """Return a row without its id and its names."""
    gauges = map(str, found.gauges) if mode == "rail" else ("", "")
    columns = ("country_a", "country_b", "mode", "gauge_a_mm", "gauge_b_mm")
    return dict(zip(columns, (*codes, mode, *gauges), strict=True))


def _finished(row: Row, found: Found, graph: Graph) -> tuple[Row, Attached]:
    chord = distance_km(_point(graph, int(graph.u[found.edge])), _point(graph, int(graph.v[found.edge])))
    long = chord > SHORT_CHORD_KM
    basis = f"where the straight line between junctions {chord:.0f} km apart meets the border"
    more = {
        "status": "unknown",
        "status_as_of": "",
        "unlocode_a": "",
        "unlocode_b": "",
        "hours": "",
        "tir": "",
        "freight": "unknown",
        "notes": f"its place may be far off: the junctions of the network lie {chord:.0f} km apart" if long else "",
        "source": NETWORK_BORDER,
        "confidence": DERIVED,
        "coord_basis": f"uncertain: {basis}" if long else basis,
    }
    gauges = dict(zip(found.pair, found.gauges, strict=True))
    split = anchors(row["id"], found.point, found.snap_km, found.edge, gauges, graph)
    return {**row, **more}, Attached(row["id"], found.point, found.snap_km, "", split)

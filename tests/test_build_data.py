"""How the networks are repaired and cut, on drawn networks; and that the shipped ones hold together."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

import corridor as co
from corridor.geo import distance_km
from corridor.model import Mode
from corridor.network import DRAWN, Foot, drawn, hang, load_cell, snap, trace
from tests.drawn import cell
from tools.build_data.chains import Shape
from tools.build_data.crossings import attach
from tools.build_data.graph import Countries, Graph
from tools.build_data.neighbours import without_crossing
from tools.build_data.repair import join_dead_ends, join_pieces

ints = np.int32


def joined(points, edges, country, crossings=None):
    lon, lat = np.array([[x * 1000, y * 1000] for x, y in points]).round().astype(ints).T
    u, v = np.array(edges, dtype=ints).T
    metres = np.array([round(1000 * distance_km(points[a], points[b])) for a, b in edges], dtype=ints)
    a, b, length = join_dead_ends(lon, lat, np.array(country, dtype=ints), (u, v, metres), crossings or {})
    return {(int(i), int(j)): int(m) for i, j, m in zip(a, b, length, strict=True)}


# two lines that end a kilometre short of each other
GAP = [(10.0, 0.0), (10.1, 0.0), (10.109, 0.0), (10.2, 0.0)]


def test_dead_ends_are_joined_up_to_two_kilometres():
    assert joined(GAP, [(0, 1), (2, 3)], [0, 0, 0, 0]) == {(1, 2): 1000}
    far = [(10.0, 0.0), (10.1, 0.0), (10.12, 0.0), (10.2, 0.0)]
    assert joined(far, [(0, 1), (2, 3)], [0, 0, 0, 0]) == {}


def test_a_dead_end_that_is_reached_on_a_short_way_is_left_alone():
    yard = [(10.0, 0.0), (10.01, 0.0), (10.01, 0.004)]
    assert joined(yard, [(0, 1), (1, 2)], [0, 0, 0]) == {}


def test_no_repair_crosses_a_border_without_a_known_crossing():
    assert joined(GAP, [(0, 1), (2, 3)], [0, 0, 1, 1]) == {}
    known = {frozenset((0, 1)): np.array([[10.105, 0.01]])}
    assert joined(GAP, [(0, 1), (2, 3)], [0, 0, 1, 1], known) == {(1, 2): 1000}
    elsewhere = {frozenset((0, 1)): np.array([[10.105, 1.0]])}
    assert joined(GAP, [(0, 1), (2, 3)], [0, 0, 1, 1], elsewhere) == {}


def test_a_loose_piece_is_joined_where_it_comes_nearest_inside_its_country():
    points = [(10.0, 0.0), (10.1, 0.0), (10.105, 0.005), (10.105, 0.1), (10.105, -0.008), (10.105, -0.1)]
    lon, lat = np.array([[x * 1000, y * 1000] for x, y in points]).round().astype(ints).T
    edges = tuple(np.array(part, dtype=ints) for part in ([0, 2, 4], [1, 3, 5], [11119, 10564, 10230]))
    one = join_pieces(lon, lat, np.zeros(6, dtype=ints), edges)
    assert [part.tolist() for part in one] == [[1], [2], [786]]  # the piece in the south lies 1.05 km off
    two = join_pieces(lon, lat, np.array([0, 0, 1, 1, 0, 0], dtype=ints), edges)
    assert [part.tolist() for part in two] == [[], [], []]


COUNTRIES = Countries(("XA", "XB"), np.array([shapely.box(0, -3, 4, 3), shapely.box(4, -3, 8, 3)]))


def road_graph(edges):
    points = sorted({point for edge in edges for point in edge})
    lon, lat = (np.array(points) * 1000).round().astype(ints).T
    u, v = np.array([[points.index(a), points.index(b)] for a, b in edges], dtype=ints).T
    metres = np.array([round(1000 * distance_km(a, b)) for a, b in edges], dtype=ints)
    country = (lon >= 4000).astype(ints)
    return Graph("road", lon, lat, country, u, v, metres, np.zeros(len(u), dtype=np.int8), np.zeros(len(u), dtype=ints))


def test_neighbours_without_a_crossing_are_told_why():
    squares = np.array([shapely.box(x, 0, x + 4, 4) for x in (0, 4, 8, 12)])
    four = Countries(("XA", "XB", "XC", "XD"), squares)
    graph = road_graph([((3.95, 1.0), (4.05, 1.0)), ((3.95, 2.0), (3.9, 2.0))])
    pairs = [("XA", "XB"), ("XB", "XC"), ("XC", "XD")]
    shut = [{"country_a": "XC", "country_b": "XD", "mode": "", "note": "shut since 1900"}]
    found = without_crossing(pairs, [], [graph], four, shut)
    assert [one["reason"] for one in found] == [
        "a road of the network crosses the border, but on one side leads nowhere",
        "no road or railway of the network lies in XC",
        "shut since 1900; no road or railway of the network lies in XC or XD",
    ]
    assert without_crossing(pairs[:1], [{"country_a": "XB", "country_b": "XA"}], [graph], four, []) == []


def row(name, lon, lat, status="open", mode="road"):
    return {"id": name, "country_a": "XA", "country_b": "XB", "mode": mode, "lon": lon, "lat": lat, "status": status,
            "gauge_a_mm": "", "gauge_b_mm": ""}  # fmt: skip


def test_a_crossing_takes_no_edge_that_is_much_too_short_to_run_through_it():
    graph = road_graph([((3.95, 1.0), (4.05, 1.0))])
    one = attach([row("far", "4.0", "1.1")], graph, COUNTRIES)[0]  # 11 km off an edge of 11 km
    assert (one.snap_km, one.reason) == (None, "no road of the network crosses XA–XB near it")
    longer = replace(graph, metres=graph.metres + 14_000)
    assert attach([row("far", "4.0", "1.1")], longer, COUNTRIES)[0].snap_km == pytest.approx(11.1, abs=0.1)


def test_a_crossing_splits_the_edge_that_crosses_the_border_nearest_to_it():
    graph = road_graph([((3.95, 1.0), (4.05, 1.0)), ((3.95, 2.0), (4.05, 2.0))])
    one = attach([row("near", 3.99, 1.03)], graph, COUNTRIES)[0]
    assert one.point == pytest.approx((4.0, 1.03), abs=0.001)  # the given point, moved to the border
    assert one.snap_km == pytest.approx(distance_km((4.0, 1.0), (4.0, 1.03)), abs=0.01)
    whole = distance_km((3.95, 1.0), (4.0, 1.03)) + distance_km((4.0, 1.03), (4.05, 1.0))
    assert sum(anchor.ends[0][1] for anchor in one.anchors) / 1000 == pytest.approx(whole, abs=0.01)
    assert [anchor.country for anchor in one.anchors] == [0, 1]


def test_a_crossing_far_from_a_long_edge_still_splits_it():
    graph = road_graph([((3.5, 1.0), (4.5, 1.4))])
    one = attach([row("far", 4.05, 1.1)], graph, COUNTRIES)[0]
    assert one.point == pytest.approx((4.0, 1.1), abs=0.002)  # the given point, moved to the border
    assert 10 < one.snap_km < 12
    assert sum(anchor.ends[0][1] for anchor in one.anchors) / 1000 >= distance_km((3.5, 1.0), (4.5, 1.4))


def test_each_edge_goes_to_one_crossing_and_the_rest_say_why():
    graph = road_graph([((3.95, 1.0), (4.05, 1.0))])
    found = attach([row("a", 4.0, 1.01), row("b", 4.0, 1.05), row("c", 4.0, 1.0, "planned")], graph, COUNTRIES)
    assert [one.snap_km is not None for one in found] == [True, False, False]
    assert found[1].reason == "no road of the network crosses XA–XB near it"
    assert found[2].reason == "planned: no line yet"


def test_hanging_a_gateway_splits_its_edge_and_keeps_its_length():
    line = cell("XA-road", [((0.0, 0.0), (1.0, 0.0))], {})
    foot = snap(line, (0.25, 0.1))
    assert isinstance(foot, Foot)
    assert foot.share == pytest.approx(0.25)
    assert foot.snap_km == pytest.approx(distance_km((0.25, 0.1), (0.25, 0.0)), rel=1e-3)
    hung = hang(line, "x", foot)
    assert hung.gateways == ("x",)
    first, second, connector = hung.metres.tolist()
    assert first + second == pytest.approx(int(line.metres[0]), abs=2)
    assert connector == pytest.approx(1000 * foot.snap_km, abs=1)


def test_the_pieces_of_a_split_edge_keep_its_shape_and_a_way_says_what_it_is_made_of():
    points = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0)]
    line = cell("XA-road", list(pairwise(points)), {"a": points[0], "b": points[2]})
    bent = replace(line, shape=np.array([Shape.NETWORK, Shape.PLACES], dtype=np.int8))
    hung = hang(bent, "x", snap(bent, (1.5, 0.1)))
    assert [DRAWN[one] for one in hung.shapes] == ["source", "places", "places", "join"]
    way = dict(drawn(hung, trace(hung, "a", "b", int(bent.metres.sum()))))
    assert way == pytest.approx({"source": 0.5, "places": 0.5}, abs=1e-3)
    short = dict(drawn(hung, trace(hung, "x", "b", int(hung.metres[-2:].sum()))))
    assert short == pytest.approx({"places": 55.6 / 66.7, "join": 11.1 / 66.7}, abs=1e-3)
    assert drawn(hung, (hung.node("a"),)) == ()


def test_the_shapes_of_the_build_have_a_word_each():
    assert [DRAWN[shape] for shape in Shape] == ["source", "waypoints", "places", "added", "join"]


@pytest.mark.parametrize(
    ("country", "mode", "gauge", "share"),
    [(code, Mode.ROAD, 0, 0.95) for code in ("BY", "KZ", "UZ", "AF", "PK", "TM", "TJ", "KG", "IR")]
    + [(code, Mode.RAIL, 1520, 0.95) for code in ("BY", "RU", "KZ", "UZ")]
    + [("PK", Mode.RAIL, 1676, 0.95), ("IR", Mode.RAIL, 1435, 0.95), ("TM", Mode.RAIL, 1520, 0.9)],
)
def test_the_shipped_cells_hold_together(country, mode, gauge, share):
    found = load_cell(co.load(), country, mode, gauge)
    size = len(found.lon)
    links = csr_matrix((np.ones(len(found.u)), (found.u, found.v)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    assert np.bincount(label).max() / size >= share


def test_no_shipped_edge_is_shorter_than_the_crow_flies():
    found = load_cell(co.load(), "KZ", Mode.ROAD)
    for edge in range(0, len(found.u), 7):
        a, b = ((float(found.lon[n]), float(found.lat[n])) for n in (found.u[edge], found.v[edge]))
        assert found.metres[edge] / 1000 >= distance_km(a, b) - 0.16  # points are kept to a milli-degree

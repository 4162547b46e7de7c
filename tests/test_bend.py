"""How edges are bent through waypoints and places, on drawn networks."""

from dataclasses import replace

import numpy as np
import pytest

from corridor.geo import distance_km
from tools.build_data.bend import Places, Spot, through_crossings, through_places, through_waypoints
from tools.build_data.chains import Shape
from tools.build_data.raw_networks import RawNetwork

ints = np.int32


def network(points, edges, longer=1.0):
    lon, lat = (np.array(points) * 1000).round().astype(ints).T
    u, v = np.array(edges, dtype=ints).T
    metres = np.array([round(longer * 1000 * distance_km(points[a], points[b])) for a, b in edges], dtype=ints)
    zero = np.zeros(len(edges), dtype=ints)
    return RawNetwork(lon, lat, u, v, metres, zero.astype(np.int8), zero)


def west_and_east(raw):
    """Two countries that meet at 4° E."""
    return (raw.lon >= 4000).astype(ints)


def waypoints(a, b, *points):
    ends = {"lon_a": a[0], "lat_a": a[1], "lon_b": b[0], "lat_b": b[1]}
    return [{**ends, "seq": i, "lon": lon, "lat": lat} for i, (lon, lat) in enumerate(points)]


def places(*points):
    lon, lat = np.array(points, dtype=float).T
    return Places(lon, lat, np.full(len(lon), 5000.0))


def drawn(raw):
    return {(float(x), float(y)) for x, y in zip(raw.lon / 1000, raw.lat / 1000, strict=True)}


def test_an_edge_takes_the_way_through_its_waypoints_from_either_end():
    raw = network([(1.0, 0.0), (3.0, 0.0)], [(0, 1)])
    bent = through_waypoints(raw, waypoints((3.0, 0.0), (1.0, 0.0), (2.5, 0.3), (1.5, 0.3)), west_and_east)
    assert set(bent.shape) == {Shape.WAYPOINTS}
    assert len(bent.u) == 3
    length = distance_km((1, 0), (1.5, 0.3)) + distance_km((1.5, 0.3), (2.5, 0.3)) + distance_km((2.5, 0.3), (3, 0))
    assert bent.metres.sum() == pytest.approx(1000 * length, abs=5)


def test_the_length_of_the_source_stays_where_it_is_longer():
    raw = network([(1.0, 0.0), (3.0, 0.0)], [(0, 1)], longer=1.5)
    bent = through_waypoints(raw, waypoints((1.0, 0.0), (3.0, 0.0), (2.0, 0.1)), west_and_east)
    assert bent.metres.sum() == pytest.approx(raw.metres.sum(), abs=5)


def test_an_added_line_keeps_its_gauge_and_may_run_either_way():
    raw = network([(3.0, 0.0), (1.0, 0.0)], [(1, 0)])
    raw = replace(raw, gauge=np.array([1000], dtype=ints))
    bent = through_waypoints(raw, waypoints((1.0, 0.0), (3.0, 0.0), (2.0, 0.1)), west_and_east)
    assert bent.gauge.tolist() == [1000, 1000]
    assert (2.0, 0.1) in drawn(bent)


def test_waypoints_of_an_edge_that_is_not_there_are_an_error():
    raw = network([(1.0, 0.0), (3.0, 0.0)], [(0, 1)])
    with pytest.raises(ValueError, match=r"no edge joins 1\.0 0\.0 and 2\.0 0\.0"):
        through_waypoints(raw, waypoints((1.0, 0.0), (2.0, 0.0), (1.5, 0.1)), west_and_east)


def test_a_bend_does_not_leave_the_countries_of_its_ends():
    raw = network([(3.0, 0.0), (3.9, 1.0), (5.0, 2.0)], [(0, 1), (1, 2)])
    rows = waypoints((3.0, 0.0), (3.9, 1.0), (3.5, 0.6), (4.1, 0.8))
    rows += waypoints((3.9, 1.0), (5.0, 2.0), (4.2, 1.2), (3.95, 1.4), (4.6, 1.7))
    bent = through_waypoints(raw, rows, west_and_east)
    assert (3.5, 0.6) in drawn(bent)
    assert {(4.1, 0.8), (3.95, 1.4)} & drawn(bent) == set()  # over the border and back again
    assert {(4.2, 1.2), (4.6, 1.7)} <= drawn(bent)


FAR = [(3.0, 0.0), (5.0, 0.0)]


def test_an_edge_over_the_border_takes_the_way_through_its_crossing():
    raw = network(FAR, [(0, 1)], longer=1.1)  # long enough for the 33 km that the crossing lies off its chord
    bent = through_crossings(raw, {(0, 1): [Spot((4.0, 0.3), 1.0)]}, west_and_east)
    assert (4.0, 0.3) in drawn(bent)
    assert bent.metres.sum() == pytest.approx(raw.metres.sum(), abs=5)
    assert set(bent.shape) == {Shape.WAYPOINTS}


@pytest.mark.parametrize(
    ("longer", "spot"),
    [
        (1.0, Spot((4.0, 0.4), 1.0)),  # the way through it is 8 % longer than the edge
        (1.1, Spot((4.0, 0.3), 40.0)),  # its point may be farther off than the chord
        (1.1, Spot((4.0, 0.005), 0.2)),  # the chord all but passes through it
        (1.1, Spot((4.0, 0.3), float("inf"))),
    ],
)
def test_another_crossing_leaves_the_edge_straight(longer, spot):
    raw = network(FAR, [(0, 1)], longer=longer)
    assert len(through_crossings(raw, {(0, 1): [spot]}, west_and_east).u) == 1


def test_of_two_edges_over_a_border_each_takes_its_own_crossing():
    raw = network([*FAR, (3.0, 1.0), (5.0, 1.0)], [(0, 1), (2, 3)], longer=1.1)
    spots = [Spot((4.0, 1.2), 1.0), Spot((4.0, 0.2), 1.0)]
    bent = through_crossings(raw, {(0, 1): spots}, west_and_east)
    new = {tuple(sorted((int(u), int(v)))) for u, v in zip(bent.u, bent.v, strict=True)}
    points = list(zip(bent.lon / 1000, bent.lat / 1000, strict=True))
    at = [points.index(point) for point in ((4.0, 0.2), (4.0, 1.2))]
    assert new == {(0, at[0]), (1, at[0]), (2, at[1]), (3, at[1])}


def test_a_bend_keeps_the_gauge_and_the_source_of_its_edge():
    raw = network(FAR, [(0, 1)], longer=1.1)
    own = replace(raw, gauge=np.array([1520], dtype=ints), shape=np.array([Shape.ADDED], dtype=np.int8))
    bent = through_crossings(own, {(0, 1): [Spot((4.0, 0.3), 1.0)]}, west_and_east)
    assert (set(bent.gauge), set(bent.shape)) == ({1520}, {Shape.ADDED})


def test_places_along_an_edge_bend_it_where_they_earn_their_place():
    raw = network([(1.0, 0.0), (2.0, 0.0)], [(0, 1)], longer=1.02)
    along = places((1.3, 0.03), (1.6, 0.05))
    bent = through_places(raw, along, frozenset({0}), west_and_east)
    assert {(1.3, 0.03), (1.6, 0.05)} <= drawn(bent)
    assert set(bent.shape) == {Shape.PLACES}


@pytest.mark.parametrize(
    ("longer", "points"),
    [(1.0, [(1.5, 0.2)]), (1.02, [(1.05, 0.01)]), (1.02, [(1.5, 0.9)])],
    ids=["no room for the detour", "all the rest in one hop", "far off"],
)
def test_other_places_leave_the_edge_straight(longer, points):
    raw = network([(1.0, 0.0), (2.0, 0.0)], [(0, 1)], longer=longer)
    same = through_places(raw, places(*points), frozenset({0}), west_and_east)
    assert set(same.shape) == {Shape.NETWORK}
    assert len(same.u) == 1


def test_places_count_only_in_the_countries_that_were_measured():
    raw = network([(1.0, 0.0), (2.0, 0.0)], [(0, 1)], longer=1.02)
    same = through_places(raw, places((1.5, 0.03)), frozenset({1}), west_and_east)
    assert len(same.u) == 1

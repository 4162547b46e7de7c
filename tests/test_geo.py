from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from corridor.errors import BadValueError
from corridor.geo import (
    EARTH_RADIUS_KM,
    check_point,
    distance_km,
    distances_km,
    split_antimeridian,
)

MINSK = (27.5667, 53.9)
KARACHI = (67.01, 24.86)

lons = st.floats(-180, 180)
lats = st.floats(-90, 90)
points = st.tuples(lons, lats)
lines = st.lists(points, min_size=2, max_size=12).map(tuple)


def test_a_degree_of_latitude_is_111_km():
    assert distance_km((27.0, 50.0), (27.0, 51.0)) == pytest.approx(111.195, abs=0.001)


@given(points, points)
def test_distance_is_within_six_per_mille_of_the_ellipsoid(a, b):
    ellipsoid_km = Geod(ellps="WGS84").inv(*a, *b)[2] / 1000
    assert distance_km(a, b) == pytest.approx(ellipsoid_km, rel=0.006, abs=1e-3)


def test_the_shorter_way_crosses_the_antimeridian():
    assert distance_km((179.5, 0.0), (-179.5, 0.0)) == pytest.approx(111.195, abs=0.001)


@given(points, points, points)
def test_distance_is_a_metric(a, b, c):
    half_round = np.pi * EARTH_RADIUS_KM
    assert distance_km(a, a) == 0
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-6)
    assert 0 <= distance_km(a, b) <= half_round + 1e-6
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 1e-4


@given(st.lists(st.tuples(points, points), min_size=1, max_size=8))
def test_arrays_agree_with_single_distances(pairs):
    (lon1, lat1), (lon2, lat2) = (np.array(side).T for side in zip(*pairs, strict=True))
    one_by_one = [distance_km(a, b) for a, b in pairs]
    assert distances_km(lon1, lat1, lon2, lat2) == pytest.approx(one_by_one, rel=1e-9, abs=1e-6)


def test_one_point_is_measured_to_many():
    assert distances_km(0.0, 0.0, np.array([0.0, 1.0]), np.zeros(2)) == pytest.approx([0, 111.195], abs=0.001)


@given(lons, lats)
def test_every_point_on_earth_passes(lon, lat):
    assert check_point(lon, lat) == (lon, lat)


@pytest.mark.parametrize("bad", [(181, 0), (0, 91), (float("nan"), 0), (0, float("inf")), (-200, -95)])
def test_a_point_off_the_earth_is_refused_with_its_value(bad):
    with pytest.raises(BadValueError, match="longitude first") as caught:
        check_point(*bad)
    assert all(f"{value:g}" in str(caught.value) for value in bad)


def test_swapped_coordinates_are_recognised():
    with pytest.raises(BadValueError, match=r"latitude 120 is not within -90…90.*give '120,30'"):
        check_point(30, 120)


def test_no_swap_is_proposed_that_would_not_help():
    with pytest.raises(BadValueError) as caught:
        check_point(200, 100)
    assert "swapped" not in str(caught.value)


def test_a_line_that_stays_on_one_side_is_its_only_piece():
    assert split_antimeridian((MINSK, KARACHI)) == ((MINSK, KARACHI),)


def test_a_line_is_cut_at_the_antimeridian():
    pieces = split_antimeridian(((170.0, 10.0), (-170.0, 20.0)))
    assert pieces == (((170.0, 10.0), (180.0, 15.0)), ((-180.0, 15.0), (-170.0, 20.0)))


def test_a_line_that_runs_past_180_is_wrapped_and_cut():
    pieces = split_antimeridian(((170.0, 10.0), (190.0, 20.0)))
    assert pieces == (((170.0, 10.0), (180.0, 15.0)), ((-180.0, 15.0), (-170.0, 20.0)))


def test_a_line_that_starts_on_the_antimeridian_has_no_stub():
    assert split_antimeridian(((180.0, 1.0), (-179.0, 2.0))) == (((-180.0, 1.0), (-179.0, 2.0)),)


@pytest.mark.parametrize("line", [(), (MINSK,)])
def test_lines_too_short_to_cut_come_back(line):
    assert split_antimeridian(line) == (line,)


@given(lines)
def test_pieces_stay_on_their_side_and_keep_the_ends(line):
    pieces = split_antimeridian(line)
    for piece in pieces:
        assert all(abs(b[0] - a[0]) <= 180 for a, b in pairwise(piece))
    ends = (pieces[0][0], pieces[-1][-1])
    for end, given_end in zip(ends, (line[0], line[-1]), strict=True):
        assert distance_km(end, given_end) < 1e-6

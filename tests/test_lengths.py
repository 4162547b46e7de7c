"""Lengths beside published ones. The aggregates are pinned: worse is a defect, better moves the pin."""

import numpy as np
import pytest

import corridor as co
from benchmarks.lengths import MOUNTAIN, published
from corridor.geo import schematic_share
from corridor.model import Mode
from corridor.network import load_cell
from corridor.rates import rates
from corridor.traces import roughness

WORLD = co.load()


@pytest.fixture(scope="module")
def known():
    return published(WORLD)


@pytest.mark.parametrize(("mode", "pairs", "median", "p90"), [("road", 15, 0.036, 0.055), ("rail", 10, 0.019, 0.045)])
def test_published_lengths(known, mode, pairs, median, p90):
    own = [one for one in known if one.mode == mode]
    errors = np.abs([one.km / one.known - 1 for one in own])
    assert len(errors) >= pairs
    assert np.median(errors) <= median
    assert np.quantile(errors, 0.9) <= p90


def test_published_lengths_lie_inside_their_ranges(known):
    assert [one for one in known if not one.inside] == []


def test_published_lengths_of_mountain_roads_lie_inside_their_ranges():
    found = published(WORLD, MOUNTAIN)
    assert len(found) >= 9
    assert [one for one in found if not one.inside] == []


def test_a_range_reaches_farther_up_the_rougher_the_terrain_and_down_by_the_same():
    own = rates(WORLD)
    flat, hills, peaks = (own.distance(Mode.ROAD, "PK", 100_000, rough_m) for rough_m in (0.0, 100.0, 300.0))
    assert {one.value for one in (flat, hills, peaks)} == {100.0}
    assert len({one.low for one in (flat, hills, peaks)}) == 1
    assert flat.high < hills.high < peaks.high
    assert peaks.high - flat.high == pytest.approx(3 * (hills.high - flat.high))


def test_without_a_way_the_roughness_is_the_mean_of_the_country():
    own = rates(WORLD)
    assert own.distance(Mode.ROAD, "TJ", 1000.0).high > own.distance(Mode.ROAD, "TJ", 1000.0, 100.0).high
    assert own.distance(Mode.RAIL, "TJ", 1000.0).high == own.distance(Mode.RAIL, "TJ", 1000.0, 300.0).high


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_has_a_range_and_says_on_what_ground(mode):
    figure = rates(WORLD).distance(mode, "", 1_000_000)
    assert figure.low < figure.value < figure.high
    assert [row["source"] for row in WORLD.rows("lengths") if (row["mode"], row["country"]) == (mode.value, "")]


@pytest.mark.parametrize("country", ["PK", "TJ", "NL"])
def test_every_node_of_a_road_has_its_roughness(country):
    cell = load_cell(WORLD, country, Mode.ROAD)
    assert WORLD.table("roughness", ("rough_m",), cell=cell.id).num_rows == len(cell.lon)
    ends = cell.u[0], cell.v[0]
    assert 0 <= roughness(WORLD, cell, (int(ends[0]), int(ends[1]))) <= 600


def test_what_is_drawn_straight_over_long_stretches_is_schematic():
    assert schematic_share(((0.0, 0.0), (0.2, 0.0), (0.4, 0.0))) == 0
    assert schematic_share(((0.0, 0.0), (0.2, 0.0), (0.8, 0.0))) == pytest.approx(0.75, abs=0.001)
    assert schematic_share(((0.0, 0.0),)) == 0

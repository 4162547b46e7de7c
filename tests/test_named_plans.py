"""Every named corridor plans by its id, or says in one line why it does not."""

from itertools import pairwise

import pytest

import corridor as co
from corridor.errors import CorridorError
from corridor.model import Mode, StopKind
from tests.shipped import rows

DAY = "2026-11-24"
REFUSED = {
    "ah76": "Kabul is both start and end; name another with --from or --to",
}
"""in one country, of which the capital is both the default start and, far from any sea, the default end"""
BY_RAIL = {
    "titr": "no railway crosses Kazakhstan–Azerbaijan",
    "tar-main": "Kabul lies more than 25 km from any railway of Afghanistan",
    "cku": "no railway crosses China–Kyrgyzstan; planned railways that would close the gap: China-Kyrgyzstan-Uzbekistan",
    "itie": "no railway inside Turkey leads on to the destination",
    "lapis-lazuli": "no railway crosses Turkmenistan–Azerbaijan",
    "ah2": "no railway crosses Indonesia–Singapore",
}
NAMED = {row["id"]: tuple(row["sequence"].split(">")) for row in rows("named_corridors")}


@pytest.fixture(scope="module")
def world():
    return co.load()


def test_there_are_all_of_them():
    assert len(NAMED) == 41
    assert REFUSED.keys() | BY_RAIL.keys() <= NAMED.keys()


@pytest.mark.parametrize("name", NAMED)
def test_a_named_corridor_plans_by_its_id(world, name):
    if name in REFUSED:
        with pytest.raises(CorridorError) as caught:
            co.plan(name, world=world, k=1, as_of=DAY)
        assert str(caught.value) == REFUSED[name]
        return
    plan = co.plan(name, world=world, k=1, as_of=DAY)
    assert tuple(country.code for country in plan.sequence) == NAMED[name]
    passed = [stop.countries for stop in plan.best.stops if stop.kind is StopKind.CLEARANCE]
    sailed = sum(leg.mode is Mode.SEA for leg in plan.best.legs)
    assert len(passed) + sailed == len(NAMED[name]) - 1
    assert [pair for pair in pairwise(NAMED[name]) if pair in passed] == passed


def test_the_one_that_is_refused_plans_between_its_own_ends(world):
    assert (
        co.plan("ah76", world=world, k=1, as_of=DAY, start="Pul-e Khumri", end="Herat").best.totals.distance.value > 700
    )


@pytest.mark.parametrize("name", BY_RAIL)
def test_by_rail_the_gap_is_told_in_one_line(world, name):
    with pytest.raises(CorridorError) as caught:
        co.plan(name, world=world, k=1, as_of=DAY, mode="rail")
    assert str(caught.value).startswith(BY_RAIL[name])
    assert "\n" not in str(caught.value)


def test_the_middle_corridor_sails_the_caspian(world):
    best = co.plan("titr", world=world, k=1, as_of=DAY).best
    assert [(leg.start[:2], leg.end[:2]) for leg in best.legs if leg.mode is Mode.SEA] == [("KZ", "AZ")]


def test_the_eastern_branch_of_the_north_south_corridor_ends_over_the_sea(world):
    best = co.plan("instc-east", world=world, k=1, as_of=DAY).best
    assert (best.legs[-1].mode, best.legs[-1].start[:2], best.destination.country) == (Mode.SEA, "IR", "IN")

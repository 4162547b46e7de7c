"""The scorecard by hand, and the examples in the docstrings."""

import doctest
import json

import pytest

import corridor as co
from corridor import scoring
from corridor.io import to_json
from corridor.model import Basis, Container, Figure, Mode
from tests.drawn import drawn_world

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("score") / "w")


def ask(world, sequence="XA-XB", **terms):
    return co.plan(sequence, world=world, as_of=DAY, **terms)


def test_the_examples_of_the_docstrings():
    found = doctest.testmod(scoring, extraglobs={"Figure": Figure, "Basis": Basis})
    assert found.attempted >= 7
    assert not found.failed


def test_costs_by_kind_and_shares_of_time_add_up(world):
    for corridor in ask(world, k=8).corridors:
        card = corridor.totals
        kinds = (card.transport_cost, card.border_cost, card.transfer_cost)
        assert sum(one.value for one in kinds) == pytest.approx(card.cost.value)
        assert sum(card.time_shares) == pytest.approx(1)
        assert card.tfi4_kph == card.swd_kph <= card.swod_kph
        assert card.tfi1_h == pytest.approx(card.border.value / card.borders)
        assert card.generalised is None


def test_tank_and_well_add_up_to_the_last_decimal(world):
    told = json.loads(to_json(ask(world, k=8)))
    for corridor in told["corridors"]:
        for part in (corridor["totals"], *corridor["legs"]):
            if part.get("co2e_ttw_kg") is not None:
                assert round(part["co2e_ttw_kg"] + part["co2e_wtt_kg"], 2) == part["co2e_kg"]
        totals = corridor["totals"]
        assert round(totals["transport_usd"] + totals["border_usd"] + totals["transfer_usd"], 2) == totals["cost_usd"]


def test_generalised_cost_by_hand(world):
    best = ask(world, value_of_time=10).best.totals
    assert best.generalised.value == pytest.approx(best.cost.value + 10 * best.time.value)
    assert best.generalised.low == pytest.approx(best.cost.low + 10 * best.time.low)


def test_the_value_of_time_changes_no_answer(world):
    assert [c.via for c in ask(world).corridors] == [c.via for c in ask(world, value_of_time=500).corridors]


@pytest.mark.parametrize("worth", [-1, float("nan"), 1e9])
def test_a_value_of_time_that_is_none_is_refused(world, worth):
    with pytest.raises(co.CorridorError, match="the value of time must be from 0 to"):
        ask(world, value_of_time=worth)


def test_by_country_and_by_mode_add_up(world):
    for corridor in ask(world, "XA-XB-XC", end="Farville", k=5).corridors:
        for tallies in (scoring.by_country(corridor), scoring.by_mode(corridor)):
            assert sum(one.share for one in tallies) == pytest.approx(1)
            assert sum(one.distance.value for one in tallies) == pytest.approx(corridor.totals.distance.value)
            assert sum(one.transport_cost.value for one in tallies) == pytest.approx(
                corridor.totals.transport_cost.value
            )
        assert [one.key for one in scoring.by_country(corridor)][-2:] == ["", "XC"]
        assert Mode.SEA.value in [one.key for one in scoring.by_mode(corridor)]


def test_boxes_of_a_cargo():
    assert [Container.FT20.teu(t) for t in (1, 28, 29, 57)] == [1, 1, 2, 3]
    assert [Container.FT40.teu(t) for t in (1, 26, 27)] == [2, 2, 4]

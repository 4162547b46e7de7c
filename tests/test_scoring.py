"""The scorecard by hand, and the examples in the docstrings."""

import doctest
import json
from decimal import Decimal

import pytest

import corridor as co
from corridor import emissions, scoring
from corridor.figures import total
from corridor.io import to_json, to_markdown
from corridor.model import Basis, Container, Figure, Mode, scorecard
from corridor.tallies import by_country, by_mode
from tests.drawn import drawn_world

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("score") / "w")


def ask(world, sequence="XA-XB", **terms):
    return co.plan(sequence, world=world, as_of=DAY, **terms)


@pytest.mark.parametrize("module", [emissions, scorecard, scoring])
def test_the_examples_of_the_docstrings(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_costs_by_kind_and_shares_of_time_add_up(world):
    for corridor in ask(world, k=8).corridors:
        card = corridor.totals
        kinds = (card.transport_cost, card.border_cost, card.transfer_cost)
        assert sum(one.value for one in kinds) == pytest.approx(card.cost.value)
        assert sum(card.time_shares) == pytest.approx(1)
        assert card.tfi4.value == card.swd.value <= card.swod.value
        assert card.tfi1.value == pytest.approx(card.border.value / card.borders)
        assert card.generalised is None


def test_tank_and_well_add_up_to_the_last_decimal(world):
    told = json.loads(to_json(ask(world, k=8)))
    for corridor in told["corridors"]:
        for part in (corridor["totals"], *corridor["legs"]):
            if part.get("co2e_ttw_kg") is not None:
                assert round(part["co2e_ttw_kg"] + part["co2e_wtt_kg"], 2) == part["co2e_kg"]
        totals = corridor["totals"]
        assert round(totals["transport_usd"] + totals["border_usd"] + totals["transfer_usd"], 2) == totals["cost_usd"]


def test_tank_and_well_add_up_at_the_ends_too(shipped):
    for corridor in json.loads(to_json(co.plan("BY-RU-KZ-UZ", world=shipped, mode="rail", as_of=DAY)))["corridors"]:
        for part in (corridor, *corridor["legs"]):
            figures = part["figures"]
            for end in ("value", "low", "high"):
                whole, ttw, wtt = (figures[name][end] for name in ("co2e_kg", "co2e_ttw_kg", "co2e_wtt_kg"))
                assert whole == pytest.approx(ttw + wtt, abs=0.011)


RATIOS = ("swod", "swd", "tfi1", "tfi2", "tfi3", "tfi4", "intensity", "circuity")


def test_every_indicator_is_a_figure_with_its_range_and_basis(world):
    for corridor in ask(world, "XA-XB-XC", end="Farville", k=5).corridors:
        card = corridor.totals
        for name in RATIOS:
            one = getattr(card, name)
            assert one.low < one.value < one.high
        assert card.swd.basis is card.time.basis is Basis.ASSUMED  # the borders are
        assert card.swod.basis is not Basis.ASSUMED
        assert set(card.swd.sources) == {*card.time.sources, *card.distance.sources}


def test_the_range_of_a_ratio_has_the_length_as_planned(world):
    """A road of 50 km/h, from 25 to 100, with lengths of ±10 %: SWOD from 25 to 100, whatever the length."""
    card = ask(world, mode="road", end="Endton").best.totals
    assert (card.swod.value, card.swod.low, card.swod.high) == pytest.approx((50, 25, 100))
    km, border = card.distance.value, card.border
    assert (card.swd.low, card.swd.high) == pytest.approx((km / (km / 25 + border.high), km / (km / 100 + border.low)))
    assert card.tfi3.low == pytest.approx((km * 1 + card.border_cost.low) * 500 / km)
    assert (card.intensity.low, card.intensity.high) == pytest.approx((50, 200))


@pytest.fixture(scope="module")
def shipped():
    return co.load()


def test_a_real_plan_s_json_has_a_range_for_every_indicator(shipped):
    plan = co.plan("UZ-AF-PK", world=shipped, as_of=DAY, container="20")
    for corridor in json.loads(to_json(plan))["corridors"]:
        names = [
            "circuity", "swod_kph", "swd_kph", "tfi1_h", "tfi2_usd", "tfi3_usd", "tfi4_kph", "g_per_tkm",
            "usd_per_teu", "co2e_kg_per_teu",
        ]  # fmt: skip
        for name in names:
            one = corridor["figures"][name]
            assert one["low"] <= one["value"] <= one["high"]
            assert one["value"] == corridor["totals"][name]
            assert one["sources"]
        assert corridor["figures"]["tfi1_h"]["basis"] == corridor["figures"]["border_h"]["basis"]
        assert corridor["totals"]["co2e_hubs_kg"] is None
        assert {stop["co2e_kg"] for stop in corridor["stops"]} == {None}


def test_a_sum_of_nothing_rests_on_nothing(world):
    told = json.loads(to_json(ask(world, mode="road", end="Endton", k=1)))["corridors"][0]
    for name in ("terminal_h", "transfer_usd"):
        one = told["figures"][name]
        assert (one["value"], one["basis"], one["sources"], one["as_of"]) == (0, "derived", [], None)
    assert total([Figure(1, 1, 1, "h", Basis.MEASURED, ("a",)), total([], "h")], "h").basis is Basis.MEASURED


def test_well_to_tank_by_rail_says_what_its_low_end_is(shipped):
    leg = co.plan("BY-RU", world=shipped, mode="rail", as_of=DAY).best.legs[0]
    assert leg.wtt.low == pytest.approx(leg.co2e.low - leg.ttw.low) != 0
    assert set(leg.wtt.sources) == set(leg.co2e.sources)
    assert "low end is 0" not in leg.wtt.note
    assert "hydro" in leg.wtt.note


def test_no_way_is_shorter_than_the_great_circle(shipped):
    best = co.plan("IE", world=shipped, mode="road", objective="distance", as_of=DAY).best
    circuity = best.totals.circuity
    assert 1 == circuity.low == circuity.value <= circuity.high
    assert "off the network" in circuity.note


def test_what_the_factors_assume_of_the_load_is_told(world):
    told = json.loads(to_json(ask(world, "XA-XB-XC", end="Farville", k=5)))
    loads = {one["mode"]: one["load_factor"] for corridor in told["corridors"] for one in corridor["by_mode"]}
    assert loads["road"] == pytest.approx(0.679)
    assert loads["sea"] is None
    road = next(one for one in told["corridors"][0]["by_mode"] if one["mode"] == "road")["figures"]["load_factor"]
    assert (road["low"], road["high"]) == (0.5, 1)
    with_words = [
        line for line in ask(world, cargo_t=0.001).warnings if "share of vehicles with an average load" in line
    ]
    assert with_words == [
        "emissions of 0.001 t are its share of vehicles with an average load; a vehicle of its own would emit more for it"
    ]
    assert not [line for line in ask(world, cargo_t=12).warnings if "average load" in line]


def test_a_rail_leg_says_what_is_not_known_of_it(world):
    for leg in ask(world, mode="rail", end="Endton").best.legs:
        assert leg.co2e.note.endswith("which part of this leg has electric trains is not known")


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
        for found in (by_country(corridor), by_mode(corridor)):
            assert sum(one.share for one in found) == pytest.approx(1)
            assert sum(one.distance.value for one in found) == pytest.approx(corridor.totals.distance.value)
            assert sum(one.transport_cost.value for one in found) == pytest.approx(corridor.totals.transport_cost.value)
        assert [one.key for one in by_country(corridor)][-2:] == ["", "XC"]
        assert Mode.SEA.value in [one.key for one in by_mode(corridor)]


SUMS = (
    "distance", "moving", "border", "terminal", "time", "cost", "co2e", "transport_cost", "border_cost", "transfer_cost",
)  # fmt: skip


def whole_in_countries(corridor):
    """Check that what the countries take adds up to what the corridor takes, at the ends too."""
    found = by_country(corridor)
    for name in SUMS:
        parts, whole = [getattr(one, name) for one in found], getattr(corridor.totals, name)
        for end in ("value", "low", "high"):
            assert sum(getattr(one, end) for one in parts) == pytest.approx(getattr(whole, end)), name
    sides = sum(one.sides for one in found)
    assert sides == 2 * sum(stop.kind.value == "clearance" for stop in corridor.stops)
    assert sum(one.tfi1.value * one.sides for one in found if one.tfi1) == pytest.approx(corridor.totals.border.value)
    if corridor.totals.tfi1:
        mean = sum(one.tfi1.value * one.sides for one in found if one.tfi1) / (sides / 2)
        assert mean == pytest.approx(corridor.totals.tfi1.value)
    hours = sum(one.distance.value / one.swd.value for one in found if one.swd)
    still = sum(one.time.value for one in found if not one.swd)
    assert hours + still == pytest.approx(corridor.totals.time.value)


@pytest.mark.parametrize("terms", [{}, {"mode": "rail", "end": "Endton"}, {"cargo_t": 7.3}, {"sea": "always"}])
def test_what_the_countries_take_adds_up_to_the_whole(world, terms):
    for corridor in ask(world, k=8, **terms).corridors:
        whole_in_countries(corridor)
    if "mode" not in terms:
        for corridor in ask(world, "XA-XB-XC", **{**terms, "end": "Farville"}, k=8).corridors:
            whole_in_countries(corridor)


def test_a_delay_of_a_border_is_shared_by_both_sides(world, tmp_path):
    for amount in ("hours = 10", "factor = 3"):
        path = tmp_path / "late.toml"
        path.write_text(f'name = "Late"\nas_of = {DAY}\n[[delay]]\nid = "xa-xb-north"\n{amount}\n', encoding="utf-8")
        for corridor in ask(world, mode="road", end="Endton", scenario=path).corridors:
            whole_in_countries(corridor)


SUMMED = (
    "distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "transport_usd", "border_usd",
    "transfer_usd", "co2e_kg", "co2e_ttw_kg", "co2e_wtt_kg", "generalised_usd",
)  # fmt: skip
MOVED = ("distance_km", "moving_h", "transport_usd", "co2e_kg", "co2e_ttw_kg", "co2e_wtt_kg")


def decimals(parts, name, end):
    return sum(Decimal(str(one["figures"][name][end])) for one in parts)


@pytest.mark.parametrize("sequence", ["CN-KZ-RU-BY", "IN-AE-IR-TM"])
@pytest.mark.parametrize("terms", [{}, {"value_of_time": 7.77, "container": "40", "cargo_t": 33.3}])
def test_printed_countries_and_modes_add_up_to_printed_totals_to_the_last_decimal(shipped, sequence, terms):
    for corridor in json.loads(to_json(co.plan(sequence, world=shipped, as_of=DAY, k=6, **terms)))["corridors"]:
        figures, totals, countries = corridor["figures"], corridor["totals"], corridor["by_country"]
        for end in ("value", "low", "high"):
            for name in SUMMED if terms else SUMMED[:-1]:
                assert decimals(countries, name, end) == Decimal(str(figures[name][end])), name
            for name in MOVED:
                assert decimals(corridor["by_mode"], name, end) == Decimal(str(figures[name][end])), name
        for name in SUMMED:
            assert totals[name] == (figures[name] or {"value": None})["value"]
        for stop in corridor["stops"]:
            for name in ("time_h", "cost_usd") if "sides" in stop else ():
                assert sum(Decimal(str(side[name])) for side in stop["sides"]) == Decimal(str(stop[name]))
        for one in countries:
            assert {"g_per_tkm", "time_shares", *(["usd_per_teu", "co2e_kg_per_teu"] if terms else [])} <= set(one)
        if terms:
            worth = totals["cost_usd"] + totals["time_h"] * terms["value_of_time"]
            assert totals["generalised_usd"] == pytest.approx(worth, abs=0.2)


@pytest.mark.parametrize("sequence", ["BY-RU-KZ-UZ-AF-PK", "CN-KZ-RU-BY-PL", "IN-AE-IR-TM"])
def test_so_it_does_on_real_ways(shipped, sequence):
    plan = co.plan(sequence, world=shipped, as_of=DAY)
    for corridor in plan.corridors:
        whole_in_countries(corridor)
    told = json.loads(to_json(plan))["corridors"][0]
    for name in ("border_h", "terminal_h", "time_h", "border_usd", "cost_usd", "distance_km"):
        assert sum(one[name] for one in told["by_country"]) == pytest.approx(told["totals"][name], abs=0.05)
    assert {"tfi1_h", "tfi2_usd", "tfi3_usd", "tfi4_kph", "swod_kph", "swd_kph"} <= set(told["by_country"][0])


def test_the_report_has_a_row_for_each_country(world):
    plan = ask(world, "XA-XB-XC", end="Farville")
    report = to_markdown(plan)
    table = report[report.index("## A by country") :].split("\n\n")[1].splitlines()
    assert [line.split("|")[1].strip() for line in table[2:]] == ["Aland", "Beland", "at sea", "Celand"]
    assert "~" in table[2]


def test_a_table_of_features_has_no_nested_values(world):
    table = co.to_gdf(ask(world).best)
    assert not {"sides", "figures"} & set(table.columns)


def test_boxes_of_a_cargo():
    assert [Container.FT20.teu(t) for t in (1, 28, 29, 57)] == [1, 1, 2, 3]
    assert [Container.FT40.teu(t) for t in (1, 26, 27)] == [2, 2, 4]

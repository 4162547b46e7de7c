"""Figures: which source is taken for a border, and how ranges and bases add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.catalog import details
from corridor.errors import DataError
from corridor.figures import total, weakest
from corridor.gateways import crossings
from corridor.model import Basis, Figure, Mode
from corridor.rates import rates
from corridor.scenario import dated
from tests.drawn import drawn_world, write_csv
from tools.build_data.border_sides import border_sides
from tools.build_data.provenance import read_csv
from tools.build_data.sources import INPUTS

WORLD = co.load()


def side(crossing, country, direction):
    return rates(WORLD).side(crossings(WORLD)[crossing], country, direction)


@pytest.mark.parametrize(
    ("crossing", "country", "direction", "hours", "basis"),
    [
        ("af-pk-spin-boldak-chaman", "PK", "outbound", 54.0, "measured"),  # CPMM 2022, that post
        ("af-pk-torkham", "AF", "outbound", 24.2, "measured"),  # CPMM 2020, either direction
        ("af-pk-ghulam-khan", "PK", "outbound", 28.2, "derived"),  # CPMM 2022, Pakistan's mean
        ("by-ru-redki-krasnaya-gorka", "RU", "inbound", 0.5, "assumed"),  # Union State
        ("ru-kz-sagarchin-zhaisan", "KZ", "inbound", 2.4, "assumed"),  # EAEU: not Kazakhstan's mean of customs borders
        ("ru-kz-iletsk-zhaisan-rail", "KZ", "inbound", 4.0, "assumed"),  # not 78 h, the mean of gauge-change stations
        ("kz-cn-altynkol-khorgos-rail", "KZ", "inbound", 78.0, "derived"),  # here it is
        ("ir-tr-bazargan-gurbulak", "TR", "inbound", 15.1, "assumed"),  # CAREC's mean
    ],
)
def test_the_best_available_time_of_a_border_side(crossing, country, direction, hours, basis):
    found = side(crossing, country, direction)
    time, cost = found.time, found.cost
    assert (time.value, time.basis) == (hours, basis)
    assert time.low <= time.value <= time.high
    assert cost.value >= 0


def test_the_range_of_a_side_holds_every_time_and_cost_published_of_it():
    for row in WORLD.rows("border_times"):
        if row["gateway"] not in crossings(WORLD):
            continue
        for way in ("inbound", "outbound") if row["direction"] == "all" else (row["direction"],):
            found = side(row["gateway"], row["country"], way)
            for rate, text in ((found.time, row["time_h"]), (found.cost, row["cost_usd"])):
                assert not text or rate.low <= float(text) <= rate.high, row
                assert not text or row["source"] in rate.sources or rate.low < float(text) < rate.high, row


def test_a_value_that_contradicts_a_side_widens_its_range_and_is_named():
    found = side("af-pk-torkham", "AF", "inbound")  # 24.2 h for both directions; 4.2 h was printed for this one
    assert (found.time.value, found.time.low, found.time_step) == (24.2, 4.2, "crossing")
    assert "published of this post: 4.2 h (2020)" in found.time.note
    assert side("af-pk-torkham", "AF", "outbound").time.low == 12.1
    claimed = side("kz-uz-kazygurt-najimov", "KZ", "inbound")  # no mean of the post: Kazakhstan's stands in
    assert (claimed.time_step, claimed.time.low) == ("country", 0.5)


@pytest.mark.parametrize(
    ("crossing", "country", "step"),
    [
        ("mx-us-brownsville-rail", "US", "elsewhere"),  # 1435 mm on both sides: no member of the mean has it
        ("kz-uz-saryagash-keles-rail", "KZ", "same-gauge"),
        ("ru-az-samur-yalama-rail", "RU", "same-gauge"),  # 1520 mm, though Russia is no member
    ],
)
def test_the_mean_of_one_gauge_is_taken_by_railways_of_that_gauge_only(crossing, country, step):
    found = side(crossing, country, "inbound")
    assert (found.time_step, found.cost_step) == (step, step)
    assert found.time.basis is Basis.ASSUMED
    if step == "elsewhere":
        assert found.time.low <= found.time.value / 19
        assert found.time.high >= 2.9 * found.time.value


def test_a_border_that_nothing_is_known_of_takes_a_mean_of_its_kind_with_a_wide_range():
    rows = [row for row in border_sides() if row["scope"] == "elsewhere"]
    assert {(row["mode"], row["gauge_break"]) for row in rows} == {("road", "any"), ("rail", "any"), ("rail", "no")}
    assert all(row["basis"] == "assumed" and "no figure of this border is known" in row["note"] for row in rows)
    smooth, broken = ({row["gauge_break"]: row for row in rows if row["mode"] == "rail"}[key] for key in ("no", "any"))
    assert smooth["time_h"] < broken["time_h"]
    assert "CAREC" not in smooth["note"]


def test_a_country_s_mean_is_never_surer_than_a_post_that_was_measured_once():
    mean = side("af-pk-ghulam-khan", "PK", "inbound").time
    post = side("af-pk-torkham", "PK", "inbound").time
    assert mean.high - mean.low >= post.high - post.low


def test_every_rate_holds_its_value():
    table = rates(WORLD)
    for mode in (Mode.ROAD, Mode.RAIL):
        for country in ("KZ", "RU", "PK", "AF"):
            for rate in (table.speed(mode, country), table.freight_rate(mode, country)):
                assert 0 < rate.low <= rate.value <= rate.high


figures = st.builds(
    lambda value, down, up, basis: Figure(value, value - down, value + up, "h", basis, ("s",)),
    st.floats(0, 1e6), st.floats(0, 1e3), st.floats(0, 1e3), st.sampled_from(Basis),
)  # fmt: skip


@given(st.lists(figures, min_size=1, max_size=6))
def test_a_sum_carries_the_weakest_basis_and_adds_end_to_end(parts):
    whole = total(parts, "h")
    assert whole.value == pytest.approx(sum(part.value for part in parts))
    assert whole.low <= whole.value + 1e-6
    assert whole.value <= whole.high + 1e-6
    assert whole.basis == weakest(part.basis for part in parts)
    assert (whole.basis is Basis.ASSUMED) == any(part.basis is Basis.ASSUMED for part in parts)


AREA = {"id": "union", "countries": "XA|XB", "since": "2015-01-01", "joined": "XB:2023-01-01"}


@pytest.fixture
def with_area(tmp_path):
    """A drawn world with an area that XB joined in 2023; `changes` are to its row."""

    def make(**changes):
        inside = {
            "scope": "union", "mode": "road", "direction": "all", "gauge_break": "any", "time_h": 1, "time_low_h": 0,
            "time_high_h": 2, "cost_usd": 0, "cost_low_usd": 0, "cost_high_usd": 0, "basis": "assumed",
            "as_of": "2025", "sources": "s1",
        }  # fmt: skip
        world = drawn_world(tmp_path / "w", sides=[inside])
        write_csv(world.root / "areas.csv", tuple(AREA), [{"id": "carec", "countries": "XA|XB"}, {**AREA, **changes}])
        return co.load(world.root)

    return make


@pytest.mark.parametrize(("day", "step"), [("2022-12-31", "carec"), ("2023-01-01", "union"), ("2026-01-01", "union")])
def test_a_border_is_inside_an_area_from_the_day_that_both_are_in_it(with_area, day, step):
    world = with_area()
    [crossing] = [one for one in crossings(world).values() if one.id == "xa-xb-north"]
    assert rates(world, day).side(crossing, "XA", "outbound").time_step == step
    best = co.plan(["XA", "XB"], world=world, mode="road", end="Endton", as_of=day).best
    assert [one.step for one in best.stops[0].time.steps] == [step, step]
    shown = details(world, "xa-xb-north", scenario=dated(world, as_of=day))
    assert {side.time_step for border in shown.used for side in border.sides} == {step}


@pytest.mark.parametrize("joined", ["XC:2023-01-01", "XB", "XB:soon"])
def test_an_area_that_is_joined_by_no_country_or_on_no_day_is_an_error_of_the_data(with_area, joined):
    with pytest.raises(DataError, match=r"areas\.csv.*line 3"):
        rates(with_area(joined=joined))


def test_every_area_but_carec_says_since_when_it_is_one():
    areas = {row["id"]: row for row in read_csv(INPUTS / "areas.csv")}
    assert [name for name, row in areas.items() if not row["since"]] == ["carec"]
    assert areas["eaeu"]["joined"] == "AM:2015-01-02|KG:2015-08-12"
    assert {part[:2] for part in areas["schengen"]["joined"].split("|")} == {"BG", "HR", "RO"}


def published(gateway, country, direction):
    """Return the least and the greatest time that the border's rate, as built from the inputs, may take."""
    (row,) = [
        row for row in border_sides() if (row["key"], row["country"], row["direction"]) == (gateway, country, direction)
    ]
    return row["time_low_h"], row["time_h"], row["time_high_h"]


@pytest.mark.parametrize(
    ("gateway", "country", "direction", "expected"),
    [
        ("af-pk-torkham", "PK", "outbound", (24.2, 24.2, 70.7)),
        ("af-pk-spin-boldak-chaman", "PK", "outbound", (50.0, 54.0, 70.7)),
        ("tj-af-panji-poyon-sherkhan-bandar", "TJ", "inbound", (4.8, 7.4, 7.8)),
        # one year at one post: the range is that of all posts and years into Pakistan, Khunjerab's 2.3 h among them
        ("af-pk-torkham", "PK", "inbound", (2.3, 120.0, 180.0)),
        ("tj-kg-guliston-kyzyl-bel", "TJ", "outbound", (1.5, 3.0, 13.8)),
    ],
)
def test_what_an_earlier_report_says_otherwise_widens_the_range(gateway, country, direction, expected):
    assert published(gateway, country, direction) == expected


def test_one_year_at_a_post_is_never_surer_than_what_its_country_published():
    rows = [
        row for row in read_csv(INPUTS / "border_times.csv") if row["statistic"] == "mean" and row["duration_hours"]
    ]
    single = [row for row in border_sides() if row["scope"] == "crossing" and "one year only" in row["note"]]
    assert single
    for side in single:
        way = (side["country"], side["mode"], side["direction"])
        told = [
            float(row["duration_hours"])
            for row in rows
            if (row["reporting_country"], row["mode"], row["direction"]) == way
            and row["confidence"] != "low" and not row["crossing_id"].startswith("port-")
        ]  # fmt: skip
        if not side["key"].isupper():  # a port's wait for a ferry is nothing like a border
            assert side["time_low_h"] <= min(told), side
            assert side["time_high_h"] >= max(told), side


def test_no_wait_for_a_ferry_widens_a_border():
    kuryk = 69.7
    outbound = [
        row for row in border_sides() if (row["country"], row["mode"], row["direction"]) == ("KZ", "road", "outbound")
    ]
    assert [row["key"] for row in outbound if row["time_high_h"] >= kuryk] == ["KZKUR"]


def test_no_note_of_a_border_time_hides_a_second_value():
    """A report that gives another time for the same side has a row of its own, or no plan would see it."""
    for row in read_csv(INPUTS / "border_times.csv"):
        assert "chapter text" not in row["notes"], row

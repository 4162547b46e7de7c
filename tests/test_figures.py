"""Figures: which source is taken for a border, and how ranges and bases add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.figures import rates, total, weakest
from corridor.gateways import crossings
from corridor.model import Basis, Figure, Mode
from tools.build_data.border_sides import border_sides

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

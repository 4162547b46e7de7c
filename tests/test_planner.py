"""The exact cases: a drawn world small enough to work out by hand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.errors import BadValueError, BlockedError, NoRouteError, UnknownNameError
from corridor.geo import distance_km
from corridor.model import Basis, Mode, Status, StopKind
from tests.drawn import BREAK, END, NORTH, SAME, SOUTH, START, YARD, drawn_world

ROAD_KM = distance_km(START, NORTH) + distance_km(NORTH, END)
SOUTH_KM = distance_km(START, SOUTH) + distance_km(SOUTH, END)
DAY = "2026-11-24"


def ask(world, sequence="XA-XB", **terms):
    return co.plan(sequence, world=world, **{"mode": "road", "end": "Endton", "as_of": DAY, **terms})


def vias(plan):
    return [corridor.via for corridor in plan.corridors]


def test_the_best_way_is_the_shortest_and_the_other_crossing_is_the_alternative(drawn):
    plan = ask(drawn)
    assert vias(plan) == [("xa-xb-north",), ("xa-xb-south",)]
    assert plan.best.totals.distance.value == pytest.approx(ROAD_KM, abs=0.1)
    assert plan.corridors[1].totals.distance.value == pytest.approx(SOUTH_KM, abs=0.1)
    assert not plan.blocked


def test_time_and_cost_by_hand(drawn):
    best = ask(drawn, cargo_t=10).best
    assert best.totals.moving.value == pytest.approx(ROAD_KM / 50, abs=0.01)
    assert best.totals.border.value == 10  # five hours a side
    assert best.totals.cost.value == pytest.approx((ROAD_KM * 2 + 100) / 2, abs=0.5)  # half of 20 t
    assert best.totals.co2e.value == pytest.approx(ROAD_KM * 0.1 * 10, abs=0.5)
    assert best.totals.tfi3.value == pytest.approx(best.totals.cost.value * 500 / best.totals.distance.value * 2)
    assert best.totals.swd.value <= best.totals.swod.value == pytest.approx(50)


def test_closing_a_crossing_gives_the_other_and_reopening_brings_it_back(drawn):
    assert vias(ask(drawn, close=["xa-xb-north"])) == [("xa-xb-south",)]
    assert vias(ask(drawn, reopen=["xa-xb-north"]))[0] == ("xa-xb-north",)


def test_closing_all_answers_blocked_on_the_last_open_time(drawn):
    plan = ask(drawn, close=["xa-xb-north", "xa-xb-south"])
    assert plan.blocked
    assert vias(plan)[0] == ("xa-xb-north",)
    assert plan.best.stops[0].status is Status.CLOSED
    assert any("Aland–Beland is closed" in warning for warning in plan.warnings)


def test_closing_all_is_refused_where_only_open_ways_are_wanted(drawn):
    with pytest.raises(BlockedError, match="Aland–Beland is closed since 2026-11-24"):
        ask(drawn, close=["xa-xb-north", "xa-xb-south"], open_only=True)


def test_dates_decide(tmp_path):
    history = [
        {"crossing_id": "xa-xb-north", "status": "open", "start": "", "end": "2025-10-12", "source": "s1"},
        {
            "crossing_id": "xa-xb-north",
            "status": "closed",
            "start": "2025-10-12",
            "end": "",
            "note": "shut",
            "source": "s1",
        },
    ]
    world = drawn_world(tmp_path / "w", history=history)
    assert vias(ask(world, as_of="2025-10-11"))[0] == ("xa-xb-north",)
    assert vias(ask(world, as_of="2025-10-12")) == [("xa-xb-south",)]
    closed = [c for border in ask(world).borders for c in border.candidates if c.id == "xa-xb-north"]
    assert (closed[0].status, closed[0].status_since) == (Status.CLOSED, "2025-10-12")


def test_an_open_way_is_taken_before_a_shorter_closed_one(drawn):
    plan = ask(drawn, close=["xa-xb-north"], objective="distance")
    assert not plan.blocked
    assert plan.best.totals.distance.value == pytest.approx(SOUTH_KM, abs=0.1)


def test_why_each_candidate_was_not_chosen(drawn):
    reasons = {c.id: c.reason for border in ask(drawn, k=1).borders for c in border.candidates}
    assert reasons["xa-xb-north"] == "chosen"
    assert reasons["xa-xb-local"] == "not for freight"
    assert reasons["xa-xb-loose"] == "not connected: no edge near it"
    assert reasons["xa-xb-same-rail"] == "rail only"
    assert reasons["xa-xb-dream-rail"] == "planned, not built"
    extra_h, extra_usd = (SOUTH_KM - ROAD_KM) / 50, (SOUTH_KM - ROAD_KM) * 2
    assert reasons["xa-xb-south"] == f"{extra_h:+.0f} h, {extra_usd:+.0f} USD"


def test_rail_changes_gauge_once_where_it_must(drawn):
    plan = ask(drawn, mode="rail")
    assert vias(plan) == [("xa-xb-break-rail",)]
    kinds = [stop.kind for stop in plan.best.stops]
    assert kinds == [StopKind.CLEARANCE, StopKind.GAUGE_CHANGE]
    assert plan.best.totals.gauge_breaks == 1
    assert plan.best.totals.terminal.value == 24
    assert [leg.gauge_mm for leg in plan.best.legs] == [1520, 1435]


def test_a_train_never_runs_on_another_gauge(drawn):
    with pytest.raises(NoRouteError, match="no railway inside Beland leads on to the destination"):
        ask(drawn, mode="rail", close=["xa-xb-break-rail"], open_only=True)


def test_modes_change_at_terminals_only(drawn):
    plan = ask(drawn, mode="multimodal", k=10)
    for corridor in plan.corridors:
        for before, after, index in zip(corridor.legs, corridor.legs[1:], itertools.count(), strict=False):
            between = {stop.kind for stop in corridor.stops if stop.after_leg == index}
            assert (before.mode is not after.mode) == bool(between & {StopKind.TRANSFER, StopKind.PORT})
    railroad = next(c for c in plan.corridors if c.via[:1] == ("xa-xb-same-rail",))
    assert railroad.modes == (Mode.RAIL, Mode.ROAD)
    rail_km = distance_km(START, (1.5, 1.0)) + distance_km((1.5, 1.0), SAME) + distance_km(SAME, YARD)
    assert railroad.totals.distance.value == pytest.approx(rail_km + distance_km(YARD, END), abs=0.1)
    assert railroad.totals.transfers == 1


def test_countries_without_a_common_crossing_join_through_their_ports(drawn):
    best = co.plan("XA-XB-XC", world=drawn, end="Farville", as_of=DAY).best
    assert [leg.mode for leg in best.legs][-2:] == [Mode.SEA, Mode.ROAD]
    assert [stop.gateway for stop in best.stops if stop.kind is StopKind.PORT] == ["XBPRT", "XCPRT"]
    assert best.legs[-2].country == ""
    assert best.totals.borders == 2  # one by land, one by sea


def test_a_corridor_that_ends_at_a_seaport_may_arrive_by_ship(drawn):
    best = co.plan("XA-XB-XC", world=drawn, as_of=DAY).best
    assert (best.legs[-1].mode, best.destination.id) == (Mode.SEA, "XCPRT")


def test_without_a_crossing_or_a_sea_there_is_one_clear_line(drawn):
    with pytest.raises(NoRouteError, match="Aland and Celand share no known crossing and no sea"):
        co.plan("XA-XC", world=drawn, end="Farville", as_of=DAY)


def test_no_railway_names_the_planned_ones_that_would_close_the_gap(drawn):
    with pytest.raises(NoRouteError, match=r"no railway crosses Beland–Celand.*Dream railway \(study; --open dream\)"):
        co.plan("XA-XB-XC", world=drawn, mode="rail", end="Farville", as_of=DAY)


def test_one_country_works_too(drawn):
    plan = co.plan("XB", world=drawn, start="XBPRT", end="Endton", mode="road", as_of=DAY)
    assert plan.best.totals.borders == 0
    assert plan.best.totals.distance.value == pytest.approx(distance_km((7.5, 0.0), END), abs=0.1)


def test_reversed_is_as_long(drawn):
    there = ask(drawn, start="Startville", objective="distance")
    back = ask(drawn, "XB-XA", start="Endton", end="Startville", objective="distance")
    assert back.best.totals.distance.value == pytest.approx(there.best.totals.distance.value)


@pytest.mark.parametrize("mode", ["road", "rail", "multimodal"])
def test_parts_sum_to_totals_and_ranges_hold_their_values(drawn, mode):
    for corridor in ask(drawn, mode=mode, k=10).corridors:
        totals = corridor.totals
        assert totals.distance.value == pytest.approx(sum(leg.distance.value for leg in corridor.legs))
        assert totals.time.value == pytest.approx(totals.moving.value + totals.border.value + totals.terminal.value)
        parts = [*(leg.cost for leg in corridor.legs), *(stop.cost for stop in corridor.stops)]
        assert totals.cost.value == pytest.approx(sum(part.value for part in parts))
        assert totals.time.basis is Basis.ASSUMED  # the border is
        for figure in (totals.distance, totals.time, totals.cost, totals.co2e):
            assert figure.low <= figure.value <= figure.high


@given(
    close=st.sets(st.sampled_from(["xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail"])),
    objective=st.sampled_from(["cost", "time", "distance", "co2e"]),
    mode=st.sampled_from(["road", "multimodal"]),
)
def test_closing_never_improves(tmp_path_factory, close, objective, mode):
    world = drawn_world(tmp_path_factory.mktemp("law"))
    key = {"cost": "cost", "time": "time", "distance": "distance", "co2e": "co2e"}[objective]
    free, shut = (ask(world, mode=mode, objective=objective, close=c) for c in ((), sorted(close)))
    assert (free.blocked, getattr(free.best.totals, key).value) <= (
        shut.blocked,
        getattr(shut.best.totals, key).value + 1e-9,
    )


@pytest.mark.parametrize("objective", ["cost", "time", "distance", "co2e"])
def test_a_later_rank_never_beats_an_earlier_one(drawn, objective):
    plan = ask(drawn, mode="multimodal", objective=objective, k=10)
    values = [getattr(corridor.totals, objective).value for corridor in plan.corridors]
    assert values == sorted(values)
    assert len({corridor.label for corridor in plan.corridors}) == len(plan.corridors)
    assert [corridor.id for corridor in plan.corridors] == list("ABCDEFGHIJ")[: len(plan.corridors)]


def test_the_order_of_the_tables_changes_nothing(tmp_path):
    plain, turned = drawn_world(tmp_path / "a"), drawn_world(tmp_path / "b", order=-1)
    assert ask(plain, mode="multimodal", k=10) == ask(turned, mode="multimodal", k=10)


def test_a_measured_border_goes_before_the_area_mean(tmp_path):
    side = {"scope": "crossing", "key": "xa-xb-north", "country": "XB", "mode": "road", "direction": "inbound", "gauge_break": "any",
            "time_h": 70, "time_low_h": 50, "time_high_h": 90, "basis": "measured", "as_of": "2022", "sources": "s1"}  # fmt: skip
    best = ask(drawn_world(tmp_path / "w", sides=[side]), k=1, close=["xa-xb-south"]).best
    assert best.totals.border.value == 75
    assert best.stops[0].cost.value == 100  # the post has no cost of its own: the area's stands in


@pytest.mark.parametrize(
    ("terms", "kind", "says"),
    [
        ({"k": 0}, BadValueError, "-k must be from 1 to 50, not 0"),
        ({"cargo_t": -3}, BadValueError, "not -3"),
        ({"as_of": "yesterday"}, BadValueError, "'yesterday' is no date"),
        ({"as_of": "2025-02-30"}, BadValueError, "'2025-02-30' is no date"),
        (
            {"close": ["xa-xb-nort"]},
            UnknownNameError,
            "unknown gateway or passage 'xa-xb-nort'; did you mean xa-xb-north",
        ),
        ({"close": ["xa-xb-north"], "reopen": ["xa-xb-north"]}, BadValueError, "both closed and opened"),
        ({"start": "Endton"}, BadValueError, "'Endton' lies in Beland, not in Aland"),
        ({"start": "XBPRT"}, BadValueError, r"Beport \(XBPRT\) lies in Beland, not in Aland"),
        ({"start": "7,1"}, BadValueError, "'7,1' lies in Beland, not in Aland"),
        ({"start": "-1,2.5"}, BadValueError, "longitude comes first: 2.5,-1"),
        ({"start": "200,1"}, BadValueError, "200"),
        ({"start": "3.9,-2.9"}, BadValueError, "3.9,-2.9 lies more than 50 km from any road of Aland"),
        ({"mode": "air"}, BadValueError, "mode must be one of multimodal, road, rail, not 'air'"),
    ],
)
def test_a_bad_question_gets_one_clear_line(drawn, terms, kind, says):
    with pytest.raises(kind, match=says) as caught:
        ask(drawn, **terms)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_start_and_end_must_differ(drawn):
    with pytest.raises(BadValueError, match="both start and end"):
        co.plan("XA", world=drawn, start="Startville", end="Startville", as_of=DAY)


def test_the_break_of_gauge_is_chosen_only_where_it_pays(drawn):
    plan = ask(drawn, mode="rail", objective="time")
    assert plan.best.totals.distance.value == pytest.approx(
        distance_km(START, (1.5, 1.0)) + distance_km((1.5, 1.0), BREAK) + distance_km(BREAK, END), abs=0.1
    )


def test_a_crossing_as_an_end_is_passed_at_itself(drawn):
    to_south = ask(drawn, end="xa-xb-south")
    assert to_south.best.via == ("xa-xb-south",)
    assert to_south.best.totals.distance.value == pytest.approx(distance_km(START, SOUTH), abs=0.1)
    from_south = ask(drawn, start="xa-xb-south")
    assert from_south.best.via == ("xa-xb-south",)
    assert from_south.best.totals.distance.value == pytest.approx(distance_km(SOUTH, END), abs=0.1)


def test_a_port_as_start_boards_its_own_ship(drawn):
    best = co.plan("XB-XC", world=drawn, start="XBPRT", as_of=DAY).best
    assert [leg.mode for leg in best.legs] == [Mode.SEA]
    assert best.totals.borders == 1


def test_a_crossing_that_was_never_open_carries_nothing(tmp_path):
    history = [
        {
            "crossing_id": "xa-xb-north",
            "status": "closed",
            "start": "",
            "end": "2024-01-01",
            "note": "not yet open",
            "source": "s1",
        },
        {"crossing_id": "xa-xb-north", "status": "open", "start": "2024-01-01", "end": "", "source": "s1"},
    ]
    world = drawn_world(tmp_path / "w", history=history)
    assert vias(ask(world, as_of="2023-06-01", close=["xa-xb-south"])) == [("xa-xb-south",)]
    assert vias(ask(world, as_of="2024-06-01"))[0] == ("xa-xb-north",)


def test_a_closure_that_changes_nothing_is_said(drawn):
    plan = ask(drawn, close=["xa-xb-loose", "xa-xb-local"])
    assert [warning.split(":")[0] for warning in plan.warnings][:2] == [
        "xa-xb-local is not for freight",
        "xa-xb-loose is not connected (no edge near it)",
    ]


def test_a_border_that_is_passed_by_ship_says_so(drawn):
    from corridor.io import to_markdown

    plan = co.plan("XA-XB-XC", world=drawn, as_of=DAY)
    assert plan.borders[1].candidates == ()
    assert "no crossing in common: by ship" in to_markdown(plan)

"""Scenarios: what flags and files close, open, delay and build, what a file may say, and what two plans differ in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.errors import BadValueError, FileProblemsError, NoRouteError, UnknownNameError
from corridor.gateways import crossings, terminals
from corridor.io import difference_values, to_json, to_markdown
from corridor.io.plain import leg_values
from corridor.model import Basis, Figure, Mode, Objective, SeaUse, Status, Travel
from corridor.rates import rates
from corridor.scenario import SHIPPED, Kind, Override, changes, dated
from corridor.scenario.lines import Lines
from corridor.sea import ARCTIC, Passage
from corridor.steps import Change, Layer, Pass, Terms, clearance, handling, measure
from tests.drawn import drawn_world
from tests.samples import leg
from tests.test_planner import ROAD_KM, SOUTH_KM, vias

DAY = "2026-11-24"
EXAMPLES = Path(__file__).parents[1] / "docs" / "scenarios"
WORLD = co.load()


@pytest.fixture
def read(drawn, tmp_path):
    def call(text, name="tight"):
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        return co.load_scenario(path, world=drawn)

    return call


def ask(world, sequence="XA-XB", **terms):
    return co.plan(sequence, world=world, **{"mode": "road", "end": "Endton", "as_of": DAY, **terms})


def by_sea(world, **terms):
    return co.plan("XA-XB-XC", world=world, **{"end": "Farville", "as_of": DAY, **terms})


def problems(read, text):
    with pytest.raises(FileProblemsError) as caught:
        read(text)
    assert caught.value.exit_code == 2
    return list(caught.value.problems)


# What can be closed and opened


@pytest.mark.parametrize("close", ["suez", ("suez", "XBPRT")])
def test_a_passage_that_keeps_two_countries_apart_is_named(drawn, close):
    both = "suez, XBPRT" if close != "suez" else "suez"
    with pytest.raises(NoRouteError, match=f"no voyage joins their main ports with {both} closed"):
        by_sea(drawn, close=close)


def test_a_passage_is_named_and_not_a_port_beside_others():
    for close in (("hormuz",), ("hormuz", "PKKHI")):
        with pytest.raises(NoRouteError, match="joins their main ports with hormuz closed"):
            co.plan("AE-PK", world=WORLD, close=close, as_of=DAY)


@pytest.mark.parametrize(("sequence", "port"), [("PK-AE", "AEJEA"), ("KZ-AZ", "AZALA")])
def test_no_other_port_takes_the_place_of_a_closed_end(sequence, port):
    """It might lie nearer, so that closing would be an improvement."""
    with pytest.raises(BadValueError, match=rf"closes every main seaport of .*\({port}\); name an end with --to"):
        co.plan(sequence, world=WORLD, k=1, close=port)


def test_a_voyage_may_use_a_port_beside_an_end_of_the_question():
    best = co.plan("AE-IN", world=WORLD, start="Fujairah", close="hormuz", k=1, as_of=DAY).best
    assert "hormuz" not in {name for leg in best.legs for name in leg.passages}
    assert {stop.gateway for stop in best.stops} & {"AEFJR", "AEKLF"}


def test_a_closed_border_says_what_may_be_dropped_only_where_it_helps(drawn):
    with pytest.raises(NoRouteError) as caught:
        co.plan("XB-XC", world=drawn, mode="rail", end="Farville", reopen="dream", close="XB-XC", as_of=DAY)
    assert "drop --status open" not in str(caught.value)


def test_a_link_that_is_built_is_not_named_as_planned(drawn):
    with pytest.raises(NoRouteError, match="no railway crosses Aland–Celand") as caught:
        co.plan("XA-XC", world=drawn, mode="rail", end="Farville", reopen="dream", as_of=DAY)
    assert "--open dream" not in str(caught.value)


def test_a_delay_at_a_port_that_is_reached_by_land_is_said(drawn, read):
    plan = co.plan("XA-XB", world=drawn, mode="road", as_of=DAY, scenario=delayed(read, "XBPRT", "hours = 9"))
    assert any("at XBPRT, where one starts or ends: its delay changes nothing" in one for one in plan.warnings)
    felt = by_sea(drawn, scenario=delayed(read, "XBPRT", "hours = 9"))
    assert not any("changes nothing" in one for one in felt.warnings)


def test_a_parameter_has_dates(drawn, read):
    file = read('[[parameter]]\nkind = "speed"\nmode = "road"\nvalue = 100\nfrom = 2026-01-01\nto = 2027-01-01')
    days = ("2025-12-31", "2026-01-01", "2027-01-01")
    assert [len(file.on(day, world=drawn).parameters) for day in days] == [0, 1, 0]


def test_a_pair_of_countries_is_all_its_crossings(drawn):
    scenario = dated(drawn, as_of=DAY, close=("XB-XA",))
    assert scenario.closed == {name for name in crossings(drawn) if name.startswith("xa-xb-")}
    plan = ask(drawn, close="xa-xb")
    assert plan.blocked
    assert plan.warnings[0].startswith("Aland–Beland is closed")
    assert not any("changes nothing" in warning for warning in plan.warnings)


def test_what_names_a_crossing_goes_over_what_names_its_pair(drawn):
    assert vias(ask(drawn, close="XA-XB", reopen="xa-xb-south"))[0] == ("xa-xb-south",)
    assert not ask(drawn, close="XA-XB", reopen="xa-xb-south").blocked
    assert vias(ask(drawn, close="xa-xb-north", reopen="XA-XB")) == [("xa-xb-south",)]


def test_opening_a_pair_builds_nothing_that_is_planned(drawn):
    assert "xa-xb-dream-rail" not in dated(drawn, as_of=DAY, reopen=("XA-XB",)).opened


def test_closing_what_is_planned_does_not_make_it_a_way_that_once_was(drawn):
    scenario = dated(drawn, as_of=DAY, close=("xa-xb-dream-rail",))
    assert scenario.status(crossings(drawn)["xa-xb-dream-rail"]).status is Status.PLANNED


def test_what_is_closed_anyway_keeps_its_date_and_source(tmp_path):
    shut = {"crossing_id": "xa-xb-north", "status": "closed", "start": "2025-10-12", "note": "shut", "source": "s1"}
    world = drawn_world(tmp_path / "w", history=[{**shut, "status": "open", "start": "", "end": "2025-10-12"}, shut])
    status = dated(world, as_of=DAY, close=("xa-xb-north",)).status(crossings(world)["xa-xb-north"])
    assert (status.start, status.note, status.source) == ("2025-10-12", "shut", "s1")
    before = dated(world, as_of="2025-01-01", close=("xa-xb-north",)).status(crossings(world)["xa-xb-north"])
    assert (before.status, before.start, before.note) == (Status.CLOSED, "2025-01-01", "closed by this question")


def test_no_voyage_calls_at_a_closed_port(drawn):
    assert Mode.SEA in by_sea(drawn).best.modes
    says = "Beland and Celand share no known crossing, and no voyage joins their main ports with XBPRT closed"
    with pytest.raises(NoRouteError, match=says):
        by_sea(drawn, close="xbprt")


def test_a_closed_port_or_terminal_is_no_end(drawn):
    with pytest.raises(BadValueError, match=r"^Ceport \(XCPRT\) is closed in this scenario; name another end$"):
        by_sea(drawn, end="XCPRT", close="XCPRT")
    with pytest.raises(BadValueError, match=r"^A Yard \(xa-yard\) is closed in this scenario"):
        ask(drawn, start="xa-yard", close="xa-yard")
    with pytest.raises(
        BadValueError, match=r"closes every main seaport of Celand, Ceport \(XCPRT\); name an end with --to"
    ):
        co.plan("XA-XB-XC", world=drawn, close="XCPRT", as_of=DAY)


def test_the_other_seaports_are_left_where_one_is_closed():
    plan = co.plan("PK", world=WORLD, start="Lahore", mode="road", close="PKKHI", as_of=DAY)
    assert "PKKHI" not in {corridor.destination.id for corridor in plan.corridors}
    assert {corridor.destination.country for corridor in plan.corridors} == {"PK"}


def test_no_cargo_changes_mode_at_a_closed_terminal(drawn):
    def yards(plan):
        return {stop.gateway for one in plan.corridors for stop in one.stops}

    assert "xb-yard" in yards(ask(drawn, mode="multimodal", k=10))
    assert "xb-yard" not in yards(ask(drawn, mode="multimodal", k=10, close="xb-yard"))


def test_passages_are_closed_and_opened_by_name(drawn):
    assert dated(drawn, close=("suez",)).shut_passages == ARCTIC | {Passage.SUEZ}
    assert dated(drawn, reopen=("Northwest",)).shut_passages == {Passage.NORTHEAST}
    with pytest.raises(NoRouteError):
        by_sea(drawn, close="suez")
    with pytest.raises(UnknownNameError, match=r"^unknown gateway or passage 'suezz'; did you mean suez\?$"):
        by_sea(drawn, close="suezz")


def test_closing_suez_never_opens_the_arctic():
    free, shut = (
        co.plan("CN-NL", world=WORLD, start="Shanghai", end="NLRTM", sea="always", close=close, as_of=DAY).best
        for close in ((), "suez")
    )
    assert "suez" in {name for leg in free.legs for name in leg.passages}
    assert not {"suez", "northwest", "northeast"} & {name for leg in shut.legs for name in leg.passages}
    assert shut.totals.distance.value > free.totals.distance.value


@pytest.mark.parametrize(
    ("terms", "kind", "says"),
    [
        ({"close": "XA-XC"}, BadValueError, "no crossing joins Aland and Celand in the data, so 'XA-XC' names none"),
        ({"close": "XA-XX"}, UnknownNameError, "unknown gateway or passage 'XA-XX'"),
        ({"close": "dream"}, BadValueError, "dream is a planned link, which is off unless it is opened; close takes"),
        ({"close": "xa-xb-nort"}, UnknownNameError, "did you mean xa-xb-north"),
        ({"reopen": "XBPRD"}, UnknownNameError, "unknown gateway, passage or planned link 'XBPRD'; did you mean XBPRT"),
        ({"close": "suez", "reopen": "suez"}, BadValueError, "'suez' cannot be both closed and opened"),
        ({"close": "XA-XB", "reopen": "XB-XA"}, BadValueError, "'XA-XB' cannot be both closed and opened"),
    ],
)
def test_an_id_that_is_wrong_gets_one_clear_line(drawn, terms, kind, says):
    with pytest.raises(kind, match=says) as caught:
        ask(drawn, **terms)
    assert "\n" not in str(caught.value)


def test_a_flag_that_changes_nothing_is_said(drawn):
    plan = by_sea(drawn, close=["xa-xb-loose"], reopen=["XBPRT"])
    assert "XBPRT is not closed: opening it changes nothing" in plan.warnings
    one = co.plan("XB", world=drawn, start="XBPRT", end="Endton", mode="road", as_of=DAY, close=["xa-yard", "XA-XB"])
    assert one.warnings[:2] == (
        "XA–XB is no border of this sequence: what is said of it changes nothing",
        "xa-yard is in no country of this sequence: closing or opening it changes nothing",
    )


@pytest.mark.parametrize(("sequence", "pair"), [("TR-GR", "GR-TR"), ("BE-NL", "BE-NL")])
def test_closing_a_border_of_two_coasts_never_improves_where_voyages_are_looked_for_either_way(sequence, pair):
    free, shut = (co.plan(sequence, world=WORLD, k=1, sea="always", close=close, as_of=DAY) for close in ((), pair))
    assert free.best.totals.cost.value <= shut.best.totals.cost.value
    assert not any("voyages join the two" in warning for warning in (*free.warnings, *shut.warnings))


def test_what_is_closed_or_open_already_is_told_once(drawn):
    assert (
        "xa-xb-north is already open on 2026-11-24: opening it changes nothing"
        in ask(drawn, reopen=["xa-xb-north"]).warnings
    )
    assert not [line for line in ask(drawn, close=["xa-xb-north"]).warnings if "already" in line]
    again = ask(drawn, reopen=["XA-XB"])
    assert "every crossing of XA–XB is already open on 2026-11-24: opening it changes nothing" in again.warnings


@pytest.mark.parametrize(("close", "what"), [("af-pk-torkham", "af-pk-torkham"), ("AF-PK", "every crossing of AF–PK")])
def test_closing_what_is_closed_is_told_in_plan_and_risk(close, what):
    world = co.load()
    terms = {"world": world, "close": [close], "as_of": "2026-11-24", "k": 1}
    plan, found = co.plan("UZ-AF-PK", **terms), co.risk("UZ-AF-PK", **terms, draws=100)
    lines = [line for line in plan.warnings if "changes nothing" in line]
    assert lines == [f"{what} is already closed on 2026-11-24 since 2025-10-12: closing it changes nothing"]
    assert lines == [line for line in found.plan.warnings if "changes nothing" in line]
    before = co.plan("UZ-AF-PK", **{**terms, "as_of": "2025-06-01"})
    assert not [line for line in before.warnings if "changes nothing" in line]


def test_a_voyage_that_only_a_closure_lets_in_is_said():
    says = "with every crossing of TR–GR closed, voyages join the two"
    assert any(
        warning.startswith(says) for warning in co.plan("TR-GR", world=WORLD, k=1, close="GR-TR", sea="detour").warnings
    )
    assert not any(warning.startswith(says) for warning in co.plan("TR-GR", world=WORLD, k=1, sea="detour").warnings)


def test_a_locode_that_stands_for_a_post_is_no_id_but_suggests_it():
    with pytest.raises(UnknownNameError, match="unknown gateway or passage 'AFRKH'; did you mean af-pk-torkham"):
        dated(WORLD, close=("AFRKH",))


# What a file says


WHOLE = """
# a comment
name = "Tight"
note = "all at once"
as_of = 2026-01-15
cargo_t = 10
mode = "road"
objective = "time"
sea = "never"
sequence = ["XA", "XB"]

[[close]]
id = "xa-xb-north"
from = 2026-01-01
to = "2026-02-01"
note = "strike"

[[open]]
id = "XA-XB"

[[delay]]
id = "xa-xb-south"
hours = 24
low = 12
high = 48
note = "queue"

[[build]]
id = "south-line"
from = 2030-01-01

[[parameter]]
kind = "speed"
mode = "road"
country = "Aland"
value = 100
unit = "x"
"""


def test_a_file_is_read_whole(read):
    file = read(WHOLE)
    assert (file.name, file.note, file.as_of, file.cargo_t) == ("Tight", "all at once", "2026-01-15", 10)
    assert (file.travel, file.objective, file.sea) == (Travel.ROAD, Objective.TIME, SeaUse.NEVER)
    assert file.sequence == ("XA", "XB")
    said = [(entry.verb, entry.id, entry.line) for entry in file.entries]
    assert said == [
        ("close", "xa-xb-north", 12), ("open", "XA-XB", 18), ("delay", "xa-xb-south", 21), ("build", "south-line", 28),
        ("parameter", "speed road XA", 32),
    ]  # fmt: skip
    assert file.entries[1].target.kind is Kind.PAIR
    assert read("").entries == ()
    assert read("", name="nothing").name == "nothing"


def test_dates_decide_what_holds(drawn, read):
    file = read(WHOLE)
    held = {day: file.on(day, world=drawn) for day in ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")}
    assert [day for day, one in held.items() if "xa-xb-north" in one.closed] == ["2026-01-01", "2026-01-31"]
    assert all("xa-xb-north" in one.opened for day, one in held.items() if "xa-xb-north" not in one.closed)
    assert [file.on(day, world=drawn).links for day in ("2029-12-31", "2030-01-01")] == [set(), {"south-line"}]
    assert file.on(world=drawn).as_of == "2026-01-15"


def test_a_file_and_flags_are_the_same(drawn, read):
    flags = ask(drawn, close=["xa-xb-north", "XBPRT"], reopen="south-line")
    file = ask(drawn, scenario=read('close = [{id = "xa-xb-north"}, {id = "XBPRT"}]\n[[build]]\nid = "south-line"'))
    assert vias(file) == vias(flags) == [("xa-xb-south",)]
    assert [one.totals for one in file.corridors] == [one.totals for one in flags.corridors]
    assert (flags.scenario, file.scenario) == (
        "2 closed, planned links taken as built: south-line",
        "tight (2 closed, planned links taken as built: south-line)",
    )


def test_flags_go_over_the_file(drawn, read):
    file = read(WHOLE)
    plan = co.plan("XA-XB", world=drawn, end="Endton", scenario=file)
    assert (plan.as_of, plan.travel, plan.objective, plan.cargo_t, plan.sea) == (
        "2026-01-15", Travel.ROAD, Objective.TIME, 10, SeaUse.NEVER,
    )  # fmt: skip
    over = co.plan(
        "XA-XB", world=drawn, end="Endton", scenario=file, reopen="xa-xb-north", close="xa-xb-south",
        mode="multimodal", objective="cost", cargo_t=5, sea="auto", as_of="2026-01-20",
    )  # fmt: skip
    statuses = {one.id: one.status for border in over.borders for one in border.candidates}
    assert (statuses["xa-xb-north"], statuses["xa-xb-south"]) == (Status.OPEN, Status.CLOSED)
    assert (over.as_of, over.travel, over.objective, over.cargo_t, over.sea) == (
        "2026-01-20", Travel.MULTIMODAL, Objective.COST, 5, SeaUse.AUTO,
    )  # fmt: skip


def test_a_closure_says_which_scenario_has_it_and_why(drawn, read):
    file = read('name = "Strike"\n[[close]]\nid = "XA-XB"\nfrom = 2026-01-01\nnote = "all out"')
    stop = ask(drawn, scenario=file).best.stops[0]
    assert (stop.status, stop.status_since) == (Status.CLOSED, "2026-01-01")
    assert stop.status_note == "closed by the scenario Strike: all out"


# Delays and parameters


def delayed(read, id_, amount):
    return read(f'name = "Slow"\n[[delay]]\nid = "{id_}"\n{amount}\nnote = "queue"')


def test_a_delay_at_a_border_by_hand(drawn, read):
    stop = ask(drawn, scenario=delayed(read, "xa-xb-north", "hours = 24\nlow = 12\nhigh = 48"), k=1).best.stops[0]
    assert (stop.time.value, stop.time.low, stop.time.high) == (10 + 24, 4 + 12, 18 + 48)
    assert stop.time.basis is Basis.ASSUMED
    assert stop.time.note == "delayed by the scenario Slow: queue"
    assert stop.time.sources == ("s1", "scenario: Slow")
    assert stop.cost.value == 100
    stop = ask(drawn, scenario=delayed(read, "XA-XB", "factor = 1.5\nhigh = 3"), k=1).best.stops[0]
    assert (stop.time.value, stop.time.low, stop.time.high) == (15, 6, 54)


def test_a_delay_at_a_port_and_a_terminal_by_hand(drawn, read):
    usual = by_sea(drawn).best
    for id_, hours in (("XBPRT", 48), ("XCPRT", 48)):
        slow = by_sea(drawn, scenario=delayed(read, id_, "hours = 5")).best
        assert [stop.time.value for stop in slow.stops if stop.gateway == id_] == [hours + 5]
        assert slow.totals.time.value == pytest.approx(usual.totals.time.value + 5)
        assert slow.totals.terminal.value == pytest.approx(usual.totals.terminal.value + 5)
    plan = ask(drawn, mode="multimodal", k=10, scenario=delayed(read, "xb-yard", "factor = 3"))
    stops = [stop.time for one in plan.corridors for stop in one.stops if stop.gateway == "xb-yard"]
    assert {(time.value, time.low, time.high) for time in stops} == {(30, 15, 60)}


def test_the_search_counts_a_delay_as_it_is_shown(drawn, read):
    assert vias(ask(drawn, objective="time"))[0] == ("xa-xb-north",)
    extra = (SOUTH_KM - ROAD_KM) / 50
    for hours, best in ((extra - 1, "xa-xb-north"), (extra + 1, "xa-xb-south")):
        plan = ask(drawn, objective="time", scenario=delayed(read, "xa-xb-north", f"hours = {hours:.3f}"))
        assert vias(plan)[0] == (best,)
        assert [one.totals.time.value for one in plan.corridors] == sorted(
            one.totals.time.value for one in plan.corridors
        )
    scenario = read('[[delay]]\nid = "xa-xb-break-rail"\nfactor = 2\n[[delay]]\nid = "xb-yard"\nhours = 7').on(
        DAY, world=drawn
    )
    terms = Terms(Travel.MULTIMODAL, Objective.TIME, scenario, rates(drawn), 20.0)
    border = Pass(crossings(drawn)["xa-xb-break-rail"], "XA", "XB", gauge_change=True, closed=False)
    shown = clearance(border, terms)[0].value + handling("gauge_change", terms)[0].value
    assert measure(border, terms)[0] == shown == 2 * 10 + 24
    change = Change(terminals(drawn)["xb-yard"], Layer(Mode.RAIL, 1520), Layer(Mode.ROAD, 0))
    assert measure(change, terms)[0] == handling("transfer", terms, "xb-yard")[0].value == 17


def test_a_parameter_by_hand(drawn, read):
    text = 'name = "New"\n[[parameter]]\nkind = "speed"\nmode = "road"\nvalue = 100\nlow = 80\nnote = "motorway"\n'
    best = ask(drawn, scenario=read(text), k=1).best
    assert best.totals.moving.value == pytest.approx(ROAD_KM / 100, abs=0.01)
    leg = best.legs[0]
    assert leg.time.high == pytest.approx(leg.distance.high / 80)
    assert (leg.time.basis, leg.time.note, leg.time.sources) == (
        Basis.ASSUMED, "the scenario New: motorway", ("scenario: New",),
    )  # fmt: skip
    own = read(text + '[[parameter]]\nkind = "speed"\nmode = "road"\ncountry = "XB"\nvalue = 25')
    times = [leg.distance.value / leg.time.value for leg in ask(drawn, scenario=own, k=1).best.legs]
    assert times == pytest.approx([100, 25])
    port = read('[[parameter]]\nkind = "port_time"\nvalue = 1\n[[parameter]]\nkind = "sea_cost"\nvalue = 0')
    best = by_sea(drawn, scenario=port).best
    assert best.totals.terminal.value == pytest.approx(by_sea(drawn).best.totals.terminal.value - 2 * 47)
    assert next(leg for leg in best.legs if leg.mode is Mode.SEA).cost.value == 0


FACTOR = st.tuples(*[st.floats(0, 0.5)] * 3).map(sorted)


@given(
    own=st.one_of(
        FACTOR.map(lambda ends: {"co2e": ends}),
        st.dictionaries(st.sampled_from(["co2e_ttw", "co2e_wtt"]), FACTOR, min_size=1),
    ),
    mode=st.sampled_from(["road", "rail"]),
)
def test_well_to_wheel_is_tank_to_wheel_and_well_to_tank_under_every_factor(own, mode):
    """In JSON and in the figures that tables show: parts add up to the whole at every end, none below 0."""
    parameters = tuple(
        Override(kind, mode, "", value, low, high, "kg per tkm") for kind, (low, value, high) in own.items()
    )
    table = rates(WORLD).with_parameters(parameters)
    for kind, ends in own.items():
        one = table.parameter(kind, "", mode)
        assert (one.low, one.value, one.high) == tuple(ends)
    length = Figure(1234.5, 1200, 1300, "km", Basis.DERIVED)
    whole, (ttw, wtt) = table.co2e(Mode(mode), length, 20), table.co2e_parts(Mode(mode), length, 20)
    for end in ("value", "low", "high"):
        parts = getattr(ttw, end), getattr(wtt, end)
        assert min(parts) >= 0
        assert sum(parts) == pytest.approx(getattr(whole, end), abs=1e-6)
    assert wtt.low <= wtt.value <= wtt.high
    made = replace(leg(Mode(mode), "XA", ("a", "b"), 1234.5, ()), co2e=whole, ttw=ttw, wtt=wtt)
    told = leg_values(made)
    assert told["co2e_wtt_kg"] >= 0
    assert round(told["co2e_ttw_kg"] + told["co2e_wtt_kg"], 2) == told["co2e_kg"]
    assert told["co2e_wtt_kg"] == pytest.approx(wtt.value, abs=0.011)


def test_a_factor_of_its_own_moves_the_others_with_it(drawn, read):
    def emitted(text):
        card = ask(drawn, mode="road", scenario=read(text)).best.totals
        tkm = card.distance.value * card.cargo_t
        return [round(one.value / tkm, 4) for one in (card.co2e, card.ttw, card.wtt)]

    head = "[[parameter]]\nmode = 'road'\n"
    assert emitted(f"{head}kind = 'co2e'\nvalue = 0.02") == [0.02, 0.016, 0.004]
    assert emitted(f"{head}kind = 'co2e_ttw'\nvalue = 0.5") == [0.52, 0.5, 0.02]
    assert emitted(f"{head}kind = 'co2e_wtt'\nvalue = 0.1") == [0.18, 0.08, 0.1]
    assert emitted(f"{head}kind = 'co2e_ttw'\nvalue = 0\n{head}kind = 'co2e_wtt'\nvalue = 0.05") == [0.05, 0, 0.05]


def test_a_parameter_without_a_country_holds_in_all():
    table, one = rates(WORLD), Override("speed", "rail", "AF", 40, 25, 60, "km/h")
    shipped = {code: table.speed(Mode.RAIL, code).value for code in ("AF", "KZ", "UZ", "FR")}
    own = table.with_parameters((one,))
    assert {code: own.speed(Mode.RAIL, code).value for code in shipped} == {**shipped, "AF": 40}
    everywhere = table.with_parameters((replace(one, country=""),))
    assert {everywhere.speed(Mode.RAIL, code).value for code in shipped} == {40}
    assert {code: table.speed(Mode.RAIL, code).value for code in shipped} == shipped


def test_nothing_of_a_scenario_is_left_in_the_world(tmp_path, drawn, read):
    file = read(WHOLE.replace('sea = "never"', ""))
    before = to_json(ask(drawn_world(tmp_path / "fresh"), mode="multimodal", k=10))
    slow = to_json(ask(drawn, mode="multimodal", k=10, scenario=file, as_of="2026-01-15"))
    assert to_json(ask(drawn, mode="multimodal", k=10)) == before
    again = drawn_world(tmp_path / "again")
    ask(again, mode="multimodal", k=10)
    assert to_json(ask(again, mode="multimodal", k=10, scenario=file, as_of="2026-01-15")) == slow


DELAYS = st.dictionaries(
    st.sampled_from(["xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail", "XBPRT", "XCPRT", "xa-yard", "xb-yard"]),
    st.one_of(st.floats(0, 500).map(lambda h: f"hours = {h!r}"), st.floats(1, 9).map(lambda f: f"factor = {f!r}")),
)  # fmt: skip
OBJECTIVE = st.sampled_from(["cost", "time", "distance", "co2e"])


@given(delays=DELAYS, objective=OBJECTIVE)
def test_delaying_never_improves(tmp_path_factory, delays, objective):
    folder = tmp_path_factory.mktemp("law")
    world = drawn_world(folder / "w")
    (folder / "s.toml").write_text("\n".join(f'[[delay]]\nid = "{id_}"\n{by}' for id_, by in delays.items()))
    free, slow = (by_sea(world, objective=objective, scenario=one) for one in (None, folder / "s.toml"))
    assert getattr(free.best.totals, objective).value <= getattr(slow.best.totals, objective).value + 1e-9
    for corridor in slow.corridors:
        totals, parts = corridor.totals, (*corridor.legs, *corridor.stops)
        assert totals.time.value == pytest.approx(sum(part.time.value for part in parts))
        assert totals.time.low <= totals.time.value <= totals.time.high


@given(
    close=st.sets(st.sampled_from(["xa-xb-same-rail", "xa-yard", "xb-yard", "suez", "XBPRT", "XA-XB"])),
    objective=OBJECTIVE,
)
def test_closing_never_improves(tmp_path_factory, close, objective):
    world = drawn_world(tmp_path_factory.mktemp("law") / "w")
    free = by_sea(world, objective=objective)
    try:
        shut = by_sea(world, objective=objective, close=sorted(close))
    except NoRouteError:
        return
    assert (free.blocked, getattr(free.best.totals, objective).value) <= (
        shut.blocked,
        getattr(shut.best.totals, objective).value + 1e-9,
    )


def test_what_a_figure_rests_on_names_the_scenario(drawn, read):
    plan = ask(drawn, scenario=delayed(read, "xa-xb-north", "hours = 24"), k=1)
    assert ("scenario: Slow", "supposed in the scenario file") in [(one.id, one.title) for one in plan.sources]
    assert plan.scenario == "Slow (1 delayed)"
    figure = json.loads(to_json(plan))["corridors"][0]["stops"][0]["figures"]["time_h"]
    assert (figure["basis"], figure["note"]) == ("assumed", "delayed by the scenario Slow: queue")
    assert "scenario: Slow" in to_markdown(plan)


def test_what_changes_nothing_is_said(drawn, read):
    file = read(
        '[[delay]]\nid = "xb-yard"\nhours = 1\n[[delay]]\nid = "XA-XB"\nhours = 1\n'
        '[[parameter]]\nkind = "speed"\nmode = "road"\ncountry = "XC"\nvalue = 9'
    )
    plan = co.plan("XA", world=drawn, end="xa-yard", mode="road", as_of=DAY, scenario=file)
    assert plan.warnings[:3] == (
        "XA–XB is no border of this sequence: what is said of it changes nothing",
        "xb-yard is in no country of this sequence: its delay changes nothing",
        "XC is not in this sequence: its speed changes nothing",
    )


# What is wrong with a file


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("nam = 'x'", 1, "unknown key 'nam'; did you mean name?"),
        ("\nxyz = 1", 2, "unknown key 'xyz'; known here: name, note, as_of"),
        ("[cloze]", 1, "unknown key 'cloze'; did you mean close?"),
        ("name = 3", 1, "name = 3: must be a text in quotes"),
        ("\nnote = ['a']", 2, "note = ['a']: must be a text in quotes"),
        ("as_of = '2026-13-01'", 1, "as_of: '2026-13-01' is no date; write it as year-month-day, such as 2025-06-01"),
        ("as_of = 2026-01-01T10:00:00", 1, "is no date"),
        ("as_of = 2099-01-01", 1, "as_of: '2099-01-01' is outside 2015-01-01 to 2035-12-31"),
        ("cargo_t = '20'", 1, "cargo_t = '20': must be tonnes, 0.001 or more, less than 10000"),
        ("cargo_t = 0", 1, "cargo_t = 0: must be tonnes"),
        ("cargo_t = true", 1, "cargo_t = True: must be tonnes"),
        (f"cargo_t = 1{'0' * 400}", 1, "must be tonnes, 0.001 or more"),
        ("cargo_t = 1e-320", 1, "must be tonnes, 0.001 or more"),
        (f"cargo_t = 1{'0' * 5000}", 1, "not TOML"),
        ("cargo_t = nan", 1, "cargo_t = nan: must be tonnes"),
        ("mode = 'air'", 1, "mode = 'air': must be one of multimodal, road, rail"),
        ("objective = ['time']", 1, "objective = ['time']: must be one of time, cost, distance, co2e"),
        ("sea = 'often'", 1, "sea = 'often': must be one of auto, detour, always, never"),
        ("sequence = 'XA-Narnia'", 1, "sequence: unknown country 'Narnia'"),
        ("sequence = 3", 1, "sequence = 3: must be countries in order"),
        ("sequence = []", 1, "sequence: the sequence is empty"),
        ("close = 'x'", 1, "close is a list of tables: head each of them [[close]]"),
        ("[close]\nid = 'x'", 1, "close is a list of tables: head each of them [[close]]"),
        ("[[close]]\nnote = 'x'", 1, "id is missing: every [[close]] names what it is about"),
        ("[[close]]\nid = 3", 2, "id = 3 is no id: every [[close]] names what it is about"),
        ("[[close]]\nid = 'xa-xb-nort'", 2, "unknown gateway or passage 'xa-xb-nort'; did you mean xa-xb-north"),
        ("[[close]]\n\nid = 'dream'", 3, "dream is a planned link, which is off unless it is opened"),
        ("[[close]]\nid = 'XA-XC'", 2, "no crossing joins Aland and Celand"),
        ("[[close]]\nid = 'suez'\nform = 2026-01-01", 3, "unknown key 'form'; did you mean from?"),
        ("[[close]]\nid = 'suez'\nfrom = 'soon'", 3, "from: 'soon' is no date; write it as year-month-day, such as 2025-06-01"),
        ("[[close]]\nid = 'suez'\nfrom = 2026-02-01\nto = 2026-02-01", 4, "to = 2026-02-01 is not after from = 2026-02-01"),
        ("[[open]]\nid = 'stub-line'", 2, "stub-line cannot be taken as built: no end lies near a railway"),
        ("[[open]]\nid = 'dream'\nto = 2030-01-01", 3, "a planned link is built from a day on: it has no to"),
        ("[[build]]\nid = 'xa-xb-north'", 2, "xa-xb-north is a crossing; build takes a planned link"),
        ("[[build]]\nid = 'drea'", 2, "unknown planned link 'drea'; did you mean dream?"),
        ("[[build]]\nid = 'dream'\nto = 2030-01-01", 3, "unknown key 'to'; known here: id, from, note"),
        ("[[delay]]\nid = 'suez'\nhours = 1", 2, "suez is a passage; delay takes a crossing, port, terminal or pair"),
        ("[[delay]]\nid = 'XBPRT'", 1, "a delay has neither hours nor factor: give hours = 24 or factor = 1.5"),
        ("[[delay]]\nid = 'XBPRT'\nhours = 1\nfactor = 2", 4, "a delay has both hours and factor"),
        ("[[delay]]\nid = 'XBPRT'\nhours = -1", 3, "hours = -1: must be from 0 to 8760 h"),
        ("[[delay]]\nid = 'XBPRT'\nfactor = 0", 3, "factor = 0: must be from 0.01 to 1000"),
        ("[[delay]]\nid = 'XBPRT'\nhours = 2e9", 3, "hours = 2000000000.0: must be from 0 to 8760 h"),
        ("[[delay]]\nid = 'XBPRT'\nhours = 3\nhigh = 1e9", 4, "high = 1000000000.0: must be from 0 to 8760 h"),
        ("[[delay]]\nid = 'XBPRT'\nhours = '3'", 3, "hours = '3': must be a number"),
        ("[[delay]]\nid = 'XBPRT'\nhours = inf", 3, "hours = inf: must be a number"),
        ("[[delay]]\nid = 'XBPRT'\nhours = 3\nlow = 4", 4, "low = 4 is above hours = 3"),
        ("[[delay]]\nid = 'XBPRT'\nhours = 3\nhigh = 2", 4, "high = 2 is below hours = 3"),
        ("[[parameter]]\nvalue = 3", 1, "kind is missing: one of speed, transport_cost"),
        ("[[parameter]]\nkind = 'sped'\nvalue = 3", 2, "unknown kind 'sped'; did you mean speed?"),
        ("[[parameter]]\nkind = 'speed'\nvalue = 3", 1, "mode is missing: speed is by mode, one of road, rail"),
        ("[[parameter]]\nkind = 'speed'\nmode = 'sea'\nvalue = 3", 3, "mode = 'sea': speed is by mode, one of road, rail"),
        ("[[parameter]]\nkind = 'port_time'\nmode = 'sea'\nvalue = 3", 3, "port_time is the same for all modes, leave it out"),
        ("[[parameter]]\nkind = 'port_time'\ncountry = 'XA'\nvalue = 3", 3, "port_time is the same everywhere, leave it out"),
        ("[[parameter]]\nkind = 'speed'\nmode = 'road'\ncountry = 'Narnia'\nvalue = 3", 4, "unknown country 'Narnia'"),
        ("[[parameter]]\nkind = 'speed'\nmode = 'road'", 1, "value is missing: give a number"),
        ("[[parameter]]\nkind = 'speed'\nmode = 'road'\nvalue = 0", 4, "value = 0: must be from 1 to 500 x"),
        ("[[parameter]]\nkind = 'speed'\nmode = 'road'\nvalue = 1e-320", 4, "must be from 1 to 500 x"),
        ("[[parameter]]\nkind = 'transport_cost'\nmode = 'road'\nvalue = 1e308", 4, "value = 1e+308: must be from 0 to 20 USD"),
        ("[[parameter]]\nkind = 'co2e'\nmode = 'road'\nvalue = 2", 4, "value = 2: must be from 0 to 1 x"),
        ("[[parameter]]\nkind = 'port_time'\nvalue = 9000", 3, "value = 9000: must be from 0 to 8760 h"),
        ("[[parameter]]\nkind = 'co2e_ttw'\nmode = 'road'\nvalue = 0.6", 4, "value = 0.6: must be from 0 to 0.5 x"),
        (
            "[[parameter]]\nkind = 'co2e'\nmode = 'road'\nvalue = 0.02\n"
            "[[parameter]]\nkind = 'co2e_wtt'\nmode = 'road'\nvalue = 0.01", 5,
            "co2e_wtt road: line 1 has co2e road for the same time: give co2e, whose parts keep their shares of it, or ",
        ),
        ("[[parameter]]\nkind = 'port_cost'\nvalue = -1", 3, "value = -1: must be from 0 to 10000 USD"),
        ("[[parameter]]\nkind = 'port_time'\nvalue = 3\nunit = 'd'", 4, "unit = 'd': port_time is in h"),
        ("[[parameter]]\nkind = 'port_time'\nvalue = 3\nunit = {}", 4, "unit = {}: port_time is in h"),
        ("[[close]]\nid = 'suez'\n[[open]]\nid = 'suez'", 3, "open suez: line 1 has close suez for the same time"),
        ("[[close]]\nid = 'XA-XB'\n[[close]]\nid = 'xb-xa'", 3, "close XA-XB: line 1 has close XA-XB for the same time"),
        ("[[build]]\nid = 'dream'\n[[open]]\nid = 'dream'", 3, "build dream: line 1 has build dream for the same time"),
        ("[[close]]\nid = 'suez'\nid = 'x'", 3, "not TOML: Cannot overwrite a value"),
        ("name = ", 1, "not TOML: Invalid value"),
        ("\n\nname = 'x", 3, "not TOML"),
    ],
)  # fmt: skip
def test_every_mistake_has_its_line_and_says_what_would_be_right(read, text, line, says):
    found = problems(read, text)
    assert len(found) == 1
    assert found[0][0] == line
    assert says in found[0][1]


def test_all_mistakes_come_at_once_in_the_order_of_the_file(read):
    text = WHOLE.replace("cargo_t = 10", "cargo_t = -1").replace('"xa-xb-south"', '"xa-xb-soth"').replace("48", "1")
    found = problems(read, text.replace('unit = "x"', 'unti = "x"'))
    assert [line for line, _ in found] == [6, 22, 25, 37]


def test_spells_of_time_that_do_not_meet_are_no_contradiction(drawn, read):
    file = read(
        "[[close]]\nid = 'suez'\nto = 2026-02-01\n[[open]]\nid = 'suez'\nfrom = 2026-02-01\nto = 2026-03-01\n"
        "[[close]]\nid = 'suez'\nfrom = 2026-03-01"
    )
    shut = [
        Passage.SUEZ in file.on(day, world=drawn).shut_passages for day in ("2026-01-31", "2026-02-28", "2026-03-01")
    ]
    assert shut == [True, False, True]


def test_lines_are_found_past_texts_and_lists_of_several_lines():
    text = '''name = """
[[close]]
id = "no \\""" more
""" # [[close]]
sequence = [
  "A", # ]
  "B",
]
[[close]] # one
id = 'a # b'
[[ "close" ]]
"id" = """x"""
note = \'\'\'
[[close]]\'\'\'
from = 1'''
    lines = Lines(text)
    assert [lines.find(key=key) for key in ("name", "sequence", "nothing")] == [1, 5, 1]
    assert [lines.find("close", 0), lines.find("close", 0, "id"), lines.find("close", 0, "to")] == [9, 10, 9]
    assert [lines.find("close", 1, key) for key in ("", "id", "note", "from")] == [11, 12, 13, 15]


def test_a_file_that_cannot_be_read_is_one_line(drawn, tmp_path):
    with pytest.raises(BadValueError, match=r"cannot read scenario '.*none.toml': No such file"):
        co.load_scenario(tmp_path / "none.toml", world=drawn)
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(BadValueError, match="it is not UTF-8 text"):
        co.load_scenario(tmp_path / "latin.toml", world=drawn)
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbfname = 'x'")
    assert co.load_scenario(tmp_path / "bom.toml", world=drawn).name == "x"


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_hold_on_their_dates(path):
    file = co.load_scenario(path, world=WORLD)
    assert all(entry.holds(file.as_of) for entry in file.entries)
    plan = co.plan(list(file.sequence), world=WORLD, k=1, scenario=file)
    assert not plan.blocked
    assert plan.scenario.startswith(file.name)


# What differs


def test_the_parts_of_a_difference_add_up_to_the_totals(drawn, read):
    before, after = by_sea(drawn), by_sea(drawn, close="xa-xb-north", scenario=delayed(read, "XCPRT", "hours = 9"))
    found = difference_values(co.diff(before, after))
    for side, corridor in (("before", "baseline"), ("after", "corridor")):
        rows = [row[side] for row in (*found["borders"], *found["legs"]) if row[side]]
        totals = found[corridor]["totals"]
        assert sum(row.get("km", 0) for row in rows) == pytest.approx(totals["distance_km"])
        assert sum(row["h"] for row in rows) == pytest.approx(totals["time_h"])
        assert sum(row["usd"] for row in rows) == pytest.approx(totals["cost_usd"])
    for name, key in (("km", "distance_km"), ("h", "time_h"), ("usd", "cost_usd")):
        there, here = (found[one]["totals"][key] for one in ("baseline", "corridor"))
        assert found["change"][name] == pytest.approx(here - there)


def test_a_difference_by_country_and_border(drawn):
    found = co.diff(ask(drawn), ask(drawn, close="xa-xb-north"))
    (border,) = found.borders
    assert (border.start, border.end, border.before.via, border.after.via) == (
        "XA", "XB", ("xa-xb-north",), ("xa-xb-south",),
    )  # fmt: skip
    assert [(one.country, one.before.modes, one.after.modes) for one in found.countries] == [
        ("XA", (Mode.ROAD,), (Mode.ROAD,)), ("XB", (Mode.ROAD,), (Mode.ROAD,)),
    ]  # fmt: skip
    sea = co.diff(by_sea(drawn), by_sea(drawn))
    assert [(one.start, one.end, one.after.via) for one in sea.borders][1:] == [("XB", "XC", ())]
    assert "" in [one.country for one in sea.countries]
    assert [one.country for one in sea.countries if "XCPRT" in one.after.via] == ["XC"]
    assert sea.borders[0].before == sea.borders[0].after
    assert hash(found) != hash(sea)


def test_what_two_files_say_differently(read):
    one, other = (
        read(WHOLE),
        read(WHOLE.replace("hours = 24", "hours = 20").replace('id = "south-line"', 'id = "dream"')),
    )
    assert [(each.what, each.id, each.before, each.after) for each in changes(one, other)] == [
        ("delay", "xa-xb-south", "+24 (12–48) h; queue", "+20 (12–48) h; queue"),
        ("build", "south-line", "built; from 2030-01-01", ""),
        ("build", "dream", "", "built; from 2030-01-01"),
    ]
    assert changes(one, one) == ()
    shipped = changes(SHIPPED, one)
    assert [each.what for each in shipped][:6] == ["as_of", "cargo_t", "mode", "objective", "sea", "sequence"]
    assert all(not each.before for each in shipped)
    assert shipped[6].after == "closed; from 2026-01-01 to 2026-02-01; strike"
    assert shipped[-1].after == "100 x"

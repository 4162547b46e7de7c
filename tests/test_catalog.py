"""The catalogue: what is listed, what is found by an id, and which figures stand behind it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.catalog import (
    border_times,
    crossings_of,
    details,
    named_corridors,
    planned_links,
    ports_of,
    published_at,
    published_of,
    source_uses,
    terminals_of,
    used,
)
from corridor.errors import BadValueError, UnknownNameError
from corridor.figures import CARGO_T
from corridor.gateways import crossings, ports, terminals
from corridor.io import details_csv, details_json, details_markdown
from corridor.io.sheet import sheet
from corridor.links import links
from corridor.model import Mode, SideStep, Status
from corridor.rates import rates
from corridor.scenario import dated
from tests.drawn import drawn_world
from tests.shipped import rows

WORLD = co.load()
TODAY = dated(WORLD, as_of="2026-11-24")
CROSSINGS = sorted(crossings(WORLD))


def show(name, world=WORLD, scenario=TODAY):
    return details(world, name, scenario=scenario)


def test_a_country_has_all_its_borders_and_a_pair_its_own():
    every = crossings_of(WORLD, (), scenario=TODAY)
    of_uz = crossings_of(WORLD, ("Uzbekistan",), scenario=TODAY)
    pair = crossings_of(WORLD, ("AFG", "O‘zbekiston"), scenario=TODAY)
    assert len(every) == len(CROSSINGS)
    assert {one.crossing.id for one in of_uz} == {
        name for name in CROSSINGS if "UZ" in crossings(WORLD)[name].countries
    }
    assert {one.crossing.id for one in pair} == {"uz-af-ayritom-hairatan", "uz-af-galaba-hairatan-rail"}
    assert {one.crossing.mode for one in crossings_of(WORLD, ("UZ",), scenario=TODAY, mode=Mode.RAIL)} == {Mode.RAIL}


def test_the_status_is_that_of_the_day():
    for day, status in (("2025-06-01", Status.OPEN), ("2026-11-24", Status.CLOSED)):
        found = crossings_of(WORLD, ("AF", "PK"), scenario=dated(WORLD, as_of=day))
        assert next(one for one in found if one.crossing.id == "af-pk-torkham").status.status is status


def test_a_pair_without_a_crossing_is_empty_and_one_country_twice_is_refused(drawn):
    assert crossings_of(drawn, ("XA", "XC"), scenario=dated(drawn)) == ()
    with pytest.raises(BadValueError, match="same country"):
        crossings_of(drawn, ("XA", "Aland"), scenario=dated(drawn))
    with pytest.raises(BadValueError, match="not of 3"):
        crossings_of(drawn, ("XA", "XB", "XC"), scenario=dated(drawn))


def test_ports_of_a_country_come_in_the_order_of_their_rank():
    assert [port.id for port in ports_of(WORLD, "pak")][:3] == ["PKKHI", "PKBQM", "PKGWD"]
    assert len(ports_of(WORLD)) == len(ports(WORLD))
    assert ports_of(WORLD, "UZ") == ()


def test_terminals_of_a_country():
    assert {one.country for one in terminals_of(WORLD, "AF")} == {"AF"}
    assert len(terminals_of(WORLD)) == len(terminals(WORLD))


def test_everything_that_has_an_id_is_found_by_it_in_any_case():
    for known in (crossings(WORLD), ports(WORLD), terminals(WORLD), named_corridors(WORLD), planned_links(WORLD)):
        for name in sorted(known)[::25]:
            for typed in (name.upper(), f" {name.lower()} "):
                told = json.loads(details_json(show(typed)))
                assert told["id"] == name
                assert told["schema"] == "corridor.show/1"


def test_no_id_means_two_things():
    every = [name for known in (crossings, terminals, named_corridors, planned_links) for name in known(WORLD)]
    assert len(every) == len(set(every))


def test_a_un_locode_finds_its_only_gateway_and_one_of_several_asks_which():
    assert show("pktor").crossing.id == "af-pk-torkham"
    with pytest.raises(BadValueError, match="uz-af-ayritom-hairatan and uz-af-galaba-hairatan-rail"):
        show("UZTER")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("torkham", "af-pk-torkham"), ("af-pk-torkhm", "af-pk-torkham"), ("Karachi", "PKKHI"), ("PKKHJ", "PKKHI")],
)
def test_an_unknown_id_gets_the_nearest(typed, near):
    with pytest.raises(UnknownNameError) as found:
        show(typed)
    assert near in found.value.suggestions


def test_sources_of_one_year_that_differ_become_a_range_and_the_surest_stands(drawn):
    groups = {group.year: group for group in published_at(drawn, "xa-xb-north")}
    assert (groups["2021"].time.value, groups["2021"].time.low, groups["2021"].time.high) == (6, 6, 8)
    assert len(groups["2021"].rows) == 2
    assert (groups["2022"].time.low, groups["2022"].time.high) == (7, 7)
    text = details_markdown(details(drawn, "xa-xb-north", scenario=dated(drawn)))
    assert "6–8 h" in text


def test_every_published_row_of_a_post_is_shown():
    published = [row for row in rows("border_times") if row["gateway"]]
    assert published
    for name in sorted({row["gateway"] for row in published}):
        own = [row for row in published if row["gateway"] == name]
        shown = json.loads(details_json(show(name)))["published"]
        told = sorted((str(row["time_h"] or ""), row["source"]) for group in shown for row in group["rows"])
        assert told == sorted((str(float(row["time_h"])) if row["time_h"] else "", row["source"]) for row in own)


def test_means_of_a_country_are_those_of_the_mode():
    means = published_of(WORLD, ("KZ", "UZ"), Mode.RAIL)
    assert {one.country for one in means} == {"KZ", "UZ"}
    assert {one.mode for one in means} == {Mode.RAIL}
    assert all(row.scope == "country" for one in means for row in one.rows)


@given(st.sampled_from(CROSSINGS))
def test_what_is_shown_is_what_a_plan_takes(name):
    crossing, table = crossings(WORLD)[name], rates(WORLD)
    for border in used(WORLD, crossing):
        time, cost = table.clearance(crossing, border.start, CARGO_T)
        assert (border.time, border.cost) == (time, cost)
        assert border.time.value == pytest.approx(sum(side.time.value for side in border.sides))
        assert border.cost.value == pytest.approx(sum(side.cost.value for side in border.sides))
        assert time.steps == tuple(SideStep(side.country, side.direction, side.time_step) for side in border.sides)
        assert cost.steps == tuple(SideStep(side.country, side.direction, side.cost_step) for side in border.sides)


@pytest.mark.parametrize(
    ("crossing", "country", "direction", "time_step", "cost_step"),
    [
        ("af-pk-torkham", "AF", "outbound", "crossing", "country"),  # the post has a time and no cost
        ("af-pk-torkham", "PK", "inbound", "crossing", "crossing"),
        ("af-pk-ghulam-khan", "PK", "outbound", "country", "country"),
        ("by-ru-redki-krasnaya-gorka", "RU", "inbound", "union-state", "union-state"),
        ("ru-kz-sagarchin-zhaisan", "KZ", "inbound", "eaeu", "eaeu"),
        ("kz-uz-saryagash-keles-rail", "KZ", "inbound", "same-gauge", "same-gauge"),
        ("ir-tr-bazargan-gurbulak", "TR", "inbound", "elsewhere", "elsewhere"),
    ],
)
def test_the_step_that_a_figure_stands_on(crossing, country, direction, time_step, cost_step):
    found = rates(WORLD).side(crossings(WORLD)[crossing], country, direction)
    assert (found.time_step, found.cost_step) == (time_step, cost_step)


def test_the_sheet_of_torkham_tells_what_an_analyst_asks():
    told = sheet(show("af-pk-torkham"))
    facts = dict(told.facts)
    assert told.alert == "closed since 2025-10-12"
    assert facts["lon, lat"] == "71.0933, 34.1223"
    assert facts["network"].endswith("from the road network")
    tables = {one.title: one for one in told.tables}
    taken = tables["What a plan takes, for 20 t"]
    assert taken.rows[0][:3] == ("AF → PK", "AF outbound", "24.2 h (12.1–36.3)")
    assert taken.rows[0][4].startswith("measured at this post")
    assert len(tables["Published of this post"].rows) == 7
    assert tables["Status history"].rows[1][:3] == ("2025-10-12", "until further notice", "closed")
    cited = {part for table in told.tables for row in table.rows for part in row if part.startswith("[")}
    assert cited
    assert all(int(number) <= len(told.sources) for part in cited for number in part.strip("[]").split("]["))


def test_a_crossing_that_no_plan_passes_says_why():
    told = sheet(show("af-pk-torkham-rail"))
    taken = next(one for one in told.tables if one.title.startswith("What a plan takes"))
    assert taken.note.endswith("No plan passes here: not for freight.")
    assert dict(told.facts)["network"] == "not attached: no rail of the network crosses AF–PK near it"


def test_lengths_and_costs_of_links_are_ranges_where_sources_differ():
    link = planned_links(WORLD)["ml1-upgrade"]
    assert (link.cost.value, link.cost.low, link.cost.high) == (6800, 4500, 8000)
    facts = dict(sheet(show("ml1-upgrade")).facts)
    assert facts["cost"] == "6 800 million USD (4 500–8 000)"
    assert dict(sheet(show("gwadar-rail")).facts)["length"] == "no data"


def test_a_link_without_a_published_length_has_the_one_that_a_plan_takes():
    link = planned_links(WORLD)["khunjerab-rail"]
    assert link.length == links(WORLD)["khunjerab-rail"].length
    assert dict(sheet(show("khunjerab-rail")).facts)["length"].endswith(", assumed")


@pytest.mark.parametrize("name", ["af-pk-torkham", "PKKHI", "af-hairatan", "uap", "cku-rail"])
def test_csv_and_json_name_only_known_sources(name):
    known = {row["id"] for row in rows("fact_sources")}
    told = json.loads(details_json(show(name)))
    assert {one["id"] for one in told["sources"]} <= known
    assert told["source"] in {one["id"] for one in told["sources"]}
    lines = details_csv(show(name)).split("\r\n")
    assert lines[0].startswith("section,item,value,low,high,unit,basis")
    assert len(lines) > 10


def test_uses_are_counted_over_all_tables(drawn):
    (use,) = source_uses(drawn)
    counts = dict(use.tables)
    assert counts["border_times"] == len(border_times(drawn)) == 4
    assert counts["crossings"] == 7
    assert counts["parameters"] == 21
    assert use.uses == sum(counts.values())


def test_a_source_that_nothing_rests_on_has_no_uses_and_one_that_is_not_listed_no_title(drawn):
    path = drawn.root / "fact_sources.csv"
    path.write_text("id,title,publisher,year\nidle,Never cited,P,2024\n", encoding="utf-8")
    uses = {use.id: use for use in source_uses(co.load(drawn.root))}
    assert uses["idle"].uses == 0
    assert uses["s1"].title == ""
    assert uses["s1"].uses > 0


def test_every_shipped_source_is_known_and_used():
    assert all(use.title and use.uses for use in source_uses(WORLD))


def test_the_order_of_the_tables_changes_no_answer(tmp_path):
    there, back = (drawn_world(tmp_path / str(order), order=order) for order in (1, -1))
    for name in ("xa-xb-north", "XBPRT", "xa-yard", "dream", "a-to-b"):
        one, other = (details(world, name, scenario=dated(world, as_of="2026-11-24")) for world in (there, back))
        assert sheet(one).facts == sheet(other).facts

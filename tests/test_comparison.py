"""Corridors side by side: the best marked, what is missing missing, saved plans as good as new ones."""

import csv
import json
import re
from dataclasses import replace
from io import StringIO

import pandas as pd
import pytest
from click.testing import CliRunner

import corridor as co
from corridor.cli import main
from corridor.comparing import SHORT_LIST, compare_targets
from corridor.comparison import (
    MEASURES,
    Value,
    breakeven,
    comparison,
    comparison_csv,
    comparison_html,
    comparison_json,
    comparison_markdown,
    failed,
    letters,
    table,
)
from corridor.comparison.cells import name_of
from corridor.comparison.measures import ARRIVALS
from corridor.errors import CorridorError, NoRouteError
from corridor.io import to_json
from tests.drawn import drawn_world

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("compare") / "w")


def ask(world, *targets, **terms):
    return compare_targets(targets, world=world, as_of=DAY, **terms)


def test_one_target_alone_shows_its_alternatives(world):
    plan = co.plan("XA-XB", world=world, as_of=DAY)
    found = ask(world, "XA-XB")
    assert [one.label for one in found.columns] == [one.label for one in plan.corridors]
    for column, corridor in zip(found.columns, plan.corridors, strict=True):
        assert column.of("cost_usd").value == pytest.approx(corridor.totals.cost.value, abs=0.01)
        assert column.of("time_h").high == pytest.approx(corridor.totals.time.high, abs=0.01)


def test_the_best_of_each_measure_and_what_is_missing(world):
    found = ask(world, "XA-XB", "XA-XB-XC")
    a, b = found.columns
    for measure in MEASURES:
        known = [one.of(measure.key) for one in (a, b)]
        if None in known or measure.less_is_better is None or known[0].value == known[1].value:
            assert found.best(measure) is None
        else:
            values = [one.value for one in known]
            assert found.best(measure) == (min(values) if measure.less_is_better else max(values))
            assert [found.is_best(one, measure) for one in (a, b)] == [value == found.best(measure) for value in values]
    assert a.of("generalised_usd") is None
    assert "generalised" not in comparison_markdown(found)  # a row without a figure in any column is left out
    assert ask(world, "XA-XB", value_of_time=3).columns[0].of("generalised_usd").value > 0


def test_what_has_no_way_is_a_column_that_says_why(world):
    found = ask(world, "XA-XB", "XA-XC")
    assert found.columns[1].values == ()
    assert "Aland" in found.columns[1].status
    told = json.loads(comparison_json(found))
    assert told["columns"][1]["corridor"] is None
    assert set(told["columns"][1]["values"].values()) == {None}
    assert "no data" in comparison_markdown(found)


def test_a_saved_plan_is_as_good_as_new(world, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(to_json(co.plan("XA-XB", world=world, as_of=DAY)), encoding="utf-8")
    saved, fresh = ask(world, str(path), "XA-XB").columns
    assert (saved.name, fresh.name) == ("saved.json", "XA-XB")
    told = [pair for pair in fresh.values if pair[0] not in ARRIVALS]
    assert list(saved.values) == told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is no JSON file"),
        ("[]", "is no saved plan"),
        ('{"schema": "corridor.plan/1", "corridors": []}', "an object with 'sequence'"),
        (None, "cannot read"),
    ],
)
def test_a_broken_file_gets_one_line(world, tmp_path, text, says):
    path = tmp_path / "x.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CorridorError, match=says) as caught:
        ask(world, str(path), "XA-XB")
    assert caught.value.exit_code == (2 if text is None else 1)


def test_scenarios_beside_each_other_and_what_is_not_alike(world, tmp_path):
    shut = tmp_path / "shut.toml"
    shut.write_text('cargo_t = 10\n[[close]]\nid = "xa-xb-north"\n', encoding="utf-8")
    found = ask(world, "XA-XB", scenarios=["shipped", str(shut)], mode="road", objective="distance")
    assert [one.name for one in found.columns] == ["XA-XB · shipped", "XA-XB · shut"]
    assert [one.via for one in found.columns] == [("xa-xb-north",), ("xa-xb-south",)]
    assert [one for one in found.warnings if "not alike" in one] == ["cargo is not alike: A 20 t; B 10 t"]


def test_every_format(world):
    found = ask(world, "XA-XB")
    rows = list(csv.DictReader(StringIO(comparison_csv(found))))
    assert [row["letter"] for row in rows] == [one.letter for one in found.columns]
    assert float(rows[0]["cost_usd"]) == found.columns[0].of("cost_usd").value
    assert rows[0]["generalised_usd"] == ""
    told = json.loads(comparison_json(found))
    assert [one["key"] for one in told["measures"]] == [one.key for one in MEASURES]
    assert told["columns"][0]["values"]["cost_usd"]["best"] is True
    page = comparison_html(found)
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert page.count('class="best"') == sum(
        found.best(measure) is not None for measure in MEASURES if any(c.of(measure.key) for c in found.columns)
    )


def test_hostile_names_are_inert(world):
    name = '<script>alert("x")</script>|=1+1'
    hostile = comparison([*(co_named(one, name) for one in ask(world, "XA-XB", "XA-XB-XC").columns)])
    assert "<script>" not in comparison_html(hostile)
    assert not re.search(r"(?<!\\)<script", comparison_markdown(hostile))


def co_named(column, name):
    return type(column)(*(name if field == "name" else getattr(column, field) for field in column.__slots__))


def test_as_a_data_frame(world):
    plan = co.plan("XA-XB", world=world, as_of=DAY)
    frame = co.compare(plan)
    assert list(frame.index) == [one.id for one in plan.corridors]
    assert frame.loc["A", "cost_usd"] == pytest.approx(plan.best.totals.cost.value, abs=0.01)
    assert frame.loc["A", "time_h_high"] == pytest.approx(plan.best.totals.time.high, abs=0.01)


def test_python_and_the_command_compare_alike(world):
    frame = co.compare("XA-XB", "XA-XB-XC", world=world, as_of=DAY, container="20")
    found = ask(world, "XA-XB", "XA-XB-XC", container="20")
    assert list(frame.index) == ["A", "B"] == [one.letter for one in found.columns]
    for measure in MEASURES:
        for one in found.columns:
            told, shown = one.of(measure.key), frame.loc[one.letter, measure.key]
            assert shown == told.value if told else pd.isna(shown)
    with pytest.raises(TypeError, match="no 'colour'"):
        co.compare("XA-XB", world=world, colour="red")


@pytest.mark.parametrize("shape", ["table", "json", "csv", "md", "html"])
def test_the_command(world, tmp_path, shape):
    run = CliRunner().invoke
    told = run(main, ["compare", "XA-XB", "XA-XB-XC", "--as-of", DAY, "--data", str(world.root), "--format", shape])
    assert told.exit_code == 0, told.output
    out = tmp_path / "x.html"
    told = run(main, ["compare", "a-to-b", "--as-of", DAY, "--data", str(world.root), "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def run(world, *words):
    return CliRunner().invoke(main, ["compare", *words, "--as-of", DAY, "--data", str(world.root)])


def scenario(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_shares_emissions_and_figures_a_teu(world):
    (one,) = ask(world, "XA-XB", k=1, container="40", cargo_t=40).columns
    card, teu = one.corridor.totals, 4
    assert one.of("usd_per_teu").value == pytest.approx(card.cost.value / teu, abs=0.01)
    assert one.of("co2e_kg_per_teu").high == pytest.approx(card.co2e.high / teu, abs=0.01)
    shares = [one.of(f"{name}_share").value for name in ("moving", "border", "terminal")]
    assert sum(shares) == pytest.approx(1, abs=0.001)
    assert one.of("co2e_ttw_kg").value + one.of("co2e_wtt_kg").value == pytest.approx(one.of("co2e_kg").value)
    assert ask(world, "XA-XB", k=1).columns[0].of("usd_per_teu") is None


def test_arrivals_are_those_of_risk_and_share_their_draws(world):
    plan = co.plan("XA-XB", world=world, as_of=DAY)
    found, risk = ask(world, "XA-XB"), co.risk(plan, world=world)
    for column, arrival in zip(found.columns, risk.arrivals, strict=True):
        assert column.of("p50_h").value == pytest.approx(arrival.p50_h, abs=0.001)
        assert column.of("p95_h").value == pytest.approx(arrival.p95_h, abs=0.001)
        assert column.of("buffer_h").value == pytest.approx(arrival.buffer_h, abs=0.001)
        assert column.of("fastest_share").value == pytest.approx(arrival.fastest, abs=0.001)
    assert dict(dict(found.before)["A"])["B"] == pytest.approx(risk.before[0][1])
    twice = ask(world, "XA-XB", "XA-XB")
    assert [one.of("fastest_share").value for one in twice.columns] == [0.5, 0.5]
    assert dict(dict(twice.before)["A"])["B"] == 0.0


def test_break_evens_are_those_of_risk(world):
    plan = co.plan("XA-XB", world=world, as_of=DAY)
    found, risk = ask(world, "XA-XB"), co.risk(plan, world=world)
    told = [
        {
            (
                one.leader,
                one.rival,
                one.unit,
                one.gap,
                tuple((each.gateway, round(each.change, 3)) for each in one.thresholds),
            )
            for one in margins
        }
        for margins in (found.margins, risk.margins)
    ]
    assert told[0] == told[1]
    assert any("before B wins" in one for one in breakeven(found))
    assert json.loads(comparison_json(found))["breakeven"] == list(breakeven(found))
    unlike = comparison([ask(world, "XA-XB", k=1).columns[0], ask(world, "XA-XB", k=1, cargo_t=5).columns[0]])
    assert unlike.margins == ()


def test_other_ends_and_other_questions_are_said(world, tmp_path):
    found = ask(world, "XA-XB", "XB-XC")
    assert "origin is not alike: A Startville; B Endton" in found.warnings
    assert any(one.startswith("destination is not alike: A ") for one in found.warnings)
    assert any("of unlike journeys" in one for one in found.warnings)
    assert any(found.is_best(one, measure) for one in found.columns for measure in MEASURES)
    deltas = [one["values"]["time_h"]["delta"] for one in json.loads(comparison_json(found))["columns"]]
    assert sum(delta > 0 for delta in deltas) == 1
    path = tmp_path / "saved.json"
    told = json.loads(to_json(co.plan("XA-XB", world=world, as_of=DAY, value_of_time=3, container="20", sea="never")))
    told["cargo_t"] = 20
    path.write_text(json.dumps(told), encoding="utf-8")
    said = [one for one in ask(world, str(path), "XA-XB").warnings if "not alike" in one]
    assert said == [
        "sea is not alike: A never; B auto",
        "value of time is not alike: A 3 USD/h; B none",
        "container is not alike: A 20 ft; B none",
    ]


@pytest.fixture
def shut(tmp_path):
    roads = "xa-xb-north", "xa-xb-south"
    text = "".join(f'[[close]]\nid = "{one}"\nfrom = 2026-01-02\n' for one in roads)
    return scenario(tmp_path, "shut.toml", text)


def test_closed_is_infeasible_and_not_slow(world, shut):
    found = ask(world, "XA-XB", scenarios=[shut, "shipped"], mode="road")
    a, b = found.columns
    assert (a.status, b.status) == ("blocked", "open")
    assert not any(found.is_best(a, measure) for measure in MEASURES)
    assert a.of("fastest_share") is None
    assert any(one.startswith("A: Aland–Beland is closed to freight since 2026-01-02") for one in found.warnings)
    assert not any(one.startswith("A, B: Aland–Beland is closed") for one in found.warnings)
    dear = ask(world, "XA-XB", scenarios=[shut, "shipped"], mode="road", objective="time")
    cheaper = comparison([replace_value(dear.columns[0], "cost_usd", 1.0), dear.columns[1]])
    cost = next(one for one in MEASURES if one.key == "cost_usd")
    assert cheaper.best(cost) == dear.columns[1].of("cost_usd").value
    shown = dict(table(cheaper))["cost, USD"]
    assert [one.best for one in shown] == [False, True]
    assert shown[0].text.endswith("(-100%)")


def replace_value(column, key, value):
    values = tuple((name, replace(one, value=value) if name == key else one) for name, one in column.values)
    return replace(column, values=values)


def test_where_all_is_closed_the_best_of_these_is_marked(world, shut):
    found = ask(world, "XA-XB", scenarios=[shut], mode="road", k=2)
    assert {one.status for one in found.columns} == {"blocked"}
    assert any(found.is_best(found.columns[0], measure) for measure in MEASURES)


def test_no_way_at_all_is_exit_1_with_the_reasons(world):
    with pytest.raises(NoRouteError, match="XA-XC: "):
        ask(world, "XA-XC", "XC-XA")
    told = run(world, "XA-XC", "XC-XA")
    assert told.exit_code == 1
    assert [line.split(":")[:2] for line in told.stderr.splitlines()] == [
        ["corridor", " XA-XC"],
        ["corridor", " XC-XA"],
    ]
    assert run(world, "XA-XC").exit_code == 1
    assert run(world, "XA-XB", "XA-XC").exit_code == 0


def test_from_to_and_status_are_as_in_plan(world, shut):
    told = ask(world, "XA-XB", "XA-XB-XC", start="A Yard")
    assert {one.start[1] for one in told.columns} == {"A Yard"}
    assert told.columns[0].end[0] == ask(world, "XA-XB").columns[0].end[0]
    refused = run(world, "XA-XB", "--scenario", shut, "--scenario", "shipped", "--mode", "road", "--status", "open")
    assert refused.exit_code == 0
    assert "Aland" in refused.stdout
    assert json.loads(run(world, "XA-XB", "--to", "B Yard", "--format", "json").stdout)["columns"][0]["to"] == {
        "id": "xb-yard",
        "name": "B Yard",
    }


def test_countries_one_by_one_are_told_to_be_joined(world):
    told = run(world, "XA", "XB")
    assert told.exit_code == 2
    assert "XA-XB" in told.stderr


@pytest.mark.parametrize("k", ["0", "51", "-3"])
@pytest.mark.parametrize("targets", [["XA-XB"], ["XA-XB", "XA-XB-XC"]])
def test_k_is_refused_in_all_cases(world, k, targets):
    told = run(world, *targets, "-k", k)
    assert told.exit_code == 2
    assert "from 1 to 50" in told.stderr


def test_what_the_plans_say_goes_to_stderr_and_k_of_several_is_said(world):
    told = run(world, "XA-XB", "XB-XC", "-k", "2", "--format", "csv")
    assert told.exit_code == 0
    assert "not alike" not in told.stdout
    said = told.stderr.splitlines()
    assert "corridor: origin is not alike: A Startville; B Endton" in said
    assert said[-1].startswith("corridor: -k not applied")


def test_alike_names_are_told_apart(world, tmp_path):
    first = scenario(tmp_path, "one/shut.toml", "cargo_t = 10")
    second = scenario(tmp_path, "two/shut.toml", "cargo_t = 10")
    found = ask(world, "XA-XB", scenarios=[first, second])
    assert [one.name for one in found.columns] == [f"XA-XB · {first}", f"XA-XB · {second}"]
    assert [one.name for one in ask(world, "XA-XB", "XA-XB").columns] == ["XA-XB", "XA-XB (2)"]


def test_a_best_of_nothing_has_a_unit():
    units = {"terminal_h": ("24 h", 24), "co2e_kg": ("0.3 t", 300), "cost_usd": ("329 USD", 329), "borders": ("2", 2)}
    for measure in MEASURES:
        if measure.key in units:
            shown, value = units[measure.key]
            columns = [replace(failed("x", "open"), values=((measure.key, Value(number)),)) for number in (0.0, value)]
            cells = dict(table(comparison(columns)))[name_of(measure)]
            assert cells[0].best
            assert cells[1].text.endswith(f"(+{shown})")


def test_every_column_of_csv_is_a_number_or_text_without_formula(world):
    (one,) = ask(world, "XA-XB", k=1).columns
    hostile = comparison([replace(one, via=("=cmd()",), name="@x", label="+1")])
    (row,) = csv.DictReader(StringIO(comparison_csv(hostile)))
    assert (row["via"], row["target"], row["label"]) == ("'=cmd()", "'@x", "'+1")


def test_a_plan_itself_is_a_target_and_says_nothing_of_what_is_not_shown(world, tmp_path):
    plan = co.plan("XA-XB", world=world, as_of=DAY)
    assert any(SHORT_LIST in one for one in plan.warnings)
    found = compare_targets([plan, "XA-XB"], world=world, as_of=DAY)
    assert [one.name for one in found.columns] == ["XA-XB", "XA-XB (2)"]
    assert not any(SHORT_LIST in one for one in found.warnings)
    assert any(SHORT_LIST in one for one in ask(world, "XA-XB").warnings)


def test_the_chart_is_written_with_the_letters_of_the_table(world, tmp_path):
    path = tmp_path / "x.svg"
    told = run(world, "XA-XC", "XA-XB", "XA-XB-XC", "-o", str(path))
    assert told.exit_code == 0, told.output
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert ">XA-XB: " in text
    assert ">B</text>" in text
    assert ">A</text>" not in text  # that has no way


@pytest.mark.parametrize(
    ("given", "said"), [("A", "A"), ("AB", "A, B"), ("ABC", "A–C"), ("ACDEG", "A, C–E, G"), ("YZ", "Y, Z"), ("", "")]
)
def test_letters_that_follow_each_other_are_told_as_one(given, said):
    assert letters(given) == said
    assert letters(["Y", "Z", "AA", "AB"]) == "Y–AB"

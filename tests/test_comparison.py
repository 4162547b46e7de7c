"""Corridors side by side: the best marked, what is missing missing, saved plans as good as new ones."""

import csv
import json
import re
from io import StringIO

import pytest
from click.testing import CliRunner

import corridor as co
from corridor.cli import main
from corridor.comparing import compare_targets
from corridor.comparison import (
    MEASURES,
    comparison,
    comparison_csv,
    comparison_html,
    comparison_json,
    comparison_markdown,
)
from corridor.errors import CorridorError
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
    assert saved.values == fresh.values


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is no JSON file"),
        ("[]", "is no saved plan"),
        ('{"schema": "corridor.plan/1", "corridors": []}', "a part missing or wrong"),
        (
            '{"schema": "corridor.plan/1", "corridors": [{"totals": {"cost_usd": "x"}, "figures": {}}]}',
            "missing or wrong",
        ),
        (None, "cannot read"),
    ],
)
def test_a_broken_file_gets_one_line(world, tmp_path, text, says):
    path = tmp_path / "x.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(CorridorError, match=says) as caught:
        ask(world, str(path), "XA-XB")
    assert caught.value.exit_code == 2


def test_scenarios_beside_each_other_and_what_is_not_alike(world, tmp_path):
    shut = tmp_path / "shut.toml"
    shut.write_text('cargo_t = 10\n[[close]]\nid = "xa-xb-north"\n', encoding="utf-8")
    found = ask(world, "XA-XB", scenarios=["shipped", str(shut)], mode="road", objective="distance")
    assert [one.name for one in found.columns] == ["XA-XB · shipped", "XA-XB · shut"]
    assert [one.via for one in found.columns] == [("xa-xb-north",), ("xa-xb-south",)]
    assert found.warnings == ("cargo is not alike: A 20.0; B 10.0",)


def test_every_format(world):
    found = ask(world, "XA-XB", "XA-XB-XC")
    rows = list(csv.DictReader(StringIO(comparison_csv(found))))
    assert [row["letter"] for row in rows] == ["A", "B"]
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


@pytest.mark.parametrize("shape", ["table", "json", "csv", "md", "html"])
def test_the_command(world, tmp_path, shape):
    run = CliRunner().invoke
    told = run(main, ["compare", "XA-XB", "XA-XB-XC", "--as-of", DAY, "--data", str(world.root), "--format", shape])
    assert told.exit_code == 0, told.output
    out = tmp_path / "x.html"
    told = run(main, ["compare", "a-to-b", "--as-of", DAY, "--data", str(world.root), "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")

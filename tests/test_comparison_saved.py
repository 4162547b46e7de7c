"""Saved plans, damaged in every way: one line that names the file, the field and what is right; never a traceback."""

import csv
import json
import math
from io import StringIO

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as co
from corridor.cli import main
from corridor.comparing import compare_targets
from corridor.comparison import (
    comparison,
    comparison_csv,
    comparison_html,
    comparison_json,
    comparison_markdown,
    read_all,
)
from corridor.errors import DataError
from corridor.io import to_json
from tests.drawn import drawn_world

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("saved") / "w")


@pytest.fixture(scope="module")
def told(world):
    return to_json(co.plan("XA-XB", world=world, as_of=DAY))


def run(world, *words):
    return CliRunner().invoke(main, ["compare", *words, "--data", str(world.root)])


def put(told, place, value):
    """Return the text of a plan with one of its parts changed."""
    values = json.loads(told)
    *way, last = place
    at = values
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(values)


GONE = ...
BEST = ("corridors", 0)
DAMAGES = [
    ((*BEST, "totals", "time_h"), math.nan, "corridors[0].totals.time_h must be a finite number, 0 or more, not nan"),
    ((*BEST, "totals", "time_h"), math.inf, "totals.time_h must be a finite number, 0 or more, not inf"),
    ((*BEST, "totals", "cost_usd"), -5, "totals.cost_usd must be a finite number, 0 or more, not -5"),
    ((*BEST, "totals", "cost_usd"), "12", 'totals.cost_usd must be a finite number, 0 or more, not "12"'),
    ((*BEST, "totals", "cost_usd"), True, "totals.cost_usd must be a finite number, 0 or more, not true"),
    ((*BEST, "totals", "cost_usd"), 10**400, "a number too large"),
    ((*BEST, "totals", "borders"), 1.5, "totals.borders must be a whole number, 0 or more, not 1.5"),
    ((*BEST, "totals", "distance_km"), 1, ", as figures.distance_km has it, not 1"),
    ((*BEST, "totals", "time_shares", "moving"), 3, "time_shares.moving must be a number from 0 to 1, not 3"),
    (
        (*BEST, "figures", "cost_usd", "low"),
        "=cmd()",
        'figures.cost_usd.low must be a finite number, 0 or more, not "=c',
    ),
    (
        (*BEST, "figures", "cost_usd", "low"),
        1e9,
        'figures.cost_usd must be a figure with low ≤ value ≤ high, not "low 1e+09',
    ),
    ((*BEST, "figures", "cost_usd", "basis"), "guess", "must be one of measured, derived, assumed"),
    ((*BEST, "label"), None, "corridors[0].label must be a text of one line, not null"),
    ((*BEST, "label"), "a\x1b[2Jb", "corridors[0].label must be a text of one line"),
    ((*BEST, "status"), "<b>", "corridors[0].status must be one of open, blocked"),
    ((*BEST, "via"), [1], "corridors[0].via[0] must be a text of one line, not 1"),
    ((*BEST, "stops", 0, "after_leg"), 99, "stops[0].after_leg must be a whole number from -1 to"),
    ((*BEST, "legs", 0, "mode"), "air", "legs[0].mode must be one of road, rail, sea"),
    ((*BEST, "legs", 0, "figures", "distance_km"), None, "legs[0].figures.distance_km must be an object, not null"),
    ((*BEST, "from"), GONE, "corridors[0] must be an object with 'from'"),
    (("sequence",), [1, 2], "sequence[0] must be the two letters of a country, not 1"),
    (("as_of",), None, "as_of must be a date, as 2026-11-24, not null"),
    (("as_of",), 20261124, "as_of must be a date, as 2026-11-24, not 20261124"),
    (("corridors",), [], "corridors must be a list of 1 or more, not empty"),
    (("corridors", 1, "totals"), None, "corridors[1].totals must be an object, not null"),
    (("cargo_t",), -1, "cargo_t must be a finite number, 0 or more, not -1"),
    (("container",), "45", "container must be one of 20, 40"),
    (("objective",), "fun", "objective must be one of time, cost, distance, co2e"),
]


LEG, STOP = (*BEST, "legs", 0), (*BEST, "stops", 0)
DISAGREEING = [
    ({(*BEST, "totals", "borders"): 99}, "totals.borders must be 1, as legs and stops have it, not 99"),
    ({(*BEST, "totals", "segments"): 7}, "totals.segments must be"),
    ({(*BEST, "totals", "time_h"): 1.5}, ", as figures.time_h has it, not 1.5"),
    ({(*BEST, "totals", "cost_usd"): None}, ", as figures.cost_usd has it, not null"),
    (
        {
            (*BEST, "totals", "border_h"): 0,
            (*BEST, "figures", "border_h", "value"): 0,
            (*BEST, "figures", "border_h", "low"): 0,
        },
        "totals.border_h must be",
    ),
    ({(*BEST, "figures", "cost_usd", "low"): 0.5}, "figures.cost_usd.low must be"),
    ({(*LEG, "distance_km"): 50_000}, ", as figures.distance_km has it, not 50000"),
    (
        {
            (*LEG, "distance_km"): 50_000,
            (*LEG, "figures", "distance_km", "value"): 50_000,
            (*LEG, "figures", "distance_km", "high"): 50_000,
        },
        "totals.distance_km must be",
    ),
    ({(*STOP, "time_h"): -50}, "stops[0].time_h must be a finite number, 0 or more, not -50"),
    ({(*BEST, "figures", "time_h", "unit"): "days"}, "figures.time_h.unit must be h, the unit of the schema"),
    ({(*STOP, "figures", "time_h", "unit"): "days"}, "stops[0].figures.time_h.unit must be h, the unit of the schema"),
    ({("sequence",): ["XX"]}, 'sequence[0] must be the code of a country, not "XX"'),
    ({(*LEG, "country"): "XX"}, 'legs[0].country must be the code of a country, not "XX"'),
    ({(*BEST, "by_country"): "x"}, 'by_country must be a list, not "x"'),
    ({(*BEST, "status"): "blocked"}, "status must be open, as its stops have it"),
    ({(*BEST, "totals", "time_shares", "moving"): 0.001}, "time_shares.moving must be"),
    ({("schema",): "corridor.plan/2"}, "is a saved plan of another version, corridor.plan/2"),
]


@pytest.mark.parametrize(("changes", "says"), DISAGREEING, ids=range(len(DISAGREEING)))
def test_what_does_not_agree_is_named_with_what_is_right(world, told, tmp_path, changes, says):
    path, text = tmp_path / "bad.json", told
    for place, value in changes.items():
        text = put(text, place, value)
    path.write_text(text, encoding="utf-8")
    found = run(world, str(path), "XA-XB")
    assert found.exit_code == 1, found.output
    (line,) = found.stderr.splitlines()
    assert str(path) in line
    assert says in line


@pytest.mark.parametrize(("place", "value", "says"), DAMAGES, ids=range(len(DAMAGES)))
def test_a_damaged_part_is_named_with_what_is_right(world, told, tmp_path, place, value, says):
    path = tmp_path / "bad.json"
    path.write_text(put(told, place, value), encoding="utf-8")
    for shape in ("table", "json", "html"):
        found = run(world, str(path), "XA-XB", "--format", shape)
        assert found.exit_code == 1, found.output
        (line,) = found.stderr.splitlines()
        assert str(path) in line
        assert says in line


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "1" * 9_000, "\x00", "\ufeff{}", "", "null"])
def test_what_is_no_plan_gets_one_line(world, tmp_path, text):
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    found = run(world, str(path))
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 1
    path.write_bytes(b"\xff\xfe\x00")
    assert run(world, str(path)).exit_code == 1
    assert run(world, str(tmp_path / "none.json")).exit_code == 2


def places(value, way=()):
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*way, key))


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["=cmd()", "<b>", 10**400, -0.0, 1e308, [], {}, [[]], {"": 1}, [1], "\ud800", GONE]),
)


@settings(max_examples=300)
@given(data=st.data())
def test_no_mutation_of_a_saved_plan_is_a_traceback(told, tmp_path_factory, data):
    values = json.loads(told)
    every = [way for way in places(values) if way]
    text = told
    for _ in range(data.draw(st.integers(1, 3))):
        try:
            text = put(text, data.draw(st.sampled_from(every)), data.draw(JUNK))
        except (KeyError, IndexError, TypeError):
            continue
    path = tmp_path_factory.getbasetemp() / "mutated.json"
    path.write_text(text, encoding="utf-8")
    found = None
    try:
        found = comparison(read_all(path))
    except DataError as error:
        said = str(error)
    if found is None:
        assert len(said.splitlines()) == 1
        assert str(path) in said
        return
    json.loads(comparison_json(found), parse_constant=pytest.fail)
    comparison_markdown(found).encode()
    page = comparison_html(found)
    page.encode()
    assert "<b>" not in page
    for row in csv.DictReader(StringIO(comparison_csv(found))):
        assert not any(cell.startswith(("=", "@")) for cell in row.values())
        for key, cell in row.items():
            if key.endswith(("_low", "_high")) and cell:
                float(cell)


def test_one_saved_plan_alone_shows_all_its_corridors(world, told, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(told, encoding="utf-8")
    labels = [one["label"] for one in json.loads(told)["corridors"]]
    assert [one.label for one in compare_targets([str(path)], world=world).columns] == labels
    assert len(compare_targets([str(path)], world=world, k=2).columns) == 2
    assert len(compare_targets([path, "XA-XB"], world=world).columns) == 2


def test_what_cannot_apply_to_a_saved_plan_is_refused_or_said(world, told, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(told, encoding="utf-8")
    refused = run(world, str(path), "--cargo-t", "5", "--scenario", "shipped")
    assert refused.exit_code == 2
    assert "--scenario, --cargo-t cannot apply" in refused.stderr
    assert run(world, str(path), "-k", "0").exit_code == 2
    said = compare_targets([str(path), "XA-XB"], world=world, as_of=DAY, cargo_t=5.0).warnings
    assert "A as saved: --as-of, --cargo-t not applied" in said
    assert "cargo is not alike: A 20 t; B 5 t" in said


def test_files_of_one_name_are_told_apart(world, told, tmp_path):
    paths = [tmp_path / name / "plan.json" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(told, encoding="utf-8")
    names = [one.name for one in compare_targets([*map(str, paths), str(paths[0])], world=world).columns]
    assert names == [str(paths[0]), str(paths[1]), f"{paths[0]} (2)"]
    twice = compare_targets([str(paths[0])] * 2, world=world).columns
    assert [one.name for one in twice] == ["plan.json", "plan.json (2)"]


def test_a_saved_plan_is_drawn_and_has_break_evens(world, told, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(told, encoding="utf-8")
    saved = compare_targets([str(path)], world=world)
    fresh = compare_targets(["XA-XB"], world=world, as_of=DAY)
    assert [one.leader for one in saved.margins] == [one.leader for one in fresh.margins]
    for kept, new in zip(saved.columns, fresh.columns, strict=True):
        assert [leg.time.value for leg in kept.corridor.legs] == pytest.approx(
            [leg.time.value for leg in new.corridor.legs], abs=0.001
        )
        assert kept.corridor.via == new.corridor.via
        assert kept.end == new.end
    assert "is not drawn" not in comparison_html(saved)
    assert any("no arrival times" in one for one in saved.warnings)


def test_the_closures_of_a_saved_plan_are_said(world, tmp_path):
    shut = ["xa-xb-north", "xa-xb-south"]
    path = tmp_path / "saved.json"
    plan = co.plan("XA-XB", world=world, as_of=DAY, mode="road", close=shut)
    path.write_text(to_json(plan), encoding="utf-8")
    found = compare_targets([str(path), "XA-XB"], world=world, as_of=DAY, mode="road")
    closed = [one for one in found.warnings if "closed to freight" in one]
    assert closed == [f"A: {one}" for one in plan.warnings if "closed to freight" in one]
    assert len(closed) == 1

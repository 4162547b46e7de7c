"""Scenario files on the command line: plan --scenario, scenario check, scenario diff."""

import json

import pytest
from click.testing import CliRunner

from corridor.cli import main

SLOW = """name = "Slow north"
as_of = 2026-11-24
mode = "road"
sequence = "XA-XB"

[[delay]]
id = "xa-xb-north"
hours = 48
note = "queue"

[[close]]
id = "xa-xb-south"
to = 2026-01-01
"""
RAIL = """name = "Line built"
as_of = 2031-01-01
mode = "rail"
sequence = "XB-XC"

[[build]]
id = "dream"
from = 2030-01-01
"""


@pytest.fixture
def run(drawn):
    def call(*words):
        result = CliRunner().invoke(main, [*map(str, words), "--data", str(drawn.root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


@pytest.fixture
def slow(tmp_path):
    (tmp_path / "slow.toml").write_text(SLOW)
    return tmp_path / "slow.toml"


@pytest.fixture
def rail(tmp_path):
    (tmp_path / "rail.toml").write_text(RAIL)
    return tmp_path / "rail.toml"


def test_a_plan_with_a_scenario_says_what_it_changes(run, slow):
    result = run("plan", "XA", "XB", "--to", "Endton", "--scenario", slow)
    assert result.exit_code == 0
    assert "scenario Slow north (1 delayed)" in result.stdout
    after = result.stdout.split("Against the shipped world")[1]
    assert "the shipped world" in after
    assert "XA → XB" in after
    assert "10 h → ~2 d 10 h" in after


def test_the_json_has_it_under_against(run, slow):
    plan = json.loads(run("plan", "XA", "XB", "--to", "Endton", "--scenario", slow, "--format", "json").stdout)
    against = plan["against"]
    assert plan["scenario"] == "Slow north (1 delayed)"
    assert against["baseline"]["id"] == "A"
    assert against["baseline"]["via"] == against["corridor"]["via"] == ["xa-xb-north"]
    assert against["change"] == {"km": 0, "h": 48, "usd": 0}
    (border,) = against["borders"]
    assert border["pair"] == ["XA", "XB"]
    assert (border["before"]["h"], border["after"]["h"]) == (10, 58)
    assert [leg["country"] for leg in against["legs"]] == ["XA", "XB"]
    assert against["legs"][0]["before"] == against["legs"][0]["after"]
    assert set(against["legs"][0]["after"]) == {"modes", "via", "km", "h", "usd"}


def test_against_is_null_without_a_file(run):
    result = run(
        "plan", "XA", "XB", "--to", "Endton", "--close", "xa-xb-north", "--as-of", "2026-11-24", "--format", "json"
    )
    assert json.loads(result.stdout)["against"] is None


def test_markdown_and_files_have_it_too(run, slow, tmp_path):
    files = [tmp_path / name for name in ("a.md", "a.json", "a.html", "a.csv", "a.geojson")]
    result = run(
        "plan",
        "XA",
        "XB",
        "--to",
        "Endton",
        "--scenario",
        slow,
        "--format",
        "md",
        *(w for f in files for w in ("-o", f)),
    )
    assert result.exit_code == 0
    assert "## Against the shipped world" in result.stdout
    assert files[0].read_text(encoding="utf-8") == result.stdout
    assert json.loads(files[1].read_text(encoding="utf-8"))["against"]["change"]["h"] == 48


def test_what_has_no_way_in_the_shipped_world_says_so(run, rail):
    result = run("plan", "--from", "Endton", "--to", "Farville", "--scenario", rail)
    assert result.exit_code == 0
    assert "no corridor: no railway crosses Beland–Celand" in " ".join(result.stdout.split())
    values = json.loads(
        run("plan", "--from", "Endton", "--to", "Farville", "--scenario", rail, "--format", "json").stdout
    )
    assert values["against"]["baseline"] is None
    assert values["against"]["reason"].startswith("no railway crosses Beland–Celand")
    assert values["against"]["change"] == {"km": None, "h": None, "usd": None}
    assert values["against"]["borders"][0]["before"] is None


def test_flags_go_over_the_file(run, slow):
    words = ("plan", "XA", "XB", "--to", "Endton", "--scenario", slow, "--format", "json")
    over = json.loads(run(*words, "--mode", "rail", "--as-of", "2025-12-01", "--close", "xa-xb-north").stdout)
    assert (over["mode"], over["as_of"]) == ("rail", "2025-12-01")
    assert over["scenario"] == "Slow north (2 closed, 1 delayed)"
    assert json.loads(run(*words).stdout)["mode"] == "road"


def test_the_sequence_may_stand_in_the_file_and_nowhere_is_a_mistake(run, slow):
    assert run("plan", "--scenario", slow, "--to", "Endton").exit_code == 0
    result = run("plan", "--to", "Endton")
    assert result.exit_code == 2
    assert result.stderr == "corridor: no sequence: name countries in order, as KZ UZ AF PK\n"


@pytest.mark.parametrize(
    "command", [("plan", "XA", "XB", "--scenario"), ("scenario", "check"), ("scenario", "diff", "shipped")]
)
def test_every_problem_of_a_file_is_a_line_and_the_exit_code_2(run, tmp_path, command):
    bad = tmp_path / "bad.toml"
    bad.write_text('nam = "x"\n[[close]]\nid = "xa-xb-nort"\n[[delay]]\nid = "XBPRT"\nhours = -1\n')
    result = run(*command, bad)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"corridor: {bad}, line 1: unknown key 'nam'; did you mean name?",
        f"corridor: {bad}, line 3: unknown gateway or passage 'xa-xb-nort'; did you mean xa-xb-north?",
        f"corridor: {bad}, line 6: hours = -1: must be from 0 to 8760 h",
    ]


def test_check_prints_what_holds_on_its_date(run, slow):
    result = run("scenario", "check", slow)
    assert result.exit_code == 0
    assert "as of 2026-11-24: 1 delayed" in result.stdout
    assert "+48 h: queue" in result.stdout
    rows = [line.split() for line in result.stdout.splitlines() if "xa-xb" in line]
    assert [(row[0], row[1], row[2], row[-1]) for row in rows] == [
        ("6", "delay", "xa-xb-north", "yes"),
        ("11", "close", "xa-xb-south", "no"),
    ]
    assert "as of 2025-06-01: 1 closed, 1 delayed" in run("scenario", "check", slow, "--as-of", "2025-06-01").stdout


def test_check_as_json(run, slow):
    found = json.loads(run("scenario", "check", slow, "--format", "json").stdout)
    assert found["schema"] == "corridor.scenario/1"
    assert (found["name"], found["as_of"], found["mode"], found["sequence"]) == (
        "Slow north",
        "2026-11-24",
        "road",
        ["XA-XB"],
    )
    delay, close = found["entries"]
    assert delay == {
        "line": 6, "does": "delay", "id": "xa-xb-north", "is": "crossing", "name": "xa-xb-north A–xa-xb-north B",
        "hours": {"value": 48, "low": 48, "high": 48}, "from": None, "to": None, "note": "queue", "holds": True,
    }  # fmt: skip
    assert (close["to"], close["holds"]) == ("2026-01-01", False)
    assert found["resolved"]["closed"] == []
    assert [one["id"] for one in found["resolved"]["delays"]] == ["xa-xb-north"]


def test_diff_says_what_differs_and_lays_both_plans_side_by_side(run, slow):
    result = run("scenario", "diff", "shipped", slow, "--to", "Endton")
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    assert "shipped → Slow north" in text
    assert "delay xa-xb-north – +48 h; queue" in text
    assert "Best corridors" in text
    back = json.loads(run("scenario", "diff", slow, "shipped", "XA", "XB", "--to", "Endton", "--format", "json").stdout)
    assert back["schema"] == "corridor.scenario-diff/1"
    assert (back["before"], back["after"]) == ("Slow north", "shipped")
    assert back["plans"]["change"] == {"km": 0, "h": -48, "usd": 0}
    assert {"what": "delay", "id": "xa-xb-north", "before": "+48 h; queue", "after": None} in back["entries"]


def test_diff_without_a_sequence_compares_the_files_alone(run, tmp_path):
    for name, hours in (("a", 1), ("b", 2)):
        (tmp_path / f"{name}.toml").write_text(f"[[delay]]\nid = 'XBPRT'\nhours = {hours}")
    found = json.loads(run("scenario", "diff", tmp_path / "a.toml", tmp_path / "b.toml", "--format", "json").stdout)
    assert found["entries"] == [{"what": "delay", "id": "XBPRT", "before": "+1 h", "after": "+2 h"}]
    assert found["plans"] is None
    assert "nothing differs" in run("scenario", "diff", "shipped", "shipped").stdout
    assert "Nothing differs." in run("scenario", "diff", "shipped", "shipped", "--format", "md").stdout


def test_diff_where_one_side_has_no_way(run, rail):
    result = run("scenario", "diff", "shipped", rail, "--from", "Endton", "--to", "Farville", "--format", "md")
    assert result.exit_code == 0
    assert "no corridor: no railway crosses Beland–Celand" in result.stdout
    assert "| XB → XC | Dream railway" in result.stdout


def test_diff_of_two_sequences_wants_one_named(run, slow, rail):
    result = run("scenario", "diff", slow, rail)
    assert result.exit_code == 2
    assert "the files speak of two sequences, Slow north of XA-XB and Line built of XB-XC: name one" in result.stderr
    result = run("scenario", "diff", slow, "shipped", "XA", "Nowhere")
    assert result.exit_code == 2
    assert "unknown country 'Nowhere'" in result.stderr
    assert run("scenario", "check", "none.toml").exit_code == 2

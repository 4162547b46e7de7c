"""Pages of several plans on the command line."""

import json
import re

import pytest
from click.testing import CliRunner

from corridor.cli import main
from tests.drawn import drawn_world
from tests.test_cli_scenario import RAIL, SLOW

ROWS = [
    {"crossing_id": "xa-xb-north", "status": status, "start": start, "end": end, "note": "", "source": "s1"}
    for status, start, end in (("open", "", "2025-02-05"), ("closed", "2025-02-05", ""))
]
QUESTION = ("plan", "XA", "XB", "--to", "Endton", "--as-of", "2026-11-24")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("pages") / "world", history=ROWS).root


@pytest.fixture
def run(root, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "slow.toml").write_text(SLOW)
    (tmp_path / "rail.toml").write_text(RAIL)

    def call(*words):
        result = CliRunner().invoke(main, [*map(str, words), "--data", str(root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def held(path):
    """Return the data of a page."""
    text = path.read_text(encoding="utf-8")
    return json.loads(re.search(r'id="corridor-data">(.*?)</script>', text)[1])


def test_dates_draw_a_page_and_leave_the_answer_as_it_is(run, tmp_path):
    plain = run(*QUESTION, "--format", "json").stdout
    result = run(*QUESTION, "--dates", "-o", "x.html", "-o", "x.json", "--format", "json")
    assert result.exit_code == 0
    assert result.stdout == plain == (tmp_path / "x.json").read_text(encoding="utf-8")
    assert "wrote x.html\n" in result.stderr
    views = held(tmp_path / "x.html")["views"]
    assert [view["name"] for view in views] == ["2025-02-04", "2026-11-24"]
    assert views[1]["note"].endswith("closed (2025-02-05)")


def test_dates_without_a_page_are_refused_in_a_line(run):
    for more in ((), ("-o", "x.json")):
        result = run(*QUESTION, "--dates", *more)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == "corridor: --dates draws a page: give -o x.html too\n"


def test_dates_where_nothing_changed_are_said_and_drawn_as_one(run, tmp_path):
    result = run(*QUESTION[:-1], "2024-01-01", "--dates", "-o", "x.html")
    assert "no crossing on the way is known to have opened or closed by 2024-01-01" in result.stderr
    assert [view["name"] for view in held(tmp_path / "x.html")["views"]] == [""]


def test_a_scenario_draws_both_worlds(run, tmp_path):
    result = run("plan", "XA", "XB", "--to", "Endton", "--scenario", "slow.toml", "-o", "x.html")
    assert result.exit_code == 0
    data = held(tmp_path / "x.html")
    assert [view["name"] for view in data["views"]] == ["Baseline", "Scenario"]
    assert data["views"][1]["scenario"] == "Slow north (1 delayed)"
    assert data["changes"]["totals"][2][0] == "change"


def test_a_scenario_with_dates_draws_its_own_world(run, tmp_path):
    run("plan", "XA", "XB", "--to", "Endton", "--scenario", "slow.toml", "--dates", "-o", "x.html")
    data = held(tmp_path / "x.html")
    assert {view["scenario"] for view in data["views"]} >= {"Slow north (1 delayed)"}
    assert data["changes"] is None
    assert data["views"][-1]["name"] == "2026-11-24"
    assert len(data["views"]) > 2, "the file shuts the south up to a date of its own"


def test_a_world_without_a_way_is_named(run, tmp_path):
    result = run("plan", "--from", "Endton", "--to", "Farville", "--scenario", "rail.toml", "-o", "x.html")
    assert result.exit_code == 0
    data = held(tmp_path / "x.html")
    assert data["views"][0]["missing"]
    assert data["views"][0]["note"].startswith("no railway crosses Beland–Celand")
    assert "--open" not in data["views"][0]["note"]


def test_diff_draws_and_writes(run, tmp_path):
    words = ("scenario", "diff", "shipped", "slow.toml", "--to", "Endton", "--format", "json")
    result = run(*words, "-o", "x.html", "-o", "x.json", "-o", "x.md")
    assert result.exit_code == 0
    assert result.stdout == run(*words).stdout == (tmp_path / "x.json").read_text(encoding="utf-8")
    assert [view["name"] for view in held(tmp_path / "x.html")["views"]] == ["shipped", "Slow north"]
    assert "Slow north" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_diff_needs_a_sequence_for_a_map(run, tmp_path):
    (tmp_path / "bare.toml").write_text('name = "bare"\n')
    result = run("scenario", "diff", "shipped", "bare.toml", "-o", "x.html")
    assert result.exit_code == 2
    assert result.stderr == "corridor: a map needs a sequence: name countries after the files, as UZ AF PK\n"
    assert run("scenario", "diff", "shipped", "bare.toml", "-o", "x.csv").exit_code == 2

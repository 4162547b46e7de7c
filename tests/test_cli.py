"""The command line as a person meets it: exit codes, streams, one line per mistake, nothing half-written."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from corridor.cli import main


@pytest.fixture
def run(drawn):
    def call(*words):
        result = CliRunner().invoke(main, [*words, *(["--data", str(drawn.root)] if words[0] == "plan" else [])])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


QUESTION = ("plan", "XA", "XB", "--to", "Endton", "--as-of", "2026-11-24", "--mode", "road")


def test_json_on_stdout_and_nothing_else(run):
    result = run(*QUESTION, "--format", "json")
    assert result.exit_code == 0
    plan = json.loads(result.stdout)
    assert plan["schema"] == "corridor.plan/1"
    assert plan["sequence"] == ["XA", "XB"]
    assert [corridor["id"] for corridor in plan["corridors"]] == ["A", "B"]


@pytest.mark.parametrize("shape", ["table", "json", "geojson", "csv", "md"])
def test_every_format_prints_the_best_crossing(run, shape):
    result = run(*QUESTION, "--format", shape)
    assert result.exit_code == 0
    assert "xa-xb-north" in result.stdout


def test_files_are_written_by_suffix_and_said_on_stderr(run, tmp_path):
    files = [tmp_path / f"out{suffix}" for suffix in (".json", ".geojson", ".csv", ".md", ".html", ".svg")]
    result = run(*QUESTION, *(word for path in files for word in ("-o", str(path))))
    assert result.exit_code == 0
    assert all(path.stat().st_size > 500 for path in files)
    assert all(f"wrote {path}" in result.stderr for path in files)


@pytest.mark.parametrize(
    ("words", "panels"), [((), ["time", "cost"]), (("--chart", "time"), ["time"]), (("--chart", "cost", "--detours"), ["cost"])]
)  # fmt: skip
def test_a_chart_shows_what_is_asked(run, tmp_path, words, panels):
    path = tmp_path / "out.SVG"
    assert run(*QUESTION, "-o", str(path), *words).exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert [what for what in ("time", "cost") if f"{what} since the origin" in text] == panels
    assert "xa-xb-north" in text


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("plan", "XA", "Belnd"), 2, "unknown country 'Belnd'; did you mean Beland?"),
        (("plan", "XA", "XA"), 2, "Aland"),
        (("plan", "XA", "XC", "--to", "Farville"), 1, "share no known crossing and no sea"),
        ((*QUESTION, "-k", "0"), 2, "-k must be from 1 to 50, not 0"),
        ((*QUESTION, "-k", "many"), 2, "'many' is not a valid integer"),
        ((*QUESTION, "--as-of", "2025-13-01"), 2, "'2025-13-01' is no date"),
        ((*QUESTION, "--close", "nowhere"), 2, "unknown gateway or passage 'nowhere'"),
        ((*QUESTION, "--from", "Endton"), 2, "'Endton' lies in Beland, not in Aland"),
        ((*QUESTION, "--from", "1,95"), 2, "95"),
        ((*QUESTION, "--from", "Nowhereville"), 2, "unknown place"),
        ((*QUESTION, "-o", "/nowhere/at/all/x.html"), 1, "/nowhere/at/all"),
        ((*QUESTION, "-o", "map.pdf"), 2, "cannot tell the format of 'map.pdf'"),
        ((*QUESTION, "--cargo-t", "0"), 2, "cargo must be at least 0.001 t"),
        ((*QUESTION, "--cargo-t", "1e-320"), 2, "cargo must be at least 0.001 t"),
        ((*QUESTION, "--scenario", ""), 2, "cannot read scenario '': name a file"),
        ((*QUESTION, "--over", "time"), 2, "--over says what --pareto compares: give --pareto too"),
        (("plan", "a-to-b", "XC"), 2, "the named corridor a-to-b stands alone: give it by itself, or countries: XA XB"),
    ],
)
def test_a_mistake_gets_one_clear_line_and_its_exit_code(run, words, code, says):
    result = run(*words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    ours = [line for line in result.stderr.splitlines() if line.startswith("corridor: ")]
    assert len(ours) == 1 or "Usage:" in result.stderr


def test_a_refused_plan_leaves_the_old_file_alone(run, tmp_path):
    old = tmp_path / "plan.json"
    old.write_text("old")
    assert run("plan", "XA", "XC", "--to", "Farville", "-o", str(old)).exit_code == 1
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["plan.json"]


@pytest.mark.parametrize("name", ["parameters.csv", "overlay.parquet", "road_nodes.parquet", "crossings.csv"])
@pytest.mark.parametrize("fault", ["missing", "garbage"])
def test_a_broken_data_file_is_named(run, drawn, name, fault):
    path = drawn.root / name
    path.unlink() if fault == "missing" else path.write_bytes(b"\xff\x00 not data")
    result = run(*QUESTION)
    if (name, fault) == ("overlay.parquet", "missing"):  # then it is measured anew
        assert result.exit_code == 0
        return
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_every_command_has_help_with_an_example_and_a_place_in_the_readme():
    from pathlib import Path

    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")

    def walk(command, words):
        for name, below in getattr(command, "commands", {}).items():
            walk(below, [*words, name])
        if not hasattr(command, "commands"):
            text = CliRunner().invoke(main, [*words, "--help"]).output
            assert f"corridor {' '.join(words)}" in text, f"{words} has no example"
            assert f"corridor {' '.join(words)}" in readme, f"{words} is not in the README"

    walk(main, [])


def test_help_keeps_its_examples_on_lines_of_their_own():
    text = CliRunner().invoke(main, ["plan", "--help"]).output
    assert "\\b" not in text
    assert "\n  corridor plan BY RU KZ UZ AF PK\n" in text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("parameters.csv", ",50,25.0,", ",fast,25.0,"),
        ("parameters.csv", ",50,25.0,", ",50,0,"),
        ("border_sides.csv", "assumed", "guessed"),
        ("ports.csv", "7.5", "east"),
        ("terminals.csv", "gauges_mm", "gauges"),
        ("cells.csv", "gauge_mm", "gauge"),
        ("crossings.csv", "road", "path"),
    ],
)
def test_a_wrong_value_in_a_data_file_is_named_with_its_file(run, drawn, name, old, new):
    path = drawn.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("plan", "XA", "XB", "--to", "Endton", "--as-of", "2026-11-24")
    assert result.exit_code == 1
    assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_cut_short_is_noticed_by_its_rows(run, drawn):
    (drawn.root / "SOURCES.csv").write_text("file,rows\ncrossings.csv,7\nlengths.csv,9\n", encoding="utf-8")
    result = run(*QUESTION)
    assert result.exit_code == 1
    assert "has 2 rows where SOURCES.csv says 9" in result.stderr


@pytest.mark.parametrize("coding", ["ascii", "cp1251"])
def test_a_stream_without_arrows_is_no_reason_for_a_traceback(drawn, coding):
    words = [sys.executable, "-m", "corridor", *QUESTION, "--data", str(drawn.root)]
    result = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONIOENCODING": coding}, check=False)
    assert result.returncode == 0
    assert b"Traceback" not in result.stderr


def test_a_full_disk_is_one_line(drawn):
    words = [sys.executable, "-m", "corridor", *QUESTION, "--data", str(drawn.root)]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert result.returncode == 1
    assert b"cannot write the result" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_reader_that_has_seen_enough_is_no_error(drawn):
    words = f"{sys.executable} -m corridor {' '.join(QUESTION)} --data {drawn.root} | head -1; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=False)
    assert result.stdout.splitlines()[-1] == "0"
    assert "Exception" not in result.stderr

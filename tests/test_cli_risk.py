"""`corridor risk` as a person meets it."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from corridor.cli import main

QUESTION = ("risk", "XA", "XB", "--to", "Endton", "--as-of", "2026-11-24", "--mode", "road", "--draws", "500")


@pytest.fixture
def run(drawn):
    def call(*words):
        result = CliRunner().invoke(main, [*map(str, words), "--data", str(drawn.root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def test_json_on_stdout_and_nothing_else(run):
    result = run(*QUESTION, "--format", "json")
    values = json.loads(result.stdout)
    assert result.exit_code == 0
    assert values["schema"] == "corridor.risk/1"
    assert (values["seed"], values["draws"], values["depart"]) == (1, 500, None)
    assert [one["id"] for one in values["corridors"]] == ["A", "B"]
    assert values["before"]["A"]["A"] == 0
    assert {"planned_h", "p5_h", "p50_h", "p80_h", "p95_h", "buffer_h", "p_fastest"} <= set(values["corridors"][0])
    assert result.stdout == run(*QUESTION, "--format", "json").stdout
    assert result.stdout != run(*QUESTION, "--format", "json", "--seed", "2").stdout


def test_emissions_are_told_where_they_are_the_objective(run):
    by_co2e = json.loads(run(*QUESTION, "--objective", "co2e", "--format", "json").stdout)["criticality"]
    left = [one for one in by_co2e if one["way"] and one["label"]]
    assert left
    assert all(one["extra_co2e_kg"] >= 0 for one in left)
    assert all(one["extra_co2e_kg"] is None for one in by_co2e if not one["way"])
    assert "t CO2e" in run(*QUESTION, "--objective", "co2e").stdout
    assert "t CO2e" not in run(*QUESTION).stdout


def test_csv_has_a_row_for_each_number(run):
    text = run(*QUESTION, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["section"] for row in rows} == {"arrival", "before", "break_even", "criticality", "tornado"}
    p50 = next(row for row in rows if row["measure"] == "p50" and row["corridor"] == "A")
    assert float(p50["value"]) > 10
    assert p50["unit"] == "h"
    no_way = next(row for row in rows if row["id"] == "XA-road")
    assert (no_way["value"], no_way["text"]) == ("", "no way")


def test_the_table_fits_80_columns(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = run(*QUESTION, "--depart", "2026-12-01T06:00")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    text = " ".join(result.stdout.split())
    assert "leaving 2026-12-01 06:00" in text
    assert "no way" in text
    assert "xa-xb-north A–xa-xb-north B would have to cost" in text
    assert "A does not need: xa-xb-south A–xa-xb-south B" in text
    assert "tariff by road" in text
    assert "…" not in text


def test_files_are_written_by_suffix(run, tmp_path):
    files = [tmp_path / f"out{suffix}" for suffix in (".json", ".csv", ".md")]
    result = run(*QUESTION, "--format", "md", *(word for path in files for word in ("-o", path)))
    assert result.exit_code == 0
    assert all(f"wrote {path}" in result.stderr for path in files)
    assert files[2].read_text(encoding="utf-8") == result.stdout
    assert result.stdout.startswith("# Risk: Aland → Beland\n")


def test_flags_are_those_of_plan(run):
    shut = json.loads(
        run(*QUESTION, "--format", "json", "--close", "xa-xb-north", "--objective", "time", "-k", "1").stdout
    )
    assert (shut["objective"], shut["scenario"]) == ("time", "1 closed")
    assert shut["corridors"][0]["via"] == ["xa-xb-south"]
    worth = json.loads(run(*QUESTION, "--format", "json", "--value-of-time", "25").stdout)
    assert worth["value_of_time"] == 25
    assert "an hour is worth 25 USD: buffer A" in run(*QUESTION, "--value-of-time", "25").stdout
    light = json.loads(run(*QUESTION, "--format", "json", "--cargo-t", "10").stdout)
    assert light["cargo_t"] == 10


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("risk",), 2, "no sequence: name countries in order"),
        ((*QUESTION, "--draws", "5"), 2, "--draws must be from 100 to 1000000, not 5"),
        ((*QUESTION, "--depart", "soon"), 2, "'soon' is no day to leave on"),
        ((*QUESTION, "--status", "open", "--close", "XA-XB"), 1, "is closed since"),
        ((*QUESTION, "-o", "risk.html"), 2, "cannot tell the format"),
    ],
)
def test_mistakes_are_one_line(run, words, code, says):
    result = run(*words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr


def test_a_blocked_answer_says_so(run):
    result = run(*QUESTION, "--close", "XA-XB")
    assert result.exit_code == 0
    assert "A: Road to Endton via xa-xb-north B blocked" in result.stdout
    assert "is closed to freight" in result.stdout

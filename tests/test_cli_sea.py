"""`corridor sea` and `corridor sequences` as a person meets them: streams, formats, one line per mistake."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from corridor.cli import main
from tests.test_sea import with_stubs


@pytest.fixture
def run(tmp_path):
    root = with_stubs(tmp_path / "world").root

    def call(*words):
        result = CliRunner().invoke(main, [*words, "--data", str(root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


def test_a_voyage_as_json(run):
    told = json.loads(run("sea", "XBPRT", "XCPRT", "--format", "json").stdout)
    assert told["schema"] == "corridor.sea/1"
    assert (told["from"]["id"], told["to"]["name"], told["passages"]) == ("XBPRT", "Ceport", ["suez"])
    assert told["closed_passages"] == ["northeast", "northwest"]
    assert told["stubs_km"] == [11.1, 11.1]
    assert told["distance_km"] >= told["great_circle_km"]
    for name in ("distance_km", "time_h", "cost_usd", "co2e_kg"):
        figure = told["figures"][name]
        assert figure["value"] == told[name]
        assert figure["low"] <= figure["value"] <= figure["high"]
        assert figure["basis"]
        assert {*figure["sources"]} <= {source["id"] for source in told["sources"]}


def test_a_voyage_as_geojson_has_longitude_first(run):
    found = json.loads(run("sea", "XBPRT", "XCPRT", "--format", "geojson").stdout)
    leg, origin, destination = found["features"]
    assert leg["geometry"]["coordinates"][0] == [7.5, 0.0]
    assert origin["geometry"]["coordinates"] == [7.5, 0.0]
    assert destination["properties"]["end"] == "destination"


def test_a_voyage_as_csv_is_one_row(run):
    (row,) = csv.DictReader(io.StringIO(run("sea", "XBPRT", "XCPRT", "--format", "csv").stdout))
    assert (row["from"], row["passages"], row["closed_passages"]) == ("XBPRT", "suez", "northeast|northwest")
    assert float(row["time_h_low"]) <= float(row["time_h"]) <= float(row["time_h_high"])


@pytest.mark.parametrize("shape", ["table", "md"])
def test_a_voyage_in_words(run, shape):
    text = run("sea", "XBPRT", "XCPRT", "--format", shape).stdout
    for word in ("Beport → Ceport", "11 km and 11 km", "suez", "northeast, northwest", "great circle", "measured"):
        assert word in text


def test_files_of_a_voyage_are_written_by_suffix(run, tmp_path):
    files = [tmp_path / f"out{suffix}" for suffix in (".json", ".geojson", ".csv", ".md")]
    result = run("sea", "XBPRT", "XCPRT", *(word for path in files for word in ("-o", str(path))))
    assert result.exit_code == 0
    assert all(path.stat().st_size > 200 for path in files)
    assert all(f"wrote {path}" in result.stderr for path in files)


def test_a_point_west_of_greenwich_is_a_point(run):
    result = run("sea", "-66.97,44", "XCPRT")
    assert result.exit_code == 2
    assert "-66.97,44 lies" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("sea", "XBPRT", "XCPRT", "--close", "suex"), 2, "unknown passage 'suex'; passages are bab-al-mandab"),
        (("sea", "XBPRT", "XCPRT", "--open", "suez"), 2, "suez is open unless it is closed"),
        (("sea", "XBPRT", "XCPRT", "--close", "suez"), 1, "no ship gets from Beport to Ceport while suez is closed"),
        (("sea", "XBPRT", "Ceprt"), 2, "unknown port 'Ceprt'; did you mean Ceport (XCPRT)?"),
        (("sea", "1,1", "XCPRT"), 2, "1,1 lies 731 km from the nearest sea lane"),
        (("sea", "XBPRT", "XCPRT", "--cargo-t", "0"), 2, "cargo must be at least 0.001 t"),
        (("sea", "XBPRT", "XCPRT", "-o", "map.html"), 2, "cannot tell the format of 'map.html'"),
    ],
)
def test_a_mistake_gets_one_clear_line_and_its_exit_code(run, words, code, says):
    result = run(*words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


ASK = ("sequences", "XA", "XC", "--to", "Farville", "--as-of", "2026-11-24")


def test_sequences_as_json(run):
    told = json.loads(run(*ASK, "--format", "json").stdout)
    assert told["schema"] == "corridor.sequences/1"
    assert (told["from"], told["to"], told["max_countries"], told["as_of"]) == ("XA", "XC", 8, "2026-11-24")
    (one,) = told["sequences"]
    assert (one["rank"], one["sequence"], one["status"]) == (1, ["XA", "XB", "XC"], "open")
    assert one["gateways"][-2:] == ["XBPRT", "XCPRT"]
    for name in ("distance_km", "time_h", "cost_usd", "co2e_kg"):
        figure = one["figures"][name]
        assert figure["value"] == one[name]
        assert figure["low"] < figure["value"] < figure["high"]
        assert {*figure["sources"]} <= {source["id"] for source in told["sources"]}


def test_a_blocked_sequence_names_the_border_and_its_day(run):
    shut = [word for name in ("north", "south", "same-rail", "break-rail") for word in ("--close", f"xa-xb-{name}")]
    told = json.loads(run(*ASK, *shut, "--format", "json").stdout)["sequences"][0]
    assert (told["status"], told["status_text"]) == ("blocked", "blocked: XA–XB since 2026-11-24")
    assert told["blocked_at"][0]["countries"] == ["XA", "XB"]
    shown = run(*ASK, *shut).stdout
    assert "blocked: XA–XB since" in shown
    assert "2026-11-24" in shown
    row = next(csv.DictReader(io.StringIO(run(*ASK, *shut, "--format", "csv").stdout)))
    assert (row["blocked_at"], row["not_known_open"]) == ("XA-XB", "")
    refused = run(*ASK, *shut, "--status", "open")
    assert refused.exit_code == 1
    assert "no open sequence of at most 8 countries joins Aland and Celand; drop --status open" in refused.stderr


@pytest.mark.parametrize("shape", ["table", "csv", "md"])
def test_sequences_in_every_format(run, shape):
    result = run(*ASK, "--format", shape)
    assert result.exit_code == 0
    assert "XB" in result.stdout
    assert "only 1 of 10 sequences asked for were found" in result.stderr


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("sequences", "XA", "Aland"), 2, "Aland is both start and end"),
        (("sequences", "XA", "Cland"), 2, "unknown country 'Cland'; did you mean Celand"),
        (("sequences", "XA", "XC", "--max-countries", "1"), 2, "--max-countries must be from 2 to 30, not 1"),
        (("sequences", "XA", "XC", "-n", "0"), 2, "-n must be from 1 to 50, not 0"),
        (("sequences", "XA", "XC", "--avoid", "XB"), 1, "joins Aland and Celand without XB"),
        (("sequences", "XA", "XC", "--sea", "never"), 1, "no sequence of at most 8 countries joins Aland and Celand"),
        (("sequences", "XA", "XC", "--from", "Endton"), 2, "'Endton' lies in Beland, not in Aland"),
    ],
)
def test_a_mistaken_search_gets_one_clear_line_and_its_exit_code(run, words, code, says):
    result = run(*words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1

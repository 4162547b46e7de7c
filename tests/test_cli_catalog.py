"""The catalogue's commands as a person meets them: streams, formats, widths, one line per mistake."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

import corridor as co
from corridor.catalog import why_none
from corridor.cli import main
from corridor.model import Mode
from corridor.scenario import dated

LISTS = [("crossings",), ("ports",), ("terminals",), ("named",), ("named", "--planned"), ("data", "sources")]


@pytest.fixture
def run(drawn):
    def call(*words, columns=None):
        result = CliRunner(env={"COLUMNS": columns}).invoke(main, [*words, "--data", str(drawn.root)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


@pytest.mark.parametrize("words", LISTS)
def test_a_list_has_one_row_for_each_in_every_format(run, words):
    told = json.loads(run(*words, "--format", "json").stdout)
    what = told["schema"].removeprefix("corridor.").removesuffix("/1")
    listed = told[what]
    assert listed
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == [one["id"] for one in listed]
    table = run(*words)
    if what != "sources":  # a document is folded below its id
        assert len(table.stdout.splitlines()) == len(listed) + 1
    assert table.stderr.startswith(f"{len(listed)} ")
    assert all(line == line.rstrip() for line in table.stdout.splitlines())


@pytest.mark.parametrize("words", [words for words in LISTS if words not in (("named",), ("data", "sources"))])
def test_what_has_a_place_is_geojson_with_longitude_first(run, words):
    found = json.loads(run(*words, "--format", "geojson").stdout)
    assert found["type"] == "FeatureCollection"
    assert found["features"]
    for one in found["features"]:
        if one["geometry"] and one["geometry"]["type"] == "Point":
            assert one["geometry"]["coordinates"] == [one["properties"]["lon"], one["properties"]["lat"]]


@pytest.mark.parametrize("words", [("named",), ("data", "sources"), ("show", "a-to-b")])
def test_what_has_no_place_is_refused_as_geojson(run, words):
    result = run(*words, "--format", "geojson")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "no place on a map" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("columns", ["80", "120"])
@pytest.mark.parametrize("words", [*LISTS, ("show", "xa-xb-north"), ("show", "XBPRT"), ("show", "dream")])
def test_tables_keep_to_the_width(run, words, columns):
    result = run(*words, columns=columns)
    assert result.exit_code == 0
    assert all(len(line) <= int(columns) for line in result.stdout.splitlines())
    assert "…" not in result.stdout


@pytest.mark.parametrize(("columns", "most"), [("80", 80), ("100", 100), (None, 100)])
def test_documents_are_folded_below_their_whole_ids(columns, most):
    table = CliRunner(env={"COLUMNS": columns}).invoke(main, ["data", "sources"]).stdout
    listed = json.loads(CliRunner().invoke(main, ["data", "sources", "--format", "json"]).stdout)["sources"]
    assert max(map(len, table.splitlines())) <= most
    assert "…" not in table
    words, lines = " ".join(table.split()), [line.split() for line in table.splitlines()]
    assert len(listed) > 100
    for one in listed:
        assert [str(one["uses"]), one["id"]] in lines
        assert one["title"] is None or " ".join(one["title"].split()) in words
    assert ("publisher not known" in words) == any(one["publisher"] is None for one in listed)


def test_crossings_of_a_pair_by_mode_and_of_a_day(run, drawn):
    path = drawn.root / "crossing_status.csv"
    path.write_text(
        "crossing_id,status,start,end,note,source\nxa-xb-north,open,,2025-10-12,,s1\n"
        "xa-xb-north,closed,2025-10-12,,shut,s1\n",
        encoding="utf-8",
    )

    def status(day):
        told = json.loads(
            run("crossings", "Beland", "XAA", "--as-of", day, "--mode", "road", "--format", "json").stdout
        )
        assert told["as_of"] == day
        assert {one["mode"] for one in told["crossings"]} == {"road"}
        return next(one["status"] for one in told["crossings"] if one["id"] == "xa-xb-north")

    assert (status("2025-10-11"), status("2025-10-12")) == ("open", "closed")


def test_nothing_found_is_said_on_stderr(run):
    result = run("crossings", "XA", "XC", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["crossings"] == []
    assert result.stderr.startswith("no crossings")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("XA", "XC"), "Aland and Celand do not border; Aland has crossings with Beland; Celand has no land border; "
         "no chain of land borders joins them"),
        (("XB", "XC"), "Beland and Celand do not border; Beland has crossings with Aland; Celand has no land border; "
         "a plan joins them by ship: corridor plan XB XC"),
        (("XC",), "Celand has no land border; its seaports: corridor ports XC"),
    ],
)  # fmt: skip
def test_countries_without_a_crossing_are_told_whom_they_border_and_how_they_join(run, words, says):
    result = run("crossings", *words)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[1] == says


@pytest.mark.parametrize(
    ("countries", "mode", "says"),
    [
        (("KZ", "AF"), None, "with the fewest borders a plan joins them as: corridor plan KZ "),
        (("AF", "CN"), None, "border on land, but no crossing is known: the data may lack one"),
        (("AF", "TJ"), Mode.RAIL, "Afghanistan–Tajikistan has no rail crossing in the data; by road there are "),
        ((), Mode.RAIL, ""),
    ],
)
def test_why_there_is_no_crossing_in_the_data_that_ship(countries, mode, says):
    world = co.load()
    assert says in why_none(world, countries, scenario=dated(world), mode=mode)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("crossings", "Belnd"), "unknown country 'Belnd'; did you mean Beland?"),
        (("crossings", "XA", "XAA"), "'XA' and 'XAA' are the same country"),
        (("crossings", "XA", "XB", "XC"), "not of 3"),
        (("crossings", "--as-of", "soon"), "'soon' is no date"),
        (("crossings", "--as-of", ""), "'' is no date; write it as year-month-day, such as 2025-06-01"),
        (("crossings", "--as-of", " 2025-06-01"), "' 2025-06-01' is no date; write it as"),
        (("crossings", "--as-of", "20250601"), "'20250601' is no date; write it as"),
        (("show", "xa-xb-north", "--as-of", "2025-6-1"), "'2025-6-1' is no date; write it as"),
        (("plan", "XA", "XB", "--as-of", ""), "'' is no date; write it as"),
        (("ports", "Nowhere"), "unknown country 'Nowhere'"),
        (("terminals", ""), "a country is missing"),
        (("show", "xa-xb-nort"), "unknown id 'xa-xb-nort'; did you mean xa-xb-north"),
        (("show", ""), "an id is missing"),
        (("show", "xa-xb-north", "-o", "x.pdf"), "cannot tell the format of 'x.pdf'"),
        (("show", "dream", "-o", "x.html"), "'dream' is a planned link; crossings, ports and terminals have a map"),
    ],
)
def test_a_mistake_gets_one_clear_line(run, words, says):
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_show_writes_files_by_suffix(run, tmp_path):
    files = [tmp_path / f"out{suffix}" for suffix in (".json", ".geojson", ".csv", ".md", ".html")]
    result = run("show", "xa-xb-north", *(word for path in files for word in ("-o", str(path))))
    assert result.exit_code == 0
    assert all(path.stat().st_size > 300 for path in files)
    shown = json.loads(files[0].read_text())
    assert shown["used"][0]["sides"][0]["time_step"] == "carec"
    assert shown["used"][0]["figures"]["time_h"]["steps"] == [
        {"country": "XA", "direction": "outbound", "step": "carec"},
        {"country": "XB", "direction": "inbound", "step": "carec"},
    ]
    roles = [one["properties"]["role"] for one in json.loads(files[1].read_text())["features"]]
    assert roles[0] == "shown"


def test_a_refused_file_leaves_nothing_behind(run, tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "a.html"
    assert run("show", "dream", "-o", str(first), "-o", str(second)).exit_code == 2
    assert not first.exists()
    assert not second.exists()


def test_a_plan_says_on_which_step_a_border_stands(run):
    words = ("plan", "XA", "XB", "--to", "Endton", "--as-of", "2026-11-24", "--mode", "road", "--format", "json")
    stops = json.loads(run(*words).stdout)["corridors"][0]["stops"]
    assert [one["step"] for one in stops[0]["figures"]["time_h"]["steps"]] == ["carec", "carec"]

"""`corridor data check`: green on what ships, red on a row broken by hand."""

import csv
import shutil

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import corridor as co
from corridor.check import check
from corridor.cli import main
from corridor.data import sha256, shipped


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return shutil.copytree(shipped(), tmp_path_factory.mktemp("data") / "data")


@pytest.fixture(scope="module")
def good():
    world = co.load()
    check(world)
    return world


def problems_of(folder, good):
    """Check a folder whose networks and polygons, which a test left alone, are read already."""
    kept = {key: made for key, made in good._kept.items() if key[0] in ("table", "file") or "polygons" in key}
    return check(co.load(folder).variant(kept)).problems


@pytest.fixture
def copy(whole, tmp_path):
    return shutil.copytree(whole, tmp_path / "data")


def rewrite(folder, name, change, *, honest=True):
    """Change the rows of a file, and its hash and number of rows in SOURCES.csv too where `honest`."""
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    if honest:
        told = {"sha256": sha256(path), "rows": str(len(rows))}
        rewrite(
            folder, "SOURCES.csv", lambda own: [row.update(told) for row in own if row["file"] == name], honest=False
        )


def test_what_ships_is_good():
    found = check(co.load())
    assert found.problems == ()
    assert found.report[0].startswith("33 files, hashes and schema good; ")
    unattached = [line for line in found.report if line.startswith("  af-pk-brabcha: ")]
    assert unattached == ["  af-pk-brabcha: no road of the network crosses AF–PK near it"]
    assert "  CO–PA: no road or railway of the network crosses the border" in found.report


def test_a_changed_byte_is_seen(copy):
    rewrite(copy, "terminals.csv", lambda rows: rows[0].update(name="Elsewhere"), honest=False)
    assert check(co.load(copy)).problems == ("terminals.csv: its sha256 is not that of SOURCES.csv",)


def test_a_missing_file_is_seen(copy):
    (copy / "overlay.parquet").unlink()
    assert check(co.load(copy)).problems == ("overlay.parquet: missing",)


BROKEN = [
    # file, line, what is changed there, what the check says of it
    ("crossings.csv", 2, {"lon": "67.9"}, "km from"),
    ("crossings.csv", 2, {"lon": "nan"}, "lon 'nan' should be a number from -180 to 180 degrees"),
    ("crossings.csv", 2, {"source": "hearsay"}, "source 'hearsay' is not in fact_sources.csv"),
    ("crossings.csv", 2, {"source": ""}, "source '' should be a text, not an empty field"),
    ("crossings.csv", 2, {"name_a": ""}, "name_a '' should be a text"),
    ("crossings.csv", 2, {"confidence": "sure"}, "confidence 'sure' should be one of high, medium, low, derived"),
    ("crossings.csv", 2, {"tir": "maybe"}, "tir 'maybe' should be one of yes, no, unknown, empty"),
    ("crossings.csv", 2, {"freight": "maybe"}, "freight 'maybe' should be one of yes, no, unknown, empty"),
    ("crossings.csv", 2, {"status_as_of": "2025-13"}, "status_as_of '2025-13' should be a date, month or year"),
    ("crossings.csv", 2, {"snap_km": "-5"}, "snap_km '-5' should be a number from 0 to 200 km"),
    ("crossings.csv", 2, {"gauge_a_mm": "-7"}, "gauge_a_mm '-7' should be a number from 500 to 1700 mm"),
    ("crossings.csv", 2, {"error_km": "far"}, "error_km 'far' should be a number"),
    ("crossings.csv", 2, {"id": "ae-om-al-wajajah-road"}, "that is in no table"),
    ("crossings.csv", 2, {"country_b": "MC"}, "countries AD–MC should be those of its id"),
    ("crossing_status.csv", 2, {"crossing_id": "nosuch"}, "unknown crossing 'nosuch'"),
    ("crossing_status.csv", 2, {"start": "2025-99-01"}, "start '2025-99-01' should be a date"),
    ("crossing_status.csv", 2, {"start": "2019"}, "start '2019' of the first interval"),
    ("crossing_status.csv", 2, {"end": ""}, "end '' of an interval of af-ir-rozanak-shamtigh-rail should be '2020-12'"),
    ("crossing_status.csv", 2, {"end": "2020-06"}, "should be '2020-12', where the next begins"),
    ("crossing_status.csv", 2, {"end": "2021-06"}, "should be '2020-12', where the next begins"),
    ("crossing_status.csv", 2, {"source": ""}, "source '' should be a text"),
    ("crossing_status.csv", 2, {"status": "ajar"}, "status 'ajar' should be one of open"),
    ("terminals.csv", 2, {"country": "XX"}, "unknown country 'XX'"),
    ("terminals.csv", 2, {"country": "TM"}, "country 'TM' should be AF, by its id"),
    ("terminals.csv", 2, {"lon": "nan"}, "lon 'nan' should be a number"),
    ("terminals.csv", 2, {"lat": "35.9"}, "should be at 65.124, 36.953"),
    ("ports.csv", 2, {"lon": "195.0"}, "lon '195.0' should be a number"),
    ("ports.csv", 2, {"lon": "46.0", "lat": "40.7"}, "AZALA at 46, 40.7 should be at 49.42, 39.98"),
    ("ports.csv", 2, {"country": "GE"}, "country 'GE' should be AZ, by its id"),
    ("ports.csv", 3, {"country": "KZ"}, "km from KZ, more than 20 km"),
    ("ports.csv", 3, {"id": "CNXXX"}, "CNLYG' that is in no table"),
    ("attachments.csv", 2, {"cell": "AE-tram"}, "unknown cell 'AE-tram'"),
    ("attachments.csv", 2, {"cell": "AF-road"}, "AEAJM attached to AF-road, but anchors.parquet has it not there"),
    ("attachments.csv", 2, {"gateway": "nowhere"}, "unknown gateway 'nowhere'"),
    ("attachments.csv", 2, {"snap_km": "9999"}, "snap_km '9999' should be a number from 0 to 200 km"),
    ("lengths.csv", 2, {"factor": "10.36"}, "factor '10.36' should be a number from 0.8 to 1.5"),
    ("lengths.csv", 2, {"spread_high": "9"}, "spread_high '9' should be a number from 0 to 0.5"),
    ("border_times.csv", 2, {"direction": "upward"}, "direction 'upward' should be one of inbound, outbound, all"),
    ("border_times.csv", 2, {"source": ""}, "source '' should be a text"),
    ("border_times.csv", 2, {"gateway": "nowhere"}, "unknown gateway 'nowhere'"),
    ("border_times.csv", 2, {"time_h": "7070"}, "time_h '7070' should be a number from 0 to 1000 h, or empty"),
    ("border_times.csv", 2, {"time_h": "-70.7"}, "time_h '-70.7' should be a number from 0"),
    ("border_times.csv", 2, {"time_h": "nan"}, "time_h 'nan' should be a number"),
    ("border_times.csv", 2, {"year": "20x0"}, "year '20x0' should be a date"),
    ("border_times.csv", 2, {"year": "2199"}, "year '2199' should be a date, month or year"),
    ("border_sides.csv", 2, {"time_low_h": "99"}, "time_h '40.6' should be from 99 to 51.9"),
    ("border_sides.csv", 2, {"basis": "guessed"}, "basis 'guessed' should be one of measured, derived, assumed"),
    ("parameters.csv", 2, {"value": "5.39"}, "value '5.39' should be from 11.08 to 65.2"),
    ("neighbours.csv", 2, {"country_a": "QQ"}, "unknown country 'QQ'"),
    ("neighbours.csv", 2, {"country_a": "AF", "country_b": "PK"}, "AF–PK have a crossing"),
    ("neighbours.csv", 2, {"reason": ""}, "reason '' should be a text"),
    ("planned_links.csv", 2, {"countries": "AF|XX"}, "unknown country 'XX'"),
    ("planned_links.csv", 2, {"waypoints": "67.42,36.74; 367,36.1"}, "should be points as longitude,latitude"),
    ("link_parts.csv", 2, {"link": "nosuch"}, "unknown planned link 'nosuch'"),
    ("link_parts.csv", 2, {"end_at": "nosuch"}, "unknown crossing 'nosuch'"),
    ("named_corridors.csv", 2, {"sequence": "KZ>QQ"}, "unknown country 'QQ'"),
    ("fact_sources.csv", 2, {"title": ""}, "title '' should be a text"),
]


@pytest.mark.parametrize(("name", "line", "change", "says"), BROKEN, ids=lambda value: str(value)[:60])
def test_a_row_broken_by_hand_is_named(copy, good, name, line, change, says):
    rewrite(copy, name, lambda rows: rows[line - 2].update(change))
    problems = problems_of(copy, good)
    named = [problem for problem in problems if says in problem]
    assert named, problems
    assert any(problem.startswith((f"{name}, line ", "anchors.parquet: ")) for problem in named)


def test_a_source_that_nothing_rests_on_is_named(copy):
    rewrite(copy, "fact_sources.csv", lambda rows: rows[0].update(id="hearsay"))
    assert "fact_sources.csv: nothing rests on source 'hearsay'" in check(co.load(copy)).problems


@pytest.mark.parametrize("status", ["open", "restricted"])
def test_a_status_that_its_history_contradicts_is_named(copy, status):
    def other(rows):
        (row,) = [row for row in rows if row["id"] == "af-pk-torkham"]
        row.update(status=status)

    rewrite(copy, "crossings.csv", other)
    (problem,) = check(co.load(copy)).problems
    assert problem.endswith(f"status '{status}' should be closed, as crossing_status.csv has it on 2026-02")


def test_a_renamed_column_is_named(copy):
    def rename(rows):
        for row in rows:
            row["error"] = row.pop("error_km")

    rewrite(copy, "crossings.csv", rename)
    problems = check(co.load(copy)).problems
    assert problems == ("crossings.csv: no column error_km", "crossings.csv: error is no column of it")


def test_an_id_given_twice_is_named(copy):
    rewrite(copy, "terminals.csv", lambda rows: rows[1].update(id=rows[0]["id"]))
    problems = check(co.load(copy)).problems
    assert (
        "terminals.csv, line 3: id 'af-andkhoy' should be its own, it is that of terminals.csv, line 2 too" in problems
    )


def test_what_hangs_far_off_its_network_is_listed():
    report = check(co.load()).report
    (head,) = [i for i, line in enumerate(report) if line.startswith("terminals and ports more than 10 km off")]
    far = [line for line in report[head + 1 :] if line.startswith(("  terminal ", "  port "))]
    assert f"({len(far)})" in report[head]
    assert all(float(line.rpartition(": ")[2].split(" km")[0]) >= 10 for line in far)


def test_a_gauge_that_the_network_has_not_is_named(copy):
    def other(rows):
        (row,) = [row for row in rows if row["id"] == "kz-uz-saryagash-keles-rail"]
        row.update(gauge_a_mm="1435")

    rewrite(copy, "crossings.csv", other)
    (problem,) = check(co.load(copy)).problems
    assert problem.endswith(": crossing kz-uz-saryagash-keles-rail: attached, but not to KZ-rail-1435")


def test_a_shape_without_a_meaning_is_named(copy):
    path = copy / "rail_edges.parquet"
    table = pq.read_table(path)
    place = table.column_names.index("shape")
    pq.write_table(table.set_column(place, "shape", pc.add(table["shape"], pa.scalar(90, pa.int8()))), path)
    problems = check(co.load(copy)).problems
    assert "rail_edges.parquet: shape from 90 to 94, not 0 to 4" in problems


def test_a_row_broken_by_hand_is_named_beside_its_hash(copy):
    rewrite(copy, "crossings.csv", lambda rows: rows[0].update(lat="10"), honest=False)
    problems = check(co.load(copy)).problems
    assert problems[0] == "crossings.csv: its sha256 is not that of SOURCES.csv"
    assert any(problem.startswith("crossings.csv, line 2: ") and "km from" in problem for problem in problems)


def test_the_command_is_red_too(copy):
    rewrite(copy, "crossings.csv", lambda rows: rows[0].update(lat="10"))
    result = CliRunner().invoke(main, ["data", "check", "--data", str(copy)])
    assert result.exit_code == 1
    assert "more than 2 km" in result.stderr

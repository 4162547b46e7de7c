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
    assert found.report[0].startswith("32 files, hashes and schema good; ")
    unattached = [line for line in found.report if line.startswith("  af-pk-brabcha: ")]
    assert unattached == ["  af-pk-brabcha: no road of the network crosses AF–PK near it"]
    assert "  CO–PA: no road or railway of the network crosses the border" in found.report


def test_a_changed_byte_is_seen(copy):
    rewrite(copy, "terminals.csv", lambda rows: rows[0].update(name="Elsewhere"), honest=False)
    assert check(co.load(copy)).problems == ("terminals.csv: its sha256 is not that of SOURCES.csv",)


def test_a_missing_file_is_seen(copy):
    (copy / "overlay.parquet").unlink()
    assert check(co.load(copy)).problems == ("overlay.parquet: missing",)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("crossings.csv", {"lon": "67.9"}, "km from"),
        ("crossings.csv", {"source": "hearsay"}, "source 'hearsay' is not in fact_sources.csv"),
        ("terminals.csv", {"country": "XX"}, "unknown country 'XX'"),
        ("neighbours.csv", {"country_a": "QQ"}, "neighbours.csv: unknown country 'QQ'"),
        ("neighbours.csv", {"country_a": "AF", "country_b": "PK"}, "neighbours.csv: AF–PK have a crossing"),
        ("border_times.csv", {"gateway": "nowhere"}, "unknown gateway 'nowhere'"),
        ("border_times.csv", {"time_h": "-70.7"}, "line 2: -70.7 is no amount"),
        ("border_times.csv", {"time_h": "nan"}, "line 2: nan is no amount"),
        ("border_times.csv", {"year": "20x0"}, "line 2: "),
        ("border_times.csv", {"year": "2199"}, "line 2: the year of 2199"),
        ("crossing_status.csv", {"crossing_id": "nosuch"}, "unknown crossing 'nosuch'"),
        ("crossing_status.csv", {"start": "2025-99-01"}, "line 2: "),
        ("crossings.csv", {"lon": "nan"}, "line 2: lon nan"),
        ("crossings.csv", {"freight": "maybe"}, "'maybe' is none of yes, no, unknown"),
        ("crossings.csv", {"gauge_a_mm": "-7"}, "a gauge of -7 mm"),
        ("ports.csv", {"lon": "195.0"}, "line 2: lon 195.0"),
        ("terminals.csv", {"lon": "nan"}, "line 2: lon nan"),
        ("planned_links.csv", {"countries": "AF|XX"}, "unknown country 'XX'"),
        ("fact_sources.csv", {"id": "hearsay"}, "nothing rests on source 'hearsay'"),
    ],
)
def test_a_row_broken_by_hand_is_named(copy, name, change, says):
    rewrite(copy, name, lambda rows: rows[0].update(change))
    problems = check(co.load(copy)).problems
    assert problems
    assert any(says in problem for problem in problems)


def test_a_gauge_that_the_network_has_not_is_named(copy):
    def other(rows):
        (row,) = [row for row in rows if row["id"] == "kz-uz-saryagash-keles-rail"]
        row.update(gauge_a_mm="1435")

    rewrite(copy, "crossings.csv", other)
    assert check(co.load(copy)).problems == ("crossing kz-uz-saryagash-keles-rail: attached, but not to KZ-rail-1435",)


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
    assert any(problem.startswith("crossing ") and "km from" in problem for problem in problems)


def test_the_command_is_red_too(copy):
    rewrite(copy, "crossings.csv", lambda rows: rows[0].update(lat="10"))
    result = CliRunner().invoke(main, ["data", "check", "--data", str(copy)])
    assert result.exit_code == 1
    assert "more than 2 km" in result.stderr

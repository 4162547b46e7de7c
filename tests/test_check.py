"""`corridor data check`: green on what ships, red on a row broken by hand."""

import csv
import shutil

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
    assert found.report[0].startswith("30 files, hashes and schema good; ")
    unattached = [line for line in found.report if line.startswith("  af-pk-brabcha: ")]
    assert unattached == ["  af-pk-brabcha: no road of the network crosses AF–PK near it"]


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
        ("border_times.csv", {"gateway": "nowhere"}, "unknown gateway 'nowhere'"),
        ("planned_links.csv", {"countries": "AF|XX"}, "unknown country 'XX'"),
        ("fact_sources.csv", {"id": "hearsay"}, "nothing rests on source 'hearsay'"),
    ],
)
def test_a_row_broken_by_hand_is_named(copy, name, change, says):
    rewrite(copy, name, lambda rows: rows[0].update(change))
    problems = check(co.load(copy)).problems
    assert problems
    assert any(says in problem for problem in problems)


def test_the_command_is_red_too(copy):
    rewrite(copy, "crossings.csv", lambda rows: rows[0].update(lat="10"))
    result = CliRunner().invoke(main, ["data", "check", "--data", str(copy)])
    assert result.exit_code == 1
    assert "more than 2 km" in result.stderr

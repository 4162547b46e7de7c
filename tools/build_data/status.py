"""Dated status of crossings: who was shut from when to when, and by which document."""

from __future__ import annotations

from itertools import groupby, pairwise
from pathlib import Path

from tools.build_data.provenance import Provenance, read_csv, write_csv
from tools.build_data.sources import source_id

INPUTS = Path(__file__).parent / "inputs"
FIELDS = ("crossing_id", "status", "start", "end", "note", "source")
BAN_FIELDS = ("country_a", "country_b", "start", "end", "note", "source")

Row = dict[str, str]


def build(out: Path) -> list[Provenance]:
    """Write crossing_status.csv, by crossing, then by date, and sea_bans.csv."""
    write_csv(out / "crossing_status.csv", status_rows(), FIELDS)
    bans = sorted(read_csv(INPUTS / "sea_bans.csv"), key=lambda row: (row["country_a"], row["country_b"], row["start"]))
    write_csv(out / "sea_bans.csv", ({**row, "source": source_id(row["source"])} for row in bans), BAN_FIELDS)
    return [
        Provenance(
            "sea_bans.csv",
            "Pairs of countries between which no ship may carry goods",
            "The corridor founders, from the documents in fact_sources.csv",
            "CC BY 4.0",
            "inputs/sea_bans.csv",
            "2026-11-24",
        ),
        Provenance(
            "crossing_status.csv",
            "Dated status of crossings whose status has changed",
            "The corridor founders, from the documents in fact_sources.csv",
            "CC BY 4.0",
            "inputs/crossing_status.csv; inputs/crossings.csv",
            "2026-11-24",
        ),
    ]


def status_rows() -> list[Row]:
    """Return the rows of crossing_status.csv; a row without a source of its own has its crossing's.

    A crossing that is not among the curated ones is one that the network gives (`derived.py`): its rows have their
    own sources.

    Raises
    ------
    ValueError
        where a history has a gap, does not cover all time, or does not agree with its crossing's status
        on the date that the status is of.
    """
    crossings = {row["id"]: row for row in read_csv(INPUTS / "crossings.csv")}
    rows = sorted(read_csv(INPUTS / "crossing_status.csv"), key=lambda row: (row["crossing_id"], row["start"]))
    problems = []
    for crossing, group in groupby(rows, key=lambda row: row["crossing_id"]):
        problems += _problems(crossing, list(group), crossings.get(crossing))
    if problems:
        raise ValueError("; ".join(problems))
    return [{**row, "source": source_id(row["source"] or crossings[row["crossing_id"]]["source"])} for row in rows]


def _problems(name: str, history: list[Row], crossing: Row | None) -> list[str]:
    found = []
    if history[0]["start"] or history[-1]["end"]:
        found.append(f"{name}: the history does not cover all time")
    found += [
        f"{name}: {before['end']!r} is followed by {after['start']!r}"
        for before, after in pairwise(history)
        if before["end"] != after["start"]
    ]
    if crossing is None:
        return [*found, *(f"{name}: a row without a source" for row in history if not row["source"])]
    as_of = crossing["status_as_of"]
    # a month or a year is told apart from none of its days
    then = {row["status"] for row in history if row["start"] <= f"{as_of}-99" and as_of < (row["end"] or "9")}
    if as_of and crossing["status"] not in then:
        found.append(f"{name}: {crossing['status']} in {as_of}, here {' or '.join(sorted(then))}")
    return found

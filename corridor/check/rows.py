"""The rows of the tables: every field by its rule, ranges in order, ids once, and histories without a gap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corridor.check.rules import RULES
from corridor.data import Row, World

RANGES = (
    ("time_h", "time_low_h", "time_high_h"),
    ("cost_usd", "cost_low_usd", "cost_high_usd"),
    ("value", "low", "high"),
    ("length_km", "length_low_km", "length_high_km"),
    ("cost_usd_m", "cost_low_usd_m", "cost_high_usd_m"),
)
"""columns of a value and of the ends of its range"""
KEYS = {
    "country_names": "code",
    "crossings": "id",
    "fact_sources": "id",
    "link_openings": "id",
    "named_corridors": "id",
    "planned_links": "id",
    "ports": "id",
    "terminals": "id",
}


def lines(world: World, name: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a table, each with where it stands."""
    for number, row in enumerate(world.rows(name), start=2):
        yield f"{name}.csv, line {number}", row


def fields(world: World) -> list[str]:
    """Return the fields that hold what they should not, each with what would be right."""
    problems = []
    for name, rules in RULES.items():
        for where, row in lines(world, name):
            for column, rule in rules.items():
                text = row.get(column)
                right = "" if text is None else rule(text)  # a missing column is told once, of the file
                if right:
                    problems.append(f"{where}: {column} {text!r} should be {right}")
    return problems


def ranges(world: World) -> list[str]:
    """Return the values that do not lie between the ends of their range."""
    problems = []
    for name, rules in RULES.items():
        for columns in RANGES:
            if set(columns) <= set(rules):
                for where, row in lines(world, name):
                    value, low, high = (row.get(column) or "" for column in columns)
                    if value and not float(low or value) <= float(value) <= float(high or value):
                        problems.append(
                            f"{where}: {columns[0]} {value!r} should be from {low or value} to {high or value}"
                        )
    return problems


def ids(world: World) -> list[str]:
    """Return the ids that a table has twice."""
    problems = []
    for name, column in KEYS.items():
        first: dict[str, str] = {}
        for where, row in lines(world, name):
            before = first.setdefault(row[column], where)
            if before != where:
                problems.append(f"{where}: {column} {row[column]!r} should be its own, it is that of {before} too")
    return problems


def histories(world: World) -> list[str]:
    """Return the histories with a gap, an overlap or an end, and those that the table of crossings contradicts."""
    found: dict[str, list[tuple[str, Row]]] = {}
    for where, row in lines(world, "crossing_status"):
        found.setdefault(row["crossing_id"], []).append((where, row))
    crossings = {row["id"]: (where, row) for where, row in lines(world, "crossings")}
    problems = []
    for crossing, history in found.items():
        if crossing not in crossings:
            problems.append(f"{history[0][0]}: unknown crossing {crossing!r}")
            continue
        history.sort(key=lambda pair: pair[1]["start"])
        problems += _joined(crossing, history)
        problems += _same(*crossings[crossing], [row for _, row in history])
    return problems


def _joined(crossing: str, history: list[tuple[str, Row]]) -> list[str]:
    (first, row), (last, end) = history[0], history[-1]
    problems = []
    if row["start"]:
        problems.append(f"{first}: start {row['start']!r} of the first interval of {crossing} should be empty")
    if end["end"]:
        problems.append(f"{last}: end {end['end']!r} of the last interval of {crossing} should be empty")
    for (where, before), (_, after) in pairwise(history):
        if before["end"] != after["start"]:
            problems.append(
                f"{where}: end {before['end']!r} of an interval of {crossing} should be {after['start']!r}, "
                "where the next begins"
            )
        elif before["start"] >= before["end"]:
            problems.append(f"{where}: end {before['end']!r} of an interval of {crossing} should lie after its start")
    return problems


def _same(where: str, crossing: Row, history: list[Row]) -> list[str]:
    """Compare a status with that of the history on the day or in the month that it was read, else the last."""
    day = crossing["status_as_of"]
    then = [
        one["status"]
        for one in history
        if not day or (one["start"][: len(day)] <= day and (not one["end"] or one["end"] > day))
    ]
    then = then if day else then[-1:]
    if not then or crossing["status"] in then:
        return []
    right = " or ".join(dict.fromkeys(then))
    return [
        f"{where}: status {crossing['status']!r} should be {right}, as crossing_status.csv has it on {day or 'now'}"
    ]

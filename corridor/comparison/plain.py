"""A comparison as plain values: rows for spreadsheets and data frames, CSV, JSON."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from corridor.comparison.cells import breakeven
from corridor.comparison.measures import MEASURES, Measure
from corridor.comparison.values import Compared, Comparison
from corridor.io.printed import dumps
from corridor.io.rows import safe
from corridor.model import Margin

SCHEMA = "corridor.compare/1"
_ENDS = ("", "_low", "_high")


def comparison_rows(found: Comparison) -> list[dict[str, Any]]:
    """Return a row for each column of the table, every measure with both ends; what is missing is None."""
    return [
        {
            "letter": one.letter,
            "target": one.name,
            "label": one.label,
            "status": one.status,
            "sequence": "-".join(one.sequence),
            "from": one.start[1],
            "to": one.end[1],
            "as_of": one.as_of,
            "via": "|".join(one.via),
            **{f"{measure.key}{end}": _number(one, measure, end) for measure in MEASURES for end in _ENDS},
        }
        for one in found.columns
    ]


def comparison_csv(found: Comparison) -> str:
    """Return a comparison as CSV, one row a column of the table; empty where there is no data. Lines end in CRLF."""
    text, rows = StringIO(), comparison_rows(found)
    writer = csv.DictWriter(text, list(rows[0]), restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: safe(value) for key, value in row.items()})
    return text.getvalue()


def comparison_json(found: Comparison) -> str:
    """Return a comparison as JSON of schema corridor.compare/1; what is missing is null, never 0."""
    return dumps(
        {
            "schema": SCHEMA,
            "measures": [
                {"key": one.key, "name": one.name, "unit": one.unit or None, "less_is_better": one.less_is_better}
                for one in MEASURES
            ],
            "columns": [_column(found, one) for one in found.columns],
            "before": {name: dict(row) for name, row in found.before},
            "margins": [_margin(one) for one in found.margins],
            "breakeven": list(breakeven(found)),
            "warnings": list(found.warnings),
        },
        indent=1,
    )


def _column(found: Comparison, one: Compared) -> dict[str, Any]:
    return {
        "letter": one.letter,
        "target": one.name,
        "corridor": one.label if one.values else None,
        "status": one.status,
        "saved": one.saved,
        "sequence": list(one.sequence),
        "from": _end(one.start),
        "to": _end(one.end),
        "via": list(one.via),
        "as_of": one.as_of or None,
        "question": dict(one.question),
        "values": {measure.key: _value(found, one, measure) for measure in MEASURES},
        "warnings": list(one.warnings),
    }


def _end(place: tuple[str, str]) -> dict[str, str] | None:
    return {"id": place[0], "name": place[1]} if place[1] else None


def _value(found: Comparison, column: Compared, measure: Measure) -> dict[str, Any] | None:
    one, best = column.of(measure.key), found.best(measure)
    if one is None:
        return None
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "assumed": one.assumed,
        "best": found.is_best(column, measure),
        "delta": None if best is None else round(one.value - best, 4),
    }


def _number(column: Compared, measure: Measure, end: str) -> float | None:
    one = column.of(measure.key)
    if one is None:
        return None
    return {"": one.value, "_low": one.low, "_high": one.high}[end]


def _margin(one: Margin) -> dict[str, Any]:
    return {
        "leader": one.leader,
        "rival": one.rival,
        "unit": one.unit,
        "gap": round(one.gap, 3),
        "blocked": one.blocked,
        "thresholds": [
            {"id": each.gateway, "name": each.name, "column": each.corridor, "change": round(each.change, 3)}
            for each in one.thresholds
        ],
    }

"""A comparison as text: Markdown, CSV, JSON and a page by itself."""

from __future__ import annotations

import csv
from html import escape
from io import StringIO

from corridor.charts import draw_corridors
from corridor.comparison.values import MEASURES, Compared, Comparison, Measure, Value
from corridor.io.markdown import escaped, markdown_table
from corridor.io.printed import dumps
from corridor.io.rows import safe
from corridor.io.words import NO_DATA, hours, number

SCHEMA = "corridor.compare/1"
BEST = "*"


def table(found: Comparison) -> list[tuple[str, list[str]]]:
    """Return the rows as words: the measure, and for each column its value, the best marked, and how far off it is."""
    rows = []
    for measure in MEASURES:
        if any(column.of(measure.key) is not None for column in found.columns):
            best = found.best(measure)
            rows.append((name_of(measure), [cell(column, measure, best) for column in found.columns]))
    return rows


def name_of(measure: Measure) -> str:
    """Return a measure with its unit."""
    unit = {"h": "", "kg": "t"}.get(measure.unit, measure.unit)
    return f"{measure.name}, {unit}" if unit else measure.name


def cell(column: Compared, measure: Measure, best: float | None) -> str:
    """Return a value in words: ~ before what is assumed, * after the best, and the distance from the best."""
    one = column.of(measure.key)
    if one is None:
        return NO_DATA
    told = ("~" if one.assumed else "") + _told(one.value, measure)
    if best is None:
        return told
    if one.value == best:
        return f"{told}{BEST}"
    return f"{told} ({_delta(one.value, best)})"


def _told(value: float, measure: Measure) -> str:
    if measure.unit == "h":
        return hours(value)
    if measure.unit == "kg":
        return number(value / 1000)
    return f"{value:.2f}" if measure.unit == "×" else number(value)


def _delta(value: float, best: float) -> str:
    if not best:
        return f"+{number(value)}"
    share = value / best - 1
    return f"{share:+.0%}" if abs(share) >= 0.005 else "+0%" if share > 0 else "-0%"


def heads(found: Comparison) -> list[tuple[str, str, str]]:
    """Return of each column its letter, what was asked for, and what the corridor is."""
    told = []
    for one in found.columns:
        blocked = f"{one.label} (blocked)" if one.status == "blocked" else one.label
        told.append((one.letter, one.name, blocked if one.values else one.status))
    return told


def comparison_markdown(found: Comparison) -> str:
    """Return a comparison as Markdown."""
    who = markdown_table(("", "Target", "Corridor", "As of"), [(*head, one.as_of) for head, one in _headed(found)])
    what = markdown_table(
        ("", *(one.letter for one in found.columns)),
        [(name, *cells) for name, cells in table(found)],
        len(found.columns),
    )
    notes = "\n".join(f"- {escaped(warning)}" for warning in found.warnings)
    legend = "\\* the best of its row, beside the others how far off they are; ~ rests on an assumption."
    return "\n\n".join(filter(None, ("# Comparison", who, what, legend, notes))) + "\n"


def comparison_csv(found: Comparison) -> str:
    """Return a comparison as CSV, one row a column of the table; empty where there is no data. Lines end in CRLF."""
    text = StringIO()
    keys = [measure.key for measure in MEASURES]
    fields = ["letter", "target", "corridor", "status", "sequence", "as_of", "via"]
    ranged = [f"{key}{end}" for key in keys for end in ("", "_low", "_high")]
    writer = csv.DictWriter(text, [*fields, *ranged], restval="", lineterminator="\r\n")
    writer.writeheader()
    for one in found.columns:
        row: dict[str, object] = {
            "letter": one.letter,
            "target": safe(one.name),
            "corridor": safe(one.label),
            "status": safe(one.status),
            "sequence": "-".join(one.sequence),
            "as_of": one.as_of,
            "via": "|".join(one.via),
        }
        for key, value in one.values:
            row |= {key: value.value, f"{key}_low": value.low, f"{key}_high": value.high}
        writer.writerow(row)
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
            "columns": [
                {
                    "letter": one.letter,
                    "target": one.name,
                    "corridor": one.label if one.values else None,
                    "status": one.status,
                    "sequence": list(one.sequence),
                    "via": list(one.via),
                    "as_of": one.as_of or None,
                    "question": dict(one.question),
                    "values": {measure.key: _value(one.of(measure.key), found.best(measure)) for measure in MEASURES},
                }
                for one in found.columns
            ],
            "warnings": list(found.warnings),
        },
        indent=1,
    )


def comparison_html(found: Comparison) -> str:
    """Return a page by itself: the table, and the time/cost-distance charts. It asks for nothing from anywhere."""
    drawn = [(one.letter, one.corridor) for one in found.columns if one.corridor is not None]
    chart = draw_corridors(drawn, title="Time and cost by distance", subtitle="") if drawn else ""
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th>{''.join(_html_cell(text) for text in cells)}</tr>"
        for name, cells in table(found)
    )
    who = "".join(
        f"<tr><th scope=row>{letter}</th><td>{escape(name)}</td><td>{escape(label)}</td></tr>"
        for letter, name, label in heads(found)
    )
    letters = "".join(f"<th scope=col>{one.letter}</th>" for one in found.columns)
    notes = "".join(f"<li>{escape(one)}</li>" for one in found.warnings)
    return _PAGE.format(who=who, letters=letters, rows=rows, notes=f"<ul>{notes}</ul>" if notes else "", charts=chart)


def _html_cell(text: str) -> str:
    best = ' class="best"' if text.endswith(BEST) else ""
    return f"<td{best}>{escape(text)}</td>"


def _value(one: Value | None, best: float | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "assumed": one.assumed,
        "best": best is not None and one.value == best,
        "delta": None if best is None else round(one.value - best, 3),
    }


def _headed(found: Comparison) -> list[tuple[tuple[str, str, str], Compared]]:
    return list(zip(heads(found), found.columns, strict=True))


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Corridors compared</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
:root {{ color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }}
body {{ margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; }}
h1 {{ font-size: 1.4rem; }}
div {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }}
th, td {{ border-bottom: 1px solid #8884; padding: .35rem .7rem; text-align: left; }}
.figures td, .figures thead th {{ text-align: right; }}
.figures thead th:first-child {{ text-align: left; }}
.best {{ font-weight: 700; background: #2e7d3226; }}
svg {{ max-width: 100%; height: auto; }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
</style></head><body>
<h1>Corridors compared</h1>
<div tabindex="0" role="region" aria-label="What is compared"><table>{who}</table></div>
<div tabindex="0" role="region" aria-label="Figures"><table class="figures">
<thead><tr><th scope=col>measure</th>{letters}</tr></thead><tbody>{rows}</tbody></table></div>
<p>* the best of its row, beside the others how far off they are; ~ rests on an assumption.</p>
{notes}{charts}
</body></html>
"""

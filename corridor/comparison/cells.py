"""A comparison in words: rows of cells, heads, break-evens; shared by the terminal, Markdown and the page."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from corridor.comparison.measures import MEASURES, Measure, Value
from corridor.comparison.values import Compared, Comparison
from corridor.io.risk_words import percent
from corridor.io.words import NO_DATA, hours, number
from corridor.model import Margin

BEST = "*"
LEGEND = (
    "* the best of its row, of the open where any is; beside the others how far off they are",
    "~ rests on an assumption; with a figure its range",
)
DRAWN = "arrivals: 10 000 draws from the ranges, the same for all columns; buffer: P95 less P50"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value in words."""

    text: str
    """~ before what is assumed, * after the best, else how far it is from the best; or that there is no data"""
    span: str = ""
    """its range, "" where it has none"""
    best: bool = False


def table(found: Comparison) -> list[tuple[str, list[Cell]]]:
    """Return the rows in words: the measure with its unit, and a cell for each column."""
    rows = []
    for measure in MEASURES:
        if any(column.of(measure.key) is not None for column in found.columns):
            rows.append((name_of(measure), [cell(found, column, measure) for column in found.columns]))
    return rows


def name_of(measure: Measure) -> str:
    """Return a measure with its unit."""
    unit = {"h": "", "share": "", "kg": "t"}.get(measure.unit, measure.unit)
    return f"{measure.name}, {unit}" if unit else measure.name


def cell(found: Comparison, column: Compared, measure: Measure) -> Cell:
    """Return a value in words."""
    one, best = column.of(measure.key), found.best(measure)
    if one is None:
        closed = measure.key == "fastest_share" and column.status == "blocked" and not column.saved
        return Cell("closed" if closed else NO_DATA)
    text, span = ("~" if one.assumed else "") + _told(one.value, measure), _span(one, measure)
    if best is None or (measure.unit == "share" and one.value != best):
        return Cell(text, span)
    if found.is_best(column, measure):
        return Cell(f"{text}{BEST}", span, best=True)
    return Cell(f"{text} ({_delta(one.value, best, measure)})", span)


def heads(found: Comparison) -> list[tuple[str, str, str]]:
    """Return of each column its letter, what was asked for, and what the corridor is."""
    told_of = []
    for one in found.columns:
        blocked = f"{one.label} (blocked)" if one.status == "blocked" else one.label
        told_of.append((one.letter, one.name, blocked if one.values else one.status))
    return told_of


def breakeven(found: Comparison) -> tuple[str, ...]:
    """Return what would put each other column before the best, a sentence a rival and unit."""
    shown = {one.letter for one in found.columns if one.values and one.asked is None}
    return tuple(dict.fromkeys(_sentence(one, shown) for one in found.margins))


def chances(found: Comparison) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return a table of how often the corridor of the row arrives before that of the column: heads and rows."""
    letters = tuple(name for name, _ in found.before)
    rows = []
    for name, row in found.before:
        shares = dict(row)
        rows.append((name, *("" if other == name else percent(shares[other]) for other in letters)))
    return ("before", *letters), rows


def legend(found: Comparison) -> Iterable[str]:
    """Yield what the marks of the table mean, and what arrivals are drawn from."""
    yield from LEGEND
    if any(column.of("p50_h") for column in found.columns):
        yield DRAWN


def _sentence(one: Margin, shown: Container[str]) -> str:
    """Return a margin with all that would turn it, gateways at which the same would do together.

    `shown` are the letters of columns that are not planned anew.
    """
    if one.blocked:
        return f"{one.rival} has more closed gateways than {one.leader}: it wins at no price"
    by = "by time" if one.unit == "h" else "by cost"
    ahead = f"{by}, {one.leader} is {_amount(one.gap, one.unit)} ahead of {one.rival}"
    groups: dict[float, list[str]] = {}
    for each in one.thresholds:
        groups.setdefault(each.change, []).append(each.name)
    if not groups:
        return f"{ahead}: no change at one stop turns that"
    turns = (_turn(names, change, one.unit) for change, names in groups.items())
    fixed = " and ".join(name for name in sorted((one.leader, one.rival)) if name in shown)
    told = f" ({fixed} on the way{'s' if ' ' in fixed else ''} shown)" if fixed else ""
    return f"{ahead}: {'; or '.join(turns)} before {one.rival} wins{told}"


def _turn(names: Sequence[str], change: float, unit: str) -> str:
    names = tuple(dict.fromkeys(names))
    where = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
    verb, more = ("take", "longer") if unit == "h" else ("cost", "more")
    return f"{where} would have to {verb} {_amount(change, unit)} {more if change >= 0 else 'less'}"


def _amount(value: float, unit: str) -> str:
    return f"{number(abs(value))} {unit}"


def _told(value: float, measure: Measure) -> str:
    if measure.unit == "h":
        return hours(value)
    if measure.unit == "share":
        return percent(value)
    return f"{value:.2f}" if measure.unit == "×" else number(_scaled(value, measure))


def _span(one: Value, measure: Measure) -> str:
    if one.low is None or one.high is None or one.low == one.high:
        return ""
    if measure.unit == "h":
        unit, divisor = ("d", 24) if one.high >= 48 else ("h", 1)
        return f"{number(one.low / divisor)}–{number(one.high / divisor)} {unit}"
    if measure.unit == "share":
        return f"{one.low:.0%}–{one.high:.0%}"
    if measure.unit == "×":
        return f"{one.low:.2f}–{one.high:.2f}"
    return f"{number(_scaled(one.low, measure))}–{number(_scaled(one.high, measure))}"


def _delta(value: float, best: float, measure: Measure) -> str:
    """Return how far a value is from the best: as a share of it, where that is 0 in the unit of the row."""
    if not best:
        unit = {"kg": "t"}.get(measure.unit, measure.unit)
        return f"{'+' if value >= 0 else ''}{number(_scaled(value, measure))}{f' {unit}' if unit else ''}"
    share = value / best - 1
    return f"{share:+.0%}" if abs(share) >= 0.005 else "+0%" if share > 0 else "-0%" if share < 0 else "="


def _scaled(value: float, measure: Measure) -> float:
    return value / 1000 if measure.unit == "kg" else value

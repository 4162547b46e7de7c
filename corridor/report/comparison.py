"""A comparison as a table in the terminal, in as many blocks of columns as the width asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.comparison import Cell, Comparison, breakeven, chances, heads, legend, table

if TYPE_CHECKING:
    from rich.console import RenderableType

GAP = 2
"""between two columns"""
MOST_SENTENCES = 6
MOST_CHANCES = 10
"""columns that a matrix of 80 columns has room for"""


def print_comparison(found: Comparison, console: Console) -> None:
    """Print what is compared, then each measure with the best marked and how far off the others are."""
    for part in _who(found):
        console.print(part, highlight=False)
    for block in _figures(found, console.width):
        console.print()
        console.print(block, highlight=False)
    for part in (*_chances(found), *_sentences(found), Text()):
        console.print(part, highlight=False)
    for warning in found.warnings:
        console.print(Text(f"! {warning}", "yellow"), highlight=False)
    for line in legend(found):
        console.print(Text(line, "dim"), highlight=False)


def _who(found: Comparison) -> Iterable[RenderableType]:
    told, who = heads(found), _table()
    several = len({name for _, name, _ in told}) > 1 or len(told) == 1
    if not several:
        yield Text(told[0][1], "bold")
    for name in ("", *(["target"] if several else []), "corridor"):
        who.add_column(name, overflow="fold")
    for letter, name, label in told:
        who.add_row(Text(letter, "bold"), *([Text(name)] if several else []), Text(label))
    yield who


def _figures(found: Comparison, wide: int) -> Iterable[Table]:
    """Yield the table in blocks of columns that the width holds; no figure is ever cut or broken."""
    rows = table(found)
    first = max((cell_len(name) for name, _ in rows), default=0)
    letters = [column.letter for column in found.columns]
    widths = [max([cell_len(one), *(_width(cells[i]) for _, cells in rows)]) for i, one in enumerate(letters)]
    for start, end in _blocks(widths, wide - first):
        figures = _table()
        figures.add_column("", no_wrap=True)
        for letter in letters[start:end]:
            figures.add_column(letter, justify="right", no_wrap=True)
        for name, cells in rows:
            figures.add_row(name, *map(_text, cells[start:end]))
        yield figures


def _blocks(widths: Sequence[int], room: int) -> Iterable[tuple[int, int]]:
    """Yield the first and the last but one of as many columns as fit, one at least."""
    start, taken = 0, 0
    for i, width in enumerate(widths):
        if i > start and taken + width + GAP > room:
            yield start, i
            start, taken = i, 0
        taken += width + GAP
    yield start, len(widths)


def _width(one: Cell) -> int:
    return max(cell_len(one.text), cell_len(one.span))


def _text(one: Cell) -> Text:
    told = Text(one.text, "bold green" if one.best else "")
    return told.append(f"\n{one.span}", "not bold dim default") if one.span else told


def _chances(found: Comparison) -> Iterable[RenderableType]:
    names, rows = chances(found)
    if not rows:
        return
    told = _table()
    for name in names[: MOST_CHANCES + 1]:
        told.add_column(name, justify="left" if name == "before" else "right", no_wrap=True)
    for row in rows[:MOST_CHANCES]:
        told.add_row(Text(row[0], "bold"), *row[1 : MOST_CHANCES + 1])
    left = f"; {len(rows) - MOST_CHANCES} more in --format json" if len(rows) > MOST_CHANCES else ""
    yield Text()
    yield told
    yield Text(f"how often the corridor of the row arrives before that of the column{left}", "dim")


def _sentences(found: Comparison) -> Iterable[RenderableType]:
    told = breakeven(found)
    if told:
        yield Text("\nBreak-even", "bold")
    yield from map(Text, told[:MOST_SENTENCES])
    if len(told) > MOST_SENTENCES:
        yield Text(f"and {len(told) - MOST_SENTENCES} more: --format json or md lists them", "dim")


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))

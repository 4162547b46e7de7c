"""A comparison as a table in the terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.comparison import Comparison, table
from corridor.comparison.writing import BEST, heads


def print_comparison(found: Comparison, console: Console) -> None:
    """Print what is compared, then each measure with the best marked and how far off the others are."""
    who = _table()
    for name in ("", "target", "corridor"):
        who.add_column(name, overflow="fold")
    for letter, name, label in heads(found):
        who.add_row(Text(letter, "bold"), Text(name), Text(label))
    figures = _table()
    figures.add_column("", no_wrap=True)
    for column in found.columns:
        figures.add_column(column.letter, justify="right", overflow="fold")
    for name, cells in table(found):
        figures.add_row(name, *(Text(text, "bold green" if text.endswith(BEST) else "") for text in cells))
    for part in (who, figures):
        console.print(part, highlight=False)
        console.print()
    for warning in found.warnings:
        console.print(Text(f"! {warning}", "yellow"), highlight=False)
    legend = "* best of its row, beside the others how far off they are   ~ rests on an assumption"
    console.print(Text(legend, "dim"), highlight=False)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))

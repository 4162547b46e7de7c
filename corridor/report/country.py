"""What a corridor does in each country, as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from corridor.io import countries
from corridor.model import Corridor, Plan
from corridor.report.folding import Folded

if TYPE_CHECKING:
    from rich.console import RenderableType


def by_country(plan: Plan, corridor: Corridor, *, wide: bool) -> Iterable[RenderableType]:
    """Yield what a corridor does in each country, values alone."""
    table = plain_table(wide=wide)
    table.add_column("", overflow="fold", ratio=1)
    for head in countries.HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    for row in countries.cells(plan, corridor):
        table.add_row(*map(Folded, row))
    yield Text(f"{corridor.id}: by country", "bold")
    yield table
    yield Text(countries.LEGEND, "dim")
    others = " and the other corridors" if len(plan.corridors) > 1 else ""
    yield Text(f"--format md and json have their ranges{others}", "dim")


def plain_table(*, wide: bool) -> Table:
    """Return a table with a line under its heads, its columns closer where the screen is narrow."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1 if wide else 0), expand=True)

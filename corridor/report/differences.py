"""Two corridors beside each other, and scenario files, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.data import World
from corridor.io.differences import AGAINST, HEADS, HERE, Names, rows, totals
from corridor.io.scenario import settings
from corridor.model import Difference
from corridor.report.plan import WIDE
from corridor.scenario import Change, Scenario, ScenarioFile, name_of
from corridor.scenario.telling import amount_told


def print_difference(found: Difference, console: Console, *, head: str = AGAINST, names: Names = HERE) -> None:
    """Print both best corridors and the change; then each border and country, what did not change dimmed."""
    console.print(Text(head, "bold"), highlight=False)
    both = _table("", "best corridor", fold=(0, 1))
    for world, label, cells in totals(found, names):
        both.add_row(*map(Text, (world, label, *cells)), style="bold" if world == "change" else "")
    parts = _table("where", "how", fold=(1,))
    for where, how, cells, changed in rows(found):
        parts.add_row(*map(Text, (where, how, *cells)), style="" if changed else "dim")
    for table in (both, parts):
        console.print(table, highlight=False)


def print_scenario(file: ScenarioFile, scenario: Scenario, console: Console, *, world: World) -> None:
    """Print what a file holds, and what of it holds on the date."""
    console.print(Text(file.name, "bold"), highlight=False)
    shown = {key: value for key, value in settings(file).items() if value is not None and key not in ("name", "as_of")}
    for key, value in shown.items():
        text = " ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)
        console.print(Text(text if key == "note" else f"{key}: {text}"), highlight=False)
    console.print(Text(f"as of {scenario.as_of}: {scenario.what or 'nothing differs'}"))
    if not file.entries:
        return
    wide = console.width >= WIDE
    heads = ("line", "does", "id", *(["name"] if wide else []), "what", "from", "to", "holds")
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in heads:
        table.add_column(name, overflow="fold", no_wrap=name not in ("name", "what"))
    for entry in file.entries:
        holds = entry.holds(scenario.as_of)
        named = [name_of(world, entry.target) if entry.target else ""] if wide else []
        what = ": ".join(filter(None, (amount_told(entry), entry.note)))
        cells = (str(entry.line), entry.verb, entry.id, *named, what, entry.start, entry.end, "yes" if holds else "no")
        table.add_row(*map(Text, cells), style="" if holds else "dim")
    console.print()
    console.print(table, highlight=False)


def print_changes(names: Sequence[str], changes: Iterable[Change], console: Console) -> None:
    """Print what two scenarios say differently."""
    console.print(Text(" → ".join(names), "bold"), highlight=False)
    every = tuple(changes)
    if not every:
        console.print("nothing differs", highlight=False)
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("what", "id", *names):
        table.add_column(Text(name), overflow="fold")
    for one in every:
        table.add_row(*map(Text, (one.what, one.id, one.before or "–", one.after or "–")))
    console.print(table, highlight=False)


def _table(*heads: str, fold: tuple[int, ...]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    for i, head in enumerate(heads):
        table.add_column(head, overflow="fold", ratio=1 if i in fold else None)
    for head in HEADS.values():
        table.add_column(head, justify="right", overflow="fold")
    return table

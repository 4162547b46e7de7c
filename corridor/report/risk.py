"""What may go otherwise with a plan, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.io import risk_words as say
from corridor.io import words
from corridor.io.risk import arrival_cells, before_cells, date_cells, outage_cells, outage_heads, swing_cells
from corridor.model import Outage, Risk
from corridor.report.folding import Folded

if TYPE_CHECKING:
    from rich.console import RenderableType

MOST = 10
"""corridors that a matrix of 80 columns has room for"""


def print_risk(risk: Risk, console: Console) -> None:
    """Print arrivals, which is first, break-evens, what shutting each thing does, and the inputs that move most."""
    parts = (
        _header(risk),
        _arrivals(risk),
        _before(risk),
        _margins(risk),
        _outages(risk),
        _swings(risk),
        (Text(f"! {warning}", "yellow") for warning in risk.plan.warnings),
    )
    blocks = [block for block in map(list, parts) if block]
    for number, block in enumerate(blocks):
        if number:
            console.print()
        for line in block:
            console.print(line, highlight=False)


def _header(risk: Risk) -> Iterable[RenderableType]:
    plan = risk.plan
    scenario = f", scenario {plan.scenario}" if plan.scenario else ""
    yield Text(" → ".join(country.name for country in plan.sequence), "bold")
    yield Text(
        f"{plan.origin.name}: {plan.travel.value}, {words.OBJECTIVES[plan.objective]}, "
        f"{words.number(plan.cargo_t)} t, as of {plan.as_of}{scenario}"
    )
    for one in plan.corridors:
        blocked = Text(" blocked", "bold red") if one.blocked else Text()
        yield Text(f"{one.id}: {one.label}").append_text(blocked)


def _arrivals(risk: Risk) -> Iterable[RenderableType]:
    table = _table()
    heads = ("hours", "planned", "mean", "P5", "P50", "P80", "P95", "buffer", "index", "fastest")
    for head in heads:
        table.add_column(head, justify="left" if head == "hours" else "right", no_wrap=True)
    for one in risk.arrivals:
        table.add_row(Text(one.corridor, "bold"), *map(Text, arrival_cells(one)))
    yield table
    yield Text(f"{risk.draws} draws, seed {risk.seed}; buffer P95 − P50; index P95 over the time in motion", "dim")
    if say.buffers(risk):
        yield Text(say.buffers(risk), "dim")
    if risk.depart:
        dates = _table()
        for head in ("arrival", "P5", "P50", "P80", "P95"):
            dates.add_column(head, no_wrap=True)
        for one in risk.arrivals:
            dates.add_row(Text(one.corridor, "bold"), *map(Text, date_cells(risk, one)))
        yield Text()
        yield dates
        yield Text(f"leaving {risk.depart.replace('T', ' ')}", "dim")


def _before(risk: Risk) -> Iterable[RenderableType]:
    ids = [one.corridor for one in risk.arrivals]
    if len(ids) < 2:
        return
    table = _table()
    for head in ("before", *ids[:MOST]):
        table.add_column(head, justify="left" if head == "before" else "right", no_wrap=True)
    for row, name in enumerate(ids[:MOST]):
        table.add_row(Text(name, "bold"), *map(Text, before_cells(risk, row, MOST)))
    yield table
    left = f"; {len(ids) - MOST} more in --format json" if len(ids) > MOST else ""
    yield Text(f"how often the corridor of the row arrives before that of the column{left}", "dim")


def _margins(risk: Risk) -> Iterable[RenderableType]:
    if risk.margins or risk.tippings:
        yield Text("Break-even", "bold")
    for margin in risk.margins:
        ahead, *rest = say.told(risk, margin)
        yield Text(f"{ahead}{':' if rest else ''}")
        for line in rest:
            yield Text(f"  {line}")
    for one in risk.tippings:
        yield Text(say.tipping_told(one), "" if one.change is None else "bold")


def _outages(risk: Risk) -> Iterable[RenderableType]:
    shown = [one for one in risk.outages if say.changes(one)]
    if shown:
        table = _table(expand=True)
        table.add_column("shut", overflow="fold", ratio=1)
        for head in ("used by", *outage_heads(risk)):
            table.add_column(head, justify="left" if head == "used by" else "right", no_wrap=True)
        table.add_column("way left", overflow="fold", ratio=1)
        for one in shown:
            table.add_row(*_outage(risk, one))
        yield table
    if say.ends(risk):
        yield Text(say.ends(risk), "dim")
    unaffected = say.unaffected(risk)
    if unaffected:
        yield Text(f"{risk.plan.best.id} does not need: {unaffected}", "dim")


def _outage(risk: Risk, one: Outage) -> list[Text]:
    name, kind, users, *more, way = outage_cells(risk, one)
    what = Folded(name).append(f" {kind}" if kind not in ("cell", "country") else "", "dim")
    style = "red" if not one.way or one.more_closed > 0 else ""
    return [what, Text(users), *map(Text, more), Folded(way, style)]


def _swings(risk: Risk) -> Iterable[RenderableType]:
    if not risk.swings:
        return
    table = _table(expand=True)
    table.add_column("input", overflow="fold", ratio=1)
    table.add_column("range", overflow="fold", ratio=1)
    for head in ("low", "high"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("first instead", overflow="fold", ratio=1)
    for one in risk.swings:
        table.add_row(*map(Folded, swing_cells(risk, one)))
    yield table
    planned = say.result(risk.swings[0].result, risk.plan.objective)
    yield Text(
        f"{risk.plan.best.id}, planned {planned}, with one input at the low and the high end of its range", "dim"
    )


def _table(*, expand: bool = False) -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=expand)

"""A plan as tables in the terminal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.io import words
from corridor.model import Border, Candidate, Corridor, Figure, Leg, Plan, Status, Stop
from corridor.report.country import by_country, plain_table
from corridor.report.folding import Folded

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDE = 110
"""columns from which ranges and emissions of each part have room"""
MOST_USERS = 5
"""so many corridors are named as users of a crossing"""
MOST_ROWS = 40
"""so many corridors are listed in the terminal"""
MOST_RANGES = 10
"""so many corridors have their ranges told in a line each"""
OTHERS = 4
"""crossings shown of a border that no corridor uses"""

_STYLES = {
    Status.CLOSED: "red",
    Status.PLANNED: "dim",
    Status.RESTRICTED: "yellow",
    Status.OPEN: "",
    Status.UNKNOWN: "",
}
_MEASURES: tuple[tuple[str, Callable[[Corridor], Figure | None]], ...] = (
    ("km", lambda corridor: corridor.totals.distance),
    ("time", lambda corridor: corridor.totals.time),
    ("USD", lambda corridor: corridor.totals.cost),
    ("t CO2e", lambda corridor: corridor.totals.co2e),
)
_COUNTS: tuple[tuple[str, Callable[[Corridor], int]], ...] = (
    ("borders", lambda corridor: corridor.totals.borders),
    ("transfers", lambda corridor: corridor.totals.transfers),
)


def print_plan(plan: Plan, console: Console, *, explain: bool = False) -> None:
    """Print a plan: the question, what is blocked, all corridors, the best one's parts, reasons, sources.

    `explain` prints every candidate of every border.
    """
    wide = console.width >= WIDE
    parts: Iterable[Iterable[RenderableType]] = (
        _header(plan),
        (_blocked(plan, closure) for closure in words.closures(plan)),
        _comparison(plan.corridors, wide=wide),
        _detours(plan),
        _steps(plan.best, wide=wide),
        _scorecard(plan),
        by_country(plan, plan.best, wide=wide),
        _borders(plan, explain=explain),
        _notes(plan),
    )
    blocks = [block for block in map(list, parts) if block]
    for number, block in enumerate(blocks):
        if number:
            console.print()
        for line in block:
            console.print(line, highlight=False)


def _header(plan: Plan) -> Iterable[Text]:
    ends = ", ".join(dict.fromkeys(corridor.destination.name for corridor in plan.corridors))
    scenario = f", scenario {plan.scenario}" if plan.scenario else ""
    yield Text(" → ".join(country.name for country in plan.sequence), "bold")
    yield Text(f"{plan.origin.name} → {ends}")
    yield Text(
        f"{plan.travel.value}, {words.OBJECTIVES[plan.objective]}, {words.number(plan.cargo_t)} t, "
        f"as of {plan.as_of}{scenario}"
    )


def _blocked(plan: Plan, closure: words.Closure) -> Text:
    return Text(f"BLOCKED {closure.where}: {words.closed(plan, closure)}", "bold red")


def _comparison(corridors: Sequence[Corridor], *, wide: bool) -> Iterable[RenderableType]:
    table = plain_table(wide=wide)
    table.add_column("")
    table.add_column("corridor", overflow="fold", ratio=1)
    for name, _ in (*_MEASURES, *_COUNTS):
        table.add_column(name, justify="right", no_wrap=True)
    best = [_least([_value(measure(corridor)) for corridor in corridors]) for _, measure in _MEASURES]
    fewest = [_least([count(corridor) for corridor in corridors]) for _, count in _COUNTS]
    told = all(corridor.blocked for corridor in corridors)
    for corridor in corridors[:MOST_ROWS]:
        figures = [measure(corridor) for _, measure in _MEASURES]
        counts = [count(corridor) for _, count in _COUNTS]
        table.add_row(
            Text(corridor.id, "bold"),
            _label(corridor, told=told),
            *(
                _marked(words.figure(one), best=_is(_value(one), least), span=words.span(one) if wide else "")
                for one, least in zip(figures, best, strict=True)
            ),
            *(_marked(str(one), best=_is(one, least)) for one, least in zip(counts, fewest, strict=True)),
        )
    yield table
    if len(corridors) > MOST_ROWS:
        yield Text(f"and {len(corridors) - MOST_ROWS} more: --format csv, json or md lists them all", "dim")
    if not wide:
        yield from map(_ranges, corridors[:MOST_RANGES])
    schematic = [f"{one.id} {one.schematic:.0%}" for one in corridors[:MOST_ROWS] if words.schematic(one)]
    if schematic:
        yield Text(f"schematic, of the way by land: {', '.join(schematic)}", "dim")
    several = "* least of its column   " if len(corridors) > 1 else ""
    yield Text(f"{several}~ rests on an assumption", "dim")


def _label(corridor: Corridor, *, told: bool) -> Text:
    """Return the label of a corridor, marked if it is blocked, unless that was told of all."""
    mark = Folded("blocked ", "bold red") if corridor.blocked and not told else Folded()
    mark.append(corridor.label, "not bold default")
    told_of = words.rank_words(corridor)
    return mark.append(f"\n{told_of}", "not bold dim default") if told_of else mark


def _ranges(corridor: Corridor) -> Text:
    named = ((name, words.span(measure(corridor))) for name, measure in _MEASURES)
    ranges = (span if name == "time" else f"{span} {name}" for name, span in named if span)
    return Text(f"{corridor.id} ranges over {', '.join(ranges)}", "dim")


def _least(values: Sequence[float | None]) -> float | None:
    """Return the least of some values, None where all are alike or none is known."""
    known = {value for value in values if value is not None}
    return min(known) if len(known) > 1 else None


def _is(value: float | None, least: float | None) -> bool:
    return least is not None and value == least


def _value(one: Figure | None) -> float | None:
    return None if one is None else one.value


def _marked(text: str, *, best: bool, span: str = "") -> Text:
    marked = Text(f"{text}*" if best else f"{text} ", "bold green" if best else "")
    return marked.append(f"\n{span} ", "not bold dim default") if span else marked


def _detours(plan: Plan) -> Iterable[RenderableType]:
    if not plan.detours:
        return
    table = plain_table(wide=False)
    table.add_column("open way round", overflow="fold", ratio=1)
    for name, _ in _MEASURES:
        table.add_column(name, justify="right", no_wrap=True)
    for detour in plan.detours:
        figures = (words.figure(measure(detour.corridor)) for _, measure in _MEASURES)
        way = Folded(" → ".join(detour.sequence), "bold").append(f"\n{detour.corridor.label}", "not bold")
        table.add_row(way, *map(Text, figures))
    yield table


def _steps(corridor: Corridor, *, wide: bool) -> Iterable[RenderableType]:
    table = plain_table(wide=wide)
    for name in ("", "in"):
        table.add_column(name, no_wrap=True)
    table.add_column("from → to, at", overflow="fold", ratio=1)
    for name in ("gauge", "km", "time", "USD", *(["t CO2e"] if wide else [])):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("basis", no_wrap=True)
    for step in words.steps(corridor):
        cells = _leg(step, wide=wide) if isinstance(step, Leg) else _stop(step, wide=wide)
        table.add_row(*cells, style=_STYLES[step.status] if isinstance(step, Stop) else "")
    card = corridor.totals
    totals = [words.figure(one) for one in (card.distance, card.time, card.cost, *([card.co2e] if wide else []))]
    table.add_section()
    table.add_row(Text("total"), "", "", "", *map(Text, totals), Text(words.schematic(corridor)), style="bold")
    yield Text(f"{corridor.id}: {corridor.label}", "bold")
    yield table
    if any(map(words.schematic, corridor.legs)):
        yield Text(words.SCHEMATIC, "dim")


def _leg(leg: Leg, *, wide: bool) -> list[Text]:
    figures = (leg.distance, leg.time, leg.cost, *([leg.co2e] if wide else []))
    gauge = str(leg.gauge_mm) if leg.gauge_mm else ""
    where = "\n".join(filter(None, (f"{leg.start_name} → {leg.end_name}", words.planned(leg))))
    ends = (leg.mode.value, leg.country or "sea", where)
    return [Folded(cell) for cell in (*ends, gauge, *map(words.figure, figures), _basis(leg))]


def _stop(stop: Stop, *, wide: bool) -> list[Text]:
    since = f" since {stop.status_since}" if stop.status_since else ""
    where = stop.name if stop.status is Status.OPEN else f"{stop.name}, {words.standing(stop.status)}{since}"
    figures = ("", words.figure(stop.time), words.figure(stop.cost), *([""] if wide else []))
    kind = stop.kind.value.replace("_", " ")
    return [Folded(cell) for cell in (kind, "–".join(stop.countries), where, "", *figures, _basis(stop))]


def _scorecard(plan: Plan) -> Iterable[RenderableType]:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, told in words.scorecard(plan, plan.best):
        table.add_row(name, Folded(told))
    yield Text(f"{plan.best.id}: scorecard", "bold")
    yield table


def _basis(step: Leg | Stop) -> str:
    return words.basis(step).replace(", ", "\n")


def _borders(plan: Plan, *, explain: bool) -> Iterable[RenderableType]:
    if not plan.borders:
        return
    table = plain_table(wide=False)
    for name in ("border", "used by", "mode", "status"):
        table.add_column(name, no_wrap=True)
    table.add_column("crossing", overflow="fold", ratio=1)
    table.add_column("why", overflow="fold", ratio=1)
    for border in plan.borders:
        _add_border(table, border, math.inf if explain else OTHERS)
    yield table
    more = "" if explain else "; --explain lists every crossing"
    yield Text(f"why: what the best corridor through it takes beyond {plan.best.id}{more}", "dim")


def _add_border(table: Table, border: Border, most: float) -> None:
    chosen = [each for each in border.candidates if each.chosen]
    others = [each for each in border.candidates if not each.chosen]
    heads = iter([f"{border.start} → {border.end}"])
    ship = words.by_ship(border)
    if ship:
        table.add_row(next(heads), "", "sea", "", ship, "")
    shown = [each for number, each in enumerate(others) if number < most]
    for each in (*chosen, *shown):
        cells = (
            next(heads, ""),
            _users(each.chosen),
            each.mode.value,
            each.status.value,
            each.name,
            _why(each),
        )
        table.add_row(*map(Folded, cells), style=_STYLES[each.status] if each.chosen else "dim")
    if len(others) > len(shown):
        table.add_row("", "", "", "", Text(f"and {len(others) - len(shown)} more"), "", style="dim")


def _users(ids: Sequence[str]) -> str:
    """Return the corridors that use a crossing, the first few by name."""
    if len(ids) <= MOST_USERS:
        return ", ".join(ids)
    return f"{', '.join(ids[: MOST_USERS - 1])} … {len(ids)}"


def _why(candidate: Candidate) -> str:
    since = f"{candidate.status.value} since {candidate.status_since}"
    told = not candidate.status_since or candidate.status is Status.OPEN
    if candidate.chosen:
        return "" if told else since
    return candidate.reason


def _notes(plan: Plan) -> Iterable[RenderableType]:
    for warning in words.warnings(plan):
        yield Text(f"! {warning}", "yellow")
    count = len(plan.sources)
    sources = "1 source" if count == 1 else f"{count} sources"
    yield Text(f"Figures rest on {sources}: --format json or md lists them.", "dim")

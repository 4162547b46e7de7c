"""Lists of the catalogue, and all that is known of one thing, as tables in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corridor.io.listing import Listing
from corridor.io.sheet import Sheet, SheetTable
from corridor.io.words import NO_DATA, cited, hours, number, published
from corridor.report.folding import Folded, longest_piece

WIDE = 110
"""columns from which the columns marked so have room"""
_STYLES = {"blocked": "red", "closed": "red", "planned": "dim", "restricted": "yellow"}

Row = Mapping[str, Any]
Column = tuple[str, Callable[[Row], str], bool]
"""head, text of a row, whether it needs a wide screen"""


def _ranged(row: Row, name: str) -> str:
    figure = row["figures"][name]
    if figure is None:
        return NO_DATA
    low, high = figure["low"], figure["high"]
    return number(figure["value"]) if low == high else f"{number(low)}–{number(high)}"


def _gauges(row: Row) -> str:
    if row["mode"] != "rail":
        return ""
    return "/".join(str(row[side] or "?") for side in ("gauge_a_mm", "gauge_b_mm"))


def _attached(row: Row) -> str:
    return "not attached" if row["snap_km"] is None else f"{row['snap_km']:.1f}"


def _status(row: Row) -> str:
    since = f" since {row['status_since']}" if row["status_since"] and row["status"] != "open" else ""
    return f"{row['status']}{since}"


def _text(name: str) -> Callable[[Row], str]:
    return lambda row: str(row[name] or "")


def _joined(name: str, by: str) -> Callable[[Row], str]:
    return lambda row: by.join(map(str, row[name]))


def _document(row: Row) -> str:
    """Return a document below its id: its title, who published it when, and how many rows of which tables cite it."""
    by = published(row["publisher"] or "", row["year"] or "")
    tables = ", ".join(f"{name} {count}" for name, count in row["tables"].items())
    return "\n".join((row["id"], row["title"] or NO_DATA, f"{by}; in {tables}" if tables else by))


def _value(name: str, words: Callable[[float], str]) -> Callable[[Row], str]:
    """Return the value of a figure in words, ~ before what is assumed."""

    def told(row: Row) -> str:
        figure = row["figures"][name]
        return NO_DATA if figure is None else ("~" if figure["basis"] == "assumed" else "") + words(figure["value"])

    return told


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "crossings": (
        ("id", _text("id"), False),
        ("between", _joined("countries", "–"), True),
        ("posts", _text("name"), False),
        ("mode", _text("mode"), False),
        ("gauge", _gauges, True),
        ("status", _status, False),
        ("freight", lambda row: {True: "yes", False: "no"}.get(row["freight"], "?"), True),
        ("km off", _attached, True),
        ("confidence", lambda row: row["confidence"] or NO_DATA, False),
    ),
    "ports": (
        ("id", _text("id"), False),
        ("in", _text("country"), False),
        ("port", _text("name"), False),
        ("rank", _text("rank"), False),
        ("sea", _text("sea"), True),
        ("gauge", _text("rail_gauge_mm"), False),
        ("status", lambda row: row["status"] or NO_DATA, False),
        ("town", _text("town"), True),
    ),
    "terminals": (
        ("id", _text("id"), False),
        ("in", _text("country"), False),
        ("terminal", _text("name"), False),
        ("gauges", _joined("gauges_mm", ", "), False),
        ("note", _text("note"), True),
    ),
    "named_corridors": (
        ("id", _text("id"), False),
        ("corridor", _text("name"), False),
        ("sequence", _joined("sequence", " "), False),
        ("modes", _joined("modes", ", "), True),
        ("km", lambda row: _ranged(row, "length_km"), True),
        ("status", _text("status"), False),
    ),
    "planned_links": (
        ("id", _text("id"), False),
        ("link", _text("name"), False),
        ("in", _joined("countries", " "), False),
        ("mode", _joined("modes", ", "), True),
        ("gauge", _joined("gauges_mm", ", "), True),
        ("km", lambda row: _ranged(row, "length_km"), False),
        ("million USD", lambda row: _ranged(row, "cost_usd_m"), True),
        ("year", _text("expected"), False),
        ("opens", lambda row: "yes" if row["opens"] else "no", True),
        ("status", _text("status"), False),
    ),
    "sequences": (
        ("rank", _text("rank"), False),
        ("sequence", _joined("sequence", " → "), False),
        ("status", _text("status_text"), False),
        ("through", _joined("gateway_names", ", "), True),
        ("km", _value("distance_km", number), False),
        ("time", _value("time_h", hours), False),
        ("USD", _value("cost_usd", number), False),
        ("t CO2e", _value("co2e_kg", lambda kg: number(kg / 1000)), False),
    ),
    "sources": (
        ("uses", _text("uses"), False),
        ("document", _document, False),
    ),
}
_RIGHT = {"rank", "km", "km off", "million USD", "uses", "time", "USD", "t CO2e"}
_WHOLE = {"id", "between", "in", "mode", "year", "uses", "rank", "confidence", "freight", "gauge", *_RIGHT}
"""columns whose text is never folded"""
_SPARE = "confidence"
"""the column that goes first where words of the others would be cut"""
_GAP = 2
_WIDEST = {"document": 90}
"""columns whose text is folded at so many characters, where the output has no width too"""


def print_listing(listing: Listing, console: Console) -> None:
    """Print a list as one table, a row each; fewer columns where the screen is narrow."""
    columns = _columns(listing, console.width)
    table = _table(console)
    for head, _, _ in columns:
        table.add_column(
            head,
            justify="right" if head in _RIGHT else "left",
            no_wrap=head in _WHOLE,
            overflow="fold",
            max_width=_WIDEST.get(head),
        )
    for row in listing.rows:
        style = _STYLES.get(str(row.get("status")), "")
        table.add_row(*(Folded(text(row)) for _, text, _ in columns), style=style)
    if not listing.rows:
        return
    with console.capture() as held:
        console.print(table, highlight=False)
    console.file.writelines(f"{line.rstrip()}\n" for line in held.get().splitlines())


def _columns(listing: Listing, width: int) -> list[Column]:
    """Return the columns of a list that there is room for."""
    columns = [column for column in COLUMNS[listing.what] if width >= WIDE or not column[2]]
    needed = sum(max(map(_needs(head, text), listing.rows), default=0) + _GAP for head, text, _ in columns)
    return columns if needed <= width + _GAP else [column for column in columns if column[0] != _SPARE]


def _needs(head: str, text: Callable[[Row], str]) -> Callable[[Row], int]:
    """Return how many cells a column needs for a row of it."""
    measure = cell_len if head in _WHOLE else longest_piece
    return lambda row: max(len(head), measure(text(row)))


def print_sheet(sheet: Sheet, console: Console) -> None:
    """Print all that is known of one thing: facts, tables, numbered sources."""
    console.print(Text(sheet.title, "bold"), highlight=False)
    console.print(Text(f"{sheet.kind}, {sheet.id}"), highlight=False)
    if sheet.alert:
        console.print(Text(sheet.alert.upper(), "bold red"), highlight=False)
    facts = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    facts.add_column(no_wrap=True, style="dim")
    facts.add_column(overflow="fold")
    for name, text in sheet.facts:
        facts.add_row(Text(name), Folded(text))
    console.print()
    console.print(facts, highlight=False)
    for one in sheet.tables:
        console.print()
        _print_table(one, console)
    console.print()
    console.print(Text("Sources", "bold"), highlight=False)
    for place, source in enumerate(sheet.sources, start=1):
        console.print(Text(f"[{place}] {cited(source)} ({source.id})"), highlight=False)


def _print_table(one: SheetTable, console: Console) -> None:
    table = _table(console)
    free = {"why", "stands on", "note", "name", "id"}
    for head in one.heads:
        table.add_column(head, no_wrap=head not in free, overflow="fold")
    before: tuple[str, ...] = ()
    for row in one.rows:
        again = bool(before) and row[:1] == before[:1] and one.heads[0] in ("way", "by")
        table.add_row(*(Folded("" if again and not place else cell) for place, cell in enumerate(row)))
        before = row
    console.print(Text(one.title, "bold"), highlight=False)
    console.print(table, highlight=False)
    if one.note:
        console.print(Text(one.note, "dim"), highlight=False)


def _table(console: Console) -> Table:
    return Table(box=box.SIMPLE_HEAD if console.is_terminal else None, show_edge=False, pad_edge=False, padding=(0, 1))

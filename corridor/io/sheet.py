"""What is known of one thing, in words: facts, tables and sources, for the terminal, reports and the map page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridor.catalog import (
    Attachment,
    CrossingDetails,
    Details,
    LinkDetails,
    NamedDetails,
    Near,
    PortDetails,
    TerminalDetails,
)
from corridor.io.words import NO_DATA, STEPS, number
from corridor.model import Country, Crossing, Figure, Mode, Port, Published, Source, StatusInterval, UsedBorder


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of a sheet."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    """below it"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Facts of one thing as text."""

    id: str
    title: str
    kind: str
    alert: str
    """what a reader must know first: that it is closed, since when; "" where nothing"""
    facts: tuple[tuple[str, str], ...]
    tables: tuple[SheetTable, ...]
    sources: tuple[Source, ...]


def sheet(found: Details) -> Sheet:
    """Return the sheet of a crossing, port, terminal, named corridor or planned link."""
    if isinstance(found, CrossingDetails):
        return _crossing(found)
    if isinstance(found, PortDetails):
        return _port(found)
    if isinstance(found, TerminalDetails):
        return _terminal(found)
    return _named(found) if isinstance(found, NamedDetails) else _link(found)


def _crossing(found: CrossingDetails) -> Sheet:
    one = found.crossing
    posts = zip(found.countries, (one.name_a, one.name_b), found.unlocodes, strict=True)
    gauges = (one.gauge_a_mm, one.gauge_b_mm)
    facts = (
        *((f"post in {country.name}", f"{name}, UN/LOCODE {code}" if code else name) for country, name, code in posts),
        ("countries", _countries(found.countries)),
        ("mode", one.mode.value),
        *(_gauges(found.countries, gauges) if one.mode is Mode.RAIL else ()),
        *_place(one.point, found.placed),
        (f"status on {found.as_of}", _status(found.status)),
        ("status last read", one.checked or NO_DATA),
        ("hours", one.hours or NO_DATA),
        ("freight", "yes" if one.freight else "no: not for freight"),
        ("TIR", one.tir or NO_DATA),
        ("confidence", one.confidence or NO_DATA),
        ("network", _snapped(one)),
        ("note", one.note or NO_DATA),
        ("source", one.source or NO_DATA),
    )
    tables = (
        _history(one.history),
        _used(found.used, found.countries),
        _published("Published of this post", found.published, found.countries),
        _published(f"Published of all {one.mode.value} posts of a country", found.country_means, found.countries),
        _near(found.near),
    )
    shut = found.status.status.value != "open"
    alert = f"{found.status.status.value}{_since(found.status)}" if shut else ""
    kind = f"{one.mode.value} crossing, {found.countries[0].name} – {found.countries[1].name}"
    return _sheet(one.id, one.name, kind, alert, facts, tables, found.sources)


def _port(found: PortDetails) -> Sheet:
    one = found.port
    facts = (
        ("UN/LOCODE", one.id),
        ("country", _countries((found.country,))),
        ("sea", one.sea or NO_DATA),
        ("rail gauge", _millimetres(found.gauges_mm)),
        *_place(one.point, ""),
        ("rank in its country", str(one.rank) if one.rank else "none"),
        ("town", f"{one.town}, {number(one.people)} people" if one.town and one.people else one.town or NO_DATA),
        ("status", one.status or NO_DATA),
        ("network", _attached(found.attachments)),
        ("note", one.note or NO_DATA),
        ("source", one.source or NO_DATA),
    )
    tables = (_published("Published of this port", found.published, (found.country,)), _near(found.near))
    alert = one.status if one.status not in ("", "open") else ""
    return _sheet(one.id, one.name, f"seaport, {found.country.name}", alert, facts, tables, found.sources)


def _terminal(found: TerminalDetails) -> Sheet:
    one = found.terminal
    facts = (
        ("country", _countries((found.country,))),
        ("UN/LOCODE", found.unlocode or "none"),
        ("rail gauges", _millimetres(one.gauges_mm)),
        *_place(one.point, ""),
        ("confidence", found.confidence or NO_DATA),
        ("network", _attached(found.attachments)),
        ("note", one.note or NO_DATA),
        ("source", one.source or NO_DATA),
    )
    return _sheet(one.id, one.name, f"terminal, {found.country.name}", "", facts, (_near(found.near),), found.sources)


def _named(found: NamedDetails) -> Sheet:
    one = found.corridor
    facts = (
        ("sequence", " → ".join(one.sequence)),
        ("countries", _countries(found.countries)),
        *((("about the sequence", one.sequence_note),) if one.sequence_note else ()),
        ("modes", ", ".join(one.modes) or NO_DATA),
        ("key nodes", one.key_nodes or NO_DATA),
        ("length", ranged(one.length)),
        ("length by country", one.length_by_country or NO_DATA),
        ("status", _as_of(one.status, one.checked)),
        ("confidence", one.confidence or NO_DATA),
        ("note", one.note or NO_DATA),
        ("source", one.source or NO_DATA),
    )
    return _sheet(one.id, one.name, f"named corridor, {one.kind}", "", facts, (), found.sources)


def _link(found: LinkDetails) -> Sheet:
    one = found.link
    facts = (
        ("from – to", f"{one.start} – {one.end}"),
        ("countries", _countries(found.countries)),
        ("mode", ", ".join(one.modes) or NO_DATA),
        ("gauge", _millimetres(one.gauges_mm)),
        ("length", ranged(one.length)),
        ("cost", ranged(one.cost)),
        ("status", _as_of(one.status, one.checked)),
        ("expected", one.expected or NO_DATA),
        ("would join by rail", "–".join(one.closes_pair) or "no pair that has no railway yet"),
        ("confidence", one.confidence or NO_DATA),
        ("note", one.note or NO_DATA),
        ("source", one.source or NO_DATA),
    )
    return _sheet(one.id, one.name, "planned link", "", facts, (), found.sources)


def _sheet(
    name: str,
    title: str,
    kind: str,
    alert: str,
    facts: Iterable[tuple[str, str]],
    tables: Iterable[SheetTable],
    sources: tuple[Source, ...],
) -> Sheet:
    return Sheet(name, title, kind, alert, tuple(facts), tuple(one for one in tables if one.rows), sources)


def _history(history: tuple[StatusInterval, ...]) -> SheetTable:
    rows = tuple(
        (one.start or "as far back as known", one.end or "until further notice", one.status.value, one.note, one.source)
        for one in history
    )
    return SheetTable("Status history", ("from", "until", "status", "why", "source"), rows)


def _used(borders: tuple[UsedBorder, ...], countries: tuple[Country, ...]) -> SheetTable:
    names = {one.code: one.name for one in countries}
    rows: list[tuple[str, ...]] = []
    for border in borders:
        way = f"{border.start} → {border.end}"
        for side in border.sides:
            what = f"{names[side.country]}, {side.direction}"
            rows.append((way, what, "time", *_figured(side.time, STEPS[side.time_step])))
            rows.append((way, what, "cost", *_figured(side.cost, STEPS[side.cost_step])))
        if border.gauge_change:
            time, cost = border.gauge_change
            rows.append((way, "gauge change", "time", *_figured(time, "")))
            rows.append((way, "gauge change", "cost", *_figured(cost, "")))
        rows.append((way, "both sides", "time", ranged(border.time), border.time.basis.value, "", ""))
        rows.append((way, "both sides", "cost", ranged(border.cost), border.cost.basis.value, "", ""))
    note = "For 20 t. Taken in this order: measured at the post, area, mean of the country, same gauge, CAREC."
    heads = ("way", "side", "of", "figure", "basis", "stands on", "source")
    return SheetTable("What a plan takes", heads, tuple(rows), note)


def _figured(one: Figure, step: str) -> tuple[str, str, str, str]:
    return ranged(one), one.basis.value, "; ".join(filter(None, (step, one.note))), ", ".join(one.sources)


def _published(title: str, groups: tuple[Published, ...], countries: tuple[Country, ...]) -> SheetTable:
    names = {one.code: one.name for one in countries}
    rows = tuple(
        (
            names.get(one.country, one.country) or "not told",
            one.direction,
            one.year,
            one.statistic,
            _printed(one.time),
            _printed(one.cost),
            "; ".join(dict.fromkeys(_remark(row.note, row.confidence) for row in one.rows if row.note)),
            ", ".join(dict.fromkeys(row.source for row in one.rows)),
        )
        for one in groups
    )
    note = "Where sources of one year differ, the figure is a range."
    heads = ("reported by", "direction", "year", "statistic", "time", "cost", "note", "source")
    return SheetTable(title, heads, rows, note)


def _remark(note: str, confidence: str) -> str:
    return note if confidence != "low" else f"{note} (low confidence)"


def _near(near: tuple[Near, ...]) -> SheetTable:
    rows = tuple(
        (
            one.gateway.id,
            one.gateway.name,
            kind_of(one),
            one.status.status.value if one.status else "",
            _km(one.away_km),
        )
        for one in near
    )
    return SheetTable("Near it", ("id", "name", "what", "status", "away"), rows)


def kind_of(near: Near) -> str:
    """Return what a gateway is."""
    if isinstance(near.gateway, Crossing):
        return f"{near.gateway.mode.value} crossing"
    return "port" if isinstance(near.gateway, Port) else "terminal"


def ranged(one: Figure | None) -> str:
    """Return a figure in its own unit with its range: 24.2 h (12.1–36.3)."""
    if one is None:
        return NO_DATA
    if one.low == one.high:
        return f"{_plain(one.value)} {one.unit}"
    return f"{_plain(one.value)} {one.unit} ({_plain(one.low)}–{_plain(one.high)})"


def _printed(one: Figure | None) -> str:
    """Return a published figure; where sources differ, the range that they span and no single value."""
    if one is None or one.low == one.high:
        return ranged(one)
    return f"{_plain(one.low)}–{_plain(one.high)} {one.unit}"


def _plain(value: float) -> str:
    return f"{value:,.1f}".replace(",", " ").removesuffix(".0")


def _status(one: StatusInterval) -> str:
    note = f": {one.note}" if one.note else ""
    return f"{one.status.value}{_since(one)}{note}"


def _since(one: StatusInterval) -> str:
    return f" since {one.start}" if one.start else ""


def _as_of(status: str, checked: str) -> str:
    if not status:
        return NO_DATA
    return f"{status} (as of {checked})" if checked else status


def _countries(countries: tuple[Country, ...]) -> str:
    return ", ".join(f"{one.name} ({one.code})" for one in dict.fromkeys(countries))


def _gauges(countries: tuple[Country, ...], gauges: tuple[int | None, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"gauge in {one.name}", f"{gauge} mm" if gauge else NO_DATA)
        for one, gauge in zip(countries, gauges, strict=True)
    )


def _millimetres(gauges: tuple[int, ...]) -> str:
    return ", ".join(f"{one} mm" for one in gauges) or NO_DATA


def _place(point: tuple[float, float], placed: str) -> tuple[tuple[str, str], ...]:
    at = ("lon, lat", f"{point[0]:g}, {point[1]:g}")
    return (at, ("placed by", placed)) if placed else (at,)


def _snapped(one: Crossing) -> str:
    if one.snap_km is None:
        return f"not attached: {one.unattached_reason or NO_DATA}"
    return f"{_km(one.snap_km)} from the {one.mode.value} network"


def _attached(attachments: tuple[Attachment, ...]) -> str:
    return "; ".join(f"{one.cell}, {_km(one.snap_km)} off" for one in attachments) or "not attached"


def _km(value: float) -> str:
    return f"{value:.1f} km" if value < 99.95 else f"{value:.0f} km"

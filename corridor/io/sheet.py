"""What is known of one thing, in words: facts, tables and sources, for the terminal, reports and the map page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from corridor.catalog import (
    CrossingDetails,
    Details,
    LinkDetails,
    NamedDetails,
    Near,
    PortDetails,
    TerminalDetails,
)
from corridor.io.phrases import (
    _km,
    _since,
    as_of,
    attached,
    countries_in_words,
    gauge_facts,
    length_of,
    millimetres,
    placed,
    printed,
    ranged,
    snapped,
    status_in_words,
)
from corridor.io.words import NO_DATA, border_step, number
from corridor.model import Crossing, Figure, Mode, PlannedLink, Port, Published, Source, StatusInterval

Cite = Callable[[Iterable[str]], str]
"""turns source ids into [1][2], numbers of the sheet's list of sources"""


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
    """in the order of their numbers, from 1"""


def sheet(found: Details) -> Sheet:
    """Return the sheet of a crossing, port, terminal, named corridor or planned link."""
    numbers = {one.id: number for number, one in enumerate(found.sources, start=1)}

    def cite(ids: Iterable[str]) -> str:
        return "".join(f"[{numbers[one]}]" for one in dict.fromkeys(ids) if one in numbers)

    if isinstance(found, CrossingDetails):
        return _crossing(found, cite)
    if isinstance(found, PortDetails):
        return _port(found, cite)
    if isinstance(found, TerminalDetails):
        return _terminal(found, cite)
    return _named(found, cite) if isinstance(found, NamedDetails) else _link(found, cite)


def _crossing(found: CrossingDetails, cite: Cite) -> Sheet:
    one = found.crossing
    posts = zip(found.countries, (one.name_a, one.name_b), found.unlocodes, strict=True)
    gauges = (one.gauge_a_mm, one.gauge_b_mm)
    facts = (
        *((f"post in {country.name}", f"{name}, UN/LOCODE {code}" if code else name) for country, name, code in posts),
        ("countries", countries_in_words(found.countries)),
        ("mode", one.mode.value),
        *(gauge_facts(found.countries, gauges) if one.mode is Mode.RAIL else ()),
        *placed(one.point, found.placed),
        (f"status on {found.as_of}", status_in_words(found.status, told=one.note)),
        ("status last read", one.checked or NO_DATA),
        ("hours", one.hours or NO_DATA),
        ("freight", "not known" if one.derived else "yes" if one.freight else "no: not for freight"),
        ("TIR", one.tir or NO_DATA),
        ("confidence", one.confidence or NO_DATA),
        ("network", snapped(one)),
        ("note", one.note or NO_DATA),
        ("source", cite([one.source]) or NO_DATA),
    )
    tables = (
        _history(one.history, cite, told=one.note),
        _used(found, cite),
        _published("Published of this post", found.published, cite),
        _published(f"Published of all {one.mode.value} posts of a country", found.country_means, cite),
        _near(found.near),
    )
    shut = found.status.status.value != "open"
    alert = f"{found.status.status.value}{_since(found.status)}" if shut else ""
    kind = f"{one.mode.value} crossing, {found.countries[0].name} – {found.countries[1].name}"
    return _sheet(one.id, one.name, kind, alert, facts, tables, found.sources)


def _port(found: PortDetails, cite: Cite) -> Sheet:
    one = found.port
    facts = (
        ("UN/LOCODE", one.id),
        ("country", countries_in_words((found.country,))),
        ("sea", one.sea or NO_DATA),
        ("rail gauge", millimetres(found.gauges_mm)),
        *placed(one.point, ""),
        ("rank in its country", str(one.rank) if one.rank else "none"),
        ("town", f"{one.town}, {number(one.people)} people" if one.town and one.people else one.town or NO_DATA),
        ("status", one.status or NO_DATA),
        ("network", attached(found.attachments)),
        ("note", one.note or NO_DATA),
        ("source", cite([one.source]) or NO_DATA),
    )
    tables = (_published("Published of this port", found.published, cite), _near(found.near))
    alert = one.status if one.status not in ("", "open") else ""
    return _sheet(one.id, one.name, f"seaport, {found.country.name}", alert, facts, tables, found.sources)


def _terminal(found: TerminalDetails, cite: Cite) -> Sheet:
    one = found.terminal
    facts = (
        ("country", countries_in_words((found.country,))),
        ("UN/LOCODE", found.unlocode or "none"),
        ("rail gauges", millimetres(one.gauges_mm)),
        *placed(one.point, ""),
        ("confidence", found.confidence or NO_DATA),
        ("network", attached(found.attachments)),
        ("note", one.note or NO_DATA),
        ("source", cite([one.source]) or NO_DATA),
    )
    return _sheet(one.id, one.name, f"terminal, {found.country.name}", "", facts, (_near(found.near),), found.sources)


def _named(found: NamedDetails, cite: Cite) -> Sheet:
    one = found.corridor
    facts = (
        ("sequence", " → ".join(one.sequence)),
        ("countries", countries_in_words(found.countries)),
        *((("about the sequence", one.sequence_note),) if one.sequence_note else ()),
        ("modes", ", ".join(one.modes) or NO_DATA),
        ("key nodes", one.key_nodes or NO_DATA),
        ("length", ranged(one.length)),
        ("length by country", one.length_by_country or NO_DATA),
        ("status", as_of(one.status, one.checked)),
        ("confidence", one.confidence or NO_DATA),
        ("note", one.note or NO_DATA),
        ("source", cite([one.source]) or NO_DATA),
    )
    return _sheet(one.id, one.name, f"named corridor, {one.kind}", "", facts, (), found.sources)


def _link(found: LinkDetails, cite: Cite) -> Sheet:
    one = found.link
    facts = (
        ("from – to", f"{one.start} – {one.end}"),
        ("countries", countries_in_words(found.countries)),
        ("mode", ", ".join(one.modes) or NO_DATA),
        *((("gauge", _link_gauge(one)),) if one.gauges_mm or one.taken or "rail" in one.modes else ()),
        ("length", length_of(one.length)),
        ("cost", ranged(one.cost)),
        ("can be opened", f"no: {one.refused}" if one.refused else f"yes, by --open {one.id}"),
        *((("opened, it has", one.taken_note),) if one.taken_note else ()),
        ("status", as_of(one.status, one.checked)),
        ("expected", one.expected or NO_DATA),
        ("closes the rail gap", "–".join(one.closes_pair) or "none"),
        ("confidence", one.confidence or NO_DATA),
        ("note", one.note or NO_DATA),
        ("source", cite([one.source]) or NO_DATA),
    )
    return _sheet(one.id, one.name, "planned link", "", facts, (), found.sources)


def _link_gauge(one: PlannedLink) -> str:
    """Return the gauge of a planned railway as published, else that which a plan takes."""
    if one.gauges_mm or not one.taken:
        return millimetres(one.gauges_mm)
    return f"not published; opened, {', '.join(f'{gauge} mm in {country}' for country, gauge in one.taken)}"


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


def _history(history: tuple[StatusInterval, ...], cite: Cite, *, told: str) -> SheetTable:
    rows = tuple(
        (
            one.start or "as far back as known",
            one.end or "until further notice",
            one.status.value,
            one.note if one.note != told else "",
            cite([one.source]),
        )
        for one in history
    )
    return SheetTable("Status history", ("from", "until", "status", "why", "source"), rows)


def _used(found: CrossingDetails, cite: Cite) -> SheetTable:
    rows: list[tuple[str, ...]] = []
    for border in found.used:
        way = f"{border.start} → {border.end}"
        for side in border.sides:
            what = f"{side.country} {side.direction}"
            rows.append((way, what, *_figured(side.time, border_step(side.time_step), cite)))
            rows.append((way, what, *_figured(side.cost, border_step(side.cost_step), cite)))
        rows += [(way, "gauge change", *_figured(figure, "", cite)) for figure in border.gauge_change or ()]
        rows += [
            (way, "both sides", ranged(figure), figure.basis.value, "", "") for figure in (border.time, border.cost)
        ]
    heads = ("way", "side", "figure", "basis", "stands on", "source")
    return SheetTable("What a plan takes, for 20 t", heads, tuple(rows), _order(found.crossing))


def _order(crossing: Crossing) -> str:
    """Return in which order figures are taken, and why no plan would pass here, if none would."""
    order = "The first of these that is known: this post, its area, the country's mean, one gauge, CAREC's mean."
    if not crossing.freight:
        return f"{order} No plan passes here: not for freight."
    return order if crossing.snap_km is not None else f"{order} No plan passes here: not attached to the network."


def _figured(one: Figure, step: str, cite: Cite) -> tuple[str, str, str, str]:
    told = one.note if one.note.startswith(step) else "; ".join(filter(None, (step, one.note)))
    return ranged(one), one.basis.value, told, cite(one.sources)


def _published(title: str, groups: tuple[Published, ...], cite: Cite) -> SheetTable:
    rows = tuple(
        (
            one.country or "not told",
            one.direction,
            one.year,
            one.statistic,
            printed(one.time),
            printed(one.cost),
            "; ".join(dict.fromkeys(_remark(row.note, row.confidence) for row in one.rows if row.note)),
            cite(row.source for row in one.rows),
        )
        for one in groups
    )
    note = "By: the country whose side was measured. Where sources of one year differ, the figure is a range."
    heads = ("by", "direction", "year", "statistic", "time", "cost", "note", "source")
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

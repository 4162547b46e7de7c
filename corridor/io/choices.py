"""The sequences that join two countries as JSON (schema corridor.sequences/1), CSV, Markdown, and a list."""

from __future__ import annotations

from dataclasses import replace

from corridor.io.listing import Listing, listing_csv, listing_json
from corridor.io.markdown import bullets, escaped, markdown_table
from corridor.io.printed import Values
from corridor.io.totals import total_figures, total_values
from corridor.io.words import OBJECTIVES, figure, number, span
from corridor.model import Choice, Choices, Figure, Status, Stop

MEASURES = ("distance_km", "time_h", "cost_usd", "co2e_kg")
STATUS = {Status.OPEN: "open", Status.UNKNOWN: "not known to be open", Status.CLOSED: "blocked"}


def choices_json(found: Choices) -> str:
    """Return the sequences as JSON, ending in a newline."""
    return listing_json(choices_listing(found))


def choices_csv(found: Choices) -> str:
    """Return the sequences as CSV, a row each, lines ending in CRLF."""
    listing = choices_listing(found)
    borders = ("blocked_at", "not_known_open")
    rows = tuple({**row, **{name: _pairs(row[name]) for name in borders}} for row in listing.rows)
    return listing_csv(replace(listing, rows=rows))


def choices_markdown(found: Choices) -> str:
    """Return the sequences as a report: what was asked, a table, warnings, sources."""
    rows = [
        [str(one.rank), " – ".join(one.sequence), told(one), ", ".join(_names(one)), *map(_ranged, _figures(one))]
        for one in found.found
    ]
    heads = ("", "Sequence", "Status", "Through", "km", "Time", "USD", "CO2e t")
    asked = [f"through {', '.join(found.via)}"] if found.via else []
    asked += [f"without {', '.join(found.avoid)}"] if found.avoid else []
    blocks = [
        f"# Sequences from {escaped(found.start.name)} to {escaped(found.end.name)}",
        escaped(
            f"{found.origin.name} → {found.end.name}: {found.travel.value}, {OBJECTIVES[found.objective]}, "
            f"{number(found.cargo_t)} t, as of {found.as_of}{''.join(f', {one}' for one in asked)}."
        ),
        markdown_table(heads, rows, right=4),
        "~ rests on an assumption; ranges in brackets.",
        bullets("Warnings", found.warnings),
        bullets(
            "Sources",
            (f"{one.id}: {', '.join(filter(None, (one.title, one.publisher, one.year)))}" for one in found.sources),
        ),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def choices_listing(found: Choices) -> Listing:
    """Return the sequences as a list."""
    question: Values = {
        "from": found.start.code,
        "to": found.end.code,
        "origin": found.origin.name,
        "mode": found.travel.value,
        "objective": found.objective.value,
        "cargo_t": found.cargo_t,
        "sea": found.sea.value,
        "max_countries": found.most,
        "avoid": list(found.avoid),
        "via": list(found.via),
        "scenario": found.scenario or None,
        "warnings": list(found.warnings),
    }
    return Listing("sequences", tuple(map(_row, found.found)), None, found.sources, found.as_of, question)


def told(one: Choice) -> str:
    """Return the status of a sequence, with the borders that are shut and since when, or not known to be open."""
    if one.shut:
        borders = [_border(stop) for stop in one.shut]
    else:
        borders = [*map(_border, one.unknown), *(f"{a}–{b} by ship" for a, b in one.doubtful)]
    return STATUS[one.status] + (f": {', '.join(dict.fromkeys(borders))}" if borders else "")


def _pairs(borders: list[Values]) -> list[str]:
    return list(dict.fromkeys("-".join(border["countries"]) for border in borders))


def _border(stop: Stop) -> str:
    since = f" since {stop.status_since}" if stop.status is Status.CLOSED and stop.status_since else ""
    return f"{'–'.join(stop.countries)}{since}"


def _row(one: Choice) -> Values:
    totals, figures = total_values(one.corridor), total_figures(one.corridor)
    return {
        "rank": one.rank,
        "sequence": list(one.sequence),
        "status": "blocked" if one.shut else one.status.value,
        "status_text": told(one),
        "blocked_at": [_shut(stop) for stop in one.shut],
        "not_known_open": [
            *({"id": stop.gateway, "countries": list(stop.countries)} for stop in one.unknown),
            *({"id": None, "countries": list(pair)} for pair in one.doubtful),
        ],
        "to": one.corridor.destination.id,
        "gateways": list(one.corridor.via),
        "gateway_names": list(_names(one)),
        "modes": [mode.value for mode in one.corridor.modes],
        **{name: totals[name] for name in MEASURES},
        "borders": totals["borders"],
        "figures": {name: figures[name] for name in MEASURES},
    }


def _shut(stop: Stop) -> Values:
    return {
        "id": stop.gateway,
        "name": stop.name,
        "countries": list(stop.countries),
        "since": stop.status_since or None,
        "note": stop.status_note or None,
        "source": stop.source or None,
    }


def _names(one: Choice) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stop.name for stop in one.corridor.stops))


def _figures(one: Choice) -> tuple[Figure | None, ...]:
    card = one.corridor.totals
    return (card.distance, card.time, card.cost, card.co2e)


def _ranged(one: Figure | None) -> str:
    return f"{figure(one)} ({span(one)})" if span(one) else figure(one)

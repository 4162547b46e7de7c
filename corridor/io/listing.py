"""Lists of the catalogue as plain values: JSON, CSV and GeoJSON, each row with the ids of its sources."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from corridor.catalog import ListedCrossing
from corridor.errors import BadValueError
from corridor.io.features import feature, line_geometry, point_geometry
from corridor.io.plain import source_values
from corridor.io.printed import Values, dumps, figures_values, lon_lat, rounded
from corridor.io.rows import safe
from corridor.model import (
    Country,
    Crossing,
    NamedCorridor,
    PlannedLink,
    Port,
    Source,
    SourceUse,
    StatusInterval,
    Terminal,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to be printed or written."""

    what: str
    """crossings, ports, terminals, named_corridors, planned_links, sources or sequences"""
    rows: tuple[Values, ...]
    """each with the same fields"""
    shapes: tuple[Values | None, ...] | None
    """a GeoJSON geometry for each row; None where rows have no place"""
    sources: tuple[Source, ...]
    as_of: str = ""
    question: Values = field(default_factory=dict)
    """what was asked, told in JSON"""


def listing_json(listing: Listing) -> str:
    """Return a list as JSON of schema corridor.<what>/1, ending in a newline."""
    dated = {"as_of": listing.as_of} if listing.as_of else {}
    cited = {} if listing.what == "sources" else {"sources": [source_values(one) for one in listing.sources]}
    about = {"schema": f"corridor.{listing.what}/1", **dated, **listing.question}
    return dumps({**about, listing.what: list(listing.rows), **cited}, indent=1)


def listing_csv(listing: Listing) -> str:
    """Return a list as CSV, lines ending in CRLF; several values in a cell are joined by "|"."""
    return table_csv([flat(row) for row in listing.rows])


def listing_geojson(listing: Listing) -> str:
    """Return a list as a FeatureCollection, [lon, lat].

    Raises
    ------
    BadValueError
        where what is listed has no place.
    """
    if listing.shapes is None:
        what = listing.what.replace("_", " ")
        raise BadValueError(
            f"{what} have no place on a map: --format geojson cannot show them; json, csv and table can"
        )
    pairs = zip(listing.shapes, listing.rows, strict=True)
    return dumps({"type": "FeatureCollection", "features": [feature(shape, row) for shape, row in pairs]})


def table_csv(rows: Sequence[Values]) -> str:
    """Return rows of the same fields as CSV, lines ending in CRLF; "" where there is no row."""
    if not rows:
        return ""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: safe(cell) for column, cell in row.items()})
    return text.getvalue()


def flat(values: Values) -> Values:
    """Return values without nesting: lists joined by |, a figure as its range, truth as yes or no."""
    made: Values = {}
    for name, value in values.items():
        if name == "figures":
            for figure, parts in value.items():
                made |= {f"{figure}_{end}": parts[end] if parts else None for end in ("low", "high")}
        elif isinstance(value, dict):
            made[name] = "|".join(f"{key} {count}" for key, count in value.items())
        elif isinstance(value, list):
            made[name] = "|".join(map(str, value))
        else:
            made[name] = ("no", "yes")[value] if isinstance(value, bool) else value
    return made


def crossing_listing(found: Iterable[ListedCrossing], *, as_of: str, sources: tuple[Source, ...]) -> Listing:
    """Return crossings as a list, with their status on a day."""
    listed = tuple(found)
    rows = tuple(crossing_values(one.crossing, one.status) for one in listed)
    shapes = tuple(point_geometry(one.crossing.point) for one in listed)
    return Listing("crossings", rows, shapes, sources, as_of)


def gateway_listing(what: str, found: Sequence[Port] | Sequence[Terminal], sources: tuple[Source, ...]) -> Listing:
    """Return ports or terminals as a list."""
    rows = tuple(port_values(one) if isinstance(one, Port) else terminal_values(one) for one in found)
    return Listing(what, rows, tuple(point_geometry(one.point) for one in found), sources)


def named_listing(found: Sequence[NamedCorridor], sources: tuple[Source, ...]) -> Listing:
    """Return named corridors as a list."""
    return Listing("named_corridors", tuple(named_values(one) for one in found), None, sources)


def link_listing(found: Sequence[PlannedLink], sources: tuple[Source, ...]) -> Listing:
    """Return planned links as a list."""
    shapes = tuple(link_geometry(one) for one in found)
    return Listing("planned_links", tuple(link_values(one) for one in found), shapes, sources)


def source_listing(found: Iterable[SourceUse]) -> Listing:
    """Return documents as a list, with the number of rows that rest on each."""
    rows = tuple(
        {
            "id": one.id,
            "title": one.title or None,
            "publisher": one.publisher or None,
            "year": one.year or None,
            "uses": one.uses,
            "tables": dict(one.tables),
        }
        for one in found
    )
    return Listing("sources", rows, None, ())


def crossing_values(one: Crossing, status: StatusInterval) -> Values:
    """Return a crossing with its status of a day; gauges are null where they are not known or it is a road."""
    return {
        "id": one.id,
        "name": one.name,
        "countries": list(one.countries),
        "name_a": one.name_a,
        "name_b": one.name_b,
        "mode": one.mode.value,
        **lon_lat(one.point),
        "gauge_a_mm": one.gauge_a_mm,
        "gauge_b_mm": one.gauge_b_mm,
        "status": status.status.value,
        "status_since": status.start or None,
        "status_until": status.end or None,
        "status_as_of": one.checked or None,
        "status_source": status.source or None,
        "hours": one.hours or None,
        "freight": None if one.derived else one.freight,  # of a derived crossing nothing is known
        "tir": one.tir or None,
        "snap_km": one.snap_km,
        "unattached_reason": one.unattached_reason or None,
        "confidence": one.confidence or None,
        "note": one.note or None,
        "source": one.source or None,
    }


def port_values(one: Port) -> Values:
    """Return a seaport; `rank` is null where its country's ports have no order."""
    return {
        "id": one.id,
        "name": one.name,
        "country": one.country,
        **lon_lat(one.point),
        "sea": one.sea or None,
        "rail_gauge_mm": one.rail_gauge_mm,
        "rank": one.rank or None,
        "town": one.town or None,
        "town_people": one.people or None,
        "status": one.status or None,
        "note": one.note or None,
        "source": one.source or None,
    }


def terminal_values(one: Terminal) -> Values:
    """Return a terminal."""
    return {
        "id": one.id,
        "name": one.name,
        "country": one.country,
        **lon_lat(one.point),
        "gauges_mm": list(one.gauges_mm),
        "note": one.note or None,
        "source": one.source or None,
    }


def named_values(one: NamedCorridor) -> Values:
    """Return a named corridor."""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "sequence": list(one.sequence),
        "sequence_note": one.sequence_note or None,
        "modes": list(one.modes),
        "length_km": rounded(one.length),
        "length_by_country": one.length_by_country or None,
        "status": one.status or None,
        "status_as_of": one.checked or None,
        "key_nodes": one.key_nodes or None,
        "confidence": one.confidence or None,
        "note": one.note or None,
        "source": one.source or None,
        "figures": figures_values(length_km=one.length),
    }


def link_values(one: PlannedLink) -> Values:
    """Return a planned link; its cost is in million USD.

    `opens` says whether a plan can take it as built, `opens_not` why it cannot, and `opens_with` what it assumes.
    """
    return {
        "id": one.id,
        "name": one.name,
        "from": one.start,
        "to": one.end,
        "countries": list(one.countries),
        "modes": list(one.modes),
        "closes_pair": list(one.closes_pair),
        "gauges_mm": list(one.gauges_mm),
        "length_km": rounded(one.length),
        "cost_usd_m": rounded(one.cost),
        "status": one.status or None,
        "status_as_of": one.checked or None,
        "expected": one.expected or None,
        "opens": not one.refused,
        "opens_not": one.refused or None,
        "opens_with_gauges_mm": [f"{country} {gauge}" for country, gauge in one.taken],
        "opens_with": one.taken_note or None,
        "confidence": one.confidence or None,
        "note": one.note or None,
        "source": one.source or None,
        "figures": figures_values(length_km=one.length, cost_usd_m=one.cost),
    }


def link_geometry(one: PlannedLink) -> Values | None:
    """Return the line of a link, a point where it is a single place, None where it has no place."""
    return point_geometry(one.line[0]) if len(one.line) == 1 else line_geometry(one.line)


def country_values(one: Country) -> Values:
    """Return a country's codes and name."""
    made: dict[str, Any] = {"code": one.code, "alpha3": one.alpha3, "name": one.name}
    return made

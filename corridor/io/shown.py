"""All that is known of one thing as JSON (schema corridor.show/1), CSV, GeoJSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterable

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
from corridor.errors import BadValueError
from corridor.io.features import feature, point_geometry
from corridor.io.listing import (
    crossing_values,
    flat,
    link_geometry,
    link_values,
    named_values,
    port_values,
    table_csv,
    terminal_values,
)
from corridor.io.markdown import bullets, escaped, markdown_table
from corridor.io.plain import source_values
from corridor.io.printed import Values, added, dumps, figure_values, figures_values, lon_lat, printed, rounded
from corridor.io.sheet import Sheet, kind_of, sheet
from corridor.io.words import cited
from corridor.model import BorderTime, Country, Figure, Published, StatusInterval, UsedBorder

FIGURE_COLUMNS = (
    "section", "item", "value", "low", "high", "unit", "basis", "country", "direction", "year", "statistic", "step",
    "sources", "note",
)  # fmt: skip


def details_json(found: Details) -> str:
    """Return all that is known of one thing as JSON, ending in a newline."""
    return dumps(details_values(found), indent=1)


def details_values(found: Details) -> Values:
    """Return all that is known of one thing as what `details_json` writes."""
    about = {"schema": "corridor.show/1", "kind": _kind(found), **_about(found), **_more(found)}
    return {**about, "sources": [source_values(one) for one in found.sources]}


def details_csv(found: Details) -> str:
    """Return facts and figures of one thing as CSV, a row each, lines ending in CRLF.

    `section` is about, status, published, country or used; `item` names the fact or what the figure is of.
    """
    facts = flat({"kind": _kind(found), **_about(found)})
    source = str(facts.get("source") or "")
    rows: list[Values] = [_csv_row("about", name, value=value, sources=source) for name, value in facts.items()]
    if isinstance(found, CrossingDetails):
        rows += [
            _csv_row("status", one.status.value, value=one.start, high=one.end, sources=one.source, note=one.note)
            for one in found.crossing.history
        ]
        rows += [*_published_rows("published", found.published), *_published_rows("country", found.country_means)]
        rows += _used_rows(found.used)
    elif isinstance(found, PortDetails):
        rows += _published_rows("published", found.published)
    return table_csv(rows)


def details_geojson(found: Details) -> str:
    """Return one thing (`role` shown) and the gateways near it (`role` near) as a FeatureCollection, [lon, lat].

    Raises
    ------
    BadValueError
        where it has no place.
    """
    shape = _shape(found)
    if shape is None:
        name = _about(found)["id"]
        raise BadValueError(f"{name!r} has no place on a map: geojson cannot show it; json, csv and table can")
    near = [] if isinstance(found, NamedDetails | LinkDetails) else found.near
    features = [feature(shape, {"role": "shown", "kind": _kind(found), **_about(found)})]
    features += [feature(point_geometry(one.gateway.point), {"role": "near", **_near(one)}) for one in near]
    return dumps({"type": "FeatureCollection", "features": features})


def details_markdown(found: Details) -> str:
    """Return the sheet of one thing as Markdown."""
    return sheet_markdown(sheet(found))


def sheet_markdown(told: Sheet) -> str:
    """Return a sheet as Markdown: facts, tables, numbered sources."""
    blocks = [
        f"# {escaped(told.title)}",
        f"{escaped(told.kind)}, `{told.id}`",
        f"> **{escaped(told.alert)}**" if told.alert else "",
        markdown_table(("", ""), told.facts),
    ]
    for table in told.tables:
        blocks += [f"## {escaped(table.title)}", markdown_table(table.heads, table.rows), escaped(table.note)]
    named = (f"[{number}] {one.id}: {cited(one)}" for number, one in enumerate(told.sources, start=1))
    return "\n\n".join(block for block in (*blocks, bullets("Sources", named)) if block) + "\n"


def _kind(found: Details) -> str:
    kinds = {
        CrossingDetails: "crossing",
        PortDetails: "port",
        TerminalDetails: "terminal",
        NamedDetails: "named_corridor",
        LinkDetails: "planned_link",
    }
    return kinds[type(found)]


def _about(found: Details) -> Values:
    if isinstance(found, CrossingDetails):
        codes = {"unlocode_a": found.unlocodes[0] or None, "unlocode_b": found.unlocodes[1] or None}
        own = crossing_values(found.crossing, found.status)
        return {**own, **codes, "placed_by": found.placed or None, "as_of": found.as_of}
    if isinstance(found, PortDetails):
        return {**port_values(found.port), "rail_gauges_mm": list(found.gauges_mm)}
    if isinstance(found, TerminalDetails):
        more = {"unlocode": found.unlocode or None, "confidence": found.confidence or None}
        return {**terminal_values(found.terminal), **more}
    return named_values(found.corridor) if isinstance(found, NamedDetails) else link_values(found.link)


def _more(found: Details) -> Values:
    if isinstance(found, CrossingDetails):
        return {
            "country_names": _names(found.countries),
            "status_history": [_interval(one) for one in found.crossing.history],
            "published": [_published(one) for one in found.published],
            "country_means": [_published(one) for one in found.country_means],
            "used": [_used(one) for one in found.used],
            "near": [_near(one) for one in found.near],
        }
    if isinstance(found, PortDetails):
        return {
            "country_names": _names((found.country,)),
            "network": _attached(found.attachments),
            "published": [_published(one) for one in found.published],
            "near": [_near(one) for one in found.near],
        }
    if isinstance(found, TerminalDetails):
        near = [_near(one) for one in found.near]
        return {"country_names": _names((found.country,)), "network": _attached(found.attachments), "near": near}
    return {"country_names": _names(found.countries)}


def _shape(found: Details) -> Values | None:
    if isinstance(found, LinkDetails):
        return link_geometry(found.link)
    if isinstance(found, NamedDetails):
        return None
    return point_geometry(found.point)


def _names(countries: Iterable[Country]) -> Values:
    return {one.code: one.name for one in countries}


def _interval(one: StatusInterval) -> Values:
    return {
        "status": one.status.value,
        "start": one.start or None,
        "end": one.end or None,
        "note": one.note or None,
        "source": one.source or None,
    }


def _published(one: Published) -> Values:
    return {
        "country": one.country or None,
        "direction": one.direction,
        "mode": one.mode.value,
        "year": one.year,
        "statistic": one.statistic,
        "figures": figures_values(time_h=one.time, cost_usd=one.cost),
        "rows": [_row(row) for row in one.rows],
    }


def _row(one: BorderTime) -> Values:
    return {
        "post": one.post,
        "time_h": rounded(one.time),
        "cost_usd": rounded(one.cost),
        "note": one.note or None,
        "confidence": one.confidence or None,
        "source": one.source or None,
    }


def _used(one: UsedBorder) -> Values:
    change = one.gauge_change
    return {
        "from": one.start,
        "to": one.end,
        "cargo_t": 20,
        "sides": [
            {
                "country": side.country,
                "direction": side.direction,
                "time_step": side.time_step,
                "cost_step": side.cost_step,
                "figures": figures_values(time_h=side.time, cost_usd=side.cost),
            }
            for side in one.sides
        ],
        "gauge_change": figures_values(time_h=change[0], cost_usd=change[1]) if change else None,
        "figures": {
            "time_h": figure_values(one.time, added("h", (side.time for side in one.sides))),
            "cost_usd": figure_values(one.cost, added("USD", (side.cost for side in one.sides))),
        },
    }


def _near(one: Near) -> Values:
    status = one.status.status.value if one.status else None
    gateway = {"id": one.gateway.id, "name": one.gateway.name, "kind": kind_of(one)}
    return {**gateway, **lon_lat(one.gateway.point), "status": status, "away_km": round(one.away_km, 1)}


def _attached(attachments: Iterable[Attachment]) -> list[Values]:
    return [{"cell": one.cell, "snap_km": one.snap_km} for one in attachments]


def _csv_row(section: str, item: str, **more: object) -> Values:
    return {**dict.fromkeys(FIGURE_COLUMNS), "section": section, "item": item, **more}


def _figure_row(section: str, item: str, one: Figure | None, **more: object) -> list[Values]:
    shown = printed(one)
    if one is None or shown is None:
        return []
    figure = {"value": shown.value, "low": shown.low, "high": shown.high, "unit": one.unit, "basis": one.basis.value}
    return [_csv_row(section, item, **figure, year=one.as_of, sources="|".join(one.sources), note=one.note, **more)]


def _published_rows(section: str, groups: Iterable[Published]) -> list[Values]:
    rows: list[Values] = []
    for one in (row for group in groups for row in group.rows):
        told = {"country": one.country, "direction": one.direction, "statistic": one.statistic}
        rows += _figure_row(section, "time", one.time, **told) + _figure_row(section, "cost", one.cost, **told)
        if one.time is None and one.cost is None:
            rows.append(_csv_row(section, "text", **told, year=one.year, sources=one.source, note=one.note))
    return rows


def _used_rows(borders: Iterable[UsedBorder]) -> list[Values]:
    rows: list[Values] = []
    for side in (side for border in borders for side in border.sides):
        told = {"country": side.country, "direction": side.direction}
        rows += _figure_row("used", "time", side.time, **told, step=side.time_step)
        rows += _figure_row("used", "cost", side.cost, **told, step=side.cost_step)
    for border in borders:
        for name, one in zip(("gauge change time", "gauge change cost"), border.gauge_change or (), strict=False):
            rows += _figure_row("used", name, one, direction=f"{border.start}>{border.end}")
    return rows

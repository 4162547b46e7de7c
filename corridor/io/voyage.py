"""A voyage as JSON (schema corridor.sea/1), GeoJSON, CSV and Markdown, and as a sheet for the terminal."""

from __future__ import annotations

from corridor.io.features import feature, line_geometry, point_geometry
from corridor.io.listing import flat, table_csv
from corridor.io.plain import source_values
from corridor.io.printed import Values, dumps, figure_values, lon_lat, printed, rounded
from corridor.io.sheet import Sheet, SheetTable
from corridor.io.shown import sheet_markdown
from corridor.io.words import NO_DATA, figure, number, span
from corridor.model import Figure, Place, Voyage

SCHEMA = "corridor.sea/1"


def voyage_json(found: Voyage) -> str:
    """Return a voyage as JSON, ending in a newline."""
    return dumps(voyage_values(found), indent=1)


def voyage_values(found: Voyage) -> Values:
    """Return a voyage as what `voyage_json` writes; figures are those at sea, `stay` is that in each port."""
    return {
        "schema": SCHEMA,
        "from": _end(found.start),
        "to": _end(found.end),
        **_about(found),
        "figures": {name: figure_values(one, printed(one)) for name, one in _figures(found).items()},
        "stay": {name: figure_values(one, printed(one)) for name, one in _stay(found).items()},
        "sources": [source_values(one) for one in found.sources],
    }


def voyage_geojson(found: Voyage) -> str:
    """Return a voyage as a FeatureCollection, [lon, lat]: its line (`kind` leg) and its ends (`kind` end)."""
    figures = {name: figure_values(one, printed(one)) for name, one in _figures(found).items()}
    leg = feature(
        line_geometry(found.leg.line),
        {"kind": "leg", "mode": "sea", "from": found.start.id, "to": found.end.id, **_about(found), "figures": figures},
    )
    ends = [
        feature(point_geometry(place.point), {"kind": "end", "end": role, **_end(place)})
        for role, place in (("origin", found.start), ("destination", found.end))
    ]
    return dumps({"type": "FeatureCollection", "features": [leg, *ends]})


def voyage_csv(found: Voyage) -> str:
    """Return a voyage as CSV of one row, lines ending in CRLF; several values in a cell are joined by "|"."""
    figures = {name: figure_values(one, printed(one)) for name, one in _figures(found).items()}
    ends = {"from": found.start.id, "from_name": found.start.name, "to": found.end.id, "to_name": found.end.name}
    sources = [one.id for one in found.sources]
    return table_csv([flat({**ends, **_about(found), "figures": figures, "sources": sources})])


def voyage_markdown(found: Voyage) -> str:
    """Return the sheet of a voyage as Markdown."""
    return sheet_markdown(voyage_sheet(found))


def voyage_sheet(found: Voyage) -> Sheet:
    """Return a voyage in words."""
    stubs = " and ".join(f"{number(km)} km" for km in found.stubs_km)
    facts = (
        ("length", f"{number(found.leg.distance.value)} km, of that {stubs} between port and lane"),
        ("great circle", f"{number(found.crow_km)} km; circuity {found.circuity.value:.2f}"),
        ("passages", ", ".join(found.leg.passages) or "none"),
        ("not taken", ", ".join(found.closed) or "nothing is closed"),
    )
    numbers = {one.id: f"[{place}]" for place, one in enumerate(found.sources, start=1)}
    words = {"distance_km": "km", "time_h": "time at sea", "cost_usd": "USD", "co2e_kg": "t CO2e"}
    rows = [_row(words[name], one, numbers) for name, one in _figures(found).items()]
    stay = {"time_h": "time in each port", "cost_usd": "USD in each port"}
    rows += [_row(stay[name], one, numbers) for name, one in _stay(found).items()]
    heads = ("", "value", "range", "basis", "sources")
    note = "A stay in port is between ship and land, clearance included; it is not in the figures at sea."
    return Sheet(
        f"{found.start.id} {found.end.id}",
        f"{found.start.name} → {found.end.name}",
        f"by sea, {number(found.cargo_t)} t",
        "",
        facts,
        (SheetTable("Figures", heads, tuple(rows), note),),
        found.sources,
    )


def _row(name: str, one: Figure | None, numbers: dict[str, str]) -> tuple[str, ...]:
    if one is None:
        return (name, NO_DATA, "", "", "")
    return (name, figure(one), span(one), one.basis.value, "".join(numbers.get(source, "") for source in one.sources))


def _about(found: Voyage) -> Values:
    return {
        "cargo_t": found.cargo_t,
        **{name: rounded(one) for name, one in _figures(found).items()},
        "great_circle_km": round(found.crow_km, 3),
        "circuity": rounded(found.circuity),
        "stubs_km": [round(km, 3) for km in found.stubs_km],
        "passages": list(found.leg.passages),
        "closed_passages": list(found.closed),
    }


def _figures(found: Voyage) -> dict[str, Figure | None]:
    leg = found.leg
    return {"distance_km": leg.distance, "time_h": leg.time, "cost_usd": leg.cost, "co2e_kg": leg.co2e}


def _stay(found: Voyage) -> dict[str, Figure]:
    return {"time_h": found.stay[0], "cost_usd": found.stay[1]}


def _end(place: Place) -> Values:
    return {"id": place.id, "name": place.name, "country": place.country or None, **lon_lat(place.point)}

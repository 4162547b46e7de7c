"""Crossings, ports, terminals, named corridors and planned links, chosen by country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from corridor import names
from corridor.data import Row, World
from corridor.errors import BadValueError
from corridor.gateways import crossings, ports, terminals
from corridor.links import links, parts
from corridor.model import Basis, Crossing, Figure, Mode, NamedCorridor, PlannedLink, Port, StatusInterval, Terminal
from corridor.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ListedCrossing:
    """A crossing, and its status on the day that was asked for."""

    crossing: Crossing
    status: StatusInterval


def crossings_of(
    world: World, countries: Sequence[str], *, scenario: Scenario, mode: Mode | None = None
) -> tuple[ListedCrossing, ...]:
    """Return all crossings, those of one country, or those between two, by countries and id.

    Raises
    ------
    BadValueError
        where more than two countries are given, or one twice.
    UnknownNameError
        where a country is not known.
    """
    if len(countries) > 2:
        raise BadValueError(f"crossings are of one country or of a pair, not of {len(countries)}")
    wanted = {names.country(world, text).code for text in countries}
    if len(wanted) < len(countries):
        raise BadValueError(f"{countries[0]!r} and {countries[1]!r} are the same country; a border has two")
    found = [
        one for one in crossings(world).values() if wanted <= set(one.countries) and (mode is None or one.mode is mode)
    ]
    ordered = sorted(found, key=lambda one: (*one.countries, one.mode is Mode.RAIL, one.id))
    return tuple(ListedCrossing(one, scenario.status(one)) for one in ordered)


def ports_of(world: World, country: str | None = None) -> tuple[Port, ...]:
    """Return all seaports, or those of a country; ranked ones first. Raises UnknownNameError."""
    code = names.country(world, country).code if country is not None else None
    found = [port for port in ports(world).values() if code in (None, port.country)]
    return tuple(sorted(found, key=lambda port: (port.country, port.rank or 1_000, port.id)))


def terminals_of(world: World, country: str | None = None) -> tuple[Terminal, ...]:
    """Return all terminals, or those of a country, by country and id. Raises UnknownNameError."""
    code = names.country(world, country).code if country is not None else None
    found = [one for one in terminals(world).values() if code in (None, one.country)]
    return tuple(sorted(found, key=lambda one: (one.country, one.id)))


def named_corridors(world: World) -> Mapping[str, NamedCorridor]:
    """Return every named corridor by id, in the order of the table."""
    made = world.keep("named corridors", lambda: {one.id: one for one in world.records("named_corridors", _named)})
    return cast("Mapping[str, NamedCorridor]", made)


def planned_links(world: World) -> Mapping[str, PlannedLink]:
    """Return every planned link by id, in the order of the table; its length is that which a plan takes."""
    return cast("Mapping[str, PlannedLink]", world.keep("planned links", lambda: _planned_links(world)))


def _planned_links(world: World) -> dict[str, PlannedLink]:
    return {one.id: _opening(world, one) for one in world.records("planned_links", _link)}


def _opening(world: World, one: PlannedLink) -> PlannedLink:
    """Return a planned link with what a plan takes of it, and whether it can take it as built."""
    opening = links(world).get(one.id)
    if opening is None:
        return replace(one, refused="nothing is known of its way")
    gauges = [(part.country, part.gauge_mm) for part in parts(world, frozenset({one.id})) if part.gauge_mm]
    length = opening.length
    return replace(
        one,
        length=length or one.length,
        refused=opening.refused,
        taken=tuple(dict.fromkeys(gauges)),
        taken_note=length.note if length else "",
    )


def _named(row: Row) -> NamedCorridor:
    return NamedCorridor(
        row["id"],
        row["name"],
        row["kind"],
        tuple(row["sequence"].split(">")),
        row["sequence_note"],
        row["key_nodes"],
        _parts(row["modes"]),
        _published(row, ("length_km", "length_low_km", "length_high_km"), "km"),
        row["length_by_country"],
        row["status"],
        row["status_as_of"],
        row["note"],
        row["source"],
        row["confidence"],
    )


def _link(row: Row) -> PlannedLink:
    points = [point.split(",") for point in row["waypoints"].split(";") if point.strip()]
    return PlannedLink(
        row["id"],
        row["name"],
        row["from_node"],
        row["to_node"],
        _parts(row["countries"]),
        _parts(row["mode"]),
        tuple(part for part in row["closes_pair"].split("-") if part),
        tuple(int(part) for part in _parts(row["gauge_mm"])),
        _published(row, ("length_km", "length_low_km", "length_high_km"), "km"),
        _published(row, ("cost_usd_m", "cost_low_usd_m", "cost_high_usd_m"), "million USD"),
        row["status"],
        row["status_as_of"],
        row["expected_year"],
        tuple((float(lon), float(lat)) for lon, lat in points),
        row["note"],
        row["source"],
        row["confidence"],
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _published(row: Row, columns: tuple[str, str, str], unit: str) -> Figure | None:
    """Return a published number with the range of what sources say; derived, since it is of no finished work."""
    value, low, high = (row[column] for column in columns)
    if not value:
        return None
    least, most = float(low or value), float(high or value)
    if not 0 <= least <= float(value) <= most:
        raise ValueError(f"{columns[0]}: low, value, high of {low}, {value}, {high}")
    return Figure(float(value), least, most, unit, Basis.DERIVED, (row["source"],), row["status_as_of"])

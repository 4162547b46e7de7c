"""Planned links that a question may take as built: their parts by country and gauge, crossings and terminals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from corridor.data import Row, World
from corridor.model import Basis, Crossing, Figure, Line, Mode, Point, Status, StatusInterval


@dataclass(frozen=True, slots=True)
class Link:
    """What a plan says of a planned link."""

    id: str
    name: str
    status: str
    checked: str
    """when the status was last read, "" where that is not known"""
    expected: str
    source: str
    length: Figure | None
    """None where it cannot be taken as built"""
    refused: str
    """why it cannot be taken as built, "" where it can"""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a link in one country, of one mode and gauge."""

    link: str
    country: str
    mode: Mode
    gauge_mm: int
    metres: int
    start_at: str
    """id of the crossing that it starts at, "" where it starts inside its country"""
    end_at: str
    points: Line


@dataclass(frozen=True, slots=True)
class Yard:
    """A terminal or port on a link: one that ships, or one to be made for the named end."""

    link: str
    id: str
    name: str
    country: str
    point: Point
    gauge_mm: int
    note: str


def links(world: World) -> Mapping[str, Link]:
    """Return every planned link by id."""
    return cast("Mapping[str, Link]", world.keep("links", lambda: _links(world)))


def parts(world: World, ids: frozenset[str]) -> tuple[Part, ...]:
    """Return the parts of some links, in the order of their ids and of travel."""
    every = world.records("link_parts", lambda row: (int(row["part"]), _part(row)))
    return tuple(part for _, part in sorted(every, key=lambda one: (one[1].link, one[0])) if part.link in ids)


def yards(world: World, ids: frozenset[str]) -> tuple[Yard, ...]:
    """Return the terminals and ports on some links, in the order of the links' ids."""
    every = world.records("link_terminals", _yard)
    return tuple(sorted((one for one in every if one.link in ids), key=lambda one: (one.link, one.id, one.gauge_mm)))


def made_crossings(world: World, ids: frozenset[str]) -> Mapping[str, Crossing]:
    """Return the crossings that some links make where none ships, by id; not attached to any network."""
    every = world.records("link_crossings", lambda row: _crossing(world, row))
    return {one.id: one for one in every if one.link in ids}


def _links(world: World) -> dict[str, Link]:
    facts = {row["id"]: row for row in world.rows("planned_links")}
    return {one.id: one for one in world.records("link_openings", lambda row: _link(row, facts[row["id"]]))}


def _link(row: Row, fact: Row) -> Link:
    length = None
    if not row["refused"]:
        value, low, high = (float(row[f"length{end}_km"]) for end in ("", "_low", "_high"))
        if not 0 < low <= value <= high:
            raise ValueError(f"low, length, high of {low:g}, {value:g}, {high:g} km")
        sources = (fact["source"],) if fact["source"] else ()
        length = Figure(value, low, high, "km", Basis(row["basis"]), sources, fact["status_as_of"], row["note"])
    return Link(
        row["id"],
        fact["name"],
        fact["status"],
        fact["status_as_of"],
        row["expected"],
        fact["source"],
        length,
        row["refused"],
    )


def _part(row: Row) -> Part:
    points = tuple((float(lon), float(lat)) for lon, lat in (one.split(",") for one in row["points"].split("; ")))
    if len(points) < 2:
        raise ValueError(f"a part of {len(points)} points")
    return Part(
        row["link"],
        row["country"],
        Mode(row["mode"]),
        int(row["gauge_mm"]),
        int(row["metres"]),
        row["start_at"],
        row["end_at"],
        points,
    )


def _yard(row: Row) -> Yard:
    point = (float(row["lon"]), float(row["lat"]))
    return Yard(row["link"], row["id"], row["name"], row["country"], point, int(row["gauge_mm"]), row["note"])


def _crossing(world: World, row: Row) -> Crossing:
    link = links(world)[row["link"]]
    note = f"where the planned link {link.id} meets the border; no such post is agreed in the data"
    return Crossing(
        row["id"],
        row["country_a"],
        row["country_b"],
        row["name"],
        row["name"],
        Mode(row["mode"]),
        (float(row["lon"]), float(row["lat"])),
        None,
        None,
        True,
        "unknown",
        "",
        (StatusInterval(Status.PLANNED, "", "", note, link.source),),
        link.checked,
        None,
        "planned: no line yet",
        note,
        link.source,
        "low",
        link.id,
    )

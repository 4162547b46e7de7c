"""Terminals and ports on planned links: those that ship near a named station, else one made for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corridor.data import World
from corridor.gateways import ports, terminals
from corridor.geo import distance_km
from corridor.model import Mode, Point
from corridor.names.text import fold

YARD_KM = 10.0
"""a terminal or port no farther from a named end is that end's"""

Row = dict[str, str]


@dataclass(frozen=True)
class Vertex:
    """A point of a link's line."""

    point: Point
    name: str = ""
    """of a station there"""
    crossing: str = ""
    number: int = 0
    """of the waypoint, from 1; 0 where the line meets a crossing"""


@dataclass(frozen=True)
class Laid:
    """A link in one mode: its vertices by part, and the crossings that it makes."""

    parts: tuple[tuple[str, int, tuple[Vertex, ...]], ...]
    """country, gauge (0 on the road), vertices"""
    crossings: tuple[Row, ...]


def rows(world: World, laid: Mapping[str, Mapping[Mode, Laid]]) -> list[dict[str, object]]:
    """Return the terminals and ports at the stations of each link; a new one where none ships near a station."""
    made: dict[str, tuple[str, Point]] = {}
    found: dict[tuple[str, str, int], dict[str, object]] = {}
    for link, by_mode in laid.items():
        for country, gauge, piece in by_mode[Mode.RAIL].parts if Mode.RAIL in by_mode else ():
            for vertex in piece:
                for key, name, point, note in _near(world, link, country, vertex, made):
                    found.setdefault(
                        (link, key, gauge),
                        {"link": link, "id": key, "name": name, "country": country, "lon": point[0], "lat": point[1],
                         "gauge_mm": gauge, "note": note},
                    )  # fmt: skip
    return [found[key] for key in sorted(found)]


def _near(
    world: World, link: str, country: str, vertex: Vertex, made: dict[str, tuple[str, Point]]
) -> Iterator[tuple[str, str, Point, str]]:
    if not vertex.name:
        return
    for port in ports(world).values():
        if port.country == country and distance_km(port.point, vertex.point) <= YARD_KM:
            yield port.id, port.name, port.point, "port at the named end of the link"
    known = [
        (distance_km(one.point, vertex.point), one.id) for one in terminals(world).values() if one.country == country
    ]
    km, key = min(known, default=(YARD_KM + 1, ""))
    if km <= YARD_KM:
        one = terminals(world)[key]
        yield key, one.name, one.point, "terminal that ships, near a named end of the link"
        return
    key = f"{country.lower()}-{'-'.join(fold(vertex.name).split())}"
    name, point = made.setdefault(key, (vertex.name, vertex.point))
    yield key, name, point, f"assumed: station named in the planned link {link}, no yard is known there"

"""The gateways that ship: crossings with their dated status, ports, terminals; each found by its id."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import cast

from corridor.data import Row, World
from corridor.geo import distance_km
from corridor.model import Crossing, Gateway, Mode, Place, Port, Status, StatusInterval, Terminal
from corridor.read import day, gauge, one_of, point

FREIGHT = ("yes", "no", "unknown", "")
BY_PAIR = "crossings by pair"
"""where a world keeps them"""
APART_KM = 150.0
"""ports without a rank are thinned to this distance"""


def crossings(world: World) -> Mapping[str, Crossing]:
    """Return every crossing by id."""
    return cast("Mapping[str, Crossing]", world.keep("crossings", lambda: _crossings(world)))


def ports(world: World) -> Mapping[str, Port]:
    """Return every seaport by UN/LOCODE."""
    return cast(
        "Mapping[str, Port]", world.keep("ports", lambda: {port.id: port for port in world.records("ports", _port)})
    )


def terminals(world: World) -> Mapping[str, Terminal]:
    """Return every terminal by id."""
    made = world.keep("terminals", lambda: {one.id: one for one in world.records("terminals", _terminal)})
    return cast("Mapping[str, Terminal]", made)


def between(world: World, a: str, b: str) -> tuple[Crossing, ...]:
    """Return the crossings of a pair of countries (alpha-2), in the order of their ids."""
    found = cast(
        "Mapping[frozenset[str], list[Crossing]]", world.keep(BY_PAIR, lambda: by_pair(crossings(world).values()))
    )
    return tuple(found.get(frozenset((a, b)), ()))


def gateway(world: World, text: str) -> Gateway | None:
    """Return the gateway with this id or UN/LOCODE, upper or lower case, None where there is none."""
    for found in (
        crossings(world).get(text.lower()),
        terminals(world).get(text.lower()),
        ports(world).get(text.upper()),
    ):
        if found is not None:
            return found
    code = text.upper()
    for row in world.rows("terminals"):
        if code and row["unlocode"] == code:
            return terminals(world)[row["id"]]
    for row in world.rows("crossings"):
        if code and code in (row["unlocode_a"], row["unlocode_b"]):
            return crossings(world)[row["id"]]
    return None


def main_ports(world: World, country: str, count: int) -> tuple[Port, ...]:
    """Return up to `count` seaports of a country, the main ones first.

    Ranked ports come first, then those by the largest towns, no nearer than APART_KM to one before them.
    """
    made = world.keep(("main ports", country, count), lambda: _main_ports(world, country, count))
    return cast("tuple[Port, ...]", made)


def ports_of(world: World, country: str) -> tuple[Port, ...]:
    """Return all seaports of a country."""
    by_country = cast("Mapping[str, list[Port]]", world.keep("ports by country", lambda: _by_country(world)))
    return tuple(by_country.get(country, ()))


def _main_ports(world: World, country: str, count: int) -> tuple[Port, ...]:
    chosen: list[Port] = []
    for port in sorted(ports_of(world, country), key=_importance):
        if len(chosen) == count:
            break
        if port.rank or all(distance_km(port.point, other.point) >= APART_KM for other in chosen):
            chosen.append(port)
    return tuple(chosen)


def sea_ban(world: World, a: str, b: str, date: str) -> StatusInterval | None:
    """Return what forbids voyages between two countries on an ISO date, None where nothing known does."""
    bans = cast(
        "list[tuple[frozenset[str], StatusInterval]]", world.keep("sea bans", lambda: world.records("sea_bans", _ban))
    )
    pair = frozenset((a, b))
    return next((ban for own, ban in bans if own == pair and ban.start <= date < (ban.end or "9")), None)


def _ban(row: Row) -> tuple[frozenset[str], StatusInterval]:
    interval = StatusInterval(Status.CLOSED, day(row["start"]), day(row["end"]), row["note"], row["source"])
    return frozenset((row["country_a"], row["country_b"])), interval


def _by_country(world: World) -> Mapping[str, list[Port]]:
    found: dict[str, list[Port]] = {}
    for port in ports(world).values():
        found.setdefault(port.country, []).append(port)
    return found


def _importance(port: Port) -> tuple[float, int, bool, str]:
    return (port.rank or math.inf, -port.people, port.town != port.name, port.id)


def as_place(found: Gateway, country: str) -> Place:
    """Return a gateway as an end of a corridor in `country`."""
    if isinstance(found, Place):
        return found
    return Place(found.id, found.name, country, found.point)


def history_on(history: tuple[StatusInterval, ...], date: str) -> StatusInterval:
    """Return the interval that covers an ISO date; a month or a year counts from its first day."""
    for interval in reversed(history):
        if interval.start <= date:
            return interval
    return history[0]


def _crossings(world: World) -> dict[str, Crossing]:
    histories: dict[str, list[StatusInterval]] = {}
    for name, interval in world.records("crossing_status", _interval):
        histories.setdefault(name, []).append(interval)
    made = world.records("crossings", lambda row: _crossing(row, histories.get(row["id"])))
    return {one.id: one for one in made}


def by_pair(known: Iterable[Crossing]) -> dict[frozenset[str], list[Crossing]]:
    """Return crossings by pair of countries, what `between` keeps under BY_PAIR."""
    found: dict[frozenset[str], list[Crossing]] = {}
    for one in known:
        found.setdefault(frozenset(one.countries), []).append(one)
    return {pair: sorted(own, key=lambda one: one.id) for pair, own in found.items()}


def _interval(row: Row) -> tuple[str, StatusInterval]:
    interval = StatusInterval(Status(row["status"]), day(row["start"]), day(row["end"]), row["note"], row["source"])
    return row["crossing_id"], interval


def _crossing(row: Row, history: list[StatusInterval] | None) -> Crossing:
    plain = StatusInterval(Status(row["status"]), "", "", row["note"], row["source"])
    return Crossing(
        row["id"],
        row["country_a"],
        row["country_b"],
        row["name_a"],
        row["name_b"],
        Mode(row["mode"]),
        point(row),
        gauge(row["gauge_a_mm"]),
        gauge(row["gauge_b_mm"]),
        one_of(row["freight"], FREIGHT) != "no",
        row["tir"],
        row["hours"],
        tuple(sorted(history, key=lambda one: one.start)) if history else (plain,),
        row["status_as_of"],
        float(row["snap_km"]) if row["snap_km"] else None,
        row["unattached_reason"],
        row["note"],
        row["source"],
        row["confidence"],
    )


def _port(row: Row) -> Port:
    gauge = row["rail_gauge_mm"].split("|")[0].split("/")[0]
    return Port(
        row["id"],
        row["name"],
        row["country"],
        point(row),
        row["sea"],
        int(gauge) if gauge else None,
        int(row["rank"] or 0),
        row["town"],
        int(row["people"] or 0),
        row["status"],
        row["note"],
        row["source"],
    )


def _terminal(row: Row) -> Terminal:
    gauges = tuple(int(part) for part in row["gauges_mm"].split("|") if part)
    return Terminal(row["id"], row["name"], row["country"], point(row), gauges, row["note"], row["source"])

"""The gateways that ship: crossings with their dated status, ports, terminals; each found by its id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from corridor.data import Row, World
from corridor.errors import DataError
from corridor.model import Crossing, Gateway, Mode, Place, Port, Status, StatusInterval, Terminal


def crossings(world: World) -> Mapping[str, Crossing]:
    """Return every crossing by id."""
    return cast("Mapping[str, Crossing]", world.keep("crossings", lambda: _crossings(world)))


def ports(world: World) -> Mapping[str, Port]:
    """Return every seaport by UN/LOCODE."""
    return cast("Mapping[str, Port]", world.keep("ports", lambda: {r["id"]: _port(r) for r in world.rows("ports")}))


def terminals(world: World) -> Mapping[str, Terminal]:
    """Return every terminal by id."""
    rows = world.rows("terminals")
    return cast("Mapping[str, Terminal]", world.keep("terminals", lambda: {r["id"]: _terminal(r) for r in rows}))


def between(world: World, a: str, b: str) -> tuple[Crossing, ...]:
    """Return the crossings of a pair of countries (alpha-2), in the order of their ids."""
    pair = {a, b}
    return tuple(one for one in crossings(world).values() if set(one.countries) == pair)


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
    for row in world.rows("crossing_status"):
        histories.setdefault(row["crossing_id"], []).append(
            StatusInterval(Status(row["status"]), row["start"], row["end"], row["note"], row["source"])
        )
    try:
        return {row["id"]: _crossing(row, histories.get(row["id"])) for row in world.rows("crossings")}
    except (KeyError, ValueError) as error:
        raise DataError(f"data file {str(world.root / 'crossings.csv')!r} is not of its schema: {error}") from error


def _crossing(row: Row, history: list[StatusInterval] | None) -> Crossing:
    plain = StatusInterval(Status(row["status"]), "", "", row["note"], row["source"])
    return Crossing(
        row["id"],
        row["country_a"],
        row["country_b"],
        row["name_a"],
        row["name_b"],
        Mode(row["mode"]),
        (float(row["lon"]), float(row["lat"])),
        int(row["gauge_a_mm"]) if row["gauge_a_mm"] else None,
        int(row["gauge_b_mm"]) if row["gauge_b_mm"] else None,
        row["freight"] != "no",
        row["tir"],
        row["hours"],
        tuple(sorted(history, key=lambda one: one.start)) if history else (plain,),
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
        (float(row["lon"]), float(row["lat"])),
        row["sea"],
        int(gauge) if gauge else None,
        int(row["rank"] or 0),
        row["status"],
        row["note"],
        row["source"],
    )


def _terminal(row: Row) -> Terminal:
    gauges = tuple(int(part) for part in row["gauges_mm"].split("|") if part)
    point = (float(row["lon"]), float(row["lat"]))
    return Terminal(row["id"], row["name"], row["country"], point, gauges, row["note"], row["source"])

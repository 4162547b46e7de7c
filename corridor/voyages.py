"""A leg at sea by itself: what people type as its ends, and what the voyage takes and costs."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import cast

from corridor import names
from corridor.data import World
from corridor.ends import crow_km
from corridor.errors import BadValueError, UnknownNameError
from corridor.figures import sources
from corridor.gateways import as_place, gateway, ports
from corridor.model import Leg, Mode, Place, Port, Voyage
from corridor.names.text import close as similar
from corridor.names.text import fold
from corridor.rates import rates
from corridor.scenario import check_cargo
from corridor.sea import course, shut

_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)")


def voyage(
    world: World,
    start: str,
    end: str,
    *,
    close: Iterable[str] = (),
    reopen: Iterable[str] = (),
    cargo_t: float = 20.0,
) -> Voyage:
    """Return the shortest voyage between two seaports: UN/LOCODEs, names, or "lon,lat" near the sea.

    `close` and `reopen` name passages (corridor.sea.Passage); the Arctic ones are closed unless they are opened.

    Raises
    ------
    UnknownNameError, BadValueError
        where an end, a passage or the load is wrong.
    NoRouteError
        where no open lane joins the ends.
    """
    check_cargo(cargo_t)
    closed = shut(close, reopen)
    origin, goal = seaport(world, start), seaport(world, end)
    found, known = course(world, origin, goal, closed), rates(world)
    distance = known.distance(Mode.SEA, "", found.metres)
    stay = known.handling("port", cargo_t)
    leg = Leg(
        Mode.SEA,
        "",
        origin.id,
        goal.id,
        origin.name,
        goal.name,
        distance,
        known.moving(Mode.SEA, "", distance),
        known.freight(Mode.SEA, "", distance, cargo_t),
        known.co2e(Mode.SEA, distance, cargo_t),
        None,
        found.line,
        passages=tuple(map(str, found.passages)),
    )
    figures = (leg.distance, leg.time, leg.cost, leg.co2e, *stay)
    used = {source for figure in figures if figure is not None for source in figure.sources}
    return Voyage(
        origin,
        goal,
        leg,
        found.stubs_km,
        crow_km(origin, goal),
        tuple(sorted(map(str, closed))),
        stay,
        cargo_t,
        sources(world, used),
    )


def seaport(world: World, text: str) -> Place:
    """Return the seaport with this UN/LOCODE or name, or the point "lon,lat".

    Of several ports of one country with that name the main one is meant.

    Raises
    ------
    UnknownNameError
        where no port has that name; suggests close ones.
    BadValueError
        where ports of several countries have it, or the text is empty or another gateway.
    """
    point = names.point(text)
    if point is not None:
        return Place(f"{point[0]:.10g},{point[1]:.10g}", f"{point[0]:g},{point[1]:g}", "", point)
    if not fold(text):
        raise BadValueError(f"a port is missing: {text!r} is empty")
    port = ports(world).get(text.strip().upper()) or _named(world, text)
    return as_place(port, port.country)


def _named(world: World, text: str) -> Port:
    known = cast("Mapping[str, tuple[Port, ...]]", world.keep("ports by name", lambda: _by_name(world)))
    found = known.get(fold(text), ())
    if not found:
        other = gateway(world, text.strip())
        if other is not None:
            raise BadValueError(f"{other.name} ({other.id}) is no seaport")
        shown = {name: [f"{port.name} ({port.id})" for port in own] for name, own in known.items()}
        raise UnknownNameError("port", text, similar(text, shown))
    homes = {port.country for port in found}
    if len(homes) > 1:
        several = ", ".join(f"{port.id} in {port.country}" for port in found)
        raise BadValueError(f"port {text!r} is ambiguous: {several}")
    return found[0]


def _by_name(world: World) -> dict[str, tuple[Port, ...]]:
    """Return the ports of each folded name, the main ones first; towns' names count where no port has them."""
    own: dict[str, list[Port]] = {}
    towns: dict[str, list[Port]] = {}
    for port in sorted(ports(world).values(), key=lambda one: (one.rank or math.inf, -one.people, one.id)):
        match = _BRACKETS.fullmatch(port.name)
        for name in dict.fromkeys(map(fold, (port.name, *(match.groups() if match else ())))):
            own.setdefault(name, []).append(port)
        towns.setdefault(fold(port.town), []).append(port)
    return {name: tuple(found) for name, found in {**towns, **own}.items() if name}

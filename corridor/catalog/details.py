"""All that is known of one thing, found by its id or UN/LOCODE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridor import names
from corridor.catalog.lists import named_corridors, planned_links
from corridor.catalog.times import published_at, published_of, used
from corridor.data import Row, World
from corridor.errors import BadValueError, UnknownNameError
from corridor.figures import sources
from corridor.gateways import crossings, ports, terminals
from corridor.geo import distance_km
from corridor.model import (
    Country,
    Crossing,
    Gateway,
    NamedCorridor,
    PlannedLink,
    Point,
    Port,
    Published,
    Source,
    StatusInterval,
    Terminal,
    UsedBorder,
)
from corridor.names.text import close, fold
from corridor.scenario import Scenario

NEAR_KM, MOST_NEAR = 100.0, 12
"""how far off other gateways are told of, and how many of them"""


@dataclass(frozen=True, slots=True)
class Near:
    """Another gateway, how far off it lies, and its status where it is a crossing."""

    gateway: Gateway
    away_km: float
    status: StatusInterval | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A network cell that a gateway hangs on, and how far off."""

    cell: str
    snap_km: float


@dataclass(frozen=True, slots=True)
class CrossingDetails:
    """All that is known of a crossing."""

    crossing: Crossing
    as_of: str
    status: StatusInterval
    """on that date"""
    countries: tuple[Country, Country]
    unlocodes: tuple[str, str]
    """"" where a post has none"""
    placed: str
    """how its coordinates were found"""
    published: tuple[Published, ...]
    country_means: tuple[Published, ...]
    used: tuple[UsedBorder, ...]
    near: tuple[Near, ...]
    sources: tuple[Source, ...]

    @property
    def point(self) -> Point:
        """Where it lies."""
        return self.crossing.point


@dataclass(frozen=True, slots=True)
class PortDetails:
    """All that is known of a seaport."""

    port: Port
    country: Country
    gauges_mm: tuple[int, ...]
    attachments: tuple[Attachment, ...]
    published: tuple[Published, ...]
    near: tuple[Near, ...]
    sources: tuple[Source, ...]

    @property
    def point(self) -> Point:
        """Where it lies."""
        return self.port.point


@dataclass(frozen=True, slots=True)
class TerminalDetails:
    """All that is known of a terminal."""

    terminal: Terminal
    country: Country
    unlocode: str
    confidence: str
    attachments: tuple[Attachment, ...]
    near: tuple[Near, ...]
    sources: tuple[Source, ...]

    @property
    def point(self) -> Point:
        """Where it lies."""
        return self.terminal.point


@dataclass(frozen=True, slots=True)
class NamedDetails:
    """All that is known of a named corridor."""

    corridor: NamedCorridor
    countries: tuple[Country, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class LinkDetails:
    """All that is known of a planned link."""

    link: PlannedLink
    countries: tuple[Country, ...]
    sources: tuple[Source, ...]


Details = CrossingDetails | PortDetails | TerminalDetails | NamedDetails | LinkDetails


def details(world: World, text: str, *, scenario: Scenario) -> Details:
    """Return all that is known of what an id or UN/LOCODE means, upper or lower case.

    Raises
    ------
    UnknownNameError
        where nothing has that id; suggests the nearest ones.
    BadValueError
        where several gateways have that UN/LOCODE; names them.
    """
    typed = text.strip()
    if not typed:
        raise BadValueError("an id is missing: give a crossing, port, terminal, named corridor, link or UN/LOCODE")
    low, up = typed.lower(), typed.upper()
    if low in crossings(world):
        return _crossing(world, crossings(world)[low], scenario)
    if low in terminals(world):
        return _terminal(world, terminals(world)[low], scenario)
    if low in named_corridors(world):
        return _named(world, named_corridors(world)[low])
    if low in planned_links(world):
        return _link(world, planned_links(world)[low])
    carriers = _carriers(world, up)
    if len(carriers) > 1:
        raise BadValueError(f"{up} is the UN/LOCODE of {' and '.join(carriers)}: give one of them")
    if carriers and carriers[0].lower() != low:
        return details(world, carriers[0], scenario=scenario)
    if up in ports(world):
        return _port(world, ports(world)[up], scenario)
    raise UnknownNameError("id", text, _nearest(world, typed))


def _carriers(world: World, code: str) -> list[str]:
    """Return the ids of all gateways that have a UN/LOCODE."""
    found = [row["id"] for row in world.rows("ports") if row["id"] == code]
    found += [row["id"] for row in world.rows("terminals") if row["unlocode"] == code]
    found += [row["id"] for row in world.rows("crossings") if code in (row["unlocode_a"], row["unlocode_b"])]
    return found


def _nearest(world: World, text: str) -> tuple[str, ...]:
    """Return ids that hold the text or are like it, then those whose names are."""
    every = [*crossings(world), *terminals(world), *named_corridors(world), *planned_links(world)]
    inside = sorted((one for one in every if text.lower() in one), key=lambda one: (len(one), one))
    shown: dict[str, list[str]] = {}
    for one in (*every, *ports(world)):
        shown.setdefault(fold(one), []).append(one)
    alike = close(text, shown)
    called: dict[str, list[str]] = {}
    for name, one in _names(world):
        called.setdefault(fold(name), []).append(one)
    return tuple(dict.fromkeys((*inside, *alike, *close(text, called))))[:3]


def _names(world: World) -> Iterable[tuple[str, str]]:
    for crossing in crossings(world).values():
        yield from ((crossing.name_a, crossing.id), (crossing.name_b, crossing.id))
    named = sorted(ports(world).values(), key=lambda port: -port.people)
    yield from ((port.name, port.id) for port in named)
    yield from ((one.name, one.id) for one in terminals(world).values())
    yield from ((one.name, one.id) for one in named_corridors(world).values())
    yield from ((one.name, one.id) for one in planned_links(world).values())


def _crossing(world: World, crossing: Crossing, scenario: Scenario) -> CrossingDetails:
    row = _row(world, "crossings", crossing.id)
    at_post, means = published_at(world, crossing.id), published_of(world, crossing.countries, crossing.mode)
    taken = used(world, crossing, scenario.as_of)
    cited = [crossing.source, *(one.source for one in crossing.history)]
    cited += [one.source for group in (*at_post, *means) for one in group.rows]
    changes = [figure for border in taken for figure in border.gauge_change or ()]
    cited += [one for border in taken for one in (*border.time.sources, *border.cost.sources)]
    cited += [one for figure in changes for one in figure.sources]
    a, b = (_country(world, code) for code in crossing.countries)
    return CrossingDetails(
        crossing,
        scenario.as_of,
        scenario.status(crossing),
        (a, b),
        (row["unlocode_a"], row["unlocode_b"]),
        row["coord_basis"],
        at_post,
        means,
        taken,
        _near(world, crossing, scenario),
        sources(world, filter(None, cited)),
    )


def _port(world: World, port: Port, scenario: Scenario) -> PortDetails:
    row = _row(world, "ports", port.id)
    published = published_at(world, port.id)
    gauges = tuple(int(part) for part in row["rail_gauge_mm"].replace("/", "|").split("|") if part)
    cited = [port.source, *(one.source for group in published for one in group.rows)]
    return PortDetails(
        port,
        _country(world, port.country),
        gauges,
        _attachments(world, port.id),
        published,
        _near(world, port, scenario),
        sources(world, filter(None, cited)),
    )


def _terminal(world: World, terminal: Terminal, scenario: Scenario) -> TerminalDetails:
    row = _row(world, "terminals", terminal.id)
    return TerminalDetails(
        terminal,
        _country(world, terminal.country),
        row["unlocode"],
        row["confidence"],
        _attachments(world, terminal.id),
        _near(world, terminal, scenario),
        sources(world, filter(None, [terminal.source])),
    )


def _named(world: World, corridor: NamedCorridor) -> NamedDetails:
    countries = tuple(_country(world, code) for code in corridor.sequence)
    return NamedDetails(corridor, countries, sources(world, filter(None, [corridor.source])))


def _link(world: World, link: PlannedLink) -> LinkDetails:
    countries = tuple(_country(world, code) for code in link.countries)
    return LinkDetails(link, countries, sources(world, filter(None, [link.source])))


def _near(world: World, gateway: Gateway, scenario: Scenario) -> tuple[Near, ...]:
    def away(point: Point) -> float:
        return distance_km(gateway.point, point)

    others: list[Gateway] = [*crossings(world).values(), *terminals(world).values(), *ports(world).values()]
    lat = gateway.point[1]
    close_by = [
        Near(one, away(one.point), scenario.status(one) if isinstance(one, Crossing) else None)
        for one in others
        if one.id != gateway.id and abs(one.point[1] - lat) < NEAR_KM / 110 and away(one.point) <= NEAR_KM
    ]
    return tuple(sorted(close_by, key=lambda one: (one.away_km, one.gateway.id))[:MOST_NEAR])


def _attachments(world: World, gateway: str) -> tuple[Attachment, ...]:
    rows = (row for row in world.rows("attachments") if row["gateway"] == gateway)
    return tuple(Attachment(row["cell"], float(row["snap_km"])) for row in rows)


def _row(world: World, table: str, name: str) -> Row:
    return next(row for row in world.rows(table) if row["id"] == name)


def _country(world: World, code: str) -> Country:
    return names.countries(world)[code]

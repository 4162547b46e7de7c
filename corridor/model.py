"""The nouns: frozen values that know nothing of files, graphs or maps.

Points are (lon, lat) in EPSG:4326; lines are tuples of points. Units are in the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
"""(lon, lat), degrees, EPSG:4326."""

Line = tuple[Point, ...]
"""Points in order of travel."""


class Mode(StrEnum):
    """How cargo moves along a leg."""

    ROAD = "road"
    RAIL = "rail"
    SEA = "sea"


class Travel(StrEnum):
    """Which modes a plan may use."""

    MULTIMODAL = "multimodal"
    ROAD = "road"
    RAIL = "rail"


class Objective(StrEnum):
    """What a plan minimises."""

    TIME = "time"
    COST = "cost"
    DISTANCE = "distance"
    CO2E = "co2e"


class Basis(StrEnum):
    """Where a figure comes from, strongest first."""

    MEASURED = "measured"
    DERIVED = "derived"
    ASSUMED = "assumed"


class Status(StrEnum):
    """Whether cargo can use a gateway on a date."""

    OPEN = "open"
    RESTRICTED = "restricted"
    CLOSED = "closed"
    PLANNED = "planned"


class StopKind(StrEnum):
    """Why cargo stands still at a gateway."""

    CLEARANCE = "clearance"
    TRANSFER = "transfer"
    GAUGE_CHANGE = "gauge_change"
    PORT = "port"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that may be shown to a person."""

    value: float
    low: float
    high: float
    unit: str
    """h, km, USD or kg"""
    basis: Basis
    sources: tuple[str, ...] = ()
    """ids into Plan.sources"""
    as_of: str = ""
    """year or date of the source, "" where it has none"""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that figures rest on."""

    id: str
    title: str
    publisher: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country by its ISO 3166-1 codes."""

    code: str
    """alpha-2, the key"""
    alpha3: str
    name: str
    capital: str = ""


@dataclass(frozen=True, slots=True)
class StatusInterval:
    """The status of a gateway from `start` up to, not including, `end`."""

    status: Status
    start: str
    """ISO date or year-month, "" for since before memory"""
    end: str
    """ISO date, "" for until further notice"""
    note: str = ""
    source: str = ""
    """a source id"""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A border crossing point: a pair of posts, one mode."""

    id: str
    country_a: str
    country_b: str
    name_a: str
    name_b: str
    mode: Mode
    point: Point
    gauge_a_mm: int | None
    gauge_b_mm: int | None
    freight: bool
    tir: str
    hours: str
    history: tuple[StatusInterval, ...]
    """by start date; covers every date"""
    checked: str
    """when the status was last read, ISO date or month, "" where that is not known"""
    snap_km: float | None
    """distance from the point to the network, None where it is not attached"""
    unattached_reason: str
    note: str
    source: str
    confidence: str

    @property
    def name(self) -> str:
        """Both posts' names, the first country's first; once where they differ in brackets only."""
        short = self.name_a.split(" (", maxsplit=1)[0]
        return short if short == self.name_b.split(" (", maxsplit=1)[0] else f"{self.name_a}–{self.name_b}"

    @property
    def countries(self) -> tuple[str, str]:
        """Both countries."""
        return (self.country_a, self.country_b)


@dataclass(frozen=True, slots=True)
class Port:
    """A seaport, keyed by UN/LOCODE."""

    id: str
    name: str
    country: str
    point: Point
    sea: str
    rail_gauge_mm: int | None
    rank: int
    """order within its country, 1 the best; 0 where it has none"""
    town: str
    """the largest town nearby"""
    people: int
    """living in it, which orders ports without a rank"""
    status: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """An inland place where cargo changes mode or gauge."""

    id: str
    name: str
    country: str
    point: Point
    gauges_mm: tuple[int, ...]
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a corridor starts or ends: a city, a port, a terminal, a crossing or a bare point."""

    id: str
    name: str
    country: str
    point: Point
    population: int = 0


Gateway = Crossing | Port | Terminal | Place


@dataclass(frozen=True, slots=True)
class Leg:
    """One uninterrupted movement by one mode inside one country or over one sea."""

    mode: Mode
    country: str
    """alpha-2, "" at sea"""
    start: str
    """gateway id"""
    end: str
    start_name: str
    end_name: str
    distance: Figure
    time: Figure | None
    cost: Figure | None
    co2e: Figure | None
    gauge_mm: int | None
    line: Line


@dataclass(frozen=True, slots=True)
class Stop:
    """Time spent at a gateway."""

    kind: StopKind
    gateway: str
    name: str
    countries: tuple[str, ...]
    point: Point
    after_leg: int
    """index of the leg that ends here, -1 before the first"""
    time: Figure | None
    cost: Figure | None
    status: Status
    status_since: str
    """start of the status, "" where that is not known"""
    status_as_of: str
    """when the status was last read, "" where that is not known"""
    status_note: str
    source: str
    """id of the source of the status"""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Totals of a corridor. A sum is None where any of its parts has no figure."""

    distance: Figure
    moving: Figure | None
    border: Figure | None
    terminal: Figure | None
    time: Figure | None
    cost: Figure | None
    co2e: Figure | None
    borders: int
    gauge_breaks: int
    transfers: int
    segments: int
    circuity: float
    swod_kph: float | None
    swd_kph: float | None
    tfi3_usd: float | None


@dataclass(frozen=True, slots=True)
class Corridor:
    """Legs and stops end to end through a sequence."""

    id: str
    """A, B, C… in order of rank"""
    rank: int
    label: str
    origin: Place
    destination: Place
    legs: tuple[Leg, ...]
    stops: tuple[Stop, ...]
    totals: Scorecard
    warnings: tuple[str, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether any gateway on the way is closed on the date of the plan."""
        return any(stop.status is Status.CLOSED for stop in self.stops)

    @property
    def via(self) -> tuple[str, ...]:
        """Ids of the gateways on the way, in order, origin and destination left out."""
        return tuple(dict.fromkeys(stop.gateway for stop in self.stops))

    @property
    def modes(self) -> tuple[Mode, ...]:
        """Modes in order of first use."""
        return tuple(dict.fromkeys(leg.mode for leg in self.legs))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A crossing of one border and why it was or was not chosen."""

    id: str
    name: str
    point: Point
    mode: Mode
    status: Status
    status_since: str
    chosen: tuple[str, ...]
    """ids of the corridors that use it"""
    reason: str


@dataclass(frozen=True, slots=True)
class Border:
    """One step of the sequence with all its candidates."""

    start: str
    end: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """An open way round through other countries."""

    sequence: tuple[str, ...]
    corridor: Corridor


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to one question."""

    sequence: tuple[Country, ...]
    origin: Place
    as_of: str
    """ISO date"""
    travel: Travel
    objective: Objective
    cargo_t: float
    scenario: str
    blocked: bool
    corridors: tuple[Corridor, ...]
    """best first"""
    borders: tuple[Border, ...]
    detours: tuple[Detour, ...]
    sources: tuple[Source, ...]
    """all that any figure of the plan rests on"""
    warnings: tuple[str, ...]

    @property
    def best(self) -> Corridor:
        """The corridor of rank 1."""
        return self.corridors[0]

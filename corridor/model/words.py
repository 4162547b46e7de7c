"""The words of the field: points, modes, objectives, bases, statuses; and figures with their sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

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


class SeaUse(StrEnum):
    """Where a plan of all modes may go by sea from one country to the next."""

    AUTO = "auto"
    """where no crossing by land joins the two, open or closed: so that closing one never opens a better way"""
    DETOUR = "detour"
    """and where every crossing by land is closed"""
    ALWAYS = "always"
    """between any two coasts; and a country may be but called at, entered by one ship and left by another"""
    NEVER = "never"


class Container(StrEnum):
    """The box that the cargo goes in."""

    FT20 = "20"
    FT40 = "40"

    @property
    def payload_t(self) -> float:
        """Most tonnes inside: 30.48 t of gross mass (ISO 668) less a usual tare of 2.3 or 3.8 t."""
        return 28.18 if self is Container.FT20 else 26.68

    def boxes(self, cargo_t: float) -> int:
        """Return how many are needed for a cargo."""
        return ceil(cargo_t / self.payload_t)

    def teu(self, cargo_t: float) -> int:
        """Return the twenty-foot equivalent units of a cargo."""
        return self.boxes(cargo_t) * (1 if self is Container.FT20 else 2)


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
    UNKNOWN = "unknown"
    """nothing is known: passable as far as the network tells"""


class StopKind(StrEnum):
    """Why cargo stands still at a gateway."""

    CLEARANCE = "clearance"
    TRANSFER = "transfer"
    GAUGE_CHANGE = "gauge_change"
    PORT = "port"


@dataclass(frozen=True, slots=True)
class SideStep:
    """On which step the figure of one side of a border stands."""

    country: str
    direction: str
    """outbound from this country, or inbound to it"""
    step: str
    """scope of the row of border_sides.csv: crossing, an area, country, same-gauge, elsewhere, carec"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that may be shown to a person."""

    value: float
    low: float
    high: float
    unit: str
    """h, km, USD, million USD or kg; km/h, g/tkm, × of a ratio, "" of a share"""
    basis: Basis
    sources: tuple[str, ...] = ()
    """ids into Plan.sources"""
    as_of: str = ""
    """year or date of the source, "" where it has none"""
    note: str = ""
    steps: tuple[SideStep, ...] = ()
    """of a border: what each side stands on"""


@dataclass(frozen=True, slots=True)
class Source:
    """A document that figures rest on."""

    id: str
    title: str
    publisher: str = ""
    year: str = ""

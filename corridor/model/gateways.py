"""Countries, and the gateways where a corridor changes country or mode, starts or ends."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.words import Mode, Point, Status

DERIVED = "derived"
"""the confidence of a crossing that no list has: the network meets the border there"""


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
    link: str = ""
    """id of the planned link that makes or joins it, "" where it needs none"""

    @property
    def name(self) -> str:
        """Both posts' names, the first country's first; once where they differ in brackets only."""
        short, other = self.name_a.split(" (", maxsplit=1)[0], self.name_b
        if short == other.split(" (", maxsplit=1)[0]:
            return short
        if self.derived:
            other = other.removeprefix("near ").removeprefix("at ")
        return f"{self.name_a}–{other}"

    @property
    def derived(self) -> bool:
        """Whether it is known from the network alone."""
        return self.confidence == DERIVED

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
    link: str = ""
    """id of the planned link that it stands on, "" where it needs none"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a corridor starts or ends: a city, a port, a terminal, a crossing or a bare point."""

    id: str
    name: str
    country: str
    point: Point
    population: int = 0


Gateway = Crossing | Port | Terminal | Place

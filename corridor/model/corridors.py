"""Legs, stops, corridors, and the plan that answers a question."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.gateways import Country, Place
from corridor.model.scorecard import BorderSide, Scorecard, circuity
from corridor.model.shown import Shown
from corridor.model.words import (
    Container,
    Figure,
    Line,
    Mode,
    Objective,
    Point,
    SeaUse,
    Source,
    Status,
    StopKind,
    Travel,
)


@dataclass(frozen=True, slots=True)
class LinkUse:
    """The part of a leg that runs over a planned link, taken as built."""

    link: str
    """id"""
    name: str
    status: str
    checked: str
    """when the status was last read, "" where that is not known"""
    expected: str
    """year of completion or a range of years, "" where none is known"""
    source: str
    distance: Figure
    line: Line


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
    planned: tuple[LinkUse, ...] = ()
    """the planned links that it rests on, in order of travel"""
    schematic: float = 0.0
    """share of the line that is drawn in straight pieces too long to show the real way, from 0 to 1; 0 at sea"""
    passages: tuple[str, ...] = ()
    """straits and canals that a voyage takes, in order"""
    ttw: Figure | None = None
    """tank-to-wheel emissions"""
    wtt: Figure | None = None
    """well-to-tank emissions; both add up to `co2e`"""
    drawn: tuple[tuple[str, float], ...] = ()
    """where its length and line come from: (word, share of its length), the words of `network.DRAWN`; none at sea"""


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
    link: str = ""
    """id of the planned link without which there is no such gateway"""
    sides: tuple[BorderSide, ...] = ()
    """of a clearance: what each country's side takes, in order of travel; they add up to the time and the cost"""


@dataclass(frozen=True, slots=True)
class Corridor(Shown):
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
    best_in: tuple[str, ...] = ()
    """what it is best in among the corridors beside it: fastest, cheapest, shortest, lowest CO2e, fewest borders"""
    dominated_by: str = ""
    """id of a corridor that is as good in time, cost, distance and CO2e and better in one, "" where there is none"""

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

    @property
    def schematic(self) -> float:
        """Share of the way by land that is drawn schematically, from 0 to 1; 0 where it is all by sea."""
        land = [leg for leg in self.legs if leg.mode is not Mode.SEA]
        whole = sum(leg.distance.value for leg in land)
        return sum(leg.schematic * leg.distance.value for leg in land) / whole if whole else 0.0

    @property
    def links(self) -> tuple[str, ...]:
        """Ids of the planned links that it rests on, in order."""
        return tuple(dict.fromkeys(use.link for leg in self.legs for use in leg.planned))


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
    extra_h: float | None = None
    """how much longer the best corridor through it takes than the best of all, None where none leads through it"""
    extra_usd: float | None = None
    """how much more that costs"""


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
class Plan(Shown):
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
    sea: SeaUse = SeaUse.AUTO
    value_of_time: float | None = None
    """USD per hour for the whole cargo, None where none is given"""
    container: Container | None = None
    pareto: tuple[Objective, ...] = ()
    """the objectives whose whole Pareto set the corridors are, empty where they are the best and what differs most"""

    @property
    def best(self) -> Corridor:
        """The corridor of rank 1."""
        return self.corridors[0]

    @property
    def teu(self) -> int | None:
        """Twenty-foot equivalent units of the cargo, None where no container was asked for."""
        return self.container.teu(self.cargo_t) if self.container else None


@dataclass(frozen=True, slots=True)
class Voyage:
    """A leg at sea by itself, between two ports or points near the sea."""

    start: Place
    end: Place
    leg: Leg
    """from quay to quay; its time, cost and emissions are those at sea"""
    stubs_km: tuple[float, float]
    """from each end to the lane that it hangs on, counted in the leg"""
    crow_km: float
    """the great circle"""
    closed: tuple[str, ...]
    """passages that were not to be taken, by name"""
    stay: tuple[Figure, Figure]
    """time and cost of a stay in one port, not in the leg"""
    cargo_t: float
    sources: tuple[Source, ...]
    """all that any figure rests on"""

    @property
    def circuity(self) -> Figure:
        """Length over great circle, 1 where both are none."""
        return circuity(self.leg.distance, self.crow_km)

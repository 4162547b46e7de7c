"""What may go otherwise than planned: arrival times, break-evens, closures and inputs, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.corridors import Plan
from corridor.model.gateways import Place


@dataclass(frozen=True, slots=True)
class Arrival:
    """When cargo arrives by one corridor, in hours after it leaves."""

    corridor: str
    """id"""
    planned_h: float
    """the plan's own time"""
    moving_h: float
    """the plan's time in motion, without any stop"""
    mean_h: float
    p5_h: float
    p50_h: float
    p80_h: float
    p95_h: float
    fastest: float
    """share of the draws in which no other corridor is faster; those that tie share a draw alike"""

    @property
    def buffer_h(self) -> float:
        """What must be added to the median to be late one time in twenty only."""
        return self.p95_h - self.p50_h

    @property
    def planning_index(self) -> float | None:
        """The 95th percentile over the time in motion, None where nothing moves."""
        return self.p95_h / self.moving_h if self.moving_h else None


@dataclass(frozen=True, slots=True)
class Threshold:
    """How much more (or less, below 0) a stop at one gateway would have to take before the rival comes first of all."""

    gateway: str
    """id"""
    name: str
    corridor: str
    """id of the corridor that stops there: the leader to take more, the rival to take less"""
    change: float
    """at each pass of the gateway, in the unit of the margin"""


@dataclass(frozen=True, slots=True)
class Margin:
    """By how much the first corridor is ahead of another, and where that one could come first."""

    leader: str
    """id of the one with the fewest closed gateways, and of those the least hours or dollars"""
    rival: str
    rival_name: str
    """the gateways of the rival where both part, else its label"""
    unit: str
    """h or USD"""
    gap: float
    """below 0 where the rival has the lesser total, but more closed gateways"""
    thresholds: tuple[Threshold, ...]
    """at gateways where the rival comes first before any other does; empty where no change at one stop puts it first"""
    blocked: bool = False
    """whether the rival has more closed gateways, so that it comes first at no price"""


@dataclass(frozen=True, slots=True)
class Tipping:
    """How much more a gateway of the best corridor could take before any way round it is better."""

    gateway: str
    name: str
    unit: str
    """h or USD: that of the objective"""
    change: float | None
    """None where no way leads round it, or only one with more closed gateways"""
    winner: str
    """the way round: its label, "" where there is none"""


@dataclass(frozen=True, slots=True)
class Outage:
    """What the best way takes more with one thing shut."""

    kind: str
    """crossing, port, terminal, passage, cell (one mode in one country) or country"""
    id: str
    """of the gateway or passage; country and mode of a cell, KZ-rail; alpha-2 of a country"""
    name: str
    used_by: tuple[str, ...]
    """ids of the corridors"""
    way: bool
    """whether a way is left"""
    km: float | None = None
    """more than the best corridor has, None where no way is left"""
    h: float | None = None
    usd: float | None = None
    kg: float | None = None
    """CO2e"""
    worse: float | None = None
    """the same in the objective's unit"""
    blocked: bool = False
    """whether the way that is left has a closed gateway"""
    closed: int = 0
    """closed gateways on the way that is left"""
    more_closed: int = 0
    """closed gateways that it has more than the best corridor, below 0 where fewer: such a way may be shorter"""
    label: str = ""
    """of the way that is left, "" where it is the best corridor itself"""
    sequence: tuple[str, ...] = ()
    """the countries of that way where they are others than asked for"""


@dataclass(frozen=True, slots=True)
class Swing:
    """What the best corridor's objective becomes with one input at either end of its range."""

    id: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    result: float
    """the objective as planned, in its own unit"""
    result_low: float
    """with the input at its low end"""
    result_high: float
    wins_low: str = ""
    """what comes first instead with the input at its low end: id and label, "" where the best stays"""
    wins_high: str = ""

    @property
    def span(self) -> float:
        """By how much the result moves between both ends."""
        return abs(self.result_high - self.result_low)


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go otherwise with a plan."""

    plan: Plan
    seed: int
    draws: int
    depart: str
    """ISO date and time, "" where none was given"""
    arrivals: tuple[Arrival, ...]
    """in the order of the plan's corridors"""
    before: tuple[tuple[float, ...], ...]
    """row, column: share of the draws in which the corridor of the row arrives before that of the column"""
    margins: tuple[Margin, ...]
    tippings: tuple[Tipping, ...]
    outages: tuple[Outage, ...]
    """worst first: no way, then the most of the objective"""
    swings: tuple[Swing, ...]
    """widest first"""
    ends: tuple[Place, ...] = ()
    """the destinations that ways were looked for to"""

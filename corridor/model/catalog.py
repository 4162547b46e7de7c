"""What an analyst looks up: named corridors, planned links, and published border times beside what a plan takes."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.words import Figure, Line, Mode


@dataclass(frozen=True, slots=True)
class NamedCorridor:
    """A corridor that some body has named."""

    id: str
    name: str
    kind: str
    """who named it, or what it is: CAREC, Asian Highway, agreement …"""
    sequence: tuple[str, ...]
    """countries in order, alpha-2"""
    sequence_note: str
    key_nodes: str
    modes: tuple[str, ...]
    length: Figure | None
    length_by_country: str
    """as published"""
    status: str
    checked: str
    """when the status was last read, "" where that is not known"""
    note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A planned or half-built road, railway or border post."""

    id: str
    name: str
    start: str
    end: str
    countries: tuple[str, ...]
    modes: tuple[str, ...]
    closes_pair: tuple[str, ...]
    """the pair of countries that it would join by rail, empty where none"""
    gauges_mm: tuple[int, ...]
    length: Figure | None
    cost: Figure | None
    """million USD"""
    status: str
    checked: str
    """when the status was last read, "" where that is not known"""
    expected: str
    """year of completion, "" where none is known"""
    line: Line
    """through towns, not a surveyed alignment; empty where no place is known"""
    note: str
    source: str
    confidence: str
    refused: str = ""
    """why a plan cannot take it as built, "" where it can"""
    taken: tuple[tuple[str, int], ...] = ()
    """the gauge that a plan takes in each country, alpha-2 and mm, where it is a railway"""
    taken_note: str = ""
    """what a plan assumes of its length and gauge, "" where nothing"""


@dataclass(frozen=True, slots=True)
class BorderTime:
    """One row of a publication: what one side of a post, or the posts of a country, took in a year."""

    scope: str
    """BCP, country, region or corridor"""
    post: str
    """as published"""
    country: str
    """whose side was measured, alpha-2, "" where the row is of several"""
    gateway: str
    """crossing id or UN/LOCODE, "" where the row is of no one post that ships"""
    mode: Mode
    direction: str
    """inbound or outbound as that country sees it, or all"""
    year: str
    statistic: str
    """mean, operator claim …"""
    time: Figure | None
    cost: Figure | None
    note: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Published:
    """All that was published of one side, direction, year and statistic; where sources differ, a range."""

    country: str
    direction: str
    mode: Mode
    year: str
    statistic: str
    time: Figure | None
    cost: Figure | None
    rows: tuple[BorderTime, ...]


@dataclass(frozen=True, slots=True)
class UsedSide:
    """What a plan takes for one side of a border, and on which step each figure stands."""

    country: str
    direction: str
    """outbound from this country, or inbound to it"""
    time: Figure
    time_step: str
    """as in SideStep"""
    cost: Figure
    cost_step: str


@dataclass(frozen=True, slots=True)
class UsedBorder:
    """What a plan takes for a border in one direction: both sides, and their sum."""

    start: str
    end: str
    sides: tuple[UsedSide, ...]
    time: Figure
    cost: Figure
    gauge_change: tuple[Figure, Figure] | None
    """time and cost of the change of gauge, None where there is none"""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A document, and how many rows of each shipped table rest on it."""

    id: str
    title: str
    publisher: str
    year: str
    tables: tuple[tuple[str, int], ...]
    """name of the table and number of its rows, most first"""

    @property
    def uses(self) -> int:
        """Rows of all tables that rest on it."""
        return sum(count for _, count in self.tables)

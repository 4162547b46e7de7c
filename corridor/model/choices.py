"""The country sequences that join two countries, each with its best corridor."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.corridors import Corridor, Stop
from corridor.model.gateways import Country, Place
from corridor.model.words import Objective, SeaUse, Source, Status, StopKind, Travel


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the sequences that join two countries."""

    rank: int
    sequence: tuple[str, ...]
    """alpha-2"""
    corridor: Corridor
    """its best"""
    unknown: tuple[Stop, ...] = ()
    """the crossings known from the network alone, with controls: nobody has said that they are open"""
    doubtful: tuple[tuple[str, str], ...] = ()
    """neighbours by land that a voyage joins since no crossing of theirs is open: nobody has said that ships sail"""

    @property
    def status(self) -> Status:
        """Closed where a border is, else unknown where of one it is not known to be open, else open."""
        return Status.CLOSED if self.shut else Status.UNKNOWN if self.unknown or self.doubtful else Status.OPEN

    @property
    def shut(self) -> tuple[Stop, ...]:
        """The gateways that are closed."""
        stops = self.corridor.stops
        return tuple(one for one in stops if one.status is Status.CLOSED and one.kind is not StopKind.GAUGE_CHANGE)


@dataclass(frozen=True, slots=True)
class Choices:
    """The answer to the question how two countries are joined."""

    start: Country
    end: Country
    origin: Place
    as_of: str
    """ISO date"""
    travel: Travel
    objective: Objective
    cargo_t: float
    sea: SeaUse
    most: int
    """countries of a sequence"""
    avoid: tuple[str, ...]
    via: tuple[str, ...]
    scenario: str
    found: tuple[Choice, ...]
    """best first, open ones before blocked ones"""
    sources: tuple[Source, ...]
    """all that any figure of them rests on"""
    warnings: tuple[str, ...]

"""How the best corridors of two plans differ, by country and border."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.corridors import Corridor, Leg, Stop
from corridor.model.words import Mode


@dataclass(frozen=True, slots=True)
class Part:
    """What a corridor does in one country, at sea, or at one border."""

    legs: tuple[Leg, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def modes(self) -> tuple[Mode, ...]:
        """Modes in order of first use."""
        return tuple(dict.fromkeys(leg.mode for leg in self.legs))

    @property
    def via(self) -> tuple[str, ...]:
        """Ids of the gateways that it stops at, in order."""
        return tuple(dict.fromkeys(stop.gateway for stop in self.stops))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the gateways that it stops at, in order."""
        return tuple(dict.fromkeys(stop.name for stop in self.stops))


@dataclass(frozen=True, slots=True)
class BorderChange:
    """A border in both corridors; a part without stops passes it by ship."""

    start: str
    """alpha-2"""
    end: str
    before: Part | None
    """None where the corridor does not pass it"""
    after: Part | None


@dataclass(frozen=True, slots=True)
class CountryChange:
    """A country in both corridors: legs, and stops that are no border's."""

    country: str
    """alpha-2, "" at sea"""
    before: Part | None
    """None where the corridor is not there"""
    after: Part | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two best corridors beside each other; the parts of each add up to its totals."""

    before: Corridor | None
    """None where there is none"""
    after: Corridor | None
    before_world: str
    """what the scenario of the plan says, "" for the shipped world"""
    after_world: str
    reason: str
    """why a corridor is missing, "" where both are there"""
    borders: tuple[BorderChange, ...]
    countries: tuple[CountryChange, ...]

"""Totals and indicators of a corridor, and what it does in one country or by one mode."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model.words import Figure


@dataclass(frozen=True, slots=True)
class BorderSide:
    """What one side of a border takes, a delay counted in."""

    country: str
    direction: str
    """outbound from this country, or inbound to it"""
    time: Figure
    cost: Figure


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
    circuity: Figure
    """distance over the great circle"""
    swod: Figure | None
    """speed without delay"""
    swd: Figure | None
    """speed with delay, TFI4"""
    tfi3: Figure | None
    """cost of 500 km, 20 t"""
    transport_cost: Figure | None = None
    """of carriage alone; these three add up to the cost"""
    border_cost: Figure | None = None
    transfer_cost: Figure | None = None
    """of transfers, ports and changes of gauge"""
    ttw: Figure | None = None
    """tank-to-wheel and well-to-tank emissions; they add up to the CO2e"""
    wtt: Figure | None = None
    tfi1: Figure | None = None
    """mean time to clear a border, both sides"""
    tfi2: Figure | None = None
    """mean cost of clearing a border, 20 t"""
    intensity: Figure | None = None
    """emissions per tonne-kilometre of all legs"""
    generalised: Figure | None = None
    """cost and what the time is worth, None where no value of time is given"""
    cargo_t: float = 20.0
    """the load that costs and emissions are of"""
    value_of_time: float | None = None
    """USD per hour that the generalised cost is with"""

    @property
    def tfi4(self) -> Figure | None:
        """Speed with delay, by its other name."""
        return self.swd

    @property
    def time_shares(self) -> tuple[float, float, float] | None:
        """Shares of moving, border and terminal time, None where a time is missing or there is none."""
        return _shares(self.moving, self.border, self.terminal)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a corridor does in one country, or by one mode."""

    key: str
    """alpha-2, "" at sea; or a mode"""
    distance: Figure
    share: float
    """of the corridor's length"""
    moving: Figure | None
    transport_cost: Figure | None
    co2e: Figure | None
    swod: Figure | None
    load_factor: Figure | None = None
    """by one mode: how full the vehicles of its emission factor are, None where that is not known"""
    ttw: Figure | None = None
    wtt: Figure | None = None
    intensity: Figure | None = None


@dataclass(frozen=True, slots=True)
class CountryTally(Tally):
    """What a corridor does in one country: its own side of each border, and what is handled there, counted in."""

    sides: int = 0
    """sides of borders passed"""
    border: Figure | None = None
    terminal: Figure | None = None
    time: Figure | None = None
    border_cost: Figure | None = None
    transfer_cost: Figure | None = None
    cost: Figure | None = None
    swd: Figure | None = None
    tfi1: Figure | None = None
    """mean time to clear one side"""
    tfi2: Figure | None = None
    """mean cost of clearing one side, 20 t"""
    tfi3: Figure | None = None
    generalised: Figure | None = None

    @property
    def time_shares(self) -> tuple[float, float, float] | None:
        """Shares of moving, border and terminal time of the time here, None where one is missing or there is none."""
        return _shares(self.moving, self.border, self.terminal)

    @property
    def tfi4(self) -> Figure | None:
        """Speed with delay, by its other name."""
        return self.swd


def circuity(distance: Figure, crow_km: float) -> Figure:
    """Return a length over the great circle between its ends; no way is shorter, and where both are none it is 1.

    A length on the network may be less where its ends lie off the network: it is 1 then too, and its note says why.

    >>> from corridor.model.words import Basis
    >>> found = circuity(Figure(600, 480, 720, "km", Basis.DERIVED), 500)
    >>> (found.value, found.low, found.high)
    (1.2, 1.0, 1.44)
    >>> found = circuity(Figure(490, 400, 600, "km", Basis.DERIVED), 500)
    >>> (found.value, found.low, found.high, found.note)  # doctest: +ELLIPSIS
    (1.0, 1.0, 1.2, 'not below 1: the ends lie off the network, ...')
    """
    value, low, high = (one / crow_km if crow_km else 1.0 for one in (distance.value, distance.low, distance.high))
    off = f"the ends lie off the network, whose length is {value:.3f} of the great circle"
    return Figure(
        max(1.0, value),
        max(1.0, low),
        max(1.0, high),
        "×",
        distance.basis,
        distance.sources,
        distance.as_of,
        f"not below 1: {off}" if value < 1 else "",
    )


def _shares(*parts: Figure | None) -> tuple[float, float, float] | None:
    whole = sum(part.value for part in parts if part is not None)
    if not whole or any(part is None for part in parts):
        return None
    moving, border, terminal = (part.value / whole for part in parts if part is not None)
    return moving, border, terminal

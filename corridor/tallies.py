"""What a corridor does in each country and by each mode."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corridor.emissions import load_factor
from corridor.figures import CARGO_T
from corridor.model import BorderSide, Corridor, CountryTally, Leg, Mode, Scorecard, Stop, StopKind, Tally
from corridor.scoring import Sums, generalised, intensity, mean, speed, tfi3


@dataclass(frozen=True, slots=True)
class Part:
    """What of a corridor is in one country ("" at sea), or by one mode; both split all that it takes."""

    key: str
    legs: tuple[Leg, ...]
    handled: tuple[Stop, ...] = ()
    cleared: tuple[BorderSide | Stop | None, ...] = ()
    """sides of borders, None where they are not told apart"""


def whole(corridor: Corridor) -> Part:
    """Return all of a corridor; a border whose sides are not told apart is cleared as one."""
    cleared = [stop for stop in corridor.stops if stop.kind is StopKind.CLEARANCE]
    return Part("", corridor.legs, _handled(corridor), tuple(one for stop in cleared for one in stop.sides or (stop,)))


def in_countries(corridor: Corridor) -> tuple[Part, ...]:
    """Return what of a corridor is in each country, in order of travel.

    Of a border each country has its own side, a change of gauge on it is of the country entered, and other handling of
    the country where it is.
    """
    cleared = [_sides(stop) for stop in corridor.stops if stop.kind is StopKind.CLEARANCE]
    keys = [leg.country for leg in corridor.legs] + [code for stop in corridor.stops for code in stop.countries]
    return tuple(
        Part(
            key,
            tuple(leg for leg in corridor.legs if leg.country == key),
            tuple(stop for stop in _handled(corridor) if stop.countries[-1] == key),
            tuple(side for sides in cleared for country, side in sides if country == key),
        )
        for key in dict.fromkeys(keys)
    )


def by_modes(corridor: Corridor) -> tuple[Part, ...]:
    """Return what of a corridor moves by each mode, in order of first use."""
    return tuple(Part(mode.value, tuple(leg for leg in corridor.legs if leg.mode is mode)) for mode in corridor.modes)


def by_country(corridor: Corridor) -> tuple[CountryTally, ...]:
    """Return what is done in each country, so that all sums add up to the corridor's."""
    return tuple(country_tally(part, corridor.totals) for part in in_countries(corridor))


def by_mode(corridor: Corridor) -> tuple[Tally, ...]:
    """Return what is moved by each mode; borders and handling are not in it."""
    return tuple(mode_tally(part, corridor.totals) for part in by_modes(corridor))


def mode_tally(part: Part, card: Scorecard) -> Tally:
    """Return the figures of what moves by one mode."""
    return replace(_moved(part, card), load_factor=load_factor(Mode(part.key)))


def country_tally(part: Part, card: Scorecard) -> CountryTally:
    """Return the figures of what is done in one country."""
    sums, moved, load = Sums.of(part.legs, part.handled, part.cleared), _moved(part, card), card.cargo_t
    sides = len(part.cleared)
    return CountryTally(
        moved.key,
        moved.distance,
        moved.share,
        moved.moving,
        moved.transport_cost,
        moved.co2e,
        moved.swod,
        ttw=moved.ttw,
        wtt=moved.wtt,
        intensity=moved.intensity,
        sides=sides,
        border=sums.border,
        terminal=sums.terminal,
        time=sums.time,
        border_cost=sums.fees,
        transfer_cost=sums.handling,
        cost=sums.cost,
        swd=speed(sums.planned, sums.time_planned),
        tfi1=mean(sums.border, sides),
        tfi2=mean(sums.fees, sides, CARGO_T / load),
        tfi3=tfi3(sums.cost_planned, sums.planned, load),
        generalised=generalised(sums.cost, sums.time, card.value_of_time),
    )


def _moved(part: Part, card: Scorecard) -> Tally:
    sums = Sums.of(part.legs, (), ())
    share = sums.distance.value / card.distance.value if card.distance.value else 0.0
    return Tally(
        part.key,
        sums.distance,
        share,
        sums.moving,
        sums.carriage,
        sums.co2e,
        speed(sums.planned, sums.moving_planned),
        ttw=sums.ttw,
        wtt=sums.wtt,
        intensity=intensity(sums.co2e_planned, sums.planned, card.cargo_t),
    )


def _handled(corridor: Corridor) -> tuple[Stop, ...]:
    return tuple(stop for stop in corridor.stops if stop.kind is not StopKind.CLEARANCE)


def _sides(stop: Stop) -> tuple[tuple[str, BorderSide | None], ...]:
    """Return the sides of a clearance by country, None where they are not told apart."""
    if stop.sides:
        return tuple((side.country, side) for side in stop.sides)
    return tuple((code, None) for code in stop.countries)

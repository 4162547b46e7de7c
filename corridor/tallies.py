"""What a corridor does in each country and by each mode."""

from __future__ import annotations

from dataclasses import replace

from corridor.emissions import load_factor
from corridor.figures import CARGO_T
from corridor.model import BorderSide, Corridor, CountryTally, Leg, Scorecard, Stop, StopKind, Tally
from corridor.scoring import Sums, mean, speed, tfi3


def by_country(corridor: Corridor) -> tuple[CountryTally, ...]:
    """Return what is done in each country ("" at sea), in order of travel.

    Of a border each country has its own side, a change of gauge on it is of the country entered, and other handling of
    the country where it is; so kilometres, hours, dollars and kilograms add up to the corridor's.
    """
    handled = [stop for stop in corridor.stops if stop.kind is not StopKind.CLEARANCE]
    cleared = [_sides(stop) for stop in corridor.stops if stop.kind is StopKind.CLEARANCE]
    keys = [leg.country for leg in corridor.legs] + [code for stop in corridor.stops for code in stop.countries]
    return tuple(
        _country(
            key,
            corridor.totals,
            tuple(leg for leg in corridor.legs if leg.country == key),
            [stop for stop in handled if stop.countries[-1] == key],
            [side for sides in cleared for country, side in sides if country == key],
        )
        for key in dict.fromkeys(keys)
    )


def by_mode(corridor: Corridor) -> tuple[Tally, ...]:
    """Return what is moved by each mode, in order of first use; borders and handling are not in it."""
    return tuple(
        replace(
            _moved(mode.value, corridor.totals, tuple(leg for leg in corridor.legs if leg.mode is mode)),
            load_factor=load_factor(mode),
        )
        for mode in corridor.modes
    )


def _country(
    key: str, whole: Scorecard, legs: tuple[Leg, ...], handled: list[Stop], cleared: list[BorderSide | None]
) -> CountryTally:
    sums, moved, load = Sums.of(legs, handled, cleared), _moved(key, whole, legs), whole.cargo_t
    return CountryTally(
        moved.key,
        moved.distance,
        moved.share,
        moved.moving,
        moved.transport_cost,
        moved.co2e,
        moved.swod,
        sides=len(cleared),
        border=sums.border,
        terminal=sums.terminal,
        time=sums.time,
        border_cost=sums.fees,
        transfer_cost=sums.handling,
        cost=sums.cost,
        swd=speed(sums.planned, sums.time_planned),
        tfi1=mean(sums.border, len(cleared)),
        tfi2=mean(sums.fees, len(cleared), CARGO_T / load),
        tfi3=tfi3(sums.cost_planned, sums.planned, load),
    )


def _moved(key: str, whole: Scorecard, legs: tuple[Leg, ...]) -> Tally:
    sums = Sums.of(legs, (), ())
    share = sums.distance.value / whole.distance.value if whole.distance.value else 0.0
    swod = speed(sums.planned, sums.moving_planned)
    return Tally(key, sums.distance, share, sums.moving, sums.carriage, sums.co2e, swod)


def _sides(stop: Stop) -> tuple[tuple[str, BorderSide | None], ...]:
    """Return the sides of a clearance by country, None where they are not told apart."""
    if stop.sides:
        return tuple((side.country, side) for side in stop.sides)
    return tuple((code, None) for code in stop.countries)

"""The scorecard: totals of legs and stops, and the indicators of the field. Definitions are in docs/method.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from corridor.figures import CARGO_T, total
from corridor.geo import distance_km
from corridor.model import Corridor, Figure, Leg, Mode, Place, Scorecard, Stop, StopKind, Tally

SECTION_KM = 500.0
"""the section that TFI3 is normalised to"""


def score(
    legs: tuple[Leg, ...],
    stops: tuple[Stop, ...],
    origin: Place,
    destination: Place,
    cargo_t: float,
    value_of_time: float | None = None,
) -> Scorecard:
    """Return the totals of a corridor; a total is None where any of its parts has no figure.

    A voyage is a border too: its clearance is part of the stay in port. `value_of_time` is in USD per hour for the
    whole cargo. SWOD, SWD (TFI4), TFI1, TFI2 and TFI3 are as in CAREC CPMM Annual Report 2023, introduction.
    """
    distance = total((leg.distance for leg in legs), "km")
    clearances = [stop for stop in stops if stop.kind is StopKind.CLEARANCE]
    others = [stop for stop in stops if stop.kind is not StopKind.CLEARANCE]
    moving = _sum((leg.time for leg in legs), "h")
    border, terminal = (_sum((stop.time for stop in own), "h") for own in (clearances, others))
    time = _sum((moving, border, terminal), "h")
    carriage = _sum((leg.cost for leg in legs), "USD")
    fees, handling = (_sum((stop.cost for stop in own), "USD") for own in (clearances, others))
    cost = _sum((carriage, fees, handling), "USD")
    co2e = _sum((leg.co2e for leg in legs), "kg")
    crow, km = distance_km(origin.point, destination.point), distance.value
    return Scorecard(
        distance,
        moving,
        border,
        terminal,
        time,
        cost,
        co2e,
        borders=len(clearances) + sum(leg.mode is Mode.SEA for leg in legs),
        gauge_breaks=sum(stop.kind is StopKind.GAUGE_CHANGE for stop in stops),
        transfers=sum(stop.kind in (StopKind.TRANSFER, StopKind.PORT) for stop in stops),
        segments=len(legs),
        circuity=km / crow if crow else 1.0,
        swod_kph=speed_kph(distance, moving),
        swd_kph=speed_kph(distance, time),
        tfi3_usd=tfi3_usd(cost, distance, cargo_t),
        transport_cost=carriage,
        border_cost=fees,
        transfer_cost=handling,
        ttw=_sum((leg.ttw for leg in legs), "kg"),
        wtt=_sum((leg.wtt for leg in legs), "kg"),
        tfi1_h=mean(border, len(clearances)),
        tfi2_usd=mean(fees, len(clearances), CARGO_T / cargo_t),
        g_per_tkm=g_per_tkm(co2e, distance, cargo_t),
        generalised=generalised(cost, time, value_of_time),
    )


def speed_kph(distance: Figure, time: Figure | None) -> float | None:
    """Return km over hours: SWOD over moving time, SWD (TFI4) over all time.

    >>> speed_kph(Figure(500, 500, 500, "km", Basis.DERIVED), Figure(12.5, 10, 20, "h", Basis.DERIVED))
    40.0
    """
    return distance.value / time.value if time and time.value else None


def tfi3_usd(cost: Figure | None, distance: Figure, cargo_t: float) -> float | None:
    """Return the cost of 500 km for 20 t: USD × 500 / km × 20 / t.

    >>> tfi3_usd(Figure(900, 0, 0, "USD", Basis.DERIVED), Figure(1500, 0, 0, "km", Basis.DERIVED), 10)
    600.0
    """
    return cost.value * (SECTION_KM / distance.value) * (CARGO_T / cargo_t) if cost and distance.value else None


def mean(figure: Figure | None, count: int, factor: float = 1.0) -> float | None:
    """Return a total over a number of borders: TFI1 of hours, TFI2 of USD for 20 t; None without borders.

    >>> mean(Figure(90, 0, 0, "h", Basis.MEASURED), 3)
    30.0
    >>> mean(Figure(90, 0, 0, "USD", Basis.MEASURED), 3, 20 / 10)
    60.0
    """
    return figure.value / count * factor if figure and count else None


def g_per_tkm(co2e: Figure | None, distance: Figure, cargo_t: float) -> float | None:
    """Return grams of CO2e per tonne-kilometre of the whole chain (ISO 14083: emission intensity).

    >>> g_per_tkm(Figure(950, 0, 0, "kg", Basis.DERIVED), Figure(500, 0, 0, "km", Basis.DERIVED), 20)
    95.0
    """
    return 1000 * co2e.value / (distance.value * cargo_t) if co2e and distance.value else None


def generalised(cost: Figure | None, time: Figure | None, value_of_time: float | None) -> Figure | None:
    """Return cost and hours at what an hour is worth: USD + h × USD/h.

    >>> found = generalised(
    ...     Figure(1000, 900, 1200, "USD", Basis.DERIVED), Figure(10, 5, 20, "h", Basis.MEASURED), 30.0
    ... )
    >>> (found.value, found.low, found.high)
    (1300.0, 1050.0, 1800.0)
    """
    if cost is None or time is None or value_of_time is None:
        return None
    worth = replace(
        time, value=time.value * value_of_time, low=time.low * value_of_time, high=time.high * value_of_time, unit="USD"
    )
    return total((cost, worth), "USD")


def by_country(corridor: Corridor) -> tuple[Tally, ...]:
    """Return what is moved in each country ("" at sea), in order of travel; borders and handling are not in it."""
    return _tallies(corridor, lambda leg: leg.country)


def by_mode(corridor: Corridor) -> tuple[Tally, ...]:
    """Return what is moved by each mode, in order of first use."""
    return _tallies(corridor, lambda leg: leg.mode.value)


def _tallies(corridor: Corridor, key_of: Callable[[Leg], str]) -> tuple[Tally, ...]:
    found = []
    for key in dict.fromkeys(key_of(leg) for leg in corridor.legs):
        legs = [leg for leg in corridor.legs if key_of(leg) == key]
        distance, moving = total((leg.distance for leg in legs), "km"), _sum((leg.time for leg in legs), "h")
        whole = corridor.totals.distance.value
        found.append(
            Tally(
                key,
                distance,
                distance.value / whole if whole else 0.0,
                moving,
                _sum((leg.cost for leg in legs), "USD"),
                _sum((leg.co2e for leg in legs), "kg"),
                speed_kph(distance, moving),
            )
        )
    return tuple(found)


def _sum(parts: Iterable[Figure | None], unit: str) -> Figure | None:
    parts = list(parts)
    known = [part for part in parts if part is not None]
    return total(known, unit) if len(known) == len(parts) else None

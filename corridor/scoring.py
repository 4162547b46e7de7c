"""The scorecard: totals of legs and stops, and the indicators of the field. Definitions are in docs/method.md.

The range of a ratio has its length as planned: what grows with the length is divided by the same. So its ends are
those of rates, borders and handling alone, over or under the planned kilometres.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corridor.figures import CARGO_T, total, weakest
from corridor.geo import distance_km
from corridor.model import (
    BorderSide,
    Figure,
    Leg,
    Mode,
    Place,
    Scorecard,
    Stop,
    StopKind,
    circuity,
)

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

    A road of 1500 km in 30 h for 900 USD and 2850 kg, a border of 20 h and 200 USD, a transfer of 10 h and 100 USD:

    >>> from corridor.model import Basis, Figure, Status
    >>> def of(value, unit):
    ...     return Figure(value, value / 2, value * 2, unit, Basis.DERIVED)
    >>> ends = Place("a", "A", "XA", (0.0, 0.0)), Place("b", "B", "XB", (9.0, 0.0))
    >>> way = (*("a", "b", "A", "B"), of(1500, "km"), of(30, "h"), of(900, "USD"), of(2850, "kg"), None, ())
    >>> leg = Leg(Mode.ROAD, "XA", *way, ttw=of(2300, "kg"), wtt=of(550, "kg"))
    >>> def stop(kind, hours, dollars):
    ...     spent = (of(hours, "h"), of(dollars, "USD"), Status.OPEN)
    ...     return Stop(kind, "g", "G", ("XA", "XB"), (0.0, 0.0), 0, *spent, "", "", "", "")
    >>> card = score((leg,), (stop(StopKind.CLEARANCE, 20, 200), stop(StopKind.TRANSFER, 10, 100)), *ends, 20)
    >>> card.moving.value, card.border.value, card.terminal.value, card.time.value
    (30, 20, 10, 60)
    >>> [round(share, 3) for share in card.time_shares]
    [0.5, 0.333, 0.167]
    >>> card.transport_cost.value, card.border_cost.value, card.transfer_cost.value, card.cost.value
    (900, 200, 100, 1200)
    >>> card.ttw.value, card.wtt.value, card.co2e.value
    (2300, 550, 2850)
    >>> card.swod.value, card.swd.value == card.tfi4.value, card.swd.value
    (50.0, True, 25.0)
    >>> card.tfi1.value, card.tfi2.value, card.tfi3.value, card.intensity.value
    (20.0, 200.0, 400.0, 95.0)
    >>> round(card.circuity.value, 3) == round(1500 / distance_km((0.0, 0.0), (9.0, 0.0)), 3)
    True
    """
    sums = Sums.of(legs, [stop for stop in stops if stop.kind is not StopKind.CLEARANCE], _cleared(stops))
    borders = sum(stop.kind is StopKind.CLEARANCE for stop in stops)
    return Scorecard(
        sums.distance,
        sums.moving,
        sums.border,
        sums.terminal,
        sums.time,
        sums.cost,
        sums.co2e,
        borders=borders + sum(leg.mode is Mode.SEA for leg in legs),
        gauge_breaks=sum(stop.kind is StopKind.GAUGE_CHANGE for stop in stops),
        transfers=sum(stop.kind in (StopKind.TRANSFER, StopKind.PORT) for stop in stops),
        segments=len(legs),
        circuity=circuity(sums.distance, distance_km(origin.point, destination.point)),
        swod=speed(sums.planned, sums.moving_planned),
        swd=speed(sums.planned, sums.time_planned),
        tfi3=tfi3(sums.cost_planned, sums.planned, cargo_t),
        transport_cost=sums.carriage,
        border_cost=sums.fees,
        transfer_cost=sums.handling,
        ttw=sums.ttw,
        wtt=sums.wtt,
        tfi1=mean(sums.border, borders),
        tfi2=mean(sums.fees, borders, CARGO_T / cargo_t),
        intensity=intensity(sums.co2e_planned, sums.planned, cargo_t),
        generalised=generalised(sums.cost, sums.time, value_of_time),
        cargo_t=cargo_t,
        value_of_time=value_of_time,
    )


def ratio(top: Figure | None, bottom: Figure | None, unit: str, factor: float = 1.0) -> Figure | None:
    """Return one figure over another and times a factor: least over most to most over least, the weakest basis.

    None where either is not known, or the lower may be nothing.

    >>> from corridor.model import Basis, Figure
    >>> found = ratio(Figure(6, 4, 8, "km", Basis.DERIVED), Figure(3, 2, 4, "h", Basis.ASSUMED), "km/h")
    >>> (found.value, found.low, found.high, found.basis.value)
    (2.0, 1.0, 4.0, 'assumed')
    """
    if top is None or bottom is None or bottom.low <= 0:
        return None
    return Figure(
        top.value / bottom.value * factor,
        top.low / bottom.high * factor,
        top.high / bottom.low * factor,
        unit,
        weakest((top.basis, bottom.basis)),
        tuple(sorted({*top.sources, *bottom.sources})),
        max(top.as_of, bottom.as_of),
    )


def speed(distance: Figure, time: Figure | None) -> Figure | None:
    """Return km over hours: SWOD over moving time, SWD (TFI4) over all time.

    >>> from corridor.model import Basis, Figure
    >>> km = Figure(500, 500, 500, "km", Basis.DERIVED)
    >>> found = speed(km, Figure(12.5, 10, 20, "h", Basis.ASSUMED))
    >>> (found.value, found.low, found.high, found.basis.value)
    (40.0, 25.0, 50.0, 'assumed')
    """
    return ratio(distance, time, "km/h") if distance.value else None


def tfi3(cost: Figure | None, distance: Figure, cargo_t: float) -> Figure | None:
    """Return the cost of 500 km for 20 t: USD × 500 / km × 20 / t.

    >>> from corridor.model import Basis, Figure
    >>> km = Figure(1500, 1500, 1500, "km", Basis.DERIVED)
    >>> found = tfi3(Figure(900, 600, 1200, "USD", Basis.DERIVED), km, 10)
    >>> (found.value, found.low, found.high)
    (600.0, 400.0, 800.0)
    """
    return ratio(cost, distance, "USD", SECTION_KM * CARGO_T / cargo_t)


def mean(figure: Figure | None, count: int, factor: float = 1.0) -> Figure | None:
    """Return a total over a number of borders: TFI1 of hours, TFI2 of USD for 20 t; None without borders.

    >>> from corridor.model import Basis, Figure
    >>> found = mean(Figure(90, 60, 120, "h", Basis.MEASURED), 3)
    >>> (found.value, found.low, found.high, found.unit)
    (30.0, 20.0, 40.0, 'h')
    >>> mean(Figure(90, 60, 120, "USD", Basis.MEASURED), 3, 20 / 10).value
    60.0
    """
    return _scaled(figure, factor / count) if figure and count else None


def intensity(co2e: Figure | None, distance: Figure, cargo_t: float) -> Figure | None:
    """Return grams of CO2e per tonne-kilometre of all legs (ISO 14083: emission intensity).

    >>> from corridor.model import Basis, Figure
    >>> km = Figure(500, 500, 500, "km", Basis.DERIVED)
    >>> found = intensity(Figure(950, 740, 1190, "kg", Basis.DERIVED), km, 20)
    >>> (found.value, found.low, found.high, found.unit)
    (95.0, 74.0, 119.0, 'g/tkm')
    """
    return ratio(co2e, distance, "g/tkm", 1000 / cargo_t)


def per_teu(figure: Figure | None, teu: int) -> Figure | None:
    """Return a cost or emissions over the twenty-foot equivalent units of the cargo.

    >>> from corridor.model import Basis, Container, Figure
    >>> teu = Container.FT40.teu(50)  # two boxes of 26.68 t
    >>> teu, per_teu(Figure(6000, 4000, 8000, "USD", Basis.DERIVED), teu).value
    (4, 1500.0)
    """
    return _scaled(figure, 1 / teu) if figure else None


def generalised(cost: Figure | None, time: Figure | None, value_of_time: float | None) -> Figure | None:
    """Return cost and hours at what an hour is worth: USD + h × USD/h.

    >>> from corridor.model import Basis, Figure
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


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of legs and stops; those that end in `_planned` have every length as planned."""

    distance: Figure
    moving: Figure | None
    border: Figure | None
    terminal: Figure | None
    time: Figure | None
    carriage: Figure | None
    fees: Figure | None
    handling: Figure | None
    cost: Figure | None
    co2e: Figure | None
    ttw: Figure | None
    wtt: Figure | None
    planned: Figure
    moving_planned: Figure | None
    time_planned: Figure | None
    cost_planned: Figure | None
    co2e_planned: Figure | None

    @classmethod
    def of(cls, legs: Sequence[Leg], handled: Sequence[Stop], cleared: Sequence[BorderSide | Stop | None]) -> Sums:
        """Return the sums of legs, of what is handled and of what is cleared; None where a part is not known."""
        distance = total((leg.distance for leg in legs), "km")
        moving, carriage = _sum((leg.time for leg in legs), "h"), _sum((leg.cost for leg in legs), "USD")
        border, fees = (_sum((of(one) for one in cleared), unit) for of, unit in ((_hours, "h"), (_dollars, "USD")))
        terminal, handling = _sum((one.time for one in handled), "h"), _sum((one.cost for one in handled), "USD")
        moving_planned = _sum(_as_planned(legs, lambda leg: leg.time), "h")
        carriage_planned = _sum(_as_planned(legs, lambda leg: leg.cost), "USD")
        return cls(
            distance,
            moving,
            border,
            terminal,
            _sum((moving, border, terminal), "h"),
            carriage,
            fees,
            handling,
            _sum((carriage, fees, handling), "USD"),
            _sum((leg.co2e for leg in legs), "kg"),
            _sum((leg.ttw for leg in legs), "kg"),
            _sum((leg.wtt for leg in legs), "kg"),
            replace(distance, low=distance.value, high=distance.value),
            moving_planned,
            _sum((moving_planned, border, terminal), "h"),
            _sum((carriage_planned, fees, handling), "USD"),
            _sum(_as_planned(legs, lambda leg: leg.co2e), "kg"),
        )


def _cleared(stops: Iterable[Stop]) -> list[Stop]:
    return [stop for stop in stops if stop.kind is StopKind.CLEARANCE]


def _hours(of: BorderSide | Stop | None) -> Figure | None:
    return None if of is None else of.time


def _dollars(of: BorderSide | Stop | None) -> Figure | None:
    return None if of is None else of.cost


def _as_planned(legs: Iterable[Leg], of: Callable[[Leg], Figure | None]) -> Iterable[Figure | None]:
    """Yield what legs take were they as long as planned: the range of the rate alone."""
    for leg in legs:
        one, km = of(leg), leg.distance
        if one is None or km.low <= 0:
            yield one
        else:
            yield replace(one, low=one.low * km.value / km.low, high=one.high * km.value / km.high)


def _scaled(figure: Figure, factor: float) -> Figure:
    value, low, high = (one * factor for one in (figure.value, figure.low, figure.high))
    return Figure(value, low, high, figure.unit, figure.basis, figure.sources, figure.as_of)


def _sum(parts: Iterable[Figure | None], unit: str) -> Figure | None:
    parts = list(parts)
    known = [part for part in parts if part is not None]
    return total(known, unit) if len(known) == len(parts) else None

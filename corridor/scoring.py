"""The scorecard: totals of legs and stops, and the indicators of CAREC's CPMM."""

from __future__ import annotations

from collections.abc import Iterable

from corridor.figures import CARGO_T, total
from corridor.geo import distance_km
from corridor.model import Figure, Leg, Mode, Place, Scorecard, Stop, StopKind

SECTION_KM = 500.0
"""the section that TFI3 is normalised to"""


def score(
    legs: tuple[Leg, ...], stops: tuple[Stop, ...], origin: Place, destination: Place, cargo_t: float
) -> Scorecard:
    """Return the totals of a corridor; a total is None where any of its parts has no figure.

    A voyage is a border too: its clearance is part of the stay in port.

    SWOD is distance over moving time, SWD distance over all time, TFI3 the cost per 500 km and 20 t
    (CAREC CPMM Annual Report 2023, introduction).
    """
    distance = total((leg.distance for leg in legs), "km")
    moving = _sum((leg.time for leg in legs), "h")
    border = _sum((stop.time for stop in stops if stop.kind is StopKind.CLEARANCE), "h")
    terminal = _sum((stop.time for stop in stops if stop.kind is not StopKind.CLEARANCE), "h")
    time = _sum((moving, border, terminal), "h")
    cost = _sum([*(leg.cost for leg in legs), *(stop.cost for stop in stops)], "USD")
    crow = distance_km(origin.point, destination.point)
    km = distance.value
    return Scorecard(
        distance,
        moving,
        border,
        terminal,
        time,
        cost,
        _sum((leg.co2e for leg in legs), "kg"),
        borders=sum(stop.kind is StopKind.CLEARANCE for stop in stops) + sum(leg.mode is Mode.SEA for leg in legs),
        gauge_breaks=sum(stop.kind is StopKind.GAUGE_CHANGE for stop in stops),
        transfers=sum(stop.kind in (StopKind.TRANSFER, StopKind.PORT) for stop in stops),
        segments=len(legs),
        circuity=km / crow if crow else 1.0,
        swod_kph=km / moving.value if moving and moving.value else None,
        swd_kph=km / time.value if time and time.value else None,
        tfi3_usd=cost.value * (SECTION_KM / km) * (CARGO_T / cargo_t) if cost and km else None,
    )


def _sum(parts: Iterable[Figure | None], unit: str) -> Figure | None:
    parts = list(parts)
    known = [part for part in parts if part is not None]
    return total(known, unit) if len(known) == len(parts) else None

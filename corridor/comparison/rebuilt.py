"""The legs and stops of a corridor as they stand in JSON, as values again: for its chart and its break-evens.

Lines on the map are not in JSON, so that a corridor from there has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from corridor.model import Basis, Corridor, Figure, Leg, LinkUse, Mode, Place, Scorecard, Status, Stop, StopKind

SUMS = ("moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg")
COUNTS = ("borders", "gauge_breaks", "transfers")
DERIVED = 4
"""of a scorecard: circuity, SWOD, SWD and TFI3, which are read from the totals where they are compared"""
_UNITS = {"km": "km", "h": "h", "usd": "USD", "kg": "kg"}


def rebuilt(told: Mapping[str, Any]) -> Corridor:
    """Return a corridor of a saved plan that was checked; what its scorecard derives from totals is left out."""
    figures = told["figures"]
    return Corridor(
        told.get("id") or "",
        told.get("rank") or 1,
        told["label"],
        _place(told["from"]),
        _place(told["to"]),
        tuple(map(_leg, told["legs"])),
        tuple(map(_stop, told["stops"])),
        Scorecard(*_sums(figures), *_counts(told), *[None] * DERIVED),
        tuple(told.get("warnings") or ()),
    )


def _sums(figures: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the sums of a scorecard in its order."""
    return (_distance(figures), *(_figure(figures, key) for key in SUMS))


def _counts(told: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*(told["totals"].get(key) or 0 for key in COUNTS), len(told["legs"]))


def _figure(figures: Mapping[str, Any], key: str) -> Figure | None:
    one = figures.get(key)
    if one is None:
        return None
    unit = _UNITS[key.rsplit("_", 1)[-1]]
    value, low, high = (float(one[name]) for name in ("value", "low", "high"))
    return Figure(value, low, high, unit, Basis(one["basis"]), tuple(one.get("sources") or ()))


def _distance(figures: Mapping[str, Any]) -> Figure:
    found = _figure(figures, "distance_km")
    return found or Figure(0.0, 0.0, 0.0, "km", Basis.ASSUMED)


def _place(told: Mapping[str, Any]) -> Place:
    point = (float(told.get("lon") or 0.0), float(told.get("lat") or 0.0))
    return Place(told["id"], told["name"], told.get("country") or "", point)


def _leg(told: Mapping[str, Any]) -> Leg:
    figures = told["figures"]
    return Leg(
        Mode(told["mode"]),
        told["country"] or "",
        told["from"],
        told["to"],
        told.get("from_name") or told["from"],
        told.get("to_name") or told["to"],
        _distance(figures),
        _figure(figures, "time_h"),
        _figure(figures, "cost_usd"),
        _figure(figures, "co2e_kg"),
        gauge_mm=None,
        line=(),
        planned=tuple(map(_use, told.get("planned_links") or ())),
    )


def _use(told: Mapping[str, Any]) -> LinkUse:
    return LinkUse(told["id"], told["name"], told["status"], "", "", "", _distance(told["figures"]), ())


def _stop(told: Mapping[str, Any]) -> Stop:
    figures = told["figures"]
    return Stop(
        StopKind(told["kind"]),
        told["id"],
        told["name"],
        tuple(told["countries"]),
        (float(told.get("lon") or 0.0), float(told.get("lat") or 0.0)),
        told["after_leg"],
        _figure(figures, "time_h"),
        _figure(figures, "cost_usd"),
        Status(told["status"]),
        told.get("status_since") or "",
        told.get("status_as_of") or "",
        "",
        "",
    )

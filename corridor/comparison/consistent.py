"""What of a saved plan must agree: totals with their figures, with legs and stops; units with names; codes with data.

Printed values add up exactly, ends included (`corridor.io.printed`), so nothing is allowed for rounding in sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import fsum
from typing import Any

from corridor.comparison.forms import Misfit
from corridor.comparison.measures import SHARES
from corridor.model import Mode, Status, StopKind

LITTLE = 1e-6
"""what a binary sum may be off"""
SHARE = 1e-3
"""what a share may be off, whose parts were not rounded"""
ENDS = ("value", "low", "high")
UNITS = {"circuity": "×", "g_per_tkm": "g/tkm"}
_UNIT = {"km": "km", "h": "h", "usd": "USD", "kg": "kg", "kph": "km/h"}
_CLEARED = StopKind.CLEARANCE.value
Part = Mapping[str, Any]


def _all(_: Part) -> bool:
    return True


def _cleared(stop: Part) -> bool:
    return bool(stop["kind"] == _CLEARED)


def _handled(stop: Part) -> bool:
    return not _cleared(stop)


SUMS: Mapping[str, tuple[str, Callable[[Part], bool] | None]] = {
    "distance_km": ("distance_km", None),
    "moving_h": ("time_h", None),
    "transport_usd": ("cost_usd", None),
    "co2e_kg": ("co2e_kg", None),
    "co2e_ttw_kg": ("co2e_ttw_kg", None),
    "co2e_wtt_kg": ("co2e_wtt_kg", None),
    "border_h": ("time_h", _cleared),
    "terminal_h": ("time_h", _handled),
    "border_usd": ("cost_usd", _cleared),
    "transfer_usd": ("cost_usd", _handled),
    "time_h": ("time_h", _all),
    "cost_usd": ("cost_usd", _all),
}
"""of each total what of its parts it sums: of legs (None), of the stops of a kind, or of all legs and all stops"""


def unit_of(key: str) -> str | None:
    """Return the unit of a figure by its name, None of one that is not known.

    >>> unit_of("time_h"), unit_of("swod_kph"), unit_of("g_per_tkm"), unit_of("usd_per_teu"), unit_of("colour")
    ('h', 'km/h', 'g/tkm', 'USD', None)
    """
    words = key.removesuffix("_per_teu").rsplit("_", 1)
    return UNITS.get(key) or _UNIT.get(words[-1])


def corridor_agrees(told: Part, where: str) -> None:
    """Check a corridor whose forms are right. Raises Misfit."""
    for name in ("legs", "stops"):
        for i, part in enumerate(told[name]):
            _as_figures(part, part["figures"], f"{where}.{name}[{i}]")
    _units(told["figures"], f"{where}.figures")
    _as_figures(told["totals"], told["figures"], f"{where}.totals")
    for key, (source, kind) in SUMS.items():
        if key in told["totals"]:
            _sum(told, key, _parts(told, source, kind), where)
    for key, number in _counts(told).items():
        _equals(told["totals"].get(key, number), number, f"{where}.totals.{key}", "as legs and stops have it")
    _shares(told["totals"], f"{where}.totals.time_shares")
    shut = any(stop["status"] == Status.CLOSED.value for stop in told["stops"])
    _equals(told["status"], "blocked" if shut else "open", f"{where}.status", "as its stops have it")


def codes_known(plan: Part, known: Iterable[str]) -> None:
    """Check that all countries of a plan are known. Raises Misfit."""
    codes = frozenset(known)
    for where, code in _codes(plan):
        if code and code not in codes:
            raise Misfit(where, "the code of a country", code)


def _codes(plan: Part) -> Iterable[tuple[str, str | None]]:
    for i, code in enumerate(plan["sequence"]):
        yield f"sequence[{i}]", code
    for i, one in enumerate(plan["corridors"]):
        at = f"corridors[{i}]"
        yield from ((f"{at}.{end}.country", one[end].get("country")) for end in ("from", "to"))
        yield from ((f"{at}.legs[{j}].country", leg["country"]) for j, leg in enumerate(one["legs"]))
        for j, stop in enumerate(one["stops"]):
            yield from ((f"{at}.stops[{j}].countries[{n}]", code) for n, code in enumerate(stop["countries"]))
        tallies = enumerate(one.get("by_country") or ())
        yield from ((f"{at}.by_country[{j}].country", tally["country"]) for j, tally in tallies)


def _as_figures(numbers: Part, figures: Part, where: str) -> None:
    """Check that numbers are the values of the figures of their names, and these of their units."""
    _units(figures, f"{where}.figures")
    for key, figure in figures.items():
        if key in numbers:
            right = None if figure is None else figure["value"]
            _equals(numbers[key], right, f"{where}.{key}", f"as figures.{key} has it")


def _units(figures: Part, where: str) -> None:
    for key, figure in figures.items():
        unit = unit_of(key)
        if figure is not None and unit is not None and "unit" in figure:
            _equals(figure["unit"], unit, f"{where}.{key}.unit", "the unit of the schema")


def _parts(told: Part, source: str, kind: Callable[[Part], bool] | None) -> list[Part | None]:
    legs = [leg["figures"].get(source) for leg in told["legs"]] if kind in (None, _all) else []
    stops = [stop["figures"].get(source) for stop in told["stops"] if kind(stop)] if kind else []
    return [*legs, *stops]


def _sum(told: Part, key: str, parts: list[Part | None], where: str) -> None:
    """Check that a total, its ends too, is the sum of its parts; null where a part is."""
    known = [part for part in parts if part is not None]
    whole, figure = told["totals"][key], told["figures"].get(key)
    if len(known) < len(parts):
        _equals(whole, None, f"{where}.totals.{key}", "since a leg or stop has none")
        return
    sums = {end: round(fsum(part[end] for part in known), 6) for end in ENDS}
    _equals(whole, sums["value"], f"{where}.totals.{key}", "the sum of legs and stops")
    for end in ENDS if figure is not None else ():
        _equals(figure[end], sums[end], f"{where}.figures.{key}.{end}", "the sum of legs and stops")


def _counts(told: Part) -> dict[str, int]:
    kinds = [stop["kind"] for stop in told["stops"]]
    voyages = sum(leg["mode"] == Mode.SEA.value for leg in told["legs"])
    return {
        "borders": kinds.count(_CLEARED) + voyages,
        "gauge_breaks": kinds.count(StopKind.GAUGE_CHANGE.value),
        "transfers": kinds.count(StopKind.TRANSFER.value) + kinds.count(StopKind.PORT.value),
        "segments": len(told["legs"]),
    }


def _shares(totals: Part, where: str) -> None:
    shares, whole = totals.get("time_shares"), totals.get("time_h")
    if not shares or not whole:
        return
    for name in SHARES.values():
        part = totals.get(f"{name}_h")
        if part is not None and abs(part / whole - shares[name]) > SHARE:
            raise Misfit(f"{where}.{name}", f"{part / whole:.4f}, {name}_h over time_h", shares[name])


def _equals(value: Any, right: Any, where: str, why: str) -> None:
    numbers = isinstance(value, int | float) and isinstance(right, int | float)
    if abs(value - right) > LITTLE if numbers else value != right:
        said = "null" if right is None else f"{right:.12g}" if isinstance(right, int | float) else right
        raise Misfit(where, f"{said}, {why}", value)

"""What is compared: the measures, and the value of each, with its range, out of a corridor as it stands in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from corridor.model import Container


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a comparison."""

    key: str
    """as in `totals` of a plan's JSON, where it stands there"""
    name: str
    unit: str
    """h, kg, USD, km, share (1 is all) …; "" of a count"""
    less_is_better: bool | None = True
    """None where neither is"""
    rests_on: str = ""
    """key of the total whose basis it has where it has none of its own"""


MEASURES = (
    Measure("distance_km", "distance", "km"),
    Measure("time_h", "time", "h"),
    Measure("moving_h", "moving", "h"),
    Measure("border_h", "at borders", "h"),
    Measure("terminal_h", "at terminals", "h"),
    Measure("moving_share", "share moving", "share", None, "time_h"),
    Measure("border_share", "share at borders", "share", None, "time_h"),
    Measure("terminal_share", "share at terminals", "share", None, "time_h"),
    Measure("p50_h", "arrival, P50", "h", rests_on="time_h"),
    Measure("p80_h", "arrival, P80", "h", rests_on="time_h"),
    Measure("p95_h", "arrival, P95", "h", rests_on="time_h"),
    Measure("buffer_h", "buffer, P95 − P50", "h", rests_on="time_h"),
    Measure("fastest_share", "fastest, chance", "share", less_is_better=False, rests_on="time_h"),
    Measure("cost_usd", "cost", "USD"),
    Measure("transport_usd", "carriage", "USD"),
    Measure("border_usd", "border payments", "USD"),
    Measure("transfer_usd", "transfers", "USD"),
    Measure("generalised_usd", "generalised cost", "USD"),
    Measure("usd_per_teu", "cost, one TEU", "USD", rests_on="cost_usd"),
    Measure("co2e_kg", "CO2e", "kg"),
    Measure("co2e_ttw_kg", "CO2e, tank to wheel", "kg"),
    Measure("co2e_wtt_kg", "CO2e, well to tank", "kg"),
    Measure("co2e_kg_per_teu", "CO2e, one TEU", "kg", rests_on="co2e_kg"),
    Measure("g_per_tkm", "CO2e intensity", "g/tkm", rests_on="co2e_kg"),
    Measure("borders", "borders", ""),
    Measure("gauge_breaks", "breaks of gauge", ""),
    Measure("transfers", "transfers and ports", ""),
    Measure("segments", "legs", "", None),
    Measure("circuity", "circuity", "×", rests_on="distance_km"),
    Measure("swod_kph", "SWOD", "km/h", less_is_better=False, rests_on="moving_h"),
    Measure("swd_kph", "SWD (TFI4)", "km/h", less_is_better=False, rests_on="time_h"),
    Measure("tfi1_h", "TFI1", "h/border", rests_on="border_h"),
    Measure("tfi2_usd", "TFI2", "USD/border, 20 t", rests_on="border_usd"),
    Measure("tfi3_usd", "TFI3", "USD/500 km, 20 t", rests_on="cost_usd"),
)
ARRIVALS = ("p50_h", "p80_h", "p95_h", "buffer_h", "fastest_share")
"""what is drawn, not in a plan"""
SHARES = {"moving_share": "moving", "border_share": "border", "terminal_share": "terminal"}
PER_TEU = {"usd_per_teu": "cost_usd", "co2e_kg_per_teu": "co2e_kg"}


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its range, where it has one."""

    value: float
    low: float | None = None
    high: float | None = None
    assumed: bool = False


def values_of(plan: Mapping[str, Any], corridor: Mapping[str, Any]) -> Iterable[tuple[str, Value]]:
    """Yield the value of each measure of a corridor in the order of MEASURES, what is missing left out."""
    totals, figures = corridor["totals"], corridor["figures"]
    shares = totals.get("time_shares") or {}
    teu = Container(plan["container"]).teu(plan["cargo_t"]) if plan.get("container") else None
    for measure in MEASURES:
        key, own = measure.key, figures.get(measure.key) or {}
        divisor = 1
        if key in SHARES:
            number = shares.get(SHARES[key])
        elif key in PER_TEU:
            number, own = (totals.get(PER_TEU[key]), figures.get(PER_TEU[key]) or {}) if teu else (None, {})
            divisor = teu or 1
        else:
            number = totals.get(key)
        if number is None:
            continue
        basis = own or figures.get(measure.rests_on) or {}
        low, high = (None if end is None else end / divisor for end in (own.get("low"), own.get("high")))
        yield key, Value(float(number) / divisor, low, high, assumed=basis.get("basis") == "assumed")

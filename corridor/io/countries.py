"""What a corridor does in each country, in words; shared by tables and reports."""

from __future__ import annotations

from corridor.io.words import country_name, figure, indicator, ranged
from corridor.model import Corridor, Plan
from corridor.tallies import by_country

HEADS = ("km", "time", "border", "USD", "SWOD", "SWD", "TFI1", "TFI2", "TFI3")
"""of the cells after the country's name in a terminal"""
REPORT_HEADS = (
    "Country", "km", "Time", "At borders", "USD", "CO2e t", "SWOD km/h", "SWD", "TFI1 h a side", "TFI2 USD", "TFI3 USD",
)  # fmt: skip
LEGEND = "SWOD, SWD km/h; TFI1 h, TFI2 USD a side of a border; – none passed"


def cells(plan: Plan, corridor: Corridor) -> list[list[str]]:
    """Return of each country its name and values, without their ranges."""
    made = []
    for one in by_country(corridor):
        sums = map(figure, (one.distance, one.time, one.border, one.cost))
        speeds = ("–" if not one.distance.value else figure(each) for each in (one.swod, one.swd))
        means = ("–" if not one.sides else figure(each) for each in (one.tfi1, one.tfi2))
        made.append([_name(plan, one.key), *sums, *speeds, *means, figure(one.tfi3) if one.distance.value else "–"])
    return made


def report_cells(plan: Plan, corridor: Corridor) -> list[list[str]]:
    """Return of each country its name and values with their ranges."""
    made = []
    for one in by_country(corridor):
        sums = map(ranged, (one.distance, one.time, one.border, one.cost, one.co2e))
        moved = "" if one.distance.value else "–"
        passed = "" if one.sides else "–"
        speeds = (moved or indicator(each) for each in (one.swod, one.swd))
        means = (passed or indicator(each) for each in (one.tfi1, one.tfi2))
        made.append([_name(plan, one.key), *sums, *speeds, *means, moved or indicator(one.tfi3)])
    return made


def _name(plan: Plan, code: str) -> str:
    return country_name(plan, code) if code else "at sea"

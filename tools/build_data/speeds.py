"""Speeds of trucks and trains, by country or for all, with every stop but the borders in their low ends.

The value is CPMM's latest speed without delay (SWOD): in motion, no stop in it. A railway that publishes what its
trains run in a day, all stops on the way counted, has that as its value. CPMM's speed with delay (SWD) counts borders,
and a plan counts them apart: it is a low end only after one mean stay at a border per 500 km, the section that costs
are counted by, is taken out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[str, str]
COUNTRY = {
    "Afghanistan": "AF",
    "India": "IN",
    "Kazakhstan": "KZ",
    "Kyrgyz Republic": "KG",
    "Pakistan": "PK",
    "Russia": "RU",
    "Tajikistan": "TJ",
    "Turkmenistan": "TM",
    "Uzbekistan": "UZ",
    "CAREC all corridors": "",
}
SECTION_KM = 500.0
"""of CPMM's normalised figures; one border is counted in each"""
NETWORK = "whole network"
"""marks the means of a railway among its rows of TRAINS, from which a value may come"""
TRAINS = "Train speed with stops"
ONE_YEAR = 0.25

Key = tuple[str, str]
Stays = dict[Key, dict[str, float]]
"""hours of a mean stay at a border, by country and mode, by year"""


@dataclass(frozen=True, slots=True)
class Speed:
    """A row of parameters.csv, km/h."""

    country: str
    mode: str
    value: float
    low: float
    high: float
    basis: str
    as_of: str
    sources: tuple[str, ...]
    note: str


def speeds(rows: Iterable[Row], borders: Iterable[Row], assumptions: Iterable[Row]) -> list[Speed]:
    """Return the speeds by country ("" for all) and mode; the one for all spans those of every country."""
    rows, stays = list(rows), _stays(borders)
    moving, whole, trains = (_groups(rows, start) for start in ("SWOD", "SWD", TRAINS))
    rests = next(row for row in assumptions if row["kind"] == "driving_share")
    made = []
    for country, mode in sorted({*moving, *trains} - {("", "road"), ("", "rail")}):
        key = (country, mode)
        made.append(_own(key, moving.get(key, []), whole.get(key, []), trains.get(key, []), stays, rests))
    for mode in ("rail", "road"):
        told = [row for (_, way), group in sorted(trains.items()) if way == mode for row in group]
        made.append(_general(mode, moving["", mode], [one for one in made if one.mode == mode], told))
    return sorted(made, key=lambda one: (one.country, one.mode))


def without_borders(swd: float, swod: float, stay_h: float) -> float:
    """Return a speed with delay after a stay at a border per section is taken out, at most the speed in motion."""
    left_h = SECTION_KM / swd - stay_h
    return swod if left_h <= SECTION_KM / swod else SECTION_KM / left_h


def _own(key: Key, moving: list[Row], whole: list[Row], trains: list[Row], stays: Stays, rests: Row) -> Speed:
    country, mode = key
    swod = {row["year"]: float(row["value"]) for row in moving}
    low, high = _ends(list(swod.values()))
    stopped = [
        without_borders(float(row["value"]), swod[row["year"]], stays[key][row["year"]])
        for row in whole
        if row["year"] in swod and row["year"] in stays.get(key, {})
    ]
    notes = ["CPMM speed without delay"] if swod else []
    notes += ["one year only: range ±25 %"] if len(swod) == 1 else []
    lows = [low] if swod else []
    if stopped and min(stopped) < low:
        lows.append(min(stopped))
        notes.append("low end: CPMM speed with delay, less a mean stay at a border per 500 km")
    last = max(moving, key=lambda row: row["year"]) if moving else {}
    value, basis, as_of = (float(last["value"]), "measured", last["year"]) if moving else (0.0, "", "")
    used = [*moving, *trains]
    if trains:
        told = [_kph(row) for row in trains]
        latest = max((row for row in trains if NETWORK in row["parameter"]), key=lambda row: row["year"])
        value, basis, as_of = _kph(latest), "derived", latest["year"]
        lows, high = [*lows, *told], max([high, *told])
        what = f"{latest['value']} {latest['unit']}, {latest['notes']}"
        notes = [f"mean of the railway's trains, all stops on the way counted: {what}; range: all that was published"]
    elif mode == "road":
        lows.append(float(rests["value"]) * min(swod.values()))
        notes = [*notes[:2], f"low end: {rests['note']}"]
        used.append(rests)
    return Speed(
        country, mode, value, min(lows), high, basis, as_of, tuple(row["source"] for row in used), "; ".join(notes)
    )


def _general(mode: str, moving: list[Row], own: list[Speed], trains: list[Row]) -> Speed:
    """Return what a country without a speed of its own takes.

    On rails that is the mean of the railways that publish their trains' speed with stops, on roads CPMM's mean.
    """
    last = max(moving, key=lambda row: row["year"])
    every = [float(row["value"]) for row in moving]
    low, high = (min([*every, *(one.low for one in own)]), max([*every, *(one.high for one in own)]))
    value, as_of = float(last["value"]), last["year"]
    note = "CPMM average of all CAREC corridors"
    told = [one for one in own if one.country in {COUNTRY[row["scope"]] for row in trains}]
    if told:
        value, as_of = sum(one.value for one in told) / len(told), max(one.as_of for one in told)
        names = ", ".join(one.country for one in told)
        note = f"mean of the railways whose trains' speed with all stops on the way is published: {names}"
    note += "; taken where a country has none; range: that of all countries' speeds"
    sources = tuple(row["source"] for row in [*moving, *trains])
    return Speed("", mode, value, low, high, "assumed", as_of, sources, note)


def _stays(rows: Iterable[Row]) -> Stays:
    """Return the mean stay at a country's borders, h, by year: of all directions, else the mean of those told."""
    told: dict[Key, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row["scope"] == "country" and row["statistic"] == "mean" and row["duration_hours"]:
            told[row["reporting_country"], row["mode"]][row["year"]][row["direction"]] = float(row["duration_hours"])
    return {
        key: {year: ways.get("all", sum(ways.values()) / len(ways)) for year, ways in years.items()}
        for key, years in told.items()
    }


def _groups(rows: list[Row], start: str) -> dict[Key, list[Row]]:
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"].startswith(start) and row["scope"] in COUNTRY:
            groups[COUNTRY[row["scope"]], row["mode"]].append(row)
    return groups


def _ends(values: list[float]) -> tuple[float, float]:
    if not values:
        return 0.0, 0.0
    low, high = min(values), max(values)
    return (low, high) if low < high else ((1 - ONE_YEAR) * low, (1 + ONE_YEAR) * high)


def _kph(row: Row) -> float:
    return float(row["value"]) / (24 if row["unit"] == "km/day" else 1)

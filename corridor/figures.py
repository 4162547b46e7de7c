"""Figures from published numbers: ranges, sums, the weakest basis, and the rows that rates are read from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corridor.data import Row, World
from corridor.model import Basis, Corridor, Figure, Source
from corridor.read import amount, day
from corridor.scenario import SUPPOSED

CARGO_T = 20.0
"""the load that costs are published for"""
CAREC = "carec"
"""id of the area that a country's own borders take their mean from"""
BROAD_MM = 1520
"""the gauge of the members that the mean of rail borders without a break of gauge is of"""
NETWORK, LANES = "network", "sea-lanes"
"""source ids of lengths on land and at sea"""
_RANK = {Basis.MEASURED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2}


@dataclass(frozen=True, slots=True)
class Rate:
    """One published number with its range."""

    value: float
    low: float
    high: float
    unit: str
    basis: Basis
    as_of: str
    sources: tuple[str, ...]
    note: str

    def figure(self, factor: float = 1.0, unit: str | None = None) -> Figure:
        """Return the rate times a number as a figure."""
        return Figure(
            self.value * factor,
            self.low * factor,
            self.high * factor,
            unit or self.unit,
            self.basis,
            self.sources,
            self.as_of,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class Side:
    """Time and cost of one side of a border; cost None where no source has one."""

    time: Rate
    cost: Rate | None


@dataclass(frozen=True, slots=True)
class Cleared:
    """What one side of a border takes, and on which step (the scope of its row) each rate stands."""

    time: Rate
    time_step: str
    cost: Rate
    cost_step: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one row of border_times.csv says of one side of a post."""

    direction: str
    time_h: float | None
    cost_usd: float | None
    year: str
    source: str


def sources(world: World, ids: Iterable[str]) -> tuple[Source, ...]:
    """Return the documents behind source ids, in the order of their ids."""
    ids, rows = set(ids), {row["id"]: row for row in world.rows("fact_sources")}
    known = {one: Source(one, row["title"], row["publisher"], row["year"]) for one, row in rows.items()}
    known[NETWORK] = Source(NETWORK, "Length on the shipped network, calibrated", "OpenStreetMap contributors", "2024")
    known[LANES] = Source(LANES, "Length along the shipped sea lanes, and from port to lane", "searoute")
    for one in ids:
        if one.startswith(SUPPOSED):
            known[one] = Source(one, "supposed in the scenario file")
    return tuple(known.get(one, Source(one, one)) for one in sorted(ids))


def source_ids(found: Iterable[Corridor]) -> set[str]:
    """Return the ids of the documents that corridors rest on."""
    ids: set[str] = set()
    for corridor in found:
        figures: list[Figure | None] = []
        for leg in corridor.legs:
            figures += [leg.distance, leg.time, leg.cost, leg.co2e]
            ids |= {use.source for use in leg.planned if use.source}
        for stop in corridor.stops:
            figures += [stop.time, stop.cost]
            ids |= {stop.source} if stop.source else set()
        ids |= {one for figure in figures if figure is not None for one in figure.sources}
    return ids


def total(parts: Iterable[Figure], unit: str) -> Figure:
    """Return the sum of figures: ends add to ends, the basis is the weakest of the parts."""
    parts = list(parts)
    return Figure(
        sum(part.value for part in parts),
        sum(part.low for part in parts),
        sum(part.high for part in parts),
        unit,
        weakest(part.basis for part in parts if part.sources or part.high),
        tuple(sorted({one for part in parts for one in part.sources})),
        max((part.as_of for part in parts), default=""),
        "; ".join(dict.fromkeys(p.note for p in parts if p.note)),
    )


def weakest(bases: Iterable[Basis]) -> Basis:
    """Return the weakest basis, derived where there is none: a sum of nothing was measured nowhere."""
    return max(bases, key=_RANK.__getitem__, default=Basis.DERIVED)


def times(rate: Rate, distance: Figure, factor: float, unit: str) -> Figure:
    """Return a rate times a length and a factor."""
    return Figure(
        rate.value * distance.value * factor,
        rate.low * distance.low * factor,
        rate.high * distance.high * factor,
        unit,
        weakest((rate.basis, distance.basis)),
        rate.sources,
        rate.as_of,
        rate.note,
    )


def spanning(rate: Rate, told: list[tuple[float, Told]]) -> Rate:
    """Return the rate with a range that holds every published value, and says which ones widened it."""
    outside = [(value, one) for value, one in told if not rate.low <= value <= rate.high]
    if not outside:
        return rate
    values = dict.fromkeys(f"{value:g} {rate.unit} ({one.year})" for value, one in outside)
    wider = f"range widened to what else was published of this post: {', '.join(values)}"
    return replace(
        rate,
        low=min(rate.low, *(value for value, _ in outside)),
        high=max(rate.high, *(value for value, _ in outside)),
        sources=tuple(sorted({*rate.sources, *(one.source for _, one in outside)})),
        note="; ".join(filter(None, (rate.note, wider))),
    )


def keyed_rate(row: Row) -> tuple[tuple[str, str, str], Rate]:
    """Return a row of parameters.csv as its key (kind, country, mode) and rate."""
    rate = _numbers(row, row["value"], row["low"], row["high"], row["unit"])
    if row["kind"] in ("speed", "sea_speed") and rate.low <= 0:
        raise ValueError(f"a speed of {rate.low:g} km/h")
    return (row["kind"], row["country"], row["mode"]), rate


def keyed_area(row: Row) -> tuple[str, dict[str, str]]:
    """Return an area with the day since which each country is in it, "" where that is before all that is asked for."""
    members = dict.fromkeys(row["countries"].split("|"), day(row.get("since", "")))
    for part in filter(None, row.get("joined", "").split("|")):
        code, _, since = part.partition(":")
        if code not in members or not since:
            raise ValueError(f"joined: {part!r} is not a country of the area with a date, as KG:2015-08-12")
        members[code] = day(since)
    return row["id"], members


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a real length may lie off one on the network, as shares of the latter."""

    below: float = 0.0
    above: float = 0.0
    rough: float = 0.0
    """what is added to `above` for every 100 m of roughness"""


def keyed_spread(row: Row) -> tuple[tuple[str, str], Spread]:
    """Return a row of lengths.csv as its key (mode, country) and spread."""
    spread = Spread(*(float(row[name]) for name in ("spread_low", "spread_high", "rough_high")))
    return (row["mode"], row["country"]), spread


def keyed_rough(row: Row) -> tuple[tuple[str, str], float]:
    """Return a row of cells.csv as its key (mode, country) and mean roughness in metres, 0 where it has none."""
    return (row["mode"], row["country"]), float(row["rough_m"] or 0)


def keyed_side(row: Row) -> tuple[tuple[str, str, str, str, str, str], Side]:
    """Return a row of border_sides.csv as its key and side."""
    time = _numbers(row, row["time_h"], row["time_low_h"], row["time_high_h"], "h")
    cost = _numbers(row, row["cost_usd"], row["cost_low_usd"], row["cost_high_usd"], "USD") if row["cost_usd"] else None
    key = (row["scope"], row["key"], row["country"], row["mode"], row["direction"], row["gauge_break"])
    return key, Side(time, cost)


def keyed_told(row: Row) -> tuple[tuple[str, str, str], Told]:
    """Return a row of border_times.csv as its key and what it tells."""
    told = Told(row["direction"], amount(row["time_h"]), amount(row["cost_usd"]), row["year"], row["source"])
    return (row["gateway"], row["country"], row["mode"]), told


def _numbers(row: Row, value: str, low: str, high: str, unit: str) -> Rate:
    numbers = (float(value), float(low), float(high))
    if not 0 <= numbers[1] <= numbers[0] <= numbers[2] < math.inf:
        raise ValueError(f"low, value, high of {low}, {value}, {high}")
    return Rate(*numbers, unit, Basis(row["basis"]), row["as_of"], tuple(row["sources"].split("|")), row["note"])

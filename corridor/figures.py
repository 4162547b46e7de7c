"""Turns the shipped parameters into figures: what a leg, a border, a transfer takes and costs, and on what basis.

A plan searches on plain numbers (`hours`, `usd`, `kg`) and shows `Figure`s made from the very same rows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from typing import cast

from corridor.data import Row, World
from corridor.errors import DataError
from corridor.model import Basis, Crossing, Figure, Mode, SideStep, Source
from corridor.read import amount, day
from corridor.scenario import SUPPOSED, Override

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
class _Told:
    """What one row of border_times.csv says of one side of a post."""

    direction: str
    time_h: float | None
    cost_usd: float | None
    year: str
    source: str


class Rates:
    """Every rate that ships, looked up by what it is for."""

    def __init__(self, world: World, areas: Mapping[str, frozenset[str]]) -> None:
        self._parameters = dict(world.records("parameters", _keyed_rate))
        self._sides = dict(world.records("border_sides", _keyed_side))
        self._lengths = dict(world.records("lengths", _keyed_spread))
        self._areas = areas
        self._told: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
        for key, told in world.records("border_times", _keyed_told):
            self._told[key].append(told)
        self._clearances: dict[tuple[object, ...], tuple[Figure, Figure]] = {}

    def with_parameters(self, own: tuple[Override, ...]) -> Rates:
        """Return rates with a scenario's own parameters in place of what ships; these stay as they are.

        One without a country holds in every country but those that have one of their own in the scenario.
        """
        if not own:
            return self
        made = copy(self)
        made._parameters, made._clearances = dict(self._parameters), {}
        for one in sorted(own, key=lambda one: one.country):
            if not one.country:
                same = [key for key in made._parameters if (key[0], key[2]) == (one.kind, one.mode)]
                for key in same:
                    del made._parameters[key]
            rate = Rate(one.value, one.low, one.high, one.unit, Basis.ASSUMED, "", (one.source,), one.note)
            made._parameters[one.kind, one.country, one.mode] = rate
        return made

    def parameter(self, kind: str, country: str = "", mode: str = "") -> Rate:
        """Return a country's own rate, else the general one. Raises DataError where there is neither."""
        for key in ((kind, country, mode), (kind, "", mode), (kind, "", "")):
            if key in self._parameters:
                return self._parameters[key]
        raise DataError(f"parameters.csv has no {kind} for {mode or 'any mode'}")

    def speed(self, mode: Mode, country: str) -> Rate:
        """Return the speed in motion, km/h."""
        return self.parameter("sea_speed" if mode is Mode.SEA else "speed", country, mode)

    def freight_rate(self, mode: Mode, country: str) -> Rate:
        """Return the cost of carriage, USD per km for CARGO_T."""
        return self.parameter("sea_cost" if mode is Mode.SEA else "transport_cost", country, mode)

    def distance(self, mode: Mode, country: str, metres: float) -> Figure:
        """Return a length on the network; its range is the spread of the model against known lengths."""
        km = metres / 1000
        spread = self._lengths.get((mode, country), self._lengths.get((mode, ""), 0.0))
        source, year = (LANES, "") if mode is Mode.SEA else (NETWORK, "2024")
        return Figure(km, km * (1 - spread), km * (1 + spread), "km", Basis.DERIVED, (source,), year)

    def moving(self, mode: Mode, country: str, distance: Figure) -> Figure:
        """Return the time in motion, h. Rests of drivers are not in it."""
        speed = self.speed(mode, country)
        return Figure(
            distance.value / speed.value,
            distance.low / speed.high,
            distance.high / speed.low,
            "h",
            weakest((distance.basis, speed.basis)),
            speed.sources,
            speed.as_of,
            speed.note,
        )

    def freight(self, mode: Mode, country: str, distance: Figure, cargo_t: float) -> Figure:
        """Return the cost of carriage, USD, in proportion to the load."""
        return _times(self.freight_rate(mode, country), distance, cargo_t / CARGO_T, "USD")

    def co2e(self, mode: Mode, distance: Figure, cargo_t: float) -> Figure:
        """Return well-to-wheel emissions, kg CO2e."""
        return _times(self.parameter("co2e", "", mode), distance, cargo_t, "kg")

    def handling(self, kind: str, cargo_t: float) -> tuple[Figure, Figure]:
        """Return time (h) and cost (USD) of a transfer, a port or a gauge_change."""
        mode = "rail" if kind == "gauge_change" else ""
        cost = self.parameter(f"{kind}_cost", "", mode)
        return self.parameter(f"{kind}_time", "", mode).figure(), cost.figure(cargo_t / CARGO_T)

    def clearance(self, crossing: Crossing, start: str, cargo_t: float) -> tuple[Figure, Figure]:
        """Return time (h) and cost (USD) of both sides of a border, leaving `start`; kept once found."""
        key = (crossing.id, start, crossing.gauge_a_mm, crossing.gauge_b_mm, cargo_t)
        if key not in self._clearances:
            self._clearances[key] = self._clearance(crossing, start, cargo_t)
        return self._clearances[key]

    def _clearance(self, crossing: Crossing, start: str, cargo_t: float) -> tuple[Figure, Figure]:
        end = crossing.country_b if crossing.country_a == start else crossing.country_a
        ways = ((start, "outbound"), (end, "inbound"))
        sides = [(*way, self.side(crossing, *way)) for way in ways]
        time = total((side.time.figure() for _, _, side in sides), "h")
        cost = total((side.cost.figure(cargo_t / CARGO_T) for _, _, side in sides), "USD")
        return (
            replace(time, steps=tuple(SideStep(country, way, side.time_step) for country, way, side in sides)),
            replace(cost, steps=tuple(SideStep(country, way, side.cost_step) for country, way, side in sides)),
        )

    def side(self, crossing: Crossing, country: str, direction: str) -> Cleared:
        """Return the best time and cost of one side: measured there, else by area, country, CAREC's mean.

        They are looked up apart, since many posts have a time and no cost; a cost that no step knows would be
        an error, never 0. Whatever step they stand on, their ranges span all that was published of this very side.
        """
        keys = self._steps(crossing, country, direction)
        steps = [(key[0], side) for key in keys if (side := self._sides.get(key))]
        costs = [(step, side.cost) for step, side in steps if side.cost is not None]
        if not costs:
            raise DataError(f"border_sides.csv has no time and cost for {crossing.mode} borders")
        (time_step, side), (cost_step, cost) = steps[0], costs[0]
        told = self._told.get((crossing.id, country, str(crossing.mode)), ())
        own = [one for one in told if one.direction in (direction, "all")]
        times = [(one.time_h, one) for one in own if one.time_h is not None]
        costs_told = [(one.cost_usd, one) for one in own if one.cost_usd is not None]
        return Cleared(_spanning(side.time, times), time_step, _spanning(cost, costs_told), cost_step)

    def uncontrolled(self, pair: Iterable[str]) -> bool:
        """Say whether two countries are in one area without controls of goods on the border between them."""
        both = frozenset(pair)
        return any(both <= members for area, members in self._areas.items() if area != CAREC)

    def _steps(self, crossing: Crossing, country: str, direction: str) -> Iterable[tuple[str, str, str, str, str, str]]:
        mode, pair = str(crossing.mode), frozenset(crossing.countries)
        breaks = "yes" if crossing.gauge_a_mm != crossing.gauge_b_mm else "no"
        scopes = [("crossing", crossing.id, country)]
        # a country's mean is that of its customs borders
        scopes += [(area, "", "") for area, members in self._areas.items() if pair <= members and area != CAREC]
        scopes += [("country", "", country)]
        # the members that the mean is of are all of this gauge
        scopes += [("same-gauge", "", "")] if crossing.gauge_a_mm == crossing.gauge_b_mm == BROAD_MM else []
        scopes += [] if country in self._areas.get(CAREC, ()) else [("elsewhere", "", "")]
        scopes += [(CAREC, "", "")]
        for scope in scopes:
            for way in (direction, "all"):
                for gauge_break in (breaks, "any"):
                    yield (*scope, mode, way, gauge_break)


def rates(world: World, as_of: str = "") -> Rates:
    """Return the shipped rates, read once; areas have the members of a day (ISO), those known last by default."""
    areas = {
        name: frozenset(code for code, since in members.items() if not as_of or since <= as_of)
        for name, members in world.records("areas", _area)
    }
    return cast(Rates, world.keep(("rates", tuple(areas.items())), lambda: Rates(world, areas)))


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


def total(parts: Iterable[Figure], unit: str) -> Figure:
    """Return the sum of figures: ends add to ends, the basis is the weakest of the parts."""
    parts = list(parts)
    return Figure(
        sum(part.value for part in parts),
        sum(part.low for part in parts),
        sum(part.high for part in parts),
        unit,
        weakest(part.basis for part in parts),
        tuple(sorted({one for part in parts for one in part.sources})),
        max((part.as_of for part in parts), default=""),
        "; ".join(dict.fromkeys(p.note for p in parts if p.note)),
    )


def weakest(bases: Iterable[Basis]) -> Basis:
    """Return the weakest basis, measured where there is none."""
    return max(bases, key=_RANK.__getitem__, default=Basis.MEASURED)


def _times(rate: Rate, distance: Figure, factor: float, unit: str) -> Figure:
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


def _spanning(rate: Rate, told: list[tuple[float, _Told]]) -> Rate:
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


def _keyed_rate(row: Row) -> tuple[tuple[str, str, str], Rate]:
    rate = _numbers(row, row["value"], row["low"], row["high"], row["unit"])
    if row["kind"] in ("speed", "sea_speed") and rate.low <= 0:
        raise ValueError(f"a speed of {rate.low:g} km/h")
    return (row["kind"], row["country"], row["mode"]), rate


def _area(row: Row) -> tuple[str, dict[str, str]]:
    """Return an area with the day since which each country is in it, "" where that is before all that is asked for."""
    members = dict.fromkeys(row["countries"].split("|"), day(row.get("since", "")))
    for part in filter(None, row.get("joined", "").split("|")):
        code, _, since = part.partition(":")
        if code not in members or not since:
            raise ValueError(f"joined: {part!r} is not a country of the area with a date, as KG:2015-08-12")
        members[code] = day(since)
    return row["id"], members


def _keyed_spread(row: Row) -> tuple[tuple[str, str], float]:
    return (row["mode"], row["country"]), float(row["spread"])


def _keyed_side(row: Row) -> tuple[tuple[str, str, str, str, str, str], Side]:
    time = _numbers(row, row["time_h"], row["time_low_h"], row["time_high_h"], "h")
    cost = _numbers(row, row["cost_usd"], row["cost_low_usd"], row["cost_high_usd"], "USD") if row["cost_usd"] else None
    key = (row["scope"], row["key"], row["country"], row["mode"], row["direction"], row["gauge_break"])
    return key, Side(time, cost)


def _keyed_told(row: Row) -> tuple[tuple[str, str, str], _Told]:
    told = _Told(row["direction"], amount(row["time_h"]), amount(row["cost_usd"]), row["year"], row["source"])
    return (row["gateway"], row["country"], row["mode"]), told


def _numbers(row: Row, value: str, low: str, high: str, unit: str) -> Rate:
    numbers = (float(value), float(low), float(high))
    if not 0 <= numbers[1] <= numbers[0] <= numbers[2] < math.inf:
        raise ValueError(f"low, value, high of {low}, {value}, {high}")
    return Rate(*numbers, unit, Basis(row["basis"]), row["as_of"], tuple(row["sources"].split("|")), row["note"])

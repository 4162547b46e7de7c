"""Every rate that ships, looked up by what it is for: speeds, tariffs, border times, lengths' spreads, factors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from typing import cast

from corridor.data import World
from corridor.emissions import PART_RAIL, agreeing, well_to_tank
from corridor.errors import DataError
from corridor.figures import (
    BROAD_MM,
    CAREC,
    CARGO_T,
    LANES,
    NETWORK,
    Cleared,
    Rate,
    Spread,
    Told,
    keyed_area,
    keyed_rate,
    keyed_rough,
    keyed_side,
    keyed_spread,
    keyed_told,
    spanning,
    times,
    total,
    weakest,
)
from corridor.model import Basis, BorderSide, Crossing, Figure, Mode, SideStep
from corridor.scenario import FACTORS, Override


class Rates:
    """Every rate that ships, looked up by what it is for."""

    def __init__(self, world: World, areas: Mapping[str, frozenset[str]]) -> None:
        self._parameters = dict(world.records("parameters", keyed_rate))
        self._sides = dict(world.records("border_sides", keyed_side))
        self._lengths = dict(world.records("lengths", keyed_spread))
        self._rough = dict(world.records("cells", keyed_rough))
        self._areas = areas
        self._told: dict[tuple[str, str, str], list[Told]] = defaultdict(list)
        for key, told in world.records("border_times", keyed_told):
            self._told[key].append(told)
        self._clearances: dict[tuple[object, ...], tuple[tuple[Figure, Figure], tuple[BorderSide, BorderSide]]] = {}

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
        for mode in {one.mode for one in own if one.kind in FACTORS}:
            shipped, moved = ({kind: each.parameter(kind, "", mode) for kind in FACTORS} for each in (self, made))
            kinds = {one.kind for one in own if one.mode == mode}
            for kind, rate in agreeing(shipped, {kind: moved[kind] for kind in FACTORS if kind in kinds}).items():
                made._parameters[kind, "", mode] = rate
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

    def distance(self, mode: Mode, country: str, metres: float, rough_m: float | None = None) -> Figure:
        """Return a length on the network; its range is the spread of the model against known lengths.

        `rough_m` is the mean roughness of the terrain on the way in metres, that of the country's roads by default:
        the rougher, the more bends the network may leave out.
        """
        km = metres / 1000
        spread = self._lengths.get((mode, country), self._lengths.get((mode, ""), Spread()))
        rough = self._rough.get((mode, country), 0.0) if rough_m is None else rough_m
        low, high = km * (1 - spread.below), km * (1 + spread.above + spread.rough * rough / 100)
        source, year = (LANES, "") if mode is Mode.SEA else (NETWORK, "2024")
        return Figure(km, low, high, "km", Basis.DERIVED, (source,), year)

    def moving(self, mode: Mode, country: str, distance: Figure) -> Figure:
        """Return the time on the way, h: trains with their stops; rests of drivers are in the high end only."""
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
        return times(self.freight_rate(mode, country), distance, cargo_t / CARGO_T, "USD")

    def co2e(self, mode: Mode, distance: Figure, cargo_t: float) -> Figure:
        """Return well-to-wheel emissions, kg CO2e."""
        found = times(self.parameter("co2e", "", mode), distance, cargo_t, "kg")
        return replace(found, note="; ".join(filter(None, (found.note, PART_RAIL)))) if mode is Mode.RAIL else found

    def co2e_parts(self, mode: Mode, distance: Figure, cargo_t: float) -> tuple[Figure, Figure]:
        """Return tank-to-wheel and well-to-tank emissions, kg CO2e; both add up to `co2e`.

        So they do at the low and the high end.
        """
        whole, ttw, wtt = (self.parameter(kind, "", mode) for kind in FACTORS)
        return (
            times(ttw, distance, cargo_t, "kg"),
            times(well_to_tank(whole, ttw, wtt), distance, cargo_t, "kg"),
        )

    def handling(self, kind: str, cargo_t: float) -> tuple[Figure, Figure]:
        """Return time (h) and cost (USD) of a transfer, a port or a gauge_change."""
        mode = "rail" if kind == "gauge_change" else ""
        cost = self.parameter(f"{kind}_cost", "", mode)
        return self.parameter(f"{kind}_time", "", mode).figure(), cost.figure(cargo_t / CARGO_T)

    def clearance(self, crossing: Crossing, start: str, cargo_t: float) -> tuple[Figure, Figure]:
        """Return time (h) and cost (USD) of both sides of a border, leaving `start`."""
        return self._cleared(crossing, start, cargo_t)[0]

    def both_sides(self, crossing: Crossing, start: str, cargo_t: float) -> tuple[BorderSide, BorderSide]:
        """Return what each side of a border takes, leaving `start`; they add up to `clearance`."""
        return self._cleared(crossing, start, cargo_t)[1]

    def _cleared(
        self, crossing: Crossing, start: str, cargo_t: float
    ) -> tuple[tuple[Figure, Figure], tuple[BorderSide, BorderSide]]:
        """Return a border's time and cost, and what each side has of them; kept once found."""
        key = (crossing.id, start, crossing.gauge_a_mm, crossing.gauge_b_mm, cargo_t)
        if key in self._clearances:
            return self._clearances[key]
        end = crossing.country_b if crossing.country_a == start else crossing.country_a
        ways = ((start, "outbound"), (end, "inbound"))
        sides = [(*way, self.side(crossing, *way)) for way in ways]
        first, second = (
            BorderSide(country, way, side.time.figure(), side.cost.figure(cargo_t / CARGO_T))
            for country, way, side in sides
        )
        time, cost = total((first.time, second.time), "h"), total((first.cost, second.cost), "USD")
        self._clearances[key] = (
            (
                replace(time, steps=tuple(SideStep(country, way, side.time_step) for country, way, side in sides)),
                replace(cost, steps=tuple(SideStep(country, way, side.cost_step) for country, way, side in sides)),
            ),
            (first, second),
        )
        return self._clearances[key]

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
        return Cleared(spanning(side.time, times), time_step, spanning(cost, costs_told), cost_step)

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
        for name, members in world.records("areas", keyed_area)
    }
    return cast(Rates, world.keep(("rates", tuple(areas.items())), lambda: Rates(world, areas)))

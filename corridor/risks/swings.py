"""The tornado: every input of the best way at either end of its range, one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from corridor.figures import CARGO_T, Rate
from corridor.model import Mode, Objective
from corridor.overlay import Overlay
from corridor.risks.outages import cell_arcs, gateway_arcs
from corridor.search import Floats, Ints, Way
from corridor.steps import OBJECTIVES, Change, Pass, Ride, Terms, handling_kind

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Input:
    """One number that the best way rests on, and the arcs of the overlay that rest on it too."""

    id: str
    name: str
    unit: str
    value: float
    low: float
    high: float
    arcs: Ints
    factors: tuple[float, float] = (1.0, 1.0)
    """by which the arcs' values are multiplied at the low end, and at the high"""
    extras: tuple[float, float] = (0.0, 0.0)
    """what is added to them"""
    scale: Floats | None = None
    """(arcs,) by which an extra is multiplied: a delay that is a factor"""

    def weights(self, base: Floats, values: Floats, end: int) -> Floats:
        """Return the base weights with the input at its low (0) or high (1) end; `values` are the objective's."""
        made, own = base.copy(), self.arcs
        extra = self.extras[end] * (self.scale if self.scale is not None else 1.0)
        made[own] += values[own] * (self.factors[end] - 1.0) + extra
        return made


def inputs(overlay: Overlay, way: Way, terms: Terms) -> list[Input]:
    """Return the inputs that the objective of a way rests on."""
    steps = overlay.steps(way)
    rides = dict.fromkeys((step.item.layer.mode, step.item.country) for step in steps if isinstance(step.item, Ride))
    passes = dict.fromkeys((step.item.crossing.id, step.item.start) for step in steps if isinstance(step.item, Pass))
    kinds = dict.fromkeys(kind for step in steps if not isinstance(step.item, Ride) and (kind := _handling(step.item)))
    found = [one for mode, country in rides for one in _of_rides(overlay, terms, mode, country)]
    if terms.objective is Objective.CO2E:
        found += [_emission(overlay, terms, mode) for mode in dict.fromkeys(mode for mode, _ in rides)]
    if terms.objective in (Objective.TIME, Objective.COST):
        found += [one for crossing, start in passes for one in _of_border(overlay, terms, crossing, start)]
        found += [_of_handling(overlay, terms, kind) for kind in kinds]
    if terms.objective is Objective.TIME:
        stops = dict.fromkeys(
            (step.item.at.id, step.item.at.name, _handling(step.item))
            for step in steps
            if isinstance(step.item, Change)
        )
        found += [one for stop in stops for one in _of_delayed_stop(overlay, terms, *stop)]
    return [one for one in found if one.low < one.high]


def moved(one: Input, overlay: Overlay, way: Way, terms: Terms) -> tuple[float, float]:
    """Return the objective of a way with an input at its low and at its high end."""
    values = overlay.graph.values[:, OBJECTIVES.index(terms.objective)]
    low, high = (float(one.weights(values, values, end)[list(way)].sum()) for end in (0, 1))
    return low, high


def _of_rides(overlay: Overlay, terms: Terms, mode: Mode, country: str) -> Iterable[Input]:
    arcs, rates = cell_arcs(overlay, mode, country), terms.rates
    key, where = f"{mode}{f'-{country}' if country else ''}", f" in {country}" if country else ""
    how = "at sea" if mode is Mode.SEA else f"by {mode}{where}"
    length = rates.distance(mode, country, 1000.0)
    ends = (length.low, length.high)
    yield Input(f"length {key}", f"length {how}", "× length", 1.0, *ends, arcs, ends)
    if terms.objective is Objective.TIME:
        rate = rates.speed(mode, country)
        factors = (rate.value / rate.low, rate.value / rate.high)
        yield Input(f"speed {key}", f"speed {how}", rate.unit, rate.value, rate.low, rate.high, arcs, factors)
    if terms.objective is Objective.COST:
        rate = rates.freight_rate(mode, country)
        yield Input(f"tariff {key}", f"tariff {how}", rate.unit, rate.value, rate.low, rate.high, arcs, _relative(rate))


def _relative(rate: Rate) -> tuple[float, float]:
    return (rate.low / rate.value, rate.high / rate.value) if rate.value else (1.0, 1.0)


def _emission(overlay: Overlay, terms: Terms, mode: Mode) -> Input:
    rate = terms.rates.parameter("co2e", "", mode)
    arcs = cell_arcs(overlay, mode)
    how = "at sea" if mode is Mode.SEA else f"by {mode}"
    return Input(
        f"co2e {mode}", f"emission factor {how}", rate.unit, rate.value, rate.low, rate.high, arcs, _relative(rate)
    )


def _of_border(overlay: Overlay, terms: Terms, crossing: str, start: str) -> Iterable[Input]:
    own = [(arc, item) for arc, item in overlay.passes() if (item.crossing.id, item.start) == (crossing, start)]
    post, end, arcs = own[0][1].crossing, own[0][1].end, _array(arc for arc, _ in own)
    by_time = terms.objective is Objective.TIME
    delay = terms.scenario.delay(crossing) if by_time else None
    for country, direction, word in ((start, "outbound", "leaving"), (end, "inbound", "entering")):
        side = terms.rates.side(post, country, direction)
        rate, load = (side.time, 1.0) if by_time else (side.cost, terms.cargo_t / CARGO_T)
        factor = load * (delay.factor[0] if delay else 1.0)
        what = "border time" if by_time else "border cost"
        low, value, high = rate.low * load, rate.value * load, rate.high * load
        extras = ((rate.low - rate.value) * factor, (rate.high - rate.value) * factor)
        yield Input(
            f"{what} {crossing} {country} {direction}",
            f"{what} at {post.name}, {word} {country}",
            rate.unit,
            value,
            low,
            high,
            arcs,
            extras=extras,
        )
    if delay:
        base = terms.rates.clearance(post, start, terms.cargo_t)[0].value
        yield from _of_delay(crossing, post.name, arcs, delay.hours, delay.factor, base)


def _of_delay(
    gateway: str,
    name: str,
    arcs: Ints,
    hours: tuple[float, float, float],
    factor: tuple[float, float, float],
    base: float,
) -> Iterable[Input]:
    value, low, high = (hours[i] + (factor[i] - 1.0) * base for i in range(3))
    yield Input(f"delay {gateway}", f"delay at {name}", "h", value, low, high, arcs, extras=(low - value, high - value))


def _of_delayed_stop(overlay: Overlay, terms: Terms, gateway: str, name: str, kind: str) -> Iterable[Input]:
    delay, arcs = terms.scenario.delay(gateway), _array(gateway_arcs(overlay, gateway))
    if delay:
        base = terms.rates.handling(kind, terms.cargo_t)[0].value
        yield from _of_delay(gateway, name, arcs, delay.hours, delay.factor, base)


def _of_handling(overlay: Overlay, terms: Terms, kind: str) -> Input:
    by_time = terms.objective is Objective.TIME
    figure = terms.rates.handling(kind, terms.cargo_t)[0 if by_time else 1]
    own = [(arc, halt) for arc, halt in enumerate(overlay.halts) if _handling(halt) == kind]
    delays = [terms.scenario.delay(halt.at.id) if by_time and isinstance(halt, Change) else None for _, halt in own]
    name = f"{kind.replace('_', ' ')} {'time' if by_time else 'cost'}"
    return Input(
        name,
        name,
        figure.unit,
        figure.value,
        figure.low,
        figure.high,
        _array(arc for arc, _ in own),
        extras=(figure.low - figure.value, figure.high - figure.value),
        scale=np.array([delay.factor[0] if delay else 1.0 for delay in delays]),
    )


def _array(arcs: Iterable[int]) -> Ints:
    return np.array(list(arcs), dtype=np.int64)


def _handling(item: Pass | Change) -> str:
    if isinstance(item, Change):
        return handling_kind(item)
    return "gauge_change" if item.gauge_change else ""

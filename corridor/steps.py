"""The steps of a corridor over the overlay: rides, passes of a border, changes of mode; and what each takes.

A node is (stage, gateway, layer, ready): the stage is a country's place in the question, the layer the mode and
gauge that cargo is on, and cargo either has arrived or is ready to leave. A ride leads from ready to arrived, a
border or a change from arrived to ready, so no two rides follow each other without a stop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from corridor.figures import CARGO_T
from corridor.model import BorderSide, Crossing, Figure, Mode, Objective, Port, SeaUse, Terminal, Travel
from corridor.rates import Rates
from corridor.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a question is answered."""

    travel: Travel
    objective: Objective
    scenario: Scenario
    rates: Rates
    cargo_t: float
    sea: SeaUse = SeaUse.AUTO
    value_of_time: float | None = None
    """USD per hour for the whole cargo, shown as generalised cost; the search does not use it"""


class Layer(NamedTuple):
    """What cargo is on."""

    mode: Mode
    gauge_mm: int
    """0 on the road"""


class Node(NamedTuple):
    """Cargo at a gateway, in a country of the sequence, on a layer."""

    stage: int
    gateway: str
    layer: Layer
    ready: bool


SEA = Layer(Mode.SEA, 0)


@dataclass(frozen=True, slots=True)
class Ride:
    """A leg inside one cell."""

    country: str
    """"" at sea"""
    layer: Layer
    start: str
    end: str
    metres: int


@dataclass(frozen=True, slots=True)
class Pass:
    """A crossing of a border, with a change of gauge where both sides differ."""

    crossing: Crossing
    start: str
    """country left"""
    end: str
    gauge_change: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change of mode or gauge at a terminal, or between land and sea at a port."""

    at: Terminal | Port
    start: Layer
    end: Layer


Item = Ride | Pass | Change
OBJECTIVES = (Objective.TIME, Objective.COST, Objective.DISTANCE, Objective.CO2E)
"""in the order in which a step's values stand"""
Values = tuple[float, float, float, float]
"""hours, USD, km, kg CO2e"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way over the overlay."""

    start: Node
    end: Node
    item: Item
    values: Values


Steps = tuple[Step, ...]


def ride_rates(country: str, mode: Mode, terms: Terms) -> Values:
    """Return what a metre of a ride takes."""
    rates, load = terms.rates, terms.cargo_t / CARGO_T
    return (
        0.001 / rates.speed(mode, country).value,
        0.001 * rates.freight_rate(mode, country).value * load,
        0.001,
        0.001 * rates.parameter("co2e", "", mode).value * terms.cargo_t,
    )


def measure(item: Pass | Change, terms: Terms) -> Values:
    """Return what a pass of a border or a change takes."""
    figures = [clearance(item, terms)] if isinstance(item, Pass) else []
    kind = handling_kind(item) if isinstance(item, Change) else "gauge_change" if item.gauge_change else ""
    figures += [handling(kind, terms, item.at.id if isinstance(item, Change) else "")] if kind else []
    return sum(time.value for time, _ in figures), sum(cost.value for _, cost in figures), 0.0, 0.0


def clearance(item: Pass, terms: Terms) -> tuple[Figure, Figure]:
    """Return time (h) and cost (USD) of passing a border, a delay counted in; the hours and USD of `measure`."""
    time, cost = terms.rates.clearance(item.crossing, item.start, terms.cargo_t)
    delay = terms.scenario.delay(item.crossing.id)
    return delay.delayed(time) if delay else time, cost


def sides_of(item: Pass, terms: Terms) -> tuple[BorderSide, ...]:
    """Return what each side of a border takes, which add up to `clearance`; of a delay in hours each has half."""
    sides = terms.rates.both_sides(item.crossing, item.start, terms.cargo_t)
    delay = terms.scenario.delay(item.crossing.id)
    if not delay:
        return sides
    value, low, high = delay.hours
    half = replace(delay, hours=(value / 2, low / 2, high / 2))
    return tuple(replace(one, time=half.delayed(one.time)) for one in sides)


def handling(kind: str, terms: Terms, gateway: str = "") -> tuple[Figure, Figure]:
    """Return time (h) and cost (USD) of a transfer, a port or a gauge_change, a delay at a port or terminal counted in.

    At a border a delay is of the clearance: no gateway is given there.
    """
    time, cost = terms.rates.handling(kind, terms.cargo_t)
    delay = terms.scenario.delay(gateway) if gateway else None
    return delay.delayed(time) if delay else time, cost


def handling_kind(change: Change) -> str:
    """Return which handling a change is: port, gauge_change or transfer."""
    if SEA in (change.start, change.end):
        return "port"
    return "gauge_change" if change.start.mode is change.end.mode else "transfer"

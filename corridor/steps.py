"""The steps of a corridor over the overlay: rides, passes of a border, changes of mode; and what each takes.

A node is (stage, gateway, layer, ready): the stage is a country's place in the question, the layer the mode and
gauge that cargo is on, and cargo either has arrived or is ready to leave. A ride leads from ready to arrived, a
border or a change from arrived to ready, so no two rides follow each other without a stop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from corridor.figures import CARGO_T, Rates
from corridor.model import Crossing, Mode, Objective, Port, Terminal, Travel
from corridor.scenario import Scenario
from corridor.search import Arc, Cost, Tree


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a question is answered."""

    travel: Travel
    objective: Objective
    scenario: Scenario
    rates: Rates
    cargo_t: float


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
Step = Arc[Node, Item]
Steps = tuple[Step, ...]
Reach = Tree[Node, Item]
"""what a search reached"""


def valuer(terms: Terms) -> Callable[[Item], Cost]:
    """Return the function that gives a step its cost in the objective."""
    place = (Objective.TIME, Objective.COST, Objective.DISTANCE, Objective.CO2E).index(terms.objective)
    per_metre: dict[tuple[str, Mode], float] = {}

    def value(item: Item) -> Cost:
        if isinstance(item, Ride):
            key = (item.country, item.layer.mode)
            if key not in per_metre:
                per_metre[key] = measure(replace(item, metres=1_000_000), terms)[place] / 1_000_000
            return (0, per_metre[key] * item.metres)
        return (int(isinstance(item, Pass) and item.closed), measure(item, terms)[place])

    return value


def measure(item: Item, terms: Terms) -> tuple[float, float, float, float]:
    """Return hours, USD, km and kg CO2e of a step."""
    rates, cargo_t = terms.rates, terms.cargo_t
    if isinstance(item, Ride):
        mode, km, load = item.layer.mode, item.metres / 1000, cargo_t / CARGO_T
        return (
            km / rates.speed(mode, item.country).value,
            km * rates.freight_rate(mode, item.country).value * load,
            km,
            km * rates.parameter("co2e", "", mode).value * cargo_t,
        )
    if isinstance(item, Pass):
        time, cost = rates.clearance(item.crossing, item.start, cargo_t)
        extra = rates.handling("gauge_change", cargo_t) if item.gauge_change else ()
        hours, usd = (
            time.value + (extra[0].value if extra else 0.0),
            cost.value + (extra[1].value if extra else 0.0),
        )
        return hours, usd, 0.0, 0.0
    time, cost = rates.handling(handling_kind(item), cargo_t)
    return time.value, cost.value, 0.0, 0.0


def handling_kind(change: Change) -> str:
    """Return which handling a change is: port, gauge_change or transfer."""
    if SEA in (change.start, change.end):
        return "port"
    return "gauge_change" if change.start.mode is change.end.mode else "transfer"

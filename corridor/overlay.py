"""The overlay of a sequence: its gateways as a small graph of legs, borders and transfers.

A node is (stage, gateway, layer, ready): the stage is the place in the sequence, the layer the mode and gauge
that cargo is on, and cargo either has arrived or is ready to leave. A leg leads from ready to arrived, a border
or a transfer from arrived to ready, so no two legs follow each other without a stop. Legs stay inside one country's cell, so the listed countries are obeyed by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from corridor.data import World
from corridor.errors import BadValueError
from corridor.figures import CARGO_T, Rates
from corridor.gateways import between, terminals
from corridor.geo import check_point
from corridor.model import Crossing, Mode, Objective, Place, Status, Terminal, Travel
from corridor.network import SNAP_LIMIT_KM, Cell, cell_id, distances, hang, load_cell, snap
from corridor.scenario import Scenario
from corridor.search import Arc, Cost


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


@dataclass(frozen=True, slots=True)
class Ride:
    """A leg inside one cell."""

    country: str
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
    """A change of mode or gauge at a terminal."""

    terminal: Terminal
    start: Layer
    end: Layer


Item = Ride | Pass | Change
Step = Arc[Node, Item]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The graph of a sequence with its ends."""

    arcs: tuple[Step, ...]
    roots: tuple[Node, ...]
    goals: Mapping[Node, str]
    """node → destination id"""
    cells: tuple[Mapping[Layer, Cell], ...]
    """of each stage, with the origin and the destinations hung on them"""


def layers_of(world: World, country: str, travel: Travel) -> tuple[Layer, ...]:
    """Return the layers of a country that a plan may use."""
    from_anchors = world.keep("layers", lambda: _layers(world))
    wanted = {Travel.ROAD: (Mode.ROAD,), Travel.RAIL: (Mode.RAIL,), Travel.MULTIMODAL: (Mode.ROAD, Mode.RAIL)}[travel]
    return tuple(layer for layer in from_anchors.get(country, ()) if layer.mode in wanted)


def table(world: World, country: str, layer: Layer) -> Mapping[str, Mapping[str, int]]:
    """Return the shipped metres between the gateways of a cell, both ways."""
    name = cell_id(country, *layer)
    return cast("Mapping[str, Mapping[str, int]]", world.keep(("overlay", name), lambda: _table(world, name, layer)))


def usable(crossing: Crossing, scenario: Scenario) -> bool:
    """Say whether cargo can or once could pass: attached, for freight, built, and not refused."""
    status = scenario.status(crossing).status
    if crossing.snap_km is None or not crossing.freight or status is Status.PLANNED:
        return False
    return not (scenario.open_only and status is Status.CLOSED)


def build(
    world: World,
    sequence: tuple[str, ...],
    origin: Place,
    destinations: tuple[Place, ...],
    *,
    travel: Travel,
    scenario: Scenario,
    objective: Objective,
    rates: Rates,
) -> Overlay:
    """Build the overlay of a sequence.

    Raises
    ------
    BadValueError
        where an end lies too far from any network that the plan may use.
    """
    value = _valuer(objective, rates)
    ends = {0: [origin], len(sequence) - 1: list(destinations)}
    if len(sequence) == 1:
        ends = {0: [origin, *destinations]}
    stages = [_stage(world, code, ends.get(i, []), travel) for i, code in enumerate(sequence)]
    for place in (origin, *destinations[:1]):
        stage = stages[0] if place is origin else stages[-1]
        if not any(place.id in cell.gateways for cell in stage.cells.values()):
            raise BadValueError(_too_far(place, travel))
    arcs: list[Step] = []
    for i, stage in enumerate(stages):
        wanted = _wanted(world, sequence, i, scenario, ends.get(i, []))
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _rides(i, sequence[i], stage, wanted)]
        arcs += [Arc(*pair, value(change), change) for pair, change in _changes(world, i, stage)]
        if i + 1 < len(sequence):
            arcs += [
                Arc(*pair, value(step), step) for pair, step in _passes(world, sequence, i, travel, scenario)
            ]
    last = len(sequence) - 1
    names = {place.id for place in destinations}
    roots = tuple(Node(0, origin.id, layer, True) for layer, cell in stages[0].cells.items() if origin.id in cell.gateways)
    goals = {
        Node(last, name, layer, False): name for layer, cell in stages[-1].cells.items() for name in cell.gateways if name in names
    }  # fmt: skip
    return Overlay(tuple(arcs), roots, goals, tuple(stage.cells for stage in stages))


@dataclass(frozen=True, slots=True)
class _Stage:
    cells: Mapping[Layer, Cell]
    metres: Mapping[Layer, Mapping[str, Mapping[str, int]]]


def _stage(world: World, country: str, places: list[Place], travel: Travel) -> _Stage:
    cells, metres = {}, {}
    for layer in layers_of(world, country, travel):
        cells[layer] = load_cell(world, country, *layer)
        metres[layer] = table(world, country, layer)
        new = []
        for place in places:
            if place.id not in cells[layer].gateways:
                hung = _hung(cells[layer], place, layer.mode)
                cells[layer] = hung or cells[layer]
            if place.id in cells[layer].gateways and place.id not in metres[layer]:
                new.append(place.id)
        if new:
            metres[layer] = _extended(cells[layer], metres[layer], tuple(new))
    return _Stage(cells, metres)


def _hung(cell: Cell, place: Place, mode: Mode) -> Cell | None:
    foot = snap(cell, check_point(*place.point))
    if foot is None or foot.snap_km > SNAP_LIMIT_KM[mode]:
        return None
    return hang(cell, place.id, foot)


def _extended(
    cell: Cell, known: Mapping[str, Mapping[str, int]], new: tuple[str, ...]
) -> Mapping[str, Mapping[str, int]]:
    metres = {a: dict(row) for a, row in known.items()}
    for name, row in zip(new, distances(cell, new), strict=True):
        for other, node in zip(cell.gateways, cell.nodes, strict=True):
            if other != name and row[node] < float("inf"):
                metres.setdefault(name, {})[other] = round(float(row[node]))
                metres.setdefault(other, {})[name] = round(float(row[node]))
    return metres


def _wanted(world: World, sequence: tuple[str, ...], stage: int, scenario: Scenario, places: list[Place]) -> set[str]:
    """Return the gateways of a stage that a corridor may touch."""
    names = {place.id for place in places}
    names |= {one.id for one in terminals(world).values() if one.country == sequence[stage]}
    for other in (stage - 1, stage + 1):
        if 0 <= other < len(sequence):
            pair = between(world, sequence[stage], sequence[other])
            names |= {one.id for one in pair if usable(one, scenario)}
    return names


def _rides(stage: int, country: str, what: _Stage, wanted: set[str]) -> Iterator[tuple[tuple[Node, Node], Ride]]:
    for layer, metres in what.metres.items():
        for start in sorted(wanted & metres.keys()):
            for end, length in metres[start].items():
                if end in wanted:
                    pair = (Node(stage, start, layer, True), Node(stage, end, layer, False))
                    yield pair, Ride(country, layer, start, end, length)


def _changes(world: World, stage: int, what: _Stage) -> Iterator[tuple[tuple[Node, Node], Change]]:
    for terminal in terminals(world).values():
        here = [layer for layer, cell in what.cells.items() if terminal.id in cell.gateways]
        for start in here:
            for end in here:
                if start != end:
                    pair = (Node(stage, terminal.id, start, False), Node(stage, terminal.id, end, True))
                    yield pair, Change(terminal, start, end)


def _passes(
    world: World, sequence: tuple[str, ...], stage: int, travel: Travel, scenario: Scenario
) -> Iterator[tuple[tuple[Node, Node], Pass]]:
    start, end = sequence[stage], sequence[stage + 1]
    for one in between(world, start, end):
        if not usable(one, scenario) or (travel is not Travel.MULTIMODAL and one.mode.value != travel.value):
            continue
        gauges = (one.gauge_a_mm, one.gauge_b_mm) if one.country_a == start else (one.gauge_b_mm, one.gauge_a_mm)
        before, after = (Layer(one.mode, gauge or 0) for gauge in gauges)
        closed = scenario.status(one).status is Status.CLOSED
        pair = (Node(stage, one.id, before, False), Node(stage + 1, one.id, after, True))
        yield pair, Pass(one, start, end, before != after, closed)


def _valuer(objective: Objective, rates: Rates) -> Callable[[Item], Cost]:
    def value(item: Item) -> Cost:
        hours, usd, km, kg = measure(item, rates)
        number = {Objective.TIME: hours, Objective.COST: usd, Objective.DISTANCE: km, Objective.CO2E: kg}[objective]
        return (int(isinstance(item, Pass) and item.closed), number)

    return value


def measure(item: Item, rates: Rates, cargo_t: float = CARGO_T) -> tuple[float, float, float, float]:
    """Return hours, USD, km and kg CO2e of a step; a fee that no source has counts as nothing here."""
    if isinstance(item, Ride):
        mode, km = item.layer.mode, item.metres / 1000
        load = cargo_t / CARGO_T
        return (
            km / rates.parameter("speed", item.country, mode).value,
            km * rates.parameter("transport_cost", item.country, mode).value * load,
            km,
            km * rates.parameter("co2e", "", mode).value * cargo_t,
        )
    if isinstance(item, Pass):
        time, cost = rates.clearance(item.crossing, item.start, cargo_t)
        extra = rates.handling("gauge_change", cargo_t) if item.gauge_change else ()
        usd = (cost.value if cost else 0.0) + (extra[1].value if extra else 0.0)
        return time.value + (extra[0].value if extra else 0.0), usd, 0.0, 0.0
    time, cost = rates.handling("transfer", cargo_t)
    return time.value, cost.value, 0.0, 0.0


def _table(world: World, name: str, layer: Layer) -> Mapping[str, Mapping[str, int]]:
    gateways = world.table("anchors", cell=name)["gateway"].to_pylist()
    rows = world.table("overlay", cell=name)
    metres: dict[str, dict[str, int]] = {}
    for a, b, length in zip(*(rows[column].to_pylist() for column in ("a", "b", "metres")), strict=True):
        metres.setdefault(gateways[a], {})[gateways[b]] = length
        metres.setdefault(gateways[b], {})[gateways[a]] = length
    return metres


def _layers(world: World) -> Mapping[str, tuple[Layer, ...]]:
    found: dict[str, list[Layer]] = {}
    for row in world.rows("cells"):
        found.setdefault(row["country"], []).append(Layer(Mode(row["mode"]), int(row["gauge_mm"])))
    return {country: tuple(layers) for country, layers in found.items()}


def _too_far(place: Place, travel: Travel) -> str:
    modes = {Travel.ROAD: "road", Travel.RAIL: "railway", Travel.MULTIMODAL: "road or railway"}[travel]
    return f"{place.name} at {place.point[0]:.3f},{place.point[1]:.3f} lies too far from any {modes} of {place.country}"

"""The overlay of a sequence: its gateways as a small graph of legs, borders and transfers.

A node is (stage, gateway, layer, ready): the stage is the place in the sequence, the layer the mode and gauge
that cargo is on, and cargo either has arrived or is ready to leave. A leg leads from ready to arrived, a border
or a transfer from arrived to ready, so no two legs follow each other without a stop. Legs stay inside one country's cell, so the listed countries are obeyed by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from corridor.data import World
from corridor.errors import BadValueError
from corridor.figures import CARGO_T, Rates
from corridor.gateways import between, ports, terminals
from corridor.geo import check_point
from corridor.model import Crossing, Mode, Objective, Place, Port, Status, Terminal, Travel
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


@dataclass(frozen=True, slots=True)
class Overlay:
    """The graph of a sequence with its ends."""

    arcs: tuple[Step, ...]
    roots: tuple[Node, ...]
    goals: Mapping[Node, str]
    """node → destination id"""
    cells: tuple[Mapping[Layer, Cell], ...]
    """of each stage, with the origin and the destinations hung on them"""

    def joined_by_sea(self, stage: int) -> bool:
        """Say whether a voyage leads from a stage to the next."""
        return any(arc.start.stage == stage < arc.end.stage and isinstance(arc.item, Ride) for arc in self.arcs)


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
    if travel is Travel.MULTIMODAL:
        stages = _with_seas(world, sequence, stages, scenario)
    for place in (origin, *destinations[:1]):
        stage = stages[0] if place is origin else stages[-1]
        if not any(place.id in cell.gateways for cell in stage.cells.values()):
            raise BadValueError(_too_far(place, travel))
    arcs: list[Step] = []
    for i, stage in enumerate(stages):
        wanted = _wanted(world, sequence, i, scenario, ends.get(i, [])) | stage.ports
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _rides(i, sequence[i], stage, wanted)]
        arcs += [Arc(*pair, value(change), change) for pair, change in _changes(world, i, stage)]
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _voyages(i, stages)]
        if i + 1 < len(sequence):
            arcs += [
                Arc(*pair, value(step), step) for pair, step in _passes(world, sequence, i, travel, scenario)
            ]
    last = len(sequence) - 1
    names = {place.id for place in destinations}
    roots = tuple(Node(0, origin.id, layer, True) for layer, cell in stages[0].cells.items() if origin.id in cell.gateways)
    layers = [*stages[-1].cells.items(), *((SEA, cell) for cell in (stages[-2].sea if last else None,) if cell)]
    goals = {Node(last, name, layer, False): name for layer, cell in layers for name in cell.gateways if name in names}
    cells = tuple({**stage.cells, **({SEA: stage.sea} if stage.sea else {})} for stage in stages)
    return Overlay(tuple(arcs), roots, goals, cells)


@dataclass(frozen=True, slots=True)
class _Stage:
    cells: Mapping[Layer, Cell]
    metres: Mapping[Layer, Mapping[str, Mapping[str, int]]]
    sea: Cell | None = None
    """the sea to the next country with the ports of both, where they join by sea"""
    ports: frozenset[str] = frozenset()
    """the ports of this country that a voyage may start or end at"""


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


def _with_seas(
    world: World, sequence: tuple[str, ...], stages: list[_Stage], scenario: Scenario
) -> list[_Stage]:
    """Join neighbours in the sequence by sea where no crossing joins them by land."""
    for i, (start, end) in enumerate(zip(sequence, sequence[1:], strict=False)):
        if any(usable(one, scenario) for one in between(world, start, end)):
            continue
        own, other = _seaports(world, start), _seaports(world, end)
        sea = load_cell(world, "", Mode.SEA)
        for port in (*own, *other):
            foot = snap(sea, port.point)
            if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[Mode.SEA]:
                sea = hang(sea, port.id, foot)
        stages[i] = replace(stages[i], sea=sea, ports=stages[i].ports | {port.id for port in own})
        stages[i + 1] = replace(stages[i + 1], ports=stages[i + 1].ports | {port.id for port in other})
    return stages


def _seaports(world: World, country: str) -> list[Port]:
    """Return the ranked ports of a country, all of them where none is ranked."""
    own = [port for port in ports(world).values() if port.country == country]
    return [port for port in own if port.rank] or own


def _voyages(stage: int, stages: list[_Stage]) -> Iterator[tuple[tuple[Node, Node], Ride]]:
    sea = stages[stage].sea
    if sea is None:
        return
    starts = tuple(name for name in sea.gateways if name in stages[stage].ports)
    ends = [(name, node) for name, node in zip(sea.gateways, sea.nodes, strict=True) if name in stages[stage + 1].ports]
    for start, row in zip(starts, distances(sea, starts) if starts else (), strict=True):
        for end, node in ends:
            if row[node] < float("inf"):
                pair = (Node(stage, start, SEA, True), Node(stage + 1, end, SEA, False))
                yield pair, Ride("", SEA, start, end, round(float(row[node])))


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
    for name in sorted(what.ports):
        for layer, cell in what.cells.items():
            if name in cell.gateways:
                for start, end in ((layer, SEA), (SEA, layer)):
                    pair = (Node(stage, name, start, False), Node(stage, name, end, True))
                    yield pair, Change(ports(world)[name], start, end)


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
            km / rates.speed(mode, item.country).value,
            km * rates.freight_rate(mode, item.country).value * load,
            km,
            km * rates.parameter("co2e", "", mode).value * cargo_t,
        )
    if isinstance(item, Pass):
        time, cost = rates.clearance(item.crossing, item.start, cargo_t)
        extra = rates.handling("gauge_change", cargo_t) if item.gauge_change else ()
        usd = (cost.value if cost else 0.0) + (extra[1].value if extra else 0.0)
        return time.value + (extra[0].value if extra else 0.0), usd, 0.0, 0.0
    time, cost = rates.handling(handling_kind(item), cargo_t)
    return time.value, cost.value, 0.0, 0.0


def handling_kind(change: Change) -> str:
    """Return which handling a change is: port, gauge_change or transfer."""
    if SEA in (change.start, change.end):
        return "port"
    return "gauge_change" if change.start.mode is change.end.mode else "transfer"


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

"""The overlay of a question: the gateways of its countries as a small graph of rides, borders and changes.

Rides stay inside one country's cell, so the listed countries are obeyed by construction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import cast

import numpy as np

from corridor.data import World
from corridor.errors import BadValueError
from corridor.gateways import between, crossings, main_ports, ports, sea_ban, terminals
from corridor.geo import check_point, distance_km
from corridor.model import Crossing, Mode, Place, Point, SeaUse, Status, Travel
from corridor.names import countries
from corridor.network import SNAP_LIMIT_KM, Cell, hang, load_cell, snap
from corridor.overlay.tables import NONE, Table, extended, layers_of, table
from corridor.scenario import Scenario
from corridor.sea import ARCTIC, lanes
from corridor.search import Floats, Graph, Ints, Way
from corridor.steps import SEA, Change, Item, Layer, Node, Pass, Ride, Step, Steps, Terms, Values, measure, ride_rates

SEAPORTS, FEW_SEAPORTS = 8, 3
"""how many main ports of a country a voyage may use: in a sequence, and in a search over many countries"""


@dataclass(frozen=True, slots=True)
class Near:
    """Says whether the great-circle way from a start through a point to one of some ends is short enough."""

    start: Point
    ends: tuple[Point, ...]
    reach_km: float

    def to(self, via: Point) -> bool:
        """Say whether the way through `via` is no longer than `reach_km`."""
        if self.reach_km == math.inf:
            return True
        return distance_km(self.start, via) + min(distance_km(via, end) for end in self.ends) <= self.reach_km


EVERYWHERE = Near((0.0, 0.0), (), math.inf)


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """The graph of a question with its ends."""

    codes: tuple[str, ...]
    """the country of each stage"""
    graph: Graph
    nodes: tuple[Node, ...]
    halts: tuple[Pass | Change, ...]
    """what the first arcs are; all others are rides"""
    metres: Floats
    """(m,) of each arc, 0 for halts"""
    roots: tuple[int, ...]
    goals: Mapping[int, str]
    """node → destination id"""
    hung: Mapping[tuple[int, Layer], Cell]
    """cells by stage that have the origin or a destination hung on them"""
    sea: Cell | None
    """the sea of this question, None where it has none"""

    def cell(self, world: World, stage: int, layer: Layer) -> Cell:
        """Return the cell of a stage with all the gateways that this question has on it."""
        if layer == SEA and self.sea is not None:
            return self.sea
        return self.hung.get((stage, layer)) or load_cell(world, self.codes[stage], *layer)

    def item(self, arc: int) -> Item:
        """Return what an arc is."""
        if arc < len(self.halts):
            return self.halts[arc]
        start, end = self.nodes[self.graph.start[arc]], self.nodes[self.graph.end[arc]]
        country = "" if start.layer == SEA else self.codes[start.stage]
        return Ride(country, start.layer, start.gateway, end.gateway, int(self.metres[arc]))

    def steps(self, way: Way) -> Steps:
        """Return a way step by step."""
        start, end, values = self.graph.start, self.graph.end, self.graph.values
        return tuple(
            Step(
                self.nodes[start[arc]], self.nodes[end[arc]], self.item(arc), cast(Values, tuple(values[arc].tolist()))
            )
            for arc in way
        )

    def stage_of(self, arc: int) -> int:
        """Return the stage that an arc leaves from."""
        return self.nodes[int(self.graph.start[arc])].stage

    def passes(self) -> Iterable[tuple[int, Pass]]:
        """Yield the arcs that pass a border."""
        return ((arc, halt) for arc, halt in enumerate(self.halts) if isinstance(halt, Pass))


def usable(crossing: Crossing, scenario: Scenario) -> bool:
    """Say whether cargo can or once could pass: attached, for freight, built, and not refused."""
    status = scenario.status(crossing).status
    if crossing.snap_km is None or not crossing.freight or (status is Status.PLANNED and not crossing.link):
        return False
    if status is Status.CLOSED:
        return not scenario.open_only and not scenario.not_yet_open(crossing)
    return True


def fits(crossing: Crossing, travel: Travel) -> bool:
    """Say whether a plan may use the mode of a crossing."""
    return travel is Travel.MULTIMODAL or crossing.mode.value == travel.value


def by_sea(world: World, codes: tuple[str, ...], step: tuple[int, int], terms: Terms) -> bool:
    """Say whether a plan may go by sea from one stage to another; what is only planned takes no voyage away."""
    if terms.travel is not Travel.MULTIMODAL or terms.sea is SeaUse.NEVER:
        return False
    if sea_ban(world, codes[step[0]], codes[step[1]], terms.scenario.as_of) is not None:
        return False
    if terms.sea is SeaUse.ALWAYS:
        return True
    passable = (Status.OPEN, Status.RESTRICTED, Status.UNKNOWN)
    return not any(
        one.snap_km is not None
        and one.freight
        and not one.link
        and any(interval.status is not Status.PLANNED for interval in one.history)
        and (terms.sea is SeaUse.AUTO or terms.scenario.status(one).status in passable)
        for one in between(world, codes[step[0]], codes[step[1]])
    )


def build(
    world: World,
    codes: tuple[str, ...],
    origin: Place,
    destinations: tuple[Place, ...],
    terms: Terms,
    *,
    links: tuple[tuple[int, int], ...] | None = None,
    sea_links: tuple[tuple[int, int], ...] | None = None,
    near: Near = EVERYWHERE,
) -> Overlay:
    """Build the overlay of a question.

    `codes` are the stages, countries as alpha-2, the origin in the first and the destinations in the last.
    `links` are the steps from stage to stage that may be taken over land and `sea_links` those over the sea, by
    default each to the next, over the sea as the terms have it. Gateways that are not `near` are left out.

    Raises
    ------
    BadValueError
        where an end lies too far from any network that the plan may use.
    """
    last = len(codes) - 1
    steps = links if links is not None else tuple((i, i + 1) for i in range(last))
    sea_steps = (
        sea_links if sea_links is not None else tuple(step for step in steps if by_sea(world, codes, step, terms))
    )
    ends: dict[int, list[Place]] = {0: [origin]}
    ends[last] = [*ends.get(last, []), *destinations]
    broad, draft = links is not None, _Draft()
    stages = [_stage(world, code, ends.get(i, []), terms.travel, alone=last == 0) for i, code in enumerate(codes)]
    sea = _Seas(world, codes, ends, terms.scenario, sea_steps, FEW_SEAPORTS if broad else SEAPORTS, near)
    _check_ends(world, origin, destinations, stages, sea, terms.travel)
    entries: list[set[str]] = [{origin.id}, *(set() for _ in codes[1:])]
    exits: list[set[str]] = [set() for _ in codes]
    exits[last] |= {place.id for place in destinations}
    for a, b in steps:
        for one, step, (before, after) in _passes(world, codes[a], codes[b], terms):
            if near.to(one.point):
                draft.halt(Node(a, one.id, before, False), Node(b, one.id, after, True), step, terms)
                exits[a].add(one.id)
                entries[b].add(one.id)
    for i, stage in enumerate(stages):
        yards = set[str]()
        for halt in _changes(world, codes[i], stage, sea.ports[i], terms):
            if halt.at.id in sea.ports[i] or near.to(halt.at.point):
                draft.halt(Node(i, halt.at.id, halt.start, False), Node(i, halt.at.id, halt.end, True), halt, terms)
                yards |= {halt.at.id} - sea.ports[i]
        entries[i] |= sea.ports[i]
        exits[i] |= sea.ports[i]
        # a broad search leaves out double changes inside one country
        further = exits[i] if broad else exits[i] | yards
        for layer, known in stage.tables.items():
            rate = ride_rates(codes[i], layer.mode, terms)
            draft.rides((i, entries[i]), {i: exits[i] | yards}, layer, known, rate)
            draft.rides((i, yards - entries[i]), {i: further}, layer, known, rate)
    voyages: dict[int, dict[int, set[str]]] = {}
    for a, b in sea_steps:
        if sea.ports[a] and sea.ports[b]:
            voyages.setdefault(a, {})[b] = sea.ports[b]
    for a, ends_at in voyages.items():
        draft.rides((a, sea.ports[a]), ends_at, SEA, sea.table, ride_rates("", Mode.SEA, terms))
    return draft.overlay(codes, *_ends(world, draft, stages, sea, origin, destinations), _hung(stages), sea.cell)


@dataclass(slots=True)
class _Draft:
    """Arcs as they are gathered: halts first, then rides in blocks."""

    number: dict[Node, int] = field(default_factory=dict)
    halts: list[Pass | Change] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    values: list[tuple[float, ...]] = field(default_factory=list)
    blocks: list[tuple[Ints, Ints, Floats, Floats]] = field(default_factory=list)
    """start, end, metres, values"""

    def node(self, node: Node) -> int:
        return self.number.setdefault(node, len(self.number))

    def halt(self, start: Node, end: Node, item: Pass | Change, terms: Terms) -> None:
        self.ends.append((self.node(start), self.node(end)))
        self.values.append(measure(item, terms))
        self.halts.append(item)

    def rides(
        self,
        leaving: tuple[int, set[str]],
        arriving: Mapping[int, set[str]],
        layer: Layer,
        known: Table,
        rate: tuple[float, ...],
    ) -> None:
        """Add the rides from some gateways of a stage to those of others."""
        starts = sorted(leaving[1] & known.place.keys())
        ends = [(stage, name) for stage, names in arriving.items() for name in sorted(names & known.place.keys())]
        if not starts or not ends:
            return
        found = known.metres[np.ix_([known.place[name] for name in starts], [known.place[name] for _, name in ends])]
        row, column = np.nonzero(found < np.inf)
        if len(row):
            metres = found[row, column]
            start = np.array([self.node(Node(leaving[0], name, layer, True)) for name in starts])
            end = np.array([self.node(Node(stage, name, layer, False)) for stage, name in ends])
            self.blocks.append((start[row], end[column], metres, metres[:, None] * rate))

    def overlay(
        self,
        codes: tuple[str, ...],
        roots: tuple[int, ...],
        goals: Mapping[int, str],
        hung: Mapping[tuple[int, Layer], Cell],
        sea: Cell | None,
    ) -> Overlay:
        halts = len(self.halts)
        ends = np.array(self.ends, dtype=np.int64).reshape(-1, 2)
        closed = [int(isinstance(halt, Pass) and halt.closed) for halt in self.halts]
        starts, stops, metres, values = zip(*self.blocks, strict=True) if self.blocks else ((), (), (), ())
        rides = np.concatenate([np.zeros(0), *metres])
        graph = Graph(
            len(self.number),
            np.concatenate([ends[:, 0], *starts]),
            np.concatenate([ends[:, 1], *stops]),
            np.append(np.array(closed, dtype=np.int64), np.zeros(len(rides), dtype=np.int64)),
            np.concatenate([np.array(self.values).reshape(-1, 4), *values]),
        )
        every = np.append(np.zeros(halts), rides)
        return Overlay(codes, graph, tuple(self.number), tuple(self.halts), every, roots, goals, hung, sea)


@dataclass(frozen=True, slots=True)
class _Stage:
    tables: Mapping[Layer, Table]
    hung: Mapping[Layer, Cell]
    """the cells that a place of the question was hung on"""


def _stage(world: World, country: str, places: list[Place], travel: Travel, *, alone: bool) -> _Stage:
    """Hang the places on the cells of a country; `alone`, measure between its ports too, which do not ship."""
    hung: dict[Layer, Cell] = {}
    tables: dict[Layer, Table] = {}
    for layer in layers_of(world, country, travel):
        tables[layer] = table(world, country, layer)
        missing = [place for place in places if alone or place.id not in tables[layer]]
        if missing:
            cell = load_cell(world, country, *layer)
            for place in missing:
                cell = _with_place(cell, place, layer.mode)
            new = tuple(place.id for place in missing if place.id in cell.gateways)
            hung[layer], tables[layer] = cell, extended(cell, tables[layer], new)
    return _Stage(tables, hung)


def _hung(stages: list[_Stage]) -> Mapping[tuple[int, Layer], Cell]:
    return {(i, layer): cell for i, stage in enumerate(stages) for layer, cell in stage.hung.items()}


def _with_place(cell: Cell, place: Place, mode: Mode) -> Cell:
    """Return the cell with a place hung on it, as it was where the place is there or too far off."""
    foot = None if place.id in cell.gateways else snap(cell, check_point(*place.point))
    return hang(cell, place.id, foot) if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[mode] else cell


@dataclass(init=False, slots=True)
class _Seas:
    """The ports of each stage that a voyage may use, and the metres between them."""

    ports: list[set[str]]
    table: Table
    cell: Cell | None

    def __init__(
        self,
        world: World,
        codes: tuple[str, ...],
        ends: Mapping[int, list[Place]],
        scenario: Scenario,
        links: tuple[tuple[int, int], ...],
        count: int,
        near: Near,
    ) -> None:
        self.ports, self.table, self.cell = [set() for _ in codes], NONE, None
        for i in sorted({stage for link in links for stage in link}):
            self.ports[i] = {port.id for port in main_ports(world, codes[i], count) if near.to(port.point)}
            self.ports[i] |= {place.id for place in ends.get(i, []) if place.id in ports(world)}
            self.ports[i] -= scenario.closed
        joined = {stage for a, b in links if self.ports[a] and self.ports[b] for stage in (a, b)}
        used = {port for stage in joined for port in self.ports[stage]}
        if used:
            self.cell = lanes(world, scenario.shut_passages)
            self.table = _sea_table(world, self.cell, scenario, used)
            self.ports = [own & self.table.place.keys() if i in joined else set() for i, own in enumerate(self.ports)]


def _sea_table(world: World, sea: Cell, scenario: Scenario, used: set[str]) -> Table:
    """Return the metres between ports: those that ship where the usual passages are closed, else measured anew."""
    known = table(world, "", SEA) if scenario.shut_passages == ARCTIC else NONE
    inside = set(sea.gateways)
    return extended(sea, known, tuple(sorted(name for name in used if name in inside and name not in known)), used)


def _changes(world: World, country: str, stage: _Stage, own: set[str], terms: Terms) -> Iterable[Change]:
    """Yield the changes inside a country; from ship to ship, which but calls at it, only where that is asked for."""
    for _, terminal in sorted(terminals(world).items()):
        if terminal.country == country and terminal.id not in terms.scenario.closed:
            here = [layer for layer, known in stage.tables.items() if terminal.id in known]
            yield from (Change(terminal, start, end) for start, end in permutations(here, 2))
    for name in sorted(own):
        port = ports(world)[name]
        here = [layer for layer, known in stage.tables.items() if name in known]
        yield from (Change(port, *pair) for layer in here for pair in ((layer, SEA), (SEA, layer)))
        if terms.sea is SeaUse.ALWAYS:
            yield Change(port, SEA, SEA)


def _passes(world: World, start: str, end: str, terms: Terms) -> Iterable[tuple[Crossing, Pass, tuple[Layer, Layer]]]:
    for one in between(world, start, end):
        if usable(one, terms.scenario) and fits(one, terms.travel):
            gauges = (one.gauge_a_mm, one.gauge_b_mm) if one.country_a == start else (one.gauge_b_mm, one.gauge_a_mm)
            before, after = (Layer(one.mode, gauge or 0) for gauge in gauges)
            closed = terms.scenario.status(one).status is Status.CLOSED
            yield one, Pass(one, start, end, before != after, closed), (before, after)


def _ends(
    world: World,
    draft: _Draft,
    stages: list[_Stage],
    sea: _Seas,
    origin: Place,
    destinations: tuple[Place, ...],
) -> tuple[tuple[int, ...], Mapping[int, str]]:
    """Return the roots and the goals; at a crossing cargo may start by passing it and end by having passed it."""
    last, posts = len(stages) - 1, crossings(world)
    leaving = [layer for layer, known in stages[0].tables.items() if origin.id in known]
    leaving += [SEA] if origin.id in sea.ports[0] else []
    roots = tuple(
        draft.node(Node(0, origin.id, layer, ready))
        for layer in leaving
        for ready in ((True, False) if origin.id in posts else (True,))
    )
    goals = {
        draft.node(Node(last, place.id, layer, ready)): place.id
        for place in destinations
        for layer in (*stages[last].tables, SEA)
        if place.id in (sea.ports[last] if layer == SEA else stages[last].tables[layer])
        for ready in ((False, True) if place.id in posts else (False,))
    }
    return roots, goals


def _check_ends(
    world: World,
    origin: Place,
    destinations: tuple[Place, ...],
    stages: list[_Stage],
    sea: _Seas,
    travel: Travel,
) -> None:
    for place, stage, own in ((origin, stages[0], sea.ports[0]), (destinations[0], stages[-1], sea.ports[-1])):
        if place.id not in own and not any(place.id in known for known in stage.tables.values()):
            mode = Mode.RAIL if travel is Travel.RAIL else Mode.ROAD
            word = "railway" if travel is Travel.RAIL else "road"
            country = countries(world)[place.country].name
            raise BadValueError(f"{place.name} lies more than {SNAP_LIMIT_KM[mode]:g} km from any {word} of {country}")

"""The overlay of a question: the gateways of its countries as a small graph of rides, borders and changes.

Rides stay inside one country's cell, so the listed countries are obeyed by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import cast

import numpy as np

from corridor.data import World
from corridor.errors import BadValueError
from corridor.gateways import between, crossings, ports, terminals
from corridor.geo import check_point
from corridor.model import Crossing, Mode, Place, SeaUse, Status, Travel
from corridor.names import countries
from corridor.network import SNAP_LIMIT_KM, Cell, feet, hang, load_cell
from corridor.overlay.graph import Overlay
from corridor.overlay.seas import EVERYWHERE, FEW_SEAPORTS, SEAPORTS, Near, Seas, by_sea, fits, usable
from corridor.overlay.tables import Table, extended, layers_of, table
from corridor.search import Floats, Graph, Ints
from corridor.steps import SEA, Change, Layer, Node, Pass, Terms, measure, ride_rates

PLACED, MOST_KEPT = "placed", 100
"""where a world keeps the cells that places were hung on, and how many"""


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
    sea = Seas(world, codes, ends, terms.scenario, sea_steps, FEW_SEAPORTS if broad else SEAPORTS, near)
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
        missing = tuple(place for place in places if alone or place.id not in tables[layer])
        if missing:
            hung[layer], tables[layer] = _with_places(world, country, layer, missing)
    return _Stage(tables, hung)


def _with_places(world: World, country: str, layer: Layer, places: tuple[Place, ...]) -> tuple[Cell, Table]:
    """Return a cell with some places hung on it, and its table with them; the last few are kept."""
    kept = cast("dict[object, tuple[Cell, Table]]", world.keep(PLACED, dict))
    key = (country, layer, tuple((place.id, place.point) for place in places))
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        cell = load_cell(world, country, *layer)
        for place in places:
            cell = _with_place(cell, place, layer.mode)
        new = tuple(place.id for place in places if place.id in cell.gateways)
        kept[key] = (cell, extended(cell, table(world, country, layer), new))
    return kept[key]


def _hung(stages: list[_Stage]) -> Mapping[tuple[int, Layer], Cell]:
    return {(i, layer): cell for i, stage in enumerate(stages) for layer, cell in stage.hung.items()}


def _with_place(cell: Cell, place: Place, mode: Mode) -> Cell:
    """Return the cell with a place hung on it, as it was where the place is there or too far off."""
    if place.id in cell.gateways:
        return cell
    near = [foot for foot in feet(cell, check_point(*place.point)) if foot.snap_km <= SNAP_LIMIT_KM[mode]]
    return hang(cell, place.id, *near) if near else cell


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
    sea: Seas,
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
    sea: Seas,
    travel: Travel,
) -> None:
    for place, stage, own in ((origin, stages[0], sea.ports[0]), (destinations[0], stages[-1], sea.ports[-1])):
        if place.id not in own and not any(place.id in known for known in stage.tables.values()):
            mode = Mode.RAIL if travel is Travel.RAIL else Mode.ROAD
            word = "railway" if travel is Travel.RAIL else "road"
            country = countries(world)[place.country].name
            raise BadValueError(f"{place.name} lies more than {SNAP_LIMIT_KM[mode]:g} km from any {word} of {country}")

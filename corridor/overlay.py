"""The overlay of a question: the gateways of its countries as a small graph of rides, borders and changes.

Rides stay inside one country's cell, so the listed countries are obeyed by construction.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, permutations
from typing import cast

from corridor.data import Row, World, numbers
from corridor.errors import BadValueError
from corridor.gateways import between, crossings, main_ports, ports, terminals
from corridor.geo import check_point, distance_km
from corridor.model import Crossing, Mode, Place, Point, Port, Status, Travel
from corridor.names import countries
from corridor.network import SNAP_LIMIT_KM, Cell, anchors, cell_id, distances, hang, load_cell, snap
from corridor.scenario import Scenario
from corridor.search import Arc, Index, index
from corridor.steps import SEA, Change, Item, Layer, Node, Pass, Ride, Step, Terms, valuer

SEAPORTS = 20
"""how many main ports of a country a voyage may use"""
Metres = Mapping[str, Mapping[str, int]]
"""gateway → gateway → metres"""


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """The graph of a question with its ends."""

    codes: tuple[str, ...]
    """the country of each stage"""
    arcs: tuple[Step, ...]
    leaving: Index[Node, Item]
    arriving: Index[Node, Item]
    roots: tuple[Node, ...]
    goals: Mapping[Node, str]
    """node → destination id"""
    hung: Mapping[tuple[int, Layer], Cell]
    """cells by stage that have the origin, a destination or a seaport hung on them"""

    def cell(self, world: World, stage: int, layer: Layer) -> Cell:
        """Return the cell of a stage with all the gateways that this question has on it."""
        return self.hung.get((stage, layer)) or load_cell(world, self.codes[stage], *layer)


def layers_of(world: World, country: str, travel: Travel) -> tuple[Layer, ...]:
    """Return the layers of a country that a plan may use."""
    from_anchors = world.keep("layers", lambda: _layers(world))
    wanted = {
        Travel.ROAD: (Mode.ROAD,),
        Travel.RAIL: (Mode.RAIL,),
        Travel.MULTIMODAL: (Mode.ROAD, Mode.RAIL),
    }[travel]
    return tuple(layer for layer in from_anchors.get(country, ()) if layer.mode in wanted)


def table(world: World, country: str, layer: Layer) -> Metres:
    """Return the shipped metres between the gateways of a cell, both ways."""
    cell = cell_id(country, *layer)
    return cast(Metres, world.keep(("overlay", cell), lambda: _table(world, cell)))


def tabled(tables: Mapping[str, Metres]) -> Mapping[object, object]:
    """Return what a variant of the world keeps so that `table` gives these for their cells."""
    return {("overlay", cell): metres for cell, metres in tables.items()}


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


def build(
    world: World,
    codes: tuple[str, ...],
    origin: Place,
    destinations: tuple[Place, ...],
    terms: Terms,
    *,
    links: tuple[tuple[int, int], ...] | None = None,
    reach_km: float = math.inf,
    by_sea: frozenset[int] = frozenset(),
) -> Overlay:
    """Build the overlay of a question.

    `codes` are the stages, countries as alpha-2, the origin in the first and the destinations in the last.
    `links` are the steps from stage to stage that may be taken, by default each to the next, over land or,
    where no crossing joins two neighbours and all modes are allowed, over the sea. Given links are over land.
    From the stages `by_sea` a voyage may lead to the next even so.
    Crossings and yards through which even the great-circle way is longer than `reach_km` are left out.

    Raises
    ------
    BadValueError
        where an end lies too far from any network that the plan may use.
    """
    value, last = valuer(terms), len(codes) - 1
    steps = links if links is not None else tuple((i, i + 1) for i in range(last))
    ends: dict[int, list[Place]] = {0: [origin]}
    ends[last] = [*ends.get(last, []), *destinations]
    stages = [_stage(world, code, ends.get(i, []), terms.travel, alone=last == 0) for i, code in enumerate(codes)]
    if terms.travel is Travel.MULTIMODAL and links is None:
        stages = _with_seas(world, codes, stages, ends, terms.scenario, by_sea)
    for place, stage in ((origin, stages[0]), (destinations[0], stages[-1])):
        if not any(place.id in metres for metres in stage.metres.values()):
            raise BadValueError(_too_far(world, place, terms.travel))
    crow = partial(_crow_km, origin.point, [place.point for place in destinations])
    passes = [
        (pair, step)
        for link in steps
        for pair, step in _passes(world, codes, link, terms)
        if crow(step.crossing.point) <= reach_km
    ]
    arcs: list[Step] = [Arc(*pair, value(step), step) for pair, step in passes]
    for i, stage in enumerate(stages):
        changes = list(_changes(world, i, stage, codes[i]))
        yards = {change.at.id for _, change in changes if crow(change.at.point) <= reach_km} - stage.ports
        entries = {post.gateway for (_, post), _ in passes if post.stage == i} | stage.ports
        entries |= {origin.id} if i == 0 else set()
        exits = {post.gateway for (post, _), _ in passes if post.stage == i} | stage.ports
        exits |= {place.id for place in destinations} if i == last else set()
        arcs += [Arc(*pair, value(change), change) for pair, change in changes]
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _rides(i, codes[i], stage, entries, exits | yards)]
        # a broad search leaves out double changes inside one country
        further = exits | yards if links is None else exits
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _rides(i, codes[i], stage, yards - entries, further)]
        arcs += [Arc(*pair, value(ride), ride) for pair, ride in _voyages(i, stages)]
    leaving = [layer for layer, metres in stages[0].metres.items() if origin.id in metres]
    leaving += [SEA] if stages[0].sea and origin.id in stages[0].ports else []
    names = [place.id for place in destinations]
    reached = [(layer, name) for layer, metres in stages[-1].metres.items() for name in names if name in metres]
    reached += [(SEA, name) for stage in stages[-2:-1] if stage.sea for name in names if name in stage.sea.gateways]
    # at a crossing cargo may start by passing it and end by having passed it, without a ride before or after
    posts = crossings(world)
    roots = tuple(
        Node(0, origin.id, layer, ready)
        for layer in leaving
        for ready in ((True, False) if origin.id in posts else (True,))
    )
    goals = {
        Node(last, name, layer, ready): name
        for layer, name in reached
        for ready in ((False, True) if name in posts else (False,))
    }
    hung = {(i, layer): cell for i, stage in enumerate(stages) for layer, cell in stage.hung.items()}
    hung |= {(i, SEA): stage.sea for i, stage in enumerate(stages) if stage.sea}
    return Overlay(codes, tuple(arcs), index(arcs), index(arcs, backward=True), roots, goals, hung)


def _crow_km(start: Point, ends: list[Point], via: Point) -> float:
    return distance_km(start, via) + min(distance_km(via, end) for end in ends)


@dataclass(frozen=True, slots=True)
class _Stage:
    metres: Mapping[Layer, Metres]
    """layer → gateway → gateway → metres"""
    hung: Mapping[Layer, Cell]
    """the cells that a place of the question was hung on"""
    sea: Cell | None = None
    """the sea to the next country with the ports of both, where they join by sea"""
    ports: frozenset[str] = frozenset()
    """the ports of this country that a voyage may start or end at"""


def _stage(world: World, country: str, places: list[Place], travel: Travel, *, alone: bool) -> _Stage:
    """Hang the places on the cells of a country; `alone`, measure between its ports too, which do not ship."""
    hung: dict[Layer, Cell] = {}
    metres: dict[Layer, Metres] = {}
    for layer in layers_of(world, country, travel):
        metres[layer] = table(world, country, layer)
        missing = [place for place in places if alone or place.id not in metres[layer]]
        if missing:
            cell = load_cell(world, country, *layer)
            for place in missing:
                cell = _with_place(cell, place, layer.mode)
            new = tuple(place.id for place in missing if place.id in cell.gateways)
            hung[layer], metres[layer] = cell, extended(cell, metres[layer], new)
    return _Stage(metres, hung)


def _with_seas(
    world: World,
    sequence: tuple[str, ...],
    stages: list[_Stage],
    ends: Mapping[int, list[Place]],
    scenario: Scenario,
    by_sea: frozenset[int],
) -> list[_Stage]:
    """Join neighbours in the sequence by sea where no crossing joins them by land."""
    for i, (start, end) in enumerate(pairwise(sequence)):
        if i not in by_sea and any(usable(one, scenario) and not one.link for one in between(world, start, end)):
            continue  # a planned link adds a way and takes none
        own, other = (_seaports(world, code, ends.get(stage, [])) for stage, code in ((i, start), (i + 1, end)))
        sea = load_cell(world, "", Mode.SEA)
        for port in (*own, *other):
            foot = snap(sea, port.point)
            if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[Mode.SEA]:
                sea = hang(sea, port.id, foot)
        stages[i] = replace(stages[i], sea=sea, ports=stages[i].ports | {port.id for port in own})
        stages[i + 1] = replace(stages[i + 1], ports=stages[i + 1].ports | {port.id for port in other})
    return stages


def _seaports(world: World, country: str, places: list[Place]) -> list[Port]:
    """Return the ports of a country that a voyage may use: its main ones, and the ends of the question."""
    named = [ports(world)[place.id] for place in places if place.id in ports(world)]
    return list(dict.fromkeys((*main_ports(world, country, SEAPORTS), *named)))


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


def _with_place(cell: Cell, place: Place, mode: Mode) -> Cell:
    """Return the cell with a place hung on it, as it was where the place is there or too far off."""
    foot = None if place.id in cell.gateways else snap(cell, check_point(*place.point))
    return hang(cell, place.id, foot) if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[mode] else cell


def extended(cell: Cell, known: Metres, new: tuple[str, ...]) -> Metres:
    """Return the metres between gateways, those from and to `new` ones of the cell added."""
    metres = {a: dict(row) for a, row in known.items()} if new else {}
    for name, row in zip(new, distances(cell, new) if new else (), strict=True):
        metres.setdefault(name, {})
        for other, node in zip(cell.gateways, cell.nodes, strict=True):
            if other != name and row[node] < float("inf"):
                metres[name][other] = round(float(row[node]))
                metres.setdefault(other, {})[name] = round(float(row[node]))
    return metres or known


def _rides(
    stage: int, country: str, what: _Stage, starts: set[str], ends: set[str]
) -> Iterator[tuple[tuple[Node, Node], Ride]]:
    """Yield the rides from some gateways of a country to others."""
    for layer, metres in what.metres.items():
        arriving = {name: Node(stage, name, layer, False) for name in ends & metres.keys()}
        for start in sorted(starts & metres.keys()):
            leaving = Node(stage, start, layer, True)
            for end, length in metres[start].items():
                if end in arriving:
                    yield (leaving, arriving[end]), Ride(country, layer, start, end, length)


def _changes(world: World, stage: int, what: _Stage, country: str) -> Iterator[tuple[tuple[Node, Node], Change]]:
    for terminal in terminals(world).values():
        if terminal.country == country:
            here = [layer for layer, metres in what.metres.items() if terminal.id in metres]
            for start, end in permutations(here, 2):
                pair = (Node(stage, terminal.id, start, False), Node(stage, terminal.id, end, True))
                yield pair, Change(terminal, start, end)
    for name in sorted(what.ports):
        for layer, metres in what.metres.items():
            if name in metres:
                for start, end in ((layer, SEA), (SEA, layer)):
                    pair = (Node(stage, name, start, False), Node(stage, name, end, True))
                    yield pair, Change(ports(world)[name], start, end)


def _passes(
    world: World, codes: tuple[str, ...], link: tuple[int, int], terms: Terms
) -> Iterator[tuple[tuple[Node, Node], Pass]]:
    start, end = codes[link[0]], codes[link[1]]
    for one in between(world, start, end):
        if not usable(one, terms.scenario) or not fits(one, terms.travel):
            continue
        gauges = (one.gauge_a_mm, one.gauge_b_mm) if one.country_a == start else (one.gauge_b_mm, one.gauge_a_mm)
        before, after = (Layer(one.mode, gauge or 0) for gauge in gauges)
        closed = terms.scenario.status(one).status is Status.CLOSED
        pair = (Node(link[0], one.id, before, False), Node(link[1], one.id, after, True))
        yield pair, Pass(one, start, end, before != after, closed)


def _table(world: World, cell: str) -> Metres:
    rows = world.table("overlay", cell=cell)
    gateways, _ = anchors(world, cell)
    metres: dict[str, dict[str, int]] = {}
    columns = (numbers(rows, column).tolist() for column in ("a", "b", "metres"))
    for a, b, length in zip(*columns, strict=True):
        metres.setdefault(gateways[a], {})[gateways[b]] = length
        metres.setdefault(gateways[b], {})[gateways[a]] = length
    return metres


def _layers(world: World) -> Mapping[str, tuple[Layer, ...]]:
    found: dict[str, list[Layer]] = {}
    for country, layer in world.records("cells", lambda row: (row["country"], _layer(row))):
        found.setdefault(country, []).append(layer)
    return {country: tuple(layers) for country, layers in found.items()}


def _layer(row: Row) -> Layer:
    return Layer(Mode(row["mode"]), int(row["gauge_mm"]))


def _too_far(world: World, place: Place, travel: Travel) -> str:
    mode = Mode.RAIL if travel is Travel.RAIL else Mode.ROAD
    word = "railway" if travel is Travel.RAIL else "road"
    country = countries(world)[place.country].name
    return f"{place.name} lies more than {SNAP_LIMIT_KM[mode]:g} km from any {word} of {country}"

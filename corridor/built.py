"""The world with some planned links taken as built: their lines laid in the cells, joined, measured anew.

The shipped world is left as it is: what differs is kept in a variant of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import numpy as np
import numpy.typing as npt

from corridor.data import World
from corridor.gateways import BY_PAIR, by_pair, crossings, ports, terminals
from corridor.geo import distance_km, distances_km
from corridor.links import Part, Yard, links, made_crossings, parts, yards
from corridor.model import Crossing, Mode, Point, Terminal, Travel
from corridor.network import JOIN, PLANNED, SNAP_LIMIT_KM, TIE, Cell, Foot, Ints, hang, join, load_cell, snap
from corridor.overlay import PLACED, extended, layers_of, measured, table, tabled
from corridor.steps import Layer
from corridor.traces import TRACES

JOIN_KM = 25.0
"""an end of a link joins a line of its mode and gauge no farther off than this"""
JOIN_SHARE = 1 / 3
"""nor farther than this part of its length, or the connector would stand in for the link itself"""
SIDE_KM = 40.0
"""a crossing on a link joins the network of the other side no farther off than this"""

Key = tuple[str, Layer]


def with_links(world: World, ids: frozenset[str]) -> World:
    """Return the world in which the planned links with these ids are built, `world` itself where there are none."""
    return cast(World, world.keep(("built", ids), lambda: _built(world, ids))) if ids else world


@dataclass(slots=True)
class _Works:
    """The cells, crossings and terminals as far as they are built."""

    world: World
    laid: dict[Key, Cell] = field(default_factory=dict)
    """cells that a link was laid in"""
    hung: dict[Key, tuple[Cell, tuple[str, ...]]] = field(default_factory=dict)
    """other cells, and what was newly hung on them"""

    def cell(self, key: Key) -> Cell:
        if key in self.laid:
            return self.laid[key]
        return self.hung[key][0] if key in self.hung else load_cell(self.world, key[0], *key[1])

    def hang(self, key: Key, gateway: str, point: Point, limit_km: float) -> float | None:
        """Hang a gateway on the nearest edge; return how far off it lies, None where it is too far or there."""
        cell = self.cell(key)
        foot = None if gateway in cell.gateways else snap(cell, point)
        if foot is None or foot.snap_km > limit_km:
            return None
        if key in self.laid:
            self.laid[key] = _hung(cell, gateway, foot)
        else:
            before = self.hung[key][1] if key in self.hung else ()
            self.hung[key] = (_hung(cell, gateway, foot), (*before, gateway))
        return foot.snap_km


def _built(world: World, ids: frozenset[str]) -> World:
    works, own = _Works(world), parts(world, ids)
    ends: dict[str, dict[str, Part]] = defaultdict(dict)
    by_key: dict[Key, list[Part]] = defaultdict(list)
    for part in own:
        by_key[part.country, Layer(part.mode, part.gauge_mm)].append(part)
        for crossing in filter(None, (part.start_at, part.end_at)):
            ends[crossing].setdefault(part.country, part)
    for key, laid in by_key.items():
        works.laid[key] = _lay(load_cell(world, key[0], *key[1]), laid)
    posts = {**crossings(world), **made_crossings(world, ids)}
    posts |= {name: _joined(works, posts[name], sides) for name, sides in sorted(ends.items())}
    stations = _stations(works, yards(world, ids))
    layers = {code: layers_of(world, code, Travel.MULTIMODAL) for code in _countries(world)}
    for code, layer in by_key:
        layers[code] = tuple(dict.fromkeys((*layers.get(code, ()), layer)))
    tables = {cell.id: measured(cell) for cell in works.laid.values()}
    tables |= {cell.id: extended(cell, table(world, *key), new) for key, (cell, new) in works.hung.items()}
    cells = {("cell", works.cell(key).id): works.cell(key) for key in (*works.laid, *works.hung)}
    return world.variant(
        {
            "crossings": posts,
            BY_PAIR: by_pair(posts.values()),
            "terminals": stations,
            "layers": layers,
            TRACES: {},
            PLACED: {},
            **cells,
            **tabled(tables),
        }
    )


def _countries(world: World) -> list[str]:
    return list(dict.fromkeys(row["country"] for row in world.rows("cells")))


def _lay(cell: Cell, laid: list[Part]) -> Cell:
    """Return the cell with the lines of some parts, each free end joined to what lies near it; crossings unhung."""
    names = tuple(dict.fromkeys(part.link for part in laid))
    built = replace(cell, tags=names, tag=np.full(len(cell.u), -1, dtype=np.int64))
    spans: list[tuple[Part, int, int]] = []
    for part in laid:
        first = len(built.lon)
        built = _with_line(built, part, names.index(part.link))
        spans.append((part, first, len(built.lon) - 1))
    for part, first, last in spans:
        for node, at in ((first, part.start_at), (last, part.end_at)):
            if at:
                built = _at_crossing(built, node, at)
            else:
                limit_km = min(JOIN_KM, JOIN_SHARE * part.metres / 1000)
                built = _joined_end(built, node, names.index(part.link), limit_km)
    return built


def _with_line(cell: Cell, part: Part, link: int) -> Cell:
    """Return the cell with the line of a part; its length is shared out, no edge shorter than its great circle."""
    lon, lat = (np.array([point[axis] for point in part.points]) for axis in (0, 1))
    crow = 1000 * distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    metres = np.maximum(np.ceil(crow), np.round(part.metres * crow / crow.sum())).astype(np.int64)
    nodes = len(cell.lon) + np.arange(len(lon))
    return replace(
        cell,
        lon=np.append(cell.lon, lon),
        lat=np.append(cell.lat, lat),
        u=np.append(cell.u, nodes[:-1]),
        v=np.append(cell.v, nodes[1:]),
        metres=np.append(cell.metres, np.maximum(metres, 1)),
        tag=np.append(_planned(cell), np.full(len(metres), link)),
        shape=np.append(cell.shapes, np.full(len(metres), PLANNED, dtype=np.int8)),
    )


def _at_crossing(cell: Cell, node: int, crossing: str) -> Cell:
    if crossing in cell.gateways:
        return _with_edge(cell, node, cell.node(crossing))
    return replace(cell, gateways=(*cell.gateways, crossing), nodes=(*cell.nodes, node))


def _joined_end(cell: Cell, node: int, link: int, limit_km: float) -> Cell:
    """Return the cell with a free end of a link joined to the built network and to the other links, if near."""
    cell = _tie(cell, node, _planned(cell) < 0, limit_km)
    return _tie(cell, node, (_planned(cell) >= 0) & (_planned(cell) != link), limit_km)


def _hung(cell: Cell, gateway: str, foot: Foot) -> Cell:
    """Hang a gateway so that no way through the edge changes."""
    return _brought(_level(hang(cell, gateway, foot), int(cell.metres[foot.edge])))


def _level(split: Cell, length: int) -> Cell:
    """Return a cell whose edge was split last so that both pieces are together as long as it was."""
    first = min(int(split.metres[-3]), length - 1)
    if first < 1:
        return split
    return replace(split, metres=np.concatenate([split.metres[:-3], [first, length - first], split.metres[-1:]]))


def _brought(cell: Cell) -> Cell:
    """Return a cell whose last edge counts as one that a link brings."""
    tag = np.full(len(cell.u), -1, dtype=np.int64) if cell.tag is None else cell.tag.copy()
    tag[-1] = TIE
    return replace(cell, tag=tag)


def _tie(cell: Cell, node: int, among: npt.NDArray[np.bool_], limit_km: float) -> Cell:
    edges = np.flatnonzero(among)
    point = (float(cell.lon[node]), float(cell.lat[node]))
    foot = snap(replace(cell, u=cell.u[edges], v=cell.v[edges]), point)
    if foot is None or foot.snap_km > limit_km:
        return cell
    edge = int(edges[foot.edge])
    return _brought(_level(join(cell, node, replace(foot, edge=edge)), int(cell.metres[edge])))


def _with_edge(cell: Cell, u: int, v: int) -> Cell:
    crow = distance_km((float(cell.lon[u]), float(cell.lat[u])), (float(cell.lon[v]), float(cell.lat[v])))
    return replace(
        cell,
        u=np.append(cell.u, u),
        v=np.append(cell.v, v),
        metres=np.append(cell.metres, max(1, round(1000 * crow))),
        tag=np.append(_planned(cell), TIE),
        shape=np.append(cell.shapes, np.int8(JOIN)),
    )


def _planned(cell: Cell) -> Ints:
    return cast(Ints, cell.tag)


def _joined(works: _Works, crossing: Crossing, sides: Mapping[str, Part]) -> Crossing:
    """Return a crossing attached on both sides, by the links or by the network, as it was where one side has none."""
    found: list[tuple[int | None, float]] = []
    for code, gauge in zip(crossing.countries, (crossing.gauge_a_mm, crossing.gauge_b_mm), strict=True):
        if code in sides:
            found.append((sides[code].gauge_mm or None, 0.0))
            continue
        own = [layer for layer in layers_of(works.world, code, Travel.MULTIMODAL) if layer.mode is crossing.mode]
        for layer in own:
            if gauge in (None, layer.gauge_mm):
                off = works.hang((code, layer), crossing.id, crossing.point, SIDE_KM)
                if off is not None:
                    found.append((layer.gauge_mm or None, off))
                    break
    if len(found) < 2:
        return crossing
    (gauge_a, off_a), (gauge_b, off_b) = found
    link = next(iter(sides.values())).link
    return replace(
        crossing,
        gauge_a_mm=gauge_a,
        gauge_b_mm=gauge_b,
        snap_km=max(off_a, off_b),
        unattached_reason="",
        link=link,
    )


def _stations(works: _Works, own: tuple[Yard, ...]) -> Mapping[str, Terminal]:
    """Hang the terminals and ports on the links; return all terminals, those that only a link makes added."""
    found = dict(terminals(works.world))
    for yard in own:
        works.hang((yard.country, Layer(Mode.RAIL, yard.gauge_mm)), yard.id, yard.point, SNAP_LIMIT_KM[Mode.RAIL])
        if yard.id in ports(works.world):
            continue
        if yard.id not in found:
            works.hang((yard.country, Layer(Mode.ROAD, 0)), yard.id, yard.point, SNAP_LIMIT_KM[Mode.ROAD])
            source = links(works.world)[yard.link].source
            found[yard.id] = Terminal(yard.id, yard.name, yard.country, yard.point, (), yard.note, source, yard.link)
        gauges = tuple(sorted({*found[yard.id].gauges_mm, yard.gauge_mm}))
        found[yard.id] = replace(found[yard.id], gauges_mm=gauges)
    return found

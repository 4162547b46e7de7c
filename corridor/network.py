"""Cells: the network of one mode (and gauge) inside one country, cut at its borders.

Arrays, not objects: the road cell of Russia has 50 000 nodes. A gateway is a node of its own, hung on the edge
nearest to it, so a way through a cell runs from gateway to gateway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from corridor.data import World, numbers
from corridor.errors import NoRouteError
from corridor.geo import distances_km
from corridor.model import Line, Mode, Point

SNAP_LIMIT_KM = {Mode.ROAD: 50.0, Mode.RAIL: 25.0, Mode.SEA: 150.0}
"""a place farther than this from the network is refused"""

DRAWN = ("source", "waypoints", "places", "added", "join", "planned")
"""where the length and shape of an edge come from, by its number: the source's straight line between junctions; places
that the way is known, or taken, to pass; a line added by hand; a straight join of loose ends or of a gateway; a planned
link"""
TIE = -2
"""the tag of a connector that a planned link brings"""
JOIN, PLANNED = DRAWN.index("join"), DRAWN.index("planned")

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """The network of one country, mode and gauge."""

    id: str
    """UZ-road, AF-rail-1520"""
    lon: Floats
    lat: Floats
    u: Ints
    v: Ints
    metres: Ints
    gateways: tuple[str, ...]
    nodes: tuple[int, ...]
    """the node of each gateway"""
    tags: tuple[str, ...] = ()
    """ids of the planned links laid in it, or the passages of the sea"""
    tag: Ints | None = None
    """of each edge the index of its tag, -1 where it has none, TIE where it joins a link to the rest; None where no
    edge has one"""
    shape: Shapes | None = None
    """of each edge a place in DRAWN; None where all are of the source"""

    @property
    def shapes(self) -> Shapes:
        """Of each edge a place in DRAWN."""
        return np.zeros(len(self.u), dtype=np.int8) if self.shape is None else self.shape

    @property
    def laid(self) -> npt.NDArray[np.bool_]:
        """Of each edge whether planned links brought it; the tags of the sea are its passages."""
        none = np.zeros(len(self.u), dtype=bool)
        return none if self.tag is None else (self.shapes == PLANNED) | (self.tag == TIE)

    def node(self, gateway: str) -> int:
        """Return the node of a gateway. Raises ValueError where the cell has no such gateway."""
        return self.nodes[self.gateways.index(gateway)]


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a point hangs on a cell: an edge, the share of it from u, and how far off the point lies."""

    point: Point
    edge: int
    share: float
    snap_km: float


def cell_id(country: str, mode: Mode, gauge_mm: int = 0) -> str:
    """Return the id of a cell; `gauge_mm` counts for rail only, and all seas are one cell."""
    if mode is Mode.SEA:
        return "sea"
    return f"{country}-rail-{gauge_mm}" if mode is Mode.RAIL else f"{country}-{mode}"


def load_cell(world: World, country: str, mode: Mode, gauge_mm: int = 0) -> Cell:
    """Return a cell with its shipped gateways, kept in `world` once read; empty where there is no such network."""
    cell = cell_id(country, mode, gauge_mm)
    return cast(Cell, world.keep(("cell", cell), lambda: _load(world, cell, mode)))


def snap(cell: Cell, point: Point) -> Foot | None:
    """Return the foot of `point` on the nearest edge, None where the cell has no edge.

    Edges are straight lines on a scale that is true at the point.
    """
    edges = np.flatnonzero(np.abs(cell.lon[cell.u] - cell.lon[cell.v]) <= 180)  # not across the antimeridian
    if not len(edges):
        return None
    squeeze = float(np.cos(np.radians(point[1])))
    ax, ay = (cell.lon[cell.u[edges]] - point[0]) * squeeze, cell.lat[cell.u[edges]] - point[1]
    dx, dy = (cell.lon[cell.v[edges]] - point[0]) * squeeze - ax, cell.lat[cell.v[edges]] - point[1] - ay
    share = np.clip(-(ax * dx + ay * dy) / np.maximum(dx * dx + dy * dy, 1e-18), 0.0, 1.0)
    best = int(np.argmin((ax + share * dx) ** 2 + (ay + share * dy) ** 2))
    edge, part = int(edges[best]), float(share[best])
    lon, lat = _along(cell, edge, part)
    return Foot(point, edge, part, float(distances_km(point[0], point[1], lon, lat)))


def feet(cell: Cell, point: Point) -> tuple[Foot, ...]:
    """Return where a point hangs: on the nearest edge of the built network, and on what a link brings if it is nearer.

    So no way that is there without a link is lost or longer with it. Empty where the cell has no edge.
    """
    if cell.tag is None or not cell.laid.any():
        return tuple(filter(None, [snap(cell, point)]))
    own, new = (_among(cell, edges, point) for edges in (~cell.laid, cell.laid))
    if own is None or new is None:
        return tuple(filter(None, (own, new)))
    return (own, new) if new.snap_km < own.snap_km else (own,)


def _among(cell: Cell, which: npt.NDArray[np.bool_], point: Point) -> Foot | None:
    """Return the foot of a point on the nearest of some edges."""
    edges = np.flatnonzero(which)
    foot = snap(replace(cell, u=cell.u[edges], v=cell.v[edges]), point)
    return None if foot is None else replace(foot, edge=int(edges[foot.edge]))


def hang(cell: Cell, gateway: str, foot: Foot, *more: Foot) -> Cell:
    """Return the cell with one more gateway: the edge is split at the foot, and a connector leads to the point.

    It may hang on `more` edges besides. No piece is shorter than its great circle, which `trace` relies on.
    """
    node = len(cell.lon) + 1
    made = _split(cell, foot, node, foot.point)
    made = replace(
        made,
        lon=np.append(made.lon, foot.point[0]),
        lat=np.append(made.lat, foot.point[1]),
        gateways=(*cell.gateways, gateway),
        nodes=(*cell.nodes, node),
    )
    split = [foot.edge]
    for other in more:
        edge = other.edge - sum(before < other.edge for before in split)
        made = join(made, node, replace(other, edge=edge))
        split.append(other.edge)
    return made


def join(cell: Cell, node: int, foot: Foot) -> Cell:
    """Return the cell with an edge split at the foot of a node, and a connector from there to the node."""
    return _split(cell, foot, node, (float(cell.lon[node]), float(cell.lat[node])))


def _split(cell: Cell, foot: Foot, node: int, point: Point) -> Cell:
    """Return the cell with an edge split at a foot, and a connector to a node at a point; these edges stand last."""
    edge, length, new = foot.edge, int(cell.metres[foot.edge]), len(cell.lon)
    lon, lat = _along(cell, edge, foot.share)
    ends = np.array([cell.u[edge], cell.v[edge]])
    parts = np.array([foot.share, 1 - foot.share]) * length
    off_km = float(distances_km(point[0], point[1], lon, lat))
    least = 1000 * np.append(distances_km(cell.lon[ends], cell.lat[ends], lon, lat), off_km)
    metres = np.maximum(np.maximum(np.append(parts, 0.0), least).round(), 1).astype(np.int64)
    return replace(
        cell,
        lon=np.append(cell.lon, lon),
        lat=np.append(cell.lat, lat),
        u=np.append(np.delete(cell.u, edge), [ends[0], new, new]),
        v=np.append(np.delete(cell.v, edge), [new, ends[1], node]),
        metres=np.append(np.delete(cell.metres, edge), metres),
        tag=None if cell.tag is None else np.append(np.delete(cell.tag, edge), [cell.tag[edge]] * 2 + [-1]),
        shape=np.append(np.delete(cell.shapes, edge), [cell.shapes[edge]] * 2 + [JOIN]).astype(np.int8),
    )


def tagged_edges(cell: Cell) -> Mapping[tuple[int, int], tuple[str, int]]:
    """Return the edges with a tag: both nodes, the lesser first → tag, metres."""
    if cell.tag is None:
        return {}
    own = np.flatnonzero(cell.tag >= 0)
    low, high = np.minimum(cell.u[own], cell.v[own]), np.maximum(cell.u[own], cell.v[own])
    rows = zip(low.tolist(), high.tolist(), cell.tag[own].tolist(), cell.metres[own].tolist(), strict=True)
    return {(u, v): (cell.tags[tag], metres) for u, v, tag, metres in rows}


def _along(cell: Cell, edge: int, share: float) -> Point:
    u, v = cell.u[edge], cell.v[edge]
    lon, lat = (
        cell.lon[u] + share * (cell.lon[v] - cell.lon[u]),
        cell.lat[u] + share * (cell.lat[v] - cell.lat[u]),
    )
    return float(lon), float(lat)


def distances(cell: Cell, sources: tuple[str, ...]) -> Floats:
    """Return metres from each source gateway to every node, inf where there is no way: (sources, nodes)."""
    from scipy.sparse.csgraph import dijkstra

    found: Floats = dijkstra(_matrix(cell), directed=False, indices=[cell.node(s) for s in sources])
    return found


def trace(cell: Cell, start: str, end: str, metres: int) -> tuple[int, ...]:
    """Return the nodes of the shortest way between two gateways of a cell, whose length is known.

    No edge is shorter than its great circle, so only nodes through which the great-circle way is no longer
    than that are searched.

    Raises
    ------
    NoRouteError
        where the cell does not join them within that length.
    """
    from scipy.sparse.csgraph import dijkstra

    a, b = cell.node(start), cell.node(end)
    if a == b:
        return (a,)
    through = distances_km(cell.lon, cell.lat, cell.lon[a], cell.lat[a])
    through = through + distances_km(cell.lon, cell.lat, cell.lon[b], cell.lat[b])
    part, kept = _part(cell, through * 1000 <= metres * 1.002 + 500)
    first, last = np.searchsorted(kept, (a, b))
    length, before = dijkstra(part, directed=False, indices=[int(first)], return_predecessors=True)
    if not np.isfinite(length[0, last]):
        raise NoRouteError(f"no way through {cell.id} joins {start} and {end}")
    return tuple(int(kept[node]) for node in _walk(before[0], int(first), int(last)))


def line(cell: Cell, nodes: tuple[int, ...]) -> Line:
    """Return the points of a way."""
    return tuple((float(cell.lon[node]), float(cell.lat[node])) for node in nodes)


def drawn(cell: Cell, nodes: tuple[int, ...]) -> tuple[tuple[str, float], ...]:
    """Return where the length and shape of a way come from: (word of DRAWN, share of its length)."""
    way = np.array(nodes, dtype=np.int64)
    size = len(cell.lon)
    steps = np.minimum(way[:-1], way[1:]) * size + np.maximum(way[:-1], way[1:])
    keys = np.minimum(cell.u, cell.v) * size + np.maximum(cell.u, cell.v)
    own = np.flatnonzero(np.isin(keys, steps))
    metres = np.bincount(cell.shapes[own], weights=cell.metres[own], minlength=len(DRAWN))
    whole = float(metres.sum())
    return tuple((word, m / whole) for word, m in zip(DRAWN, metres.tolist(), strict=True) if m)


def _walk(before: npt.NDArray[np.int32], start: int, end: int) -> list[int]:
    nodes = [end]
    while nodes[-1] != start:
        nodes.append(int(before[nodes[-1]]))
    return nodes[::-1]


def _matrix(cell: Cell) -> Any:
    from scipy.sparse import csr_matrix

    size = len(cell.lon)
    return csr_matrix((cell.metres.astype(float), (cell.u, cell.v)), shape=(size, size))


def _part(cell: Cell, inside: npt.NDArray[np.bool_]) -> tuple[Any, Ints]:
    from scipy.sparse import csr_matrix

    kept = np.flatnonzero(inside)
    place = np.full(len(inside), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    both = inside[cell.u] & inside[cell.v]
    u, v = place[cell.u[both]], place[cell.v[both]]
    return csr_matrix((cell.metres[both].astype(float), (u, v)), shape=(len(kept), len(kept))), kept


def to_osmnx(cell: Cell) -> Any:
    """Return a cell as a networkx MultiDiGraph that osmnx accepts: nodes with x, y, edges with length in metres.

    Every edge runs both ways, since the source has no one-way streets; gateways carry their id as `gateway`.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(crs="epsg:4326", name=cell.id)
    names = dict(zip(cell.nodes, cell.gateways, strict=True))
    for node, (x, y) in enumerate(zip(cell.lon.tolist(), cell.lat.tolist(), strict=True)):
        graph.add_node(node, x=x, y=y, **({"gateway": names[node]} if node in names else {}))
    for u, v, metres in zip(cell.u.tolist(), cell.v.tolist(), cell.metres.tolist(), strict=True):
        graph.add_edge(u, v, length=float(metres))
        graph.add_edge(v, u, length=float(metres))
    return graph


def anchors(world: World, cell: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the shipped gateways of a cell and their nodes."""
    table = world.table("anchors", cell=cell)
    return tuple(table["gateway"].to_pylist()), tuple(numbers(table, "node").tolist())


def _load(world: World, cell: str, mode: Mode) -> Cell:
    nodes, edges = (world.table(f"{mode}_{part}", cell=cell) for part in ("nodes", "edges"))
    shape = None if mode is Mode.SEA else numbers(edges, "shape").astype(np.int8)
    lon, lat = (numbers(nodes, axis) / 1000.0 for axis in ("lon", "lat"))
    u, v, metres = (numbers(edges, column).astype(np.int64) for column in ("u", "v", "metres"))
    return Cell(cell, lon, lat, u, v, metres, *anchors(world, cell), shape=shape)  # no anchors at sea

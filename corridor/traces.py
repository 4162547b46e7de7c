"""Unpacks the rides of a way to the network: their lines, their edges, the planned links and passages on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import cast

import numpy as np

from corridor.data import World, numbers
from corridor.geo import distances_km, schematic_share
from corridor.links import links
from corridor.model import Figure, Line, LinkUse, Mode
from corridor.network import Cell, cell_id, drawn, line, load_cell, tagged_edges, trace
from corridor.overlay import Overlay
from corridor.search import shared
from corridor.steps import SEA, Ride, Steps

MOST_KEPT = 4_000
SEA_CELL = cell_id("", Mode.SEA)
TRACES = "traces"
"""where a world keeps them"""

Edge = tuple[str, int, int]
"""cell, both nodes, the lesser first"""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """A ride on the network."""

    nodes: tuple[int, ...]
    line: Line
    edges: Mapping[Edge, float]
    """with their straight lengths in km"""
    drawn: tuple[tuple[str, float], ...]
    """where the length and line come from: (word of DRAWN, share of the length); none at sea"""
    schematic: float
    """share of the line in straight pieces too long to show the real way, from 0 to 1"""
    rough_m: float | None = None
    """mean roughness of the terrain along a road; None where it is not known, by rail and at sea"""


@dataclass(frozen=True, slots=True, eq=False)
class Tracer:
    """Unpacks the rides of one overlay, each once; they are kept in the world."""

    world: World
    overlay: Overlay

    def trace(self, stage: int, ride: Ride) -> Trace:
        """Return a ride on the cell of its stage."""
        cell = self._cell(stage, ride)
        kept = cast("dict[object, Trace]", self.world.keep(TRACES, dict))
        key = (cell.id, self._hung(cell, ride), ride.start, ride.end, ride.metres)
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            nodes = trace(cell, ride.start, ride.end, ride.metres)
            rough_m = roughness(self.world, cell, nodes) if ride.layer.mode is Mode.ROAD else None
            kept[key] = _traced(cell, nodes, rough_m)
        return kept[key]

    def planned(self, stage: int, ride: Ride) -> tuple[LinkUse, ...]:
        """Return the planned links that a ride rests on, in order of travel."""
        if ride.layer == SEA:
            return ()
        cell = self._cell(stage, ride)
        runs = self._tagged(stage, ride)
        return tuple(self._use(tag, metres, line(cell, nodes)) for tag, metres, nodes in runs)

    def passages(self, stage: int, ride: Ride) -> tuple[str, ...]:
        """Return the passages of the sea that a voyage takes, in order of travel."""
        return tuple(dict.fromkeys(tag for tag, _, _ in self._tagged(stage, ride))) if ride.layer == SEA else ()

    def share(self, way: Steps, other: Steps) -> float:
        """Return which part of the shorter of two ways also lies on the other."""
        one, two = self._edges(way), self._edges(other)
        return max(shared(one, two), shared(two, one))

    def _cell(self, stage: int, ride: Ride) -> Cell:
        """Return the shipped cell where it has both ends, else that of this question."""
        if ride.layer == SEA:
            return self.overlay.cell(self.world, stage, SEA)
        shipped = load_cell(self.world, ride.country, *ride.layer)
        if ride.start in shipped.gateways and ride.end in shipped.gateways:
            return shipped
        return self.overlay.cell(self.world, stage, ride.layer)

    def _hung(self, cell: Cell, ride: Ride) -> tuple[str, ...]:
        """Return what this question hung on the cell; with the cell's id it tells the numbers of its nodes."""
        return (
            () if ride.layer == SEA else cell.gateways[len(load_cell(self.world, ride.country, *ride.layer).gateways) :]
        )

    def _tagged(self, stage: int, ride: Ride) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """Yield the stretches with a tag: tag, metres, nodes."""
        edges = tagged_edges(self._cell(stage, ride))
        nodes = self.trace(stage, ride).nodes if edges else ()
        steps = [(edges.get((min(a, b), max(a, b))), (a, b)) for a, b in pairwise(nodes)]
        for tag, group in groupby(steps, key=lambda step: step[0][0] if step[0] else ""):
            if tag:
                run = list(group)
                yield tag, sum(edge[1] for edge, _ in run if edge), (run[0][1][0], *(step[1][1] for step in run))

    def _use(self, name: str, metres: int, drawn: Line) -> LinkUse:
        link = links(self.world)[name]
        length, km = cast(Figure, link.length), metres / 1000
        low, high = (km * end / length.value for end in (length.low, length.high))
        distance = replace(length, value=km, low=low, high=high)
        return LinkUse(name, link.name, link.status, link.checked, link.expected, link.source, distance, drawn)

    def _edges(self, way: Steps) -> Mapping[Edge, float]:
        found: dict[Edge, float] = {}
        for step in way:
            if isinstance(step.item, Ride):
                found.update(self.trace(step.start.stage, step.item).edges)
        return found


def roughness(world: World, cell: Cell, nodes: tuple[int, ...]) -> float | None:
    """Return the mean roughness of the terrain along a way through a road cell, in metres; None where it is not known.

    What hangs on the shipped cell has the roughness of the nearest node on the way that ships.
    """
    shipped = numbers(world.table("roughness", ("rough_m",), cell=cell.id), "rough_m")
    own = np.array(nodes)
    known = np.flatnonzero(own < len(shipped))
    if not len(known):
        return None
    rough = np.interp(np.arange(len(own)), known, shipped[own[known]])
    lon, lat = cell.lon[own], cell.lat[own]
    km = distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return float(np.average((rough[:-1] + rough[1:]) / 2, weights=km)) if km.sum() else float(rough[0])


def _traced(cell: Cell, nodes: tuple[int, ...], rough_m: float | None) -> Trace:
    own = list(nodes)
    lon, lat = cell.lon[own], cell.lat[own]
    km = distances_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).tolist()
    pairs = zip(nodes, nodes[1:], km, strict=False)
    shown, edges = line(cell, nodes), {(cell.id, min(a, b), max(a, b)): length for a, b, length in pairs}
    told = () if cell.id == SEA_CELL else drawn(cell, nodes)
    return Trace(nodes, shown, edges, told, schematic_share(shown), rough_m)

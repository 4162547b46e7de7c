"""The graph of a question with what its nodes and arcs are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from corridor.data import World
from corridor.network import Cell, load_cell
from corridor.search import Floats, Graph, Way
from corridor.steps import SEA, Change, Item, Layer, Node, Pass, Ride, Step, Steps, Values


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
        arcs = list(way)
        ends = (self.graph.start[arcs].tolist(), self.graph.end[arcs].tolist())
        rows = zip(arcs, *ends, self.graph.values[arcs].tolist(), strict=True)
        return tuple(
            Step(self.nodes[start], self.nodes[end], self.item(arc), cast(Values, tuple(values)))
            for arc, start, end, values in rows
        )

    def stage_of(self, arc: int) -> int:
        """Return the stage that an arc leaves from."""
        return self.nodes[int(self.graph.start[arc])].stage

    def passes(self) -> Iterable[tuple[int, Pass]]:
        """Yield the arcs that pass a border."""
        return ((arc, halt) for arc, halt in enumerate(self.halts) if isinstance(halt, Pass))

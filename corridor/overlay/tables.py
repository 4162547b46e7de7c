"""Shortest distances between the gateways of a cell: shipped, or measured anew where something is hung on the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from corridor.data import Row, World, numbers
from corridor.model import Mode, Travel
from corridor.network import Cell, anchors, cell_id, distances
from corridor.steps import Layer

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Metres between gateways, both ways."""

    place: Mapping[str, int]
    """gateway → row and column"""
    metres: Floats
    """(n, n), inf where there is no way and from a gateway to itself"""

    def __contains__(self, gateway: str) -> bool:
        return gateway in self.place


NONE = Table({}, np.zeros((0, 0)))


def layers_of(world: World, country: str, travel: Travel) -> tuple[Layer, ...]:
    """Return the layers of a country that a plan may use."""
    known = cast("Mapping[str, tuple[Layer, ...]]", world.keep("layers", lambda: _layers(world)))
    wanted = {
        Travel.ROAD: (Mode.ROAD,),
        Travel.RAIL: (Mode.RAIL,),
        Travel.MULTIMODAL: (Mode.ROAD, Mode.RAIL),
    }[travel]
    return tuple(layer for layer in known.get(country, ()) if layer.mode in wanted)


def table(world: World, country: str, layer: Layer) -> Table:
    """Return the shipped metres between the gateways of a cell."""
    cell = cell_id(country, *layer)
    return cast(Table, world.keep(("overlay", cell), lambda: _table(world, cell)))


def tabled(tables: Mapping[str, Table]) -> Mapping[object, object]:
    """Return what a variant of the world keeps so that `table` gives these for their cells."""
    return {("overlay", cell): made for cell, made in tables.items()}


def extended(cell: Cell, known: Table, new: tuple[str, ...]) -> Table:
    """Return a table with the metres from and to `new` gateways of the cell added, to and from all of its gateways."""
    if not new:
        return known
    place = dict(known.place)
    for name in (*new, *cell.gateways):
        place.setdefault(name, len(place))
    metres = np.full((len(place), len(place)), np.inf)
    metres[: len(known.place), : len(known.place)] = known.metres
    own, columns = [place[name] for name in new], [place[name] for name in cell.gateways]
    found = np.round(distances(cell, new)[:, list(cell.nodes)])
    metres[np.ix_(own, columns)] = found
    metres[np.ix_(columns, own)] = found.T
    np.fill_diagonal(metres, np.inf)
    return Table(place, metres)


def _table(world: World, cell: str) -> Table:
    rows = world.table("overlay", cell=cell)
    gateways, _ = anchors(world, cell)
    a, b, metres = (numbers(rows, column) for column in ("a", "b", "metres"))
    made = np.full((len(gateways), len(gateways)), np.inf)
    made[a, b] = made[b, a] = metres
    return Table({name: i for i, name in enumerate(gateways)}, made)


def _layers(world: World) -> Mapping[str, tuple[Layer, ...]]:
    found: dict[str, list[Layer]] = {}
    for country, layer in world.records("cells", lambda row: (row["country"], _layer(row))):
        found.setdefault(country, []).append(layer)
    return {country: tuple(sorted(layers)) for country, layers in found.items()}


def _layer(row: Row) -> Layer:
    return Layer(Mode(row["mode"]), int(row["gauge_mm"]))

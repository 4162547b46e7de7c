"""Shortest distances between the gateways of a cell: shipped, or measured anew where something is hung on the cell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import cast

import numpy as np
import numpy.typing as npt

from corridor import cache
from corridor.data import Row, World, numbers
from corridor.model import Mode, Travel
from corridor.network import Cell, anchors, cell_id, distances, load_cell
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
    """Return the metres between the gateways of a cell: those that ship, or where its network is another, measured."""
    cell = cell_id(country, *layer)
    fresh = cast(bool, world.keep("overlay fits", lambda: _fits(world)))
    make = partial(_table, world, cell) if fresh else partial(_anew, world, country, layer)
    return cast(Table, world.keep(("overlay", cell), make))


def measured(cell: Cell) -> Table:
    """Return the metres between the gateways of a cell, kept on disk; from port to port no leg runs by land."""
    inland = tuple(name for name in cell.gateways if not name.isupper())

    def make() -> cache.Arrays:
        found = extended(cell, NONE, inland)
        return {"gateways": np.array(list(found.place), dtype=np.str_), "metres": found.metres}

    names = "\n".join(cell.gateways)
    key = cache.digest(
        names, *(np.asarray(part) for part in (cell.nodes, cell.lon, cell.lat, cell.u, cell.v, cell.metres))
    )
    found = cache.kept(key, make, lambda arrays: _is_table(arrays, set(cell.gateways) if inland else set()))
    return Table({name: i for i, name in enumerate(found["gateways"].tolist())}, found["metres"])


def _is_table(arrays: cache.Arrays, gateways: set[str]) -> bool:
    """Say whether arrays are the metres between these gateways."""
    if arrays.keys() != {"gateways", "metres"}:
        return False
    names, metres = arrays["gateways"], arrays["metres"]
    size = len(gateways)
    right = names.shape == (size,) and metres.shape == (size, size) and metres.dtype == np.float64
    return bool(right and set(names.tolist()) == gateways)


def tabled(tables: Mapping[str, Table]) -> Mapping[object, object]:
    """Return what a variant of the world keeps so that `table` gives these for their cells."""
    return {("overlay", cell): made for cell, made in tables.items()}


def extended(cell: Cell, known: Table, new: tuple[str, ...], among: Collection[str] | None = None) -> Table:
    """Return a table with the metres from and to `new` gateways of the cell added, `among` some or all of its own."""
    if not new:
        return known
    others = [
        (name, node) for name, node in zip(cell.gateways, cell.nodes, strict=True) if among is None or name in among
    ]
    place = dict(known.place)
    for name in (*new, *(name for name, _ in others)):
        place.setdefault(name, len(place))
    metres = np.full((len(place), len(place)), np.inf)
    metres[: len(known.place), : len(known.place)] = known.metres
    own, columns = [place[name] for name in new], [place[name] for name, _ in others]
    found = np.round(distances(cell, new)[:, [node for _, node in others]])
    metres[np.ix_(own, columns)] = found
    metres[np.ix_(columns, own)] = found.T
    np.fill_diagonal(metres, np.inf)
    return Table(place, metres)


def _fits(world: World) -> bool:
    """Say whether the overlay of a folder was measured on the networks in it, as far as SOURCES.csv tells."""
    if not (world.root / "overlay.parquet").is_file():
        return False
    told = world.metadata("overlay").get("measured_on", "")
    if not told or not (world.root / "SOURCES.csv").is_file():
        return True
    hashes = {row["file"]: row["sha256"] for row in world.rows("SOURCES")}
    return all(hashes.get(file, sha) == sha for file, sha in (one.split(" ") for one in told.split("|")))


def _anew(world: World, country: str, layer: Layer) -> Table:
    if layer.mode is Mode.SEA:
        return NONE  # between the ports of a question it is found as it is asked for
    return measured(load_cell(world, country, *layer))


def _table(world: World, cell: str) -> Table:
    rows = world.table("overlay", cell=cell)
    gateways, _ = anchors(world, cell)
    a, b, metres = (numbers(rows, column) for column in ("a", "b", "metres"))
    used, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    a, b = places[: len(a)], places[len(a) :]
    made = np.full((len(used), len(used)), np.inf)
    made[a, b] = made[b, a] = metres
    return Table({gateways[one]: i for i, one in enumerate(used.tolist())}, made)


def _layers(world: World) -> Mapping[str, tuple[Layer, ...]]:
    found: dict[str, list[Layer]] = {}
    for country, layer in world.records("cells", lambda row: (row["country"], _layer(row))):
        found.setdefault(country, []).append(layer)
    return {country: tuple(sorted(layers)) for country, layers in found.items()}


def _layer(row: Row) -> Layer:
    return Layer(Mode(row["mode"]), int(row["gauge_mm"]))

"""The sea: one cell of lanes for all oceans, ports hung on it, and the passages that can be closed.

The lanes come with the data (tools/build_data/sea.py says what was mended in them). The Caspian is a sea of its own.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import cast

import numpy as np

from corridor.data import World
from corridor.model import Mode
from corridor.network import Cell, load_cell


class Passage(StrEnum):
    """A strait, canal or cape that lanes lead through."""

    BAB_AL_MANDAB = "bab-al-mandab"
    BERING = "bering"
    BOSPORUS = "bosporus"
    CAPE = "cape"
    """round the Cape of Good Hope"""
    DARDANELLES = "dardanelles"
    GIBRALTAR = "gibraltar"
    HORMUZ = "hormuz"
    MAGELLAN = "magellan"
    MALACCA = "malacca"
    NORTHEAST = "northeast"
    NORTHWEST = "northwest"
    PANAMA = "panama"
    SUEZ = "suez"
    SUNDA = "sunda"


ARCTIC = frozenset({Passage.NORTHEAST, Passage.NORTHWEST})
"""closed to freight unless they are opened by name"""


def lanes(world: World, closed: frozenset[Passage] = ARCTIC) -> Cell:
    """Return the sea with its ports and without the lanes through some passages."""
    return cast(Cell, world.keep(("lanes", closed), lambda: _lanes(world, closed)))


def _lanes(world: World, closed: frozenset[Passage]) -> Cell:
    sea, told = load_cell(world, "", Mode.SEA), world.table("sea_edges", columns=("passage",))["passage"].to_pylist()
    names = tuple(Passage)
    place = {str(name): i for i, name in enumerate(names)} | {"": -1}
    passage = np.array([place[name] for name in told], dtype=np.int64)
    kept = ~np.isin(passage, [place[name] for name in closed])
    return replace(
        sea,
        u=sea.u[kept],
        v=sea.v[kept],
        metres=sea.metres[kept],
        tags=tuple(str(name) for name in names),
        tag=passage[kept],
    )

"""The sea: one cell of lanes for all oceans, ports hung on it, and the passages that can be closed.

The lanes come with the data (tools/build_data/sea.py says what was mended in them). The Caspian is a sea of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import cast

import numpy as np

from corridor.data import World
from corridor.errors import BadValueError, DataError, NoRouteError
from corridor.model import Line, Mode, Place, Point
from corridor.network import (
    SNAP_LIMIT_KM,
    Cell,
    Ints,
    cell_id,
    distances,
    hang,
    line,
    load_cell,
    snap,
    tagged_edges,
    trace,
)


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
CASPIAN = (46.5, 36.0, 55.0, 47.5)
"""west, south, east, north of the sea that no lane leaves"""


def lanes(world: World, closed: frozenset[Passage] = ARCTIC) -> Cell:
    """Return the sea with its ports and without the lanes through some passages."""
    return cast(Cell, world.keep(("lanes", closed), lambda: _without(_every_lane(world), closed)))


def passage(text: str) -> Passage:
    """Return the passage of that name. Raises BadValueError with the list of names where there is none."""
    try:
        return Passage(text.strip().lower())
    except ValueError:
        raise BadValueError(f"unknown passage {text!r}; passages are {', '.join(Passage)}") from None


def shut(close: Iterable[str] = (), reopen: Iterable[str] = ()) -> frozenset[Passage]:
    """Return the passages that no voyage takes: those closed by name, and the Arctic ones unless opened by name.

    Raises
    ------
    BadValueError
        where a name is no passage, is both closed and opened, or opens what is open anyway.
    """
    closed, opened = frozenset(map(passage, close)), frozenset(map(passage, reopen))
    if closed & opened:
        raise BadValueError(f"{min(closed & opened)} cannot be both closed and opened")
    if opened - ARCTIC:
        raise BadValueError(
            f"{min(opened - ARCTIC)} is open unless it is closed; only {' and '.join(sorted(ARCTIC))} are to be opened"
        )
    return (ARCTIC - opened) | closed


@dataclass(frozen=True, slots=True)
class Course:
    """The shortest way over the sea between two ends, from quay to quay."""

    metres: int
    """the stubs counted"""
    line: Line
    passages: tuple[Passage, ...]
    """in order of travel"""
    stubs_km: tuple[float, float]
    """from each end to the lane that it hangs on"""


def course(world: World, start: Place, end: Place, closed: frozenset[Passage] = ARCTIC) -> Course:
    """Return the shortest way between two ports, or points near the sea; of no length only from one to itself.

    Where an end hangs does not depend on what is closed, so closing a passage takes ways away and adds none.

    Raises
    ------
    BadValueError
        where an end lies too far from any lane.
    NoRouteError
        where no lane joins them, or only those through a closed passage.
    """
    sea, stubs = _every_lane(world), []
    for place in (start,) if start.id == end.id else (start, end):
        sea, stub_km = _hung(world, sea, place)
        stubs.append(stub_km)
    if start.id == end.id:
        return Course(0, (start.point, end.point), (), (0.0, 0.0))
    kept = _without(sea, closed)
    metres = distances(kept, (start.id,))[0, kept.node(end.id)]
    if not np.isfinite(metres):
        raise NoRouteError(_why_not(sea, start, end, closed))
    nodes = trace(kept, start.id, end.id, int(metres))
    return Course(int(metres), line(kept, nodes), _passages(kept, nodes), (stubs[0], stubs[1]))


def _every_lane(world: World) -> Cell:
    return cast(Cell, world.keep("every lane", lambda: _tagged(world)))


def _tagged(world: World) -> Cell:
    sea, told = load_cell(world, "", Mode.SEA), world.table("sea_edges", columns=("passage",))["passage"].to_pylist()
    names = tuple(str(name) for name in Passage)
    place = {name: i for i, name in enumerate(names)} | {"": -1}
    return replace(sea, tags=names, tag=np.array([place[name] for name in told], dtype=np.int64))


def _without(sea: Cell, closed: frozenset[Passage]) -> Cell:
    tag = cast(Ints, sea.tag)
    kept = ~np.isin(tag, [sea.tags.index(name) for name in closed])
    return replace(sea, u=sea.u[kept], v=sea.v[kept], metres=sea.metres[kept], tag=tag[kept])


def _hung(world: World, sea: Cell, place: Place) -> tuple[Cell, float]:
    """Return the sea with a place hung on it, and how far that is off its lane, in km.

    It hangs on what is open by default, and on the Arctic lanes only where it lies near no other.
    """
    limit = SNAP_LIMIT_KM[Mode.SEA]
    if place.id in sea.gateways:
        if place.id not in _stubs(world):
            raise DataError(f"attachments.csv does not say how far {place.id} lies off the sea lanes")
        return sea, _stubs(world)[place.id]
    nearest = 0.0
    for avoided in (ARCTIC, frozenset[Passage]()):
        open_edges = np.flatnonzero(~np.isin(cast(Ints, sea.tag), [sea.tags.index(name) for name in avoided]))
        foot = snap(_without(sea, avoided), place.point)
        if foot is not None and foot.snap_km <= limit:
            return hang(sea, place.id, replace(foot, edge=int(open_edges[foot.edge]))), foot.snap_km
        nearest = foot.snap_km if foot is not None else 0.0
    raise BadValueError(
        f"{place.name} lies {nearest:.0f} km from the nearest sea lane, more than the {limit:g} km that are bridged"
    )


def _stubs(world: World) -> Mapping[str, float]:
    """Return how far each port is off the lane that it hangs on."""

    def made() -> Mapping[str, float]:
        rows = world.records("attachments", lambda row: (row["cell"], row["gateway"], float(row["snap_km"])))
        return {gateway: km for cell, gateway, km in rows if cell == cell_id("", Mode.SEA)}

    return cast("Mapping[str, float]", world.keep("stubs at sea", made))


def _passages(sea: Cell, nodes: tuple[int, ...]) -> tuple[Passage, ...]:
    edges = tagged_edges(sea)
    told = (edges.get((min(pair), max(pair))) for pair in pairwise(nodes))
    return tuple(dict.fromkeys(Passage(edge[0]) for edge in told if edge))


def _why_not(sea: Cell, start: Place, end: Place, closed: frozenset[Passage]) -> str:
    metres = distances(sea, (start.id,))[0, sea.node(end.id)]
    ends = f"no ship gets from {start.name} to {end.name}"
    if not np.isfinite(metres):
        apart = ": the Caspian is a sea of its own" if _in_caspian(start.point) != _in_caspian(end.point) else ""
        return f"{ends}{apart or ': no lane joins their waters'}"
    blocking = [one for one in _passages(sea, trace(sea, start.id, end.id, int(metres))) if one in closed]
    arctic = sorted(ARCTIC.intersection(blocking))
    hint = f"; --open {arctic[0]}" if arctic else ""
    return f"{ends} while {', '.join(blocking)} {'is' if len(blocking) == 1 else 'are'} closed{hint}"


def _in_caspian(point: Point) -> bool:
    west, south, east, north = CASPIAN
    return west < point[0] < east and south < point[1] < north

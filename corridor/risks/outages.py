"""The overlay with one thing shut: arcs masked, nothing measured anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corridor.model import Mode
from corridor.overlay import Overlay
from corridor.search import Floats, Ints, Way, tree, way_to
from corridor.steps import Pass


def best_way(overlay: Overlay, weights: Floats, *, no_end: str = "") -> Way | None:
    """Return the best way to any destination but one, None where there is none."""
    found = tree(overlay.graph, weights, overlay.roots)
    goals = [node for node, place in overlay.goals.items() if place != no_end and node in found]
    best = min(goals, key=lambda node: (found.weight[node], node), default=None)
    return None if best is None else way_to(overlay.graph, found, best)


def gateway_arcs(overlay: Overlay, gateway: str) -> list[int]:
    """Return the arcs by which cargo passes or changes mode at a gateway."""
    return [
        arc
        for arc, halt in enumerate(overlay.halts)
        if (halt.crossing.id if isinstance(halt, Pass) else halt.at.id) == gateway
    ]


def cell_arcs(overlay: Overlay, mode: Mode, country: str | None = None) -> Ints:
    """Return the rides by one mode, in one country or in all; voyages are in none."""
    own = [
        node.layer.mode is mode and (country is None or mode is Mode.SEA or overlay.codes[node.stage] == country)
        for node in overlay.nodes
    ]
    arcs = np.flatnonzero(np.array(own)[overlay.graph.start])
    return arcs[arcs >= len(overlay.halts)]


def masked(weights: Floats, arcs: Sequence[int] | Ints) -> Floats:
    """Return weights by which some arcs are never taken."""
    made = weights.copy()
    made[np.array(arcs, dtype=np.int64)] = np.inf
    return made

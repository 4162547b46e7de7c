"""Countries that touch on land and have no crossing, and why: what the network has, or that the border is shut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import shapely

from corridor.names.borders import TOUCH_DEG
from tools.build_data.graph import Countries, Graph

FIELDS = ("country_a", "country_b", "reason")

Row = dict[str, str]
Pair = tuple[str, str]


def touching(borders: Path) -> list[Pair]:
    """Return the pairs of countries that touch on land, as borders.parquet draws them, in alphabetical order."""
    table = pq.read_table(borders)
    codes, shapes = table["code"].to_pylist(), shapely.from_wkb(table["geometry"].to_pylist())
    pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOUCH_DEG).T.tolist()
    return sorted({(min(codes[a], codes[b]), max(codes[a], codes[b])) for a, b in pairs if a != b})


def over_borders(graph: Graph, countries: Countries) -> set[Pair]:
    """Return the pairs of countries that an edge of the network joins."""
    across = np.flatnonzero(~graph.inside)
    numbers = zip(graph.country[graph.u[across]].tolist(), graph.country[graph.v[across]].tolist(), strict=True)
    codes = {(countries.codes[a], countries.codes[b]) for a, b in numbers}
    return {(min(pair), max(pair)) for pair in codes}


def without_crossing(
    pairs: Iterable[Pair], crossings: Iterable[Mapping[str, object]], graphs: list[Graph], countries: Countries,
    shut: Iterable[Row],
) -> list[Row]:  # fmt: skip
    """Return the rows of neighbours.csv: the pairs that no crossing of any mode joins, each with its reason."""
    joined = {frozenset((row["country_a"], row["country_b"])) for row in crossings}
    served = {countries.codes[number] for graph in graphs for number in np.unique(graph.country).tolist()}
    across = {graph.mode: over_borders(graph, countries) for graph in graphs}
    closed = {(row["country_a"], row["country_b"]): row["note"] for row in shut if not row["mode"]}
    return [
        {"country_a": a, "country_b": b, "reason": _reason((a, b), served, across, closed)}
        for a, b in pairs
        if frozenset((a, b)) not in joined
    ]


def _reason(pair: Pair, served: set[str], across: Mapping[str, set[Pair]], closed: Mapping[Pair, str]) -> str:
    bare = [code for code in pair if code not in served]
    loose = [mode for mode, pairs in across.items() if pair in pairs]
    if bare:
        why = f"no road or railway of the network lies in {' or '.join(bare)}"
    elif loose:
        why = f"a {' and a '.join(loose)} of the network crosses the border, but on one side leads nowhere"
    else:
        why = "no road or railway of the network crosses the border"
    return f"{closed[pair]}; {why}" if pair in closed else why

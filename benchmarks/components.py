"""Whether the networks hold together: `python -m benchmarks.components [COUNTRIES.parquet]`.

For each country of the region and each gauge: the nodes and km of the repaired source network; the share of the
nodes that the build keeps (it drops small pieces that reach no border); and the share, of the source's nodes and of
the kept, that lies in the component which holds most of them, counted over the gauge system across borders. The size
of that component over the world shows which countries share it. To compare two states of the code, run it in each.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from tools.build_data.cells import cut
from tools.build_data.crossings import attach
from tools.build_data.graph import Countries, Graph, make, read_countries, read_crossings, read_places

SHIPPED = Path(__file__).parents[1] / "data" / "countries.parquet"
PLACES = read_places(SHIPPED.with_name("places.parquet"))
REGION = ("BY", "RU", "KZ", "UZ", "TM", "KG", "TJ", "AF", "PK", "IR", "AZ")
ROAD_SHARE = RAIL_SHARE = 0.99
RAIL_SHARES = {"PK": 0.95, "IR": 0.95, "AF": 0.0, "AZ": 0.0}
MAIN_GAUGES = {"PK": 1676, "IR": 1435}


def components(graph: Graph, gauge: int) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each node, whether it is of the gauge, and the number of its component.

    A line over a border belongs to a gauge where both its ends do.
    """
    inside = graph.inside & (graph.gauge == gauge)
    own = np.zeros(len(graph.lon), dtype=bool)
    own[graph.u[inside]] = own[graph.v[inside]] = True
    used = inside | (~graph.inside & own[graph.u] & own[graph.v])
    links = csr_matrix((np.ones(int(used.sum())), (graph.u[used], graph.v[used])), shape=(len(own), len(own)))
    return own, connected_components(links, directed=False)[1]


def kept(graph: Graph, countries: Countries, rows: list[dict[str, str]]) -> dict[str, set[tuple[int, int]]]:
    """Return the points, in milli-degrees, of each cell after the build has dropped its small pieces."""
    cells = cut(graph, countries, attach(rows, graph, countries))
    return {
        name: set(zip(np.round(cell.lon * 1000).astype(int), np.round(cell.lat * 1000).astype(int), strict=True))
        for name, cell in cells.items()
    }


def report(mode: str, countries: Countries, rows: list[dict[str, str]]) -> None:
    """Print the table of a mode."""
    graph = make(mode, countries, PLACES)
    points = kept(graph, countries, rows)
    print(f"{mode:5}{'gauge':>6}{'nodes':>8}{'km':>9}{'kept':>8}{'joined':>8}{'of kept':>9}{'of world':>10}  goal")
    for code in REGION:
        number = countries.number(code)
        edges = graph.inside & (graph.country[graph.u] == number)
        for gauge in np.unique(graph.gauge[edges]).tolist():
            every, label = components(graph, gauge)
            own = every & (graph.country == number)
            main = np.bincount(label[own]).argmax()
            joined, world = own & (label == main), int((every & (label == main)).sum())
            name = f"{code}-{mode}" + (f"-{gauge}" if gauge else "")
            here = np.array([xy in points[name] for xy in zip(graph.lon.tolist(), graph.lat.tolist(), strict=True)])
            km = graph.metres[edges & (graph.gauge == gauge)].sum() / 1000
            share, part, rest = (own & here).sum(), joined.sum(), (joined & here).sum()
            size = max(int(own.sum()), 1)
            goal = _goal(code, gauge)
            verdict = "" if not goal else f"{goal:.0%} {'met' if part / size >= goal else 'NOT MET'}"
            print(
                f"{code:5}{gauge or '':>6}{size:8}{km:9.0f}{share / size:8.1%}{part / size:8.1%}"
                f"{rest / max(int(share), 1):9.1%}{world:10}  {verdict}"
            )


def _goal(code: str, gauge: int) -> float:
    if not gauge:
        return ROAD_SHARE
    return RAIL_SHARES.get(code, RAIL_SHARE) if gauge == MAIN_GAUGES.get(code, 1520) else 0.0


if __name__ == "__main__":
    known = read_countries(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
    for one in ("road", "rail"):
        report(one, known, read_crossings())

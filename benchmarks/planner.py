"""One question in ours and in three graph libraries, in one run: `python -m benchmarks.planner`.

The question is that of the founding corridor, Belarus to Pakistan's ports through four countries, by any mode, least
cost, on a day when every border can be passed. For the libraries it is one graph, layered by country, in which no
listed country can be left: every node of the six networks, an arc each way for an edge, one for each pass of a border
and each change of mode. They answer with one best way; ours also builds its overlay, and then gives five corridors that
differ, or the Pareto set over time and cost, with their figures, lines and reasons.
Needs `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import igraph
import networkx as nx
import scgraph

import corridor as co
from corridor import names
from corridor.ends import destinations, origin
from corridor.model import Objective, Travel
from corridor.overlay import Overlay, build
from corridor.planner import plan
from corridor.rates import rates
from corridor.scenario import dated
from corridor.search import tree
from corridor.steps import OBJECTIVES, Layer, Pass, Terms, measure, ride_rates

SEQUENCE, DAY = "BY-RU-KZ-UZ-AF-PK", "2025-06-01"
COST = OBJECTIVES.index(Objective.COST)
Arcs = list[tuple[int, int, float]]


def question(world: co.World) -> tuple[tuple, Terms]:
    """Return the arguments of the overlay."""
    countries = names.sequence(world, (SEQUENCE,))
    terms = Terms(Travel.MULTIMODAL, Objective.COST, dated(world, as_of=DAY), rates(world, DAY), 20.0)
    codes = tuple(country.code for country in countries)
    return (world, codes, origin(world, None, countries[0]), destinations(world, None, countries[-1]), terms), terms


def layered(world: co.World, overlay: Overlay, terms: Terms) -> tuple[int, int, int, Arcs]:
    """Return the number of nodes, the start, the end and the arcs of the layered graph."""
    first: dict[tuple[int, Layer], int] = {}
    arcs: Arcs = []
    size = 2
    for stage, layer in sorted({(node.stage, node.layer) for node in overlay.nodes}):
        cell = overlay.cell(world, stage, layer)
        first[stage, layer] = size
        rate = ride_rates(overlay.codes[stage], layer.mode, terms)[COST]
        for u, v, metres in zip(cell.u.tolist(), cell.v.tolist(), cell.metres.tolist(), strict=True):
            arcs += [(size + u, size + v, rate * metres), (size + v, size + u, rate * metres)]
        size += len(cell.lon)

    def at(number: int) -> int:
        node = overlay.nodes[number]
        return first[node.stage, node.layer] + overlay.cell(world, node.stage, node.layer).node(node.gateway)

    ends = list(zip(overlay.graph.start.tolist(), overlay.graph.end.tolist(), strict=True))
    for arc, halt in enumerate(overlay.halts):
        if not (isinstance(halt, Pass) and halt.closed):
            arcs.append((at(ends[arc][0]), at(ends[arc][1]), measure(halt, terms)[COST]))
    arcs += [(0, at(root), 0.0) for root in overlay.roots]
    arcs += [(at(goal), 1, 0.0) for goal in overlay.goals]
    best: dict[tuple[int, int], float] = {}
    for u, v, weight in arcs:
        best[u, v] = min(weight, best.get((u, v), weight))
    return size, 0, 1, [(u, v, weight) for (u, v), weight in best.items()]


def milliseconds(run: Callable[[], object], count: int) -> float:
    """Return the median of so many runs, after one that is not counted."""
    run()
    found = []
    for _ in range(count):
        start = time.perf_counter()
        run()
        found.append(1000 * (time.perf_counter() - start))
    return statistics.median(found)


def main() -> None:
    """Print the table."""
    world = co.load()
    asked, terms = question(world)
    overlay = build(*asked)
    size, start, end, arcs = layered(world, overlay, terms)
    plain = nx.DiGraph()
    plain.add_weighted_edges_from(arcs)
    other = igraph.Graph(size, [arc[:2] for arc in arcs], directed=True)
    weights = [arc[2] for arc in arcs]
    rows: list[dict[int, float]] = [{} for _ in range(size)]
    for u, v, weight in arcs:
        rows[u][v] = weight
    third = scgraph.Graph(rows)

    def searched() -> float:
        made = build(*asked)
        found = tree(made.graph, made.graph.weights(COST), made.roots)
        return float(found.weight[list(made.goals)].min())

    def with_igraph() -> float:
        way = other.get_shortest_path(start, end, weights, output="epath")
        return sum(weights[edge] for edge in way)

    peers: dict[str, Callable[[], float]] = {
        "networkx, bidirectional": lambda: float(nx.bidirectional_dijkstra(plain, start, end)[0]),
        "igraph": with_igraph,
        "scgraph": lambda: float(third.dijkstra(start, end)["length"]),
        "ours: overlay built, best way": searched,
    }
    answers = {name: run() for name, run in peers.items()}
    print(
        f"{size} nodes, {len(arcs)} arcs for the libraries; {overlay.graph.size}, {len(overlay.metres)} in the overlay"
    )
    for name, value in answers.items():
        print(f"  {name}: {value:.2f} USD")
    if max(answers.values()) - min(answers.values()) > 0.5:
        raise SystemExit("they disagree: the figures below compare nothing")
    ours = {"world": world, "scenario": terms.scenario}
    times = {name: milliseconds(run, 15) for name, run in peers.items()}
    times["ours: whole plan, five corridors"] = milliseconds(lambda: plan(SEQUENCE, k=5, **ours), 15)
    over = (Objective.TIME, Objective.COST)
    times["ours: whole plan, Pareto set over time and cost"] = milliseconds(
        lambda: plan(SEQUENCE, pareto=over, **ours), 15
    )
    least = times["ours: whole plan, five corridors"]
    for name, took in times.items():
        print(f"{name:50}{took:9.1f} ms{took / least:8.2f} ×")


if __name__ == "__main__":
    main()

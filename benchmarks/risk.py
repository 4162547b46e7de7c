"""How long risk takes, and its parts: `python -m benchmarks.risk`.

The target is 10 000 draws of five corridors in at most a second. The same draws without common streams, one generator
asked for each leg and stop of each corridor in turn, stand beside it: a plain Monte Carlo, whose
corridors have nothing in common.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

import corridor as co
from corridor.hazards.case import Case
from corridor.hazards.outages import outages
from corridor.hazards.ranges import swings, tippings
from corridor.model import Plan
from corridor.planner import answer, question
from corridor.risks import Draws, arrivals, before, margins, spread, times
from corridor.scenario import dated

SEQUENCE, DAY, COUNT = "BY-RU-KZ-UZ-AF-PK", "2025-06-01", 10_000


def drawn(case: Case) -> float:
    """Return the median of the best corridor, after all that is told of arrivals."""
    draws, posts = Draws(1, COUNT), {item.crossing.id: item.crossing for _, item in case.overlay.passes()}
    corridors = case.plan.corridors
    hours = np.array([times(one, draws, terms=case.asked.terms, posts=posts) for one in corridors])
    before(hours)
    return arrivals(corridors, hours)[0].p50_h


def plain(plan: Plan) -> float:
    """Return the same without common streams."""
    stream, medians = np.random.default_rng(1), []
    for one in plan.corridors:
        figures = [part.time for part in (*one.legs, *one.stops) if part.time is not None]
        whole = sum(spread(stream.standard_normal(COUNT), part.value, part.low, part.high) for part in figures)
        medians.append(float(np.median(whole)))
    return medians[0]


def milliseconds(run: Callable[[], object], count: int = 9) -> float:
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
    asked = question(SEQUENCE, world=world, scenario=dated(world, as_of=DAY))
    plan = answer(asked)
    case = Case.of(asked, plan)
    print(f"P50 of {plan.best.id}: {drawn(case):.0f} h with common streams, {plain(plan):.0f} h without")
    parts: dict[str, Callable[[], object]] = {
        f"{COUNT} draws × {len(plan.corridors)} corridors": lambda: drawn(case),
        "the same without common streams": lambda: plain(plan),
        "break-even": lambda: (margins(plan.corridors, asked.terms.objective), list(tippings(case))),
        "criticality": lambda: outages(case, lambda _done, _whole: None),
        "inputs": lambda: list(swings(case)),
        "all of it, planning too": lambda: co.risk(SEQUENCE, world=world, as_of=DAY),
        "planning alone": lambda: co.plan(SEQUENCE, world=world, as_of=DAY),
    }
    for name, run in parts.items():
        print(f"{name:40}{milliseconds(run):9.1f} ms")


if __name__ == "__main__":
    main()

"""The sample plan in another world, and on several dates."""

from dataclasses import replace

from corridor.model import Status
from corridor.pages import Dated
from tests.samples import sample_plan

DATES = ("2023-12-31", "2024-01-01", "2025-10-12", "2026-11-24")
CHANGES = [4, 3, 0]
"""stretches of the best corridors that are only in one, only in the other, and in both"""


def reopened():
    """Return the sample with Torkham open and the corridor through it alone."""
    plan = sample_plan()
    torkham = plan.corridors[1]
    stops = tuple(replace(stop, status=Status.OPEN, status_note="") for stop in torkham.stops)
    borders = tuple(
        replace(
            b, candidates=tuple(replace(c, status=Status.OPEN) if c.id == "af-pk-torkham" else c for c in b.candidates)
        )
        for b in plan.borders
    )
    way = replace(torkham, id="A", rank=1, stops=stops)
    return replace(plan, scenario="Torkham open", corridors=(way,), borders=borders, blocked=False, warnings=())


def by_date():
    plan = sample_plan()
    both, one = plan.corridors, plan.corridors[1]
    alone = replace(plan, corridors=(replace(one, id="A", rank=1),))
    notes = ("", "Kaplanbek closed", "no corridor: a border is not there", "Afghanistan–Pakistan closed")
    plans = (replace(plan, corridors=both), alone, None, plan)
    return [
        Dated(date, note, each and replace(each, as_of=date))
        for date, note, each in zip(DATES, notes, plans, strict=True)
    ]

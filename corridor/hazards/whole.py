"""All that may go otherwise with the plan of a question."""

from __future__ import annotations

import datetime

import numpy as np

from corridor.errors import BadValueError
from corridor.hazards.case import Case
from corridor.hazards.outages import Watch, outages
from corridor.hazards.ranges import margins, swings, tippings
from corridor.model import Plan, Risk
from corridor.planner import Question, answer
from corridor.risks import Draws, arrivals, before, times

DRAWS, SEED = 10_000, 1
LEAST_DRAWS, MOST_DRAWS = 100, 1_000_000


def risk(
    asked: Question,
    found: Plan | None = None,
    *,
    k: int = 5,
    draws: int = DRAWS,
    seed: int = SEED,
    depart: str = "",
    watch: Watch | None = None,
) -> Risk:
    """Return what may go otherwise with the plan of a question: `found`, or its k best corridors.

    `depart` is an ISO date, or date and time; `watch` is told how many things of how many have been shut.

    Raises
    ------
    MisuseError
        where a number or a date is wrong, or the plan is of another question.
    NoRouteError
        where there is no corridor.
    """
    if not isinstance(draws, int) or not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise BadValueError(f"--draws must be from {LEAST_DRAWS} to {MOST_DRAWS}, not {draws}")
    if not isinstance(seed, int) or seed < 0:
        raise BadValueError(f"--seed must be a whole number, 0 or more, not {seed}")
    leaving = departure(depart) if depart else ""
    found = found or answer(asked, k=k)
    case, stream = Case.of(asked, found), Draws(seed, draws)
    posts = {item.crossing.id: item.crossing for _, item in case.overlay.passes()}
    hours = np.array([times(one, stream, terms=asked.terms, posts=posts) for one in found.corridors])
    return Risk(
        found,
        seed,
        draws,
        leaving,
        arrivals(found.corridors, hours),
        before(hours),
        margins(case),
        tuple(tippings(case)),
        outages(case, watch or (lambda _done, _whole: None)),
        tuple(swings(case)),
        asked.destinations,
    )


def departure(text: str) -> str:
    """Return an ISO date, or date and time, as date and time. Raises BadValueError where it is none."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or not 1900 < moment.year < 2200:
        raise BadValueError(f"{text!r} is no day to leave on; write it as 2026-12-01 or 2026-12-01T06:00")
    return moment.isoformat(timespec="minutes")

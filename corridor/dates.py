"""The dates at which the borders of a sequence opened or closed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corridor.data import World
from corridor.gateways import between
from corridor.model import Country, Crossing, Status
from corridor.scenario import FIRST, Scenario

SHUT = (Status.CLOSED, Status.PLANNED)
NAMED = 2
"""more crossings of one border that change at once are counted, not named"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which the borders are as they were not before."""

    date: str
    """ISO date"""
    note: str
    """what opened or closed; "" of the first, before which nothing is told"""


def turns(
    world: World,
    sequence: Sequence[Country],
    *,
    on: Callable[[str], Scenario],
    until: str,
    more: Iterable[str] = (),
    most: int = 6,
) -> tuple[Turn, ...]:
    """Return the day before the first opening or closing of a crossing, then each day of one, at most `most` in all.

    The latest are kept, none after `until`; one alone, `until`, where nothing opened or closed. `on` gives the scenario
    of a date; `more` are dates at which it says something else.
    """
    borders = [(start, end, between(world, start.code, end.code)) for start, end in dict.fromkeys(pairwise(sequence))]
    every = [one for _, _, crossings in borders for one in crossings]
    days = {_first_day(interval.start) for one in every for interval in one.history if interval.start}
    days |= {day for day in more if day}
    found: list[Turn] = []
    seen = _passable(every, on(FIRST))
    for day in sorted(day for day in days if FIRST < day <= until):
        now = _passable(every, on(day))
        told = [_told(*border, seen, now) for border in borders if _differs(border[2], seen, now)]
        if told:
            found.append(Turn(day, "; ".join(told)))
        seen = now
    if not found:
        return (Turn(until, ""),)
    kept = found[-(most - 1) :]
    before = datetime.date.fromisoformat(kept[0].date) - datetime.timedelta(days=1)
    return (Turn(before.isoformat(), ""), *kept)


def _first_day(text: str) -> str:
    """Return the first day of an ISO date, month or year."""
    return text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text


def _passable(crossings: Iterable[Crossing], scenario: Scenario) -> frozenset[str]:
    return frozenset(one.id for one in crossings if scenario.status(one).status not in SHUT)


def _differs(crossings: Iterable[Crossing], before: frozenset[str], after: frozenset[str]) -> bool:
    return any((one.id in before) is not (one.id in after) for one in crossings)


def _told(
    start: Country, end: Country, crossings: Iterable[Crossing], before: frozenset[str], after: frozenset[str]
) -> str:
    """Return what opened and closed at one border, in words."""
    border = f"{start.name}–{end.name}"
    own = {one.id: one.name for one in crossings}
    opened, closed = (
        [name for key, name in own.items() if key in now and key not in then]
        for then, now in ((before, after), (after, before))
    )
    if closed and not after & own.keys():
        return f"{border} closed"
    if opened and not before & own.keys():
        return f"{border} open: {_named(opened)}"
    return f"{border}: " + ", ".join(
        f"{_named(names)} {word}" for names, word in ((closed, "closed"), (opened, "open")) if names
    )


def _named(names: list[str]) -> str:
    return " and ".join(names) if len(names) <= NAMED else f"{len(names)} crossings"

"""What differs from the shipped world: the date, closures and reopenings, and whether closed gateways may be used."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from corridor.data import World
from corridor.errors import BadValueError, UnknownNameError
from corridor.gateways import crossings, history_on
from corridor.links import links, made_crossings
from corridor.model import Crossing, Status, StatusInterval
from corridor.sea import ARCTIC, Passage

FIRST, LAST = "2015-01-01", "2035-12-31"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A dated view of the gateways."""

    as_of: str
    """ISO date"""
    closed: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    """planned links taken as built"""
    shut_passages: frozenset[Passage] = ARCTIC
    """passages of the sea that no voyage takes"""
    open_only: bool = False
    """refuse closed gateways instead of answering on their last open time"""

    def status(self, crossing: Crossing) -> StatusInterval:
        """Return the status of a crossing on the date, this scenario's own word first."""
        if crossing.id in self.closed:
            return StatusInterval(Status.CLOSED, self.as_of, "", "closed by this question", "")
        if crossing.id in self.opened:
            return StatusInterval(Status.OPEN, self.as_of, "", "opened by this question", "")
        return history_on(crossing.history, self.as_of)

    def not_yet_open(self, crossing: Crossing) -> bool:
        """Say whether a crossing that is closed on the date was never open before and opened later."""
        if crossing.id in self.closed:
            return bool(crossing.link)
        before = [one for one in crossing.history if one.start <= self.as_of]
        after = [one for one in crossing.history if one.start > self.as_of]
        passable = (Status.OPEN, Status.RESTRICTED)
        return any(one.status in passable for one in after) and not any(one.status in passable for one in before)


def dated(
    world: World,
    *,
    as_of: str | None = None,
    close: tuple[str, ...] = (),
    reopen: tuple[str, ...] = (),
    open_only: bool = False,
) -> Scenario:
    """Check and assemble a scenario; `as_of` defaults to today, `reopen` are crossings and planned links.

    Raises
    ------
    BadValueError
        where the date is none, an id is both closed and opened, or a link cannot be taken as built.
    UnknownNameError
        where an id is no crossing, nor a planned link.
    """
    close, reopen = tuple(name.lower() for name in close), tuple(name.lower() for name in reopen)
    date = checked_date(as_of) if as_of is not None else datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    planned = {row["id"] for row in world.rows("planned_links")}
    built = frozenset(name for name in reopen if name in planned)
    for name in sorted(built):
        if links(world)[name].refused:
            raise BadValueError(f"{name} cannot be taken as built: {links(world)[name].refused}")
    ids = {*crossings(world), *(made_crossings(world, built) if built else ())}
    for name in close:
        if name in planned:
            raise BadValueError(f"{name} is a planned link, which is off unless it is opened; --close takes a crossing")
        if name not in ids:
            raise UnknownNameError("crossing", name, _close_ids(name, tuple(ids)))
    for name in reopen:
        if name not in ids | planned:
            raise UnknownNameError("crossing or planned link", name, _close_ids(name, (*sorted(ids), *sorted(planned))))
    both = sorted(set(close) & set(reopen))
    if both:
        raise BadValueError(f"{both[0]!r} cannot be both closed and opened")
    return Scenario(date, frozenset(close), frozenset(reopen) - built, built, open_only=open_only)


def checked_date(text: str) -> str:
    """Return an ISO date as it is. Raises BadValueError where it is none, or outside what the data can speak of."""
    try:
        date = datetime.date.fromisoformat(text).isoformat()
    except (ValueError, TypeError):
        date = None
    if date is None or date != text:
        raise BadValueError(f"{text!r} is no date; write it as year-month-day, such as 2025-06-01")
    if not FIRST <= date <= LAST:
        raise BadValueError(f"{text!r} is outside {FIRST} to {LAST}, the time that status histories speak of")
    return date


def _close_ids(name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    import difflib

    inside = tuple(one for one in ids if name.lower() in one)[:3]
    return inside or tuple(difflib.get_close_matches(name.lower(), ids, n=3, cutoff=0.6))

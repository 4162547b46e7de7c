"""From what flags and files say to a scenario: both are entries, and flags go over a file."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corridor.data import World
from corridor.errors import BadValueError
from corridor.gateways import crossings
from corridor.links import made_crossings
from corridor.model import Objective, SeaUse, Status, Travel
from corridor.scenario.targets import Kind, Target, Verb, crossings_of, target, there
from corridor.scenario.values import SUPPOSED, Delay, Override, Reason, Scenario
from corridor.sea import ARCTIC, Passage

FIRST, LAST = "2015-01-01", "2035-12-31"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a scenario says."""

    verb: Verb
    target: Target | None
    """None of a parameter"""
    amount: Delay | Override | None = None
    start: str = ""
    """ISO date from which it holds, "" for ever before"""
    end: str = ""
    """ISO date from which it no longer holds, "" for ever after"""
    note: str = ""
    line: int = field(default=0, compare=False)
    """of the file, 0 of a flag"""

    @property
    def id(self) -> str:
        """What it is about: the target's id, or kind, mode and country of a parameter."""
        if isinstance(self.amount, Override):
            return " ".join(filter(None, (self.amount.kind, self.amount.mode, self.amount.country)))
        return self.target.id if self.target else ""

    def holds(self, date: str) -> bool:
        """Say whether it holds on an ISO date."""
        return self.start <= date and (not self.end or date < self.end)


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """A scenario as a file has it, checked: what holds depends on the date."""

    name: str
    note: str = ""
    as_of: str = ""
    """ISO date, "" where the file has none"""
    cargo_t: float | None = None
    travel: Travel | None = None
    objective: Objective | None = None
    sea: SeaUse | None = None
    sequence: tuple[str, ...] = ()
    """what the file says of the countries, empty where it says nothing"""
    entries: tuple[Entry, ...] = ()

    def on(self, date: str | None = None, *, world: World) -> Scenario:
        """Return what holds on a date; by default the file's, else today."""
        return dated(world, as_of=date, file=self)


SHIPPED = ScenarioFile("")
"""the shipped world"""


def dated(
    world: World,
    *,
    as_of: str | None = None,
    close: tuple[str, ...] = (),
    reopen: tuple[str, ...] = (),
    open_only: bool = False,
    file: ScenarioFile = SHIPPED,
) -> Scenario:
    """Check and assemble a scenario; `close` and `reopen` go over what a file says.

    `as_of` defaults to the file's date, else today. `close` are crossings, ports, terminals, pairs of countries and
    passages, `reopen` the same and planned links. What names a crossing by itself goes over what names its pair.

    Raises
    ------
    BadValueError
        where the date is none, an id is both closed and opened, or cannot be closed or opened.
    UnknownNameError
        where an id is not known.
    """
    date = checked_date(as_of) if as_of is not None else file.as_of or _today()
    held = tuple(entry for entry in file.entries if entry.holds(date))
    built = _built(held)
    asked = [_flag(world, Verb.OPEN, name, built) for name in reopen]
    built |= _built(asked)
    asked += [_flag(world, Verb.CLOSE, name, built) for name in close]
    both = {entry.id for entry in asked if entry.verb is Verb.CLOSE} & {entry.id for entry in asked if _opens(entry)}
    if both:
        raise BadValueError(f"{min(both)!r} cannot be both closed and opened")
    draft = _Draft(world, date, built, file.name)
    draft.take(held)
    draft.take(asked)
    return draft.scenario(open_only=open_only)


def checked_date(text: str) -> str:
    """Return an ISO date as it is. Raises BadValueError where it is none, or outside what the data can speak of."""
    date = iso_date(text)
    if not FIRST <= date <= LAST:
        raise BadValueError(f"{text!r} is outside {FIRST} to {LAST}, the time that status histories speak of")
    return date


def iso_date(text: str) -> str:
    """Return an ISO date as it is. Raises BadValueError where it is none."""
    try:
        date = datetime.date.fromisoformat(text).isoformat()
    except (ValueError, TypeError):
        date = ""
    if not date or date != text:
        raise BadValueError(f"{text!r} is no date; write it as year-month-day, such as 2025-06-01")
    return date


def _today() -> str:
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def _flag(world: World, verb: Verb, name: str, built: frozenset[str]) -> Entry:
    found = target(world, name, verb, built=built)
    return Entry(Verb.BUILD if found.kind is Kind.LINK else verb, found)


def _opens(entry: Entry) -> bool:
    return entry.verb in (Verb.OPEN, Verb.BUILD)


def _built(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.target.id for entry in entries if entry.verb is Verb.BUILD and entry.target)


@dataclass(slots=True)
class _Draft:
    """A scenario as its entries are gathered; a later one goes over an earlier one of the same gateway."""

    world: World
    date: str
    links: frozenset[str]
    name: str
    verbs: dict[str, Verb] = field(default_factory=dict)
    """closed or opened"""
    reasons: dict[str, Reason] = field(default_factory=dict)
    by_pair: set[str] = field(default_factory=set)
    delays: dict[str, Delay] = field(default_factory=dict)
    parameters: dict[str, Override] = field(default_factory=dict)
    shut: set[Passage] = field(default_factory=lambda: set(ARCTIC))

    def take(self, entries: Iterable[Entry]) -> None:
        """Take the entries of a file, or those of flags: pairs first, so that what names one gateway goes over them."""
        for entry in sorted(entries, key=lambda one: one.target is None or one.target.kind is not Kind.PAIR):
            if isinstance(entry.amount, Override):
                self.parameters[entry.id] = replace(entry.amount, source=self._source(), note=self._note(entry))
            elif entry.target is None or entry.verb is Verb.BUILD or not there(self.world, entry.target, self.links):
                continue  # a link is in `links`; a gateway that only a link makes is not there before it
            elif entry.target.kind is Kind.PASSAGE:
                change = self.shut.add if entry.verb is Verb.CLOSE else self.shut.discard
                change(Passage(entry.target.id))
            else:
                for gateway in self._gateways(entry, entry.target):
                    self._say(entry, gateway, pair=entry.target.kind is Kind.PAIR)

    def _gateways(self, entry: Entry, found: Target) -> tuple[str, ...]:
        if found.kind is not Kind.PAIR:
            return (found.id,)
        ids = crossings_of(self.world, found.id, self.links)
        if entry.verb is not Verb.OPEN:
            return ids
        now, made = Scenario(self.date), made_crossings(self.world, self.links)
        posts = [crossings(self.world).get(one) or made[one] for one in ids]
        return tuple(one.id for one in posts if now.status(one).status is not Status.PLANNED)

    def _say(self, entry: Entry, gateway: str, *, pair: bool) -> None:
        if isinstance(entry.amount, Delay):
            note = self._note(entry, "delayed by ")
            self.delays[gateway] = replace(
                entry.amount, gateway=gateway, source=self._source(), note=note, by_pair=pair
            )
            return
        self.verbs[gateway] = entry.verb
        (self.by_pair.add if pair else self.by_pair.discard)(gateway)
        self.reasons.pop(gateway, None)
        if entry.line:
            word = "closed by " if entry.verb is Verb.CLOSE else "opened by "
            self.reasons[gateway] = Reason(gateway, entry.start, self._note(entry, word))

    def _source(self) -> str:
        return f"{SUPPOSED}{self.name}"

    def _note(self, entry: Entry, word: str = "") -> str:
        return ": ".join(filter(None, (f"{word}the scenario {self.name}", entry.note)))

    def scenario(self, *, open_only: bool) -> Scenario:
        of = {verb: frozenset(one for one, said in self.verbs.items() if said is verb) for verb in Verb}
        return Scenario(
            self.date,
            of[Verb.CLOSE],
            of[Verb.OPEN],
            self.links,
            frozenset(self.shut),
            open_only,
            tuple(one for _, one in sorted(self.delays.items())),
            tuple(one for _, one in sorted(self.parameters.items())),
            tuple(one for _, one in sorted(self.reasons.items())),
            frozenset(self.by_pair),
            self.name,
        )

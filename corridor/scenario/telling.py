"""What a scenario says, in words, and how two of them differ."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.scenario.entries import Entry, ScenarioFile
from corridor.scenario.values import Delay, Override, Spread


@dataclass(frozen=True, slots=True)
class Change:
    """What two scenarios say differently of one thing."""

    what: str
    """as_of, cargo_t, mode, objective, sea, sequence, or what an entry does: close, open, delay, build, parameter"""
    id: str
    """of the entry, "" of the others"""
    before: str
    """"" where the first says nothing of it"""
    after: str


def told(entry: Entry) -> str:
    """Return what an entry says of its id, with its dates and its note."""
    start = f"from {entry.start}" if entry.start else ""
    end = f"to {entry.end}" if entry.end else ""
    return "; ".join(filter(None, (amount_told(entry), " ".join(filter(None, (start, end))), entry.note)))


def amount_told(entry: Entry) -> str:
    """Return by how much a delay delays or what a parameter is; else what the entry makes of its id."""
    amount = entry.amount
    if isinstance(amount, Override):
        return f"{_range((amount.value, amount.low, amount.high))} {amount.unit}"
    if isinstance(amount, Delay):
        by_factor = amount.factor != Delay("").factor
        return f"× {_range(amount.factor)}" if by_factor else f"+{_range(amount.hours)} h"
    return {"close": "closed", "open": "open", "build": "built"}[entry.verb]


def changes(before: ScenarioFile, after: ScenarioFile) -> tuple[Change, ...]:
    """Return what two scenarios say differently, in the order in which they say it; names and notes do not count."""
    pairs = zip(_settings(before).items(), _settings(after).values(), strict=True)
    found = [Change(what, "", one, other) for (what, one), other in pairs if one != other]
    entries = [_by_id(before), _by_id(after)]
    for what, key in dict.fromkeys((*entries[0], *entries[1])):
        one, other = (said.get((what, key), "") for said in entries)
        if one != other:
            found.append(Change(what, key, one, other))
    return tuple(found)


def _settings(file: ScenarioFile) -> dict[str, str]:
    return {
        "as_of": file.as_of,
        "cargo_t": "" if file.cargo_t is None else f"{file.cargo_t:g}",
        "mode": file.travel or "",
        "objective": file.objective or "",
        "sea": file.sea or "",
        "sequence": " ".join(file.sequence),
    }


def _by_id(file: ScenarioFile) -> dict[tuple[str, str], str]:
    """Return what each verb says of each id; of several spells of time, one after the other."""
    said: dict[tuple[str, str], str] = {}
    for entry in file.entries:
        key = (entry.verb.value, entry.id)
        said[key] = f"{said[key]} / {told(entry)}" if key in said else told(entry)
    return said


def _range(spread: Spread) -> str:
    value, low, high = spread
    return f"{value:g}" if low == high else f"{value:g} ({low:g}–{high:g})"

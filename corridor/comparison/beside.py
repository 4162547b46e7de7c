"""Columns put side by side: lettered, with what is not alike, what the plans say, chances and break-evens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corridor.comparison.breakevens import margins
from corridor.comparison.chances import drawn, letters
from corridor.comparison.values import Compared, Comparison, unlike_ends
from corridor.corridors import letter
from corridor.io.words import number

OTHER_ENDS = "ends are not alike: the best marked is that of unlike journeys; there are no break-evens and no chances"
UNITS = {"cargo": " t", "container": " ft", "value of time": " USD/h"}


def comparison(columns: Sequence[Compared]) -> Comparison:
    """Return corridors side by side, lettered in their order, with what differs between their questions."""
    lettered = [replace(one, letter=letter(i)) for i, one in enumerate(columns, start=1)]
    told, before, notes = drawn(lettered)
    return Comparison(told, (*_unlike(told), *_said(told), *notes), before, margins(told))


def _unlike(columns: Sequence[Compared]) -> Iterable[str]:
    """Yield what makes the comparison one of unlike things; scenarios that the columns are named by are meant."""
    known = [one for one in columns if one.values]
    by: dict[str, dict[str, list[Compared]]] = {}
    for one in known:
        ends = (("origin", one.start[1]), ("destination", one.end[1]))
        for name, value in (*ends, *one.question, ("as of", one.as_of)):
            by.setdefault(name, {}).setdefault(_plain(name, value), []).append(one)
    for name, groups in by.items():
        meant = name == "scenario" and not any(one.saved for one in known)
        if len(groups) > 1 and not meant:
            who = "; ".join(f"{letters(one.letter for one in own)} {value}" for value, own in groups.items())
            yield f"{name} is not alike: {who}"
    if unlike_ends(known):
        yield OTHER_ENDS


def _plain(name: str, value: object) -> str:
    """Return a value of a question in words: 20 and 20.0 are alike."""
    if value is None or value == "":
        return "none"
    shown = number(value) if isinstance(value, int | float) else str(value)
    return f"{shown}{UNITS.get(name, '')}"


def _said(columns: Sequence[Compared]) -> Iterable[str]:
    """Yield what the plans say, with the letters that it is of."""
    by: dict[str, list[Compared]] = {}
    for one in columns:
        for text in one.warnings:
            by.setdefault(text, []).append(one)
    return (f"{letters(one.letter for one in own)}: {text}" for text, own in by.items())

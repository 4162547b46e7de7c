"""When cargo arrives by each column, and how often before the others.

All columns share their random numbers: a slow season or a bad border is so for all of them, also where scenarios give
them other rates. A saved plan does not hold what its times were drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from corridor.comparison.measures import MEASURES, Value
from corridor.comparison.values import Compared, unlike_ends
from corridor.corridors import letter
from corridor.gateways import crossings
from corridor.risks import Draws, arrivals, before, times
from corridor.search import Floats

DRAWS, SEED = 10_000, 1
"""as those of `corridor risk`"""
MOST_LETTERS = 1000
Before = tuple[tuple[str, tuple[tuple[str, float], ...]], ...]
_PLACES = {measure.key: i for i, measure in enumerate(MEASURES)}


def drawn(columns: Sequence[Compared]) -> tuple[tuple[Compared, ...], Before, tuple[str, ...]]:
    """Return columns with arrival times, how often each arrives before each other, and what must be said of it.

    Where any is open only those can be the fastest: what is closed does not arrive. None is where ends differ.
    """
    stream = Draws(SEED, DRAWS)
    hours = {one.letter: _hours(one, stream) for one in columns if one.asked and one.corridor}
    timed = [one for one in columns if one.letter in hours]
    running = [one for one in timed if one.open] if any(one.open for one in columns) else timed
    if unlike_ends(columns):
        running = []
    chances = _fastest(running, hours) if len(running) > 1 else {}
    told = tuple(_with(one, hours[one.letter], chances) if one.letter in hours else one for one in columns)
    order = [one.letter for one in running] if len(running) > 1 else []
    matrix = before(np.array([hours[name] for name in order])) if order else ()
    table = tuple(
        (name, tuple((other, share) for other, share in zip(order, row, strict=True) if other != name))
        for name, row in zip(order, matrix, strict=True)
    )
    return told, table, tuple(_notes(columns, timed, running))


def _hours(one: Compared, stream: Draws) -> Floats:
    assert one.asked and one.corridor  # noqa: S101, PT018 - for the type checker
    return times(one.corridor, stream, terms=one.asked.terms, posts=crossings(one.asked.world))


def _fastest(running: Sequence[Compared], hours: dict[str, Floats]) -> dict[str, float]:
    found = arrivals(
        [replace(one.corridor, id=one.letter) for one in running if one.corridor],
        np.array([hours[one.letter] for one in running]),
    )
    return {one.corridor: one.fastest for one in found}


def _with(one: Compared, hours: Floats, chances: dict[str, float]) -> Compared:
    """Return a column with its arrival times among its values."""
    p50, p80, p95 = np.percentile(hours, (50, 80, 95)).tolist()
    time = one.of("time_h")
    more = {"p50_h": p50, "p80_h": p80, "p95_h": p95, "buffer_h": p95 - p50, "fastest_share": chances.get(one.letter)}
    assumed = bool(time and time.assumed)
    found = [(key, Value(round(value, 3), assumed=assumed)) for key, value in more.items() if value is not None]
    return replace(one, values=tuple(sorted((*one.values, *found), key=lambda pair: _PLACES[pair[0]])))


def _notes(columns: Sequence[Compared], timed: Sequence[Compared], running: Sequence[Compared]) -> list[str]:
    saved = [one.letter for one in columns if one.saved]
    said = [f"{letters(saved)}: a saved plan has no arrival times and no chance to be the fastest"] if saved else []
    if timed and len(running) > 1 and len(running) < len(timed):
        said.append(f"the fastest is one of {letters(one.letter for one in running)}: what is closed does not arrive")
    return said


def letters(given: Iterable[str]) -> str:
    """Return letters in their order, three and more that follow one on the other as A–C."""
    runs: list[list[str]] = []
    places = {letter(i): i for i in range(1, MOST_LETTERS)}
    for one in given:
        if runs and places[one] == places[runs[-1][-1]] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)

"""Places by name, in any of their spellings, and points by their coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from typing import Any

from corridor.data import World
from corridor.errors import BadValueError, UnknownNameError
from corridor.geo import check_point
from corridor.model import Place, Point
from corridor.names.countries import countries
from corridor.names.text import MOST, alike, close, fold

COLUMNS = ("id", "name", "ascii", "country", "lon", "lat", "population", "alternates")
WELL_KNOWN = 100_000
"""people of a place that is found by any of its names, however unlike the one it goes by now"""
ALIKE, WORD_ALIKE = 0.5, 0.75
"""share of letters that another spelling has in common with a name, or with a word of it, of a smaller place"""
LIKELY = 2000
"""places of a country, the largest first, that a mistyped name is compared with"""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_NO_POINT = re.compile(
    r"\s*[-+]?(nan|inf|infinity|[\d.]+(e[-+]?\d+)?)[\s,;]+[-+]?(nan|inf|infinity|[\d.]+(e[-+]?\d+)?)\s*", re.I
)
"""two numbers that are no point: no comma between them, or no finite numbers"""
_POINT = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_NOT_WORD = re.compile(r"[\W_]+")
_MARKS = r"[\pM'’‘ʻʼ`´.]*"
_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
"""Latin letters beyond the plain ones"""


def point(text: str) -> Point | None:
    """Return the point that "lon,lat" in degrees means, None where the text has not that form.

    Raises
    ------
    BadValueError
        where either number is out of its range.
    """
    match = _POINT.fullmatch(text)
    if match:
        return check_point(float(match[1]), float(match[2]))
    if _NO_POINT.fullmatch(text):
        raise BadValueError(f"{text!r} is no point; write longitude,latitude in degrees, as 67.28,37.22")
    return None


def places(world: World, text: str, country: str | None = None) -> tuple[Place, ...]:
    """Return the places of that name, in any spelling, the largest first.

    A place of less than WELL_KNOWN people is not found by a name that is quite unlike its own: such names are often
    those of a tribe, a former village or another town, and `place` suggests it instead. `country` is an alpha-2 code,
    None for all countries.
    """
    return tuple(_place(row) for row in _exact(world, text, country) if _goes_by(row, text))


def place(world: World, text: str, country: str, *, others: Mapping[str, Iterable[str]] | None = None) -> Place:
    """Return the largest place of that name in a country (alpha-2).

    `others` is what may also be suggested for a mistyped name, by folded name.

    Raises
    ------
    UnknownNameError
        where no country has such a place; suggests close names of this one.
    BadValueError
        where the text is empty or only other countries have such a place.
    """
    if not fold(text):
        raise BadValueError(f"a place is missing: {text!r} is empty")
    here = places(world, text, country)
    if here:
        return here[0]
    known = countries(world)
    where = known[country].name if country in known else country
    doubtful = [f"{row['name']} (also listed as {text!r})" for row in _exact(world, text, country)]
    similar = tuple(dict.fromkeys((*doubtful, *_similar(world, text, country, others or {}))))[:MOST]
    elsewhere = places(world, text)
    if not elsewhere:
        raise UnknownNameError(f"place in {where}", text, similar)
    found = elsewhere[0].country
    there = known[found].name if found in known else found
    hint = f"; did you mean {' or '.join(similar)}?" if similar else ""
    raise BadValueError(f"place {text!r} lies in {there}, not in {where}{hint}")


def _exact(world: World, text: str, country: str | None) -> list[dict[str, Any]]:
    """Return the rows of places with that name or alternate, the largest first."""
    typed = fold(text)
    if not typed:
        return []
    rows = _narrow(_table(world, country), text).to_pylist()
    exact = [row for row in rows if typed in {fold(name) for name in _spellings(row)}]
    return sorted(exact, key=lambda row: (-row["population"], row["id"]))


def _goes_by(row: dict[str, Any], text: str) -> bool:
    """Say whether a place may be meant by a name of it without more ado; other scripts cannot be compared."""
    typed, own = fold(text), {fold(row["name"]), fold(row["ascii"] or "")} - {""}
    if typed in own or row["population"] >= WELL_KNOWN or not typed.isascii():
        return True
    words = [word for name in own for word in name.split() if len(word) > 2]
    return any(alike(typed, name) >= ALIKE for name in own) or any(alike(typed, word) >= WORD_ALIKE for word in words)


def _table(world: World, country: str | None) -> Any:
    return world.table("places", columns=COLUMNS, **({} if country is None else {"country": country}))


def _narrow(table: Any, text: str) -> Any:
    """Return the few rows that may have that name: a spelling has its words, as typed or as `fold` takes them."""
    import pyarrow.compute as pc

    words = (word for word in _NOT_WORD.split(text) if word)
    patterns = {r"[^\pL\pN|]+".join(words), r"[^\pL\pN|]+".join(map(_loosely, fold(text).split()))}
    found = [
        pc.match_substring_regex(table[column], pattern, ignore_case=True)
        for pattern in sorted(patterns)
        for column in ("name", "ascii", "alternates")
    ]
    return table.filter(reduce(pc.or_kleene, found))


def _loosely(word: str) -> str:
    """Return a pattern for a folded word in any spelling: with accents, and with apostrophes after letters."""
    marked = _accented()
    return "".join(f"[{letter}{marked.get(letter, '')}]{_MARKS}" for letter in word)


@cache
def _accented() -> Mapping[str, str]:
    """Return by Latin letter the letters that `fold` takes for it."""
    found: dict[str, str] = {}
    for number in _LATIN:
        letter = chr(number)
        if len(plain := fold(letter)) == 1 and plain != letter:
            found[plain] = found.get(plain, "") + letter
    return found


def _similar(world: World, text: str, country: str, others: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    largest = _table(world, country).sort_by([("population", "descending")]).slice(0, LIKELY)
    shown: dict[str, list[str]] = {}
    for name, plain in zip(largest["name"].to_pylist(), largest["ascii"].to_pylist(), strict=True):
        shown.setdefault(fold(plain or name), []).append(name)
    for spelling, told in others.items():
        shown.setdefault(spelling, []).extend(told)
    return close(text, shown)


def _spellings(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["name"], row["ascii"] or "", *(row["alternates"] or "").split("|"))


def _place(row: dict[str, Any]) -> Place:
    return Place(row["id"], row["name"], row["country"], (row["lon"], row["lat"]), row["population"])

"""Places by name, in any of their spellings, and points by their coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from corridor.data import World
from corridor.errors import BadValueError, UnknownNameError
from corridor.geo import check_point
from corridor.model import Place, Point
from corridor.names.countries import countries
from corridor.names.text import close, fold

COLUMNS = ("id", "name", "ascii", "country", "lon", "lat", "population", "alternates")
LIKELY = 2000
"""places of a country, the largest first, that a mistyped name is compared with"""

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
_NO_POINT = re.compile(
    r"\s*[-+]?(nan|inf|infinity|[\d.]+(e[-+]?\d+)?)[\s,;]+[-+]?(nan|inf|infinity|[\d.]+(e[-+]?\d+)?)\s*", re.I
)
"""two numbers that are no point: no comma between them, or no finite numbers"""
_POINT = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_NOT_WORD = re.compile(r"[\W_]+")


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

    `country` is an alpha-2 code, None for all countries.
    """
    if not fold(text):
        return ()
    rows = _narrow(_table(world, country), text).to_pylist()
    exact = [row for row in rows if fold(text) in {fold(name) for name in _spellings(row)}]
    exact.sort(key=lambda row: (-row["population"], row["id"]))
    return tuple(_place(row) for row in exact)


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
    similar = _similar(world, text, country, others or {})
    elsewhere = places(world, text)
    if not elsewhere:
        raise UnknownNameError(f"place in {where}", text, similar)
    found = elsewhere[0].country
    there = known[found].name if found in known else found
    hint = f"; did you mean {' or '.join(similar)}?" if similar else ""
    raise BadValueError(f"place {text!r} lies in {there}, not in {where}{hint}")


def _table(world: World, country: str | None) -> Any:
    return world.table("places", columns=COLUMNS, **({} if country is None else {"country": country}))


def _narrow(table: Any, text: str) -> Any:
    """Return the few rows that may have that name: a spelling has its words, as typed or without accents."""
    import pyarrow.compute as pc

    found = []
    for spelling in {text, fold(text)}:
        words = r"[^\pL\pN|]+".join(word for word in _NOT_WORD.split(spelling) if word)
        match = pc.match_substring if words.isalnum() else pc.match_substring_regex
        found += [match(table[column], words, ignore_case=True) for column in ("name", "ascii", "alternates")]
    return table.filter(reduce(pc.or_kleene, found))


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

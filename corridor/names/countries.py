"""Countries and sequences of them, by code, name or alias."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from corridor.data import World
from corridor.errors import BadValueError, DataError, UnknownNameError
from corridor.model import Country
from corridor.names.text import close, fold

Index = Mapping[str, frozenset[str]]
"""folded name → codes of the countries that it may mean"""

WITHOUT_CODE = {"xk": "RS", "xkx": "RS", "kosovo": "RS", "somaliland": "SO", "northern cyprus": "CY"}
"""states that ISO 3166-1 has no code of, by folded name → the country that the build's disputed.csv keeps them with"""

_TOKEN = re.compile(r"(?:(?!->|=>)[^\s,;>→–—-])+")


def countries(world: World) -> Mapping[str, Country]:
    """Return every country by its alpha-2 code."""
    found: Mapping[str, Country] = world.keep("countries", lambda: _read_countries(world))
    return found


def country(world: World, text: str) -> Country:
    """Return the country that a code (alpha-2 or alpha-3), name or alias means.

    Raises
    ------
    UnknownNameError
        where none has that name; suggests close ones.
    BadValueError
        where the text is empty or several countries have that name.
    """
    if not fold(text):
        raise BadValueError(f"a country is missing: {text!r} is empty")
    found = _find(world, text)
    if found is None:
        _refuse_part(world, text)
        raise UnknownNameError("country", text, _suggestions(world, text))
    return found


def sequence(world: World, words: Sequence[str]) -> tuple[Country, ...]:
    """Return the countries of a sequence in order.

    Each word is one country or several joined by `-`, `–`, `,`, `>` or spaces; a single word may also be the
    id of a named corridor. A country may come back later, but not at once.

    Raises
    ------
    UnknownNameError
        where a country is not known; suggests close ones.
    BadValueError
        where there is none, one is ambiguous or stands twice in a row, or a named corridor is not alone.
    """
    given = (words,) if isinstance(words, str) else tuple(words)
    found = _named_corridor(world, given[0]) if len(given) == 1 else None
    if len(given) > 1:
        _refuse_named(world, given)
    if found is None:
        found = tuple(each for word in given for each in _split(world, word))
    if not found:
        raise BadValueError("the sequence is empty: give at least one country")
    for before, after in pairwise(found):
        if before == after:
            raise BadValueError(f"the sequence has {before.name} twice in a row")
    return found


def _split(world: World, word: str) -> tuple[Country, ...]:
    """Read a word from the left, each time the longest piece that is a country: Guinea-Bissau is one."""
    tokens = list(_TOKEN.finditer(word))
    found: list[Country] = []
    while tokens:
        for length in range(len(tokens), 0, -1):
            each = _find(world, word[tokens[0].start() : tokens[length - 1].end()])
            if each is not None:
                found.append(each)
                tokens = tokens[length:]
                break
        else:
            raise _unknown(world, word, tokens)
    if not found:
        raise BadValueError(f"a country is missing: {word!r} is empty")
    return tuple(found)


def _unknown(world: World, word: str, tokens: list[re.Match[str]]) -> UnknownNameError:
    """Name what was mistyped: all up to the next separator, unless a part of that is a country."""
    _refuse_part(world, tokens[0].group())
    last = tokens[0]
    for token in tokens[1:]:
        if word[last.end() : token.start()].strip() or _find(world, token.group()):
            break
        last = token
    mistyped = word[tokens[0].start() : last.end()]
    similar = _suggestions(world, mistyped)
    if not similar:
        corridors = close(word, {fold(name): (name,) for name in _named_corridors(world)})
        if corridors:
            return UnknownNameError("named corridor", word, corridors)
    return UnknownNameError("country", mistyped, similar)


def _refuse_part(world: World, text: str) -> None:
    """Raise BadValueError where a name is that of a state without an ISO code, which the data hold as part of one."""
    code = WITHOUT_CODE.get(fold(text))
    if code is not None:
        home = countries(world)[code].name if code in countries(world) else code
        raise BadValueError(
            f"{text!r} is no country of the data: they go by ISO 3166-1, which has no code of it; "
            f"its ground is kept with {home} ({code}), without a view on its status"
        )


def _refuse_named(world: World, words: tuple[str, ...]) -> None:
    """Raise BadValueError where one of several words is a named corridor."""
    for word in words:
        codes = _named_corridors(world).get(word.strip().casefold())
        if codes is not None and _find(world, word) is None:
            raise BadValueError(
                f"the named corridor {word.strip()} stands alone: give it by itself, or countries: {' '.join(codes)}"
            )


def _named_corridor(world: World, word: str) -> tuple[Country, ...] | None:
    codes = _named_corridors(world).get(word.strip().casefold())
    if codes is None:
        return None
    known = countries(world)
    try:
        return tuple(known[code] for code in codes)
    except KeyError as error:
        raise DataError(f"named corridor {word!r} passes {error}, which no country has as its code") from None


def _named_corridors(world: World) -> Mapping[str, tuple[str, ...]]:
    rows = world.rows("named_corridors")
    return {row["id"].casefold(): tuple(row["sequence"].split(">")) for row in rows}


def _find(world: World, text: str) -> Country | None:
    typed, known = fold(text), countries(world)
    indexes: tuple[Index, ...] = world.keep("country index", lambda: _read_indexes(world))
    for index in indexes:
        codes = index.get(typed, frozenset())
        if len(codes) == 1:
            return known[next(iter(codes))]
        if codes:
            meant = " or ".join(f"{known[code].name} ({code})" for code in sorted(codes))
            raise BadValueError(f"country {text!r} is ambiguous: {meant}?")
    return None


def _suggestions(world: World, text: str) -> tuple[str, ...]:
    known = countries(world)
    _codes, *names = world.keep("country index", lambda: _read_indexes(world))
    shown: dict[str, list[str]] = {}
    for index in names:
        for name, codes in index.items():
            shown.setdefault(name, []).extend(known[code].name for code in sorted(codes))
    return close(text, shown)


def _read_countries(world: World) -> Mapping[str, Country]:
    rows = world.rows("country_names")
    return MappingProxyType(
        {row["code"]: Country(row["code"], row["alpha3"], row["name"], row["capital"]) for row in rows}
    )


def _read_indexes(world: World) -> tuple[Index, ...]:
    """Return what to look a name up in, in this order: codes, names, aliases."""
    known = countries(world).values()
    return (
        _index((code, each.code) for each in known for code in (each.code, each.alpha3)),
        _index((each.name, each.code) for each in known),
        _index((alias, row["code"]) for row in world.rows("country_names") for alias in row["aliases"].split("|")),
    )


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    codes: dict[str, set[str]] = {}
    for name, code in pairs:
        if fold(name):
            codes.setdefault(fold(name), set()).add(code)
    return {name: frozenset(meant) for name, meant in codes.items()}

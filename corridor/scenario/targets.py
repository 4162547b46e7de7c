"""What an id of a scenario stands for: a gateway, a pair of countries, a passage of the sea, a planned link."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError, UnknownNameError
from corridor.gateways import between, crossings, gateway, ports, terminals
from corridor.links import links, made_crossings, yards
from corridor.sea import Passage

_PAIR = re.compile(r"[A-Za-z]{2}-[A-Za-z]{2}")


class Kind(StrEnum):
    """What a scenario may speak of."""

    CROSSING = "crossing"
    PORT = "port"
    TERMINAL = "terminal"
    PAIR = "pair of countries"
    PASSAGE = "passage"
    LINK = "planned link"


class Verb(StrEnum):
    """What a scenario does; the names of the tables of a file."""

    CLOSE = "close"
    OPEN = "open"
    DELAY = "delay"
    BUILD = "build"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Target:
    """What an id stands for."""

    kind: Kind
    id: str
    """as the data have it; of a pair, alpha-2 in the order of the alphabet: AF-PK"""


_STOPS = "a crossing, port, terminal or pair of countries"
_TAKES = {
    Verb.CLOSE: f"{_STOPS}, or a passage",
    Verb.DELAY: _STOPS,
    Verb.BUILD: "a planned link",
}
_KNOWN = {
    Verb.CLOSE: "gateway or passage",
    Verb.OPEN: "gateway, passage or planned link",
    Verb.DELAY: "gateway",
    Verb.BUILD: "planned link",
}
_REFUSED = {
    Verb.CLOSE: {Kind.LINK},
    Verb.OPEN: set[Kind](),
    Verb.DELAY: {Kind.LINK, Kind.PASSAGE},
    Verb.BUILD: set(Kind) - {Kind.LINK},
}


def target(world: World, text: str, verb: Verb, *, built: frozenset[str] = frozenset()) -> Target:
    """Return what an id stands for; the crossings and terminals that only the links `built` make are known too.

    Raises
    ------
    UnknownNameError
        where it stands for nothing.
    BadValueError
        where it stands for what the verb does not take, a pair without crossings, or a link that adds no way.
    """
    found = _gateway(world, text, built) or _other(world, text, built)
    if found is None:
        raise UnknownNameError(_KNOWN[verb], text, _near(world, text, verb, built))
    if found.kind in _REFUSED[verb]:
        off = ", which is off unless it is opened" if found.kind is Kind.LINK and verb is Verb.CLOSE else ""
        raise BadValueError(f"{found.id} is a {found.kind}{off}; {verb} takes {_TAKES[verb]}")
    if found.kind is Kind.LINK and links(world)[found.id].refused:
        raise BadValueError(f"{found.id} cannot be taken as built: {links(world)[found.id].refused}")
    return found


def crossings_of(world: World, pair: str, built: frozenset[str]) -> tuple[str, ...]:
    """Return the ids of the crossings of a pair, those that the links `built` make among them."""
    a, b = pair.split("-")
    made = made_crossings(world, built).values() if built else ()
    ids = {one.id for one in between(world, a, b)} | {one.id for one in made if {a, b} == set(one.countries)}
    return tuple(sorted(ids))


def there(world: World, found: Target, built: frozenset[str]) -> bool:
    """Say whether a target is in a world with the links `built`: some gateways are only made by a link."""
    stops = (Kind.CROSSING, Kind.PORT, Kind.TERMINAL)
    return found.kind not in stops or _gateway(world, found.id, built) is not None


def name_of(world: World, found: Target) -> str:
    """Return what a person calls a target, "" where its id says it all."""
    if found.kind is Kind.PAIR:
        known = names.countries(world)
        return "–".join(known[code].name for code in found.id.split("-"))
    if found.kind is Kind.LINK:
        return links(world)[found.id].name
    for known_gateways in (crossings(world), terminals(world), ports(world)):
        if found.id in known_gateways:
            return known_gateways[found.id].name
    return ""


def _gateway(world: World, text: str, built: frozenset[str]) -> Target | None:
    low, high = text.lower(), text.upper()
    if low in crossings(world) or (built and low in made_crossings(world, built)):
        return Target(Kind.CROSSING, low)
    if low in terminals(world) or any(low == yard.id for yard in (yards(world, built) if built else ())):
        return Target(Kind.TERMINAL, low)
    return Target(Kind.PORT, high) if high in ports(world) else None


def _other(world: World, text: str, built: frozenset[str]) -> Target | None:
    low = text.lower()
    if low in set(Passage):
        return Target(Kind.PASSAGE, low)
    if low in links(world):
        return Target(Kind.LINK, low)
    known = names.countries(world)
    if not _PAIR.fullmatch(text) or not all(code in known for code in text.upper().split("-")):
        return None
    pair = "-".join(sorted(text.upper().split("-")))
    if not crossings_of(world, pair, built):
        a, b = (known[code].name for code in pair.split("-"))
        raise BadValueError(f"no crossing joins {a} and {b} in the data, so {text!r} names none")
    return Target(Kind.PAIR, pair)


def _near(world: World, text: str, verb: Verb, built: frozenset[str]) -> tuple[str, ...]:
    groups: tuple[Iterable[str], ...] = (
        () if verb is Verb.BUILD else (*crossings(world), *made_crossings(world, built), *terminals(world)),
        () if verb in (Verb.BUILD, Verb.DELAY) else list(Passage),
        links(world) if verb in (Verb.OPEN, Verb.BUILD) else (),
        () if verb is Verb.BUILD else (port.lower() for port in ports(world)),
    )
    ids, low = [one for group in groups for one in group], text.lower()
    inside = [one for one in ids if low and low in one][:3]
    coded = gateway(world, text)  # by a UN/LOCODE of a terminal or post, which may stand for several
    if coded is not None and verb is not Verb.BUILD:
        return (coded.id,)
    found = inside or difflib.get_close_matches(low, ids, n=3, cutoff=0.6)
    return tuple(one.upper() if one.upper() in ports(world) else one for one in found)

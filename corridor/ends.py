"""Where a corridor starts and ends: what people type, or the default for the first and the last country."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError
from corridor.gateways import as_place, crossings, gateway, main_ports, ports, ports_of, terminals
from corridor.geo import distance_km
from corridor.model import Country, Crossing, Gateway, Mode, Place, Point, Terminal
from corridor.names.text import MOST, fold

UNRANKED = 3
"""how many seaports are tried in a country where none is ranked, or all that are, are closed"""
OFFSHORE_KM = 15.0
"""a bare point may lie this far outside its country's border: quays, causeways, coarse coordinates"""
ONE_PLACE_KM = 15.0
"""gateways of one name that lie this near to each other are taken for one place"""

_ASIDE = re.compile(r"[(,].*")
"""what follows a name, and is often that of a region"""
_KINDS = re.compile(r"(?: (?:dry|border|pass|port|post|crossing|station|terminal|customs))+$")
"""what a gateway is, said after its name"""


def origin(world: World, text: str | None, country: Country, *, shut: frozenset[str] = frozenset()) -> Place:
    """Return the start: `text` in the first country, by default its capital; no port or terminal that is `shut`.

    Raises
    ------
    BadValueError, UnknownNameError
        where the text is no place, gateway or point of that country.
    """
    return _open(world, _named(world, text, country), shut) if text is not None else capital(world, country)


def destinations(
    world: World, text: str | None, country: Country, *, shut: frozenset[str] = frozenset()
) -> tuple[Place, ...]:
    """Return the ends, best first: `text` in the last country, by default its seaports, else its capital.

    Ports that are `shut` are left out; a country whose main ports all are has no default end.

    Raises
    ------
    BadValueError, UnknownNameError
        where the text is no place, gateway or point of that country.
    """
    if text is not None:
        return (_open(world, _named(world, text, country), shut),)
    main = main_ports(world, country.code, UNRANKED)
    ranked = sorted((port for port in ports_of(world, country.code) if port.rank), key=lambda port: port.rank) or main
    if not ranked:
        return (capital(world, country),)
    found = tuple(as_place(port, country.code) for port in ranked if port.id not in shut)
    if not found:  # others in their place could make closing an improvement
        told = ", ".join(f"{port.name} ({port.id})" for port in ranked)
        raise BadValueError(f"the scenario closes every main seaport of {country.name}, {told}; name an end with --to")
    return found


def capital(world: World, country: Country) -> Place:
    """Return the capital as a place. Raises BadValueError where the country has none in the data."""
    if not country.capital:
        raise BadValueError(f"{country.name} has no capital in the data; name a place with --from or --to")
    kept: Place = world.keep(
        f"capital.{country.code}.{country.capital}", lambda: names.place(world, country.capital, country.code)
    )
    return kept


def _named(world: World, text: str, country: Country) -> Place:
    point = names.point(text)
    if point is not None:
        return _at_point(world, text, point, country)
    found = gateway(world, text)
    if found is not None and country.code in _countries(found):
        return as_place(found, country.code)
    if found is not None:
        home = names.countries(world)[_countries(found)[0]].name
        raise BadValueError(f"{found.name} ({found.id}) lies in {home}, not in {country.name}")
    towns = names.places(world, text, country.code)
    called = None if towns else _called(world, text, country)
    if towns or called is not None:
        return towns[0] if called is None else as_place(called, country.code)
    near = _near_names(world, text, country)
    if fold(text) not in near and not names.places(world, text):
        _refuse_elsewhere(world, text, country)
    return names.place(world, text, country.code, others=near)


def _refuse_elsewhere(world: World, text: str, country: Country) -> None:
    """Raise BadValueError where a gateway of another country has that name."""
    typed, known = fold(text), names.countries(world)
    for one in sorted(_all(world), key=_usefulness):
        home = next((known[code].name for code in _countries(one) if typed in _spellings(one, code)), "")
        if home:
            raise BadValueError(f"{one.name} ({one.id}) lies in {home}, not in {country.name}")


def _called(world: World, text: str, country: Country) -> Gateway | None:
    """Return the gateway of a country that has this name there, None where there is none.

    Of several at one place it is the terminal, where cargo may change mode; else a port, a road, a railway, those
    that hang on the network before the rest.

    Raises
    ------
    BadValueError
        where gateways at several places have that name.
    """
    typed = fold(text)
    found = [one for one in _gateways_of(world, country) if typed and typed in _spellings(one, country.code)]
    found.sort(key=_usefulness)
    if any(distance_km(found[0].point, other.point) > ONE_PLACE_KM for other in found[1:]):
        meant = " or ".join(f"{one.id} ({one.name})" for one in found)
        raise BadValueError(f"{text!r} is ambiguous in {country.name}: {meant}?")
    return found[0] if found else None


def _near_names(world: World, text: str, country: Country) -> dict[str, list[str]]:
    """Return by folded name what to suggest of the country's gateways: the id, with the name of the gateway.

    One that has the text somewhere in its name, or in the name of its post beyond the border, stands under the text
    itself, which puts it first.
    """
    typed = fold(text)
    plain = _KINDS.sub("", typed) or typed
    near: dict[str, list[str]] = {}
    holding = []
    for one in sorted(_gateways_of(world, country), key=_usefulness):
        told = f"{one.id} ({one.name})"
        if len(plain) > 2 and plain in fold(one.name):
            holding.append(told)
        for spelling in _spellings(one, country.code):
            near.setdefault(spelling, []).append(told)
    return {**near, typed: holding[:MOST]} if holding else near


def _gateways_of(world: World, country: Country) -> Iterable[Gateway]:
    return (one for one in _all(world) if country.code in _countries(one))


def _all(world: World) -> tuple[Gateway, ...]:
    """Return terminals, ports and crossings; derived crossings have no name of their own."""
    listed = (one for one in crossings(world).values() if not one.derived)
    return (*terminals(world).values(), *ports(world).values(), *listed)


def _usefulness(one: Gateway) -> tuple[bool, bool, bool, bool, str]:
    crossing = one if isinstance(one, Crossing) else None
    loose = crossing is not None and crossing.snap_km is None
    rail = crossing is not None and crossing.mode is Mode.RAIL
    return (loose, crossing is not None, not isinstance(one, Terminal), rail, one.id)


def _spellings(one: Gateway, code: str) -> set[str]:
    """Return the folded names of a gateway in a country: a crossing is called by its post on that side.

    What a name has in brackets or after a comma may be a region: by that alone nothing is called.
    """
    name = one.name
    if isinstance(one, Crossing):
        name = one.name_a if code == one.country_a else one.name_b
    short = _ASIDE.sub("", name)
    return {fold(name), *map(fold, short.split("/"))} - {""}


def _open(world: World, place: Place, shut: frozenset[str]) -> Place:
    """Return a place as it is. Raises BadValueError where it is a port or terminal that is shut."""
    if place.id in shut and place.id not in crossings(world):
        raise BadValueError(f"{place.name} ({place.id}) is closed in this scenario; name another end")
    return place


def _at_point(world: World, text: str, point: Point, country: Country) -> Place:
    if names.near_country(world, point, country.code) <= OFFSHORE_KM:
        return Place(f"{point[0]:g},{point[1]:g}", f"{point[0]:g},{point[1]:g}", country.code, point)
    swapped = (point[1], point[0])
    if abs(swapped[1]) <= 90 and names.near_country(world, swapped, country.code) <= OFFSHORE_KM:
        raise BadValueError(
            f"{text!r} lies outside {country.name}; longitude comes first: {swapped[0]:g},{swapped[1]:g}"
        )
    where = names.country_at(world, point)
    home = f"in {names.countries(world)[where].name}" if where else "in no country"
    raise BadValueError(f"{text!r} lies {home}, not in {country.name}")


def _countries(found: Gateway) -> tuple[str, ...]:
    return found.countries if isinstance(found, Crossing) else (found.country,)


def crow_km(start: Place, end: Place) -> float:
    """Return the great circle between two ends."""
    return distance_km(start.point, end.point)

"""Where a corridor starts and ends: what people type, or the default for the first and the last country."""

from __future__ import annotations

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError
from corridor.gateways import as_place, crossings, gateway, main_ports, ports
from corridor.geo import distance_km
from corridor.model import Country, Crossing, Gateway, Place, Point

UNRANKED = 3
"""how many seaports are tried in a country where none is ranked"""
OFFSHORE_KM = 15.0
"""a bare point may lie this far outside its country's border: quays, causeways, coarse coordinates"""


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

    Ports that are `shut` are left out; a country whose ports all are has no default end.

    Raises
    ------
    BadValueError, UnknownNameError
        where the text is no place, gateway or point of that country.
    """
    if text is not None:
        return (_open(world, _named(world, text, country), shut),)
    main = main_ports(world, country.code, UNRANKED)
    ranked = [port for port in ports(world).values() if port.country == country.code and port.rank]
    chosen = sorted(ranked, key=lambda port: port.rank) or main
    if not chosen:
        return (capital(world, country),)
    found = tuple(as_place(port, country.code) for port in chosen if port.id not in shut)
    if not found:
        raise BadValueError(f"the scenario closes every seaport of {country.name}; name another end with --to")
    return found


def capital(world: World, country: Country) -> Place:
    """Return the capital as a place. Raises BadValueError where the country has none in the data."""
    if not country.capital:
        raise BadValueError(f"{country.name} has no capital in the data; name a place with --from or --to")
    return names.place(world, country.capital, country.code)


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
    return names.place(world, text, country.code)


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

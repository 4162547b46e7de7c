"""Why a list of crossings is empty: two countries that do not border, an island, a border without a known crossing."""

from __future__ import annotations

from collections.abc import Sequence

from corridor import names
from corridor.catalog.lists import crossings_of
from corridor.data import World
from corridor.gateways import crossings, main_ports
from corridor.model import Country, Mode
from corridor.scenario import Scenario


def why_none(world: World, countries: Sequence[str], *, scenario: Scenario, mode: Mode | None = None) -> str:
    """Return in words why `crossings_of` found none: who borders whom, and how to join them all the same.

    "" where no country was asked for. Raises as `crossings_of`.
    """
    asked = tuple(names.country(world, text) for text in countries)
    if not asked:
        return ""
    if mode is not None:
        others = crossings_of(world, countries, scenario=scenario)
        if others:
            other = "road" if mode is Mode.RAIL else "rail"
            where = "–".join(one.name for one in asked)
            return f"{where} has no {mode.value} crossing in the data; by {other} there are {len(others)}"
    if len(asked) == 1:
        return f"{_borders(world, asked[0])}{_seaports(world, asked[0])}"
    touching = names.land_neighbours(world, asked[0].code, asked[1].code)
    pair = f"{asked[0].name} and {asked[1].name}"
    fact = f"{pair} border on land, but no crossing is known: the data may lack one" if touching else ""
    return "; ".join(
        (fact or f"{pair} do not border", *(_borders(world, one) for one in asked), _joined(world, *asked))
    )


def _borders(world: World, country: Country) -> str:
    """Say with which countries one has crossings, and on which it borders without."""
    crossed = _crossed(world).get(country.code, set())
    touched = set(names.all_land_neighbours(world, country.code)) - crossed
    told = [f"crossings with {_named(world, crossed)}"] if crossed else []
    told += [f"a border but no known crossing with {_named(world, touched)}"] if touched else []
    return f"{country.name} has {' and '.join(told) or 'no land border'}"


def _seaports(world: World, country: Country) -> str:
    return f"; its seaports: corridor ports {country.code}" if main_ports(world, country.code, 1) else ""


def _joined(world: World, a: Country, b: Country) -> str:
    """Say how a plan joins two countries: by ship, else through the fewest countries between them."""
    if main_ports(world, a.code, 1) and main_ports(world, b.code, 1):
        return f"a plan joins them by ship: corridor plan {a.code} {b.code}"
    chain = _chain(world, a.code, b.code)
    if not chain:
        return "no chain of land borders joins them"
    return f"with the fewest borders a plan joins them as: corridor plan {' '.join(chain)}"


def _chain(world: World, start: str, end: str) -> tuple[str, ...]:
    """Return the countries from one to another over the fewest borders, () where there is no such chain."""
    crossed = _crossed(world)
    before: dict[str, str] = {start: ""}
    reached = [start]
    for code in reached:  # grows as it goes: breadth first
        for other in sorted(crossed.get(code, ())):
            if other not in before:
                before[other] = code
                reached.append(other)
    chain: list[str] = []
    code = end if end in before else ""
    while code:
        chain.append(code)
        code = before[code]
    return tuple(reversed(chain))


def _crossed(world: World) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in {one.countries for one in crossings(world).values()}:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _named(world: World, codes: set[str]) -> str:
    known = names.countries(world)
    return ", ".join(sorted(known[code].name for code in codes))

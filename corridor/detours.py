"""Open ways round: the country sequences that join two ends while the asked-for one is blocked."""

from __future__ import annotations

from dataclasses import replace

from corridor.data import World
from corridor.ends import crow_km
from corridor.gateways import crossings
from corridor.model import Place
from corridor.overlay import build
from corridor.search import single_via, tree
from corridor.steps import Terms

ROUNDABOUT, ROUNDABOUT_KM = 1.8, 500.0
"""a way round that is longer than this many times the great circle, and that much more, is not looked for"""


def open_sequences(
    world: World,
    origin: Place,
    destinations: tuple[Place, ...],
    terms: Terms,
    *,
    asked: frozenset[frozenset[str]],
    count: int,
) -> list[tuple[str, ...]]:
    """Return up to `count` sequences of countries that are open overland from end to end, best first.

    A border that is known from the network alone is passed only where it is one of the pairs `asked` for: nobody
    has said that it is open. Each country is entered once. Any two sequences differ by two countries or more, and
    none is another with more countries in between. Empty where there is no open way.
    """
    first, last = origin.country, destinations[0].country
    pairs = {
        one.countries
        for one in crossings(world).values()
        if one.freight and one.snap_km is not None and (not one.derived or frozenset(one.countries) in asked)
    }
    between = sorted({code for pair in pairs for code in pair} - {first, last})
    countries = (first, *between, last)
    place = {code: i for i, code in enumerate(countries)}
    links = tuple(
        (place[a], place[b])
        for pair in sorted(pairs)
        for a, b in (pair, pair[::-1])
        if a in place and b in place and b != first and a != last
    )
    open_terms = replace(terms, scenario=replace(terms.scenario, open_only=True))
    crow = min(crow_km(origin, place) for place in destinations)
    overlay = build(
        world, countries, origin, destinations, open_terms, links=links, reach_km=ROUNDABOUT * crow + ROUNDABOUT_KM
    )
    forward, backward = tree(overlay.leaving, overlay.roots), tree(overlay.arriving, overlay.goals, backward=True)
    found: list[tuple[str, ...]] = []
    for way in single_via(forward, backward):
        stages = [0, *(arc.end.stage for arc in way if arc.end.stage != arc.start.stage)]
        codes = tuple(countries[stage] for stage in stages)
        if len(set(codes)) == len(codes) and all(_differ(set(codes), set(other)) for other in found):
            found.append(codes)
        if len(found) == count:
            break
    return found


def _differ(codes: set[str], before: set[str]) -> bool:
    return len(codes ^ before) > 1 and not before <= codes

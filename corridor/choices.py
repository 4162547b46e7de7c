"""Finds the country sequences that join two countries, and the best corridor of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from corridor import names
from corridor.alternatives import first_ways
from corridor.built import with_links
from corridor.corridors import assemble
from corridor.data import World
from corridor.ends import destinations, origin
from corridor.errors import BadValueError, BlockedError, CorridorError, NoRouteError
from corridor.explain import labels
from corridor.figures import sources
from corridor.model import Choice, Choices, Corridor, Country, Mode, Objective, Place, SeaUse, StopKind, Travel
from corridor.overlay import build, by_sea
from corridor.planner import MAX_COUNTRIES, MAX_K, settled
from corridor.rates import rates
from corridor.scenario import Scenario, check_cargo, dated
from corridor.search import tree
from corridor.sequences import (
    FARTHEST,
    Codes,
    Limits,
    known_first,
    known_open,
    sequences,
    without_calls,
)
from corridor.steps import OBJECTIVES, SEA, Pass, Terms
from corridor.traces import Tracer

SPARE = 10
"""so many sequences more are planned than shown: a plan knows more ports and changes of mode than the search, so that
one found later may be better"""


def choices(
    world: World,
    first: str,
    last: str,
    *,
    start: str | None = None,
    end: str | None = None,
    travel: Travel = Travel.MULTIMODAL,
    objective: Objective = Objective.COST,
    count: int = 10,
    most: int = 8,
    avoid: Sequence[str] = (),
    via: Sequence[str] = (),
    scenario: Scenario | None = None,
    cargo_t: float = 20.0,
    sea: SeaUse = SeaUse.AUTO,
) -> Choices:
    """Return up to `count` sequences of at most `most` countries from the first to the last, best first.

    A sequence without a closed border comes before any with one, then the lesser objective of its best corridor. No
    country is entered twice, none but those of `via` is called at only to change ships, and no gateway lies farther
    round than `sequences.FARTHEST` says.

    Raises
    ------
    MisuseError
        where a name, a number or a place of the question is wrong.
    NoRouteError
        where no sequence answers it; BlockedError where the only ones are closed and closed ones refused.
    """
    scenario = scenario or dated(world)
    shipped, world = world, with_links(world, scenario.links)
    ends = names.country(world, first), names.country(world, last)
    avoided, passed = _codes(world, avoid), _codes(world, via)
    _check(ends, avoided, passed, count, most, cargo_t)
    own = rates(world, scenario.as_of).with_parameters(scenario.parameters)
    terms = Terms(travel, objective, scenario, own, cargo_t, sea)
    shut = scenario.closed
    places = origin(world, start, ends[0], shut=shut), destinations(world, end, ends[1], shut=shut)
    limits = Limits(most, frozenset(avoided), frozenset(passed), calls=False)
    found = list(islice(sequences(world, *places, terms, limits), count + SPARE))
    every = destinations(shipped, end, ends[1])
    planned = [one for codes in found if (one := _best(world, codes, *places, terms, limits.via)) is not None]
    direct = (ends[0].code, ends[1].code)
    if direct not in found and not limits.via and not by_sea(shipped, direct, (0, 1), terms):
        # neighbours by land whose ends, as the world ships, only a ship joins: parts cut off from the rest
        sea = settled(shipped, direct, places[0], every, terms)
        sails = _best(world, direct, *places, replace(terms, sea=sea), limits.via) if sea is not terms.sea else None
        planned += [sails] if sails is not None else []
    if not planned:
        raise _none(world, ends, places, terms, limits)
    planned.sort(key=lambda one: one[0])
    ranked = tuple(
        replace(choice, rank=rank, corridor=replace(choice.corridor, rank=rank))
        for rank, (_, choice) in enumerate(planned[:count], start=1)
    )
    return Choices(
        *ends,
        places[0],
        scenario.as_of,
        travel,
        objective,
        cargo_t,
        sea,
        most,
        avoided,
        passed,
        ", ".join(sorted(scenario.links)),
        ranked,
        sources(world, {one for choice in ranked for one in _source_ids(choice.corridor)}),
        (*_short(len(ranked), count, most), *_sailing(ranked, terms)),
    )


def _codes(world: World, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country.code for word in words for country in names.sequence(world, (word,))))


def _check(
    ends: tuple[Country, Country],
    avoid: tuple[str, ...],
    via: tuple[str, ...],
    count: int,
    most: int,
    cargo_t: float,
) -> None:
    if ends[0] == ends[1]:
        raise BadValueError(f"{ends[0].name} is both start and end; give two countries")
    if not 1 <= count <= MAX_K:
        raise BadValueError(f"-n must be from 1 to {MAX_K}, not {count}")
    if not 2 <= most <= MAX_COUNTRIES:
        raise BadValueError(f"--max-countries must be from 2 to {MAX_COUNTRIES}, not {most}")
    check_cargo(cargo_t)
    for country in ends:
        if country.code in avoid:
            raise BadValueError(f"{country.name} is an end and cannot be avoided")
        if country.code in via:
            raise BadValueError(f"{country.name} is an end; --via takes countries between")
    both = sorted(set(avoid) & set(via))
    if both:
        raise BadValueError(f"{both[0]} cannot be both passed and avoided")
    if len(via) + 2 > most:
        raise BadValueError(f"{len(via)} countries to pass and both ends are more than --max-countries {most}")


def _best(
    world: World, codes: Codes, first: Place, lasts: tuple[Place, ...], terms: Terms, via: frozenset[str]
) -> tuple[tuple[int, int, float], Choice] | None:
    """Return a sequence with its best corridor, and the weight of that; None where it has none."""
    overlay, place = build(world, codes, first, lasts, terms), OBJECTIVES.index(terms.objective)
    weights = without_calls(overlay, known_first(overlay, terms), via)
    ways = first_ways(overlay, tree(overlay.graph, weights, overlay.roots))
    if not ways:
        return None
    way = ways[0]
    steps, reached = overlay.steps(way), overlay.goals[int(overlay.graph.end[way[-1]])]
    last = next(one for one in lasts if one.id == reached)
    label = labels([steps], [last.name])[0]
    corridor = assemble(
        steps, rank=1, label=label, ends=(first, last), tracer=Tracer(world, overlay), terms=terms, kept={}
    )
    sailed = [(codes[step.start.stage], codes[step.end.stage]) for step in steps if step.start.layer == SEA]
    doubtful = tuple(pair for pair in dict.fromkeys(sailed) if _doubtful(world, pair, terms))
    unsaid = {
        step.item.crossing.id
        for step in steps
        if isinstance(step.item, Pass) and not known_open(step.item.crossing, terms)
    }
    unknown = tuple(one for one in corridor.stops if one.kind is StopKind.CLEARANCE and one.gateway in unsaid)
    choice, (closed, value) = Choice(1, codes, corridor, unknown, doubtful), overlay.graph.cost(way, place)
    return (closed, len(choice.unknown) + len(doubtful), value), choice


def _doubtful(world: World, pair: tuple[str, str], terms: Terms) -> bool:
    """Say whether two countries touch on land and have no open crossing there."""
    if pair[0] == pair[1] or not by_sea(world, pair, (0, 1), replace(terms, sea=SeaUse.DETOUR)):
        return False
    key = ("neighbours", frozenset(pair))
    return bool(world.keep(key, lambda: names.land_neighbours(world, *pair)))


def _none(
    world: World,
    ends: tuple[Country, Country],
    places: tuple[Place, tuple[Place, ...]],
    terms: Terms,
    limits: Limits,
) -> CorridorError:
    joined = f"joins {ends[0].name} and {ends[1].name}"
    if terms.scenario.open_only:
        lenient = replace(terms, scenario=replace(terms.scenario, open_only=False))
        if next(sequences(world, *places, lenient, limits), None) is not None:
            return BlockedError(f"no open sequence of at most {limits.most} countries {joined}; drop --status open")
    how = "" if terms.travel is Travel.MULTIMODAL else f" by {terms.travel.value}"
    asked = [f"through {', '.join(sorted(limits.via))}"] if limits.via else []
    asked += [f"without {', '.join(sorted(limits.avoid))}"] if limits.avoid else []
    return NoRouteError(
        f"no sequence of at most {limits.most} countries {joined}{how}{''.join(f' {one}' for one in asked)}{FARTHEST}"
    )


def _short(found: int, count: int, most: int) -> tuple[str, ...]:
    if found == count:
        return ()
    return (f"only {found} of {count} sequences asked for were found, of at most {most} countries each{FARTHEST}",)


def _sailing(found: Iterable[Choice], terms: Terms) -> tuple[str, ...]:
    sails = any(Mode.SEA in one.corridor.modes for one in found)
    return (
        ("voyages are among them; --sea never lists the ways over land alone",)
        if sails and terms.sea is SeaUse.AUTO
        else ()
    )


def _source_ids(corridor: Corridor) -> set[str]:
    figures = [figure for leg in corridor.legs for figure in (leg.distance, leg.time, leg.cost, leg.co2e)]
    figures += [figure for stop in corridor.stops for figure in (stop.time, stop.cost)]
    ids = {one for figure in figures if figure is not None for one in figure.sources}
    ids |= {use.source for leg in corridor.legs for use in leg.planned if use.source}
    return ids | {stop.source for stop in corridor.stops if stop.source}

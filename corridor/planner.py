"""Plans a sequence: checks the question, searches the overlay, assembles and explains the corridors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from corridor import names, notices
from corridor.alternatives import alternatives, first_ways
from corridor.built import with_links
from corridor.corridors import assemble, letter
from corridor.data import World
from corridor.emissions import small_load
from corridor.ends import destinations, origin
from corridor.errors import BadValueError
from corridor.explain import borders, labels
from corridor.figures import source_ids, sources
from corridor.impasse import dead_end, gap
from corridor.model import (
    Border,
    Container,
    Corridor,
    Country,
    Detour,
    Leg,
    Objective,
    Place,
    Plan,
    SeaUse,
    Travel,
)
from corridor.overlay import Overlay, build
from corridor.pareto import pareto as pareto_set
from corridor.ranking import ranked
from corridor.rates import rates
from corridor.scenario import Scenario, check_cargo, dated, idle, released, unfelt
from corridor.search import Tree, Way, tree
from corridor.sequences import FARTHEST, open_ways_round
from corridor.steps import OBJECTIVES, Steps, Terms
from corridor.traces import Tracer

MAX_K = 50
MAX_COUNTRIES = 30
MAX_VALUE = 1_000_000
MOST_KEPT = 2_000
OVERLAND, BY_SEA = 3, 1
"""how many open ways round are shown beside a blocked plan"""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, checked and found in the data."""

    world: World
    """with the planned links built"""
    countries: tuple[Country, ...]
    origin: Place
    destinations: tuple[Place, ...]
    terms: Terms
    sea: SeaUse
    """as it was asked; the terms say always where auto leads nowhere"""

    @property
    def codes(self) -> tuple[str, ...]:
        """The sequence, alpha-2."""
        return tuple(country.code for country in self.countries)

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The borders that it names."""
        return frozenset(frozenset(pair) for pair in pairwise(self.codes))


def plan(
    sequence: str | Sequence[str],
    *,
    world: World,
    start: str | None = None,
    end: str | None = None,
    travel: Travel = Travel.MULTIMODAL,
    objective: Objective = Objective.COST,
    k: int = 5,
    scenario: Scenario | None = None,
    cargo_t: float = 20.0,
    sea: SeaUse = SeaUse.AUTO,
    pareto: Sequence[Objective] = (),
    value_of_time: float | None = None,
    container: Container | None = None,
) -> Plan:
    """Plan the corridors through a sequence of countries, best first.

    `value_of_time` is in USD per hour for the whole cargo. With `pareto`, the corridors are the whole Pareto set over
    these objectives, whatever `k` says.
    `start` and `end` are a city, a UN/LOCODE, a gateway id or "lon,lat" in the first and the last country; by
    default the first capital, and the seaports of the last country (its capital where it has none).

    Raises
    ------
    MisuseError
        where a name, a number or a place of the question is wrong.
    NoRouteError
        where no corridor answers it; BlockedError where the only ones are closed and closed ones refused.
    """
    asked = question(
        sequence,
        world=world,
        start=start,
        end=end,
        travel=travel,
        objective=objective,
        k=k,
        scenario=scenario,
        cargo_t=cargo_t,
        sea=sea,
        value_of_time=value_of_time,
    )
    return answer(asked, k=k, pareto=pareto, container=container)


def question(
    sequence: str | Sequence[str],
    *,
    world: World,
    start: str | None = None,
    end: str | None = None,
    travel: Travel = Travel.MULTIMODAL,
    objective: Objective = Objective.COST,
    k: int = 5,
    scenario: Scenario | None = None,
    cargo_t: float = 20.0,
    sea: SeaUse = SeaUse.AUTO,
    value_of_time: float | None = None,
) -> Question:
    """Return a question checked, with its countries, ends and rates. Raises MisuseError where it is not right."""
    scenario = scenario or dated(world)
    shipped, world = world, with_links(world, scenario.links)
    countries = names.sequence(world, (sequence,) if isinstance(sequence, str) else tuple(sequence))
    _check(countries, k, cargo_t)
    if value_of_time is not None and not 0 <= value_of_time < MAX_VALUE:
        raise BadValueError(f"the value of time must be from 0 to {MAX_VALUE} USD/h, not {value_of_time:g}")
    own = rates(world, scenario.as_of).with_parameters(scenario.parameters)
    terms = Terms(travel, objective, scenario, own, cargo_t, sea, value_of_time)
    shut = scenario.closed
    first, lasts = (origin(world, start, countries[0], shut=shut), destinations(world, end, countries[-1], shut=shut))
    if [first.id] == [place.id for place in lasts]:
        raise BadValueError(f"{first.name} is both start and end; name another with --from or --to")
    codes = tuple(country.code for country in countries)
    every = destinations(shipped, end, countries[-1])
    terms = replace(terms, sea=settled(shipped, codes, first, every, terms))
    return Question(world, countries, first, lasts, terms, sea)


def answer(
    asked: Question, *, k: int = 5, pareto: Sequence[Objective] = (), container: Container | None = None
) -> Plan:
    """Return the plan of a question, as `plan` does. Raises NoRouteError where there is no corridor."""
    world, countries, terms = asked.world, asked.countries, asked.terms
    ends, scenario = (asked.origin, asked.destinations), terms.scenario
    found, steps = _answer(world, countries, *ends, terms, k, tuple(pareto))
    blocked = found[0].blocked
    codes, releases = asked.codes, (terms.travel, asked.sea) == (Travel.MULTIMODAL, SeaUse.DETOUR)
    detours = _detours(world, *ends, terms, asked=asked.pairs, before=len(found)) if blocked else ()
    none = [f"no open way round was found{FARTHEST}"] if blocked and not detours else []
    shown = (*found, *(detour.corridor for detour in detours))
    return Plan(
        countries,
        ends[0],
        terms.scenario.as_of,
        terms.travel,
        terms.objective,
        terms.cargo_t,
        scenario.text,
        blocked,
        found,
        steps,
        detours,
        sources(world, source_ids(shown)),
        (
            *notices.blocked(countries, steps, found[0]),
            *notices.unknown(countries, found),
            *idle(world, codes, scenario),
            *(released(world, codes, scenario) if releases else []),
            *none,
            *unfelt(shown, scenario),
            *notices.unused(terms, shown),
            *filter(None, (small_load(terms.cargo_t),)),
            *([] if pareto else notices.short_list(found, k)),
        ),
        asked.sea,
        terms.value_of_time,
        container,
        tuple(pareto),
    )


def settled(world: World, codes: tuple[str, ...], first: Place, lasts: tuple[Place, ...], terms: Terms) -> SeaUse:
    """Return the use of the sea: always, where auto leads nowhere even in the shipped world with nothing closed.

    A part of a country may border on another and be cut off from the rest: Kaliningrad, Alaska, Ulster. What is
    closed, opened or built does not count, or a closure might open a better way by sea.
    """
    if terms.travel is not Travel.MULTIMODAL or terms.sea is not SeaUse.AUTO:
        return terms.sea
    key = ("joined", codes, first.id, tuple(place.id for place in lasts), terms.scenario.as_of)
    kept = cast("dict[object, bool]", world.keep("joined", dict))
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        bare = replace(terms, scenario=Scenario(terms.scenario.as_of))
        overlay = build(world, codes, first, lasts, bare)
        found = tree(overlay.graph, overlay.graph.weights(0), overlay.roots)
        kept[key] = any(goal in found for goal in overlay.goals)
    return SeaUse.AUTO if kept[key] else SeaUse.ALWAYS


def _check(countries: tuple[Country, ...], k: int, cargo_t: float) -> None:
    if len(countries) > MAX_COUNTRIES:
        raise BadValueError(f"a sequence has at most {MAX_COUNTRIES} countries, not {len(countries)}")
    if not isinstance(k, int) or not 1 <= k <= MAX_K:
        raise BadValueError(f"-k must be from 1 to {MAX_K}, not {k}")
    check_cargo(cargo_t)


def _answer(
    world: World,
    countries: tuple[Country, ...],
    first: Place,
    lasts: tuple[Place, ...],
    terms: Terms,
    k: int,
    over: tuple[Objective, ...],
) -> tuple[tuple[Corridor, ...], tuple[Border, ...]]:
    """Return up to k corridors, or the Pareto set, and the explained borders. Raises NoRouteError."""
    overlay, forward = reach(world, countries, first, lasts, terms)
    weights = overlay.graph.weights(OBJECTIVES.index(terms.objective))
    trees = (forward, tree(overlay.graph, weights, overlay.goals, backward=True))
    tracer = Tracer(world, overlay)
    chosen_ways = _pareto(overlay, terms, over) if over else alternatives(overlay, trees, tracer, terms, k)
    ways = [overlay.steps(way) for way in chosen_ways]
    found = ranked(_assembled(ways, overlay, tracer, first, lasts, terms))
    chosen = list(zip(found, ways, strict=True))
    return found, borders(world, countries, chosen=chosen, trees=trees, overlay=overlay, terms=terms)


def _pareto(overlay: Overlay, terms: Terms, over: tuple[Objective, ...]) -> list[Way]:
    """Return the Pareto set, the best by the question's objective first."""
    graph, place = overlay.graph, OBJECTIVES.index(terms.objective)
    ways = pareto_set(graph, overlay.roots, tuple(overlay.goals), [OBJECTIVES.index(one) for one in over])
    return sorted(ways, key=lambda way: graph.cost(way, place))


def reach(
    world: World, countries: tuple[Country, ...], first: Place, lasts: tuple[Place, ...], terms: Terms
) -> tuple[Overlay, Tree]:
    """Return the overlay and what can be reached from the start. Raises NoRouteError where no end can."""
    impasse = gap(world, countries, terms)
    if impasse is not None:
        raise impasse
    codes = tuple(country.code for country in countries)
    overlay = build(world, codes, first, lasts, terms)
    forward = tree(overlay.graph, overlay.graph.weights(OBJECTIVES.index(terms.objective)), overlay.roots)
    if not any(goal in forward for goal in overlay.goals):
        raise dead_end(world, countries, terms, overlay=overlay, reached=forward)
    return overlay, forward


def _assembled(
    ways: list[Steps], overlay: Overlay, tracer: Tracer, first: Place, lasts: tuple[Place, ...], terms: Terms
) -> tuple[Corridor, ...]:
    ends = {(node.stage, node.gateway): overlay.goals[i] for i, node in enumerate(overlay.nodes) if i in overlay.goals}
    places = {place.id: place for place in lasts}
    reached = [places[ends[way[-1].end.stage, way[-1].end.gateway]] for way in ways]
    kept: dict[object, Leg] = {}
    named = zip(ways, labels(ways, [place.name for place in reached]), reached, strict=True)
    return tuple(
        assemble(way, rank=rank, label=label, ends=(first, place), tracer=tracer, terms=terms, kept=kept)
        for rank, (way, label, place) in enumerate(named, start=1)
    )


def _detours(
    world: World, first: Place, lasts: tuple[Place, ...], terms: Terms, *, asked: frozenset[frozenset[str]], before: int
) -> tuple[Detour, ...]:
    """Return the open ways round, lettered on from the `before` corridors of the question itself."""
    sea = SeaUse.DETOUR if terms.sea is SeaUse.AUTO else terms.sea
    open_terms = replace(terms, scenario=replace(terms.scenario, open_only=True), sea=sea)
    found: list[Detour] = []
    for codes in open_ways_round(world, first, lasts, open_terms, asked=asked, overland=OVERLAND, by_sea=BY_SEA):
        countries = tuple(names.countries(world)[code] for code in codes)
        overlay, forward = reach(world, countries, first, lasts, open_terms)
        best = overlay.steps(first_ways(overlay, forward)[0])
        corridor = _assembled([best], overlay, Tracer(world, overlay), first, lasts, open_terms)[0]
        rank = len(found) + 1
        found.append(Detour(codes, replace(corridor, id=letter(before + rank), rank=rank)))
    return tuple(found)

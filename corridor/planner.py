"""Plans a sequence: checks the question, searches the overlay, assembles and explains the corridors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corridor import names
from corridor.built import with_links
from corridor.corridors import Tracer, assemble, letter
from corridor.data import World
from corridor.detours import open_sequences
from corridor.ends import destinations, origin
from corridor.errors import BadValueError
from corridor.explain import borders, labels
from corridor.figures import rates, sources
from corridor.gateways import crossings
from corridor.impasse import dead_end, gap
from corridor.model import Border, Corridor, Country, Detour, Figure, Mode, Objective, Place, Plan, Status, Travel
from corridor.overlay import Overlay, build
from corridor.scenario import Scenario, dated
from corridor.search import cost_of, index, single_via, tree, way_to
from corridor.steps import Change, Pass, Reach, Step, Steps, Terms

SHARE_LIMIT = 0.85
"""an alternative shares at most this part of its length with any better one; the best way to each of the main
seaports is listed all the same, since it answers for another port"""
STRETCH = 1.5
"""no alternative is worse than the best by more than this factor, the further seaports aside"""
MAX_K = 50
MAX_CARGO_T = 10_000
MAX_COUNTRIES = 30
DETOURS = 3
"""how many open ways round are shown beside a blocked plan"""


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
) -> Plan:
    """Plan the corridors through a sequence of countries, best first.

    `start` and `end` are a city, a UN/LOCODE, a gateway id or "lon,lat" in the first and the last country; by
    default the first capital, and the seaports of the last country (its capital where it has none).

    Raises
    ------
    MisuseError
        where a name, a number or a place of the question is wrong.
    NoRouteError
        where no corridor answers it; BlockedError where the only ones are closed and closed ones refused.
    """
    scenario = scenario or dated(world)
    world = with_links(world, scenario.links)
    countries = names.sequence(world, (sequence,) if isinstance(sequence, str) else tuple(sequence))
    _check(countries, k, cargo_t)
    terms = Terms(travel, objective, scenario, rates(world, scenario.as_of), cargo_t)
    ends = (origin(world, start, countries[0]), destinations(world, end, countries[-1]))
    if [ends[0].id] == [place.id for place in ends[1]]:
        raise BadValueError(f"{ends[0].name} is both start and end")
    found, steps = _answer(world, countries, *ends, terms, k)
    blocked = found[0].blocked
    codes = tuple(country.code for country in countries)
    asked = frozenset(frozenset(pair) for pair in pairwise(codes))
    detours = _detours(world, *ends, terms, asked=asked, before=len(found)) if blocked else ()
    shown = (*found, *(detour.corridor for detour in detours))
    return Plan(
        countries,
        ends[0],
        terms.scenario.as_of,
        travel,
        objective,
        cargo_t,
        _named(scenario),
        blocked,
        found,
        steps,
        detours,
        sources(world, _source_ids(shown)),
        (
            *_blocked(countries, steps, found[0]),
            *_unknown(countries, found),
            *_idle(world, codes, terms),
            *_unused(terms, shown),
            *_short_list(found, k),
        ),
    )


def _check(countries: tuple[Country, ...], k: int, cargo_t: float) -> None:
    if len(countries) > MAX_COUNTRIES:
        raise BadValueError(f"a sequence has at most {MAX_COUNTRIES} countries, not {len(countries)}")
    if not isinstance(k, int) or not 1 <= k <= MAX_K:
        raise BadValueError(f"-k must be from 1 to {MAX_K}, not {k}")
    if not isinstance(cargo_t, int | float):
        raise BadValueError(f"cargo must be a number of tonnes, not {cargo_t!r}")
    if not 0 < cargo_t < MAX_CARGO_T:
        raise BadValueError(f"cargo must be more than 0 and less than {MAX_CARGO_T} t, not {cargo_t:g}")


def _answer(
    world: World, countries: tuple[Country, ...], first: Place, lasts: tuple[Place, ...], terms: Terms, k: int
) -> tuple[tuple[Corridor, ...], tuple[Border, ...]]:
    """Return up to k corridors and the explained borders. Raises NoRouteError."""
    overlay, forward = _reach(world, countries, first, lasts, terms)
    trees = (forward, tree(overlay.arriving, overlay.goals, backward=True))
    tracer = Tracer(world, overlay)
    ways = alternatives(overlay, trees, tracer, k)
    found = _assembled(ways, overlay, tracer, first, lasts, terms)
    chosen = list(zip(found, ways, strict=True))
    return found, borders(world, countries, chosen=chosen, trees=trees, overlay=overlay, terms=terms)


def _reach(
    world: World, countries: tuple[Country, ...], first: Place, lasts: tuple[Place, ...], terms: Terms
) -> tuple[Overlay, Reach]:
    """Return the overlay and what can be reached from the start. Raises NoRouteError where no end can."""
    impasse = gap(world, countries, terms)
    if impasse is not None:
        raise impasse
    codes, by_sea = tuple(country.code for country in countries), frozenset[int]()
    overlay = build(world, codes, first, lasts, terms)
    forward = tree(overlay.leaving, overlay.roots)
    while not any(goal in forward for goal in overlay.goals):
        # a part of a country may border on another and be cut off from the rest: Kaliningrad, Alaska, Ulster
        stuck = max((node.stage for node in forward), default=0)
        if terms.travel is not Travel.MULTIMODAL or stuck + 1 == len(codes) or stuck in by_sea:
            raise dead_end(world, countries, terms, overlay=overlay, reached=forward)
        by_sea |= {stuck}
        overlay = build(world, codes, first, lasts, terms, by_sea=by_sea)
        forward = tree(overlay.leaving, overlay.roots)
    return overlay, forward


def _assembled(
    ways: list[Steps], overlay: Overlay, tracer: Tracer, first: Place, lasts: tuple[Place, ...], terms: Terms
) -> tuple[Corridor, ...]:
    places = {place.id: place for place in lasts}
    reached = [places[overlay.goals[way[-1].end]] for way in ways]
    named = zip(ways, labels(ways, [place.name for place in reached]), reached, strict=True)
    return tuple(
        assemble(way, rank=rank, label=label, ends=(first, place), tracer=tracer, terms=terms)
        for rank, (way, label, place) in enumerate(named, start=1)
    )


def _detours(
    world: World, first: Place, lasts: tuple[Place, ...], terms: Terms, *, asked: frozenset[frozenset[str]], before: int
) -> tuple[Detour, ...]:
    """Return the open ways round, lettered on from the `before` corridors of the question itself."""
    open_terms = replace(terms, scenario=replace(terms.scenario, open_only=True))
    found: list[Detour] = []
    for codes in open_sequences(world, first, lasts, open_terms, asked=asked, count=DETOURS):
        countries = tuple(names.countries(world)[code] for code in codes)
        overlay, forward = _reach(world, countries, first, lasts, open_terms)
        best = next(iter(_firsts(overlay, forward)))
        corridor = _assembled([best], overlay, Tracer(world, overlay), first, lasts, open_terms)[0]
        rank = len(found) + 1
        found.append(Detour(codes, replace(corridor, id=letter(before + rank), rank=rank)))
    return tuple(found)


def _firsts(overlay: Overlay, forward: Reach) -> list[Steps]:
    """Return the best way to each destination within reach, best first."""
    firsts: dict[str, Steps] = {}
    for goal in sorted((node for node in overlay.goals if node in forward), key=lambda node: forward[node][0]):
        firsts.setdefault(overlay.goals[goal], way_to(forward, goal))
    return list(firsts.values())


def alternatives(overlay: Overlay, trees: tuple[Reach, Reach], tracer: Tracer, k: int) -> list[Steps]:
    """Return up to k ways, best first: the best, the best to each further seaport, then what differs most usefully.

    Each further way is the cheapest that changes what no chosen way has changed yet: first a closed border,
    then the modes at the borders, then any other border; then the cheapest of the rest. None shares more than
    SHARE_LIMIT of its length with a chosen one, costs more than STRETCH times the best, or changes mode or gauge
    more than once oftener than the best.
    """
    forward, backward = trees
    chosen = _firsts(overlay, forward)[: max(1, k - 2)]
    if len(chosen) < k:
        blocked, value = cost_of(chosen[0])
        most = _changes(chosen[0]) + 1
        pool = [
            way
            for way in dict.fromkeys((*single_via(forward, backward), *_by_rail_first(overlay)))
            if cost_of(way) <= (blocked, STRETCH * value) and _changes(way) <= most
        ]
        while len(chosen) < k and pool:
            pool.sort(key=lambda way: (-_novelty(way, chosen), cost_of(way)))
            way = next((way for way in pool if _may_join(way, chosen, tracer, most - 1)), None)
            if way is None:
                break
            pool.remove(way)
            chosen.append(way)
    return sorted(chosen, key=cost_of)


def _changes(way: Steps) -> int:
    return sum(isinstance(arc.item, Change) for arc in way)


def _by_rail_first(overlay: Overlay) -> list[Steps]:
    """Return the best way that crosses every border by rail which has a railway: no way through one gateway is that."""
    by_rail = {step.start.stage for step in overlay.arcs if _crosses(step, Mode.RAIL)}
    kept = [step for step in overlay.arcs if not (step.start.stage in by_rail and _crosses(step, Mode.ROAD))]
    return _firsts(overlay, tree(index(kept), overlay.roots))[:1]


def _crosses(step: Step, mode: Mode) -> bool:
    return isinstance(step.item, Pass) and step.item.crossing.mode is mode


def _may_join(way: Steps, chosen: list[Steps], tracer: Tracer, changes: int) -> bool:
    """Say whether a way differs enough; one that brings nothing new may not change mode oftener than the best."""
    if not _novelty(way, chosen) and _changes(way) > changes:
        return False
    return all(tracer.share(way, other) <= SHARE_LIMIT for other in chosen)


def _novelty(way: Steps, chosen: list[Steps]) -> int:
    """Return 3 where a way is the first to change a closed border, 2 the modes, 1 another border, else 0."""
    traits, others = _traits(way), [_traits(other) for other in chosen]
    new = [
        trait
        for trait, value in traits.items()
        if {other.get(trait) for other in others} == {others[0].get(trait)} != {value}
    ]
    return max((trait[1] for trait in new), default=0)


def _traits(way: Steps) -> dict[tuple[int, int], object]:
    """Return (what, weight of changing it) → value: the crossing of each border, and their modes."""
    passes = [(arc.start.stage, arc.item) for arc in way if isinstance(arc.item, Pass)]
    traits: dict[tuple[int, int], object] = {
        (stage, 3 if step.closed else 1): step.crossing.id for stage, step in passes
    }
    traits[-1, 2] = tuple(step.crossing.mode for _, step in passes)
    return traits


def _blocked(countries: tuple[Country, ...], steps: tuple[Border, ...], best: Corridor) -> list[str]:
    shut = {stop.countries: stop for stop in best.stops if stop.status is Status.CLOSED}
    said = []
    for step, (a, b) in zip(steps, pairwise(countries), strict=True):
        stop = shut.get((step.start, step.end))
        if stop is not None:
            since = f" since {stop.status_since}" if stop.status_since else ""
            read = f" (last read {stop.status_as_of})" if stop.status_as_of else ""
            said.append(
                f"{a.name}–{b.name} is closed to freight{since}{read}; times and costs are those of its last open years"
            )
    return said


def _unknown(countries: tuple[Country, ...], found: tuple[Corridor, ...]) -> list[str]:
    """Say of which borders the plan knows no more than that the network crosses them."""
    used = {stop.countries for corridor in found for stop in corridor.stops if stop.status is Status.UNKNOWN}
    borders = dict.fromkeys(f"{a.name}–{b.name}" for a, b in pairwise(countries) if (a.code, b.code) in used)
    if not borders:
        return []
    return [
        f"the crossings of {', '.join(borders)} are derived from the network: whether they are open to freight is "
        "not known"
    ]


def _idle(world: World, codes: tuple[str, ...], terms: Terms) -> list[str]:
    """Say which closures and openings of the question change nothing."""
    said, pairs = [], [{a, b} for a, b in pairwise(codes)]
    for name in sorted(terms.scenario.closed | terms.scenario.opened):
        one = crossings(world)[name]
        if set(one.countries) not in pairs:
            said.append(f"{name} is no crossing of this sequence: closing or opening it changes nothing")
        elif one.snap_km is None:
            said.append(f"{name} is not connected ({one.unattached_reason}): closing or opening it changes nothing")
        elif not one.freight:
            said.append(f"{name} is not for freight: closing or opening it changes nothing")
    return said


def _named(scenario: Scenario) -> str:
    return f"planned links taken as built: {', '.join(sorted(scenario.links))}" if scenario.links else ""


def _unused(terms: Terms, found: tuple[Corridor, ...]) -> list[str]:
    """Say which planned links of the question no corridor rests on."""
    used = {link for corridor in found for link in corridor.links}
    return [f"{name} is taken as built, but no corridor uses it" for name in sorted(terms.scenario.links - used)]


def _short_list(found: tuple[Corridor, ...], k: int) -> list[str]:
    if len(found) == k:
        return []
    return [
        f"only {len(found)} of {k} corridors asked for differ enough (at most {SHARE_LIMIT:.0%} of the length shared)"
    ]


def _source_ids(found: tuple[Corridor, ...]) -> set[str]:
    ids: set[str] = set()
    for corridor in found:
        figures: list[Figure | None] = []
        for leg in corridor.legs:
            figures += [leg.distance, leg.time, leg.cost, leg.co2e]
            ids |= {use.source for use in leg.planned if use.source}
        for stop in corridor.stops:
            figures += [stop.time, stop.cost]
            ids |= {stop.source} if stop.source else set()
        ids |= {one for figure in figures if figure is not None for one in figure.sources}
    return ids

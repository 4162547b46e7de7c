"""Plans a sequence: checks the question, searches the overlay, assembles and explains the corridors."""

from __future__ import annotations

from collections.abc import Sequence

from corridor import names
from corridor.corridors import Tracer, assemble
from corridor.data import World
from corridor.ends import destinations, origin
from corridor.errors import BadValueError
from corridor.explain import borders, labels, no_way
from corridor.figures import rates, sources
from corridor.model import Border, Corridor, Country, Figure, Objective, Plan, Status, Travel
from corridor.overlay import Overlay, Pass, Ride, Step, build
from corridor.scenario import Scenario, dated
from corridor.search import Tree, cost_of, single_via, tree

SHARE_LIMIT = 0.85
"""an alternative shares at most this part of its length with any better one; the best way to each of the main
seaports is listed all the same, since it answers for another port"""
STRETCH = 1.5
"""no alternative is worse than the best by more than this factor, the further seaports aside"""
MAX_K = 50


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
    if not 1 <= k <= MAX_K:
        raise BadValueError(f"-k must be from 1 to {MAX_K}, not {k}")
    if not 0 < cargo_t < 10_000:
        raise BadValueError(f"cargo must be more than 0 and less than 10 000 t, not {cargo_t:g}")
    countries = names.sequence(world, (sequence,) if isinstance(sequence, str) else tuple(sequence))
    scenario = scenario or dated(world)
    ends = (origin(world, start, countries[0]), destinations(world, end, countries[-1]))
    if len(countries) == 1 and [ends[0].id] == [place.id for place in ends[1]]:
        raise BadValueError(f"{ends[0].name} is both start and end")
    table = rates(world)
    codes = tuple(country.code for country in countries)
    overlay = build(
        world, codes, *ends, travel=travel, scenario=scenario, objective=objective, rates=table
    )  # fmt: skip
    forward, backward = tree(overlay.arcs, overlay.roots), tree(overlay.arcs, overlay.goals, backward=True)
    if not any(goal in forward for goal in overlay.goals):
        raise no_way(
            world, countries, travel=travel, scenario=scenario, overlay=overlay, reached=forward
        )  # fmt: skip
    tracer = Tracer(overlay)
    ways = alternatives(overlay, forward, tracer, k)
    goal_names = {place.id: place for place in ends[1]}
    reached = [goal_names[overlay.goals[way[-1].end]] for way in ways]
    found = tuple(
        assemble(
            way, rank=rank, label=label, ends=(ends[0], place), tracer=tracer, scenario=scenario, rates=table, cargo_t=cargo_t
        )  # fmt: skip
        for rank, (way, label, place) in enumerate(
            zip(ways, labels(ways, [place.name for place in reached]), reached, strict=True), start=1
        )
    )
    steps = borders(
        world, countries, chosen=list(zip(found, ways, strict=True)), trees=(forward, backward), overlay=overlay,
        travel=travel, scenario=scenario, rates=table,
    )  # fmt: skip
    return Plan(
        countries, ends[0], scenario.as_of, travel, objective, cargo_t, "", found[0].blocked, found, steps, (),
        sources(world, _source_ids(found)), (*_blocked(countries, steps, found[0]), *_short_list(found, k)),
    )  # fmt: skip


def alternatives(overlay: Overlay, forward: Tree, tracer: Tracer, k: int) -> list[tuple[Step, ...]]:
    """Return up to k ways, best first: the best, the best to each further seaport, then what differs most usefully.

    Each further way is the cheapest that changes what no chosen way has changed yet: first a closed border,
    then the modes, then any other border; then the cheapest of the rest. None shares more than SHARE_LIMIT of
    its length with a chosen one, none costs more than STRETCH times the best.
    """
    found = []
    for name in dict.fromkeys(overlay.goals.values()):
        goals = [node for node, goal in overlay.goals.items() if goal == name and node in forward]
        if goals:
            found.append(single_via(forward, tree(overlay.arcs, goals, backward=True)))
    chosen = sorted((ways[0] for ways in found), key=cost_of)[: max(1, k - 2)]
    blocked, value = cost_of(chosen[0])
    pool = sorted((way for ways in found for way in ways if cost_of(way) <= (blocked, STRETCH * value)), key=cost_of)
    while len(chosen) < k and pool:
        pool.sort(key=lambda way: (-_novelty(way, chosen), cost_of(way)))
        way = next((way for way in pool if _differs(way, chosen, tracer)), None)
        if way is None:
            break
        pool.remove(way)
        chosen.append(way)
    return sorted(chosen, key=cost_of)


def _differs(way: tuple[Step, ...], chosen: list[tuple[Step, ...]], tracer: Tracer) -> bool:
    return all(tracer.share(way, other) <= SHARE_LIMIT for other in chosen)


def _novelty(way: tuple[Step, ...], chosen: list[tuple[Step, ...]]) -> int:
    """Return 3 where a way is the first to change a closed border, 2 the modes, 1 another border, else 0."""
    traits, others = _traits(way), [_traits(other) for other in chosen]
    new = [trait for trait, value in traits.items() if {other.get(trait) for other in others} == {others[0].get(trait)} != {value}]
    return max((trait[1] for trait in new), default=0)


def _traits(way: tuple[Step, ...]) -> dict[tuple[int, int], object]:
    """Return (what, weight of changing it) → value: the crossing of each border, and the modes."""
    traits: dict[tuple[int, int], object] = {
        (arc.start.stage, 3 if arc.item.closed else 1): arc.item.crossing.id for arc in way if isinstance(arc.item, Pass)
    }
    traits[-1, 2] = frozenset(arc.item.layer.mode for arc in way if isinstance(arc.item, Ride))
    return traits


def _blocked(countries: tuple[Country, ...], steps: tuple[Border, ...], best: Corridor) -> list[str]:
    shut = {stop.countries: stop for stop in best.stops if stop.status is Status.CLOSED}
    said = []
    for step, (a, b) in zip(steps, zip(countries, countries[1:], strict=False), strict=True):
        stop = shut.get((step.start, step.end))
        if stop is not None:
            since = f" since {stop.status_since}" if stop.status_since else ""
            said.append(f"{a.name}–{b.name} is closed to freight{since}; times and costs are those of its last open years")
    return said


def _short_list(found: tuple[Corridor, ...], k: int) -> list[str]:
    if len(found) == k:
        return []
    return [f"only {len(found)} of {k} corridors asked for differ enough (at most {SHARE_LIMIT:.0%} of the length shared)"]


def _source_ids(found: tuple[Corridor, ...]) -> set[str]:
    ids: set[str] = set()
    for corridor in found:
        figures: list[Figure | None] = []
        for leg in corridor.legs:
            figures += [leg.distance, leg.time, leg.cost, leg.co2e]
        for stop in corridor.stops:
            figures += [stop.time, stop.cost]
            ids |= {stop.source} if stop.source else set()
        ids |= {one for figure in figures if figure is not None for one in figure.sources}
    return ids



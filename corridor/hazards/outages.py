"""Criticality: each gateway, passage, cell and country that a corridor uses shut in turn.

Gateways and cells are masked on the overlay; a passage of the sea is measured anew, and for a country the best sequence
that does without it is looked for. What is shut lets nothing pass, not even on its last open time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from corridor import names
from corridor.errors import NoRouteError
from corridor.explain import labels
from corridor.gateways import ports
from corridor.hazards.case import Case
from corridor.model import Mode, Outage
from corridor.overlay import Overlay
from corridor.planner import Question, reach
from corridor.risks import best_way, cell_arcs, gateway_arcs, masked
from corridor.sea import Passage
from corridor.search import Way
from corridor.sequences import Limits, each_without

Watch = Callable[[int, int], None]
"""told how many things of how many have been shut"""


def outages(case: Case, watch: Watch) -> tuple[Outage, ...]:
    """Return what the best way takes more with each thing shut, worst first: no way, more closed gateways, the most."""
    asked = case.asked
    parts = (*_gateways(case), *_cells(case), *_passages(case))
    inner = [code for code in dict.fromkeys(asked.codes) if code not in (asked.codes[0], asked.codes[-1])]
    found: list[Outage] = []
    for one in _each(case, parts, inner):
        found.append(one)
        watch(len(found), len(parts) + len(inner))
    return tuple(sorted(found, key=lambda one: (one.way, -one.more_closed, -(one.worse or 0.0), one.kind, one.id)))


def _each(case: Case, parts: Sequence[Outage], countries: Sequence[str]) -> Iterator[Outage]:
    for part in parts:
        if part.kind == "cell":
            country, mode = part.id.split("-")
            yield _masked(case, part, cell_arcs(case.overlay, Mode(mode), country).tolist())
        elif part.kind == "passage":
            yield _without_passage(case, part)
        else:
            yield _masked(case, part, gateway_arcs(case.overlay, part.id), no_end=part.id)
    if countries:
        yield from _without_countries(case, countries)


def _gateways(case: Case) -> Iterator[Outage]:
    """Yield the gateways that corridors use; of several destinations also those that are ports, but no only end."""
    harbours, posts = ports(case.asked.world), {item.crossing.id for _, item in case.overlay.passes()}
    lasts = {place.id: place.name for place in case.asked.destinations}
    fixed = {case.asked.origin.id, *(lasts if len(lasts) == 1 else ())}
    named = {stop.gateway: stop.name for one in case.plan.corridors for stop in one.stops}
    named |= {name: lasts[name] for name in (one.destination.id for one in case.plan.corridors) if name in harbours}
    for gateway, name in named.items():
        if gateway not in fixed:
            kind = "crossing" if gateway in posts else "port" if gateway in harbours else "terminal"
            users = tuple(one.id for one in case.plan.corridors if gateway in (*one.via, one.destination.id))
            yield Outage(kind, gateway, name, users, way=False)


def _cells(case: Case) -> Iterator[Outage]:
    used: dict[tuple[Mode, str], dict[str, None]] = {}
    for one in case.plan.corridors:
        for leg in one.legs:
            if leg.mode is not Mode.SEA:
                used.setdefault((leg.mode, leg.country), {})[one.id] = None
    for (mode, country), users in used.items():
        yield Outage("cell", f"{country}-{mode}", f"{mode} in {country}", tuple(users), way=False)


def _passages(case: Case) -> Iterator[Outage]:
    used: dict[str, dict[str, None]] = {}
    for one in case.plan.corridors:
        for name in (name for leg in one.legs for name in leg.passages):
            used.setdefault(str(name), {})[one.id] = None
    return (Outage("passage", name, name, tuple(users), way=False) for name, users in used.items())


def _masked(case: Case, part: Outage, arcs: Sequence[int], *, no_end: str = "") -> Outage:
    if not set(case.way).intersection(arcs) and case.end(case.way) != no_end:
        return _told(case, part, case.overlay, case.way)
    way = best_way(case.overlay, masked(case.weights, arcs), no_end=no_end)
    return part if way is None else replace(_told(case, part, case.overlay, way), label=case.named(way))


def _without_passage(case: Case, part: Outage) -> Outage:
    terms = case.asked.terms
    scenario = replace(terms.scenario, shut_passages=terms.scenario.shut_passages | {Passage(part.id)})
    return _planned(case, part, replace(case.asked, terms=replace(terms, scenario=scenario)))


def _without_countries(case: Case, codes: Sequence[str]) -> Iterator[Outage]:
    asked, known = case.asked, names.countries(case.asked.world)
    limits, users = Limits(known_only=asked.pairs, calls=False), tuple(one.id for one in case.plan.corridors)
    for code, other in each_without(asked.world, asked.origin, asked.destinations, asked.terms, limits, codes):
        part = Outage("country", code, known[code].name, users, way=False)
        if other is None:
            yield part
        else:
            round_ = replace(asked, countries=tuple(known[one] for one in other))
            yield replace(_planned(case, part, round_), sequence=other)


def _planned(case: Case, part: Outage, asked: Question) -> Outage:
    """Return what the best way of another question takes more."""
    try:
        overlay, _ = reach(asked.world, asked.countries, asked.origin, asked.destinations, asked.terms)
    except NoRouteError:
        return part
    way = best_way(overlay, overlay.graph.weights(case.place))
    if way is None:
        return part
    end = overlay.goals[int(overlay.graph.end[way[-1]])]
    name = next(one.name for one in asked.destinations if one.id == end)
    return replace(_told(case, part, overlay, way), label=labels([overlay.steps(way)], [name])[0])


def _told(case: Case, part: Outage, overlay: Overlay, way: Way) -> Outage:
    """Return an outage with what a way takes more than the best."""
    taken = overlay.graph.values[list(way)].sum(axis=0) - case.overlay.graph.values[list(case.way)].sum(axis=0)
    hours, dollars, km, kg = more = np.asarray(taken).tolist()
    closed, before = overlay.graph.cost(way, case.place)[0], case.cost(case.way)[0]
    return replace(
        part,
        way=True,
        km=km,
        h=hours,
        usd=dollars,
        kg=kg,
        worse=more[case.place],
        blocked=closed > 0,
        closed=closed,
        more_closed=closed - before,
    )

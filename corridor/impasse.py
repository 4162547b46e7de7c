"""Why there is no way: the border, or the country, that stops a sequence, and what would open it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from corridor.data import World
from corridor.errors import BlockedError, CorridorError, NoRouteError
from corridor.gateways import between, main_ports, ports_of, sea_ban
from corridor.model import Country, Crossing, Mode, Status, Travel
from corridor.names import land_neighbours
from corridor.network import distances
from corridor.overlay import SEAPORTS, Overlay, by_sea, fits, layers_of, usable
from corridor.sea import ARCTIC, Passage, lanes
from corridor.search import Tree
from corridor.steps import SEA, Terms

MOST_PORTS = 4
"""so many other ports are named"""
WORDS = {Travel.ROAD: "road", Travel.RAIL: "railway", Travel.MULTIMODAL: "road or railway"}


def gap(world: World, sequence: tuple[Country, ...], terms: Terms) -> CorridorError | None:
    """Return the error for the first border that cannot be passed at all, None where there is none."""
    for start, end in pairwise(sequence):
        fit = [one for one in between(world, start.code, end.code) if fits(one, terms.travel)]
        if any(usable(one, terms.scenario) for one in fit):
            continue
        ports = all(main_ports(world, country.code, 1) for country in (start, end))
        if ports and by_sea(world, (start.code, end.code), (0, 1), terms):
            continue
        shut = [terms.scenario.status(one) for one in fit if one.freight and one.snap_km is not None]
        closed = next((interval for interval in shut if interval.status is Status.CLOSED), None)
        if closed is not None:
            since = f" since {closed.start}" if closed.start else ""
            why = closed.note or "no crossing is open"
            return BlockedError(f"{start.name}–{end.name} is closed{since}: {why}{_last_open(fit, terms)}")
        if terms.travel is not Travel.MULTIMODAL:
            hint = _planned(world, start, end, terms)
            loose = [one for one in fit if one.freight and one.snap_km is None and _built(one, terms)]
            if loose:
                return NoRouteError(
                    f"no {WORDS[terms.travel]} crosses {start.name}–{end.name} in the data: "
                    f"{', '.join(one.name for one in loose)} could not be attached ({loose[0].unattached_reason}){hint}"
                )
            return NoRouteError(
                f"no {WORDS[terms.travel]} crosses {start.name}–{end.name}{_told(world, start, end)}{hint}"
            )
        return _apart(world, start, end, terms)
    return None


def _last_open(fit: list[Crossing], terms: Terms) -> str:
    """Say what a border that is closed could be planned on: its last open time, where it has one."""
    if not terms.scenario.open_only:
        return "; it has no earlier open time to plan on"
    lenient = replace(terms.scenario, open_only=False)
    any_open = any(usable(one, lenient) for one in fit)
    return "; drop --status open to plan on its last open time" if any_open else ""


def _built(crossing: Crossing, terms: Terms) -> bool:
    return terms.scenario.status(crossing).status is not Status.PLANNED


def dead_end(
    world: World, sequence: tuple[Country, ...], terms: Terms, *, overlay: Overlay, reached: Tree
) -> CorridorError:
    """Return the error for the last country that the search got into, from which nothing leads on."""
    stage = max(node.stage for i, node in enumerate(overlay.nodes) if i in reached)
    if _only_called_at(overlay, stage):
        return NoRouteError(
            f"cargo would only change ships in {sequence[stage].name}, between {sequence[stage - 1].name} and "
            f"{sequence[stage + 1].name}: --sea always allows that"
        )
    country, word = sequence[stage], WORDS[terms.travel]
    if stage + 1 == len(sequence):
        goal = "the destination"
    elif _leads_on(overlay, stage):
        goal = f"a crossing to {sequence[stage + 1].name}"
    else:
        return _apart(world, country, sequence[stage + 1], terms)
    return NoRouteError(
        f"no {word} inside {country.name} leads on to {goal}{_gauge_hint(world, overlay, stage, terms.travel)}"
    )


def _only_called_at(overlay: Overlay, stage: int) -> bool:
    """Say whether ships come to a stage from the one before and leave it for the next, and nothing else does."""
    ends = [(overlay.nodes[a], overlay.nodes[b]) for a, b in zip(overlay.graph.start, overlay.graph.end, strict=True)]
    into = {start.layer for start, end in ends if start.stage == stage - 1 and end.stage == stage}
    out = {start.layer for start, end in ends if start.stage == stage and end.stage == stage + 1}
    return into == out == {SEA}


def _leads_on(overlay: Overlay, stage: int) -> bool:
    ends = zip(overlay.graph.start.tolist(), overlay.graph.end.tolist(), strict=True)
    return any(overlay.nodes[start].stage == stage != overlay.nodes[end].stage for start, end in ends)


def _told(world: World, start: Country, end: Country) -> str:
    """Say that the data, not the world, may be at fault where two neighbours have no crossing."""
    unknown = not between(world, start.code, end.code) and land_neighbours(world, start.code, end.code)
    return " (they are neighbours: the data may lack one)" if unknown else ""


def _apart(world: World, start: Country, end: Country, terms: Terms) -> NoRouteError:
    ban = sea_ban(world, start.code, end.code, terms.scenario.as_of)
    if ban is not None:
        return NoRouteError(
            f"{start.name} and {end.name} share no known crossing{_told(world, start, end)}, and no ship may carry "
            f"goods between them since {ban.start}: {ban.note}; name the countries between them"
        )
    shut = _parting(world, start, end, terms) if terms.travel is Travel.MULTIMODAL else []
    if shut:
        return NoRouteError(
            f"{start.name} and {end.name} share no known crossing{_told(world, start, end)}, and no voyage joins their "
            f"main ports with {', '.join(shut)} closed{_other_ports(world, start, end, terms)}; "
            "name other ends, or the countries between them"
        )
    return NoRouteError(
        f"{start.name} and {end.name} share no known crossing{_told(world, start, end)} and no sea; "
        "name the countries between them"
    )


def _other_ports(world: World, start: Country, end: Country, terms: Terms) -> str:
    """Say which ports were considered at the end and which others a voyage still reaches, "" where it reaches none."""
    sea = lanes(world, terms.scenario.shut_passages)
    known = set(sea.gateways) - terms.scenario.closed
    own = [port.id for port in main_ports(world, start.code, SEAPORTS) if port.id in known]
    main = main_ports(world, end.code, SEAPORTS)
    others = [port for port in ports_of(world, end.code) if port.id in known and port not in main]
    if not own or not others:
        return ""
    metres = distances(sea, tuple(own)).min(axis=0)
    joined = [bool(np.isfinite(metres[sea.node(port.id)])) for port in others]
    reached = [f"{port.name} ({port.id})" for port, is_joined in zip(others, joined, strict=True) if is_joined]
    if not reached:
        return ""
    named = f"{', '.join(reached[:MOST_PORTS])}{' and others' if len(reached) > MOST_PORTS else ''}"
    return (
        f"; of the seaports of {end.name} only the main ones were considered, "
        f"{', '.join(f'{port.name} ({port.id})' for port in main)}; voyages still reach {named}: --to names one"
    )


def _parting(world: World, start: Country, end: Country, terms: Terms) -> list[str]:
    """Return the passages and ports but for whose closure voyages would join two countries."""
    closed, scenario = terms.scenario.closed, terms.scenario
    shut_ports = sorted(port.id for code in (start.code, end.code) for port in ports_of(world, code))
    shut_ports = [port for port in shut_ports if port in closed]
    shut_passages = sorted(map(str, scenario.shut_passages - ARCTIC))
    if shut_passages and _voyages(world, start, end, closed, ARCTIC):
        return [
            one for one in shut_passages if not _voyages(world, start, end, closed, ARCTIC | {Passage(one)})
        ] or shut_passages
    if shut_ports and _voyages(world, start, end, frozenset(), scenario.shut_passages):
        return shut_ports
    both = [*shut_passages, *shut_ports]
    return both if both and _voyages(world, start, end, frozenset(), ARCTIC) else []


def _voyages(world: World, start: Country, end: Country, closed: frozenset[str], passages: frozenset[Passage]) -> bool:
    """Say whether a voyage joins the main ports of two countries."""
    sea = lanes(world, passages)
    known = set(sea.gateways)
    own, other = (
        [port.id for port in main_ports(world, one.code, SEAPORTS) if port.id in known - closed] for one in (start, end)
    )
    if not own or not other:
        return False
    return bool(np.isfinite(distances(sea, tuple(own))[:, [sea.node(name) for name in other]]).any())


def _planned(world: World, start: Country, end: Country, terms: Terms) -> str:
    """Say which planned links would close a gap, those that are taken as built left out."""
    if terms.travel is Travel.ROAD:
        return ""
    pairs = {f"{start.code}-{end.code}", f"{end.code}-{start.code}"}
    rows = [row for row in world.rows("planned_links") if row["id"] not in terms.scenario.links]
    links = [row for row in rows if pairs & set(row["closes_pair"].split("|"))]
    if not links:
        return ""
    named = "; ".join(
        f"{row['name']} ({', '.join(filter(None, (row['status'], row['status_as_of'])))}; --open {row['id']})"
        for row in links
    )
    return f"; planned railways that would close the gap: {named}"


def _gauge_hint(world: World, overlay: Overlay, stage: int, travel: Travel) -> str:
    gauges = sorted(
        {layer.gauge_mm for layer in layers_of(world, overlay.codes[stage], travel) if layer.mode is Mode.RAIL}
    )
    if travel is Travel.RAIL and len(gauges) > 1:
        return f" on one gauge (it has {', '.join(str(gauge) for gauge in gauges)} mm)"
    return ""

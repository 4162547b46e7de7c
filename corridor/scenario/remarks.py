"""What a scenario says that changes nothing in a question."""

from __future__ import annotations

from itertools import pairwise

from corridor.data import World
from corridor.gateways import crossings, ports, terminals
from corridor.scenario.values import Scenario


def idle(world: World, codes: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Say which closures, openings, delays and parameters change nothing in a sequence of countries."""
    pairs = [frozenset(pair) for pair in pairwise(codes)]
    said = _idle_pairs(world, pairs, scenario)
    for name in sorted((scenario.closed | scenario.opened) - scenario.by_pair):
        why = _why_idle(world, name, codes, pairs)
        if why:
            said.append(f"{name} {why}: closing or opening it changes nothing")
        elif name in scenario.opened and name not in crossings(world):
            said.append(f"{name} is not closed: opening it changes nothing")
    for delay in scenario.delays:
        why = _why_idle(world, delay.gateway, codes, pairs)
        if why and not delay.by_pair:
            said.append(f"{delay.gateway} {why}: its delay changes nothing")
    said += [
        f"{one.country} is not in this sequence: its {one.kind} changes nothing"
        for one in scenario.parameters
        if one.country and one.country not in codes
    ]
    return said


def _idle_pairs(world: World, pairs: list[frozenset[str]], scenario: Scenario) -> list[str]:
    known = crossings(world)
    ids = (*scenario.by_pair, *(delay.gateway for delay in scenario.delays if delay.by_pair))
    named = {known[name].countries for name in ids if name in known}
    return [
        f"{a}–{b} is no border of this sequence: what is said of it changes nothing"
        for a, b in sorted(named)
        if frozenset((a, b)) not in pairs
    ]


def _why_idle(world: World, name: str, codes: tuple[str, ...], pairs: list[frozenset[str]]) -> str:
    one = crossings(world).get(name)
    if one is None:
        at = terminals(world).get(name) or ports(world).get(name)
        return "" if at is None or at.country in codes else "is in no country of this sequence"
    if frozenset(one.countries) not in pairs:
        return "is no crossing of this sequence"
    if one.snap_km is None:
        return f"is not connected ({one.unattached_reason})"
    return "" if one.freight else "is not for freight"

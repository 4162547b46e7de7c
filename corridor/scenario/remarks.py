"""What a scenario says that changes nothing in a question, and what it lets in that was kept out."""

from __future__ import annotations

from itertools import pairwise

from corridor.data import World
from corridor.gateways import between, crossings, history_on, main_ports, ports, terminals
from corridor.model import Corridor, Crossing, Status, StatusInterval
from corridor.scenario.values import Scenario


def idle(world: World, codes: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Say which closures, openings, delays and parameters change nothing in a sequence of countries."""
    pairs = [frozenset(pair) for pair in pairwise(codes)]
    said = [*_idle_pairs(world, pairs, scenario), *_pairs_as_before(world, pairs, scenario)]
    for name in sorted((scenario.closed | scenario.opened) - scenario.by_pair):
        why = _why_idle(world, name, codes, pairs)
        if why:
            said.append(f"{name} {why}: closing or opening it changes nothing")
        elif name in scenario.opened and name not in crossings(world):
            said.append(f"{name} is not closed: opening it changes nothing")
        elif name in crossings(world):
            said += _as_before([crossings(world)[name]], name, scenario)
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


def unfelt(found: tuple[Corridor, ...], scenario: Scenario) -> list[str]:
    """Say which delays lie at a port or terminal that corridors reach, and none of them handles cargo at."""
    reached = {name for one in found for leg in one.legs for name in (leg.start, leg.end)}
    handled = {stop.gateway for one in found for stop in one.stops}
    return [
        f"no corridor moves cargo between land and ship, or truck and wagon, at {delay.gateway}, where one starts or "
        "ends: its delay changes nothing"
        for delay in scenario.delays
        if delay.gateway in reached - handled
    ]


def released(world: World, codes: tuple[str, ...], scenario: Scenario) -> list[str]:
    """Say between which neighbours voyages are looked for only because the scenario closes every open crossing.

    A way by ship may be better than the ways by land that were closed, so closing would seem to improve.
    """
    found = []
    for a, b in pairwise(codes):
        open_before = {
            one.id for one in between(world, a, b) if _passable(one, history_on(one.history, scenario.as_of))
        }
        shut = bool(open_before) and open_before <= scenario.closed
        still = any(_passable(one, scenario.status(one)) for one in between(world, a, b))
        if shut and not still and all(main_ports(world, code, 1) for code in (a, b)):
            found.append(
                f"with every crossing of {a}–{b} closed, voyages join the two, which are not looked for while one is "
                "open; --sea always looks for them either way"
            )
    return found


def _passable(one: Crossing, status: StatusInterval) -> bool:
    """Say whether freight may pass, as far as is known; what only a planned link makes does not count."""
    shut = status.status in (Status.CLOSED, Status.PLANNED)
    return one.freight and one.snap_km is not None and not one.link and not shut


def _idle_pairs(world: World, pairs: list[frozenset[str]], scenario: Scenario) -> list[str]:
    known = crossings(world)
    ids = (*scenario.by_pair, *(delay.gateway for delay in scenario.delays if delay.by_pair))
    named = {known[name].countries for name in ids if name in known}
    return [
        f"{a}–{b} is no border of this sequence: what is said of it changes nothing"
        for a, b in sorted(named)
        if frozenset((a, b)) not in pairs
    ]


def _pairs_as_before(world: World, pairs: list[frozenset[str]], scenario: Scenario) -> list[str]:
    """Say which borders of the sequence were closed or opened as a whole and had been so before."""
    known, said = crossings(world), []
    for pair in dict.fromkeys(pairs):
        own = [known[name] for name in sorted(scenario.by_pair) if name in known and {*known[name].countries} == pair]
        used = [one for one in own if one.freight and one.snap_km is not None] or own
        said += _as_before(used, f"every crossing of {'–'.join(own[0].countries)}", scenario) if own else []
    return said


def _as_before(own: list[Crossing], name: str, scenario: Scenario) -> list[str]:
    """Say that crossings are closed, or opened, which all were so on the date in any case."""
    before = [history_on(one.history, scenario.as_of) for one in own]
    shut = all(one.id in scenario.closed for one in own)
    same = (Status.CLOSED, Status.PLANNED) if shut else (Status.OPEN,)
    if not all(one.status in same and not each.link for one, each in zip(before, own, strict=True)):
        return []
    words = " or ".join(dict.fromkeys("only planned" if one.status is Status.PLANNED else one.status for one in before))
    starts = {one.start for one in before}
    since = f" since {starts.pop()}" if len(starts) == 1 and shut and all(starts) else ""
    return [
        f"{name} is already {words} on {scenario.as_of}{since}: {'closing' if shut else 'opening'} it changes nothing"
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

"""Which ports and passages a question may use, which crossings, and how far its gateways may lie."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corridor.data import World
from corridor.gateways import between, main_ports, ports, ports_of, sea_ban
from corridor.geo import distance_km
from corridor.model import Crossing, Place, Point, SeaUse, Status, Travel
from corridor.network import Cell
from corridor.overlay.tables import NONE, Table, extended, table
from corridor.scenario import Scenario
from corridor.sea import ARCTIC, lanes
from corridor.steps import SEA, Terms

SEAPORTS, FEW_SEAPORTS = 8, 3
"""how many main ports of a country a voyage may use: in a sequence, and in a search over many countries"""
BESIDE_KM = 50.0
"""a voyage may use any port that lies no farther than this from a place where the question starts or ends"""


@dataclass(frozen=True, slots=True)
class Near:
    """Says whether the great-circle way from a start through a point to one of some ends is short enough."""

    start: Point
    ends: tuple[Point, ...]
    reach_km: float

    def to(self, via: Point) -> bool:
        """Say whether the way through `via` is no longer than `reach_km`."""
        if self.reach_km == math.inf:
            return True
        return distance_km(self.start, via) + min(distance_km(via, end) for end in self.ends) <= self.reach_km


EVERYWHERE = Near((0.0, 0.0), (), math.inf)


def usable(crossing: Crossing, scenario: Scenario) -> bool:
    """Say whether cargo can or once could pass: attached, for freight, built, and not refused."""
    status = scenario.status(crossing).status
    if crossing.snap_km is None or not crossing.freight or (status is Status.PLANNED and not crossing.link):
        return False
    if status is Status.CLOSED:
        return not scenario.open_only and not scenario.not_yet_open(crossing)
    return True


def fits(crossing: Crossing, travel: Travel) -> bool:
    """Say whether a plan may use the mode of a crossing."""
    return travel is Travel.MULTIMODAL or crossing.mode.value == travel.value


def by_sea(world: World, codes: tuple[str, ...], step: tuple[int, int], terms: Terms) -> bool:
    """Say whether a plan may go by sea from one stage to another; what is only planned takes no voyage away."""
    if terms.travel is not Travel.MULTIMODAL or terms.sea is SeaUse.NEVER:
        return False
    if sea_ban(world, codes[step[0]], codes[step[1]], terms.scenario.as_of) is not None:
        return False
    if terms.sea is SeaUse.ALWAYS:
        return True
    passable = (Status.OPEN, Status.RESTRICTED, Status.UNKNOWN)
    return not any(
        one.snap_km is not None
        and one.freight
        and not one.link
        and any(interval.status is not Status.PLANNED for interval in one.history)
        and (terms.sea is SeaUse.AUTO or terms.scenario.status(one).status in passable)
        for one in between(world, codes[step[0]], codes[step[1]])
    )


def beside(world: World, country: str, ends: Iterable[Place]) -> set[str]:
    """Return the ports of a country that are ends of a question, and those near its ends that are no ports."""
    found: set[str] = set()
    for place in ends:
        if place.id in ports(world):
            found.add(place.id)
        else:
            own = ports_of(world, country)
            found |= {port.id for port in own if distance_km(place.point, port.point) <= BESIDE_KM}
    return found


@dataclass(init=False, slots=True)
class Seas:
    """The ports of each stage that a voyage may use, and the metres between them."""

    ports: list[set[str]]
    table: Table
    cell: Cell | None

    def __init__(
        self,
        world: World,
        codes: tuple[str, ...],
        ends: Mapping[int, list[Place]],
        scenario: Scenario,
        links: tuple[tuple[int, int], ...],
        count: int,
        near: Near,
    ) -> None:
        self.ports, self.table, self.cell = [set() for _ in codes], NONE, None
        for i in sorted({stage for link in links for stage in link}):
            self.ports[i] = {port.id for port in main_ports(world, codes[i], count) if near.to(port.point)}
            self.ports[i] |= beside(world, codes[i], ends.get(i, []))
            self.ports[i] -= scenario.closed
        joined = {stage for a, b in links if self.ports[a] and self.ports[b] for stage in (a, b)}
        used = {port for stage in joined for port in self.ports[stage]}
        if used:
            self.cell = lanes(world, scenario.shut_passages)
            self.table = _sea_table(world, self.cell, scenario, used)
            self.ports = [own & self.table.place.keys() if i in joined else set() for i, own in enumerate(self.ports)]


def _sea_table(world: World, sea: Cell, scenario: Scenario, used: set[str]) -> Table:
    """Return the metres between ports: those that ship where the usual passages are closed, else measured anew."""
    known = table(world, "", SEA) if scenario.shut_passages == ARCTIC else NONE
    inside = set(sea.gateways)
    return extended(sea, known, tuple(sorted(name for name in used if name in inside and name not in known)), used)

"""Arrival times by Monte Carlo, with common random numbers: what two corridors share goes alike for both.

Every input has a stream of its own, seeded by its name: the speed of a mode in a country and the length of its ways
there (a slow season is slow everywhere, a model that draws a country's roads short draws all of them short), each side
of a crossing, each stop at a terminal, port or change of gauge, each delay of the scenario. Streams are independent
of each other, and a further corridor or a closed crossing changes no other's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from corridor.model import Arrival, Corridor, Crossing, Figure, Leg, Stop, StopKind
from corridor.risks.spread import spread
from corridor.scenario import Delay
from corridor.search import Floats
from corridor.steps import Terms

Key = tuple[str, ...]
PERCENTILES = (5, 50, 80, 95)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """So many draws of every input, from one seed."""

    seed: int
    count: int
    kept: dict[Key, Floats] = field(default_factory=dict)
    """the standard normal draws of each input"""

    def of(self, key: Key, value: float, low: float, high: float) -> Floats:
        """Return the draws of an input with a range; the same key goes up and down alike whatever the range."""
        if key not in self.kept:
            words = np.frombuffer(hashlib.sha256("\n".join(key).encode()).digest(), dtype="<u4").tolist()
            stream = np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, *words])))
            self.kept[key] = stream.standard_normal(self.count)
        return spread(self.kept[key], value, low, high)


def times(corridor: Corridor, draws: Draws, *, terms: Terms, posts: Mapping[str, Crossing]) -> Floats:
    """Return the (draws,) hours that a corridor takes; `posts` are its crossings by id."""
    parts: list[tuple[Key, Floats]] = [_moving(leg, draws) for leg in corridor.legs]
    parts += [
        part for stop in corridor.stops for part in _standing(stop, draws, terms=terms, post=posts.get(stop.gateway))
    ]
    # in the order of their names, so that what is the same adds up to the same
    whole = np.zeros(draws.count)
    for _, hours in sorted(parts, key=lambda one: one[0]):
        whole += hours
    return whole


def arrivals(corridors: Iterable[Corridor], hours: Floats) -> tuple[Arrival, ...]:
    """Return what the (corridors, draws) hours come to."""
    first = hours == hours.min(axis=0)
    fastest = (first / first.sum(axis=0)).mean(axis=1)
    found = []
    for one, own, share in zip(corridors, hours, fastest, strict=True):
        p5, p50, p80, p95 = np.percentile(own, PERCENTILES).tolist()
        planned, moving = _value(one.totals.time), _value(one.totals.moving)
        found.append(Arrival(one.id, planned, moving, float(own.mean()), p5, p50, p80, p95, float(share)))
    return tuple(found)


def before(hours: Floats) -> tuple[tuple[float, ...], ...]:
    """Return for each pair the share of the draws in which the one of the row arrives first."""
    return tuple(tuple(float((own < other).mean()) for other in hours) for own in hours)


def _value(figure: Figure | None) -> float:
    return figure.value if figure is not None else 0.0


def _moving(leg: Leg, draws: Draws) -> tuple[Key, Floats]:
    """Return the time in motion: a length times hours per km, both drawn for the mode and country."""
    cell, km = (leg.mode.value, leg.country), leg.distance
    key = ("leg", *cell, leg.start, leg.end)
    if leg.time is None or not km.low:
        return key, np.zeros(draws.count)
    pace = (leg.time.value / km.value, leg.time.low / km.low, leg.time.high / km.high)
    return key, draws.of(("length", *cell), km.value, km.low, km.high) * draws.of(("speed", *cell), *pace)


def _standing(stop: Stop, draws: Draws, *, terms: Terms, post: Crossing | None) -> Iterable[tuple[Key, Floats]]:
    """Yield the time of a stop; a clearance is drawn by side, a delay of the scenario once."""
    delay = terms.scenario.delay(stop.gateway)
    if stop.kind is StopKind.CLEARANCE and post is not None:
        ways = zip(stop.countries, ("outbound", "inbound"), strict=True)
        sides = [(way, terms.rates.side(post, *way).time) for way in ways]
        hours = sum(
            draws.of(("clearance", stop.gateway, *way), one.value, one.low, one.high) for way, one in sides
        ) + np.zeros(draws.count)
    else:
        time = terms.rates.handling(stop.kind.value, terms.cargo_t)[0]
        hours = draws.of((stop.kind.value, stop.gateway), time.value, time.low, time.high)
        delay = None if post is not None else delay  # at a border a delay is of the clearance
    yield ("stop", stop.gateway, stop.kind.value), _delayed(hours, delay, draws)


def _delayed(hours: Floats, delay: Delay | None, draws: Draws) -> Floats:
    if delay is None:
        return hours
    factor = draws.of(("delay factor", delay.gateway), *delay.factor)
    return factor * hours + draws.of(("delay", delay.gateway), *delay.hours)

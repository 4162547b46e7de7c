"""A corridor as the field charts it: moves that slant over distance, steps that rise at stops."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corridor.io import words
from corridor.model import Basis, Corridor, Figure, Leg, Mode, Plan, Status, Stop, StopKind

Keyed = tuple[str, str, Corridor]
"""the letter and the name of a corridor in a chart, and itself"""


class Measure(StrEnum):
    """What adds up along the way."""

    TIME = "time"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Vertex:
    """Where a corridor stands at a distance: hours or dollars since the origin, summed end to end."""

    km: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Move:
    """A leg: it slants from one vertex to the next."""

    start: Vertex
    end: Vertex
    mode: Mode
    country: str
    """alpha-2, "" at sea"""
    name: str
    figure: Figure
    planned: str
    """the planned links that it rests on, "" where none"""


@dataclass(frozen=True, slots=True)
class Step:
    """A stop: it rises at one distance."""

    start: Vertex
    end: Vertex
    kind: StopKind
    gateway: str
    name: str
    figure: Figure
    status: Status
    since: str
    """start of the status, "" where that is not known"""


@dataclass(frozen=True, slots=True)
class Series:
    """One corridor of a chart, in order of travel."""

    key: str
    name: str
    hue: int
    """its place among all corridors of the chart, those left out counted"""
    parts: tuple[Move | Step, ...]

    @property
    def vertices(self) -> tuple[Vertex, ...]:
        """The polyline: where it starts, and where each part ends."""
        return (Vertex(0.0, 0.0, 0.0, 0.0), *(part.end for part in self.parts))

    @property
    def end(self) -> Vertex:
        """Where it arrives."""
        return self.vertices[-1]

    @property
    def moves(self) -> tuple[Move, ...]:
        """Its legs."""
        return tuple(part for part in self.parts if isinstance(part, Move))

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its stops."""
        return tuple(part for part in self.parts if isinstance(part, Step))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A corridor that a chart cannot draw."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: every corridor that has figures, first the one that the rest are beside, and those that have not."""

    measure: Measure
    series: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the legend says of one corridor."""

    key: str
    name: str
    hue: int
    time: Figure | None
    cost: Figure | None
    closed: tuple[str, ...]
    """its closed gateways, with since when"""


@dataclass(frozen=True, slots=True)
class Chart:
    """All that one picture shows."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]
    entries: tuple[Entry, ...]
    sources: int
    """documents that its figures rest on"""


def keyed(plan: Plan, *, detours: bool = False) -> tuple[Keyed, ...]:
    """Return the corridors of a plan by the letters of the map; open ways round go on with the letters left."""
    chosen = tuple((corridor.id, corridor.label, corridor) for corridor in plan.corridors)
    taken = {key for key, _, _ in chosen}
    free = (key for key in (*string.ascii_uppercase, *map(str, range(1, 1000))) if key not in taken)
    around = tuple(
        (next(free), f"{'–'.join(detour.sequence)}: {detour.corridor.label}", detour.corridor)
        for detour in (plan.detours if detours else ())
    )
    return (*chosen, *around)


def lettered(corridors: Iterable[tuple[str, Corridor]]) -> tuple[Keyed, ...]:
    """Return named corridors with letters of their own, in their order."""
    keys = (*string.ascii_uppercase, *map(str, range(1, 1000)))
    return tuple((key, name, corridor) for key, (name, corridor) in zip(keys, corridors, strict=False))


def panel(corridors: Sequence[Keyed], measure: Measure) -> Panel:
    """Return the chart of one measure; a corridor without a figure for any of its parts is left out with the reason."""
    drawn, left = [], []
    for hue, (key, name, corridor) in enumerate(corridors):
        missing = [step for step in words.steps(corridor) if _figure(step, measure) is None]
        if missing:
            left.append(LeftOut(key, f"no {measure.value} is known for {_named(missing[0])}{_more(len(missing) - 1)}"))
        else:
            drawn.append(Series(key, name, hue, _parts(corridor, measure)))
    return Panel(measure, tuple(drawn), tuple(left))


def entries(corridors: Sequence[Keyed]) -> tuple[Entry, ...]:
    """Return what the legend says of each corridor."""
    return tuple(
        Entry(key, name, hue, corridor.totals.time, corridor.totals.cost, _closed(corridor))
        for hue, (key, name, corridor) in enumerate(corridors)
    )


def sources(corridors: Sequence[Keyed]) -> int:
    """Return how many documents the figures and statuses of some corridors rest on."""
    return len(
        {one for _, _, corridor in corridors for step in words.steps(corridor) for one in words.sources_of(step)}
    )


def assumed(part: Move | Step) -> bool:
    """Return whether a part rests on an assumption."""
    return part.figure.basis is Basis.ASSUMED


def _parts(corridor: Corridor, measure: Measure) -> tuple[Move | Step, ...]:
    at, parts = Vertex(0.0, 0.0, 0.0, 0.0), []
    for step in words.steps(corridor):
        figure = _figure(step, measure)
        if figure is None:
            continue
        km = at.km + (step.distance.value if isinstance(step, Leg) else 0.0)
        after = Vertex(km, at.value + figure.value, at.low + figure.low, at.high + figure.high)
        parts.append(_move(step, at, after, figure) if isinstance(step, Leg) else _step(step, at, after, figure))
        at = after
    return tuple(parts)


def _move(leg: Leg, before: Vertex, after: Vertex, figure: Figure) -> Move:
    return Move(before, after, leg.mode, leg.country, f"{leg.start_name} → {leg.end_name}", figure, words.planned(leg))


def _step(stop: Stop, before: Vertex, after: Vertex, figure: Figure) -> Step:
    return Step(before, after, stop.kind, stop.gateway, stop.name, figure, stop.status, stop.status_since)


def _figure(step: Leg | Stop, measure: Measure) -> Figure | None:
    return step.time if measure is Measure.TIME else step.cost


def _named(step: Leg | Stop) -> str:
    return f"{step.mode.value} {step.start_name} → {step.end_name}" if isinstance(step, Leg) else step.name


def _more(count: int) -> str:
    return f" and {count} more" if count else ""


def _closed(corridor: Corridor) -> tuple[str, ...]:
    shut = (stop for stop in corridor.stops if stop.status is Status.CLOSED)
    since = (f"{stop.name} closed{f' since {stop.status_since}' if stop.status_since else ''}" for stop in shut)
    return tuple(dict.fromkeys(since))

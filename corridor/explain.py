"""Why: for each border every candidate and the reason that it was or was not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corridor.data import World
from corridor.gateways import between
from corridor.model import Border, Candidate, Corridor, Country, Crossing, Status
from corridor.overlay import Overlay, fits
from corridor.search import Cost, Tree, Way, through
from corridor.steps import OBJECTIVES, Change, Pass, Ride, Steps, Terms

ORDER = {Status.OPEN: 0, Status.RESTRICTED: 1, Status.UNKNOWN: 2, Status.CLOSED: 3, Status.PLANNED: 4}
NOWHERE: Cost = (1_000_000, 0.0)
"""sorts what no way leads through after all that has one"""


def borders(
    world: World,
    sequence: tuple[Country, ...],
    *,
    chosen: Sequence[tuple[Corridor, Steps]],
    trees: tuple[Tree, Tree],
    overlay: Overlay,
    terms: Terms,
) -> tuple[Border, ...]:
    """Return each border of the sequence with all its candidates, the chosen first."""
    graph, place = overlay.graph, OBJECTIVES.index(terms.objective)
    passes = {
        (overlay.nodes[graph.start[arc]].stage, item.crossing.id): int(graph.start[arc])
        for arc, item in overlay.passes()
    }
    best = _hours_usd(chosen[0][1])
    used: dict[tuple[int, str], list[str]] = {}
    for corridor, way in chosen:
        for step in way:
            if isinstance(step.item, Pass):
                used.setdefault((step.start.stage, step.item.crossing.id), []).append(corridor.id)
    found = []
    for stage, (start, end) in enumerate(pairwise(sequence)):
        ranked = []
        for one in between(world, start.code, end.code):
            users = tuple(used.get((stage, one.id), ()))
            status = terms.scenario.status(one)
            via = _way_through(overlay, trees, passes.get((stage, one.id)))
            other = overlay.steps(via) if via else None
            reason = "chosen" if users else _reason(one, other, (stage, one.id) in passes, best, terms)
            extra = _extra(other, best) if other else (None, None)
            candidate = Candidate(
                one.id, one.name, one.point, one.mode, status.status, status.start, users, reason, *extra
            )
            cost = graph.cost(via, place) if via else NOWHERE
            ranked.append(((not users, users, cost, ORDER[status.status], one.id), candidate))
        found.append(Border(start.code, end.code, tuple(candidate for _, candidate in sorted(ranked))))
    return tuple(found)


def _way_through(overlay: Overlay, trees: tuple[Tree, Tree], node: int | None) -> Way | None:
    if node is None or node not in trees[0] or node not in trees[1]:
        return None
    return through(overlay.graph, *trees, node)


def _reason(crossing: Crossing, way: Steps | None, may_pass: bool, best: tuple[float, float], terms: Terms) -> str:
    status = terms.scenario.status(crossing)
    if status.status is Status.PLANNED and not (crossing.link and may_pass):
        return "planned, not built"
    if not crossing.freight:
        return "not for freight"
    if not fits(crossing, terms.travel):
        return f"{crossing.mode} only"
    if crossing.snap_km is None:
        return f"not connected: {crossing.unattached_reason}"
    since = f" since {status.start}" if status.start else ""
    if not may_pass:
        return f"closed{since}"
    if way is None:
        return "not connected: no way leads through it"
    hours, usd = _extra(way, best)
    closed = f"closed{since}; " if status.status is Status.CLOSED else ""
    return f"{closed}{_signed(hours)} h, {_signed(usd)} USD"


def _signed(value: float) -> str:
    """Return a difference in whole numbers with its sign, ±0 where it rounds to nothing."""
    return f"{value:+,.0f}".replace(",", " ") if round(value) else "±0"


def _extra(way: Steps, best: tuple[float, float]) -> tuple[float, float]:
    hours, usd = _hours_usd(way)
    return hours - best[0], usd - best[1]


def _hours_usd(way: Steps) -> tuple[float, float]:
    return sum(step.values[0] for step in way), sum(step.values[1] for step in way)


def labels(chosen: Sequence[Steps], ends: Sequence[str]) -> list[str]:
    """Name each way by its modes and its end, and by as few borders as tell it from the others.

    A closed border is told first: that is the choice which a reader looks for.
    """
    crossings = [{arc.start.stage: arc.item for arc in way if isinstance(arc.item, Pass)} for way in chosen]
    borders = sorted({stage for steps in crossings for stage in steps})
    varied = {i: len({steps[i].crossing.id if i in steps else "" for steps in crossings}) for i in borders}
    order = sorted(borders, key=lambda i: (not (i in crossings[0] and crossings[0][i].closed), -varied[i], -i))
    told: list[int] = order[:1]
    for border in order[1:]:
        made = [
            _label(way, [steps[i] for i in told if i in steps], end)
            for way, steps, end in zip(chosen, crossings, ends, strict=True)
        ]
        if len(set(made)) == len(made):
            break
        if varied[border] > 1:
            told.append(border)
    return [
        _label(way, [steps[i] for i in sorted(told) if i in steps], end)
        for way, steps, end in zip(chosen, crossings, ends, strict=True)
    ]


def _label(way: Steps, telling: list[Pass], end: str) -> str:
    parts: list[str] = []
    told = {step.crossing.id for step in telling}
    mode, via = "", []
    for arc in way:
        item = arc.item
        if isinstance(item, Pass) and item.crossing.id in told:
            via.append(short_name(item.crossing, item.end))
        elif isinstance(item, Ride):
            mode = mode or item.layer.mode.value
        elif isinstance(item, Change) and item.start.mode is not item.end.mode:
            parts.append(_part(mode, item.at.name.split(" (")[0], via))
            mode, via = "", []
    parts.append(_part(mode, end.split(" (", maxsplit=1)[0], via))
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def _part(mode: str, end: str, via: list[str]) -> str:
    via = [name for name in via if name != end]
    joined = " and ".join(filter(None, [", ".join(via[:-1]), via[-1] if via else ""]))
    return f"{mode} to {end}" + (f" via {joined}" if joined else "")


def short_name(crossing: Crossing, side: str) -> str:
    """Return the better known post of a crossing: the first name without brackets, of the side entered."""
    name = crossing.name_b if crossing.country_b == side else crossing.name_a
    return name.removeprefix("near ").removeprefix("at ").split(" (", 1)[0].split(" / ", 1)[0]

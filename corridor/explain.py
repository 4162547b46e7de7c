"""Why: for each border every candidate and the reason that it was or was not chosen; and why there is no way."""

from __future__ import annotations

from collections.abc import Sequence

from corridor.data import World
from corridor.errors import BlockedError, CorridorError, NoRouteError
from corridor.figures import Rates
from corridor.gateways import between
from corridor.model import Border, Candidate, Corridor, Country, Crossing, Mode, Status, Travel
from corridor.overlay import Change, Node, Overlay, Pass, Ride, Step, measure, usable
from corridor.scenario import Scenario
from corridor.search import Tree, through


def borders(
    world: World,
    sequence: tuple[Country, ...],
    *,
    chosen: Sequence[tuple[Corridor, tuple[Step, ...]]],
    trees: tuple[Tree, Tree],
    overlay: Overlay,
    travel: Travel,
    scenario: Scenario,
    rates: Rates,
) -> tuple[Border, ...]:
    """Return each border of the sequence with all its candidates, the chosen first."""
    passes = {(arc.start.stage, arc.item.crossing.id): arc.start for arc in overlay.arcs if isinstance(arc.item, Pass)}
    best = _hours_usd(chosen[0][1], rates)
    found = []
    for stage, (start, end) in enumerate(zip(sequence, sequence[1:], strict=False)):
        candidates = []
        for one in between(world, start.code, end.code):
            users = tuple(
                corridor.id for corridor, way in chosen
                if any(isinstance(a.item, Pass) and a.item.crossing is one and a.start.stage == stage for a in way)
            )  # fmt: skip
            status = scenario.status(one)
            reason = "chosen" if users else _reason(one, passes.get((stage, one.id)), trees, best, travel, scenario, rates)
            candidates.append(
                Candidate(one.id, one.name, one.point, one.mode, status.status, status.start, users, reason)
            )
        order = {Status.OPEN: 0, Status.RESTRICTED: 1, Status.CLOSED: 2, Status.PLANNED: 3}
        candidates.sort(key=lambda c: (not c.chosen, c.chosen, not c.reason.startswith("+"), order[c.status], c.id))
        found.append(Border(start.code, end.code, tuple(candidates)))
    return tuple(found)


def no_way(
    world: World,
    sequence: tuple[Country, ...],
    *,
    travel: Travel,
    scenario: Scenario,
    overlay: Overlay,
    reached: Tree,
) -> CorridorError:
    """Return the error that says why a sequence has no way: the first border, or country, that stops it."""
    word = {Travel.ROAD: "road", Travel.RAIL: "railway", Travel.MULTIMODAL: "road or railway"}[travel]
    for stage, (start, end) in enumerate(zip(sequence, sequence[1:], strict=False)):
        fit = [one for one in between(world, start.code, end.code) if _fits(one, travel)]
        if any(usable(one, scenario) for one in fit):
            continue
        shut = [one for one in fit if scenario.status(one).status is Status.CLOSED and one.freight and one.snap_km is not None]
        pair = f"{start.name}–{end.name}"
        if shut and scenario.open_only:
            last = scenario.status(shut[0])
            since = f" since {last.start}" if last.start else ""
            return BlockedError(f"{pair} is closed{since}: {last.note or 'no crossing open'}; drop --status open to plan on its last open time")
        if travel is Travel.MULTIMODAL:
            if overlay.joined_by_sea(stage):
                continue
            return NoRouteError(f"{start.name} and {end.name} share no known crossing and no sea; name the countries between them")
        return NoRouteError(f"no {word} crosses {pair}{_planned(world, start, end, travel)}")
    stage = max((node.stage for node in reached), default=0)  # the last country within reach
    country = sequence[stage]
    entries = [arc.start.stage for arc in overlay.arcs if isinstance(arc.item, Pass) and arc.start.stage == stage]
    goal = f"a crossing to {sequence[stage + 1].name}" if stage + 1 < len(sequence) and entries else "the destination"
    return NoRouteError(f"no {word} inside {country.name} leads on to {goal}{_gauge_hint(overlay, stage, travel)}")


def _fits(crossing: Crossing, travel: Travel) -> bool:
    return travel is Travel.MULTIMODAL or crossing.mode.value == travel.value


def _planned(world: World, start: Country, end: Country, travel: Travel) -> str:
    if travel is Travel.ROAD:
        return ""
    pairs = {f"{start.code}-{end.code}", f"{end.code}-{start.code}"}
    links = [row for row in world.rows("planned_links") if pairs & set(row["closes_pair"].split("|"))]
    if not links:
        return ""
    named = "; ".join(f"{row['name']} ({row['status']}{', ' + row['status_as_of'] if row['status_as_of'] else ''})" for row in links)
    return f"; planned railways that would close the gap: {named}"


def _gauge_hint(overlay: Overlay, stage: int, travel: Travel) -> str:
    gauges = sorted({layer.gauge_mm for layer in overlay.cells[stage] if layer.mode is Mode.RAIL})
    if travel is Travel.RAIL and len(gauges) > 1:
        return f" on one gauge (it has {', '.join(str(gauge) for gauge in gauges)} mm)"
    return ""


def _reason(
    crossing: Crossing,
    node: Node | None,
    trees: tuple[Tree, Tree],
    best: tuple[float, float],
    travel: Travel,
    scenario: Scenario,
    rates: Rates,
) -> str:
    status = scenario.status(crossing)
    if status.status is Status.PLANNED:
        return "planned, not built"
    if not crossing.freight:
        return "not for freight"
    if not _fits(crossing, travel):
        return f"{crossing.mode} only"
    if crossing.snap_km is None:
        return f"not connected: {crossing.unattached_reason}"
    if node is None:
        return f"closed since {status.start}" if status.start else "closed"
    forward, backward = trees
    if node not in forward or node not in backward:
        return "not connected: no way leads through it"
    way = through(forward, backward, node)
    hours, usd = _hours_usd(way, rates)
    closed = f"closed since {status.start}; " if status.status is Status.CLOSED and status.start else ""
    return f"{closed}{hours - best[0]:+.0f} h, {usd - best[1]:+,.0f} USD".replace(",", " ").replace("h  ", "h, ")


def _hours_usd(way: Sequence[Step], rates: Rates) -> tuple[float, float]:
    sums = [measure(arc.item, rates)[:2] for arc in way]
    return sum(hours for hours, _ in sums), sum(usd for _, usd in sums)


def labels(chosen: Sequence[tuple[Step, ...]], ends: Sequence[str]) -> list[str]:
    """Name each way by its modes and its end, and by as few borders as tell it from the others.

    A closed border is told first: that is the choice which a reader looks for.
    """
    crossings = [[arc.item for arc in way if isinstance(arc.item, Pass)] for way in chosen]
    borders = list(range(max((len(steps) for steps in crossings), default=0)))
    varied = {i: len({steps[i].crossing.id for steps in crossings}) for i in borders}
    order = sorted(borders, key=lambda i: (not crossings[0][i].closed, -varied[i], -i))
    told: list[int] = order[:1]
    for border in order[1:]:
        made = [_label(way, [steps[i] for i in told], end) for way, steps, end in zip(chosen, crossings, ends, strict=True)]
        if len(set(made)) == len(made):
            break
        if varied[border] > 1:
            told.append(border)
    return [
        _label(way, [steps[i] for i in sorted(told)], end) for way, steps, end in zip(chosen, crossings, ends, strict=True)
    ]


def _label(way: tuple[Step, ...], telling: list[Pass], end: str) -> str:
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
    parts.append(_part(mode, end.split(" (")[0], via))
    text = ", ".join(parts)
    return text[0].upper() + text[1:]


def _part(mode: str, end: str, via: list[str]) -> str:
    via = [name for name in via if name != end]
    joined = " and ".join(filter(None, [", ".join(via[:-1]), via[-1] if via else ""]))
    return f"{mode} to {end}" + (f" via {joined}" if joined else "")


def short_name(crossing: Crossing, side: str) -> str:
    """Return the better known post of a crossing: the first name without brackets, of the side entered."""
    name = crossing.name_b if crossing.country_b == side else crossing.name_a
    return name.split(" (")[0].split(" / ")[0]



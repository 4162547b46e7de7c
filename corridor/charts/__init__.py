"""The time/cost-distance chart: distance across, cumulative time or cost upward, vertical at each stop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corridor.charts.draw import svg
from corridor.charts.values import Chart, Keyed, Measure, Move, Panel, Series, Step, Vertex
from corridor.charts.values import entries as _entries
from corridor.charts.values import keyed as _keyed
from corridor.charts.values import lettered as _lettered
from corridor.charts.values import panel as _panel
from corridor.charts.values import sources as _sources
from corridor.io import words
from corridor.model import Corridor, Plan

WIDE = 640.0
"""pixels of its own across: what a phone shows at two thirds and a desk at one and a half"""
NARROW = 390.0
"""what a phone shows as it is"""
BOTH = (Measure.TIME, Measure.COST)

__all__ = [
    "BOTH",
    "NARROW",
    "WIDE",
    "Chart",
    "Measure",
    "Move",
    "Panel",
    "Series",
    "Step",
    "Vertex",
    "chart_of",
    "chart_of_corridors",
    "draw",
    "draw_corridors",
    "draw_keyed",
    "svg",
]


def draw(plan: Plan, *, measures: Sequence[Measure] = BOTH, detours: bool = False, wide: float = WIDE) -> str:
    """Return the chart of all corridors of a plan as SVG, with `detours` also of the open ways round."""
    return svg(chart_of(plan, measures=measures, detours=detours), wide=wide)


def draw_corridors(
    corridors: Iterable[tuple[str, Corridor]],
    *,
    title: str,
    subtitle: str = "",
    measures: Sequence[Measure] = BOTH,
    wide: float = WIDE,
) -> str:
    """Return the chart of named corridors as SVG: the first is the one that the rest are beside."""
    return svg(chart_of_corridors(corridors, title=title, subtitle=subtitle, measures=measures), wide=wide)


def draw_keyed(
    corridors: Sequence[Keyed], *, title: str, measures: Sequence[Measure] = BOTH, wide: float = WIDE
) -> str:
    """Return the chart of corridors that have letters as SVG: the first is the one that the rest are beside."""
    return svg(_chart(corridors, title, "", measures), wide=wide)


def chart_of(plan: Plan, *, measures: Sequence[Measure] = BOTH, detours: bool = False) -> Chart:
    """Return what the chart of a plan shows."""
    corridors = _keyed(plan, detours=detours)
    ends = ", ".join(dict.fromkeys(corridor.destination.name for _, _, corridor in corridors))
    terms = (
        " – ".join(country.name for country in plan.sequence),
        words.OBJECTIVES[plan.objective],
        plan.travel.value,
        f"{words.number(plan.cargo_t)}\N{NO-BREAK SPACE}t",
        f"as of {plan.as_of}",
        f"scenario {plan.scenario}" if plan.scenario else "",
    )
    return _chart(corridors, f"{plan.origin.name} → {ends}", ", ".join(filter(None, terms)), measures)


def chart_of_corridors(
    corridors: Iterable[tuple[str, Corridor]], *, title: str, subtitle: str = "", measures: Sequence[Measure] = BOTH
) -> Chart:
    """Return what the chart of named corridors shows."""
    return _chart(_lettered(corridors), title, subtitle, measures)


def _chart(corridors: Sequence[Keyed], title: str, subtitle: str, measures: Sequence[Measure]) -> Chart:
    panels = tuple(_panel(corridors, measure) for measure in measures)
    return Chart(title, subtitle, panels, _entries(corridors), _sources(corridors))

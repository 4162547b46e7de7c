"""Corridor: plans transport corridors through an ordered list of countries.

>>> import corridor as co
>>> world = co.load()
>>> best = co.plan("BY-RU-KZ-UZ-AF-PK", world=world, as_of="2026-11-24").best  # doctest: +SKIP
"""

from __future__ import annotations

from corridor.api import (
    chart,
    diff,
    draw,
    find_sequences,
    load,
    load_scenario,
    plan,
    risk,
    sea_leg,
    to_gdf,
    to_osmnx,
)
from corridor.comparing import compare, compare_targets
from corridor.data import World
from corridor.errors import CorridorError
from corridor.model import (
    Choices,
    Corridor,
    Difference,
    Figure,
    Leg,
    Objective,
    Plan,
    Risk,
    Scorecard,
    Stop,
    Travel,
    Voyage,
)
from corridor.pages import by_date, draw_dates, draw_scenarios

__version__ = "0.1.0"


def _plan_html(shown: Plan) -> str:
    from corridor.notebook import plan_html

    return plan_html(shown)


def _corridor_html(shown: Corridor) -> str:
    from corridor.notebook import corridor_html

    return corridor_html(shown)


Plan.as_html, Corridor.as_html = _plan_html, _corridor_html

__all__ = [
    "Choices",
    "Corridor",
    "CorridorError",
    "Difference",
    "Figure",
    "Leg",
    "Objective",
    "Plan",
    "Risk",
    "Scorecard",
    "Stop",
    "Travel",
    "Voyage",
    "World",
    "by_date",
    "chart",
    "compare",
    "compare_targets",
    "diff",
    "draw",
    "draw_dates",
    "draw_scenarios",
    "find_sequences",
    "load",
    "load_scenario",
    "plan",
    "risk",
    "sea_leg",
    "to_gdf",
    "to_osmnx",
]

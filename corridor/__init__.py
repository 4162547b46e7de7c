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

__version__ = "0.1.0"

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
    "chart",
    "compare",
    "compare_targets",
    "diff",
    "draw",
    "find_sequences",
    "load",
    "load_scenario",
    "plan",
    "risk",
    "sea_leg",
    "to_gdf",
    "to_osmnx",
]

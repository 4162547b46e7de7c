"""Corridor: plans transport corridors through an ordered list of countries.

>>> import corridor as co
>>> world = co.load()
>>> best = co.plan("BY-RU-KZ-UZ-AF-PK", world=world, as_of="2026-11-24").best  # doctest: +SKIP
"""

from __future__ import annotations

from corridor.api import draw, find_sequences, load, plan, sea_leg, to_gdf, to_osmnx
from corridor.data import World
from corridor.errors import CorridorError
from corridor.model import Choices, Corridor, Figure, Leg, Objective, Plan, Scorecard, Stop, Travel, Voyage

__version__ = "0.1.0"

__all__ = [
    "Choices",
    "Corridor",
    "CorridorError",
    "Figure",
    "Leg",
    "Objective",
    "Plan",
    "Scorecard",
    "Stop",
    "Travel",
    "Voyage",
    "World",
    "draw",
    "find_sequences",
    "load",
    "plan",
    "sea_leg",
    "to_gdf",
    "to_osmnx",
]

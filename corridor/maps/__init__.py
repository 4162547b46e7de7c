"""Draws a plan as one self-contained, interactive map page."""

from corridor.maps.view import CorridorMap, draw, page

__all__ = ["CorridorMap", "draw", "page"]

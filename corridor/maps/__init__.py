"""Draws a plan, or what lies around a gateway, as one self-contained, interactive map page."""

from corridor.maps.gateway import gateway_map, gateway_page
from corridor.maps.view import CorridorMap, draw, page

__all__ = ["CorridorMap", "draw", "gateway_map", "gateway_page", "page"]

"""Draws plans, or what lies around a gateway, as one self-contained, interactive map page."""

from corridor.maps.figure import framed, policy_of
from corridor.maps.gateway import gateway_map, gateway_page
from corridor.maps.payload import View
from corridor.maps.view import CorridorMap, draw, draw_views, page

__all__ = ["CorridorMap", "View", "draw", "draw_views", "framed", "gateway_map", "gateway_page", "page", "policy_of"]

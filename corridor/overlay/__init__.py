"""The overlay: gateways as a small graph, and the tables of metres that it is made from."""

from corridor.overlay.build import PLACED, build
from corridor.overlay.graph import Overlay
from corridor.overlay.seas import FEW_SEAPORTS, SEAPORTS, Near, by_sea, fits, usable
from corridor.overlay.tables import NONE, Table, extended, layers_of, measured, table, tabled

__all__ = [
    "FEW_SEAPORTS",
    "NONE",
    "PLACED",
    "SEAPORTS",
    "Near",
    "Overlay",
    "Table",
    "build",
    "by_sea",
    "extended",
    "fits",
    "layers_of",
    "measured",
    "table",
    "tabled",
    "usable",
]

"""The nouns: frozen values that know nothing of files, graphs or maps.

Points are (lon, lat) in EPSG:4326; lines are tuples of points. Units are in the names.
"""

from corridor.model.corridors import Border, Candidate, Corridor, Detour, Leg, Plan, Scorecard, Stop
from corridor.model.gateways import DERIVED, Country, Crossing, Gateway, Place, Port, StatusInterval, Terminal
from corridor.model.words import Basis, Figure, Line, Mode, Objective, Point, Source, Status, StopKind, Travel

__all__ = [
    "DERIVED",
    "Basis",
    "Border",
    "Candidate",
    "Corridor",
    "Country",
    "Crossing",
    "Detour",
    "Figure",
    "Gateway",
    "Leg",
    "Line",
    "Mode",
    "Objective",
    "Place",
    "Plan",
    "Point",
    "Port",
    "Scorecard",
    "Source",
    "Status",
    "StatusInterval",
    "Stop",
    "StopKind",
    "Terminal",
    "Travel",
]

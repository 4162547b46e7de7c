"""The nouns: frozen values that know nothing of files, graphs or maps.

Points are (lon, lat) in EPSG:4326; lines are tuples of points. Units are in the names.
"""

from corridor.model.catalog import (
    BorderTime,
    NamedCorridor,
    PlannedLink,
    Published,
    SourceUse,
    UsedBorder,
    UsedSide,
)
from corridor.model.choices import Choice, Choices
from corridor.model.corridors import Border, Candidate, Corridor, Detour, Leg, LinkUse, Plan, Scorecard, Stop, Voyage
from corridor.model.differences import BorderChange, CountryChange, Difference, Part
from corridor.model.gateways import DERIVED, Country, Crossing, Gateway, Place, Port, StatusInterval, Terminal
from corridor.model.risks import Arrival, Margin, Outage, Risk, Swing, Threshold, Tipping
from corridor.model.words import (
    Basis,
    Figure,
    Line,
    Mode,
    Objective,
    Point,
    SeaUse,
    SideStep,
    Source,
    Status,
    StopKind,
    Travel,
)

__all__ = [
    "DERIVED",
    "Arrival",
    "Basis",
    "Border",
    "BorderChange",
    "BorderTime",
    "Candidate",
    "Choice",
    "Choices",
    "Corridor",
    "Country",
    "CountryChange",
    "Crossing",
    "Detour",
    "Difference",
    "Figure",
    "Gateway",
    "Leg",
    "Line",
    "LinkUse",
    "Margin",
    "Mode",
    "NamedCorridor",
    "Objective",
    "Outage",
    "Part",
    "Place",
    "Plan",
    "PlannedLink",
    "Point",
    "Port",
    "Published",
    "Risk",
    "Scorecard",
    "SeaUse",
    "SideStep",
    "Source",
    "SourceUse",
    "Status",
    "StatusInterval",
    "Stop",
    "StopKind",
    "Swing",
    "Terminal",
    "Threshold",
    "Tipping",
    "Travel",
    "UsedBorder",
    "UsedSide",
    "Voyage",
]

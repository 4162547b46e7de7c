"""The catalogue: what ships, looked up by country or by id, and the figures behind it."""

from corridor.catalog.apart import why_none
from corridor.catalog.details import (
    Attachment,
    CrossingDetails,
    Details,
    LinkDetails,
    NamedDetails,
    Near,
    PortDetails,
    TerminalDetails,
    details,
)
from corridor.catalog.lists import ListedCrossing, crossings_of, named_corridors, planned_links, ports_of, terminals_of
from corridor.catalog.times import border_times, published_at, published_of, used
from corridor.catalog.uses import source_uses

__all__ = [
    "Attachment",
    "CrossingDetails",
    "Details",
    "LinkDetails",
    "ListedCrossing",
    "NamedDetails",
    "Near",
    "PortDetails",
    "TerminalDetails",
    "border_times",
    "crossings_of",
    "details",
    "named_corridors",
    "planned_links",
    "ports_of",
    "published_at",
    "published_of",
    "source_uses",
    "terminals_of",
    "used",
    "why_none",
]

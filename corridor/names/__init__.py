"""Names: what people type, resolved to countries, sequences, places and points."""

from corridor.names.borders import all_land_neighbours, country_at, land_neighbours, near_country
from corridor.names.countries import countries, country, sequence
from corridor.names.places import place, places, point

__all__ = [
    "all_land_neighbours",
    "countries",
    "country",
    "country_at",
    "land_neighbours",
    "near_country",
    "place",
    "places",
    "point",
    "sequence",
]

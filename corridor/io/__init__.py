"""A plan as text for people and machines, and files that are written whole or not at all."""

from corridor.io.features import to_gdf, to_geojson
from corridor.io.files import check_writable, write
from corridor.io.markdown import to_markdown
from corridor.io.plain import to_json
from corridor.io.rows import to_csv

__all__ = [
    "check_writable",
    "to_csv",
    "to_gdf",
    "to_geojson",
    "to_json",
    "to_markdown",
    "write",
]

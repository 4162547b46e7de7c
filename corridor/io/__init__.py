"""Plans and the catalogue as text for people and machines, and files that are written whole or not at all."""

from corridor.io.choices import choices_csv, choices_json, choices_listing, choices_markdown
from corridor.io.differences import difference_markdown, difference_values, planned_json
from corridor.io.features import to_gdf, to_geojson
from corridor.io.files import check_writable, write
from corridor.io.markdown import to_markdown
from corridor.io.plain import to_json
from corridor.io.risk import risk_json, risk_markdown
from corridor.io.risk_rows import risk_csv
from corridor.io.rows import to_csv
from corridor.io.scenario import changes_json, changes_markdown, scenario_json
from corridor.io.shown import details_csv, details_geojson, details_json, details_markdown
from corridor.io.voyage import voyage_csv, voyage_geojson, voyage_json, voyage_markdown

__all__ = [
    "changes_json",
    "changes_markdown",
    "check_writable",
    "choices_csv",
    "choices_json",
    "choices_listing",
    "choices_markdown",
    "details_csv",
    "details_geojson",
    "details_json",
    "details_markdown",
    "difference_markdown",
    "difference_values",
    "planned_json",
    "risk_csv",
    "risk_json",
    "risk_markdown",
    "scenario_json",
    "to_csv",
    "to_gdf",
    "to_geojson",
    "to_json",
    "to_markdown",
    "voyage_csv",
    "voyage_geojson",
    "voyage_json",
    "voyage_markdown",
    "write",
]

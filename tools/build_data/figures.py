"""Ships the published border times, and distils them and the other figures into the two tables that a plan reads."""

from __future__ import annotations

from pathlib import Path

from tools.build_data.border_sides import SIDE_FIELDS, border_sides
from tools.build_data.border_times import TIME_FIELDS, border_times
from tools.build_data.graph import read_rows
from tools.build_data.parameters import PARAMETER_FIELDS, parameters
from tools.build_data.provenance import Provenance, write_csv
from tools.build_data.sources import source_id


def build(out: Path) -> list[Provenance]:
    """Write the three tables."""
    write_csv(out / "border_times.csv", border_times(), TIME_FIELDS)
    write_csv(out / "border_sides.csv", border_sides(), SIDE_FIELDS)
    write_csv(out / "parameters.csv", parameters(), PARAMETER_FIELDS)
    areas = ({**row, "source": source_id(row["source"])} for row in read_rows("areas.csv"))
    write_csv(out / "areas.csv", areas, ("id", "countries", "since", "joined", "as_of", "source", "note"))
    made = "compiled from the published reports that fact_sources.csv lists; assumptions marked as such"
    return [
        Provenance(
            name, title, "CAREC Institute / ADB, UK DESNZ and others", "figures with their sources", made, "2026-11-24"
        )
        for name, title in (
            ("border_sides.csv", "Time and cost of one side of a border"),
            ("border_times.csv", "Published times and costs at borders, as printed"),
            ("parameters.csv", "Speeds, transport costs, emission factors, handling"),
            ("areas.csv", "Areas whose inner borders have figures of their own"),
        )
    ]

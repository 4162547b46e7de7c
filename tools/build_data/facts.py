"""Writes the list of documents that facts rest on."""

from __future__ import annotations

from pathlib import Path

from tools.build_data.provenance import Provenance, write_csv
from tools.build_data.sources import sources


def build(out: Path) -> list[Provenance]:
    """Write fact_sources.csv, by id."""
    write_csv(out / "fact_sources.csv", sources(), ("id", "title", "publisher", "year"))
    return [
        Provenance(
            "fact_sources.csv",
            "Documents that facts and figures of the other tables rest on",
            "The corridor founders",
            "CC BY 4.0",
            "inputs/*.csv",
            "2026-11-24",
        )
    ]

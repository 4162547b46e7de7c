"""Writes the list of documents that facts rest on."""

from __future__ import annotations

from pathlib import Path

from tools.build_data.provenance import Provenance, read_csv, write_csv
from tools.build_data.sources import sources

FILE = "fact_sources.csv"


def build(out: Path) -> list[Provenance]:
    """Write fact_sources.csv, by id: the documents that a table in `out` cites, so it comes last."""
    cited = _cited(out)
    write_csv(out / FILE, (row for row in sources() if row["id"] in cited), ("id", "title", "publisher", "year"))
    return [
        Provenance(
            FILE,
            "Documents that facts and figures of the other tables rest on",
            "The corridor founders",
            "CC BY 4.0",
            "inputs/*.csv",
            "2026-11-24",
        )
    ]


def _cited(out: Path) -> set[str]:
    tables = [read_csv(path) for path in sorted(out.glob("*.csv")) if path.name != FILE]
    cells = (row.get("source", row.get("sources", "")) for table in tables for row in table)
    return {one for cell in cells for one in cell.split("|") if one}

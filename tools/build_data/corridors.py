"""Named corridors as sequences that can be planned, and links that are planned or half built."""

from __future__ import annotations

import re
from pathlib import Path

from tools.build_data.provenance import Provenance, read_csv, write_csv
from tools.build_data.sources import source_id

INPUTS = Path(__file__).parent / "inputs"
CORRIDOR_FIELDS = (
    "id", "name", "kind", "sequence", "sequence_note", "key_nodes", "modes", "length_km", "length_low_km",
    "length_high_km", "length_by_country",
    "status", "status_as_of", "note", "source", "confidence",
)  # fmt: skip
LINK_FIELDS = (
    "id", "name", "from_node", "to_node", "countries", "mode", "closes_pair", "length_km", "length_low_km",
    "length_high_km", "gauge_mm", "status", "status_as_of", "expected_year", "cost_usd_m", "cost_low_usd_m",
    "cost_high_usd_m", "waypoints", "note", "source", "confidence",
)  # fmt: skip
NO_LENGTH_RANGE = {"length_low_km": "", "length_high_km": ""}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

Row = dict[str, str]


def build(out: Path) -> list[Provenance]:
    """Write named_corridors.csv and planned_links.csv, in the order of the input tables."""
    write_csv(out / "named_corridors.csv", corridor_rows(), CORRIDOR_FIELDS)
    write_csv(out / "planned_links.csv", link_rows(), LINK_FIELDS)
    return [
        Provenance(
            file,
            title,
            "The corridor founders, from the documents in fact_sources.csv",
            "CC BY 4.0",
            origin,
            "2026-11-24",
        )
        for file, title, origin in (
            ("named_corridors.csv", "Named corridors", "inputs/corridors.csv, corridor_sequences.csv, ranges.csv"),
            (
                "planned_links.csv",
                "Planned and half-built links",
                "inputs/planned_links.csv, planned_pairs.csv, ranges.csv",
            ),
        )
    ]


def corridor_rows() -> list[Row]:
    """Return the rows of named_corridors.csv: a row for each sequence of a corridor.

    Raises
    ------
    ValueError
        where a corridor has no sequence.
    """
    facts = {row["id"]: row for row in read_csv(INPUTS / "corridors.csv")}
    sequences = read_csv(INPUTS / "corridor_sequences.csv")
    missing = sorted(set(facts) - {row["corridor"] for row in sequences})
    if missing:
        raise ValueError(f"inputs/corridor_sequences.csv has no row for {', '.join(missing)}")
    return [_corridor(facts[row["corridor"]], row) for row in sequences]


def _corridor(fact: Row, row: Row) -> Row:
    length, length_note = _number(fact["length_km"], "length in km")
    own = row["id"] == row["corridor"]
    return {
        "id": row["id"],
        "name": f"{fact['name']}, {row['branch']}" if row["branch"] else fact["name"],
        "kind": fact["kind"],
        "sequence": row["sequence"],
        "sequence_note": row["sequence_note"],
        "key_nodes": fact["key_nodes"],
        "modes": "|".join(mode for mode in ("road", "rail", "sea") if mode in fact["modes"]),
        "length_km": length if own else "",
        **(_range(fact["id"], "length_km") if own else NO_LENGTH_RANGE),
        "length_by_country": fact["length_by_country"] if own else "",
        "status": fact["status"],
        "status_as_of": fact["status_as_of"],
        "note": _joined(fact["definition_notes"], length_note if own else ""),
        "source": source_id(fact["source"]),
        "confidence": fact["confidence"],
    }


def link_rows() -> list[Row]:
    """Return the rows of planned_links.csv; waypoints are "lon,lat" joined by "; "."""
    pairs = {row["link"]: row for row in read_csv(INPUTS / "planned_pairs.csv")}
    facts = read_csv(INPUTS / "planned_links.csv")
    unknown = sorted(set(pairs) - {row["id"] for row in facts})
    if unknown:
        raise ValueError(f"inputs/planned_pairs.csv names no link: {', '.join(unknown)}")
    return [_link(row, pairs.get(row["id"], {"id": "", "closes_pair": ""})) for row in facts]


def _link(fact: Row, pair: Row) -> Row:
    gauges = re.findall(r"\b\d{4}\b", fact["gauge_mm"])
    gauge_note = f"gauge: {fact['gauge_mm']}" if len(gauges) > 1 else ""
    return {
        "id": pair["id"] or fact["id"],
        "name": fact["name"],
        "from_node": fact["from_node"],
        "to_node": fact["to_node"],
        "countries": fact["countries"].replace(",", "|"),
        "mode": "|".join(mode for mode in ("road", "rail", "border post") if mode in fact["mode"]),
        "closes_pair": pair["closes_pair"],
        "length_km": fact["length_km"],
        **_range(fact["id"], "length_km"),
        "gauge_mm": "|".join(gauges),
        "status": fact["status"],
        "status_as_of": fact["status_as_of"],
        "expected_year": fact["expected_year"],
        "cost_usd_m": fact["cost_usd_m"],
        **_range(fact["id"], "cost_usd_m"),
        "waypoints": "; ".join(_swapped(point) for point in fact["waypoints_lat_lon"].split(";") if point.strip()),
        "note": _joined(fact["notes"], gauge_note, f"waypoints {fact['waypoints_basis']}"),
        "source": source_id(fact["source"]),
        "confidence": fact["confidence"],
    }


def _range(name: str, column: str) -> Row:
    """Return low and high of a figure that sources differ on, "" where they do not."""
    found = [row for row in read_csv(INPUTS / "ranges.csv") if (row["id"], row["column"]) == (name, column)]
    measure, unit = column.split("_", 1)
    return {f"{measure}_{end}_{unit}": found[0][end] if found else "" for end in ("low", "high")}


def _swapped(point: str) -> str:
    lat, lon = point.split(",")
    return f"{lon.strip()},{lat.strip()}"


def _number(text: str, name: str) -> tuple[str, str]:
    """Return a number and no note, or no number and a note of what stands there instead."""
    if not text or _NUMBER.fullmatch(text):
        return text, ""
    return "", f"{name}: {text}"


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)

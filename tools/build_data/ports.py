"""Seaports: the ones that facts are known of, then the rest of the world from searoute's list.

A port of that list stays where UN/LOCODE calls it a port or the list itself knows a terminal there, its point
is near the sea or a sea lane, in or off its country, and not far from where UN/LOCODE has it.
`inputs/port_exceptions.csv` has the exceptions.
"""

from __future__ import annotations

import importlib.resources
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from scipy.spatial import cKDTree

from corridor.geo import distance_km
from tools.build_data.land import Coast, nearest_km
from tools.build_data.provenance import Provenance, read_csv, write_csv
from tools.build_data.repair import unit_vectors
from tools.build_data.sources import SEAROUTE_PORTS, source_id
from tools.build_data.unlocode import PORT, locodes

INPUTS = Path(__file__).parent / "inputs"
FIELDS = (
    "id",
    "name",
    "country",
    "lon",
    "lat",
    "sea",
    "rail_gauge_mm",
    "rank",
    "town",
    "people",
    "status",
    "note",
    "source",
)
INLAND_KM = 25.0
"""a port of searoute's list lies at most this far from the shore, …"""
LANE_KM = 20.0
"""… or this far from a sea lane, of which some go up rivers and lakes"""
APART_KM = 50.0
"""… and at most this far from the point of UN/LOCODE, where it has one"""
SAME_KM = 10.0
"""a port of the list this near to one of ours is the same"""
ABROAD_KM = 15.0
"""how far outside its country's polygon a port may lie"""

TOWN_KM = 30.0
"""a port serves the largest town within this"""

NO_RULE = {"keep": "", "name": ""}

Row = dict[str, Any]


def build(out: Path) -> list[Provenance]:
    """Write ports.csv: ours first, by country and rank, then the others by UN/LOCODE.

    Reads countries.parquet and places.parquet in `out`.
    """
    own = _own()
    others = _others(out / "countries.parquet", own)
    towns = _Towns(out / "places.parquet")
    rows = [{**row, **towns.served_by((row["lon"], row["lat"]))} for row in (*own, *others)]
    write_csv(out / "ports.csv", rows, FIELDS)
    return [
        Provenance(
            "ports.csv",
            "Seaports with gauge, rank and status",
            "The corridor founders; searoute; UNECE (UN/LOCODE 2023-1)",
            "CC BY 4.0 (own rows); Apache-2.0 (rows from searoute)",
            "PyPI searoute==1.6.0; PyPI pyunlocode==0.1.0; inputs/port*.csv",
            "2026-11-24",
        )
    ]


def _own() -> list[Row]:
    ranks = _ranks()
    rows = [
        {
            "id": row["unlocode"],
            "name": row["name"].replace(" (Muhammad Bin Qasim)", ""),
            "country": row["country"],
            "lon": float(row["lon"]),
            "lat": float(row["lat"]),
            "sea": row["sea"],
            "rail_gauge_mm": row["rail_gauge_mm"].replace("/", "|"),
            "rank": ranks[row["unlocode"]],
            "status": "open",
            "note": _note(row),
            "source": source_id(row["source"]),
        }
        for row in read_csv(INPUTS / "ports.csv")
    ]
    return sorted(rows, key=lambda row: (row["country"], row["rank"]))


def _note(row: dict[str, str]) -> str:
    """Return what a port's status says beyond "open", its date, and the notes.

    Raises
    ------
    ValueError
        where a port is not open.
    """
    status = row["status"]
    if not status.startswith(("open", "reopened")):
        raise ValueError(f"port {row['unlocode']}: a status {status!r} has no word of ours yet")
    more = status.removeprefix("open").lstrip(";, ")
    as_of = f"as of {row['status_as_of']}" if row["status_as_of"] else ""
    return "; ".join(part for part in (more, as_of, row["notes"]) if part)


def _ranks() -> dict[str, int]:
    return {row["unlocode"]: int(row["rank"]) for row in read_csv(INPUTS / "port_ranks.csv")}


def _others(countries: Path, own: list[Row]) -> list[Row]:
    coast, lanes, inside, known = Coast(), _Lanes(), _Countries(countries), locodes()
    exceptions = {row["unlocode"]: row for row in read_csv(INPUTS / "port_exceptions.csv")}
    ranks = _ranks()
    best: dict[str, tuple[float, Row]] = {}
    for listed in _searoute_ports():
        place, rule = known.get(listed.code), exceptions.get(listed.code, NO_RULE)
        if place is None or rule["keep"] == "no" or any(row["id"] == listed.code for row in own):
            continue
        off_km = distance_km(listed.point, place.point) if place.point else 0.0
        kept = rule["keep"] == "yes" or (
            (PORT in place.functions or listed.terminal)
            and off_km <= APART_KM
            and (coast.inland_km(*listed.point) <= INLAND_KM or lanes.off_km(*listed.point) <= LANE_KM)
        )
        same = any(distance_km(listed.point, (row["lon"], row["lat"])) < SAME_KM for row in own)
        if not kept or same or inside.off_km(listed.code[:2], listed.point) > ABROAD_KM:
            continue
        if listed.code not in best or off_km < best[listed.code][0]:
            row = _row(listed.code, rule["name"] or listed.name, listed.point, ranks.get(listed.code, 0))
            best[listed.code] = (off_km, row)
    return [row for _, (_, row) in sorted(best.items())]


def _row(code: str, name: str, point: tuple[float, float], rank: int) -> Row:
    return {
        "id": code,
        "name": name,
        "country": code[:2],
        "lon": round(point[0], 4),
        "lat": round(point[1], 4),
        "sea": "",
        "rail_gauge_mm": "",
        "rank": rank,
        "status": "",
        "note": "",
        "source": source_id(SEAROUTE_PORTS),
    }


@dataclass(frozen=True)
class _Listed:
    """One port of searoute's list."""

    name: str
    code: str
    point: tuple[float, float]
    terminal: bool


def _searoute_ports() -> list[_Listed]:
    path = importlib.resources.files("searoute") / "data" / "ports.geojson"
    found = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        about = feature["properties"]
        found.append(_Listed(about["name"].strip(), about["port"], (lon, lat), about.get("t") == 1))
    return found


class _Lanes:
    """searoute's network of sea lanes."""

    def __init__(self) -> None:
        path = importlib.resources.files("searoute") / "data" / "marnet_searoute.geojson"
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
        self._lines = shapely.get_parts(np.array(shapes, dtype=object))
        self._tree = shapely.STRtree(self._lines)

    def off_km(self, lon: float, lat: float) -> float:
        """Return how far a point lies from the nearest lane, inf where that is far off."""
        return nearest_km(shapely.Point(lon, lat), self._lines, self._tree)


class _Towns:
    """Places by position."""

    def __init__(self, path: Path) -> None:
        table = pq.read_table(path, columns=["name", "lon", "lat", "population"])
        lon, lat, self._population = (table[column].to_numpy() for column in ("lon", "lat", "population"))
        self._names = table["name"].to_pylist()
        self._tree = cKDTree(unit_vectors(1000 * lon, 1000 * lat))

    def served_by(self, point: tuple[float, float]) -> dict[str, Any]:
        """Return the largest place within TOWN_KM of a point, its name as `town` and its `people`."""
        near = self._tree.query_ball_point(unit_vectors(*(np.array([1000 * x]) for x in point))[0], TOWN_KM / 6371)
        if not near:
            return {"town": "", "people": 0}
        largest = max(sorted(near), key=lambda place: self._population[place])
        return {"town": self._names[largest], "people": int(self._population[largest])}


class _Countries:
    """Country polygons by code."""

    def __init__(self, path: Path) -> None:
        table = pq.read_table(path)
        shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
        self._shapes = dict(zip(table["code"].to_pylist(), shapes, strict=True))

    def off_km(self, code: str, point: tuple[float, float]) -> float:
        """Return about how far a point lies outside a country, 0 inside, inf where it has no polygon."""
        if code not in self._shapes:
            return float("inf")
        nearest = shapely.shortest_line(shapely.Point(point), self._shapes[code])
        lon, lat = shapely.get_coordinates(nearest)[-1]
        return distance_km(point, (float(lon), float(lat)))

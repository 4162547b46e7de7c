"""The networks, cut into cells with every gateway hung on them; the crossings; the overlay."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pyarrow as pa

from corridor.data import World
from corridor.gateways import main_ports
from corridor.model import Mode
from corridor.overlay import SEAPORTS
from tools.build_data import cells as cut_cells
from tools.build_data import sea
from tools.build_data.crossings import Attached, attach
from tools.build_data.derived import derive, with_closures
from tools.build_data.graph import make, read_countries, read_crossings, read_places, read_rows
from tools.build_data.lengths import Terrain, read_terrain
from tools.build_data.neighbours import FIELDS as NEIGHBOUR_FIELDS
from tools.build_data.neighbours import touching, without_crossing
from tools.build_data.provenance import Provenance, write_csv
from tools.build_data.sources import GENERAL, source_id
from tools.build_data.status import FIELDS as STATUS_FIELDS
from tools.build_data.surroundings import surroundings

OSM = "© OpenStreetMap contributors, ODbL 1.0"
SEA_LANES = "searoute (G. Halili), after Eurostat SeaRoute and ORNL"
SEAROUTE = "PyPI searoute==1.6.0"
NETWORK = "PyPI scgraph-data==2.0.0 (OpenStreetMap, early 2024)"
ALTITUDE = (
    "Mapzen terrain tiles by pvlib: ArcticDEM (DigitalGlobe, NSF); Geoscience Australia; DGM Österreich; Canada (OGL); "
    "Copernicus EU-DEM; NOAA ETOPO1; INEGI; LINZ; Kartverket; UK Environment Agency; USGS 3DEP, GMTED2010, SRTM"
)
ALTITUDES = "PyPI pvlib==0.16.1 (Altitude.h5), at the points of road_nodes.parquet"
CROSSING_FIELDS = (
    "id",
    "country_a",
    "country_b",
    "name_a",
    "name_b",
    "mode",
    "lon",
    "lat",
    "unlocode_a",
    "unlocode_b",
    "gauge_a_mm",
    "gauge_b_mm",
    "status",
    "status_as_of",
    "hours",
    "freight",
    "tir",
    "note",
    "source",
    "confidence",
    "coord_basis",
    "error_km",
    "snap_km",
    "unattached_reason",
)
CELL_FIELDS = ("cell", "country", "mode", "gauge_mm", "nodes", "edges", "km", "gateways", "rough_m")
LENGTH_FIELDS = ("mode", "country", "factor", "terrain", "spread_low", "spread_high", "rough_high", "basis", "source")
ATTACHMENT_FIELDS = ("gateway", "cell", "snap_km")


def build(out: Path) -> list[Provenance]:
    """Write the networks, crossings.csv, neighbours.csv, cells.csv, attachments.csv, lengths.csv and the overlay."""
    countries = read_countries(out / "countries.parquet")
    rows = read_crossings()
    places = read_places(out / "places.parquet")
    ports, terminals = (_read(out / name) for name in ("ports.csv", "terminals.csv"))
    made, attached, attachments, derived, graphs = {}, [], [], [], []
    for mode in (Mode.ROAD, Mode.RAIL):
        # a list of one mode's crossings says nothing of the other's
        around = surroundings(out, [row for row in rows if row["mode"] == mode], read_rows("fixed_links.csv"))
        graph = make(mode.value, countries, places)
        fixed = attach(rows, graph, countries)
        more = derive(graph, countries, around)
        derived += [row for row, _ in more]
        fixed += [one for _, one in more]
        by_id = cut_cells.cut(graph, countries, fixed)
        snaps = cut_cells.hang_gateways(by_id, mode, ports, terminals)
        attachments += [
            {"gateway": gateway, "cell": cell, "snap_km": round(km, 2)}
            for cell, found in sorted(snaps.items())
            for gateway, km in sorted(found.items())
        ]
        made[mode] = by_id
        graphs.append(graph)
        attached += fixed
    made[Mode.SEA], sea_snaps = cut_cells.hung_sea(sea.cell(), ports)
    attachments += [
        {"gateway": port, "cell": sea.SEA, "snap_km": round(km, 2)} for port, km in sorted(sea_snaps.items())
    ]
    world = World(out)
    coasts = sorted({row["country"] for row in ports})
    core = frozenset(port.id for code in coasts for port in main_ports(world, code, SEAPORTS))
    cut_cells.write(out, made, core)
    told = _read(out / "crossing_status.csv")
    derived, status = with_closures(derived, read_rows("shut_borders.csv"), source_id(GENERAL), told)
    rows_of = _crossing_rows([*rows, *derived], {one.id: one for one in attached})
    write_csv(out / "crossings.csv", rows_of, CROSSING_FIELDS)
    shut = read_rows("shut_borders.csv")
    lost = without_crossing(touching(out / "borders.parquet"), rows_of, graphs, countries, shut)
    write_csv(out / "neighbours.csv", lost, NEIGHBOUR_FIELDS)
    curated = {row["id"] for row in rows}
    _check_told(told, curated | {row["id"] for row in derived})
    write_csv(
        out / "crossing_status.csv",
        [*(row for row in told if row["crossing_id"] in curated), *status],
        STATUS_FIELDS,
    )
    write_csv(out / "attachments.csv", attachments, ATTACHMENT_FIELDS)
    rough = _write_roughness(out, made[Mode.ROAD], read_terrain())
    write_csv(out / "cells.csv", _cell_rows(made, rough), CELL_FIELDS)
    write_csv(
        out / "lengths.csv",
        ({**row, "source": source_id(row["source"])} for row in read_rows("length_factors.csv")),
        LENGTH_FIELDS,
    )
    return _provenances()


def _check_told(told: list[dict[str, str]], known: set[str]) -> None:
    """Raise ValueError where the status of a crossing is told that does not ship."""
    lost = sorted({row["crossing_id"] for row in told} - known)
    if lost:
        raise ValueError(f"inputs/crossing_status.csv names no crossing: {', '.join(lost)}")


def _write_roughness(out: Path, roads: dict[str, cut_cells.Cell], terrain: Terrain) -> dict[str, int]:
    """Write roughness.parquet, a row for each of road_nodes.parquet; return the mean of each cell by length, in m."""
    tables, means = [], {}
    for name, cell in sorted(roads.items()):
        rough = terrain.at(cell.lon, cell.lat)
        tables.append(pa.table({"cell": pa.array([name] * len(rough)), "rough_m": rough}))
        along = (rough[cell.u].astype(float) + rough[cell.v]) / 2
        means[name] = round(float(np.average(along, weights=cell.metres))) if len(cell.u) else 0
    cut_cells.write_groups(out / "roughness.parquet", tables)
    return means


def _crossing_rows(rows: list[dict[str, str]], attached: dict[str, Attached]) -> list[dict[str, object]]:
    made = []
    for row in sorted(rows, key=lambda row: row["id"]):
        one = attached[row["id"]]
        lon, lat = one.point
        snap = "" if one.snap_km is None else round(one.snap_km, 2)
        made.append(
            {
                **row,
                "lon": lon,
                "lat": lat,
                "error_km": row.get("error_km", ""),
                "note": row["notes"],
                "source": source_id(row["source"]),
                "snap_km": snap,
                "unattached_reason": one.reason,
            }
        )
    return made


def _cell_rows(made: dict[Mode, dict[str, cut_cells.Cell]], rough: dict[str, int]) -> list[dict[str, object]]:
    return [
        {
            "cell": cell.id,
            "country": cell.id.split("-")[0],
            "mode": mode.value,
            "gauge_mm": cell.id.split("-")[2] if mode is Mode.RAIL else 0,
            "nodes": len(cell.lon),
            "edges": len(cell.u),
            "km": round(float(cell.metres.sum()) / 1000),
            "gateways": len(cell.gateways),
            "rough_m": rough.get(cell.id, ""),
        }
        for mode, by_id in made.items()
        if mode is not Mode.SEA
        for _, cell in sorted(by_id.items())
    ]


def _provenances() -> list[Provenance]:
    own = "ODbL 1.0"
    facts = "compiled from public reports, gazettes and dated news; each row with its source"
    files = (
        ("road_nodes.parquet", "World road network, junctions", OSM, own, NETWORK),
        ("road_edges.parquet", "World road network, edges with lengths", OSM, own, NETWORK),
        (
            "roughness.parquet",
            "Roughness of the terrain at the junctions of the roads",
            ALTITUDE,
            "credit to each; points ODbL 1.0",
            ALTITUDES,
        ),
        ("rail_nodes.parquet", "World rail network, repaired, junctions", OSM, own, NETWORK),
        ("rail_edges.parquet", "World rail network, repaired, edges with lengths", OSM, own, NETWORK),
        ("anchors.parquet", "Where gateways join the networks", OSM, own, NETWORK),
        ("sea_nodes.parquet", "Sea lanes, vertices, and ports", SEA_LANES, "Apache-2.0", SEAROUTE),
        ("sea_edges.parquet", "Sea lanes with lengths and passages", SEA_LANES, "Apache-2.0", SEAROUTE),
        ("overlay.parquet", "Shortest distances between the gateways of a cell", OSM, own, NETWORK),
        (
            "crossings.csv",
            "Border crossing points",
            "corridor",
            "figures with their sources; points ODbL 1.0; places in names CC BY 4.0 (GeoNames)",
            facts,
        ),
        ("attachments.csv", "Distance of ports and terminals from the network", "corridor", own, NETWORK),
        ("neighbours.csv", "Countries that touch without a crossing, and why", "corridor", own, NETWORK),
        ("cells.csv", "Size of each cell of the networks", "corridor", own, NETWORK),
        (
            "lengths.csv",
            "Calibration of network lengths",
            "corridor",
            own,
            "fitted on traced road sections and published line lengths",
        ),
    )
    return [Provenance(*row, "2026-11-24") for row in files]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

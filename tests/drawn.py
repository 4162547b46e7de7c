"""A small drawn world: two countries side by side, two road crossings, three rail crossings, a sea beyond.

     XA (0–4 E)          |          XB (4–8 E)
start (1,1) --road-- north (4,1.2)  --road-- end (7,1)      the short way
            --road-- south (4,-1)   --road--                the long way
            --rail 1520-- rail-same (4,0.6) --rail 1520--   yard-b (6,1), by road to the end
            --rail 1520-- rail-break (4,0.4) --rail 1435-- end
XC lies over the sea: its port is reached from the port of XB.
"""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from corridor.data import World
from corridor.geo import distance_km
from corridor.model import Mode
from corridor.network import Cell
from corridor.sea import Passage
from tools.build_data.border_sides import SIDE_FIELDS
from tools.build_data.border_times import TIME_FIELDS
from tools.build_data.cells import hung_sea, write, write_groups
from tools.build_data.corridors import CORRIDOR_FIELDS, LINK_FIELDS
from tools.build_data.parameters import PARAMETER_FIELDS

START, END, YARD, YARD_A = (1.0, 1.0), (7.0, 1.0), (6.0, 1.0), (1.5, 1.0)
NORTH, SOUTH, SAME, BREAK = (4.0, 1.2), (4.0, -1.0), (4.0, 0.6), (4.0, 0.4)
PORT_B, PORT_C, INLAND_C = (7.5, 0.0), (10.0, 0.0), (11.0, 0.5)
PORTS = {"XBPRT": PORT_B, "XCPRT": PORT_C}
LANE = ((7.6, 0.0), (9.9, 0.0))
"""the sea between the ports, through a drawn Suez"""


def cell(name: str, edges, gateways) -> Cell:
    points = sorted({point for edge in edges for point in edge})
    place = {point: i for i, point in enumerate(points)}
    return Cell(
        name,
        *(pa.array([point[axis] for point in points]).to_numpy() for axis in (0, 1)),
        *(pa.array([place[edge[end]] for edge in edges], pa.int64()).to_numpy() for end in (0, 1)),
        pa.array([round(1000 * distance_km(*edge)) + 1 for edge in edges], pa.int64()).to_numpy(),
        tuple(gateways),
        tuple(place[point] for point in gateways.values()),
    )


def cells() -> dict[Mode, dict[str, Cell]]:
    road = [
        cell("XA-road", [(START, NORTH), (START, SOUTH), (START, YARD_A)], {"xa-xb-north": NORTH, "xa-xb-south": SOUTH, "xa-yard": YARD_A}),
        cell("XB-road", [(NORTH, END), (SOUTH, END), (YARD, END), (END, PORT_B)], {"xa-xb-north": NORTH, "xa-xb-south": SOUTH, "xb-yard": YARD, "XBPRT": PORT_B}),
        cell("XC-road", [(PORT_C, INLAND_C)], {"XCPRT": PORT_C}),
    ]  # fmt: skip
    rail = [
        cell("XA-rail-1520", [(START, YARD_A), (YARD_A, SAME), (YARD_A, BREAK)], {"xa-xb-same-rail": SAME, "xa-xb-break-rail": BREAK, "xa-yard": YARD_A}),
        cell("XB-rail-1435", [(BREAK, END)], {"xa-xb-break-rail": BREAK}),
        cell("XB-rail-1520", [(SAME, YARD)], {"xa-xb-same-rail": SAME, "xb-yard": YARD}),
    ]  # fmt: skip
    return {Mode.ROAD: {one.id: one for one in road}, Mode.RAIL: {one.id: one for one in rail}}


CROSSINGS = [
    # id, mode, point, gauge a, gauge b, status, freight, attached
    ("xa-xb-north", "road", NORTH, "", "", "open", "yes", True),
    ("xa-xb-south", "road", SOUTH, "", "", "open", "yes", True),
    ("xa-xb-local", "road", (4.0, 0.0), "", "", "open", "no", True),
    ("xa-xb-loose", "road", (4.0, 1.9), "", "", "open", "yes", False),
    ("xa-xb-same-rail", "rail", SAME, "1520", "1520", "open", "yes", True),
    ("xa-xb-break-rail", "rail", BREAK, "1520", "1435", "open", "yes", True),
    ("xa-xb-dream-rail", "rail", (4.0, -1.5), "1520", "1435", "planned", "yes", False),
]


DREAM, DREAM_SEA, FARM = (4.0, -1.5), (9.0, 0.5), (6.8, 0.9)
LINKS = {
    "link_openings": (("id", "length_km", "length_low_km", "length_high_km", "basis", "expected", "note", "refused"), [
        {"id": "dream", "length_km": 460, "length_low_km": 450, "length_high_km": 600, "basis": "assumed"},
        {"id": "south-line", "length_km": 830, "length_low_km": 790, "length_high_km": 900, "basis": "derived", "expected": "2030"},
        {"id": "stub-line", "refused": "no end lies near a railway"},
    ]),
    "link_parts": (("link", "part", "country", "mode", "gauge_mm", "metres", "start_at", "end_at", "points"), [
        {"link": "dream", "part": 1, "country": "XB", "mode": "rail", "gauge_mm": 1435, "metres": 230_000, "end_at": "dream-xb-xc-rail", "points": "7,1; 9,0.5"},
        {"link": "dream", "part": 2, "country": "XC", "mode": "rail", "gauge_mm": 1435, "metres": 230_000, "start_at": "dream-xb-xc-rail", "points": "9,0.5; 11,0.5"},
        {"link": "south-line", "part": 1, "country": "XA", "mode": "rail", "gauge_mm": 1520, "metres": 410_000, "end_at": "xa-xb-dream-rail", "points": "1.5,1; 3,-1; 4,-1.5"},
        {"link": "south-line", "part": 2, "country": "XB", "mode": "rail", "gauge_mm": 1435, "metres": 420_000, "start_at": "xa-xb-dream-rail", "points": "4,-1.5; 6,0; 6.8,0.9"},
    ]),
    "link_crossings": (("link", "id", "country_a", "country_b", "name", "mode", "lon", "lat"), [
        {"link": "dream", "id": "dream-xb-xc-rail", "country_a": "XB", "country_b": "XC", "name": "Dream railway: border XB-XC", "mode": "rail", "lon": 9, "lat": 0.5},
    ]),
    "link_terminals": (("link", "id", "name", "country", "lon", "lat", "gauge_mm", "note"), [
        {"link": "dream", "id": "xc-farville", "name": "Farville", "country": "XC", "lon": 11, "lat": 0.5, "gauge_mm": 1435, "note": "assumed"},
        {"link": "south-line", "id": "xa-yard", "name": "A Yard", "country": "XA", "lon": 1.5, "lat": 1, "gauge_mm": 1520, "note": "ships"},
        {"link": "south-line", "id": "xb-farm", "name": "Farm", "country": "XB", "lon": 6.8, "lat": 0.9, "gauge_mm": 1435, "note": "assumed"},
    ]),
}  # fmt: skip


def write_csv(path: Path, fields, rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(fields), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_flat(root: Path, roads) -> None:
    """Write the terrain under road cells as flat."""
    flat = [pa.table({"cell": [one.id] * len(one.lon), "rough_m": np.zeros(len(one.lon), np.uint16)}) for one in roads]
    write_groups(root / "roughness.parquet", flat)


def drawn_world(root: Path, *, history=(), sides=(), order=1) -> World:
    """Write the world; `history` rows are added to crossing_status, `sides` to border_sides.

    `order` -1 turns the rows of every table round: an answer must not depend on it.
    """
    root.mkdir(exist_ok=True)
    made = cells()
    lane = cell("sea", [LANE], {})
    tagged = replace(lane, tags=tuple(str(one) for one in Passage), tag=np.array([tuple(Passage).index(Passage.SUEZ)]))
    sea, _ = hung_sea(tagged, [{"id": name, "lon": at[0], "lat": at[1]} for name, at in PORTS.items()])
    write(root, {**made, Mode.SEA: sea}, frozenset(PORTS))
    write_flat(root, made[Mode.ROAD].values())
    squares = {"XA": (0, -3, 4, 3), "XB": (4, -3, 8, 3), "XC": (9.8, -3, 12, 3)}
    pq.write_table(
        pa.table({"code": list(squares), "geometry": [shapely.box(*box).wkb for box in squares.values()]}),
        root / "countries.parquet",
    )
    shutil.copy(root / "countries.parquet", root / "borders.parquet")
    towns = [
        ("1", "Startville", "XA", *START, 5000),
        ("2", "Endton", "XB", *END, 7000),
        ("3", "Farville", "XC", *INLAND_C, 900),
    ]
    columns = ("id", "name", "country", "lon", "lat", "population")
    places = {name: [town[i] for town in towns] for i, name in enumerate(columns)}
    pq.write_table(
        pa.table({**places, "ascii": [name.lower() for name in places["name"]], "alternates": ["", "Ende", ""]}),
        root / "places.parquet",
    )
    tables = {
        "country_names": (("code", "alpha3", "name", "capital", "aliases"), [
            {"code": "XA", "alpha3": "XAA", "name": "Aland", "capital": "Startville"},
            {"code": "XB", "alpha3": "XBB", "name": "Beland", "capital": "Endton"},
            {"code": "XC", "alpha3": "XCC", "name": "Celand", "capital": "Farville"},
        ]),
        "crossings": ((
            "id", "country_a", "country_b", "name_a", "name_b", "mode", "lon", "lat", "unlocode_a", "unlocode_b", "gauge_a_mm",
            "gauge_b_mm", "status", "status_as_of", "hours", "freight", "tir", "note", "source", "confidence", "coord_basis", "snap_km", "unattached_reason",
        ), [
            {"id": name, "country_a": "XA", "country_b": "XB", "name_a": f"{name} A", "name_b": f"{name} B", "mode": mode,
             "lon": point[0], "lat": point[1], "gauge_a_mm": a, "gauge_b_mm": b, "status": status, "freight": freight,
             "source": "s1", "snap_km": "0.0" if attached else "", "status_as_of": "2026-02", "unattached_reason": "" if attached else "no edge near it"}
            for name, mode, point, a, b, status, freight, attached in CROSSINGS
        ]),
        "sea_bans": (("country_a", "country_b", "start", "end", "note", "source"), []),
        "crossing_status": (("crossing_id", "status", "start", "end", "note", "source"), list(history)),
        "ports": (("id", "name", "country", "lon", "lat", "sea", "rail_gauge_mm", "rank", "town", "people", "status", "note", "source"), [
            {"id": "XBPRT", "name": "Beport", "country": "XB", "lon": PORT_B[0], "lat": PORT_B[1], "rank": 1, "source": "s1"},
            {"id": "XCPRT", "name": "Ceport", "country": "XC", "lon": PORT_C[0], "lat": PORT_C[1], "rank": 1, "source": "s1"},
        ]),
        "terminals": (("id", "name", "country", "lon", "lat", "gauges_mm", "unlocode", "note", "source", "confidence"), [
            {"id": "xa-yard", "name": "A Yard", "country": "XA", "lon": YARD_A[0], "lat": YARD_A[1], "gauges_mm": "1520", "source": "s1"},
            {"id": "xb-yard", "name": "B Yard", "country": "XB", "lon": YARD[0], "lat": YARD[1], "gauges_mm": "1520", "source": "s1"},
        ]),
        "cells": (("cell", "country", "mode", "gauge_mm", "rough_m"), [
            {"cell": one.id, "country": one.id[:2], "mode": mode.value, "gauge_mm": one.id[8:] or 0}
            for mode, by_id in made.items() for one in by_id.values()
        ]),
        "neighbours": (("country_a", "country_b", "reason"), []),
        "attachments": (("gateway", "cell", "snap_km"), []),
        "lengths": (("mode", "country", "factor", "spread_low", "spread_high", "rough_high", "basis", "source"), [
            {"mode": m, "factor": 1, "spread_low": 0.1, "spread_high": 0.1, "rough_high": 0} for m in ("road", "rail")
        ]),
        "named_corridors": (CORRIDOR_FIELDS, [{"id": "a-to-b", "name": "A to B", "sequence": "XA>XB", "kind": "agreement", "modes": "road|rail", "length_km": "900", "length_low_km": "850", "length_high_km": "950", "source": "s1"}]),
        "planned_links": (LINK_FIELDS, [
            {"id": "dream", "name": "Dream railway", "countries": "XB|XC", "mode": "rail", "status": "study", "closes_pair": "XB-XC", "cost_usd_m": "500", "waypoints": "8,0; 9.8,0", "source": "s1"},

             {"id": "south-line", "name": "Southern railway", "countries": "XB", "mode": "rail", "status": "under construction", "status_as_of": "2026-01", "source": "s1"},
             {"id": "stub-line", "name": "Railway to nowhere", "countries": "XB", "mode": "rail", "status": "study", "source": "s1"},
        ]),
        "border_times": (TIME_FIELDS, [
            {"scope": scope, "post": "North", "country": country, "gateway": gateway, "mode": "road", "direction": "outbound", "year": year,
             "statistic": "mean", "time_h": time, "cost_usd": cost, "source": "s1", "confidence": sure}
            for scope, country, gateway, year, time, cost, sure in (
                ("BCP", "XA", "xa-xb-north", "2021", "8", "30", "low"), ("BCP", "XA", "xa-xb-north", "2021", "6", "", "high"),
                ("BCP", "XA", "xa-xb-north", "2022", "7", "40", "high"), ("country", "XB", "", "2022", "3", "", "high"),
            )
        ]),
        **LINKS,
        "fact_sources": (("id", "title", "publisher", "year"), [{"id": "s1", "title": "A report", "publisher": "P", "year": "2024"}]),
        "areas": (("id", "countries"), [{"id": "carec", "countries": "XA|XB"}]),
        "parameters": (PARAMETER_FIELDS, [
            {"kind": kind, "mode": mode, "value": v, "low": v / 2, "high": v * 2, "unit": {"time": "h", "cost": "USD"}.get(kind.split("_")[-1], "x"), "basis": "measured", "as_of": "2024", "sources": "s1"}
            for kind, mode, v in (
                ("speed", "road", 50), ("speed", "rail", 40), ("transport_cost", "road", 2), ("transport_cost", "rail", 1),
                ("co2e", "road", 0.1), ("co2e", "rail", 0.03), ("co2e", "sea", 0.02), ("co2e_ttw", "road", 0.08), ("co2e_ttw", "rail", 0.02), ("co2e_ttw", "sea", 0.016), ("co2e_wtt", "road", 0.02), ("co2e_wtt", "rail", 0.01), ("co2e_wtt", "sea", 0.004), ("sea_speed", "sea", 26), ("sea_cost", "sea", 0.4),
                ("transfer_time", "", 10), ("transfer_cost", "", 30), ("port_time", "", 48), ("port_cost", "", 200),
                ("gauge_change_time", "rail", 24), ("gauge_change_cost", "rail", 100),
            )
        ]),
        "border_sides": (SIDE_FIELDS, [
            {"scope": "carec", "mode": mode, "direction": "all", "gauge_break": "any", "time_h": 5, "time_low_h": 2, "time_high_h": 9,
             "cost_usd": 50, "cost_low_usd": 10, "cost_high_usd": 90, "basis": "assumed", "as_of": "2020", "sources": "s1"}
            for mode in ("road", "rail")
        ] + list(sides)),
    }  # fmt: skip
    for name, (fields, rows) in tables.items():
        write_csv(root / f"{name}.csv", fields, rows[::order])
    return World(root)

"""A small drawn world for maps: a few square countries and some cities."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from corridor.data import World

SQUARES = {
    "UZ": ("Uzbekistan", (56, 37.2, 73.1, 45.6)),
    "AF": ("Afghanistan", (60.5, 29.4, 73.1, 37.2)),
    "PK": ("Pakistan", (60.9, 24.8, 77.8, 29.4)),
    "IR": ("Iran", (44, 25, 60.5, 39.8)),
    "FJ": ("Fiji", (177, -19, 180, -16)),
    "RU": ("Russia", (-180, 60, -170, 70)),
}
CITIES = (
    ("Tashkent", "UZ", 69.22, 41.26, 1_978_028),
    ("Samarkand", "UZ", 66.97, 39.65, 319_366),
    ("Kabul", "AF", 69.17, 34.53, 3_043_532),
    ("Karachi", "PK", 67.01, 24.86, 11_624_219),
    ("<b>Quetta</b>", "PK", 67.0, 30.2, 733_675),
)
NETWORK = {
    "UZ-road": [(60.0, 40.0), (62.0, 40.0), (64.0, 40.0), (66.0, 41.0), (64.0, 42.0)],
    "UZ-rail-1520": [(60.0, 39.0), (64.0, 39.5), (68.0, 39.0)],
    "PK-road": [(64.0, 28.0), (68.0, 28.0), (70.0, 29.0), (72.0, 26.0)],
}
"""of each cell the junctions, each joined to the next"""


def drawn_world(folder: Path) -> World:
    codes = list(SQUARES)
    shapes = [shapely.to_wkb(shapely.box(*box)) for _, box in SQUARES.values()]
    pq.write_table(pa.table({"code": codes, "geometry": shapes}), folder / "borders.parquet")
    names = ["name", "country", "lon", "lat", "population"]
    columns = dict(zip(names, zip(*CITIES, strict=True), strict=True))
    table = {name: list(values) for name, values in columns.items()}
    table |= {name: [""] * len(CITIES) for name in ("id", "ascii", "alternates")}
    pq.write_table(pa.table(table), folder / "places.parquet")
    rows = [f"{code},{code}X,{name},,\n" for code, (name, _) in SQUARES.items()]
    (folder / "country_names.csv").write_text("code,alpha3,name,capital,aliases\n" + "".join(rows), encoding="utf-8")
    write_network(folder)
    return World(folder)


def write_network(folder: Path) -> None:
    cells, nodes, edges = [], [], {"road": [], "rail": []}
    for cell, points in NETWORK.items():
        country, mode, *gauge = cell.split("-")
        steps = [*range(len(points) - 1)]
        cells.append(f"{cell},{country},{mode},{gauge[0] if gauge else 0},{len(points)},{len(steps)},1,0,0\n")
        nodes += [(mode, cell, round(lon * 1000), round(lat * 1000)) for lon, lat in points]
        edges[mode] += [(cell, step, step + 1, 1000, 0) for step in steps]
    head = "cell,country,mode,gauge_mm,nodes,edges,km,gateways,rough_m\n"
    (folder / "cells.csv").write_text(head + "".join(cells), encoding="utf-8")
    for mode, links in edges.items():
        rows = [row[1:] for row in nodes if row[0] == mode]
        _write(folder / f"{mode}_nodes.parquet", rows, cell=pa.string(), lon=pa.int32(), lat=pa.int32())
        ends = {"u": pa.int32(), "v": pa.int32(), "metres": pa.int32(), "shape": pa.int8()}
        _write(folder / f"{mode}_edges.parquet", links, cell=pa.string(), **ends)
    _write(folder / "anchors.parquet", [("UZ-road", "none", 0)], cell=pa.string(), gateway=pa.string(), node=pa.int32())


def _write(file: Path, rows, **types) -> None:
    columns = zip(*rows, strict=True)
    arrays = {name: pa.array(column, kind) for (name, kind), column in zip(types.items(), columns, strict=True)}
    pq.write_table(pa.table(arrays), file)

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
    return World(folder)

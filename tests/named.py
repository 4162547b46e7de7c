"""A world of names alone: a few countries, places and squares for polygons."""

import csv

import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from corridor.data import World
from corridor.schema import COLUMNS

COUNTRIES = [
    ("AF", "AFG", "Afghanistan", "Kabul", ""),
    ("BY", "BLR", "Belarus", "Minsk", "Belorussia|Беларусь"),
    ("CD", "COD", "Democratic Republic of the Congo", "Kinshasa", "Congo|DR Congo"),
    ("CG", "COG", "Republic of the Congo", "Brazzaville", "Congo"),
    ("CI", "CIV", "Côte d’Ivoire", "Yamoussoukro", "Ivory Coast"),
    ("GM", "GMB", "The Gambia", "Banjul", ""),
    ("GN", "GIN", "Guinea", "Conakry", ""),
    ("GW", "GNB", "Guinea-Bissau", "Bissau", ""),
    ("KR", "KOR", "South Korea", "Seoul", "Korea, Republic of"),
    ("KZ", "KAZ", "Kazakhstan", "Astana", ""),
    ("PK", "PAK", "Pakistan", "Islamabad", ""),
    ("RU", "RUS", "Russia", "Moscow", "Russian Federation"),
    ("SA", "SAU", "Saudi Arabia", "Riyadh", ""),
    ("TL", "TLS", "Timor-Leste", "Dili", "East Timor"),
    ("TR", "TUR", "Türkiye", "Ankara", "Turkey"),
    ("US", "USA", "United States", "Washington", "United States of America"),
    ("UZ", "UZB", "Uzbekistan", "Tashkent", ""),
]
PLACES = [
    ("1", "Minsk", "Minsk", "BY", 27.57, 53.9, 1_742_124, "Minsk|Мінск"),
    ("2", "Brest", "Brest", "BY", 23.72, 52.1, 347_138, ""),
    ("3", "Brest", "Brest", "FR", -4.49, 48.39, 144_899, ""),
    ("4", "Karachi", "Karachi", "PK", 67.01, 24.86, 11_624_219, ""),
    ("5", "Mazār-e Sharīf", "Mazar-e Sharif", "AF", 67.11, 36.71, 523_300, "Mazar|Mazar-i-Sharif|مزار شریف"),
    ("6", "Mazar", "Mazar", "AF", 65.0, 35.0, 900, ""),
    ("7", "Tirmiz", "Tirmiz", "UZ", 67.28, 37.22, 182_800, "Termez|Термез"),
    ("8", "Sol’deu", "Sol'deu", "BY", 27.0, 53.0, 0, ""),
    ("9", "Minsk Mazowiecki", "Minsk Mazowiecki", "PL", 21.57, 52.18, 37_000, ""),
]
SQUARES = {
    "BY": shapely.box(23, 51, 33, 56),
    "PK": shapely.box(61, 23, 77, 37),
    "RU": shapely.union_all([shapely.box(33, 45, 180, 75), shapely.box(-180, 65, -170, 72)]),
}


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def named_world(root):
    write_csv(root / "country_names.csv", ("code", "alpha3", "name", "capital", "aliases"), COUNTRIES)
    corridors = [("carec-6", "RU>KZ>UZ>AF>PK"), ("bad", "RU>ZZ")]
    rest = [one for one in COLUMNS["named_corridors.csv"] if one not in ("id", "sequence")]
    blank = [""] * len(rest)
    write_csv(root / "named_corridors.csv", ("id", "sequence", *rest), [(*one, *blank) for one in corridors])
    columns = ("id", "name", "ascii", "country", "lon", "lat", "population", "alternates")
    pq.write_table(pa.table(dict(zip(columns, zip(*PLACES, strict=True), strict=True))), root / "places.parquet")
    shapes = {"code": list(SQUARES), "geometry": [shapely.to_wkb(square) for square in SQUARES.values()]}
    pq.write_table(pa.table(shapes), root / "countries.parquet")
    return World(root)

"""What the shipped reference tables promise: schema, agreement with one another, and known places."""

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely

from corridor.geo import distance_km
from corridor.names.text import fold
from tests.shipped import DATA, holders, point, rows
from tools.build_data.provenance import read_csv
from tools.build_data.sources import INPUTS


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("countries", ["code", "geometry"]),
        ("borders", ["code", "geometry"]),
        ("places", ["id", "name", "ascii", "country", "lon", "lat", "population", "alternates"]),
    ],
)
def test_parquet_columns(name, columns):
    assert pq.read_schema(DATA / f"{name}.parquet").names == columns


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("country_names", "code alpha3 name capital aliases"),
        ("ports", "id name country lon lat sea rail_gauge_mm rank town people status note source"),
        ("terminals", "id name country lon lat gauges_mm unlocode note source confidence"),
        ("crossing_status", "crossing_id status start end note source"),
        ("fact_sources", "id title publisher year"),
    ],
)
def test_csv_columns_and_unique_keys(name, columns):
    table = rows(name)
    assert list(table[0]) == columns.split()
    if name != "crossing_status":
        keys = [next(iter(row.values())) for row in table]
        assert len(keys) == len(set(keys))
        assert all(keys)


def test_no_point_lies_in_two_countries(countries):
    codes, polygons = countries
    assert shapely.is_valid(polygons).all()
    random = np.random.default_rng(2026)
    lon, lat = random.uniform(-180, 180, 2000), random.uniform(-60, 75, 2000)
    # and along the borders of the region, where slivers would be
    region = polygons[np.isin(codes, ["BY", "RU", "KZ", "UZ", "AF", "PK"])]
    line = shapely.get_coordinates(shapely.boundary(region))
    near = line[random.integers(0, len(line), 2000)] + random.normal(0, 0.003, (2000, 2))
    lon, lat = np.append(lon, near[:, 0]), np.append(lat, near[:, 1])
    held = sum(shapely.contains_xy(polygon, lon, lat).astype(int) for polygon in polygons)
    assert held.max() == 1
    assert held.sum() > 1500


@pytest.mark.parametrize(
    ("place", "lon", "lat", "code"),
    [
        ("Tashkent", 69.28, 41.31, "UZ"),
        ("Baikonur", 63.32, 45.96, "KZ"),
        ("Simferopol", 34.1, 44.95, "UA"),
        ("Sukhumi", 41.0, 43.0, "GE"),
        ("Ramallah", 35.2, 31.9, "PS"),
        ("Hanoi", 105.85, 21.03, "VN"),
        ("Kaliningrad", 20.5, 54.7, "RU"),
        ("Termez", 67.28, 37.22, "UZ"),
        ("Hairatan", 67.42, 37.21, "AF"),
        ("Chaman", 66.45, 30.92, "PK"),
        ("Spin Boldak", 66.4, 31.006, "AF"),
        ("Shakhimardan, Uzbek exclave in Kyrgyzstan", 71.8, 39.98, "UZ"),
        ("Chukotka beyond the antimeridian", -172.0, 65.0, "RU"),
    ],
)
def test_country_of_known_places(countries, place, lon, lat, code):
    assert holders(countries, lon, lat) == [code]


def test_every_disputed_area_is_where_the_table_says(countries):
    wrong = {
        row["area"]: holders(countries, *point(row))
        for row in read_csv(INPUTS / "disputed.csv")
        if holders(countries, *point(row)) != [row["given_to"]]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("water", "lon", "lat"),
    [
        ("Caspian", 51, 42),
        ("Black Sea", 34, 43),
        ("Issyk-Kul", 77.3, 42.4),
        ("Baikal", 107.8, 53.5),
        ("Ladoga", 31.5, 60.8),
    ],
)
def test_drawn_land_is_dry(borders, water, lon, lat):
    assert holders(borders, lon, lat) == []


def test_drawn_borders_follow_the_true_ones(countries, borders):
    drawn = dict(zip(*borders, strict=True))
    true = dict(zip(*countries, strict=True))
    for code in ("BY", "UZ", "AF", "TJ"):  # no sea, few lakes
        lost = shapely.symmetric_difference(drawn[code], true[code]).area
        assert lost / true[code].area < 0.02
    assert (DATA / "borders.parquet").stat().st_size <= 600_000


def test_country_names_cover_iso(countries):
    table = rows("country_names")
    assert len(table) == 249
    assert all(len(row["code"]) == 2 and len(row["alpha3"]) == 3 and row["name"] for row in table)
    assert set(countries[0]) <= {row["code"] for row in table}


def test_names_are_not_aliases_of_others():
    owner, shared = {}, set()
    for row in rows("country_names"):
        for name in {
            fold(name) for name in (row["code"], row["alpha3"], row["name"], *row["aliases"].split("|")) if name
        }:
            if owner.setdefault(name, row["code"]) != row["code"]:
                shared.add(name)
    assert shared == {"congo", "korea"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Türkiye", "TR"),
        ("Беларусь", "BY"),
        ("Қазақстан", "KZ"),
        ("Oʻzbekiston", "UZ"),
        ("افغانستان", "AF"),
        ("پاکستان", "PK"),
        ("ایران", "IR"),
        ("中国", "CN"),
        ("Россия", "RU"),
        ("Russian Federation", "RU"),
        ("Kyrgyz Republic", "KG"),
    ],
)
def test_countries_have_their_own_names(text, code):
    found = [row["code"] for row in rows("country_names") if text in (row["name"], *row["aliases"].split("|"))]
    assert found == [code]


def test_capitals_are_places(places):
    known = defaultdict(set)
    for place in places:
        known[place["country"]].update(map(fold, (place["name"], *place["alternates"].split("|"))))
    lost = {
        row["code"]
        for row in rows("country_names")
        if row["capital"] and fold(row["capital"]) not in known[row["code"]]
    }
    assert lost == {"GD", "IO", "PW"}


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [
        ("Termez", "UZ", 67.28, 37.22),
        ("Mazar-i-Sharif", "AF", 67.11, 36.71),
        ("Qandahar", "AF", 65.71, 31.61),
        ("Spin Boldak", "AF", 66.40, 31.01),
        ("Ташкент", "UZ", 69.22, 41.26),
        ("کراچی", "PK", 67.01, 24.86),
        ("Gwadar", "PK", 62.33, 25.12),
        ("Smolensk", "RU", 32.05, 54.78),
    ],
)
def test_places_are_found_by_any_name(places, name, country, lon, lat):
    found = [
        place
        for place in places
        if place["country"] == country and fold(name) in map(fold, (place["name"], *place["alternates"].split("|")))
    ]
    best = max(found, key=lambda place: place["population"])
    assert distance_km((best["lon"], best["lat"]), (lon, lat)) < 10


def test_places_are_sorted_and_in_row_groups_of_whole_countries(places):
    assert [(p["country"], int(p["id"])) for p in places] == sorted((p["country"], int(p["id"])) for p in places)
    assert all(place["ascii"] == fold(place["name"]) for place in places)
    meta = pq.read_metadata(DATA / "places.parquet")
    column = pq.read_schema(DATA / "places.parquet").names.index("country")
    stats = [meta.row_group(i).column(column).statistics for i in range(meta.num_row_groups)]
    assert all(before.max < after.min for before, after in pairwise(stats))


def test_places_lie_in_their_countries(places, countries):
    """GeoNames and the borders differ in a few dozen disputed or badly placed ones, of 60 000."""
    codes, polygons = countries
    country = np.array([place["country"] for place in places])
    lon, lat = (np.array([place[axis] for place in places]) for axis in ("lon", "lat"))
    outside = 0
    for code, polygon in zip(codes, polygons, strict=True):
        own = country == code
        outside += int((~shapely.contains_xy(polygon, lon[own], lat[own])).sum())
    assert outside <= 40

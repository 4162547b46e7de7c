"""The reviewed points of the curated crossings."""

import shapely

from corridor.geo import distance_km
from tests.shipped import DATA
from tools.build_data.graph import read_countries, read_crossings, read_rows
from tools.build_data.matching import on_border, shared_border


def test_every_curated_crossing_has_one_point_and_no_point_is_left_over():
    points = [row["id"] for row in read_rows("crossing_points.csv")]
    assert sorted(points) == sorted(row["id"] for row in read_rows("crossings.csv"))
    assert points == sorted(points)


def test_every_point_says_how_far_off_it_may_be_and_why():
    rows = read_rows("crossing_points.csv")
    assert [row["id"] for row in rows if not 0 < float(row["error_km"]) <= 20] == []
    assert [row["id"] for row in rows if len(row["reason"]) < 20] == []


def test_every_point_lies_on_the_border_of_its_two_countries():
    countries = read_countries(DATA / "countries.parquet")
    borders: dict[tuple[str, str], shapely.Geometry] = {}
    off = []
    for row in read_crossings():
        pair = (row["country_a"], row["country_b"])
        if pair not in borders:
            borders[pair] = shared_border(*(countries.polygons[countries.number(code)] for code in pair))
        point = (float(row["lon"]), float(row["lat"]))
        if distance_km(point, on_border(point, borders[pair])) > 0.3:
            off.append(row["id"])
    assert off == []


def test_road_and_rail_over_one_bridge_share_their_point():
    at = {row["id"]: (row["lon"], row["lat"]) for row in read_crossings()}
    assert at["uz-af-ayritom-hairatan"] == at["uz-af-galaba-hairatan-rail"]

"""What the shipped reference tables promise: schema, agreement with one another, and known places."""

import csv
from collections import defaultdict
from itertools import groupby, pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from corridor.data import shipped
from corridor.geo import distance_km
from corridor.names.text import fold
from tools.build_data.provenance import Provenance, read_csv, write_csv, write_parquet, write_sources
from tools.build_data.sources import INPUTS, source_id

DATA = shipped()
STATUSES = {"open", "restricted", "closed", "planned"}
GAUGES = {"1435", "1520", "1524", "1668", "1676"}


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def shapes(name):
    table = pq.read_table(DATA / f"{name}.parquet")
    polygons = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    return np.array(table["code"].to_pylist()), polygons


def holders(polygons, lon, lat):
    """Return the codes of the countries that a point lies in."""
    codes, shape = polygons
    return codes[shapely.contains_xy(shape, lon, lat)].tolist()


def point(row):
    return float(row["lon"]), float(row["lat"])


@pytest.fixture(scope="module")
def countries():
    codes, polygons = shapes("countries")
    shapely.prepare(polygons)
    return codes, polygons


@pytest.fixture(scope="module")
def borders():
    return shapes("borders")


@pytest.fixture(scope="module")
def places():
    return pq.read_table(DATA / "places.parquet").to_pylist()


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
        ("ports", "id name country lon lat sea rail_gauge_mm rank status note source"),
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


def test_ports_at_the_sea_stay_and_inland_ones_go():
    ports = {row["id"]: row for row in rows("ports")}
    assert ports.keys().isdisjoint({"PKLHE", "PKSKT", "LTVNO", "BYBQT", "HUBUD", "ATVIE"})
    assert ports.keys() >= {
        "DEHAM",
        "NLRTM",
        "BEANR",
        "RUASF",
        "INCCU",
        "JOAQB",
        "CNSHA",
        "SGSIN",
        "KZKUR",
        "AZALA",
        "IRAMD",
    }
    assert len(ports) > 2000


def test_ports_are_ranked_within_their_country():
    ranked = {}
    for row in rows("ports"):
        assert row["id"][:2] == row["country"]
        if row["rank"] != "0":
            ranked.setdefault(row["country"], []).append((int(row["rank"]), row["id"]))
    assert all([rank for rank, _ in sorted(ports)] == list(range(1, len(ports) + 1)) for ports in ranked.values())
    assert [code for _, code in sorted(ranked["PK"])] == ["PKKHI", "PKBQM", "PKGWD"]
    assert sorted(ranked["IR"])[0][1] == "IRSRP"


def test_no_port_is_listed_again_near_a_ranked_one():
    ranked = [row for row in rows("ports") if row["status"]]
    others = [row for row in rows("ports") if not row["status"]]
    near = [
        (one["id"], other["id"])
        for one in ranked
        for other in others
        if one["country"] == other["country"] and distance_km(point(one), point(other)) < 10
    ]
    assert len(ranked) == 26
    assert near == []


def test_terminals_lie_in_their_country(countries):
    outside = [row["id"] for row in rows("terminals") if holders(countries, *point(row)) != [row["country"]]]
    assert outside == []


def test_terminals_are_real_yards_only():
    table = {row["id"]: row for row in rows("terminals")}
    assert all(key.startswith(f"{row['country'].lower()}-") for key, row in table.items())
    assert all(set(row["gauges_mm"].split("|")) <= GAUGES for row in table.values())
    wanted = "by-brest ru-orenburg kz-aktobe kz-altynkol uz-tashkent-chukursay uz-termez-galaba af-hairatan af-naibabad"
    assert table.keys() >= set(f"{wanted} pk-chaman pk-quetta pk-peshawar pk-pipri ir-zahedan".split())
    names = " ".join(fold(row["name"]) for row in table.values())
    assert not any(place in names for place in ("torkham", "kabul", "kandahar", "kharlachi", "gwadar"))


def test_gauges_of_a_terminal_are_those_of_its_railways():
    table = {row["id"]: row["gauges_mm"] for row in rows("terminals")}
    assert table["by-brest"] == "1520|1435"
    assert table["ir-zahedan"] == "1435|1676"
    assert table["af-naibabad"] == "1520"
    assert {gauge for key, gauge in table.items() if key.startswith("pk-")} == {"1676"}


def test_status_histories_cover_all_time_without_a_gap():
    known = {row["id"] for row in read_csv(INPUTS / "crossings.csv")}
    for crossing, group in groupby(rows("crossing_status"), key=lambda row: row["crossing_id"]):
        history = list(group)
        assert crossing in known
        assert history[0]["start"] == ""
        assert history[-1]["end"] == ""
        assert all(before["end"] == after["start"] for before, after in pairwise(history))
        assert [row["start"] for row in history] == sorted(row["start"] for row in history)
        assert {row["status"] for row in history} <= STATUSES


def test_every_commercial_road_crossing_from_afghanistan_to_pakistan_is_shut_since_october_2025():
    history = {}
    for row in rows("crossing_status"):
        history.setdefault(row["crossing_id"], []).append(row)
    trade = [
        row["id"]
        for row in read_csv(INPUTS / "crossings.csv")
        if {row["country_a"], row["country_b"]} == {"AF", "PK"} and row["mode"] == "road" and row["freight"] == "yes"
    ]
    assert len(trade) == 8
    for crossing in trade:
        assert history[crossing][-1]["status"] == "closed"
        assert history[crossing][-1]["start"] == "2025-10-12"
        assert history[crossing][-2]["status"] in {"open", "restricted"}


def test_a_history_agrees_with_the_plain_status_today():
    plain = {row["id"]: row["status"] for row in read_csv(INPUTS / "crossings.csv")}
    today = {
        row["crossing_id"]: row["status"]
        for row in rows("crossing_status")
        if row["start"] <= "2026-06-18" and (not row["end"] or row["end"] > "2026-06-18")
    }
    assert {key: status for key, status in today.items() if plain[key] != status} == {}


def test_named_corridors_are_sequences_of_countries():
    codes = {row["code"] for row in rows("country_names")}
    table = {row["id"]: row["sequence"].split(">") for row in rows("named_corridors")}
    planned = read_csv(INPUTS / "corridor_sequences.csv")
    assert {row["id"] for row in read_csv(INPUTS / "corridors.csv")} == {row["corridor"] for row in planned}
    assert {row["id"] for row in planned} == table.keys()
    assert table["by-ru-kz-uz-af-pk"] == ["BY", "RU", "KZ", "UZ", "AF", "PK"]
    for key, sequence in table.items():
        assert set(sequence) <= codes, key
        assert all(a != b for a, b in pairwise(sequence)), key
    assert not table.keys() & {fold(row["name"]) for row in rows("country_names")}


def test_planned_railways_that_close_the_gap_to_pakistan():
    table = {row["id"]: row for row in rows("planned_links")}
    closing = {key for key, row in table.items() if "AF-PK" in row["closes_pair"].split("|")}
    assert closing >= {"uap-naibabad-kharlachi", "kharlachi-kohat", "torghundi-herat", "herat-kandahar"}
    assert closing >= {"kandahar-spinboldak", "chaman-spinboldak"}
    assert all(table[key]["mode"] == "rail" for key in closing)


def test_waypoints_of_planned_links_are_lon_lat_and_near_their_countries(countries):
    polygons = dict(zip(*countries, strict=True))
    for row in rows("planned_links"):
        own = shapely.union_all([polygons[code] for code in row["countries"].split("|")])
        for text in filter(None, row["waypoints"].split("; ")):
            lon, lat = map(float, text.split(","))
            assert shapely.distance(own, shapely.Point(lon, lat)) < 0.15, (row["id"], text)


def test_every_source_is_known():
    known = {row["id"] for row in rows("fact_sources")}
    cited = {
        (name, row["source"])
        for name in ("ports", "terminals", "crossing_status", "named_corridors", "planned_links")
        for row in rows(name)
    }
    cited |= {
        (name, source_id(row["source"]))
        for name in ("crossings", "border_times", "parameters")
        for row in read_csv(INPUTS / f"{name}.csv")
    }
    assert {(name, source) for name, source in cited if source not in known} == set()


def test_a_source_id_is_readable_and_depends_on_the_text_alone():
    assert source_id("Astana Times Nov 2024") == "astana-times-nov-2024"
    assert source_id("Trend News, 12 Dec 2025") == source_id("Trend News 12 Dec 2025")
    long, other = "MENAFN 25 Oct 2025 (Pakistan MFA: all closed)", "MENAFN 25 Oct 2025 (Pakistan MFA: all open)"
    assert source_id(long).startswith("menafn-25-oct-2025-pakistan-mfa-")
    assert source_id(long) != source_id(other)
    assert source_id("") == ""


def made(file):
    return Provenance(file, "Towns", "someone", "CC0", "a drawer", "2026-11-24")


def test_sources_list_each_file_once_with_hash_and_rows(tmp_path):
    write_csv(tmp_path / "towns.csv", [{"id": 1, "name": "Brest"}, {"id": 2, "name": None}], ("id", "name"))
    (tmp_path / "LICENSE.md").write_text("free")
    write_sources(tmp_path, [made("towns.csv")])
    [row] = read_csv(tmp_path / "SOURCES.csv")
    assert (row["file"], row["rows"], len(row["sha256"])) == ("towns.csv", "2", 64)


def test_a_file_without_provenance_is_refused(tmp_path):
    write_csv(tmp_path / "towns.csv", [{"id": 1}], ("id",))
    with pytest.raises(ValueError, match=r"towns.csv: no provenance; ports.csv: no such file"):
        write_sources(tmp_path, [made("ports.csv")])
    with pytest.raises(ValueError, match="twice"):
        write_sources(tmp_path, [made("towns.csv"), made("towns.csv")])


def test_parquet_is_written_the_same_twice_and_in_the_groups_asked_for(tmp_path):
    table = pa.table({"id": range(300), "name": [f"town {i % 7}" for i in range(300)]})
    for name in ("a", "b"):
        write_parquet(tmp_path / name, table, row_groups=[100, table.num_rows - 100])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert pq.read_metadata(tmp_path / "a").row_group(0).num_rows == 100
    with pytest.raises(ValueError, match="row groups hold 3 rows"):
        write_parquet(tmp_path / "c", table, row_groups=[1, 2])

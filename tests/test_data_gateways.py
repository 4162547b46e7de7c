"""Ports, terminals, statuses, named corridors and sources, as they ship."""

from itertools import groupby, pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from corridor.geo import distance_km
from corridor.names.text import fold
from tests.shipped import GAUGES, STATUSES, holders, point, rows
from tools.build_data.provenance import Provenance, read_csv, write_csv, write_parquet, write_sources
from tools.build_data.sources import INPUTS, source_id, sources


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
    known = {row["id"] for row in rows("crossings")}
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
    plain = {row["id"]: row["status"] for row in rows("crossings")}
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
        for name in (
            "ports",
            "terminals",
            "crossings",
            "crossing_status",
            "border_times",
            "named_corridors",
            "planned_links",
        )
        for row in rows(name)
    }
    assert {(name, source) for name, source in cited if source not in known} == set()


def test_a_source_id_is_readable_and_depends_on_the_text_alone():
    assert source_id("Astana Times Nov 2024") == "astana-times-nov-2024"
    assert source_id("Trend News, 12 Dec 2025") == source_id("Trend News 12 Dec 2025")
    long, other = "MENAFN 25 Oct 2025 (Pakistan MFA: all closed)", "MENAFN 25 Oct 2025 (Pakistan MFA: all open)"
    assert source_id(long).startswith("menafn-25-oct-2025-pakistan-mfa-")
    assert source_id(long) != source_id(other)
    assert source_id("") == ""


def test_a_publisher_is_whom_the_text_names_and_unknown_where_it_names_none():
    publishers = {row["title"]: row["publisher"] for row in sources()}
    assert publishers["maerkte-weltweit.de 14 Mar 2018"] == "maerkte-weltweit.de"
    fitted = [row["source"] for row in read_csv(INPUTS / "length_factors.csv")]
    assert {publishers[text] for text in fitted} == {"none: computed with these data"}
    unnamed = [title for title, publisher in publishers.items() if not publisher]
    assert "WTM CAC Feb 2023; heartofasia.af 2025" in unnamed
    assert len(unnamed) < 0.1 * len(publishers)


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

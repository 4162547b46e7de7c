import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor import io
from corridor.io.rows import COLUMNS
from corridor.model import Detour, Mode, StopKind
from tests.samples import leg, sample_plan, stop, totals

PLAN = sample_plan()


def with_best(**changes):
    """The sample plan with changes to its best corridor."""
    return replace(PLAN, corridors=(replace(PLAN.best, **changes), *PLAN.corridors[1:]))


def with_leg(index, **changes):
    """The sample plan with changes to a leg of its best corridor."""
    legs = list(PLAN.best.legs)
    legs[index] = replace(legs[index], **changes)
    return with_best(legs=tuple(legs))


def with_stop(index, **changes):
    """The sample plan with changes to a stop of its best corridor."""
    stops = list(PLAN.best.stops)
    stops[index] = replace(stops[index], **changes)
    return with_best(stops=tuple(stops))


def rows_of(plan):
    return list(csv.DictReader(StringIO(io.to_csv(plan), newline="")))


# JSON


def test_a_leg_says_where_its_line_comes_from():
    plan = json.loads(io.to_json(with_leg(0, drawn=(("source", 2 / 3), ("places", 1 / 3)))))
    assert plan["corridors"][0]["legs"][0]["drawn"] == {"source": 0.667, "places": 0.333}
    at_sea = [leg["drawn"] for leg in json.loads(io.to_json(with_leg(0, drawn=())))["corridors"][0]["legs"]]
    assert at_sea[0] is None


def test_json_has_the_keys_of_its_schema_in_their_order():
    plan = json.loads(io.to_json(PLAN))
    corridor = plan["corridors"][0]
    assert plan["schema"] == "corridor.plan/1"
    assert list(plan) == [
        "schema", "sequence", "as_of", "mode", "objective", "cargo_t", "sea", "value_of_time", "container", "pareto", "scenario", "blocked", "corridors",
        "borders", "detours", "sources", "warnings", "against",
    ]  # fmt: skip
    assert list(corridor) == [
        "id", "rank", "label", "best_in", "dominated_by", "status", "from", "to", "via", "modes", "totals", "legs", "stops", "figures",
        "by_country", "by_mode", "schematic", "warnings",
    ]  # fmt: skip
    assert list(corridor["totals"])[:15] == [
        "distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg", "borders",
        "gauge_breaks", "transfers", "segments", "circuity", "swod_kph", "swd_kph", "tfi3_usd",
    ]  # fmt: skip
    assert list(corridor["legs"][0])[:9] == [
        "mode", "country", "from", "to", "distance_km", "time_h", "cost_usd", "co2e_kg", "gauge_mm",
    ]  # fmt: skip
    assert list(corridor["legs"][0])[9:11] == ["schematic", "drawn"]
    assert list(corridor["stops"][0])[:11] == [
        "kind", "id", "name", "countries", "lon", "lat", "time_h", "cost_usd", "status", "status_as_of",
        "source",
    ]  # fmt: skip


def test_json_says_what_is_blocked_since_when_and_by_which_source():
    plan = json.loads(io.to_json(PLAN))
    closed = [stop for stop in plan["corridors"][0]["stops"] if stop["status"] == "closed"]
    assert plan["blocked"] is True
    assert plan["corridors"][0]["status"] == "blocked"
    assert [each["countries"] for each in closed] == [["AF", "PK"]]
    assert closed[0]["status_since"] == "2025-10-12"
    assert closed[0]["status_as_of"] == "2026-02"
    assert closed[0]["source"] in {source["id"] for source in plan["sources"]}


def test_json_figures_carry_range_basis_and_sources():
    time = json.loads(io.to_json(PLAN))["corridors"][0]["legs"][0]["figures"]["time_h"]
    assert time == {
        "value": 19.0, "low": 15.2, "high": 23.75, "unit": "h", "basis": "measured", "sources": ["s1"],
        "as_of": "2022", "note": None,
    }  # fmt: skip


def test_json_borders_list_every_candidate_with_its_reason():
    borders = json.loads(io.to_json(PLAN))["borders"]
    assert [(border["from"], border["to"]) for border in borders] == [("UZ", "AF"), ("AF", "PK")]
    assert borders[1]["candidates"][2] == {
        "id": "af-pk-ghulam-khan", "name": "Ghulam Khan", "mode": "road", "status": "closed",
        "status_since": "2025-10-12", "chosen": False, "corridors": [], "reason": "+12 h, +300 USD",
        "extra_h": 12.0, "extra_usd": 300.0, "lon": 70.02, "lat": 33.1,
    }  # fmt: skip


def test_json_of_detours_holds_whole_corridors():
    plan = replace(PLAN, detours=(Detour(("UZ", "TM", "IR", "PK"), PLAN.corridors[1]),))
    detour = json.loads(io.to_json(plan))["detours"][0]
    assert detour["sequence"] == ["UZ", "TM", "IR", "PK"]
    assert detour["corridor"] == json.loads(io.to_json(PLAN))["corridors"][1]


def test_json_is_the_same_each_time_readable_and_ends_in_a_newline():
    text = io.to_json(PLAN)
    assert text == io.to_json(sample_plan())
    assert text.endswith("}\n")
    assert "Galaba–Hairatan" in text


def test_json_has_null_for_what_is_missing_and_for_sums_over_it():
    plan = with_leg(0, cost=None, country="", mode=Mode.SEA)
    card = replace(PLAN.best.totals, cost=None, tfi3=None)
    corridor = json.loads(io.to_json(with_best(legs=plan.best.legs, totals=card)))["corridors"][0]
    assert corridor["legs"][0]["cost_usd"] is None
    assert corridor["legs"][0]["figures"]["cost_usd"] is None
    assert corridor["legs"][0]["country"] is None
    assert corridor["totals"]["cost_usd"] is None
    assert corridor["totals"]["tfi3_usd"] is None
    assert corridor["figures"]["cost_usd"] is None
    assert corridor["totals"]["time_h"] == 158.875


amounts = st.floats(0, 1e5)


@settings(deadline=None)
@given(st.lists(amounts, min_size=1, max_size=6), st.lists(amounts, max_size=6))
def test_printed_legs_and_stops_add_up_to_printed_totals(kms, waits):
    legs = tuple(leg(Mode.ROAD, "UZ", ("a", "b"), km + 0.1, ()) for km in kms)
    kinds = (StopKind.CLEARANCE, StopKind.PORT, StopKind.TRANSFER)
    stops = tuple(stop(kinds[i % 3], "g", "G", ("UZ",), (0, 0), 0, wait) for i, wait in enumerate(waits))
    plan = with_best(legs=legs, stops=stops, totals=totals(legs, stops, 0, 0))
    corridor = json.loads(io.to_json(plan), parse_float=Decimal)["corridors"][0]
    for end in ("value", "low", "high"):
        total = {name: figure[end] for name, figure in corridor["figures"].items() if figure}
        legs, stops = ([{**one, **_ends(one, end)} for one in corridor[parts]] for parts in ("legs", "stops"))
        assert sum(each["distance_km"] for each in legs) == total["distance_km"]
        assert sum(each["co2e_kg"] for each in legs) == total["co2e_kg"]
        assert sum(each["cost_usd"] for each in (*legs, *stops)) == total["cost_usd"]
        assert sum(each["time_h"] for each in legs) == total["moving_h"]
        assert sum(each["time_h"] for each in stops if each["kind"] == "clearance") == total["border_h"]
        assert sum(each["time_h"] for each in stops if each["kind"] != "clearance") == total["terminal_h"]
        assert total["moving_h"] + total["border_h"] + total["terminal_h"] == total["time_h"]
    known = {name: figure for name, figure in corridor["figures"].items() if figure}
    assert set(corridor["figures"]) - set(known) <= {
        "co2e_ttw_kg", "co2e_wtt_kg", "generalised_usd", "transport_usd", "border_usd", "transfer_usd",
        "circuity", "swod_kph", "swd_kph", "tfi1_h", "tfi2_usd", "tfi3_usd", "tfi4_kph", "g_per_tkm",
    }  # fmt: skip
    for name, printed in known.items():
        assert printed["value"] == corridor["totals"][name]
        assert printed["low"] <= printed["value"] <= printed["high"]


def _ends(part, end):
    return {name: figure[end] if figure else 0 for name, figure in part["figures"].items()}


def test_no_number_of_a_plan_has_more_decimals_than_a_degree_needs():
    thirds = tuple(leg(Mode.ROAD, "UZ", ("a", "b"), km / 3, ((0.1 + 0.2, 1 / 3), (1.1 + 2.2, 2 / 3))) for km in (1, 2))
    waits = tuple(stop(StopKind.PORT, "g", "G", ("UZ",), (1 / 3, 2 / 3), 0, 0.1 + 0.2) for _ in range(3))
    plan = with_best(legs=thirds, stops=waits, totals=totals(thirds, waits, 0, 0))
    for text in (io.to_json(plan), io.to_geojson(plan)):
        numbers = []
        json.loads(text, parse_float=numbers.append)
        assert numbers
        assert all(len(one.partition(".")[2]) <= 6 and "e" not in one for one in numbers), numbers


# GeoJSON


def test_geojson_has_a_feature_per_leg_stop_and_end_with_the_fields_of_json():
    collection = json.loads(io.to_geojson(PLAN))
    corridor = json.loads(io.to_json(PLAN))["corridors"][0]
    first = [each for each in collection["features"] if each["properties"]["corridor"] == "A"]
    kinds = [each["properties"]["kind"] for each in first]
    assert set(collection) == {"type", "features"}
    assert kinds == ["end", "leg", "stop", "leg", "stop", "leg", "stop", "leg", "end"]
    for part in (*corridor["legs"], *corridor["stops"]):
        part["stop_kind" if "after_leg" in part else "_"] = part.pop("kind", None)
    parts = [{k: v for k, v in part.items() if k != "_"} for part in (*corridor["legs"], *corridor["stops"])]
    properties = [{k: v for k, v in each["properties"].items() if k not in ("corridor", "kind")} for each in first]
    assert all(part in properties for part in parts)


def test_geojson_is_longitude_first_from_origin_to_destination():
    features = json.loads(io.to_geojson(PLAN))["features"]
    ends = [each for each in features if each["properties"]["kind"] == "end"]
    assert ends[0]["geometry"] == {"type": "Point", "coordinates": [69.2163, 41.2647]}
    assert [each["properties"]["end"] for each in ends] == ["origin", "destination"] * 2
    assert features[1]["geometry"]["coordinates"][0] == [69.2163, 41.2647]
    assert all(shapely.from_geojson(json.dumps(each["geometry"])).is_valid for each in features)


def test_geojson_cuts_a_leg_at_the_antimeridian():
    plan = with_leg(0, line=((170.0, 10.0), (-170.0, 20.0)))
    geometry = json.loads(io.to_geojson(plan))["features"][1]["geometry"]
    assert geometry["type"] == "MultiLineString"
    assert geometry["coordinates"] == [[[170, 10], [180, 15]], [[-180, 15], [-170, 20]]]


def test_geojson_of_a_leg_without_a_line_has_no_geometry():
    assert json.loads(io.to_geojson(with_leg(0, line=())))["features"][1]["geometry"] is None


def test_geodataframe_has_a_row_per_leg_and_stop_in_wgs84():
    table = io.to_gdf(PLAN.best)
    assert isinstance(table, geopandas.GeoDataFrame)
    assert table.crs.to_epsg() == 4326
    assert list(table["kind"]) == ["leg", "stop", "leg", "stop", "leg", "stop", "leg"]
    assert table["distance_km"].sum() == PLAN.best.totals.distance.value
    assert table.geometry.iloc[0].coords[0] == PLAN.best.origin.point


# CSV


def test_csv_has_a_row_per_leg_and_stop_in_order_of_travel():
    rows = rows_of(PLAN)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["corridor"], row["seq"]) for row in rows] == [
        *(("A", str(number)) for number in range(1, 8)),
        *(("B", str(number)) for number in range(1, 6)),
    ]
    assert [row["kind"] for row in rows[:3]] == ["leg", "stop", "leg"]
    assert sum(float(row["cost_usd"]) for row in rows if row["corridor"] == "A") == PLAN.best.totals.cost.value
    assert (rows[5]["country"], rows[5]["status"], rows[5]["status_since"]) == (
        "AF|PK",
        "closed",
        "2025-10-12",
    )
    assert (rows[5]["basis"], rows[5]["sources"]) == ("assumed", "s1|s2")


def test_csv_ends_every_line_as_rfc_4180_has_it_and_quotes_what_it_must():
    plan = with_stop(0, name='Post "A", north\nside')
    text = io.to_csv(plan)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(rows_of(plan)) + 1
    assert rows_of(plan)[1]["name"] == 'Post "A", north\nside'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_disarms_formulas_but_not_numbers(start):
    row = rows_of(with_stop(0, name=f"{start}cmd()", point=(-4.5, -10.0)))[1]
    assert row["name"] == f"'{start}cmd()"
    assert (row["lon"], row["lat"]) == ("-4.5", "-10.0")


def test_csv_leaves_empty_what_is_missing():
    row = rows_of(with_stop(0, time=None, cost=None))[1]
    assert [row[name] for name in ("time_h", "time_h_low", "cost_usd", "cost_usd_high", "basis")] == [""] * 5
    assert row["sources"] == "s2"


def test_a_stop_before_the_first_leg_comes_first():
    plan = with_stop(0, after_leg=-1)
    assert [row["kind"] for row in rows_of(plan)[:3]] == ["stop", "leg", "leg"]


# Markdown


def test_markdown_reports_the_block_the_comparison_the_reasons_and_the_sources():
    text = io.to_markdown(PLAN)
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads[0] == "# Uzbekistan – Afghanistan – Pakistan"
    assert heads[1:] == [
        "## Alternatives",
        "## Scorecards",
        "## A by country",
        "## B by country",
        "## A: Rail to Naibabad, road via Spin Boldak–Chaman to Karachi",
        "## B: Road via Torkham to Karachi",
        "## Borders",
        "### Uzbekistan → Afghanistan",
        "### Afghanistan → Pakistan",
        "## Warnings",
        "## Sources",
    ]
    assert "> **Blocked: Afghanistan–Pakistan.** Spin Boldak–Chaman, Torkham closed since 2025-10-12" in text
    assert "| Ghulam Khan | road | closed since 2025-10-12 |  | +12 h, +300 USD |" in text
    assert "- s1: CAREC CPMM Annual Report 2022, ADB, 2023" in text
    assert "- A: a warning of A" in text


def test_markdown_says_what_is_schematic_of_a_leg_and_of_a_corridor():
    text = io.to_markdown(with_leg(0, schematic=0.5))
    assert "| assumed, 50% schematic |" in text
    assert "Of the way by land 14% schematic; schematic: drawn in straight pieces of more than 25 km" in text
    assert "schematic" not in io.to_markdown(PLAN)


def test_markdown_tables_stay_whole_whatever_the_names_hold():
    text = io.to_markdown(with_stop(0, name="A|B *c* <b>\n[x](y)"))
    row = next(line for line in text.splitlines() if "A\\|B" in line)
    assert "A\\|B \\*c\\* \\<b\\> \\[x\\](y)" in row
    assert row.replace("\\|", "").count("|") == 11


def test_markdown_says_no_data_and_lists_the_ways_round():
    plan = replace(with_stop(0, time=None, cost=None), detours=(Detour(("UZ", "TM", "PK"), PLAN.corridors[1]),))
    text = io.to_markdown(plan)
    assert "| clearance | UZ–AF | Galaba–Hairatan |  |  | no data | no data |  | no data | s2 |" in text
    assert "## Open ways round" in text
    assert "| UZ–TM–PK | Road via Torkham to Karachi |" in text

"""What the page saves: lines and stops, figures, and the chart, without a network and of what is shown."""

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from io import StringIO

import pytest

from corridor import io
from corridor.io.printed import printed
from corridor.model import Place
from tests.samples import figure, sample_plan

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx")


def saved(opened, name):
    """Return the name and the bytes of a file that a button saves."""
    with opened.page.expect_download() as waiting:
        opened.page.get_by_role("button", name=name).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def ends(one):
    """Return the numbers of a figure as the JSON of its plan prints them."""
    shown = printed(one)
    return shown.value, shown.low, shown.high


def rows_of(opened):
    name, data = saved(opened, "Figures (CSV)")
    return name, data, list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_figures_are_those_of_the_plan(open_page):
    opened = open_page()
    name, data, rows = rows_of(opened)
    assert name == "corridor-UZ-AF-PK-2026-11-24.csv"
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == len(rows) + 1
    wanted = []
    for corridor in sample_plan().corridors:
        for part in (*corridor.legs, *corridor.stops):
            figures = [part.time, part.cost, *((part.distance, part.co2e) if hasattr(part, "mode") else ())]
            wanted += [(corridor.id, *ends(f), f.unit.lower(), f.basis.value, f.as_of) for f in figures]
    found = [
        (r["corridor"], *(float(r[k]) for k in ("value", "low", "high")), r["unit"], r["basis"], r["as_of"])
        for r in rows
    ]
    assert sorted(found) == sorted(wanted)
    assert {r["sources"] for r in rows} == {"CAREC CPMM Annual Report 2022, ADB, 2023"}
    closed = [r for r in rows if r["status"] == "closed"]
    assert {r["name"] for r in closed} == {"Spin Boldak–Chaman", "Torkham"}
    assert {r["status_since"] for r in closed} == {"2025-10-12"}
    assert opened.said == []


def test_saved_numbers_are_those_of_the_json(open_page):
    """More than five digits are kept."""
    plan = sample_plan()
    first = plan.corridors[0]
    legs = (replace(first.legs[0], distance=figure(1667.2314, "km"), co2e=figure(123456.785, "kg")), *first.legs[1:])
    long = replace(plan, corridors=(replace(first, legs=legs),))
    opened = open_page(long)
    wanted = json.loads(io.to_json(long))["corridors"][0]["legs"][0]
    assert wanted["distance_km"] == 1667.231
    row = next(r for r in rows_of(opened)[2] if r["measure"] == "distance")
    assert float(row["value"]) == wanted["distance_km"]
    leg = json.loads(saved(opened, "Lines and stops (GeoJSON)")[1])["features"][0]["properties"]
    assert {key: leg[key] for key in ("distance_km", "co2e_kg")} == {
        key: wanted[key] for key in ("distance_km", "co2e_kg")
    }


@pytest.mark.parametrize("text", [*FORMULAS, 'a "quoted", name\r\nin two lines'])
def test_names_are_no_formulas_and_stay_whole(open_page, text):
    plan = sample_plan()
    first = plan.corridors[0]
    legs = (replace(first.legs[0], start_name=text), *first.legs[1:])
    hostile = replace(first, label=text, legs=legs)
    _, _, rows = rows_of(open_page(replace(plan, corridors=(hostile,))))
    shown = text if text.startswith("a") else f"'{text}"
    assert rows[0]["label"] == shown
    assert rows[0]["from"] == shown
    assert not any(cell and cell[0] in "=+-@\t\r" for row in rows for cell in row.values())


def test_missing_figures_have_no_number(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    blank = replace(first, stops=(replace(first.stops[0], time=None),))
    _, _, rows = rows_of(open_page(replace(plan, corridors=(blank,))))
    row = next(r for r in rows if r["kind"] == "clearance" and r["measure"] == "time")
    assert (row["value"], row["basis"]) == ("", "no data")


def test_lines_and_stops_have_their_places_and_figures(open_page):
    opened = open_page()
    name, data = saved(opened, "Lines and stops (GeoJSON)")
    assert name == "corridor-UZ-AF-PK-2026-11-24.geojson"
    found = json.loads(data)
    wanted = json.loads(io.to_geojson(sample_plan()))
    kinds = [(f["properties"]["corridor"], f["properties"]["kind"]) for f in found["features"]]
    assert kinds == [
        (f["properties"]["corridor"], f["properties"]["kind"])
        for f in wanted["features"]
        if f["properties"]["kind"] != "end"
    ]
    legs = [f for f in found["features"] if f["properties"]["kind"] == "leg"]
    theirs = [f for f in wanted["features"] if f["properties"]["kind"] == "leg"]
    for one, other in zip(legs, theirs, strict=True):
        assert one["geometry"]["type"] == "LineString"
        for mine, true in zip(one["geometry"]["coordinates"], other["geometry"]["coordinates"], strict=True):
            assert mine == pytest.approx(true, abs=1e-4)
        for key in ("mode", "country", "gauge_mm"):
            assert one["properties"][key] == other["properties"][key]
        for key in ("distance_km", "time_h", "cost_usd", "co2e_kg"):
            assert one["properties"][key] == pytest.approx(other["properties"][key], rel=0.01, abs=0.1)
            assert one["properties"][f"{key}_low"] <= one["properties"][key] <= one["properties"][f"{key}_high"]
    stop = next(f for f in found["features"] if f["properties"].get("name") == "Torkham")
    assert stop["geometry"]["coordinates"] == [71.0847, 34.1147]
    assert stop["properties"]["status"] == "closed"
    assert "OpenStreetMap" in found["credit"]


def test_only_what_is_shown_is_saved(open_page):
    opened = open_page()
    opened.page.get_by_label("Show A on the map").uncheck()
    opened.settle()
    assert {row["corridor"] for row in rows_of(opened)[2]} == {"B"}
    found = json.loads(saved(opened, "Lines and stops (GeoJSON)")[1])
    assert {f["properties"]["corridor"] for f in found["features"]} == {"B"}
    assert "Spin Boldak" not in saved(opened, "Chart of time (SVG)")[1].decode()


def test_lines_are_cut_where_longitudes_end(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    line = ((170.0, 10.0), (178.0, 12.0), (-178.0, 14.0), (-170.0, 15.0))
    there = replace(
        first, legs=(replace(first.legs[0], line=line),), stops=(), destination=Place("x", "x", "PK", line[-1], 1)
    )
    found = json.loads(saved(open_page(replace(plan, corridors=(there,))), "Lines and stops (GeoJSON)")[1])
    pieces = found["features"][0]["geometry"]
    assert pieces["type"] == "MultiLineString"
    assert pieces["coordinates"] == [[[170, 10], [178, 12], [180, 13]], [[-180, 13], [-178, 14], [-170, 15]]]


@pytest.mark.parametrize("measure", ["time", "cost"])
def test_the_chart_is_a_picture_of_its_own(open_page, browser, tmp_path, measure):
    opened = open_page(color_scheme="dark")
    opened.page.locator(".pick").nth(1).click()
    opened.settle()
    name, data = saved(opened, f"Chart of {measure} (SVG)")
    assert name == f"corridor-UZ-AF-PK-2026-11-24-{measure}.svg"
    text = data.decode()
    root = ET.fromstring(text)
    words = " ".join(root.itertext()).replace("\u202f", " ")
    for part in (
        "Tashkent → Karachi",
        "as of 2026-11-24",
        "B  Road via Torkham to Karachi: 3 179 km, 4 d 17 h, ~3 579 USD",
    ):
        assert part in words
    assert "var(" not in text
    assert 'class="series' not in text
    file = tmp_path / name
    file.write_bytes(data)
    page = browser.new_page(viewport={"width": 800, "height": 700})
    page.goto(file.as_uri())
    looks = page.evaluate("""() => [getComputedStyle(document.querySelector('rect')).fill,
      ...[...document.querySelectorAll('path')].map((e) => getComputedStyle(e).stroke)]""")
    page.close()
    assert looks[0] == "rgb(255, 255, 255)", "light, whatever the page is"
    assert "rgb(213, 94, 0)" in looks
    assert opened.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(23, 27, 33)"
    assert opened.page.locator("svg.file").count() == 0
    assert opened.said == []


def test_a_name_that_xml_cannot_hold_spoils_no_picture(open_page):
    plan = sample_plan()
    odd = replace(plan.corridors[0], label="a\x08b </text><script>alert(1)</script>")
    data = saved(open_page(replace(plan, corridors=(odd,))), "Chart of time (SVG)")[1]
    assert "ab </text><script>" in " ".join(ET.fromstring(data.decode()).itertext())

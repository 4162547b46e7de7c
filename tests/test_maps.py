"""The map page as text: the same for the same plan, small, and with nothing of the network in it."""

import hashlib
import io
import json
import re
from dataclasses import replace
from itertools import pairwise

import folium
import numpy as np
import pytest

from corridor.data import World
from corridor.errors import DataError
from corridor.maps import assets, draw, page
from corridor.maps.basemap import ground
from corridor.maps.encode import polyline
from corridor.maps.figure import script_json
from corridor.maps.strokes import trace, unwrap
from corridor.model import Country, Detour
from tests.browser.ground import drawn_world
from tests.samples import sample_plan


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("world"))


def decoded(text, decimals=4):
    """Decode an encoded polyline, slowly and plainly."""
    numbers, value, shift = [], 0, 0
    for character in text:
        code = ord(character) - 63
        value += (code & 31) << shift
        shift += 5
        if code < 32:
            numbers.append(-(value + 1) // 2 if value & 1 else value // 2)
            value = shift = 0
    pairs = np.array(numbers).reshape(-1, 2).cumsum(axis=0) / 10**decimals
    return pairs[:, ::-1]


def data_of(text):
    return json.loads(re.search(r'id="corridor-data">(.*?)</script>', text, re.DOTALL)[1])


def moved(plan, **lines):
    """Return the plan with other lines for the legs of its first corridor, and no other corridor."""
    first = plan.corridors[0]
    legs = tuple(replace(leg, line=line) for leg, line in zip(first.legs, lines.values(), strict=False))
    return replace(plan, corridors=(replace(first, legs=legs, stops=()),))


def test_two_builds_are_the_same_bytes(world):
    assert page(sample_plan(), world=world) == page(sample_plan(), world=world)


def test_save_and_page_give_the_same_text(world, tmp_path):
    drawn = draw(sample_plan(), world=world)
    drawn.save(tmp_path / "map.html")
    drawn.save(tmp_path / "again.html")
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == page(sample_plan(), world=world)
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "map.html").read_bytes()
    memory = io.BytesIO()
    drawn.save(memory, close_file=False)
    assert memory.getvalue() == (tmp_path / "map.html").read_bytes()


def test_map_is_a_folium_map_and_shows_itself_in_a_notebook(world):
    drawn = draw(sample_plan(), world=world)
    assert isinstance(drawn, folium.Map)
    assert "<iframe" in drawn._repr_html_()


def test_drawing_leaves_folium_as_it_was(world):
    before = list(folium.Map.default_js)
    page(sample_plan(), world=world)
    assert folium.Map.default_js == before
    assert "bootstrap" in folium.Map().get_root().render()


def test_page_is_small_and_links_to_nothing(world):
    text = page(sample_plan(), world=world)
    assert len(text.encode()) < 250_000
    assert not re.search(r"""<(?:script|link|img|iframe)[^>]*(?:src|href)=""", text)
    assert "default-src 'none'" in text
    assert "unsafe-eval" not in text


def test_layer_that_links_to_what_is_not_carried_is_refused(world):
    drawn = draw(sample_plan(), world=world)
    folium.JavascriptLink("https://example.org/plugin.js").add_to(drawn.get_root().header)
    with pytest.raises(DataError, match=r"https://example\.org/plugin\.js"):
        drawn.get_root().render()
    drawn.carry("https://example.org/plugin.js", "window.plugin = 1;")
    assert "<script>window.plugin = 1;</script>" in drawn.get_root().render()


def test_only_hosts_of_tiles_that_a_user_adds_are_let_in(world):
    drawn = draw(sample_plan(), world=world)
    assert "img-src data: blob:;" in drawn.get_root().render()
    group = folium.FeatureGroup().add_to(drawn)
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="tiles").add_to(group)
    folium.TileLayer("https://'unsafe-inline'/{z}", attr="tiles").add_to(drawn)
    assert "img-src data: blob: https://*.tiles.example.org;" in drawn.get_root().render()


def test_carried_files_are_those_of_the_manifest():
    for name, entry in assets.manifest().items():
        assert hashlib.sha256((assets.STATIC / name).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["version"]
        assert entry["licence"]
    assert "Copyright" in assets.text("leaflet.LICENSE")
    assert "BSD" in assets.text("leaflet.js")[:400] or "Leaflet" in assets.text("leaflet.js")[:400]


def test_no_source_map_is_asked_for():
    assert "sourceMappingURL" not in assets.text("leaflet.js")


def test_missing_ground_is_an_error_that_says_which(tmp_path):
    with pytest.raises(DataError, match=r"borders\.parquet"):
        draw(sample_plan(), world=World(tmp_path))


def test_json_in_a_script_cannot_end_it():
    text = script_json(["</script><!--", "\u2028", "&"])
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == ["</script><!--", "\u2028", "&"]


def test_title_is_escaped_and_says_countries_and_ends(world):
    plan = replace(sample_plan(), sequence=(Country("UZ", "UZB", "</title><script>"), *sample_plan().sequence[1:]))
    text = page(plan, world=world)
    assert "</title><script>" not in text
    assert "<title>Uzbekistan – Afghanistan – Pakistan: Tashkent → Karachi</title>" in page(sample_plan(), world=world)


def test_a_leg_that_two_alternatives_share_is_kept_once(world):
    plan = sample_plan()
    twice = replace(plan, corridors=(plan.corridors[0], replace(plan.corridors[0], id="B")))
    data = data_of(page(twice, world=world))
    first, second = data["views"][0]["alternatives"]
    assert first["legs"] == second["legs"] == list(range(len(data["legs"])))
    assert [data["legs"][n]["start"] for n in first["legs"]] == [leg.start_name for leg in plan.corridors[0].legs]
    value, low, high, rest = data["legs"][0]["time"]
    assert (value, low, high) == (19, 15.2, 23.75)
    assert data["rests"][rest] == ["measured", [0], "2022", ""]


def test_characters_that_turn_text_about_are_left_out(world):
    plan = replace(sample_plan(), warnings=("a\u202eb\u2066c",))
    assert data_of(page(plan, world=world))["views"][0]["warnings"] == ["abc"]


@pytest.mark.parametrize("decimals", [1, 2, 4])
def test_polyline_comes_back(decimals):
    points = np.array([(0, 0), (-0.1, 0.2), (179.9, -85.5), (-180, 85), (-180, 85), (540.5, 0)])
    assert decoded(polyline(points, decimals=decimals), decimals).tolist() == points.tolist()
    assert polyline(np.empty((0, 2)), decimals=decimals) == ""


def test_shared_stretch_is_kept_once():
    strokes = trace(sample_plan().corridors)
    assert strokes.paths[0][0] == strokes.paths[1][0], "Tashkent to Hairatan, by rail and by road"
    assert len(strokes.chains) < sum(len(path) for legs in strokes.paths for path in legs)
    start = decoded(strokes.chains[strokes.paths[0][0][0] - 1])
    assert start[0].tolist() == [69.2163, 41.2647]


def test_chains_of_a_leg_join_into_its_line():
    plan = sample_plan()
    strokes = trace(plan.corridors)
    for corridor, legs in zip(plan.corridors, strokes.paths, strict=True):
        for leg, path in zip(corridor.legs, legs, strict=True):
            pieces = [decoded(strokes.chains[abs(step) - 1])[:: 1 if step > 0 else -1] for step in path]
            assert np.allclose(pieces[0][0], leg.line[0], atol=1e-4)
            assert np.allclose(pieces[-1][-1], leg.line[-1], atol=1e-4)
            for before, after in pairwise(pieces):
                assert np.allclose(before[-1], after[0])


def test_stretch_followed_backwards_is_the_same_chain():
    plan = sample_plan()
    first, second = plan.corridors
    back = replace(second, legs=(replace(second.legs[0], line=first.legs[0].line[::-1]),))
    strokes = trace((first, back))
    assert strokes.paths[1][0] == tuple(-step for step in reversed(strokes.paths[0][0]))


def test_leg_without_a_line_or_with_one_point_is_not_drawn():
    plan = moved(sample_plan(), a=(), b=((67.0, 37.0),), c=((67.0, 37.0), (67.0, 37.0), (68.0, 36.0)), d=())
    strokes = trace(plan.corridors)
    assert [len(path) for path in strokes.paths[0]] == [0, 0, 1, 0]


def test_no_line_goes_across_the_world(world):
    """From Fiji over the antimeridian and on: longitudes go on past 180."""
    plan = moved(
        sample_plan(),
        a=((178.0, -17.0), (179.5, -17.5), (-179.0, -18.0)),
        b=((-179.0, -18.0), (-150.0, -17.0)),
    )
    data = data_of(page(plan, world=world))
    lons = np.concatenate([decoded(chain)[:, 0] for chain in data["chains"]])
    assert lons.min() == 178
    assert lons.max() == 210
    assert np.abs(np.diff(lons)).max() <= 29
    assert data["bounds"] == [178, -18, 210, -17]
    rings = [decoded(ring, 2) for ring in data["ground"]["near"]]
    assert any(ring[:, 0].max() <= 181 and ring[:, 0].min() >= 176 for ring in rings), "Fiji lies in the box"
    assert unwrap(-179.0, near=178.0) == 181


def test_ground_has_land_near_and_far_and_cities_by_size(world):
    under = ground(world, bounds=(60.0, 25.0, 70.0, 40.0), lines=[np.array([(69.2, 41.2)])])
    assert [name for name, *_ in under.cities][:2] == ["Karachi", "Kabul"]
    assert {"Uzbekistan", "Afghanistan", "Pakistan"} <= {name for name, *_ in under.countries}
    assert under.near
    west, south, east, north = under.box
    for ring in under.far:
        inside = decoded(ring, 1)
        assert not ((inside > (west, south)) & (inside < (east, north))).all(axis=1).any()


def test_ways_round_get_letters_of_their_own(world):
    plan = sample_plan()
    plan = replace(plan, detours=(Detour(("UZ", "IR", "PK"), plan.corridors[0]),))
    rows = data_of(page(plan, world=world))["views"][0]["alternatives"]
    assert [row["key"] for row in rows] == ["A", "B", "C"]
    assert rows[2]["around"] == ["UZ", "IR", "PK"]
    assert data_of(page(plan, world=world))["countries"]["IR"] == "Iran"


def test_plan_without_corridors_is_a_map_of_its_origin(world):
    data = data_of(page(replace(sample_plan(), corridors=()), world=world))
    assert data["bounds"] == [69.2163, 41.2647, 69.2163, 41.2647]


def test_shipped_ground_is_small_and_knows_the_region():
    data = data_of(text := page(sample_plan(), world=World()))
    assert len(text.encode()) < 320_000
    assert {"Tashkent", "Kabul", "Karachi"} <= {name for name, *_ in data["ground"]["cities"]}
    assert {"Uzbekistan", "Afghanistan", "Pakistan"} <= {name for name, *_ in data["ground"]["countries"]}


def test_scripts_lose_space_but_no_word():
    """Every word, text and sign of the files is on the page in its order; only space and comments are not."""
    for name in assets.SCRIPTS:
        written = assets.text(name)
        assert all(line.count("`") % 2 == 0 for line in written.splitlines()), f"{name}: a text over several lines"
        bare = re.sub(r"^\s*(?:/\*.*?\*/|//[^\n]*)\s*?$", "", written, flags=re.DOTALL | re.MULTILINE)
        carried = assets.page_script((name,)).removeprefix("(function () {\n'use strict';\n").removesuffix("\n})();")
        assert re.sub(r"\s+", "", carried) == re.sub(r"\s+", "", bare)
        for text in re.findall(r"'[^'\n`/\"]*'", bare):
            assert text in carried


def test_style_sheets_lose_space_but_no_word():
    for name in (*assets.STYLES, "leaflet.css"):
        bare = re.sub(r"/\*.*?\*/", "", assets.text(name), flags=re.DOTALL)
        assert re.sub(r"\s+", "", assets.style(name)) == re.sub(r"\s+", "", bare).replace(";}", "}")
        for text in re.findall(r"\"[^\"\n]*\"", bare):
            assert text in assets.style(name)

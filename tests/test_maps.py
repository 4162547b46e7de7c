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
import shapely

import corridor as co
from corridor.data import World
from corridor.errors import BadValueError, DataError
from corridor.maps import assets, draw, page
from corridor.maps import network as networks
from corridor.maps.basemap import ground, shapes_of
from corridor.maps.encode import polyline, strand
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
    assert len(text.encode()) < 275_000
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
    assert "img-src data: blob: https://tile.openstreetmap.org;" in drawn.get_root().render()
    group = folium.FeatureGroup().add_to(drawn)
    folium.TileLayer("https://{s}.tiles.example.org/{z}/{x}/{y}.png", attr="tiles").add_to(group)
    folium.TileLayer("https://'unsafe-inline'/{z}", attr="tiles").add_to(drawn)
    hosts = "https://*.tiles.example.org https://tile.openstreetmap.org"
    assert f"img-src data: blob: {hosts};" in drawn.get_root().render()


def test_hosts_of_images_and_videos_that_a_user_adds_are_let_in(world):
    drawn = draw(sample_plan(), world=world, tiles="")
    assert "media-src" not in drawn.text()
    bounds = [[30, 60], [40, 70]]
    folium.raster_layers.ImageOverlay("https://pictures.example.org/a.png", bounds).add_to(drawn)
    films = ["https://films.example.org/a.webm", "https://other.example.org/a.mp4"]
    folium.raster_layers.VideoOverlay(films, bounds).add_to(drawn)
    policy = drawn.text().split('Content-Security-Policy" content="')[1].split('"')[0]
    assert "img-src data: blob: https://pictures.example.org;" in policy
    assert "media-src https://films.example.org https://other.example.org;" in policy


def test_page_lets_in_the_host_of_its_tiles_only(world):
    own = draw(
        sample_plan(), world=world, tiles="https://{s}.maps.example.org:8443/a/{z}/{x}/{y}.png", attribution="own"
    )
    text = own.get_root().render()
    assert "img-src data: blob: https://*.maps.example.org:8443;" in text
    assert "openstreetmap.org" not in text.split("corridor-data")[0]
    assert "img-src data: blob:;" in draw(sample_plan(), world=world, tiles="").get_root().render()


@pytest.mark.parametrize(
    "tiles",
    [
        "tiles.png",
        "javascript:alert(1)/{z}/{x}/{y}",
        "https://a.org/{z}/{x}.png",
        "https://a.org; script-src */{z}/{x}/{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(world, tiles):
    with pytest.raises(BadValueError, match="no address"):
        draw(sample_plan(), world=world, tiles=tiles, attribution="own")


def test_tiles_need_an_attribution(world):
    with pytest.raises(BadValueError, match="attribution"):
        draw(sample_plan(), world=world, tiles="https://a.org/{z}/{x}/{y}.png")


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


def test_five_alternatives_across_six_countries_take_350_kb():
    """What a plan of today writes without its ways round: pages are as long as their lines, of which these are five."""
    shipped = co.load()
    plan = replace(co.plan("BY-RU-KZ-UZ-AF-PK", world=shipped, as_of="2026-11-24"), detours=())
    assert len(plan.corridors) == 5
    assert len(page(plan, world=shipped).encode()) <= 350_000


def test_the_page_of_six_countries_with_its_ways_round_takes_375_kb():
    """What `corridor plan BY RU KZ UZ AF PK` writes."""
    shipped = co.load()
    plan = co.plan("BY-RU-KZ-UZ-AF-PK", world=shipped, as_of="2026-11-24")
    assert (len(plan.corridors), len(plan.detours)) == (5, 4)
    assert len(page(plan, world=shipped).encode()) <= 375_000


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


CODE = """// of a script
/** What it does,
 *  in two lines. */
const a = 'http://x';  // stays
  /* one */ let b = `  //
   /* text */
  `;

/* @preserve licence */
    return a;
"""
SLIM = """const a = 'http://x';  // stays
let b = `  //
   /* text */
  `;
/* @preserve licence */
return a;"""


def test_code_is_carried_without_comments_and_indentation():
    assert assets.slim(CODE) == SLIM
    assert assets.slim(SLIM) == SLIM


def test_no_comment_of_our_own_code_is_carried(world):
    text = page(sample_plan(), world=world)
    for line in (line for name in (*assets.CHANGES_SCRIPTS, "app.css") for line in assets.text(name).splitlines()):
        if line.lstrip().startswith(("//", "/**", "/* ")):
            assert line.strip() not in text
    assert "@preserve" in text
    assert "Vladimir Agafonkin" in text


def strands(text, lengths, step):
    points = decoded(text, 0) * step
    ends = np.cumsum([ord(letter) - 63 for letter in lengths])
    assert ends[-1] == len(points)
    return np.split(points, ends[:-1])


def test_lines_of_a_strand_come_back_each_step_once():
    lines = [[[0, 0], [5, 5], [10, 0]], [[10, 0], [20, 3]], [[20, 3], [0, 0]], [[-7, 900], [-8, 901]]]
    lines += [[[number, number * 7 % 5] for number in range(1000, 1150)]]
    back = strands(*strand(lines), 1)
    steps = sorted(tuple(sorted(map(tuple, pair))) for line in back for pair in pairwise(line.astype(int).tolist()))
    assert steps == sorted(tuple(sorted(map(tuple, pair))) for line in lines for pair in pairwise(line))
    assert len(back) < len(lines) + 3, "those that meet are joined"
    assert strand([]) == ("", "")


def test_network_of_the_countries_passed_is_drawn(world):
    data = data_of(page(sample_plan(), world=world))["network"]
    roads = np.concatenate(strands(*data["road"], 0.05))
    assert any(np.allclose(point, (66, 41), atol=0.05) for point in roads)
    assert any(np.allclose(point, (72, 26), atol=0.05) for point in roads)
    assert len(strands(*data["rail"], 0.05)) == 1


@pytest.mark.parametrize("countries", ["BY RU KZ UZ AF PK AZ IR TM KG CN", "CN KZ RU BY PL DE FR", "UZ"])
def test_shipped_network_is_small(countries):
    """Lines of many countries are fewer, not cut: the network reaches as far as the corridors."""
    world = World()
    drawn = networks.network(world, countries.split(), (27.5, 24.8, 77.0, 55.9))
    assert 200 < len(json.dumps(drawn)) < 22_000
    roads = np.concatenate(strands(*drawn["road"], networks.GRID_DEG))
    tashkent = np.abs(roads - (69.2, 41.3)).max(axis=1).min()
    assert tashkent < 0.3 or "UZ" not in countries
    assert f"const GRID_DEG = {networks.GRID_DEG};" in assets.text("network.js")


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


BOXES = {
    "central asia": ((27.5, 24.8, 77.0, 55.9), [(27.5, 53.9), (55.0, 51.0), (69.2, 41.3), (67.0, 24.9)]),
    "europe": ((-9.1, 38.7, 30.5, 59.9), [(-9.1, 38.7), (13.4, 52.5), (30.5, 59.9)]),
    "over the date line": ((140.0, -10.0, 240.0, 50.0), [(140.0, 36.0), (240.0, 37.0)]),
    "one country": ((5.9, 45.8, 10.5, 47.8), [(5.9, 46.2), (10.5, 47.4)]),
    "half the world": ((-5.0, 1.0, 122.0, 60.0), [(-5.0, 51.0), (104.0, 1.0), (121.5, 31.2)]),
    "no corridor": ((60.0, 25.0, 75.0, 60.0), []),
}


@pytest.mark.parametrize("name", BOXES)
def test_land_is_all_there_and_small(name):
    """Against the countries as shipped, cut to the same box."""
    bounds, line = BOXES[name]
    under = ground(World(), bounds=bounds, lines=[np.array(line)] if line else [])
    drawn = shapely.polygons([shapely.linearrings(decoded(ring, 2)) for ring in under.near])
    signed = [polygon.area * (1 if polygon.exterior.is_ccw else -1) for polygon in drawn]
    whole = shapely.clip_by_rect(shapely.union_all(shapes_of(World(), "borders", under.box)[1]), *under.box)
    assert abs(sum(signed)) == pytest.approx(whole.area, rel=0.01)
    size = sum(map(len, (*under.near, *under.far, *under.borders)))
    assert size < 45_000
    assert len(under.borders[1]) > 1


def test_border_is_fine_where_a_corridor_passes_and_drawn_once():
    world = World()
    bounds, line = BOXES["central asia"]
    under = ground(world, bounds=bounds, lines=[np.array(line)])
    drawn = [shapely.linestrings(part) for part in strands(*under.borders, 0.01)]
    codes, shapes = shapes_of(world, "borders", under.box)
    uz, kz = (shapes[codes.index(code)] for code in ("UZ", "KZ"))
    there = shapely.intersection(shapely.intersection(uz.boundary, kz.boundary), shapely.box(67, 40, 70, 43))
    assert shapely.hausdorff_distance(shapely.union_all(drawn), there) > 0
    points = shapely.points(shapely.get_coordinates(there))
    assert shapely.distance(shapely.union_all(drawn), points).max() < 0.06
    total = shapely.length(shapely.multilinestrings(drawn))
    assert shapely.length(shapely.union_all(drawn)) == pytest.approx(total, rel=0.001)


def test_shipped_ground_is_small_and_knows_the_region():
    data = data_of(text := page(sample_plan(), world=World()))
    assert len(text.encode()) < 320_000
    assert {"Tashkent", "Kabul", "Karachi"} <= {name for name, *_ in data["ground"]["cities"]}
    assert {"Uzbekistan", "Afghanistan", "Pakistan"} <= {name for name, *_ in data["ground"]["countries"]}


def test_scripts_lose_space_but_no_word():
    """Every word, text and sign of the files is on the page in its order; only space and comments are not."""
    for name in assets.CHANGES_SCRIPTS:
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

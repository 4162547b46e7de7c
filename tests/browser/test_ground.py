"""What lies under the alternatives: the grid, online tiles on request, and the network."""

import base64
import re

import pytest

from corridor.maps import draw
from tests.samples import sample_plan

LAND, BLUE, TILE = "#f4f1ea", "#0072b2", "#12ab34"
SITE, TILES = "http://plan.test/", "https://tiles.test/{z}/{x}/{y}.png"
OSM = "tile.openstreetmap.org"
PAINT = """(colour) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 256, height: 256 });
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, 256, 256);
  return canvas.toDataURL().split(',')[1];
}"""
ZOOM = "(by) => { const map = window[document.querySelector('.folium-map').id]; map.setZoom(map.getZoom() + by, { animate: false }); }"


def text_of(world, **options):
    return draw(sample_plan(), world=world, **options).get_root().render()


def tick(opened, name, *, on=True):
    opened.page.locator(".leaflet-control-layers").hover(force=True)
    box = opened.page.locator(".leaflet-control-layers label", has_text=re.compile(name)).locator("input")
    box.check() if on else box.uncheck()
    opened.settle()


def serve(opened, text, *, tile=None):
    """Open the page from a web address, with the same answer for every tile: an image, or none."""
    asked = []

    def answer(route):
        if route.request.url == SITE:
            route.fulfill(body=text, content_type="text/html; charset=utf-8")
            return
        asked.append(route.request.url)
        if tile:
            route.fulfill(body=tile, content_type="image/png")
        else:
            route.fulfill(status=404, body="")

    opened.page.route("**/*", answer)
    opened.page.goto(SITE)
    opened.settle()
    return asked


@pytest.fixture(scope="session")
def tile(counter):
    return base64.b64decode(counter.evaluate(PAINT, TILE))


def note(opened):
    return opened.page.locator(".tile-note").inner_text()


def test_grid_is_faint_closer_when_large_and_goes_when_unticked(open_page):
    opened = open_page()
    grid = opened.page.locator("path.graticule")
    assert 0 < float(grid.evaluate("(e) => getComputedStyle(e).strokeOpacity")) <= 0.1
    count = "(e) => e.getAttribute('d').split('M').length"
    step = "() => { const xs = document.querySelector('path.graticule').getAttribute('d').match(/M-?[0-9.]+/g).map((m) => +m.slice(1)); return Math.abs(xs[1] - xs[0]); }"
    opened.page.evaluate(ZOOM, -3)
    wide = opened.page.evaluate(step)
    opened.page.evaluate(ZOOM, 2)
    assert opened.page.evaluate(step) < 4 * wide, "lines come closer in degrees as the map grows"
    assert grid.evaluate(count) > 5
    tick(opened, "Grid", on=False)
    assert grid.count() == 0
    assert opened.page.locator("path.land").count() == 2


def test_openstreetmap_is_greyed_with_the_reason_in_a_page_on_disk(open_page):
    opened = open_page()
    opened.page.locator(".leaflet-control-layers-toggle").hover(force=True)
    label = opened.page.locator(".leaflet-control-layers label", has_text="OpenStreetMap tiles")
    assert label.locator("input").is_disabled()
    assert "opened from disk" in label.inner_text()
    opened.page.evaluate(ZOOM, 1)
    assert label.locator("input").is_disabled()
    assert len(opened.requests) == 1


def test_tiles_are_asked_for_only_when_ticked_and_land_stays_where_none_come(open_page, world):
    opened = open_page()
    asked = serve(opened, text_of(world))
    assert asked == []
    assert note(opened) == ""
    land = opened.share(LAND)[0]
    tick(opened, "OpenStreetMap tiles")
    opened.page.wait_for_function("() => document.querySelector('.tile-note').textContent")
    assert "No tiles: offline?" in note(opened)
    assert asked
    assert all(OSM in url for url in asked)
    assert opened.page.locator("path.land").count() == 2
    opened.page.mouse.move(500, 600)
    assert opened.share(LAND)[0] > land - 0.05
    assert opened.share(BLUE)[0] > 0.0005
    tick(opened, "OpenStreetMap tiles", on=False)
    assert note(opened) == ""


@pytest.mark.parametrize("size", [{}, {"width": 390, "height": 844}])
def test_note_covers_no_control_and_none_covers_it(open_page, world, size):
    opened = open_page(**size)
    serve(opened, text_of(world))
    tick(opened, "OpenStreetMap tiles")
    opened.page.wait_for_function("() => document.querySelector('.tile-note').textContent")
    opened.page.mouse.move(20, size.get("height", 700) / 2)
    opened.settle()
    box = opened.page.locator(".tile-note").bounding_box()
    for other in (".leaflet-control-attribution", ".leaflet-control-layers", ".leaflet-control-zoom"):
        there = opened.page.locator(other).bounding_box()
        assert (
            box["x"] >= there["x"] + there["width"]
            or there["x"] >= box["x"] + box["width"]
            or box["y"] >= there["y"] + there["height"]
            or there["y"] >= box["y"] + box["height"]
        ), other


def test_tiles_lie_over_the_land_and_under_lines_and_names(open_page, world, tile):
    opened = open_page()
    serve(opened, text_of(world), tile=tile)
    tick(opened, "OpenStreetMap tiles")
    opened.page.mouse.move(500, 600)
    opened.page.wait_for_timeout(400)
    painted, line, land = opened.share(TILE, BLUE, LAND)
    assert painted > 0.3
    assert line > 0.0005
    assert land < 0.05
    assert opened.page.locator(".name").count() > 0
    assert note(opened) == ""
    assert "openstreetmap.org/copyright" in opened.page.locator(".leaflet-control-attribution").inner_text()
    tick(opened, "OpenStreetMap tiles", on=False)
    assert opened.share(LAND)[0] > 0.3
    assert opened.said == []


def test_tiles_of_a_user_work_in_a_page_on_disk_and_credit_is_text(open_page, world, tile):
    opened = open_page(text_of(world, tiles=TILES, attribution="<img src=x onerror=alert(1)> mine"))
    opened.page.route("https://tiles.test/**", lambda route: route.fulfill(body=tile, content_type="image/png"))
    assert len(opened.requests) == 1
    opened.page.locator(".leaflet-control-layers-toggle").hover(force=True)
    assert opened.page.locator(".leaflet-control-layers label", has_text="OpenStreetMap").count() == 0
    tick(opened, "tiles.test tiles")
    opened.page.mouse.move(500, 600)
    opened.page.wait_for_timeout(400)
    assert opened.share(TILE)[0] > 0.3
    assert "<img src=x onerror=alert(1)> mine" in opened.page.locator(".leaflet-control-attribution").inner_text()
    assert opened.said == []


def test_page_without_tiles_offers_none(open_page, world):
    opened = open_page(text_of(world, tiles=""))
    assert opened.page.locator(".leaflet-control-layers label", has_text="tiles").count() == 0
    assert opened.page.locator(".tile-note").count() == 0
    assert opened.said == []


def test_network_is_off_until_asked_for_and_follows_the_theme(open_page):
    opened = open_page()
    assert opened.page.locator("canvas").count() == 0
    tick(opened, "Roads and railways, simplified")
    canvas = opened.page.locator(".leaflet-network-pane canvas")
    ink = """(e) => {
      const { data } = e.getContext('2d').getImageData(0, 0, e.width, e.height);
      let count = 0, sum = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 60) { count += 1; sum += data[i]; }
      return [count, sum / count];
    }"""
    count, light = canvas.evaluate(ink)
    assert count > 300
    opened.page.get_by_label("Light or dark").click()
    opened.page.wait_for_timeout(100)
    assert canvas.evaluate(ink)[1] > light + 30, "lines are light on dark land"
    tick(opened, "Roads and railways, simplified", on=False)
    assert canvas.evaluate(ink)[0] == 0
    assert len(opened.requests) == 1


def test_local_names_stand_below_the_others_when_asked_for(open_page, world):
    data = draw(sample_plan(), world=world)
    cities = data.get_root().data["ground"]["cities"]
    data.get_root().data["ground"]["cities"] = [
        [*city[:3], "کابل <b>"] if city[0] == "Kabul" else city for city in cities
    ]
    opened = open_page(data.get_root().render())
    assert opened.page.locator(".there").count() == 0
    tick(opened, "Local names")
    label = opened.page.locator(".city", has_text="Kabul")
    assert label.locator(".there").inner_text() == "کابل <b>"
    assert label.locator(".there").get_attribute("dir") == "auto"
    below, above = label.locator(".there").bounding_box(), label.locator("span").first.bounding_box()
    assert below["y"] >= above["y"] + above["height"] - 2
    assert opened.page.locator(".city", has_text="Samarkand").locator(".there").count() == 0
    tick(opened, "Local names", on=False)
    assert opened.page.locator(".there").count() == 0
    assert opened.page.locator(".city", has_text="Kabul").count() == 1


def test_every_layer_can_be_reached_on_a_phone(open_page):
    opened = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    opened.page.locator(".leaflet-control-layers-toggle").tap()
    label = opened.page.locator(".leaflet-control-layers label").last
    label.scroll_into_view_if_needed()
    low, sheet = label.bounding_box(), opened.page.locator("#corridor-panel").bounding_box()
    assert low["y"] + low["height"] <= sheet["y"]
    opened.page.locator(".leaflet-control-layers label", has_text="Local names").tap()
    assert opened.page.get_by_label("Local names").is_checked()

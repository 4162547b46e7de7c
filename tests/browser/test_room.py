"""What the map shows lies clear of its controls, stays so when its size changes, and always has land under it."""

from dataclasses import replace

import pytest

from corridor.pages import draw_scenarios
from tests.browser.checks import choose, settled
from tests.browser.test_lines import alternatives, straight
from tests.browser.versions import reopened
from tests.samples import sample_plan

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
MAP = "window[document.querySelector('.folium-map').id]"
COVERED = """(selector) => {
  const map = document.querySelector('#corridor-map').getBoundingClientRect();
  const panel = document.querySelector('#corridor-panel').getBoundingClientRect();
  const controls = [...document.querySelectorAll('.leaflet-control')].map((e) => e.getBoundingClientRect());
  if (panel.top > 0) controls.push(panel);
  return [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect()).filter((box) =>
    box.left < map.left || box.top < map.top || box.right > map.right || box.bottom > map.bottom
    || controls.some((c) => c.width && c.left < box.right && c.right > box.left && c.top < box.bottom && c.bottom > box.top)).length;
}"""
PINS = ".marker .pin path:first-child"


def covered(opened, selector):
    return opened.page.evaluate(COVERED, selector)


def centre(opened):
    return opened.page.evaluate(f"() => [{MAP}.getCenter().lat, {MAP}.getCenter().lng, {MAP}.getZoom()]")


def noted(words=40):
    """Return the sample with much to say on its closed crossings."""
    plan = sample_plan()
    note = " ".join(["shut to trade"] * words)
    ways = [
        replace(one, stops=tuple(replace(stop, status_note=note if stop.status_note else "") for stop in one.stops))
        for one in plan.corridors
    ]
    return replace(plan, corridors=tuple(ways))


@pytest.mark.parametrize("name", ["Spin Boldak", "Torkham"])
def test_a_popup_on_a_phone_is_clear_of_the_controls_whatever_the_sheet_does(open_page, name):
    opened = open_page(noted(), **PHONE)
    page = opened.page
    page.get_by_role("button", name=f"Border crossing: {name}").tap()
    page.wait_for_timeout(500)
    assert covered(opened, ".leaflet-popup-content-wrapper, .leaflet-popup-close-button") == 0
    for state in ("full", "half", "peek", "half"):
        page.evaluate("(state) => { document.documentElement.dataset.sheet = state; }", state)
        page.wait_for_timeout(600)
        assert covered(opened, ".leaflet-popup-content-wrapper, .leaflet-popup-close-button") == 0, state
    assert opened.said == []


def test_a_popup_stays_whole_when_the_window_becomes_a_phones(open_page):
    opened = open_page(noted(), width=1300, height=800)
    opened.page.get_by_role("button", name="Border crossing: Torkham").click()
    opened.page.set_viewport_size({"width": 390, "height": 844})
    opened.page.wait_for_timeout(700)
    assert covered(opened, ".leaflet-popup-content-wrapper") == 0


@pytest.mark.parametrize("size", [PHONE, {"width": 1000, "height": 700}, {"width": 1400, "height": 600}])
@pytest.mark.parametrize(
    "line", [((60.0, 45.0), (70.0, 25.0)), ((60.0, 25.0), (75.0, 45.0)), ((50.0, 40.0), (110.0, 41.0))]
)
def test_pins_are_clear_of_the_controls(open_page, size, line):
    plan = alternatives(line)
    ends = {
        end: replace(getattr(plan.corridors[0], end), point=point)
        for end, point in zip(("origin", "destination"), line, strict=True)
    }
    opened = open_page(replace(plan, corridors=(replace(plan.corridors[0], **ends),)), **size)
    assert opened.page.locator(PINS).count() == 2
    assert covered(opened, PINS) == 0


def far_reopened():
    """Return a scenario whose way goes far to the east."""
    plan = reopened()
    way = plan.corridors[0]
    line = (*way.legs[0].line[:1], (110.0, 30.0), *way.legs[0].line[1:])
    return replace(plan, corridors=(replace(way, legs=(replace(way.legs[0], line=line), *way.legs[1:])),))


def test_changes_fit_the_lines_of_both(open_page, world):
    opened = open_page(draw_scenarios(far_reopened(), sample_plan(), world=world).text())
    east = f"() => {MAP}.getBounds().getEast()"
    assert opened.page.evaluate(east) < 100
    choose(opened, "Changes")
    opened.page.get_by_role("button", name="Show all").click()
    settled(opened)
    assert 110 < opened.page.evaluate(east) < 130


@pytest.mark.parametrize("move", ["key", "wheel", "drag"])
def test_a_moved_map_keeps_its_place_when_its_size_changes(open_page, move):
    opened = open_page(alternatives(straight(30.0)))
    page = opened.page
    box = page.locator("#corridor-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 3
    page.mouse.move(x, y)
    if move == "key":
        page.locator(".folium-map").focus()
        for _ in range(3):
            page.keyboard.press("ArrowUp")
            page.wait_for_timeout(400)
    elif move == "wheel":
        page.mouse.wheel(0, -200)
    else:
        page.mouse.down()
        page.mouse.move(x, y + 90, steps=4)
        page.mouse.up()
    page.wait_for_timeout(900)
    before = centre(opened)
    page.set_viewport_size({"width": 1100, "height": 700})
    page.wait_for_timeout(400)
    assert centre(opened)[2] == before[2]
    assert centre(opened)[0] == pytest.approx(before[0], abs=0.1)


def test_a_map_that_only_showed_a_popup_is_fitted_anew(open_page):
    opened = open_page(noted())
    page = opened.page
    zoom = centre(opened)[2]
    page.get_by_role("button", name="Border crossing: Torkham").click()
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1600, "height": 1100})
    page.wait_for_timeout(500)
    assert centre(opened)[2] > zoom


@pytest.mark.parametrize("line", [straight(30.0), ((170.0, 10.0), (180.0, 12.0), (190.0, 10.0))])
@pytest.mark.parametrize("way", [-1, 1])
def test_land_comes_back_where_a_pan_goes_past_the_end_of_the_world(open_page, line, way):
    opened = open_page(alternatives(line))
    middle = centre(opened)[1]
    opened.page.evaluate(f"() => {MAP}.setZoom(3, {{ animate: false }})")
    opened.page.evaluate(f"() => {MAP}.panBy([{way} * 2600, 0], {{ animate: false }})")
    opened.page.wait_for_timeout(300)
    west, east = opened.page.evaluate(f"() => [{MAP}.getBounds().getWest(), {MAP}.getBounds().getEast()]")
    assert west >= middle - 181
    assert east <= middle + 181
    assert opened.said == []


def test_a_marker_of_two_crossings_tells_which_each_alternative_uses(open_page):
    opened = open_page()
    opened.page.get_by_role("button", name="Border crossing: Galaba–Hairatan, Ayritom–Hairatan").click()
    rows = opened.page.locator(".popup tbody th").all_inner_texts()
    assert ["Galaba–Hairatan, rail" in rows[0], "Ayritom–Hairatan, road" in rows[1]] == [True, True]
    assert opened.said == []


def test_changes_draw_a_gateway_with_its_status_in_the_scenario(open_page, world):
    plan = sample_plan()
    plan = replace(plan, corridors=plan.corridors[1:])
    opened = open_page(draw_scenarios(plan, reopened(), world=world).text())
    choose(opened, "Changes")
    torkham = opened.page.locator("[aria-label^='Border crossing: Torkham']")
    assert torkham.count() == 1
    assert torkham.locator(".closed").count() == 0
    assert opened.page.locator("#corridor-map .ring").count() == 1
    assert opened.said == []

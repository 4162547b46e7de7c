"""The chart in the panel: it draws what the table says, and marks the same place as the map."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.browser.plans import full_plan
from tests.samples import sample_plan

# each step of a series: where it begins and ends on the picture
STEPS = """(key) => [...document.querySelectorAll(`.series[data-key="${key}"] > path:not(.case, .band, .stop-mark)`)]
  .map((e) => e.getAttribute('d').slice(1).split('L').map((point) => point.split(' ').map(Number)))"""
# the tick labels against where they stand, as a linear scale
SCALE = """(axis) => {
  const all = [...document.querySelectorAll('.chart text')].filter((e) => e.parentNode.classList.contains('chart'));
  const ticks = all.filter((e) => e.getAttribute('text-anchor') === (axis === 'x' ? 'middle' : 'end') && /^[\\d\\s.]+$/.test(e.textContent));
  return ticks.map((e) => [Number(e.textContent.replace(/\\s/g, '')), Number(e.getAttribute(axis)) - (axis === 'y' ? 4 : 0)]);
}"""
SPOT = "() => { const b = document.querySelector('.trace').getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; }"
# the least distance from a place on the screen to the drawn lines of an alternative
FAR = """([hue, x, y]) => Math.min(...[...document.querySelectorAll(`.hit.alt-${hue}`)].map((path) => {
  const matrix = path.getScreenCTM(), length = path.getTotalLength();
  let best = Infinity;
  for (let at = 0; at <= length; at += 0.25) {
    const point = path.getPointAtLength(at).matrixTransform(matrix);
    best = Math.min(best, Math.hypot(point.x - x, point.y - y));
  }
  return best;
}))"""


def value_of(page, axis, at):
    (low, start), *_, (high, end) = page.evaluate(SCALE, axis)
    return low + (at - start) * (high - low) / (end - start)


def said(page):
    return page.locator(".tip").inner_text().replace("\u202f", " ")


def number(text):
    return float(re.sub(r"[^\d.]", "", text))


@pytest.fixture
def opened(open_page):
    return open_page(width=1400, height=900)


def over(opened, share, high=0.5):
    """Move the pointer to a share of the width of the chart; return where the map's mark is."""
    box = opened.page.locator(".canvas").bounding_box()
    opened.page.mouse.move(box["x"] + 44 + share * (box["width"] - 70), box["y"] + high * box["height"])
    opened.settle()
    return opened.page.evaluate(SPOT)


@pytest.mark.parametrize("measure", ["Time", "Cost"])
def test_ends_are_the_totals_and_steps_the_waits(opened, measure):
    page = opened.page
    page.get_by_role("button", name=measure, exact=True).click()
    for corridor in sample_plan().corridors:
        steps = page.evaluate(STEPS, corridor.id)
        assert len(steps) == len(corridor.legs) + len(corridor.stops)
        assert all(a[1] == b[0] for a, b in pairwise(steps)), "no gap"
        unit = 24 if measure == "Time" else 1
        total = corridor.totals.time if measure == "Time" else corridor.totals.cost
        assert value_of(page, "x", steps[-1][1][0]) == pytest.approx(corridor.totals.distance.value, rel=0.003)
        assert unit * value_of(page, "y", steps[-1][1][1]) == pytest.approx(total.value, rel=0.006)
        rises = [unit * (value_of(page, "y", b) - value_of(page, "y", a)) for (x, a), (to, b) in steps if x == to]
        waits = [(stop.time if measure == "Time" else stop.cost).value for stop in corridor.stops]
        assert rises == pytest.approx(waits, abs=0.012 * total.value)


def test_modes_and_bases_are_told_apart(opened):
    page = opened.page
    assert page.locator('.series[data-key="A"] [stroke-dasharray="9 6"]').count() == 2, "its rail legs"
    assert page.locator(".series .thin").count() == 0, "times are measured"
    assert page.locator(".series .shut").count() == 2, "a closed crossing each"
    page.get_by_role("button", name="Cost", exact=True).click()
    assert page.locator('.series[data-key="A"] .thin').count() == 3, "what its stops cost is assumed"
    assert (
        page.locator('.series[data-key="A"] .shut').evaluate("(e) => getComputedStyle(e).stroke") == "rgb(180, 35, 24)"
    )


def test_only_visible_ones_are_drawn_and_the_selected_lies_on_top(opened):
    page = opened.page
    keys = "() => [...document.querySelectorAll('.series')].map((e) => e.dataset.key + (e.classList.contains('dim') ? '-' : ''))"
    assert page.evaluate(keys) == ["B", "A"]
    assert page.locator(".band").count() == 0
    page.locator(".pick").nth(1).click()
    opened.settle()
    assert page.evaluate(keys) == ["A-", "B"]
    assert page.locator('.series[data-key="B"] .band').count() == 1
    page.get_by_label("Show A on the map").uncheck()
    opened.settle()
    assert page.evaluate(keys) == ["B"]


def test_band_ends_at_the_lows_and_the_highs(opened):
    page = opened.page
    page.locator(".pick").nth(1).click()
    opened.settle()
    points = [pair.split(" ") for pair in page.locator(".band").get_attribute("d").strip("MZ").split("L")]
    heights = [24 * value_of(page, "y", float(y)) for x, y in points if float(x) == max(float(x) for x, _ in points)]
    parts = [*sample_plan().corridors[1].legs, *sample_plan().corridors[1].stops]
    assert min(heights) == pytest.approx(sum(part.time.low for part in parts), rel=0.01)
    assert max(heights) == pytest.approx(sum(part.time.high for part in parts), rel=0.01)


@pytest.mark.parametrize("number", [0, 1])
def test_the_map_marks_the_place_under_the_pointer(opened, number):
    page = opened.page
    page.locator(".pick").nth(number).click()
    opened.settle()
    told, places = [], []
    for share in (0.1, 0.25, 0.4, 0.62, 0.8):
        x, y = over(opened, share)
        assert page.evaluate(FAR, [number, x, y]) < 1.5
        told.append(said(page))
        places.append((x, y))
    assert len(set(places)) == 5, "it follows the pointer"
    assert all(text.startswith("AB"[number]) for text in told)
    assert [float(re.search(r"· ([\d ]+) km", text)[1].replace(" ", "")) for text in told] == sorted(
        float(re.search(r"· ([\d ]+) km", text)[1].replace(" ", "")) for text in told
    )


def test_the_tip_says_what_has_added_up(opened):
    page = opened.page
    page.locator(".pick").nth(1).click()
    opened.settle()
    over(opened, 1.0)
    text = said(page)
    assert re.match(r"B · 3 179 km · 4 d 17 h · ~3 579 USD\nRoad, Pakistan", text)
    page.mouse.move(900, 450)
    opened.settle()
    assert not page.locator(".tip").is_visible()
    assert page.locator(".trace").count() == 0


def test_a_share_of_a_leg_is_the_same_share_of_its_line(opened):
    """Half the kilometres of the first leg lie half the ground length of its line away from its start."""
    page = opened.page
    page.locator(".pick").nth(1).click()
    opened.settle()
    (x, _), (end, _) = page.evaluate(STEPS, "B")[0]
    box = page.locator(".canvas").bounding_box()
    page.mouse.move(box["x"] + (x + end) / 2, box["y"] + 100)
    opened.settle()
    at = page.evaluate(SPOT)
    share = page.evaluate(
        """([x, y]) => {
      const path = document.querySelector('.hit.alt-1'), matrix = path.getScreenCTM(), length = path.getTotalLength();
      let best = [Infinity, 0];
      for (let i = 0; i <= 1000; i++) {
        const point = path.getPointAtLength((length * i) / 1000).matrixTransform(matrix);
        best = [[Math.hypot(point.x - x, point.y - y), i / 1000], best].sort((a, b) => a[0] - b[0])[0];
      }
      return best[1];
    }""",
        at,
    )
    assert share == pytest.approx(0.5, abs=0.03)


def test_kilometres_far_north_are_as_long_as_those_in_the_south(open_page):
    """A map stretches what lies far north: half of 30 degrees of latitude is not half of the line on the screen."""
    plan = sample_plan()
    first = plan.corridors[0]
    line = ((66.0, 60.0), (69.0, 45.0), (66.0, 30.0))
    there = replace(first, legs=(replace(first.legs[0], line=line),), stops=())
    opened = open_page(replace(plan, corridors=(there,)), width=1400, height=900)
    opened.settle()
    (x, _), (end, _) = opened.page.evaluate(STEPS, "A")[0]
    box = opened.page.locator(".canvas").bounding_box()
    opened.page.mouse.move(box["x"] + (x + end) / 2, box["y"] + 100)
    opened.settle()
    corner = opened.page.locator(".hit").evaluate(
        """(path) => {
      const [, second] = path.getAttribute('d').slice(1).split('L').map((point) => point.split(' ').map(Number));
      const { x, y } = new DOMPoint(...second).matrixTransform(path.getScreenCTM());
      return [x, y];
    }"""
    )
    assert opened.page.evaluate(SPOT) == pytest.approx(corner, abs=6)


def test_hovering_a_route_marks_the_chart(opened):
    page = opened.page
    page.locator(".pick").nth(0).click()
    opened.settle()
    x, y = (
        page.locator(".hit.alt-0")
        .nth(2)
        .evaluate(
            """(path) => {
      const point = path.getPointAtLength(path.getTotalLength() * 0.3).matrixTransform(path.getScreenCTM());
      return [point.x, point.y];
    }"""
        )
    )
    page.mouse.move(x, y)
    opened.settle()
    text = said(page)
    assert text.startswith("A · ")
    assert "Road, Afghanistan" in text
    km = float(re.search(r"· ([\d ]+) km", text)[1].replace(" ", ""))
    assert 835 + 0.2 * 1100 < km < 835 + 0.4 * 1100
    dot = float(page.locator(".cursor circle").get_attribute("cx"))
    assert value_of(page, "x", dot) == pytest.approx(km, abs=12)
    assert page.evaluate(FAR, [0, *page.evaluate(SPOT)]) < 1.5


def test_a_hover_does_not_draw_the_chart_anew(opened):
    page = opened.page
    page.evaluate("() => { document.querySelector('svg.chart').mark = 1; }")
    over(opened, 0.3)
    over(opened, 0.6)
    assert page.evaluate("() => document.querySelector('svg.chart').mark") == 1


def test_keys_speak_and_stop_at_stops(opened):
    page = opened.page
    live = page.locator(".along [aria-live]")
    page.locator(".canvas").focus()
    heard = []
    for _ in range(60):
        page.keyboard.press("ArrowRight")
        heard.append(live.text_content().replace("\u202f", " "))
    stops = [stop.name for stop in sample_plan().corridors[0].stops]
    assert [name for name in stops if any(f"— {name}, " in text for text in heard)] == stops
    assert re.match(r"A · 2 755 km · 6 d 15 h · ~3 355 USD — Road, Pakistan", heard[-1])
    page.keyboard.press("Home")
    assert "· 0 km · 0 h · 0 USD — Rail, Uzbekistan" in live.text_content().replace("\u202f", " ")
    page.keyboard.press("ArrowDown")
    assert live.text_content().startswith("B · ")
    page.keyboard.press("Enter")
    opened.settle()
    assert page.locator(".alternative.chosen").get_attribute("data-key") == "B"


def test_a_click_on_a_series_selects_it(opened):
    page = opened.page
    box = page.locator("svg.chart").bounding_box()
    (x, y), (to, end) = page.evaluate(STEPS, "B")[-1]
    page.mouse.click(box["x"] + (x + to) / 2, box["y"] + (y + end) / 2)
    opened.settle()
    assert page.locator(".alternative.chosen").get_attribute("data-key") == "B"
    page.locator('.letter[data-key="A"] text').click()
    opened.settle()
    assert page.locator(".alternative.chosen").get_attribute("data-key") == "A"
    page.mouse.click(box["x"] + 60, box["y"] + 40)
    opened.settle()
    assert page.locator(".alternative.chosen").count() == 1, "nothing lies there"


def test_a_tap_leaves_its_mark(open_page):
    opened = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    page = opened.page
    page.locator(".canvas").scroll_into_view_if_needed()
    box = page.locator(".canvas").bounding_box()
    page.touchscreen.tap(box["x"] + 150, box["y"] + 30)
    opened.settle()
    page.wait_for_timeout(200)
    assert page.locator(".tip").is_visible()
    tip = page.locator(".tip").bounding_box()
    assert tip["x"] >= 0
    assert tip["x"] + tip["width"] <= 390
    assert page.locator(".trace").count() == 1


def test_the_mark_stays_on_its_line_when_the_map_zooms(opened):
    page = opened.page
    page.locator(".canvas").focus()
    page.keyboard.press("ArrowRight")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.evaluate("() => document.querySelector('.leaflet-control-zoom-in').click()")
    page.wait_for_timeout(600)
    assert page.evaluate(FAR, [0, *page.evaluate(SPOT)]) < 1.5


def test_what_cannot_be_drawn_is_said(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    stops = (replace(first.stops[0], time=None), *first.stops[1:])
    page = open_page(replace(plan, corridors=(replace(first, stops=stops), plan.corridors[1]))).page
    assert page.locator(".series").count() == 1
    assert "A is not drawn: no time is known for Galaba–Hairatan" in page.locator(".along").inner_text()
    page.get_by_role("button", name="Cost", exact=True).click()
    assert page.locator(".series").count() == 2


def test_letters_of_many_lie_over_nothing(open_page):
    page = open_page(full_plan(), width=1400, height=900).page
    spots = page.locator(".letter circle").evaluate_all(
        "(all) => all.map((e) => [+e.getAttribute('cx'), +e.getAttribute('cy')])"
    )
    assert len(spots) == 8
    apart = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for i, (a, b) in enumerate(spots) for c, d in spots[i + 1 :]]
    assert min(apart) > 15

"""The page of a gateway in a real browser, from a file, with the network off."""

import pytest

import corridor as co
from corridor.catalog import details
from corridor.maps import gateway_page
from corridor.scenario import dated

WORLD = co.load()


def shown(name):
    return gateway_page(details(WORLD, name, scenario=dated(WORLD, as_of="2026-11-24")), world=WORLD)


@pytest.mark.parametrize("name", ["af-pk-torkham", "kz-uz-saryagash-keles-rail", "PKKHI", "af-hairatan"])
@pytest.mark.parametrize("width", [1300, 390])
def test_a_page_asks_for_nothing_says_nothing_and_fits(open_page, name, width):
    opened = open_page(shown(name), width=width, height=800)
    assert opened.said == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    over = "Math.max(...[...document.querySelectorAll('.scroll *')].map((e) => e.getBoundingClientRect().right))"
    assert opened.page.evaluate(over) <= width


def test_the_place_the_border_the_networks_and_the_others_are_drawn(open_page):
    opened = open_page(shown("kz-uz-saryagash-keles-rail"))
    page = opened.page
    for drawn in ("path.state-border", "path.network.road", "path.network.rail"):
        assert len(page.locator(f"#corridor-map {drawn}").first.get_attribute("d")) > 100, drawn
    assert page.locator(".marker .sign.shown").count() == 1
    assert page.locator(".marker").count() > 3
    page.locator(".marker:has(.sign.shown)").click()
    assert "kz-uz-saryagash-keles-rail" in page.locator(".leaflet-popup").inner_text()


def test_the_panel_holds_the_facts_and_names_its_sources(open_page):
    page = open_page(shown("af-pk-torkham")).page
    text = page.locator("#corridor-panel").inner_text()
    for told in ("Closed since 2025-10-12", "measured at this post", "24.2 h (12.1–36.3)", "4.2 h", "Near it"):
        assert told in text
    assert page.locator(".sources li").count() >= 5


def test_a_hostile_name_stays_text(open_page):
    page = shown("PKKHI").replace("Arabian Sea", "\\u003cimg src=x onerror=alert(1)\\u003e")
    opened = open_page(page)
    assert opened.said == []
    assert opened.page.locator("#corridor-panel img").count() == 0
    assert "<img src=x" in opened.page.locator(".facts").inner_text()


NAMES = """() => {
  const box = (e) => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; };
  const ways = [...document.querySelectorAll('path.network, path.state-border')].flatMap((path) => {
    const at = path.getScreenCTM(), found = [];
    for (let s = 0; s < path.getTotalLength(); s += 4) {
      const { x, y } = path.getPointAtLength(s).matrixTransform(at);
      found.push([x, y]);
    }
    return found;
  });
  const over = (e) => { const [l, t, r, b] = box(e); return ways.some(([x, y]) => x > l && x < r && y > t + 2 && y < b - 2); };
  const seen = document.querySelector('#corridor-map').getBoundingClientRect();
  return [...document.querySelectorAll('.name bdi')].filter((e) => box(e)[0] > seen.left && box(e)[2] < seen.right)
    .map((e) => [e.textContent, e.closest('.name').classList.contains('city'), over(e)]);
}"""


def test_cities_around_are_named_and_no_name_lies_on_a_line(open_page):
    names = open_page(shown("af-pk-torkham"), width=1400, height=900).page.evaluate(NAMES)
    assert len([name for name, city, _ in names if city]) >= 3
    assert [name for name, _, over in names if over] == []

"""Whoever reads: axe-core, keys, a screen reader's words, forced colours, and much magnified."""

import functools
from dataclasses import replace
from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.plans import full_plan

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html.slice(0, 160), node.target.join(' ')]));
}"""
VIEWS = {
    "light": {"width": 1400, "height": 900},
    "dark": {"width": 1400, "height": 900, "color_scheme": "dark"},
    "phone": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True},
    "dark phone": {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "color_scheme": "dark"},
    "magnified": {"width": 320, "height": 256},
}


@functools.cache
def axe():
    return AXE.read_text(encoding="utf-8")


def violations(opened):
    """Return what axe finds, but for markers that lie over each other on a map seen from afar."""
    opened.page.evaluate(axe())
    found = opened.page.evaluate(RUN, RULES)
    return [one for one in found if not (one[0] == "target-size" and "leaflet-marker-icon" in one[1])]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("selected", [False, True])
def test_axe_finds_nothing(open_page, view, selected):
    opened = open_page(full_plan(), **VIEWS[view])
    if selected:
        opened.page.locator(".pick").nth(1).click()
        opened.settle()
        opened.page.locator(".more").first.click()
    assert violations(opened) == []


def test_axe_would_find_something(open_page):
    opened = open_page()
    opened.page.evaluate("() => document.querySelector('.head input').removeAttribute('aria-label')")
    assert [one[0] for one in violations(opened)] == ["label"]


def test_the_first_key_leads_to_the_map(open_page):
    page = open_page().page
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the map")
    assert skip.evaluate("(e) => e === document.activeElement")
    assert skip.bounding_box()["x"] >= 0, "it is seen while it has the focus"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "corridor-map"


def test_landmarks_have_names(open_page):
    page = open_page().page
    assert page.get_by_role("complementary", name="Alternatives").count() == 1
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1


def test_the_table_is_a_table_to_a_screen_reader(open_page):
    page = open_page(full_plan(), width=1400, height=900).page
    table = page.get_by_role("table", name="Alternatives compared")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "alternative",
        "km",
        "time",
        "USD",
        "t CO₂e",
        "borders",
    ]
    row = table.get_by_role("row").filter(has=page.get_by_role("button", name="Road via Torkham to Karachi"))
    assert row.get_by_role("rowheader").count() == 1
    assert row.get_by_role("cell").count() == 5


def test_focus_goes_down_the_panel(open_page):
    page = open_page().page
    page.keyboard.press("Tab")
    seen = []
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "() => { const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent; }"
            )
        )
    order = ["Show all", "Light or dark", "alternative", "borders", "Show A on the map", "Show B on the map", "Time"]
    assert [seen.index(word) for word in order] == sorted(seen.index(word) for word in order)


def test_a_selection_is_said_and_given_up_by_escape(open_page):
    opened = open_page()
    page = opened.page
    live = page.locator("#corridor-panel > [aria-live]")
    page.locator(".pick").nth(1).focus()
    page.keyboard.press("Enter")
    opened.settle()
    assert live.text_content().replace("\u202f", " ") == "B selected: 3 179 km, 4 d 17 h, ~3 579 USD, blocked"
    page.keyboard.press("Escape")
    opened.settle()
    assert page.locator(".alternative.chosen").count() == 0
    assert live.text_content() == "B no longer selected"


def test_escape_closes_a_popup_before_it_gives_up_the_selection(open_page):
    opened = open_page()
    page = opened.page
    page.locator(".pick").nth(1).click()
    page.get_by_role("button", name="Border crossing: Torkham").click()
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.locator(".alternative.chosen").count() == 1
    page.keyboard.press("Escape")
    opened.settle()
    assert page.locator(".alternative.chosen").count() == 0


def test_forced_colours_keep_what_colour_said(open_page):
    opened = open_page(full_plan(), width=1100, height=800, forced_colors="active")
    page = opened.page
    page.locator(".pick").nth(1).click()
    opened.settle()
    look = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator(".head .badge").first.evaluate(look, "backgroundColor") == "rgb(0, 114, 178)"
    chosen, other = (page.locator(f'[data-key="{key}"].alternative').evaluate(look, "outlineStyle") for key in "BA")
    assert (chosen, other) == ("solid", "none")
    toggle = page.locator(".leaflet-control-layers-toggle")
    shown = toggle.evaluate(
        "(e) => [getComputedStyle(e, '::before').backgroundColor, getComputedStyle(e).backgroundColor]"
    )
    assert shown[0] != shown[1]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1100


@pytest.mark.parametrize("selected", [False, True])
def test_magnified_four_times_there_is_one_way_to_scroll(open_page, selected):
    opened = open_page(full_plan(), width=320, height=256)
    page = opened.page
    if selected:
        page.locator(".pick").nth(1).click()
        opened.settle()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    wide = page.evaluate("""() => [...document.querySelectorAll('#corridor-panel *')]
      .filter((e) => e.getBoundingClientRect().right > 321 && !e.closest('.hidden, .skip')).map((e) => e.className || e.tagName)""")
    assert wide == []
    page.locator("#source-1").scroll_into_view_if_needed()
    assert page.locator("#source-1").bounding_box()["y"] < 256


@pytest.mark.parametrize("name", ["مرز میرجاوه", "Торугарт", "霍尔果斯"])
def test_names_have_their_own_direction(open_page, name):
    plan = full_plan()
    first = replace(plan.corridors[0], label=name)
    page = open_page(replace(plan, corridors=(first, *plan.corridors[1:]))).page
    assert page.locator(".pick bdi").first.get_attribute("dir") == "auto"
    assert page.locator(".pick").first.inner_text() == name

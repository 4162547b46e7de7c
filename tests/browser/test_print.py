"""On paper: one upright page in light colours."""

import re
from dataclasses import replace

import pytest

from corridor.pages import draw_scenarios
from tests.browser import versions
from tests.browser.plans import full_plan
from tests.browser.test_gateway import shown
from tests.samples import sample_plan

PAGES = re.compile(rb"/Type\s*/Page\b(?!s)")
PRINTING = "() => window.dispatchEvent(new Event('beforeprint'))"
PRINTED = "() => window.dispatchEvent(new Event('afterprint'))"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
@pytest.mark.parametrize("selected", [False, True])
def test_a_plan_is_one_upright_page(open_page, scheme, size, selected):
    opened = open_page(full_plan(), width=size[0], height=size[1], color_scheme=scheme)
    if selected:
        opened.page.locator(".pick").nth(1).click()
        opened.settle()
    paper = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(PAGES.findall(paper)) == 1
    wide, high = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", paper).groups())
    assert (wide, high) == pytest.approx((595, 842), abs=1)
    assert opened.said == []


@pytest.fixture
def paper(open_page):
    opened = open_page(full_plan(), width=1400, height=900, color_scheme="dark")
    opened.page.emulate_media(media="print", color_scheme="dark")
    opened.page.evaluate(PRINTING)
    opened.settle()
    return opened


def test_paper_has_what_is_asked_for_and_no_controls(paper):
    page = paper.page
    for words in ("Tashkent → Karachi", "as of 2026-11-24", "Blocked", "Open ways round", "2 sources, of: ADB; MENAFN"):
        assert page.get_by_text(words).first.is_visible()
    assert page.locator(".alternative:visible").count() == 8
    assert page.locator("svg.chart").is_visible()
    for control in (
        ".switch",
        ".grip",
        ".head input",
        ".buttons",
        ".saves",
        ".leaflet-control-zoom",
        ".leaflet-control-layers",
    ):
        assert page.locator(f"{control}:visible").count() == 0


def test_paper_is_light(paper):
    assert paper.share("#f4f1ea")[0] > 0.2
    assert paper.share("#0072b2")[0] > 0.0001
    looks = paper.page.evaluate(
        "() => [document.body, document.querySelector('h1')].map((e) => getComputedStyle(e).color)"
    )
    assert looks == ["rgb(27, 36, 48)"] * 2
    theme = paper.page.evaluate("() => document.documentElement.dataset.theme")
    assert theme == "light", "what is drawn by script is drawn before the medium is paper"


def test_all_of_the_way_is_on_the_paper_map(paper):
    frame = paper.page.locator("#corridor-map").bounding_box()
    for pin in paper.page.locator(".marker:has(.pin)").all():
        box = pin.bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert frame["y"] <= box["y"]
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_the_screen_is_as_it_was_after_printing(open_page):
    opened = open_page(full_plan(), width=1400, height=900, color_scheme="dark")
    opened.page.evaluate("() => document.querySelector('.leaflet-control-zoom-in').click()")
    opened.page.wait_for_timeout(500)
    state = """() => [document.documentElement.className, document.documentElement.dataset.theme,
      document.querySelector('.leaflet-control-scale-line').textContent,
      getComputedStyle(document.body).backgroundColor, document.querySelector('#corridor-map').offsetHeight]"""
    before = opened.page.evaluate(state)
    opened.page.evaluate(PRINTING)
    assert opened.page.evaluate(state) != before
    opened.page.evaluate(PRINTED)
    opened.settle()
    assert opened.page.evaluate(state) == before


def long_plan(own):
    """Return a plan of many alternatives with names and sources as long as real ones, and its ways round."""
    plan = full_plan()
    label = "Rail to Hairatan via Ganyushkino and Karakalpakstan, road to Port Qasim via Spin Boldak and Chaman"
    keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:own]
    corridors = tuple(replace(plan.corridors[0], id=key, rank=i + 1, label=label) for i, key in enumerate(keys))
    around = tuple(
        replace(one, corridor=replace(one.corridor, label=label)) for one in (*plan.detours, plan.detours[0])
    )
    sources = tuple(replace(plan.sources[0], id=f"x{i}", publisher=f"A publisher of statistics {i}") for i in range(45))
    warnings = (*plan.warnings, *(f"{i}: only some of the corridors asked for differ enough" * 2 for i in range(4)))
    return replace(plan, corridors=corridors, detours=around, sources=plan.sources + sources, warnings=warnings)


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("own", [5, 20])
def test_long_plans_are_one_page_that_says_what_it_leaves_out(open_page, own, width):
    opened = open_page(long_plan(own), width=width, height=900)
    opened.page.locator(".pick").first.evaluate("(e) => e.click()")
    opened.page.get_by_role("button", name="Show all").evaluate("(e) => e.click()")
    opened.settle()
    assert len(PAGES.findall(opened.page.pdf(prefer_css_page_size=True, print_background=True))) == 1
    opened.page.emulate_media(media="print")
    opened.page.evaluate(PRINTING)
    rows, told = opened.page.locator(".alternative:visible").count(), opened.page.locator(".more-rows").inner_text()
    assert told == ("" if rows == own + 4 else f"and {own + 4 - rows} more, not listed here")
    assert opened.page.locator(".alternative:visible:not(:has(.tag))").count() == 4, "open ones stay"
    opened.page.evaluate(PRINTED)
    assert opened.page.evaluate("() => document.documentElement.style.cssText") == ""


@pytest.mark.parametrize("kind", ["changes", "gateway"])
def test_other_pages_are_laid_out_for_paper_and_cut_nothing(open_page, world, kind):
    text = (
        shown("af-pk-torkham")
        if kind == "gateway"
        else draw_scenarios(sample_plan(), versions.reopened(), world=world).text()
    )
    opened = open_page(text, width=1400, height=900, color_scheme="dark")
    if kind == "changes":
        opened.page.locator(".views").get_by_role("button", name="Changes").click()
        opened.settle()
    opened.page.emulate_media(media="print", color_scheme="dark")
    opened.page.evaluate(PRINTING)
    opened.settle()
    for control in (".grip", ".buttons", ".views", ".leaflet-control-zoom", ".leaflet-control-layers"):
        assert opened.page.locator(f"{control}:visible").count() == 0, control
    high, whole, inside = opened.page.evaluate("""() => [document.querySelector('#corridor-page').offsetHeight,
      document.querySelector('.scroll').scrollHeight, document.querySelector('.scroll').clientHeight]""")
    assert whole <= inside + 1
    assert high > inside, "the map and the head stand over the tables"
    assert opened.page.evaluate("() => document.documentElement.dataset.theme") == "light"

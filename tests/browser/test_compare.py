"""The page of a comparison in a browser: its map, its table, its charts."""

import shutil
from pathlib import Path

import pytest

from corridor.comparison import compared, comparison, failed, read_saved
from corridor.pages import as_plan, comparison_page
from tests.samples import sample_plan

GOLDEN = Path(__file__).parents[1] / "golden"
BAD = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"


def columns(tmp_path, *, saved=True, name="UZ-AF-PK"):
    plan = sample_plan()
    shutil.copy(GOLDEN / "kz-az-ge.json", tmp_path / "old.json")
    made = [compared(plan, name, rank=1), failed("UZ-KP", "no way"), compared(plan, "by road", rank=2)]
    return comparison([*made, *([read_saved(tmp_path / "old.json")] if saved else [])])


@pytest.fixture
def opened(open_page, world, tmp_path):
    return open_page(comparison_page(columns(tmp_path), world=world))


def test_all_that_have_lines_are_on_the_map_by_target_under_their_letters(opened):
    inner = opened.page.frame_locator("iframe")
    assert inner.locator("tbody.alternative").evaluate_all("(all) => all.map((e) => e.dataset.key)") == ["A", "C"]
    assert inner.locator(".pick").first.inner_text().startswith("UZ-AF-PK: Rail to Naibabad")
    assert inner.locator("#corridor-map path.line").count() > 5
    assert "D, old.json: a saved plan has no lines to draw" in inner.locator(".banner").inner_text()
    assert opened.said == []
    assert [url for url in opened.requests if not url.startswith(("file:", "about:"))] == []


def test_the_table_and_the_charts_stay(opened):
    assert opened.page.locator("td.best").count() > 3
    assert opened.page.locator("svg.tcd, main > svg").count() >= 1
    assert "no way" in opened.page.locator("table").first.inner_text()


def test_a_line_on_the_map_selects(opened):
    inner = opened.page.frame_locator("iframe")
    inner.locator(".hit.alt-1").last.dispatch_event("click")
    opened.settle()
    assert inner.locator("tbody.chosen").get_attribute("data-key") == "C"


def test_without_lines_there_is_no_map(open_page, world, tmp_path):
    columns(tmp_path)
    found = comparison([read_saved(tmp_path / "old.json")])
    assert as_plan(found) is None
    page = open_page(comparison_page(found, world=world)).page
    assert page.locator("iframe").count() == 0
    assert page.locator("table.figures").count() == 1


def test_hostile_targets_are_inert(open_page, world, tmp_path):
    opened = open_page(comparison_page(columns(tmp_path, name=BAD), world=world))
    assert opened.page.frame_locator("iframe").locator(".pick").first.inner_text().startswith(BAD)
    assert BAD in opened.page.locator("table").first.inner_text()
    assert opened.said == []


def test_a_phone_scrolls_only_downwards(open_page, world, tmp_path):
    opened = open_page(comparison_page(columns(tmp_path), world=world), width=390, height=844)
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    inner = opened.page.frame_locator("iframe")
    assert inner.locator("#corridor-map path.line").count() > 5
    assert not inner.locator("#corridor-panel").is_visible(), "in the frame is the map alone: the table stands below"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_page_and_map_are_of_one_theme(open_page, world, tmp_path, theme):
    opened = open_page(comparison_page(columns(tmp_path), world=world), color_scheme=theme)
    inner = opened.page.frame_locator("iframe")
    dark = "(e) => matchMedia('(prefers-color-scheme: dark)').matches"
    assert opened.page.locator("html").evaluate(dark) == inner.locator("html").evaluate(dark) == (theme == "dark")
    assert not inner.get_by_label("Light or dark").is_visible()


def test_page_has_a_main_part_and_headings(opened):
    assert opened.page.locator("main h1").count() == 1
    assert {"Map", "Figures"} <= set(opened.page.locator("main h2").all_inner_texts())

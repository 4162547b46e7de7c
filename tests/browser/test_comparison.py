"""The page of a comparison as a browser shows it: on a desk and on a phone, light and dark, of many columns."""

import pytest

from corridor.comparing import compare_targets
from corridor.comparison import comparison, comparison_html
from tests.drawn import drawn_world

SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.tcd text')]
  .filter((e) => e.getBoundingClientRect().height)
  .map((e) => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"""
SEEN = "() => [...document.querySelectorAll('svg.tcd')].filter((e) => e.getBoundingClientRect().height).length"


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    world = drawn_world(tmp_path_factory.mktemp("compared") / "w")
    return compare_targets(["XA-XB", "XA-XB-XC"], world=world, as_of="2026-11-24")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_it_fits_and_one_chart_is_seen_with_letters_to_read(open_page, found, width, scheme):
    opened = open_page(comparison_html(found), width=width, color_scheme=scheme)
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert opened.page.evaluate(SEEN) == 1
    assert opened.page.evaluate(SMALLEST) >= 10.5
    assert opened.said == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []


def test_the_legend_names_what_was_asked_for_and_the_strip_its_corridor(open_page, found):
    opened = open_page(comparison_html(found), width=1280)
    said = opened.page.locator(".wide svg.tcd text").all_text_contents()
    for one in found.columns:
        assert any(text.startswith(f"{one.name}: ") for text in said)
    assert "countries of A" in said
    assert said.count("A") >= 2 + 2  # the strip and the end of the line, in both panels


def test_many_columns_scroll_in_their_own_place(open_page, found):
    many = comparison([found.columns[i % 2] for i in range(12)])
    opened = open_page(comparison_html(many), width=390)
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert opened.page.locator("small").first.is_visible()
    letters = opened.page.locator(".narrow svg.tcd text.mid.strong").all_text_contents()
    assert {"A", "I"} <= set(letters)  # two lines of one colour, told apart by their letters

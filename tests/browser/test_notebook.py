"""Plans, corridors and maps as a notebook shows them: their HTML, several in one page."""

from dataclasses import replace

import pytest

import corridor as co
from corridor import notebook
from corridor.errors import DataError
from corridor.maps import draw
from tests.samples import sample_plan

BAD = "<img src=x onerror=alert(1)></script><script>alert(1)</script> `${alert(1)}`"
SHELL = "<!DOCTYPE html><html><body><div id='corridor-page'>of the notebook</div>{}</body></html>"


@pytest.fixture
def opened(open_page, world, monkeypatch):
    """Return what opens things as the output of a notebook, maps drawn over the small world."""
    monkeypatch.setattr(co.api, "draw", lambda plan, **_: draw(plan, world=world))
    return lambda *things, **more: open_page(SHELL.format("\n".join(one._repr_html_() for one in things)), **more)


def test_two_maps_in_one_notebook_both_work(opened, world):
    both = draw(sample_plan(), world=world), draw(sample_plan(), world=world)
    page = opened(*both, height=1400)
    for number in (0, 1):
        inner = page.page.frame_locator("iframe").nth(number)
        assert inner.locator("#corridor-map path.line").count() > 5
        inner.locator(".pick").nth(number).click()
        page.settle()
        assert inner.locator("tbody.chosen").get_attribute("data-key") == "AB"[number]
    assert page.page.locator("#corridor-page").inner_text() == "of the notebook"
    assert page.page.locator("iframe").first.bounding_box()["height"] == 600
    assert page.said == []
    assert [url for url in page.requests if not url.startswith(("file:", "about:"))] == []


def test_the_strict_policy_holds_inside_the_frame(opened, world):
    page = opened(draw(sample_plan(), world=world))
    inner = page.page.frames[1]
    inner.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
    )
    assert inner.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in said for said in page.said)


def test_a_plan_is_its_table_and_its_map(opened):
    page = opened(sample_plan())
    text = page.page.locator("table").inner_text()
    for corridor in sample_plan().corridors:
        assert f"{corridor.label} (blocked)" in text
    assert "~3 355" in text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "Blocked." in page.page.locator("body").inner_text()
    assert page.page.frame_locator("iframe").locator("#corridor-map path.line").count() > 5


def test_a_corridor_is_a_table_of_its_legs_and_stops(opened):
    best = sample_plan().best
    rows = opened(best).page.locator("tbody tr").all_inner_texts()
    assert len(rows) == len(best.legs) + len(best.stops) + 1
    assert rows[0].split("\t")[1] == "rail: Tashkent → Galaba"
    assert "Spin Boldak–Chaman (clearance, closed since 2025-10-12)" in rows[5]
    assert rows[-1].split("\t")[2].replace("\u00a0", " ").replace("\u202f", " ") == "2 755"


def test_without_map_data_the_table_stands(monkeypatch, open_page):
    def missing(plan, **_):
        raise DataError("borders <gone>")

    monkeypatch.setattr(co.api, "draw", missing)
    page = open_page(SHELL.format(sample_plan()._repr_html_())).page
    assert "no map: borders <gone>" in page.locator("body").inner_text()
    assert page.locator("tbody tr").count() == 2


def test_missing_figures_are_no_data(open_page):
    best = sample_plan().best
    blank = replace(best, stops=(replace(best.stops[0], time=None, cost=None),))
    assert open_page(SHELL.format(blank._repr_html_())).page.locator("tbody").inner_text().count("no data") == 2


def test_hostile_names_are_inert(opened):
    plan = sample_plan()
    best = plan.best
    stops = tuple(replace(stop, name=BAD) for stop in best.stops)
    legs = tuple(replace(leg, start_name=BAD) for leg in best.legs)
    bad = replace(best, label=BAD, stops=stops, legs=legs)
    page = opened(replace(plan, corridors=(bad,), scenario=BAD, warnings=(BAD,)), bad)
    assert BAD in page.page.locator("tbody").nth(1).inner_text()
    assert page.page.locator("img").count() == 0
    assert page.said == []


def test_the_model_alone_shows_nothing():
    class Other(type(sample_plan())):
        as_html = None

    assert Other.as_html is None
    plan = sample_plan()
    fields = [getattr(plan, name) for name in type(plan).__slots__]
    assert Other(*fields)._repr_html_() is None
    assert notebook.plan_html.__module__ == "corridor.notebook"

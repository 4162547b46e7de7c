"""Pages of several plans: what a reader chose stays over all views, and nothing of a view that is gone does."""

import pytest

from corridor.pages import draw_dates, draw_scenarios
from tests.browser.checks import choose, settled
from tests.browser.versions import DATES, by_date, reopened
from tests.samples import sample_plan


@pytest.fixture
def scenarios(open_page, world):
    return open_page(draw_scenarios(sample_plan(), reopened(), world=world).text())


@pytest.fixture
def dates(open_page, world):
    return open_page(draw_dates(by_date(), world=world).text())


def slide(opened, number):
    slider = opened.page.locator(".views input")
    slider.focus()
    slider.evaluate("(e, to) => { e.value = to; e.dispatchEvent(new Event('input')); }", str(number))
    settled(opened)


def chosen(opened):
    return opened.page.locator("tbody.chosen").evaluate_all("(all) => all.map((e) => e.dataset.key)")


def measures(opened):
    """Return how many nodes and listeners are left once the memory is swept."""
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    return found["Nodes"], found["JSEventListeners"]


def test_views_that_are_gone_leave_the_memory(scenarios):
    for name in ("Baseline", "Changes", "Scenario"):
        choose(scenarios, name)
    before = measures(scenarios)
    for i in range(20):
        choose(scenarios, ("Baseline", "Changes", "Scenario")[i % 3])
    choose(scenarios, "Scenario")
    after = measures(scenarios)
    assert after[0] < 2 * before[0]
    assert after[1] < 2 * before[1]


def test_dates_that_are_gone_leave_the_memory(dates):
    before = measures(dates)
    for i in range(20):
        slide(dates, i % len(DATES))
    slide(dates, 3)
    after = measures(dates)
    assert after[0] < 2 * before[0]
    assert after[1] < 2 * before[1]


@pytest.mark.parametrize("between", ["Changes", "Scenario"])
def test_ticks_and_selection_stay_over_another_view(scenarios, between):
    page = scenarios.page
    choose(scenarios, "Baseline")
    page.get_by_label("Show A on the map").uncheck()
    settled(scenarios)
    assert chosen(scenarios) == ["B"], "the one that the view before had alone"
    choose(scenarios, between)
    choose(scenarios, "Baseline")
    assert chosen(scenarios) == ["B"]
    assert not page.get_by_label("Show A on the map").is_checked()
    assert page.locator("#corridor-map .line.alt-0").count() == 0
    page.get_by_label("Show A on the map").check()
    page.locator(".pick").nth(1).click()
    settled(scenarios)
    choose(scenarios, between)
    choose(scenarios, "Baseline")
    assert chosen(scenarios) == []
    assert page.get_by_label("Show A on the map").is_checked()


def test_a_selection_stays_over_a_view_that_lacks_the_way(scenarios):
    choose(scenarios, "Baseline")
    scenarios.page.locator(".pick").nth(0).click()
    settled(scenarios)
    choose(scenarios, "Scenario")
    assert chosen(scenarios) == ["A"], "the only one there, which is another way"
    choose(scenarios, "Baseline")
    assert chosen(scenarios) == ["A"]


def test_what_was_chosen_stays_along_the_dates(dates):
    page = dates.page
    page.locator(".pick").nth(0).click()
    settled(dates)
    assert chosen(dates) == ["A"]
    page.get_by_label("Show B on the map").uncheck()
    page.locator(".switch").get_by_role("button", name="Cost").click()
    page.locator(".comparison").get_by_role("columnheader", name="USD").get_by_role("button").click()
    page.locator(".comparison").get_by_role("columnheader", name="USD").get_by_role("button").click()
    settled(dates)
    for number in (2, 1, 0, 3):
        slide(dates, number)
        if number == 2:
            continue
        assert page.locator(".switch [aria-pressed=true]").inner_text() == "Cost"
        head = page.locator(".comparison").get_by_role("columnheader", name="USD")
        assert head.get_attribute("aria-sort") == "descending"
    assert chosen(dates) == ["A"]
    assert not page.get_by_label("Show B on the map").is_checked()
    assert dates.said == []


def test_a_popup_follows_what_is_ticked(open_page):
    opened = open_page()
    page = opened.page
    page.get_by_role("button", name="Origin: Tashkent").click()
    badges = page.locator(".popup .badge")
    assert badges.all_inner_texts() == ["A", "B"]
    page.get_by_label("Show B on the map").uncheck()
    settled(opened)
    assert badges.all_inner_texts() == ["A"]
    page.get_by_label("Show B on the map").check()
    settled(opened)
    assert badges.all_inner_texts() == ["A", "B"]


def test_a_popup_goes_with_its_marker(open_page):
    opened = open_page()
    opened.page.get_by_role("button", name="Border crossing: Torkham").click()
    opened.page.get_by_label("Show B on the map").uncheck()
    opened.page.locator(".leaflet-popup").wait_for(state="detached")


def test_tab_goes_over_markers_and_controls_alone(open_page):
    opened = open_page()
    page = opened.page
    page.locator("#corridor-map").evaluate("(e) => { e.tabIndex = -1; e.focus(); }")
    seen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("() => { const e = document.activeElement; return [e.tagName, e.getAttribute('aria-label')"
                          " || e.title || e.textContent.trim(), Boolean(e.closest('.folium-map'))]; }")
        )  # fmt: skip
    on_map = [one for one in seen if one[2]]
    assert len(on_map) >= 6
    assert not [one for one in on_map if one[0].lower() == "path"]
    assert all(name for _, name, _ in on_map[1:])

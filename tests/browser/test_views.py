"""Pages of several plans: the switch between them, what differs, and what stays as it was."""

from dataclasses import replace

import pytest

from corridor.model import LinkUse
from corridor.pages import draw_dates, draw_scenarios
from tests.browser.versions import DATES, by_date, reopened
from tests.samples import sample_plan

BASE, NEW = "#d55e00", "#0072b2"
POSITION = "() => document.querySelector('.leaflet-map-pane').style.transform + document.querySelector('.land').getAttribute('d').length"


@pytest.fixture
def scenarios(open_page, world):
    return open_page(draw_scenarios(sample_plan(), reopened(), world=world).text())


@pytest.fixture
def dates(open_page, world):
    return open_page(draw_dates(by_date(), world=world).text())


def choose(opened, name):
    opened.page.locator(".views").get_by_role("button", name=name).click()
    opened.settle()
    opened.settle()


def lines(opened):
    return opened.page.locator("#corridor-map path.line").count()


def test_a_page_of_one_plan_has_no_switch(open_page):
    assert open_page().page.locator(".views").count() == 0


def test_a_scenario_opens_first_and_each_view_draws_its_own(scenarios):
    page = scenarios.page
    assert page.locator(".views [aria-pressed=true]").inner_text() == "Scenario"
    assert page.locator("tbody.alternative").count() == 1
    assert "scenario Torkham open" in page.locator("#corridor-panel").inner_text()
    one = lines(scenarios)
    choose(scenarios, "Baseline")
    assert page.locator("tbody.alternative").count() == 2
    both = lines(scenarios)
    assert both > one
    choose(scenarios, "Scenario")
    assert lines(scenarios) == one, "no line of the other view stays"
    assert page.get_by_role("button", name="Terminal: Naibabad").count() == 0, "nor a marker"
    page.locator(".leaflet-control-layers-toggle").hover(force=True)
    assert page.get_by_label("Alternative B").count() == 0, "nor a layer"
    assert scenarios.said == []
    assert len(scenarios.requests) == 1


def test_changes_draw_what_is_gone_what_is_new_and_what_is_shared(scenarios):
    choose(scenarios, "Changes")
    assert lines(scenarios) == 0
    assert min(scenarios.share(BASE, NEW)) > 0.0003
    drawn = {kind: scenarios.page.locator(f"path.change.{kind}").count() for kind in ("gone", "new", "same")}
    assert drawn["gone"] >= 3 + 1, "the legend's and those of the legs that only the baseline has"
    assert drawn["new"] >= 3
    badges = scenarios.page.locator(".badge-icon").all_inner_texts()
    assert sorted(badges) == ["+", "−"], "told apart by more than colour"
    choose(scenarios, "Baseline")
    assert scenarios.page.locator("#corridor-map path.change").count() == 0
    assert scenarios.page.locator(".ring").count() == 0


def test_what_both_share_is_drawn_once_in_grey(open_page, world):
    plan = sample_plan()
    same = replace(plan, corridors=plan.corridors[:1])
    opened = open_page(draw_scenarios(same, same, world=world).text())
    choose(opened, "Changes")
    legs = len(plan.corridors[0].legs)
    assert opened.page.locator("#corridor-map path.change.same").count() == legs
    assert opened.page.locator("#corridor-map path.change:not(.same)").count() == 0
    assert opened.page.locator(".badge-icon").count() == 0


def test_planned_links_keep_their_dash_in_changes(open_page, world):
    plan = sample_plan()
    best = plan.best
    line = best.legs[2].line[:2]
    use = LinkUse("dream", "Dream", "study", "", "", "", best.legs[2].distance, line)
    legs = (*best.legs[:2], replace(best.legs[2], planned=(use,)), best.legs[3])
    built = replace(plan, corridors=(replace(best, legs=legs),))
    opened = open_page(draw_scenarios(plan, built, world=world).text())
    choose(opened, "Changes")
    dashes = opened.page.locator("#corridor-map path.change").evaluate_all(
        "(all) => all.map((e) => e.getAttribute('stroke-dasharray'))"
    )
    assert "2 5" in dashes
    assert "Planned link" in opened.page.locator("#corridor-panel").inner_text()


def test_changes_tell_totals_borders_countries_and_statuses(scenarios):
    choose(scenarios, "Changes")
    text = scenarios.page.locator("#corridor-panel").inner_text().replace("\u202f", " ").replace("\u00a0", " ")
    for part in (
        "Baseline: Rail to Naibabad, road via Spin Boldak–Chaman to Karachi (blocked)",
        "Scenario: Road via Torkham to Karachi",
        "+424",
        "Afghanistan → Pakistan: Spin Boldak–Chaman (closed) → Torkham",
        "Torkham: closed → open",
        "only Baseline",
    ):
        assert part in text
    assert scenarios.page.locator("#corridor-map .ring").count() == 1
    assert scenarios.page.locator(".unchanged").count() < scenarios.page.locator(".changed").count()


@pytest.mark.parametrize("missing", [0, 1])
def test_a_world_without_a_way_still_gives_a_page(open_page, world, missing):
    plans = [sample_plan(), reopened()]
    plans[missing] = None
    opened = open_page(draw_scenarios(*plans, world=world, reason="no railway crosses; --open x").text())
    for name in ("Baseline", "Scenario"):
        choose(opened, name)
        there = opened.page.locator("tbody.alternative").count() > 0
        assert there is (name != ("Baseline", "Scenario")[missing])
        if not there:
            assert opened.page.locator(".banner").inner_text() == "no railway crosses"
            assert lines(opened) == 0
    choose(opened, "Changes")
    assert opened.page.locator("#corridor-map path.change").count() > 0
    assert "no railway crosses" in opened.page.locator("#corridor-panel").inner_text()
    assert opened.said == []


def test_a_switch_keeps_the_selection_where_the_way_is_the_same_and_the_place_on_the_map(scenarios):
    page = scenarios.page
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(400)
    where = page.evaluate(POSITION)
    choose(scenarios, "Baseline")
    assert page.locator("tbody.chosen").get_attribute("data-key") == "B", "what was A is B here"
    choose(scenarios, "Scenario")
    assert page.locator("tbody.chosen").get_attribute("data-key") == "A", "what was B is A here"
    choose(scenarios, "Baseline")
    assert page.locator("tbody.chosen").get_attribute("data-key") == "B"
    page.locator(".pick").nth(0).click()
    scenarios.settle()
    choose(scenarios, "Scenario")
    assert page.locator("tbody.alternative").count() == 1
    choose(scenarios, "Baseline")
    assert page.evaluate(POSITION) == where


def test_the_slider_tells_its_date_and_goes_by_key(dates):
    page = dates.page
    slider = page.get_by_label("Date", exact=True).locator("input")
    assert slider.input_value() == "3"
    assert "2026-11-24 4 of 4" in page.locator(".views output").inner_text()
    assert page.locator(".told").inner_text() == "Afghanistan–Pakistan closed"
    slider.focus()
    page.keyboard.press("Home")
    dates.settle()
    assert slider.evaluate("(e) => e === document.activeElement"), "the hand stays on it"
    assert page.locator("tbody.alternative").count() == 2
    assert "as of 2023-12-31" in page.locator("#corridor-panel").inner_text()
    page.keyboard.press("ArrowRight")
    dates.settle()
    assert slider.get_attribute("aria-valuetext") == "2024-01-01: Kaplanbek closed"
    assert page.locator("tbody.alternative").count() == 1
    page.keyboard.press("ArrowRight")
    dates.settle()
    assert "no corridor: a border is not there" in page.locator(".banner").inner_text()
    assert lines(dates) == 0
    assert dates.said == []


def test_few_dates_are_buttons(open_page, world):
    opened = open_page(draw_dates(by_date()[:2], world=world).text())
    assert opened.page.locator(".choices button").all_inner_texts() == list(DATES[:2])
    choose(opened, DATES[0])
    assert "as of 2023-12-31" in opened.page.locator("#corridor-panel").inner_text()


def test_a_phone_holds_the_switch_and_the_changes(open_page, world):
    text = draw_scenarios(sample_plan(), reopened(), world=world).text()
    opened = open_page(text, width=390, height=844, has_touch=True, is_mobile=True)
    opened.page.get_by_role("button", name="Changes").tap()
    opened.settle()
    assert opened.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert opened.page.evaluate(
        "() => document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    grip, views = (opened.page.locator(place).bounding_box() for place in (".grip", ".views"))
    assert grip["y"] < views["y"]
    opened.page.locator(".grip").tap()
    opened.settle()
    assert opened.page.locator("#corridor-panel").bounding_box()["height"] < 200


def test_hostile_names_stay_text_in_every_view(open_page, world):
    bad = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
    before, after = sample_plan(), reopened()
    best = before.corridors[0]
    stops = tuple(replace(stop, name=bad, gateway="af-pk-torkham") for stop in best.stops)
    before = replace(before, corridors=(replace(best, label=bad, stops=stops), *before.corridors[1:]))
    opened = open_page(draw_scenarios(before, after, world=world, names=(bad, "Scenario")).text())
    choose(opened, "Changes")
    assert bad in opened.page.locator("#corridor-panel").inner_text()
    choose(opened, bad)
    assert opened.page.locator("#corridor-page img").count() == 0
    assert opened.said == []

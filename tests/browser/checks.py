"""What a page must do, as functions: each opens pages with `make` and fails where one does not do it."""

from dataclasses import replace

from corridor.maps import draw
from corridor.pages import draw_dates, draw_scenarios
from tests.browser import versions
from tests.samples import sample_plan

HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(1)</script> ${alert(1)}"
PLACE = "() => document.querySelector('.leaflet-map-pane').style.transform + document.querySelector('.land').getAttribute('d').length"
INJECT = (
    "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }"
)


class Make:
    """Opens pages over a world."""

    def __init__(self, open_page, world, *, patience_ms=5000):
        self.open_page, self.world, self.patience_ms = open_page, world, patience_ms

    def open(self, text):
        opened = self.open_page(text)
        opened.page.set_default_timeout(self.patience_ms)
        return opened

    def text(self, plan=None):
        return draw(plan or sample_plan(), world=self.world).text()

    def plan(self, plan=None):
        return self.open(self.text(plan))

    def scenarios(self, after=None):
        return self.open(draw_scenarios(sample_plan(), after or versions.reopened(), world=self.world).text())

    def dates(self):
        return self.open(draw_dates(versions.by_date(), world=self.world).text())


def settled(opened):
    opened.settle()
    opened.settle()


def choose(opened, name):
    opened.page.locator(".views").get_by_role("button", name=name).click()
    settled(opened)


def lines(opened):
    return opened.page.locator("#corridor-map path.line").count()


def changes(opened):
    return [opened.page.locator(f"#corridor-map path.change.{kind}").count() for kind in ("gone", "new", "same")]


def text_of(opened, place):
    return opened.page.locator(place).inner_text().replace("\u202f", " ").replace("\u00a0", " ")


def asks_for_nothing(make):
    opened = make.plan()
    assert opened.said == []
    assert len(opened.requests) == 1


def keeps_names_text(make):
    plan = sample_plan()
    first = plan.corridors[0]
    stops = tuple(replace(stop, name=HOSTILE, status_note=HOSTILE) for stop in first.stops)
    opened = make.plan(replace(plan, corridors=(replace(first, label=HOSTILE, stops=stops),), warnings=(HOSTILE,)))
    opened.page.locator(".marker:has(.closed)").click()
    assert opened.page.locator(".popup h3").inner_text() == HOSTILE
    opened.page.locator(".pick").first.click()
    settled(opened)
    assert opened.page.locator("#corridor-page img").count() == 0
    assert opened.said == []


def runs_no_other_script(make):
    opened = make.plan()
    opened.page.evaluate(INJECT)
    assert opened.page.evaluate("() => window.ran") is None


def is_the_same_each_time(make):
    assert make.text() == make.text()


def hides_what_is_unticked(make):
    opened = make.plan()
    box = opened.page.get_by_label("Show A on the map")
    naibabad = opened.page.get_by_role("button", name="Terminal: Naibabad")
    assert (opened.page.locator(".line.alt-0").count() > 0, naibabad.count()) == (True, 1)
    box.uncheck()
    settled(opened)
    assert (opened.page.locator("#corridor-map .line.alt-0").count(), naibabad.count()) == (0, 0)
    box.check()
    settled(opened)
    assert (opened.page.locator(".line.alt-0").count() > 0, naibabad.count()) == (True, 1)


def selects_everywhere(make):
    opened = make.plan()
    opened.page.locator(".pick").nth(1).click()
    settled(opened)
    assert opened.page.locator("tbody.chosen").evaluate_all("(all) => all.map((e) => e.dataset.key)") == ["B"]
    assert opened.page.locator(".pick").nth(1).get_attribute("aria-pressed") == "true"
    assert opened.page.locator("#corridor-map .line.alt-0").first.evaluate("(e) => e.classList.contains('dim')")
    assert "Torkham" in text_of(opened, "table.legs")


def tells_figures(make):
    opened = make.plan()
    assert "~3 355" in text_of(opened, "tbody.alt-0 .figures")
    opened.page.get_by_role("button", name="Border crossing: Spin Boldak").click()
    told = text_of(opened, ".leaflet-popup")
    for part in ("54 h", "43–68 h", "~200 USD", "measured 2022 [1]", "Closed since 2025-10-12"):
        assert part in told


def closes_by_escape(make):
    opened = make.plan()
    opened.page.get_by_role("button", name="Border crossing: Spin Boldak").click()
    opened.page.keyboard.press("Escape")
    settled(opened)
    opened.page.wait_for_timeout(300)
    assert opened.page.locator(".leaflet-popup").count() == 0


def leaves_nothing_behind(make):
    opened = make.scenarios()
    one = lines(opened)
    choose(opened, "Changes")
    choose(opened, "Baseline")
    assert lines(opened) > one
    choose(opened, "Scenario")
    assert lines(opened) == one
    assert opened.page.locator("#corridor-map path.change").count() == 0
    assert opened.page.get_by_role("button", name="Terminal: Naibabad").count() == 0
    opened.page.locator(".leaflet-control-layers-toggle").hover(force=True)
    assert opened.page.get_by_label("Alternative B").count() == 0
    assert opened.page.locator("header").count() == 1
    assert opened.said == []


def keeps_place_and_selection(make):
    opened = make.scenarios()
    opened.page.locator(".leaflet-control-zoom-in").click()
    opened.page.wait_for_timeout(400)
    where = opened.page.evaluate(PLACE)
    assert opened.page.locator("tbody.chosen").count() == 1, "one alternative alone is selected"
    choose(opened, "Baseline")
    assert opened.page.locator("tbody.chosen").evaluate_all("(all) => all.map((e) => e.dataset.key)") == ["B"]
    choose(opened, "Scenario")
    assert opened.page.evaluate(PLACE) == where


def tells_changes(make):
    opened = make.scenarios()
    choose(opened, "Changes")
    assert changes(opened) == versions.CHANGES
    assert sorted(opened.page.locator(".badge-icon").all_inner_texts()) == ["+", "−"]
    assert opened.page.locator("#corridor-map .ring").count() == 1
    assert "Torkham: closed → open" in text_of(opened, "#corridor-panel")
    same = make.scenarios(sample_plan())
    choose(same, "Changes")
    assert changes(same) == [0, 0, len(sample_plan().best.legs)]


def slides_by_key(make):
    opened = make.dates()
    slider = opened.page.locator(".views input")
    slider.focus()
    opened.page.keyboard.press("Home")
    settled(opened)
    assert slider.evaluate("(e) => e === document.activeElement")
    assert f"as of {versions.DATES[0]}" in text_of(opened, "#corridor-panel")
    opened.page.keyboard.press("ArrowRight")
    settled(opened)
    assert slider.get_attribute("aria-valuetext") == f"{versions.DATES[1]}: Kaplanbek closed"
    assert opened.page.locator("tbody.alternative").count() == 1


CHECKS = (
    asks_for_nothing,
    keeps_names_text,
    runs_no_other_script,
    is_the_same_each_time,
    hides_what_is_unticked,
    selects_everywhere,
    tells_figures,
    closes_by_escape,
    leaves_nothing_behind,
    keeps_place_and_selection,
    tells_changes,
    slides_by_key,
)

"""The panel: the comparison, the details of an alternative, the sheet of a phone."""

from dataclasses import replace

import pytest

from corridor.model import LinkUse
from tests.browser.plans import full_plan
from tests.samples import figure, sample_plan

ORDER = "() => [...document.querySelectorAll('.comparison tbody')].map((e) => e.dataset.key || '|').join('')"
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('.scroll')]
  .filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.tagName)"""


def text_of(locator):
    return locator.inner_text().replace("\u202f", " ")


@pytest.fixture
def full(open_page):
    return open_page(full_plan(), width=1400, height=900)


def test_five_alternatives_and_their_chart_are_on_one_screen(full):
    page = full.page
    rows = [page.locator(f'[data-key="{key}"].alternative').bounding_box() for key in "ABCDE"]
    assert rows[0]["height"] <= 90, "its name takes two lines"
    assert max(row["height"] for row in rows[1:]) <= 72
    assert rows[-1]["y"] + rows[-1]["height"] < 620


def test_names_and_figures_lie_over_nothing(full):
    found = full.page.evaluate("""() => [...document.querySelectorAll('.alternative .figures')].flatMap((row) => {
      const boxes = [...row.querySelectorAll('.pick, .tag, .way, td > span')].filter((e) => e.offsetWidth)
        .map((e) => [e.textContent, e.getBoundingClientRect()]);
      return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
        .map(([other]) => `${one} | ${other}`));
    })""")
    assert found == []


LONG_RANGES = {"distance": (20535, 19535, 21598), "time": (1100, 592.8, 1516.8), "cost": (21540, 14540, 36868)}
OVER = """() => {
  const table = document.querySelector('.comparison'), edge = table.getBoundingClientRect(), found = [], boxes = [];
  const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const range = document.createRange(), text = texts.currentNode;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 1) boxes.push([text, box, text.parentElement.closest('td, th')]);
  }
  boxes.forEach(([text, a, cell], i) => {
    if (a.right > edge.right + 0.5 || a.left < edge.left - 0.5) found.push(text.data + ' is outside');
    for (const [other, b, its] of boxes.slice(i + 1)) if (cell !== its && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5) found.push(`${text.data} | ${other.data}`);
  });
  return found;
}"""


@pytest.mark.parametrize("width", [1900, 1400, 1100, 390, 320])
def test_no_text_of_the_comparison_lies_over_another_cell_or_sticks_out(open_page, width):
    plan = full_plan()
    first = plan.corridors[0]
    long = {
        name: replace(getattr(first.totals, name), value=value, low=low, high=high)
        for name, (value, low, high) in LONG_RANGES.items()
    }
    wide = replace(first, totals=replace(first.totals, **long))
    opened = open_page(replace(plan, corridors=(wide, *plan.corridors[1:])), width=width, height=800)
    heads = opened.page.locator(".comparison thead button")
    for number in (0, 1, 5):
        heads.nth(number).evaluate("(e) => e.click()")
        opened.page.locator('[data-key="A"] .pick').evaluate("(e) => e.click()")
        opened.settle()
        assert opened.page.evaluate(OVER) == []
        assert opened.page.locator('[data-key="A"] .range:visible').count() == (4 if number != 1 else 0)


def test_every_column_sorts_both_ways_and_ways_round_stay_apart(full):
    page = full.page
    assert page.evaluate(ORDER) == "ABCDE|FGH"
    head = page.get_by_role("columnheader", name="km", exact=True)
    head.get_by_role("button").click()
    assert page.evaluate(ORDER) == "ACBDE|FGH"
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert page.evaluate(ORDER) == "BDEAC|HGF"
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("columnheader", name="time", exact=True).get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None, "one column at a time"
    page.get_by_role("columnheader", name="alternative").get_by_role("button").click()
    assert page.evaluate(ORDER) == "ABCDE|FGH"


def test_those_without_a_figure_are_last_whichever_way(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    blank = replace(first, totals=replace(first.totals, cost=None))
    page = open_page(replace(plan, corridors=(blank, *plan.corridors[1:]))).page
    head = page.get_by_role("columnheader", name="USD").get_by_role("button")
    for _ in range(2):
        head.click()
        assert page.evaluate(ORDER) == "BA"


def test_differences_are_from_the_best_of_all_listed_where_all_are_blocked(open_page):
    page = open_page(replace(full_plan(), detours=()), width=1400).page
    assert "over the best of all listed" in page.locator(".comparison caption").inner_text()
    assert page.locator(".alternative .tag").count() == 5
    assert text_of(page.locator('[data-key="A"].alternative td').nth(0)).split() == ["2", "755", "best"]


def test_blocked_ones_are_never_the_best_where_others_are_open(open_page):
    """Two ways round are longer than what is closed: one of them is the best all the same."""
    plan = full_plan()
    page = open_page(replace(plan, detours=plan.detours[1:]), width=1400).page
    assert "over the best open one" in page.locator(".comparison caption").inner_text()
    # 2755 and 3179 against 1.1 x 3179
    told = [text_of(page.locator(f'[data-key="{key}"].alternative td').nth(0)).split() for key in "ABFG"]
    assert told == [["2", "755", "−21", "%"], ["3", "179", "−9", "%"], ["3", "497", "best"], ["4", "133", "+18", "%"]]
    marked = page.locator(".alternative:has(.value.best)").evaluate_all("(all) => all.map((e) => e.dataset.key)")
    assert marked == ["F"]
    assert text_of(page.locator('[data-key="A"].alternative td').nth(4)).split()[-1] not in ("best", "+0")


def test_differences_are_from_the_best_open_one(full):
    page = full.page
    assert "over the best open one" in page.locator(".comparison caption").inner_text()
    cells = page.locator('[data-key="F"].alternative td')
    assert text_of(cells.nth(0)).split() == ["2", "480", "best"]
    # 2755 over 0.9 x 2755
    assert text_of(page.locator('[data-key="A"].alternative td').nth(0)).split() == ["2", "755", "+11", "%"]
    assert page.locator('[data-key="A"] .best').count() == 0, "a way round is better in all"


def test_ways_round_say_how_they_differ(full):
    page = full.page
    assert page.locator(".comparison .group").inner_text() == "Open ways round, through other countries"
    assert page.locator('[data-key="F"] .way').inner_text() == "through Iran"
    assert page.locator('[data-key="G"] .way').inner_text() == "through Fiji, Russia"
    assert page.locator('[data-key="H"] .way').inner_text() == "without Afghanistan"
    assert page.locator('[data-key="A"] .way').inner_text().startswith("rail")


def test_a_click_on_a_row_selects_but_one_on_its_box_does_not(full):
    page = full.page
    page.locator('[data-key="B"] td').first.click()
    full.settle()
    assert page.locator(".alternative.chosen").get_attribute("data-key") == "B"
    page.get_by_label("Show A on the map").uncheck()
    full.settle()
    assert page.locator(".alternative.chosen").get_attribute("data-key") == "B"


def test_a_button_leads_from_the_comparison_to_the_details(full):
    page = full.page
    assert "Select an alternative" in page.locator(".hint").inner_text()
    page.locator('[data-key="B"] .pick').click()
    full.settle()
    page.get_by_role("button", name="Legs and stops of B").click()
    assert page.evaluate("() => document.activeElement.className").startswith("details")
    assert page.locator(".details h2").bounding_box()["y"] < 400
    page.locator("[id^=source-]").last.evaluate("(e) => e.scrollIntoView()")
    places = ["#corridor-page", "#corridor-map", "html"]
    assert [page.locator(one).evaluate("(e) => [e.scrollTop, e.getBoundingClientRect().top]") for one in places] == [
        [0, 0]
    ] * 3
    page.keyboard.press("Escape")
    full.settle()
    assert "Select an alternative" in page.locator(".hint").inner_text()


def test_details_say_of_what_they_are(open_page):
    opened = open_page(replace(full_plan(), scenario="winter"))
    opened.page.locator('[data-key="F"] .pick').click()
    opened.settle()
    told = text_of(opened.page.locator(".details"))
    for part in ("as of 2026-11-24, scenario winter", "way round through Uzbekistan – Iran – Pakistan", "1 520 mm"):
        assert part in told


def test_planned_links_are_told_with_their_source(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    use = LinkUse("x", "a new line", "under construction", "2026", "2030", "s2", figure(40, "km"), ((67, 37), (67, 36)))
    legs = (replace(first.legs[0], planned=(use,)), *first.legs[1:])
    opened = open_page(replace(plan, corridors=(replace(first, legs=legs),)))
    row = opened.page.locator(".legs tr", has_text="Planned, taken as built")
    assert "a new line" in row.inner_text()
    row.get_by_role("link", name="Source 2").click()
    assert opened.page.evaluate("() => document.activeElement.id") == "source-2"


def test_source_numbers_lead_to_the_sources(full):
    page = full.page
    page.locator('[data-key="A"] .pick').click()
    full.settle()
    page.locator(".legs .cite").first.click()
    assert page.evaluate("() => document.activeElement.id") == "source-1"
    box = page.locator("#source-1").bounding_box()
    assert 0 < box["y"] < 900
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement === document.querySelector('.legs .cite')"), "and back"
    assert page.locator(".back").count() == 0
    for link in page.locator(".cite").all():
        assert page.locator(link.get_attribute("href")).count() == 1


def test_what_figures_rest_on_can_be_read_without_a_mouse(full):
    page = full.page
    page.locator('[data-key="A"] .pick').click()
    full.settle()
    more = page.get_by_role("button", name="What it rests on").first
    more.focus()
    page.keyboard.press("Enter")
    told = page.locator(".rests:visible").inner_text()
    assert "time: measured 2022" in told
    assert "CAREC CPMM Annual Report 2022" in told
    assert more.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.locator(".rests:visible").count() == 0


def test_legs_and_stops_fly_to_their_places(open_page):
    opened = open_page(reduced_motion="reduce")
    page = opened.page
    page.locator(".pick").first.click()
    opened.settle()
    mark = "() => document.querySelector('.leaflet-control-scale-line').textContent"
    before = page.evaluate(mark)
    page.locator(".legs .leg .link").nth(1).click()
    page.wait_for_function(f"(before) => ({mark})() !== before", arg=before)
    frame = page.locator("#corridor-map").bounding_box()
    ends = page.locator(".marker:has(.terminal), .marker:has(.crossing)").evaluate_all(
        "(all) => all.map((e) => e.getBoundingClientRect()).map((b) => [b.x + b.width / 2, b.y + b.height / 2])"
    )
    inside = [x > frame["x"] and 0 < y < 700 for x, y in ends]
    assert inside.count(True) >= 2, "both ends of the leg are in view"
    page.locator(".legs .closed .link").click()
    assert "Spin Boldak–Chaman" in page.locator(".leaflet-popup").inner_text()
    assert page.locator(".legs .closed .link").evaluate("(e) => getComputedStyle(e).color") == "rgb(180, 35, 24)"


def sheet_and_ends(page):
    sheet = page.locator("#corridor-panel").bounding_box()
    pins = [pin.bounding_box() for pin in page.locator(".marker:has(.pin)").all()]
    return sheet, max(pin["y"] + pin["height"] for pin in pins)


@pytest.fixture
def phone(open_page):
    options = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
    return open_page(full_plan(), **options)


def test_the_sheet_has_three_heights_and_covers_no_end(phone):
    page = phone.page
    heights = []
    page.locator(".grip").focus()
    for key in ("ArrowDown", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        sheet, lowest = sheet_and_ends(page)
        heights.append(sheet["height"])
        assert lowest <= sheet["y"]
        assert page.evaluate(SIDEWAYS) == []
    assert heights[0] < 150 < heights[1] < 500 < heights[2] < 760


def test_a_drag_on_the_grip_moves_the_sheet(phone):
    page = phone.page
    grip = page.locator(".grip").bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 12

    def drag(by):
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + by, steps=4)
        page.mouse.up()
        phone.settle()
        return page.evaluate("() => document.documentElement.dataset.sheet")

    assert drag(90) == "peek"
    y = page.locator(".grip").bounding_box()["y"] + 12
    assert drag(-90) == "half"
    y = page.locator(".grip").bounding_box()["y"] + 12
    assert drag(-90) == "full"
    assert page.locator("#corridor-panel").evaluate("(e) => e.style.transform") == ""


def test_a_phone_of_many_pixels_is_as_quiet(phone):
    phone.page.locator(".pick").nth(2).tap()
    phone.settle()
    assert phone.page.evaluate(SIDEWAYS) == []
    assert phone.said == []
    assert len(phone.requests) == 1

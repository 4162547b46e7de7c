"""The lines of many alternatives: a narrow bundle where they share a stretch, and the view that fits what is shown."""

from dataclasses import replace
from itertools import pairwise

import pytest

from corridor.model import Basis, Detour, Mode
from tests.browser.plans import opened as reopened
from tests.samples import sample_plan

WEST, EAST = 60.0, 70.0
WIDEST_PX = 22.5


def straight(lat, *, west=WEST, east=EAST, step=0.2):
    count = round((east - west) / step)
    return tuple((west + (east - west) * i / count, lat) for i in range(count + 1))


def alternatives(*lines):
    """Return the sample plan with one corridor for each line, of one rail leg and no stop."""
    plan = sample_plan()
    first = plan.corridors[0]
    made = [
        replace(first, id=chr(65 + i), label=f"way {i}", legs=(replace(first.legs[0], line=line),), stops=())
        for i, line in enumerate(lines)
    ]
    return replace(plan, corridors=tuple(made), borders=(), detours=())


def boxes(opened, selector=".line"):
    """Return top, bottom and width of line of each drawn line, top first."""
    found = opened.page.locator(f".leaflet-overlay-pane {selector}").evaluate_all(
        "(all) => all.map((e) => [e.getBBox().y, e.getBBox().y + e.getBBox().height, +e.getAttribute('stroke-width')])"
    )
    return sorted(found)


def width_of(found):
    return max(bottom + weight / 2 for _, bottom, weight in found) - min(top - weight / 2 for top, _, weight in found)


@pytest.mark.parametrize("count", [5, 8])
def test_bundle_stays_narrow(open_page, count):
    found = boxes(open_page(alternatives(*[straight(30.0)] * count)))
    assert len(found) == count
    assert width_of(found) <= WIDEST_PX
    tops = [top for top, *_ in found]
    assert len(set(tops)) == count, "each has a place of its own"


def test_bundle_of_twenty_stays_narrow(open_page):
    opened = open_page(alternatives(*[straight(30.0)] * 20))
    opened.page.get_by_role("button", name="Show all").click()
    opened.settle()
    found = boxes(opened)
    assert len(found) == 20
    assert width_of(found) <= WIDEST_PX
    assert min(weight for *_, weight in found) >= 1.5


def test_few_keep_their_full_width(open_page):
    (top, _, weight), (other, _, _) = boxes(open_page(alternatives(straight(30.0), straight(30.0))))
    assert weight == 4
    assert other - top == 5


def test_selected_line_lies_on_its_stretch_over_all_others(open_page):
    opened = open_page(alternatives(*[straight(30.0)] * 8))
    before = boxes(opened)
    middle = sum(top for top, *_ in before) / len(before)
    opened.page.locator(".pick").nth(2).click()
    opened.settle()
    ((top, _, weight),) = boxes(opened, ".line.chosen")
    assert weight == 6
    assert top == pytest.approx(middle, abs=1)
    order = opened.page.locator(".leaflet-overlay-pane path").evaluate_all(
        "(all) => all.map((e) => e.className.baseVal)"
    )
    drawn = [name for name in order if "line" in name or "casing" in name]
    assert "alt-2 line" in drawn[-1], "nothing is drawn over the selected line"
    assert "casing chosen" in drawn[-2], "what sets it off lies under it and over all others"
    opened.page.locator(".pick").nth(2).click()
    opened.settle()
    assert boxes(opened) == before
    assert opened.page.locator(".casing.chosen").count() == 0


def styles(opened, selector):
    return opened.page.locator(f".leaflet-overlay-pane {selector}").evaluate_all(
        "(all) => all.map((e) => [getComputedStyle(e).strokeOpacity, getComputedStyle(e).strokeWidth].map(parseFloat))"
    )


def dashes(opened, hue):
    """Return where each dash of a rail line begins and ends, as points on the screen."""
    paths = opened.page.locator(f".line.rail.alt-{hue}").evaluate_all("(all) => all.map((e) => e.getAttribute('d'))")
    found = [part for path in paths for part in path.split("M") if part]
    points = [[tuple(map(float, point.split())) for point in part.split("L")] for part in found]
    return sorted((part[0], part[-1]) for part in points)


def test_line_is_paler_and_no_thinner_where_its_shape_is_not_known(open_page):
    """Half of the way is one straight step of 5 degrees."""
    opened = open_page(alternatives((*straight(30.0, east=65.0), (EAST, 30.0))))
    ((firm, weight),) = styles(opened, ".line.firm")
    ((pale, other),) = styles(opened, ".line.schematic")
    assert weight == other == 6, "one alone is selected"
    assert firm == 1
    assert 0.4 < pale < 0.8
    found = dashes(opened, 0)
    gaps = [b[0][0] - a[1][0] for a, b in pairwise(found)]
    assert len(found) > 20
    assert {round(gap) for gap in gaps} <= {0, 6}, "dashes run on from one to the other"
    assert "Pale: shape not known" in opened.page.locator(".legend").inner_text()


def test_dashes_of_a_bundle_stand_side_by_side(open_page):
    """The stretch is shared by eight; two come to it from elsewhere, one of them against its direction."""
    shared = straight(30.0)
    joining = ((60.0, 33.3), (61.0, 32.1), *shared[10:])
    against = ((70.0, 33.3), (67.0, 32.1), *shared[25:10:-1])
    opened = open_page(alternatives(*[shared] * 6, joining, against))
    places = [start[0] for start, _ in dashes(opened, 0)]
    west, east = (places[0] + share * (places[-1] - places[0]) for share in (0.25, 0.45))
    begun = []
    for hue in range(8):
        starts = sorted(min(start[0], end[0]) for start, end in dashes(opened, hue))
        begun.append([x for x in starts if west <= x <= east])
    assert len(begun[0]) > 4
    for other in begun[1:]:
        assert other == pytest.approx(begun[0], abs=0.7)
    assert opened.said == []


def test_colour_goes_on_between_dashes(open_page):
    opened = open_page(alternatives(straight(30.0)))
    ((opacity, weight),) = styles(opened, ".bed")
    assert 0.2 < opacity < 0.5
    assert weight == styles(opened, ".line.rail")[0][1]


def test_dashes_are_kept_at_every_zoom_and_drawn_only_in_view(open_page):
    opened = open_page(alternatives(straight(30.0)))
    for _ in range(2):
        assert {round(end[0] - start[0]) for start, end in dashes(opened, 0)[1:-1]} == {9}
        opened.page.evaluate(
            "() => { const map = window[document.querySelector('.folium-map').id];"
            " map.setView([30, 65], map.getZoom() + 4, { animate: false }); }"
        )
        opened.settle()
    assert 20 < len(dashes(opened, 0)) < 200


def test_dots_of_a_sea_leg_are_seen_in_the_chart(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    assumed = replace(first.legs[0].time, basis=Basis.ASSUMED)
    legs = (replace(first.legs[0], mode=Mode.SEA, time=assumed), *first.legs[1:])
    page = open_page(replace(plan, corridors=(replace(first, legs=legs), *plan.corridors[1:]))).page
    width = "(e) => parseFloat(getComputedStyle(e).strokeWidth)"
    assert page.locator('.series[data-key="A"] [stroke-dasharray="1 8"]').evaluate(width) >= 2


def test_page_fits_what_is_shown_and_show_all_fits_all(open_page):
    near, far = straight(30.0), straight(30.0, west=60.0, east=120.0)
    opened = open_page(alternatives(*[near] * 8, far))
    view = "() => { const b = window[document.querySelector('.folium-map').id].getBounds(); return [b.getWest(), b.getEast()]; }"
    west, east = opened.page.evaluate(view)
    assert west < WEST
    assert EAST < east < 75
    opened.page.get_by_role("button", name="Show all").click()
    opened.settle()
    assert opened.page.evaluate(view)[1] > 120
    assert opened.said == []


def on_map(opened):
    boxes = opened.page.locator(".alternative").all()
    return "".join(row.get_attribute("data-key") for row in boxes if row.locator("input").is_checked())


def blocked_plan(own, around, *, reopen=()):
    """Return a plan of blocked alternatives but those of some places, and ways round, all of one straight line."""
    plan = alternatives(*[straight(30.0)] * own)
    stops = sample_plan().corridors[0].stops
    closed = tuple(replace(one, stops=stops) for one in plan.corridors)
    own_ones = tuple(reopened(one, one.label, 1) if i in reopen else one for i, one in enumerate(closed))
    ways = tuple(Detour(("UZ", "IR", "PK"), reopened(one, f"round {i}", 1)) for i, one in enumerate(closed[:around]))
    return replace(plan, corridors=own_ones, detours=ways)


@pytest.mark.parametrize(
    ("plan", "shown"),
    [
        ((5, 4), "ABCDEFGHI"),
        ((9, 4), "ABCDEJKLM"),
        ((20, 0), "ABCDEFGH"),
        ((12, 1), "ABCDEFGM"),
        ((12, 7), "ABMNOPQRS"),
    ],
)
def test_open_ways_round_are_on_the_map_at_first(open_page, plan, shown):
    opened = open_page(blocked_plan(*plan))
    assert on_map(opened) == shown
    assert len(boxes(opened)) == len(shown)
    hues = opened.page.locator(".alternative:has(input:checked)").evaluate_all(
        "(all) => all.map((e) => e.classList[1])"
    )
    assert len(set(hues)) == min(len(shown), 8), "colours repeat only where there are more than colours"


def test_open_ones_of_the_plan_come_before_blocked_ones(open_page):
    opened = open_page(blocked_plan(12, 0, reopen=(8, 11)))
    assert on_map(opened) == "ABCDEFIL"
    keys = opened.page.locator(".alternative").evaluate_all("(all) => all.map((e) => e.dataset.key).join('')")
    assert keys == "ABCDEFGHIJKL", "the table keeps its order"


def test_what_is_off_the_map_is_said_and_a_button_brings_it(open_page):
    opened = open_page(blocked_plan(9, 4))
    told = opened.page.locator(".shown-of")
    assert told.inner_text() == "9 of 13 on the map Show the other 4"
    told.get_by_role("button").click()
    opened.settle()
    assert len(boxes(opened)) == 13
    assert told.inner_text() == ""
    opened.page.get_by_label("Show B on the map").uncheck()
    opened.settle()
    assert told.inner_text() == "12 of 13 on the map Show the other 1"


def test_view_of_one_left_is_kept_when_others_are_hidden(open_page):
    opened = open_page(alternatives(straight(30.0), straight(30.0)))
    opened.page.get_by_label("Show A on the map").uncheck()
    opened.settle()
    ((top, _, weight),) = boxes(opened)
    assert weight == 4
    opened.page.get_by_label("Show A on the map").check()
    opened.settle()
    assert [abs(other - top) for other, *_ in boxes(opened)] == [2.5, 2.5]

"""The map page as a reader meets it: a file opened in a browser without a network."""

from dataclasses import replace

import folium
import pytest

from corridor.maps import draw
from corridor.model import Country, Status
from tests.samples import sample_plan

LAND, SEA, CLOSED = "#f4f1ea", "#dbe7ee", "#b42318"
ALTERNATIVES = {"A": "#0072b2", "B": "#d55e00"}
HOSTILE = (
    "<img src=x onerror=alert(1)> </script><script>alert(1)</script> ${alert(1)} `);alert(1);(` "
    "\\`${alert(1)} {{ 7*7 }}",
    "<!--<script>",
)


def test_page_is_quiet_and_asks_for_nothing(open_page):
    opened = open_page()
    assert len(opened.requests) == 1
    assert opened.said == []
    linked = opened.page.evaluate(
        "() => [...document.querySelectorAll('[src], [href]')].map((e) => e.src || e.getAttribute('href'))"
    )
    assert all(link.startswith("#") for link in linked)


def test_data_are_credited_on_the_map(open_page):
    credit = open_page().page.locator(".leaflet-control-attribution").inner_text()
    for part in ("© OpenStreetMap contributors (ODbL)", "GeoNames CC BY 4.0", "Natural Earth", "searoute"):
        assert part in credit


def test_land_is_drawn(open_page):
    (land,) = open_page().share(LAND)
    assert land > 0.3


@pytest.mark.parametrize("key", ALTERNATIVES)
def test_alternative_is_drawn_while_ticked(open_page, key):
    opened = open_page()
    colour = ALTERNATIVES[key]
    box = opened.page.get_by_label(f"Show {key} on the map")
    assert opened.share(colour)[0] > 0.0005
    box.uncheck()
    assert opened.share(colour)[0] == 0
    others = [other for other in ALTERNATIVES.values() if other != colour]
    assert min(opened.share(*others)) > 0.0005
    box.check()
    assert opened.share(colour)[0] > 0.0005


def test_shared_stretch_shows_both_alternatives(open_page):
    """Both follow the same line from Tashkent to Hairatan."""
    opened = open_page()
    paths = [opened.page.locator(f".line.alt-{hue}").first.get_attribute("d") for hue in (0, 1)]
    assert len(set(paths)) == 2
    opened.page.get_by_label("Show B on the map").uncheck()
    opened.settle()
    assert opened.page.locator(".line.alt-0").first.get_attribute("d") != paths[0], "A returns to the middle"


def test_modes_have_their_dashes(open_page):
    page = open_page().page
    assert page.locator(".line.rail.alt-0").first.get_attribute("d").count("M") > 5
    assert page.locator(".line.road.alt-0").first.get_attribute("d").count("M") == 1
    assert page.locator(".line.road.alt-0").first.get_attribute("stroke-dasharray") is None


def test_popup_opens_by_click_with_the_figures_and_closes_by_escape(open_page):
    opened = open_page()
    opened.page.get_by_role("button", name="Border crossing: Spin Boldak").click()
    popup = opened.page.locator(".leaflet-popup")
    text = popup.inner_text().replace("\u202f", " ")
    for part in (
        "Spin Boldak–Chaman",
        "Afghanistan – Pakistan",
        "54 h",
        "43–68 h",
        "measured 2022 [1]",
        "~200 USD",
        "160–250",
    ):
        assert part in text
    assert "Closed since 2025-10-12" in text
    assert "shut to trade since the clashes" in text
    assert "MENAFN 25 Oct 2025" in text
    opened.page.keyboard.press("Escape")
    popup.wait_for(state="detached")


def test_popup_opens_by_key_and_gives_the_focus_back(open_page):
    opened = open_page()
    marker = opened.page.get_by_role("button", name="Terminal: Naibabad")
    marker.focus()
    opened.page.keyboard.press("Enter")
    popup = opened.page.locator(".leaflet-popup")
    assert "24" in popup.inner_text()
    opened.page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    assert marker.evaluate("(element) => element === document.activeElement")


def test_closed_gateways_are_red(open_page):
    opened = open_page()
    assert opened.page.locator(".marker .closed").count() == 2
    assert opened.share(CLOSED)[0] > 0.0001
    label = opened.page.locator(".marker:has(.closed)").first.get_attribute("aria-label")
    assert "closed since 2025-10-12" in label


def test_banner_says_what_is_blocked(open_page):
    banner = open_page().page.locator(".banner.blocked").inner_text()
    assert "Blocked" in banner
    assert "Afghanistan–Pakistan is closed since 2025-10-12" in banner


def test_row_selects_an_alternative_everywhere(open_page):
    opened = open_page()
    opened.page.get_by_role("button", name="Road via Torkham to Karachi").click()
    opened.settle()
    assert opened.page.locator(".line.alt-1").first.evaluate("(e) => e.classList.contains('chosen')")
    assert opened.page.locator(".line.alt-0").first.evaluate("(e) => e.classList.contains('dim')")
    legs = opened.page.locator("table.legs").inner_text().replace("\u202f", " ")
    for part in (
        "Road, Uzbekistan",
        "720",
        "576–900",
        "measured [1]",
        "Torkham",
        "closed since 2025-10-12",
        "3 179",
    ):
        assert part in legs


def test_line_selects_its_alternative(open_page):
    opened = open_page()
    opened.page.locator(".hit.alt-0").last.dispatch_event("click")
    opened.settle()
    assert opened.page.locator("tbody.alt-0").evaluate("(e) => e.classList.contains('chosen')")
    assert "a warning of A" in opened.page.locator(".details").inner_text()


def test_table_compares(open_page):
    opened = open_page()
    assert "2 684–4 194" not in opened.page.locator("tbody.alt-0").inner_text().replace("\u202f", " ")
    opened.page.locator(".pick").first.click()
    opened.settle()
    rows = [opened.page.locator(f"tbody.alt-{hue} .figures").inner_text().replace("\u202f", " ") for hue in (0, 1)]
    assert "2 755" in rows[0]
    assert "~3 355" in rows[0]
    assert "2 684–4 194" in rows[0]
    assert "+15 %" in rows[1]
    assert opened.page.locator(".comparison .value.best").all_inner_texts()
    opened.page.get_by_role("button", name="time", exact=True).click()
    keys = opened.page.locator("tbody.alternative").evaluate_all("(all) => all.map((e) => e.dataset.key)")
    assert keys == ["B", "A"]


def test_missing_figures_are_no_data(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    blank = replace(
        first, totals=replace(first.totals, time=None, border=None), stops=(replace(first.stops[0], time=None),)
    )
    opened = open_page(replace(plan, corridors=(blank, *plan.corridors[1:])))
    assert "no data" in opened.page.locator("tbody.alt-0 .figures").inner_text()
    opened.page.locator(".pick").first.click()
    opened.settle()
    assert opened.page.locator("table.legs .no-data").count() == 2, "the stop and the total"
    assert "at borders no data" in opened.page.locator("table.legs").inner_text()


def test_candidates_not_chosen_are_off_until_asked_for(open_page):
    opened = open_page()
    assert opened.page.locator(".marker .unchosen").count() == 0
    opened.page.locator(".leaflet-control-layers-toggle").hover(force=True)
    opened.page.get_by_label("Crossings not chosen").check()
    opened.page.get_by_role("button", name="Crossing not chosen: Ghulam Khan").dispatch_event("click")
    text = opened.page.locator(".leaflet-popup").inner_text()
    assert "+12 h, +300 USD" in text
    assert "Closed since 2025-10-12" in text


def test_layer_control_and_panel_agree(open_page):
    opened = open_page()
    opened.page.locator(".leaflet-control-layers-toggle").hover(force=True)
    opened.page.get_by_label("Alternative B").uncheck()
    opened.settle()
    assert not opened.page.get_by_label("Show B on the map").is_checked()
    assert opened.page.locator(".line.alt-1").count() == 0
    opened.page.get_by_label("Show B on the map").check()
    opened.settle()
    assert opened.page.get_by_label("Alternative B").is_checked()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_inert_and_shown_verbatim(open_page, text):
    plan = sample_plan()
    first = plan.corridors[0]
    stops = tuple(replace(stop, name=text, status_note=text) for stop in first.stops)
    legs = tuple(replace(leg, start_name=text, end_name=text) for leg in first.legs)
    ends = replace(first.destination, name=text)
    hostile = replace(first, label=text, stops=stops, legs=legs, destination=ends, warnings=(text,))
    candidates = tuple(
        replace(border, candidates=tuple(replace(c, name=text, reason=text) for c in border.candidates))
        for border in plan.borders
    )
    opened = open_page(
        replace(
            plan,
            sequence=(Country("UZ", "UZB", text), *plan.sequence[1:]),
            origin=replace(plan.origin, name=text),
            corridors=(hostile,),
            borders=candidates,
            sources=tuple(replace(source, title=text) for source in plan.sources),
            scenario=text,
            warnings=(text,),
        )
    )
    page = opened.page
    page.locator(".marker:has(.closed)").click()
    assert page.locator(".popup h3").inner_text() == text
    assert page.locator(".pick").inner_text() == text
    assert page.locator(".banner li").inner_text() == text
    assert page.locator(".sources bdi").first.inner_text() == text
    assert text in page.locator("h1").inner_text()
    assert text in page.locator("table.legs").inner_text()
    assert page.title().count(text) >= 1
    page.locator(".leaflet-control-layers-toggle").hover(force=True)
    page.get_by_label("Crossings not chosen").check()
    assert opened.said == []
    assert len(opened.requests) == 1


def test_dark_mode_by_preference_and_by_button(open_page):
    opened = open_page(color_scheme="dark")
    assert opened.share("#262b33")[0] > 0.3
    assert min(opened.share("#56b4e9", "#e69f00")) > 0.0005
    opened.page.get_by_label("Light or dark").click()
    assert opened.share(LAND)[0] > 0.3


def test_phone_shows_map_and_sheet_without_sideways_scroll(open_page):
    opened = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    page = opened.page
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.evaluate(
        "() => document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    sheet = page.locator("#corridor-panel").bounding_box()
    for pin in page.locator(".marker:has(.pin)").all():
        box = pin.bounding_box()
        assert box["y"] + box["height"] <= sheet["y"]
    page.locator(".grip").tap()
    opened.settle()
    assert page.locator("#corridor-panel").bounding_box()["height"] < 150
    page.locator(".pick").first.wait_for(state="hidden")
    page.get_by_role("button", name="Border crossing: Torkham").tap()
    assert "24" in page.locator(".leaflet-popup").inner_text()
    page.locator(".grip").tap()
    page.locator(".pick").first.tap()
    opened.settle()
    assert page.locator("table.legs").is_visible()
    assert page.evaluate(
        "() => document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    assert opened.said == []


def test_folium_layers_of_a_user_work_offline(open_page, world):
    drawn = draw(sample_plan(), world=world)
    folium.Marker((38, 62), popup="<b>mine</b>", tooltip="tip").add_to(drawn)
    folium.Marker((39, 63), icon=folium.Icon(color="green")).add_to(drawn)
    group = folium.FeatureGroup(name="lines").add_to(drawn)
    folium.PolyLine([(38, 62), (39, 63)], color="#123456", weight=8).add_to(group)
    folium.LayerControl().add_to(drawn)
    opened = open_page(drawn.get_root().render())
    assert opened.share("#123456")[0] > 0.0001
    opened.page.locator("img.leaflet-marker-icon").first.click()
    assert "mine" in opened.page.locator(".leaflet-popup").inner_text()
    assert opened.said == []
    assert all(not url.startswith("http") for url in opened.requests)


def test_hidden_alternative_is_not_selected(open_page):
    opened = open_page()
    opened.page.locator(".pick").first.click()
    opened.page.get_by_label("Show A on the map").uncheck()
    opened.settle()
    assert opened.page.locator("table.legs").count() == 0
    assert opened.page.locator(".line.dim").count() == 0
    assert opened.page.get_by_role("button", name="Terminal: Naibabad").count() == 0, "only A passes there"


def test_restricted_gateway_says_so(open_page):
    plan = sample_plan()
    first = plan.corridors[0]
    stop = replace(first.stops[0], status=Status.RESTRICTED, status_since="2024-05", status_note="permits only")
    opened = open_page(replace(plan, corridors=(replace(first, stops=(stop,)),)))
    opened.page.get_by_role("button", name="Border crossing: Galaba–Hairatan, restricted since 2024-05").click()
    text = opened.page.locator(".leaflet-popup").inner_text()
    assert "Restricted since 2024-05" in text
    assert "permits only" in text

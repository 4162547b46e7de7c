"""The checks of a page can fail: each fault put into its scripts is caught by the check that is there for it."""

import pytest
from playwright.sync_api import Error as Lost

from corridor.maps import assets, figure
from tests.browser import checks

PLAIN = "return h('bdi', { dir: 'auto' }, text);"
FAULTS = {
    "a name as markup": (
        checks.keeps_names_text,
        PLAIN,
        "const b = document.createElement('bdi'); b.innerHTML = text; return b;",
    ),
    "a tile from the network": (
        checks.asks_for_nothing,
        "L.control.scale({ imperial: false }).addTo(map);",
        "L.tileLayer('https://tile.example.org/{z}/{x}/{y}.png').addTo(map);",
    ),
    "a word on the console": (checks.asks_for_nothing, "L.control.scale({ imperial: false }).addTo(map);", "console.log(id);"),
    "ticks that are not heard": (checks.hides_what_is_unticked, "page.show(alternative, box.checked)", "null"),
    "markers that are not refreshed": (checks.hides_what_is_unticked, "markers.refresh();", ""),
    "lines that are not refreshed": (checks.selects_everywhere, "lines.refresh();", ""),
    "a panel that is not refreshed": (checks.selects_everywhere, "panel.refresh();", ""),
    "assumptions that are not marked": (checks.tells_figures, "figure.basis === 'assumed' ? '~' : ''", "''"),
    "ranges that are left out": (checks.tells_figures, "!figure || figure.low === figure.high", "true"),
    "statuses that are left out": (checks.tells_figures, "const since = item.since", "const since = item.until"),
    "Escape that is not heard": (checks.closes_by_escape, "event.key !== 'Escape'", "event.key !== 'Esc'"),
    "lines of the view before": (checks.leaves_nothing_behind, "map.removeLayer(group);", ""),
    "layers of the view before": (checks.leaves_nothing_behind, "control.removeLayer(group);", ""),
    "markers of the view before": (checks.leaves_nothing_behind, "markers.remove();", ""),
    "a panel of the view before": (checks.leaves_nothing_behind, "panel.remove();", ""),
    "changes that stay": (checks.leaves_nothing_behind, "group.remove();", ""),
    "a map that jumps": (
        checks.keeps_place_and_selection,
        "if (current) current.remove();",
        "if (current) current.remove(); shared.fit();",
    ),
    "a selection that is lost": (checks.keeps_place_and_selection, "if (like) page", "if (!like) page"),
    "a selection by letter": (
        checks.keeps_place_and_selection,
        "alternatives.map((alternative) => wayOf(alternative, alternatives))",
        "alternatives.map(({ key }) => key)",
    ),
    "what is shared as if it were not": (checks.tells_changes, "others.has(`", "!others.has(`"),
    "sides without letters": (checks.tells_changes, "html: badge(side)", "html: ''"),
    "statuses that changed unmarked": (checks.tells_changes, "of changes.gateways) {", "of []) {"),
    "a slider made anew": (checks.slides_by_key, "parts.forEach((part) => part.remove());", "panel.replaceChildren();"),
    "a slider that says no date": (checks.slides_by_key, "range.setAttribute('aria-valuetext'", "range.setAttribute('title'"),
}  # fmt: skip


@pytest.fixture
def make(open_page, world):
    return checks.Make(open_page, world)


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_the_page_is_sound(make, check):
    check(make)


@pytest.fixture
def hasty(open_page, world):
    """Return what opens pages that are not waited for as long: a fault takes all the time that there is."""
    return checks.Make(open_page, world, patience_ms=1500)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_scripts_is_caught(hasty, monkeypatch, fault):
    check, right, wrong = FAULTS[fault]
    whole = assets.text
    assert any(right in whole(name) for name in assets.CHANGES_SCRIPTS), (
        f"no script holds {right!r}: seed this fault elsewhere"
    )
    monkeypatch.setattr(
        assets,
        "text",
        lambda name: whole(name).replace(right, wrong) if name in assets.CHANGES_SCRIPTS else whole(name),
    )
    with pytest.raises((AssertionError, Lost)):
        check(hasty)


def test_ids_that_differ_are_caught(make, monkeypatch):
    monkeypatch.setattr(figure, "_renumber", lambda *texts: list(texts))
    with pytest.raises(AssertionError):
        checks.is_the_same_each_time(make)


def test_a_policy_that_lets_all_in_is_caught(make, monkeypatch):
    loose = figure.POLICY.replace("script-src {hashes}", "script-src 'unsafe-inline'") + " {hashes}"
    monkeypatch.setattr(figure, "POLICY", loose.replace(" {hashes}", "; report-to {hashes}"))
    with pytest.raises(AssertionError):
        checks.runs_no_other_script(make)


def test_data_that_end_their_script_are_caught(hasty, monkeypatch):
    monkeypatch.setattr(figure, "JSON_ESCAPES", {})
    with pytest.raises((AssertionError, Lost)):
        checks.keeps_names_text(hasty)


def test_every_check_has_a_fault_that_it_caught():
    caught = {check for check, _, _ in FAULTS.values()}
    assert caught | {checks.is_the_same_each_time, checks.runs_no_other_script} == set(checks.CHECKS)

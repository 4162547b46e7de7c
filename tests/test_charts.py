"""The time/cost-distance chart: what it shows is what the plan says, and nothing lies over anything."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

import corridor as co
from corridor import charts, palette
from corridor.charts import axes, labels, marks, plot
from corridor.charts.plot import HUES
from corridor.charts.values import entries, keyed, lettered, panel
from corridor.maps import assets
from corridor.maps.payload import _keyed as keys_of_the_map
from corridor.model import Basis, Detour, Figure, LinkUse, Mode, Status, StopKind
from tests.samples import sample_plan

PICTURE = Path(__file__).parent / "pictures" / "drawn.svg"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script>&\"'<!-- ]]> \u202e${x} \x00\x1b\ud800 \uffff"


def drawn_plan(world):
    return co.plan("XA-XB", world=world, end="Endton", as_of="2026-11-24")


def parsed(text):
    return ElementTree.fromstring(text)


def words_of(text, tag="text"):
    return [element.text for element in parsed(text).iter(f"{SVG}{tag}")]


def renamed(plan, name):
    """Return a plan whose every stop, corridor and place has a name."""
    corridors = tuple(
        replace(
            one,
            label=name,
            destination=replace(one.destination, name=name),
            stops=tuple(replace(stop, name=name, status_since=name) for stop in one.stops),
            legs=tuple(replace(leg, start_name=name, end_name=name, country=name) for leg in one.legs),
        )
        for one in plan.corridors
    )
    return replace(plan, corridors=corridors, origin=replace(plan.origin, name=name), scenario=name)


def without_cost(plan, number):
    """Return a plan in which nobody knows what the first stop of a corridor costs."""
    one = plan.corridors[number]
    stops = (replace(one.stops[0], cost=None), *one.stops[1:])
    poorer = replace(one, stops=stops, totals=replace(one.totals, cost=None))
    return replace(plan, corridors=tuple(poorer if i == number else c for i, c in enumerate(plan.corridors)))


def test_the_sample_by_hand():
    """A: 760 km at 40 km/h, 12 h, 75 km, 24 h, 1 100 km, 54 h, 820 km; every range is −20 % to +25 %."""
    time = charts.chart_of(sample_plan()).panels[0].series[0]
    assert [(vertex.km, vertex.value) for vertex in time.vertices] == [
        (0, 0), (760, 19), (760, 31), (835, 32.875), (835, 56.875), (1935, 84.375), (1935, 138.375), (2755, 158.875),
    ]  # fmt: skip
    assert time.end.low == pytest.approx(158.875 * 0.8)
    assert time.end.high == pytest.approx(158.875 * 1.25)
    assert [(step.name, step.kind, step.figure.value, step.status, step.since) for step in time.steps] == [
        ("Galaba–Hairatan", StopKind.CLEARANCE, 12, Status.OPEN, ""),
        ("Naibabad", StopKind.TRANSFER, 24, Status.OPEN, ""),
        ("Spin Boldak–Chaman", StopKind.CLEARANCE, 54, Status.CLOSED, "2025-10-12"),
    ]
    cost = charts.chart_of(sample_plan()).panels[1].series[0]
    assert [vertex.value for vertex in cost.vertices] == [0, 760, 960, 1035, 1235, 2335, 2535, 3355]
    assert [step.figure.basis for step in cost.steps] == [Basis.ASSUMED] * 3


def test_on_the_drawn_world_lines_never_fall_and_end_at_the_totals(drawn):
    plan = drawn_plan(drawn)
    assert len(plan.corridors) == 2
    for one in charts.chart_of(plan).panels:
        for series, corridor in zip(one.series, plan.corridors, strict=True):
            total = corridor.totals.time if one.measure is charts.Measure.TIME else corridor.totals.cost
            end = series.end
            assert (end.km, end.value) == pytest.approx((corridor.totals.distance.value, total.value))
            assert (end.low, end.high) == pytest.approx((total.low, total.high))
            for before, after in zip(series.vertices, series.vertices[1:], strict=False):
                assert before.km <= after.km
                assert (before.value, before.low, before.high) <= (after.value, after.low, after.high)
                assert after.low <= after.value <= after.high
            assert len(series.moves) == len(corridor.legs)
            for step, stop in zip(series.steps, corridor.stops, strict=True):
                at = sum(leg.distance.value for leg in corridor.legs[: stop.after_leg + 1])
                assert step.start.km == step.end.km == pytest.approx(at)


def test_the_drawn_world_by_hand(drawn):
    """By road at 50 km/h and 2 USD/km; a border is 5 h and 50 USD on either side."""
    plan = co.plan("XA-XB", world=drawn, end="Endton", as_of="2026-11-24", mode="road")
    first, second = (leg.distance.value for leg in plan.best.legs)
    time, cost = (one.series[0] for one in charts.chart_of(plan).panels)
    whole = first + second
    assert [one.km for one in time.vertices] == pytest.approx([0, first, first, whole])
    assert [one.value for one in time.vertices] == pytest.approx([0, first / 50, first / 50 + 10, whole / 50 + 10])
    assert [one.value for one in cost.vertices] == pytest.approx([0, 2 * first, 2 * first + 100, 2 * whole + 100])
    assert [(step.gateway, step.figure.value, step.status) for step in time.steps] == [("xa-xb-north", 10, Status.OPEN)]


def test_the_letters_are_those_of_the_map():
    plan = sample_plan()
    around = replace(plan, detours=(Detour(("UZ", "IR", "PK"), plan.corridors[1]),) * 2)
    assert [key for key, _, _ in keyed(around, detours=True)] == [key for key, _, _ in keys_of_the_map(around)]
    assert [key for key, _, _ in keyed(around)] == ["A", "B"]
    assert "UZ–IR–PK: Road via Torkham to Karachi" in words_of(charts.draw(around, detours=True))


def test_the_colours_are_those_of_the_map():
    blocks = re.findall(r"\{([^{}]*--alt-0[^{}]*--alt-7[^{}]*)\}", assets.text("app.css"))
    assert len(blocks) == 3
    for block, theme in zip(blocks, (palette.LIGHT, palette.DARK, palette.DARK), strict=True):
        css = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        assert [css[f"alt-{i}"] for i in range(8)] == list(theme.alternatives)
        assert css["on-alt"] == theme.on_alternative
        for name in ("ink", "quiet", "paper", "rule", "land", "sea", "closed"):
            assert css[name] == getattr(theme, name)


def test_a_corridor_without_a_figure_is_left_out_of_that_measure_and_that_is_said():
    plan = without_cost(sample_plan(), 1)
    time, cost = charts.chart_of(plan).panels
    assert [one.key for one in time.series] == ["A", "B"]
    assert [one.key for one in cost.series] == ["A"]
    said = words_of(charts.draw(plan))
    assert "B is not drawn: no cost is known for Ayritom–Hairatan" in said
    assert any(line.endswith("cost: no data") for line in said)


def test_a_chart_of_which_nothing_is_known_says_so():
    plan = sample_plan()
    plan = without_cost(replace(plan, corridors=plan.corridors[:1]), 0)
    assert "no cost: no data" in words_of(charts.draw(plan, measures=(charts.Measure.COST,)))


def test_colours_stay_where_a_corridor_before_is_left_out():
    cost = charts.chart_of(without_cost(sample_plan(), 0)).panels[1]
    assert [(one.key, one.hue) for one in cost.series] == [("B", 1)]


@pytest.mark.parametrize("measures", [charts.BOTH, ("time",), ("cost",)])
def test_it_is_well_formed_and_named_for_those_who_do_not_see_it(measures):
    text = charts.draw(sample_plan(), measures=tuple(map(charts.Measure, measures)))
    root = parsed(text)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == "Tashkent → Karachi"
    assert "cumulative" in root[1].text
    assert "Spin Boldak–Chaman closed since 2025-10-12" in root[1].text
    assert root.get("viewBox").startswith("0 0 640 ")
    assert text.count("since the origin") == len(measures)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|<script|@import|font-face", text)


def test_what_it_says_of_the_question():
    said = " ".join(words_of(charts.draw(sample_plan())))
    assert "least time" in said
    assert "as of 2026" in said
    assert "What is drawn rests on 2 sources." in said
    assert "~ and thin lines rest on an assumption." in said
    assert "What is closed is drawn on its last open time and cost." in said


def test_planned_links_are_told():
    plan = sample_plan()
    one = plan.corridors[0]
    use = LinkUse("dream", "Dream railway", "study", "", "", "s1", one.legs[0].distance, ())
    legs = (replace(one.legs[0], planned=(use,)), *one.legs[1:])
    text = charts.draw(replace(plan, corridors=(replace(one, legs=legs), plan.corridors[1])))
    assert "Planned links are taken as built in A." in words_of(text)
    assert "planned: 760 km of dream, study" in text


def test_closed_steps_are_red_and_dated():
    root = parsed(charts.draw(sample_plan(), measures=(charts.Measure.TIME,)))
    red = [element.text for element in root.iter(f"{SVG}text") if "red" in element.get("class")]
    assert "Spin Boldak–Chaman 2 d 6 h" in red
    assert "closed since 2025-10-12" in red
    shut = [path for path in root.iter(f"{SVG}path") if "shut" in path.get("class").split() and len(path)]
    assert [path[0].text for path in shut] == [
        "B: Torkham, clearance, 1 d, measured, closed since 2025-10-12",
        "A: Spin Boldak–Chaman, clearance, 2 d 6 h, measured, closed since 2025-10-12",
    ]


def test_modes_and_bases_are_told_apart():
    root = parsed(charts.draw(sample_plan()))
    told = {path[0].text: path.get("class").split() for path in root.iter(f"{SVG}path") if len(path)}
    by_rail = told["A: rail UZ Tashkent → Galaba, 760 km, 19 h, measured"]
    assert "rail" in by_rail
    assert "thin" not in by_rail
    assumed = next(look for words, look in told.items() if words.startswith("A: Naibabad, transfer, ~200 USD"))
    assert "thin" in assumed


@pytest.mark.parametrize("wide", [390, 640, 1000])
def test_labels_and_letters_do_not_overlap(drawn, wide):
    plan = sample_plan()
    crowded = replace(plan, corridors=tuple(replace(plan.corridors[i % 2], id=f"{i}") for i in range(9)))
    for one in (plan, drawn_plan(drawn), crowded):
        for each in charts.chart_of(one).panels:
            placed = plot.labels(plot.plotted(each, top=60, wide=wide, high=0.5 * wide))
            assert placed
            boxes = [label.box for label in placed]
            assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
            assert all(box.left >= 0 and box.right <= wide for box in boxes)
            for label in placed:
                assert all(
                    labels.width(line, marks.SIZE) <= label.box.right - label.box.left + 1e-9
                    for line in label.wish.lines
                )


def test_a_full_sheet_takes_no_label():
    sheet = labels.Sheet(labels.Box(0, 0, 100, 20), ())
    wish = labels.Wish(("a name",), 70, 15, 10)
    assert sheet.put(wish, size=10, over=0)
    assert sheet.put(replace(wish, x=72), size=10, over=0) is None


@pytest.mark.parametrize(
    ("segment", "crosses"),
    [
        (((0, 0), (10, 10)), True),
        (((5, 0), (5, 10)), True),
        (((0, 0), (10, 0)), False),
        (((0, 8), (8, 16)), False),
        (((4.5, 4.5), (5.5, 5.5)), True),
        (((7, 0), (7, 10)), False),
    ],
)
def test_a_line_through_a_box(segment, crosses):
    assert labels.Box(4, 4, 6, 6).crossed(segment) is crosses


def test_names_that_would_break_out_are_words_and_nothing_else():
    text = charts.draw(renamed(sample_plan(), HOSTILE))
    root = parsed(text)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "path",
        "text",
    }
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert root[0].text.startswith("</text><script>alert(1)</script>&\"'<!-- ]]> ${x}")
    assert not re.search("[\u202e\x00\x1b\ud800\uffff]", text)
    text.encode("utf-8")


def test_long_names_are_cut():
    text = charts.draw(renamed(sample_plan(), "Llanfairpwllgwyngyll" * 20))
    assert all(labels.width(line, marks.SIZE) <= 640 for line in words_of(text))


def test_the_style_stays_within_the_picture_and_knows_dark_and_paper():
    style = parsed(charts.draw(sample_plan())).find(f"{SVG}style").text
    plain = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}", r"\1", style)
    selectors = [one.strip() for rule in plain.split("}") if rule.strip() for one in rule.split("{")[0].split(",")]
    assert selectors
    assert all(re.match(r"(\[data-theme=(dark|light)\] )?\.tcd\b", one) for one in selectors)
    assert "@media screen and (prefers-color-scheme:dark)" in style
    dark = style.index(palette.DARK.ink)
    assert dark > style.index("@media screen"), "paper has the light theme"


@pytest.mark.parametrize(
    ("km", "ticks"),
    [(6900, ["0", "1 000", "2 000", "3 000", "4 000", "5 000", "6 000"]), (430, ["0", "100", "200", "300", "400"]), (0.5, ["0", "0.1", "0.2", "0.3", "0.4", "0.5"])],
)  # fmt: skip
def test_ticks_of_distance_are_round(km, ticks):
    x = axes.across(scaled(km=km), left=0, width=100)
    assert [word for _, word in x.ticks] == ticks


@pytest.mark.parametrize(
    ("hours", "unit", "ticks"),
    [
        (2, "hours", ["0", "0.5", "1", "1.5", "2", "2.5"]),
        (20, "hours", ["0", "6", "12", "18", "24"]),
        (50, "hours", ["0", "12", "24", "36", "48", "60"]),
        (240, "days", ["0", "2", "4", "6", "8", "10", "12"]),
    ],
)
def test_ticks_of_time_are_round(hours, unit, ticks):
    y = axes.up(scaled(hours=hours), bottom=0, height=100)
    assert y.title.endswith(unit)
    assert [word for _, word in y.ticks] == ticks


def scaled(km=100.0, hours=10.0):
    """Return a panel of one leg."""
    one = sample_plan().corridors[1]
    time = Figure(hours, hours * 0.8, hours * 1.25, "h", Basis.MEASURED)
    leg = replace(one.legs[0], distance=Figure(km, km, km, "km", Basis.MEASURED), time=time)
    return panel(lettered([("one", replace(one, legs=(leg,), stops=()))]), charts.Measure.TIME)


def test_a_band_beyond_the_axis_is_cut_where_it_meets_it_and_said():
    plan = sample_plan()
    one = plan.corridors[1]
    wild = tuple(replace(leg, time=replace(leg.time, high=leg.time.value * 9)) for leg in one.legs)
    plan = replace(plan, corridors=(replace(one, legs=wild),))
    each = charts.chart_of(plan).panels[0]
    x, y = axes.across(each, left=0, width=100), axes.up(each, bottom=100, height=100)
    assert y.most == pytest.approx(each.series[0].end.value * axes.BAND_OVER)
    outline = axes.band(each.series[0].vertices, x, y)
    assert min(height for _, height in outline) == pytest.approx(0)
    assert any("goes on beyond the time axis, to" in line for line in words_of(charts.draw(plan)))


def test_named_corridors_stand_beside_each_other():
    a, b = sample_plan().corridors
    text = charts.draw_corridors([("one plan", b), ("another", a)], title="Two plans", subtitle="20 t")
    said = words_of(text)
    assert said[:2] == ["Two plans", "20 t"]
    assert {"A", "B", "one plan", "another"} <= set(said)
    assert [entry.name for entry in entries(lettered([("one plan", b)]))] == ["one plan"]


def test_beyond_the_colours_lines_have_their_letters_on_them():
    a, b = sample_plan().corridors
    few = [("ABCDEFGHIJ"[i], "x", (a, b)[i % 2]) for i in range(HUES)]
    assert 'class="mid strong halo' not in charts.draw_keyed(few, title="Few")
    many = charts.draw_keyed([*few, ("AX", "x", a)], title="Many", measures=[charts.Measure.TIME])
    told = [word for mark, word in re.findall(r'class="(mid strong halo f\d)">(\w+)<', many)]
    assert told == ["A", "AX"]


def test_the_strip_says_whose_countries_it_has():
    a, b = sample_plan().corridors
    text = charts.draw_keyed([("AB", "x", b), ("C", "y", a)], title="Two")
    assert text.count('class="strong f0">AB<') == 2


def test_a_corridor_of_no_length_is_drawn():
    one = sample_plan().corridors[0]
    none = replace(one, legs=(), stops=())
    text = charts.draw_corridors([("nowhere", none)], title="Nowhere")
    said = words_of(text)
    assert said[0] == "Nowhere"
    assert {"A", "nowhere", "distance, km", "What is drawn rests on 0 sources."} <= set(said)
    lines = [path.get("d") for path in parsed(text).iter(f"{SVG}path") if path.get("class") == "case"]
    assert [len(line.split("L")) for line in lines] == [1, 1]  # of time and of cost, each its start alone


def test_no_corridor_at_all_is_no_error():
    assert "no time: no data" in words_of(charts.draw_corridors([], title="None"))


def test_five_alternatives_stay_small():
    plan = sample_plan()
    five = replace(plan, corridors=tuple(replace(plan.corridors[i % 2], id="ABCDE"[i]) for i in range(5)))
    assert len(charts.draw(five).encode()) < 60_000


def test_a_voyage_has_the_dash_of_the_sea():
    plan = sample_plan()
    one = plan.corridors[1]
    legs = (*one.legs[:-1], replace(one.legs[-1], mode=Mode.SEA, country=""))
    root = parsed(charts.draw(replace(plan, corridors=(replace(one, legs=legs),))))
    assert [path for path in root.iter(f"{SVG}path") if {"l", "sea"} <= set(path.get("class").split()) and len(path)]
    assert "sea" in words_of(charts.draw(replace(plan, corridors=(replace(one, legs=legs),))))


def test_the_picture_of_the_drawn_world_as_it_was(drawn):
    """A change here is a change that users see: look at it, then `python -m tests.test_charts` writes it anew."""
    assert charts.draw(drawn_plan(drawn)) == PICTURE.read_text(encoding="utf-8")


def test_the_same_bytes_in_another_process(tmp_path):
    words = "from tests.samples import sample_plan as p; from corridor import charts; print(charts.draw(p()), end='')"
    made = subprocess.run(
        [sys.executable, "-c", words], env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=True, cwd=PICTURE.parents[2]
    )  # fmt: skip
    assert made.stdout.decode() == charts.draw(sample_plan())


def test_the_library_call_stays_a_function_after_it_was_called():
    plan = sample_plan()
    assert co.chart(plan) == charts.draw(plan)
    assert co.chart(plan, measure="cost") == charts.draw(plan, measures=(charts.Measure.COST,))
    with pytest.raises(co.CorridorError, match="measure must be one of time, cost"):
        co.chart(plan, measure="co2e")


if __name__ == "__main__":
    import tempfile

    from tests.drawn import drawn_world

    with tempfile.TemporaryDirectory() as folder:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(charts.draw(drawn_plan(drawn_world(Path(folder) / "world"))), encoding="utf-8")

from dataclasses import replace
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from corridor.model import Basis, Detour, Status
from corridor.report import print_plan
from corridor.report.folding import Folded
from tests.samples import figure, sample_plan

PLAN = sample_plan()
LONG = "Road to Brest, rail to Hairatan via Galaba–Hairatan, road to Port Qasim (Muhammad Bin Qasim)"


def printed(plan, width=80, **options):
    console = Console(file=StringIO(), width=width, **options)
    print_plan(plan, console)
    return console.file.getvalue()


def line_with(text, *words):
    """Return the only line that has all words."""
    (line,) = [line for line in text.splitlines() if all(word in line for word in words)]
    return line


def changed(plan=PLAN, index=0, totals=None, **changes):
    """A plan with changes to one of its corridors and that one's totals."""
    corridors = list(plan.corridors)
    changes["totals"] = replace(corridors[index].totals, **(totals or {}))
    corridors[index] = replace(corridors[index], **changes)
    return replace(plan, corridors=tuple(corridors))


def crowded():
    """The sample plan with five long corridors, large figures and many crossings."""
    corridors = tuple(
        replace(
            PLAN.corridors[i % 2],
            id="ABCDE"[i],
            rank=i + 1,
            label=LONG,
            totals=replace(
                PLAN.corridors[i % 2].totals,
                distance=figure(17_123 + i, "km"),
                time=figure(1_456 + 22 * i, "h", Basis.ASSUMED),
                cost=figure(112_345 + i, "USD", Basis.ASSUMED),
            ),
        )
        for i in range(5)
    )
    last = PLAN.borders[1].candidates[-1]
    more = tuple(replace(last, id=str(i), name=f"Post {i} (by the river)") for i in range(12))
    border = replace(PLAN.borders[1], candidates=(*PLAN.borders[1].candidates, *more))
    return replace(PLAN, corridors=corridors, borders=(PLAN.borders[0], border))


def test_the_head_says_what_was_asked():
    lines = printed(PLAN).splitlines()
    assert lines[:3] == [
        "Uzbekistan → Afghanistan → Pakistan",
        "Tashkent → Karachi",
        "multimodal, least time, 20 t, as of 2026-11-24",
    ]


def test_the_block_comes_before_the_corridors_with_date_and_reason():
    text = " ".join(printed(PLAN).split())
    blocked = text.index("BLOCKED Afghanistan–Pakistan: Spin Boldak–Chaman, Torkham closed since 2025-10-12 (shut")
    assert blocked < text.index("corridor km time USD")
    assert "all corridors planned on the last open time" in text


def test_a_corridor_that_alone_is_blocked_is_marked():
    open_stops = tuple(replace(stop, status=Status.OPEN) for stop in PLAN.corridors[1].stops)
    text = printed(changed(index=1, stops=open_stops), width=140)
    assert "corridor A planned on the last open time" in " ".join(text.split())
    assert "blocked" in line_with(text, "A ", "2 755")
    assert "blocked" not in line_with(text, "B ", "3 179")


def test_the_least_of_each_column_is_marked():
    text = printed(PLAN, width=140)
    first, second = line_with(text, "A ", "2 755"), line_with(text, "B ", "3 179")
    assert ("2 755*" in first, "~3 355*" in first, "~5.5*" in first) == (True, True, True)
    assert ("4 d 17 h*" in second, "0*" in second) == (True, True)
    assert first.count("*") == 3
    assert second.count("*") == 2


def test_nothing_is_marked_where_there_is_no_choice():
    text = printed(replace(PLAN, corridors=PLAN.corridors[:1]))
    assert "*" not in text


def test_what_is_not_known_is_no_data_and_wins_nothing():
    text = printed(changed(totals={"cost": None}), width=140)
    assert "no data" in line_with(text, "A ", "2 755")
    assert "~3 579 " in line_with(text, "B ", "3 179")


def test_a_stop_without_figures_has_no_data():
    stops = (replace(PLAN.best.stops[0], time=None, cost=None), *PLAN.best.stops[1:])
    line = line_with(printed(changed(stops=stops)), "clearance", "Galaba–Hairatan")
    assert line.count("no data") == 3


def test_ranges_stand_below_where_the_width_allows_and_in_a_line_of_the_best_where_not():
    assert "A ranges over 2 204–3 444 km, 5.3–8.3 d, 2 684–4 194 USD, 4.4–6.9 t CO2e" in printed(PLAN)
    wide = printed(PLAN, width=120)
    assert "A ranges" not in wide
    assert "2 204–3 444" in wide
    assert "2 543–3 974" in wide


def test_every_corridor_has_its_ranges_in_a_line_where_columns_have_no_room():
    text = printed(PLAN)
    assert "\nB ranges over 2 543–3 974 km" in text
    assert "B ranges" not in printed(PLAN, width=120)


def test_the_best_corridor_is_told_by_country():
    text = printed(PLAN)
    table = text[text.index("A: by country") :]
    assert line_with(table, "Uzbekistan").split()[:3] == ["Uzbekistan", "760", "no"]  # its sides are not told apart
    heads = ["km", "time", "border", "USD", "SWOD", "SWD", "TFI1", "TFI2", "TFI3"]
    assert line_with(table, *heads).split() == heads
    assert "--format md and json have their ranges and the other corridors" in table


def test_the_scorecard_has_ranges_of_costs_and_emissions():
    card = {"transport_cost": 900, "border_cost": 200, "transfer_cost": 100, "generalised": 4000}
    made = {name: figure(value, "USD") for name, value in card.items()}
    text = " ".join(printed(changed(totals={**made, "ttw": figure(5000, "kg"), "wtt": figure(500, "kg")})).split())
    assert "carriage 900 USD (720–1 125); borders 200 USD (160–250); transfers 100 USD (80–125)" in text
    assert "4 000 USD (3 200–5 000) at 0 USD/h" in text
    assert "tank to wheel 5 t (4–6.2); well to tank 0.5 t (0.4–0.6)" in text


def test_a_border_that_is_not_passed_is_not_one_that_is_not_known():
    assert "TFI1 no data" in printed(PLAN)
    assert "TFI1 none passed; TFI2 none passed" in printed(changed(stops=()))


def test_names_are_folded_after_dashes():
    stops = (replace(PLAN.best.stops[0], name="Shesterovka–Ponyatovka (road)"), *PLAN.best.stops[1:])
    for width in range(80, 90):
        text = printed(changed(stops=stops), width=width)
        assert "Shesterovka–" in text
        assert "Ponyatovka" in text


def test_folded_text_keeps_its_styles():
    text = Folded("blocked ", "red")
    text.append("Shesterovka–Ponyatovka", "bold")
    lines = text.wrap(Console(file=StringIO(), width=80), 14, overflow="fold")
    assert [line.plain for line in lines] == ["blocked", "Shesterovka–", "Ponyatovka"]
    assert ["bold" in [span.style for span in line.spans] for line in lines] == [False, True, True]


def test_the_best_corridor_is_told_leg_by_leg_and_adds_up():
    text = printed(PLAN)
    detail = text[text.index("A: Rail to Naibabad") :].splitlines()
    firsts = [line.split()[0] for line in detail[3:10] if line.strip()]
    assert firsts == ["rail", "clearance", "rail", "transfer", "road", "clearance", "since"]
    assert line_with(text, "Tashkent → Galaba").split() == [
        "rail", "UZ", "Tashkent", "→", "Galaba", "1520", "760", "19", "h", "760", "assumed",
    ]  # fmt: skip
    assert line_with(text, "total").split() == ["total", "2", "755", "6", "d", "15", "h", "~3", "355"]
    assert "Spin Boldak–Chaman, closed" in text


def test_what_is_schematic_of_a_leg_and_of_a_corridor_stands_with_the_basis():
    legs = (*(replace(one, schematic=0.5) for one in PLAN.best.legs[:2]), *PLAN.best.legs[2:])
    text = printed(changed(legs=legs))
    assert text.count("50% schematic") == 2
    assert line_with(text, "total").endswith("15% schematic")
    assert "schematic, of the way by land: A 15%\n" in text
    assert "schematic: drawn in straight pieces of more than 25 km" in text
    assert "schematic" not in printed(PLAN)
    assert all(cell_len(line.rstrip()) <= 80 for line in text.splitlines())


def test_each_border_shows_the_chosen_and_the_best_others():
    text = printed(crowded(), width=120)
    assert "closed since 2025-10-12" in line_with(text, "AF → PK", "Spin Boldak–Chaman")
    assert "+12 h, +300 USD" in line_with(text, "Ghulam Khan")
    assert "Post 2" in text
    assert "Post 3" not in text
    assert "and 9 more" in text


def test_open_ways_round_and_warnings_are_listed():
    plan = replace(PLAN, detours=(Detour(("UZ", "TM", "IR", "PK"), PLAN.corridors[1]),), warnings=("watch out",))
    text = printed(plan)
    assert "3 179" in line_with(text, "UZ → TM → IR → PK")
    assert "! watch out" in text
    assert "! A: a warning of A" in text
    assert text.endswith("Figures rest on 2 sources: --format json or md lists them.\n")


def test_names_are_not_read_as_markup_or_links():
    assert "Rail [red]to[/red] :smile: [/]" in printed(changed(label="Rail [red]to[/red] :smile: [/]"), width=140)


def test_there_is_no_colour_where_the_output_is_no_terminal():
    assert "\x1b" not in printed(PLAN)


def test_the_block_is_bold_red_in_a_terminal(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = printed(PLAN, force_terminal=True, color_system="standard")
    assert "\x1b[1;31mBLOCKED" in text


@pytest.mark.parametrize("plan", [PLAN, crowded()], ids=["sample", "crowded"])
@pytest.mark.parametrize("width", [80, 81, 90, 100, 109, 110, 111, 120, 160, 250])
def test_nothing_is_cut_off_or_too_wide(plan, width):
    text = printed(plan, width=width)
    assert "…" not in text
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    for corridor in plan.corridors:
        assert f"{corridor.totals.distance.value:,.0f}".replace(",", " ") in text
        assert f"{corridor.totals.cost.value:,.0f}".replace(",", " ") in text
    for name in ("transfers", "t CO2e", "basis", "clearance", "assumed"):
        assert name in text

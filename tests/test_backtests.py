"""Published journeys beside the model's. What lies inside is pinned: less is a defect, more moves the pin."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import corridor as co
from benchmarks import backtests
from benchmarks.journeys import JOURNEYS, KINDS, Span, counts, read, run

COLUMNS = (
    "id,name,kind,sequence,start,end,mode,as_of,options,published_km,days_low,days_high,usd_low,usd_high,"
    "cargo,source,note,why,confidence"
)
PAGE = Path(__file__).parents[1] / "docs" / "backtests.md"
FAR = 1.5
"""a time or cost that is so many times too much or too little has its reason, inside the range or not"""
INSIDE = {"km": (15, 15), "days": (30, 32), "usd": (5, 6)}
RATIO = {"km": (0.94, 1.06), "days": (0.85, 1.18), "usd": (0.6, 1.6)}
"""where the median of model over published lies"""


@pytest.fixture(scope="module")
def journeys():
    return read()


@pytest.fixture(scope="module")
def found(journeys):
    return run(co.load(), journeys)  # ends the test where a plan fails


def test_the_table_has_its_columns_and_a_source_in_every_row(journeys):
    with JOURNEYS.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS.split(",")
    assert len(journeys) >= 34
    assert len({one.id for one in journeys}) == len(journeys)
    for one in journeys:
        assert one.kind in KINDS
        assert one.confidence in ("high", "medium", "low")
        assert len(one.source) > 20, one.id
        assert one.cargo, one.id
        assert date.fromisoformat(one.as_of)
        assert one.days or one.usd, f"{one.id} has nothing to stand beside"
        for span in (one.km, one.days, one.usd):
            assert span is None or 0 < span.low <= span.high, one.id


def test_every_journey_is_planned_as_it_was_asked(journeys, found):
    assert [one.journey for one in found] == list(journeys)
    for one in found:
        assert one.best.totals.time is not None
        assert not set(one.journey.close) & set(one.best.via)


@pytest.mark.parametrize("measure", INSIDE)
def test_what_lies_inside_the_range(found, measure):
    whole = next(count for count in counts(found) if (count.measure, count.way) == (measure, "all"))
    inside, rows = INSIDE[measure]
    assert whole.rows >= rows
    assert whole.inside / whole.rows >= inside / rows - 1e-9
    least, most = RATIO[measure]
    assert least <= whole.ratio <= most


def test_what_is_off_says_why(found):
    for one in found:
        ratios = [beside.ratio for beside in (one.days, one.usd) if beside.ratio]
        if one.off or not all(1 / FAR < x < FAR for x in ratios):
            assert one.journey.why, f"{one.journey.id} is off and does not say why"


def test_a_length_outside_its_range_is_off(found):
    inside = next(one for one in found if one.km.inside and not one.off)
    published = inside.km.model.high * 1.01
    assert replace(inside, km=replace(inside.km, published=Span(published, published))).off
    assert {one["off"] for one in json.loads(backtests.as_json(found))["journeys"]} == {False, True}


def test_a_published_range_is_taken_by_its_middle(found):
    assert Span(5.0, 7.0).middle == 6.0
    one = next(one for one in found if one.journey.id == "karachi-tashkent-truck")
    assert one.days.ratio == pytest.approx(one.best.totals.time.value / 24 / 6)


def test_a_bound_is_shown_and_not_counted(found):
    rail = next(count for count in counts(found) if (count.measure, count.way) == ("days", "rail"))
    assert rail.rows == sum(one.way == "rail" and one.journey.kind != "bound" for one in found if one.journey.days)
    assert any(one.journey.kind == "bound" for one in found)
    assert "Moscow–Tashkent by rail" in backtests.as_text(found)


def test_json_and_csv_hold_every_journey(found):
    assert len(json.loads(backtests.as_json(found))["journeys"]) == len(found)
    assert len(list(csv.DictReader(backtests.as_csv(found).splitlines()))) == len(found)


def test_the_page_is_current(found):
    again = "python -m benchmarks.backtests --format md -o docs/backtests.md"
    assert PAGE.read_text(encoding="utf-8") == backtests.as_md(found) + "\n", f"write it again: {again}"

from dataclasses import replace

import pytest

from corridor.io import words
from corridor.model import Basis, Border, Figure, Status
from tests.samples import figure, sample_plan

PLAN = sample_plan()


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "0 h"), (0.001, "1 min"), (0.5, "30 min"), (0.999, "1 h"), (2.5, "2.5 h"), (12, "12 h"),
        (23.4, "23 h"), (23.7, "1 d"), (24, "1 d"), (220, "9 d 4 h"),
    ],
)  # fmt: skip
def test_hours_are_said_in_days(hours, said):
    assert words.hours(hours) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (0.01, "<0.1"),
        (4.5, "4.5"),
        (5, "5"),
        (9.96, "10"),
        (37.2, "37"),
        (6412.4, "6 412"),
        (-12, "-12"),
    ],
)
def test_numbers_are_said_short_and_little_is_not_nothing(value, said):
    assert words.number(value) == said


def test_figures_mark_what_is_assumed_and_what_is_missing():
    assert words.figure(figure(12, "h", Basis.MEASURED)) == "12 h"
    assert words.figure(figure(5510, "kg", Basis.ASSUMED)) == "~5.5"
    assert words.figure(None) == "no data"
    assert words.span(figure(220, "h")) == "7.3–11 d"
    assert words.span(figure(1000, "USD")) == "800–1 250"
    assert words.span(Figure(1, 1, 1, "km", Basis.MEASURED)) == ""
    assert words.span(None) == ""


def test_the_weakest_basis_is_that_of_the_sum():
    figures = [figure(1, "h", basis) for basis in (Basis.MEASURED, Basis.ASSUMED, Basis.DERIVED)]
    assert words.weakest(figures) is Basis.ASSUMED
    assert words.weakest(figures[::2]) is Basis.DERIVED
    assert words.weakest([]) is None


def test_closures_are_told_by_border_with_the_corridors_that_they_block():
    (closure,) = words.closures(PLAN)
    assert closure.where == "Afghanistan–Pakistan"
    assert closure.gateways == ("Spin Boldak–Chaman", "Torkham")
    assert closure.since == "2025-10-12"
    assert closure.corridors == ("A", "B")


def test_a_closed_gateway_inland_is_told_by_its_name():
    stops = tuple(replace(stop, status=Status.CLOSED) for stop in PLAN.best.stops[1:2])
    plan = replace(PLAN, corridors=(replace(PLAN.best, stops=stops),))
    assert words.closures(plan)[0].where == "Naibabad"


def test_warnings_do_not_repeat_the_closures():
    plan = replace(PLAN, warnings=("Afghanistan–Pakistan is closed since 2025-10-12; so it is", "another"))
    assert words.warnings(plan) == ("another", "A: a warning of A")
    assert words.warnings(replace(plan, corridors=())) == plan.warnings


def test_a_warning_of_several_corridors_is_told_once():
    plan = replace(PLAN, corridors=tuple(replace(each, warnings=("far off",)) for each in PLAN.corridors))
    assert words.warnings(plan)[-1] == "A, B: far off"


def test_a_border_that_no_corridor_crosses_by_land_says_by_ship():
    border = PLAN.borders[0]
    unused = tuple(replace(each, chosen=()) for each in border.candidates)
    assert words.by_ship(border) == ""
    assert words.by_ship(replace(border, candidates=unused)) == "by ship: no crossing in use"
    assert words.by_ship(Border("UZ", "AF", ())) == "no crossing in common: by ship"


def test_an_unknown_status_says_what_is_not_known():
    assert words.standing(Status.UNKNOWN) == "status not known"
    assert words.standing(Status.CLOSED) == "closed"

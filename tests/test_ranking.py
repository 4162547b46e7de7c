"""What a corridor is best in, and what leaves it behind."""

from dataclasses import replace

import pytest

from corridor.model import Status
from corridor.ranking import ranked
from tests.samples import sample_plan

ONE = sample_plan().corridors[0]


def made(name, time, cost, km, kg, *, borders=2, shut=0):
    totals = ONE.totals
    figures = {
        field: replace(getattr(totals, field), value=value)
        for field, value in (("time", time), ("cost", cost), ("distance", km), ("co2e", kg))
    }
    stops = tuple(
        replace(stop, status=Status.CLOSED if i < shut else Status.OPEN) for i, stop in enumerate(ONE.stops[:2])
    )
    return replace(ONE, id=name, stops=stops, totals=replace(totals, borders=borders, **figures))


def told(*corridors):
    return {one.id: (one.best_in, one.dominated_by) for one in ranked(corridors)}


def test_each_mark_goes_to_the_first_of_equals():
    found = told(made("A", 10, 5, 7, 3), made("B", 10, 4, 8, 3, borders=1))
    assert found["A"] == (("fastest", "shortest", "lowest CO2e"), "")
    assert found["B"] == (("cheapest", "fewest borders"), "")


def test_worse_in_all_or_equal_in_some_is_dominated_by_the_first_that_does():
    found = told(made("A", 1, 1, 1, 1), made("B", 1, 1, 1, 1), made("C", 1, 2, 1, 1), made("D", 0.5, 9, 9, 9))
    assert {name: by for name, (_, by) in found.items()} == {"A": "", "B": "", "C": "A", "D": ""}


def test_a_closed_one_dominates_no_open_one():
    assert told(made("A", 1, 1, 1, 1, shut=1), made("B", 2, 2, 2, 2))["B"][1] == ""
    assert told(made("A", 1, 1, 1, 1), made("B", 2, 2, 2, 2, shut=1))["B"][1] == "A"


def test_what_is_not_known_neither_wins_nor_dominates():
    bare = made("A", 1, 1, 1, 1)
    bare = replace(bare, totals=replace(bare.totals, co2e=None))
    found = told(bare, made("B", 2, 2, 2, 2))
    assert found["B"] == ((), "")
    assert "lowest CO2e" not in found["A"][0]


@pytest.mark.parametrize("alone", [ONE])
def test_one_alone_is_best_in_nothing(alone):
    assert ranked((alone,))[0].best_in == ()

"""The comparison in the terminal: blocks of columns that the width holds, no figure cut, ranges under figures."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from corridor.comparing import compare_targets
from corridor.comparison import comparison, table
from corridor.io import words
from corridor.report import print_comparison
from tests.drawn import drawn_world

DAY = "2026-11-24"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("shown") / "w")


@pytest.fixture(scope="module")
def found(world):
    return compare_targets(["XA-XB", "XA-XB-XC"], world=world, as_of=DAY)


def printed(found, width):
    console = Console(file=io.StringIO(), width=width)
    print_comparison(found, console)
    return console.file.getvalue()


def many(found, count):
    return comparison([found.columns[i % 2] for i in range(count)])


@pytest.mark.parametrize("width", [72, 80, 120])
@pytest.mark.parametrize("count", [2, 5, 26, 50])
def test_every_figure_stands_whole_on_one_line(found, width, count):
    shown = many(found, count)
    text = printed(shown, width)
    lines = text.splitlines()
    assert "…" not in text
    assert max(map(len, lines)) <= width
    heads = [line.split() for line in lines if re.fullmatch(r" +[A-Z]{1,2}( +[A-Z]{1,2})*", line)]
    assert [letter for line in heads for letter in line] == [one.letter for one in shown.columns]
    for name, cells in table(shown):
        own = [line.removeprefix(name) for line in lines if re.match(re.escape(name) + "  +", line)]
        assert len(own) == len(heads)
        together = " ".join(" ".join(own).split())
        assert together == " ".join(one.text for one in cells)
        for one in cells:
            assert one.span in text


def test_blocks_hold_as_many_columns_as_fit(found):
    shown = many(found, 6)
    heads = [line for line in printed(shown, 200).splitlines() if re.fullmatch(r" +[A-Z]( +[A-Z])*", line)]
    assert [line.split() for line in heads] == [list("ABCDEF")]


def test_ranges_and_assumptions_are_shown(found):
    text = printed(found, 80)
    rows = dict(table(found))
    assert rows["time"][0].span == words.span(found.columns[0].corridor.totals.time)
    for name in ("distance, km", "time", "cost, USD", "CO2e, t"):
        assert rows[name][0].span in text
    dashed = comparison([with_assumed(one) for one in found.columns])
    assert dict(table(dashed))["SWD (TFI4), km/h"][0].text.startswith("~")


def with_assumed(column):
    values = tuple((name, replace(one, assumed=True)) for name, one in column.values)
    return replace(column, values=values)


@pytest.mark.parametrize(
    ("rests", "key"), [("time_h", "swd_kph"), ("border_usd", "tfi2_usd"), ("co2e_kg", "g_per_tkm")]
)
def test_what_is_derived_from_the_assumed_is_assumed(found, rests, key):
    one = found.columns[0]
    assert one.of(key).assumed == one.of(rests).assumed


def test_who_is_before_whom_and_what_would_turn_it(world, found):
    text = printed(compare_targets(["XA-XB"], world=world, as_of=DAY), 80)
    assert "Break-even" in text
    assert "how often the corridor of the row arrives before that of the column" in text
    assert "P95 less P50" in " ".join(text.split())
    alone = comparison([replace(found.columns[0], asked=None, plan=None)])
    assert "how often" not in printed(alone, 80)

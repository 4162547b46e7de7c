"""Lengths beside published ones. The aggregates are pinned: worse is a defect, better moves the pin."""

import numpy as np
import pytest

import corridor as co
from benchmarks.lengths import published
from corridor.geo import schematic_share


@pytest.fixture(scope="module")
def errors():
    found = published(co.load())
    return {mode: np.abs([km / known - 1 for own, _, km, known in found if own == mode]) for mode in ("road", "rail")}


@pytest.mark.parametrize(("mode", "pairs", "median", "p90"), [("road", 15, 0.036, 0.055), ("rail", 10, 0.019, 0.045)])
def test_published_lengths(errors, mode, pairs, median, p90):
    assert len(errors[mode]) >= pairs
    assert np.median(errors[mode]) <= median
    assert np.quantile(errors[mode], 0.9) <= p90


def test_what_is_drawn_straight_over_long_stretches_is_schematic():
    assert schematic_share(((0.0, 0.0), (0.2, 0.0), (0.4, 0.0))) == 0
    assert schematic_share(((0.0, 0.0), (0.2, 0.0), (0.8, 0.0))) == pytest.approx(0.75, abs=0.001)
    assert schematic_share(((0.0, 0.0),)) == 0

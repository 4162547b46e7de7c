"""Texts folded for narrow columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.explain import _signed
from corridor.io.printed import shares
from corridor.report.folding import folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Kaplanbek–Navoi", 14, ["Kaplanbek–", "Navoi"]),
        ("Kazygurt–S. Najimov", 14, ["Kazygurt–S.", "Najimov"]),
        ("B. Konysbayeva–Yallama", 14, ["B.", "Konysbayeva–", "Yallama"]),
        ("near Al Ain", 20, ["near Al Ain"]),
        ("Unterretzbach", 6, ["Unterr", "etzbac", "h"]),
        ("road/rail study", 9, ["road/rail", "study"]),
        ("", 9, [""]),
    ],
)
def test_a_text_is_folded_between_words_then_at_dashes(text, width, lines):
    assert folded(text, width) == lines


@given(st.text("ab–- ", max_size=40), st.integers(2, 12))
def test_folding_keeps_every_letter_and_the_width(text, width):
    lines = folded(text, width)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=6))
def test_printed_shares_sum_to_exactly_one(parts):
    made = shares([(str(i), part / sum(parts)) for i, part in enumerate(parts)])
    assert sum(round(1000 * share) for share in made.values()) == 1000
    assert all(made.values())


@pytest.mark.parametrize(("value", "text"), [(-0.3, "±0"), (0.0, "±0"), (-0.6, "-1"), (1234.4, "+1 234")])
def test_a_difference_of_nothing_has_no_sign(value, text):
    assert _signed(value) == text

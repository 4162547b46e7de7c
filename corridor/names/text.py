"""Compares names as people do: case, accents and punctuation do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from unicodedata import category, normalize

CLOSE = 0.8
"""share of letters that two names must have in common to be taken for one another"""
MOST = 3
"""names that a suggestion shows at most"""

_UNMARKED = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})
_APOSTROPHES = re.compile(r"['’‘ʻʼ`´.]")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return a name in lower case, without accents, "and" for "&", each run of punctuation one space."""
    marked = normalize("NFKD", normalize("NFKD", text).casefold().replace("&", " and "))
    plain = "".join(letter for letter in marked if category(letter) != "Mn").translate(_UNMARKED)
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", plain)).strip().removeprefix("the ")


def alike(one: str, other: str) -> float:
    """Return the share of letters that two folded names have in common, spaces left out."""
    return SequenceMatcher(None, one.replace(" ", ""), other.replace(" ", "")).ratio()


def close(text: str, shown: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return what to suggest for a mistyped name, best first.

    `shown` says for each folded name what to show for it.
    """
    typed = fold(text)
    longer = sorted(name for name in shown if len(typed) > 2 and name.startswith(typed))
    near = get_close_matches(typed, shown, n=4 * MOST, cutoff=CLOSE)
    return tuple(dict.fromkeys(what for name in (*longer, *near) for what in shown[name]))[:MOST]

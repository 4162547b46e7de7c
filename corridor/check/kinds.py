"""Kinds of fields: what makes a rule that says what would be right in a field."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from corridor.read import YEARS, day

Rule = Callable[[str], str]
"""takes the text of a field; returns what would be right, "" where the text is"""


def anything(_: str) -> str:
    """Let any text pass."""
    return ""


def filled(text: str) -> str:
    """Ask for a text."""
    return "" if text.strip() else "a text, not an empty field"


def one_of(*words: str) -> Rule:
    """Ask for one of a few words."""
    return lambda text: "" if text in words else f"one of {', '.join(word or 'empty' for word in words)}"


def number(least: float, most: float, *, unit: str = "", empty: bool = False) -> Rule:
    """Ask for a number from `least` to `most`."""
    right = f"a number from {least:g} to {most:g}{unit and ' '}{unit}{', or empty' if empty else ''}"

    def rule(text: str) -> str:
        if empty and not text:
            return ""
        try:
            value = float(text)
        except ValueError:
            return right
        return "" if math.isfinite(value) and least <= value <= most else right

    return rule


def date(text: str) -> str:
    """Ask for an ISO date, month or year, or nothing."""
    try:
        day(text)
    except ValueError:
        return f"a date, month or year, as 2025-10-12, 2025-10 or 2025, from {YEARS[0]} to {YEARS[1]}, or empty"
    return ""


def matching(pattern: str, right: str) -> Rule:
    """Ask for a text of some form."""
    known = re.compile(pattern)
    return lambda text: "" if known.fullmatch(text) else right


def each(rule: Rule, *, apart: str = "|", empty: bool = False) -> Rule:
    """Ask for one or more parts, each by a rule."""

    def whole(text: str) -> str:
        if not text:
            return "" if empty else rule("") or "at least one part"
        return next(filter(None, (rule(part.strip()) for part in text.split(apart))), "")

    return whole

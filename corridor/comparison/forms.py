"""Forms that a value out of a JSON file must have: each says where it is not right, and what would be."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any

Check = Callable[[Any, str], None]
"""takes a value and where it stands, raises Misfit"""

LARGEST = 1e15
"""no number of a plan comes near it"""
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""what is no text of one line, or turns the text around it about"""


class Misfit(ValueError):  # noqa: N818 - what does not fit, told by its catcher as an error
    """A value that is not of its form."""

    def __init__(self, where: str, right: str, value: Any) -> None:
        super().__init__(f"{where} must be {right}, not {_short(value)}")


def text(value: Any, where: str) -> None:
    """Take a text of one line."""
    if not isinstance(value, str) or _UNFIT.search(value):
        raise Misfit(where, "a text of one line", value)


def number(value: Any, where: str) -> None:
    """Take a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= LARGEST:
        raise Misfit(where, "a finite number", value)


def amount(value: Any, where: str) -> None:
    """Take a finite number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LARGEST:
        raise Misfit(where, "a finite number, 0 or more", value)


def share(value: Any, where: str) -> None:
    """Take a number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Misfit(where, "a number from 0 to 1", value)


def count(value: Any, where: str) -> None:
    """Take a whole number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST:
        raise Misfit(where, "a whole number, 0 or more", value)


def truth(value: Any, where: str) -> None:
    """Take true or false."""
    if not isinstance(value, bool):
        raise Misfit(where, "true or false", value)


def maybe(check: Check) -> Check:
    """Take null too."""

    def checked(value: Any, where: str) -> None:
        if value is not None:
            check(value, where)

    return checked


def one_of(words: Iterable[str]) -> Check:
    """Take one of some words."""
    known = tuple(str(word) for word in words)

    def checked(value: Any, where: str) -> None:
        if not isinstance(value, str) or value not in known:
            raise Misfit(where, f"one of {', '.join(known)}" if len(known) > 1 else repr(known[0]), value)

    return checked


def like(pattern: str, right: str) -> Check:
    """Take a text of a pattern."""
    whole = re.compile(pattern)

    def checked(value: Any, where: str) -> None:
        if not isinstance(value, str) or not whole.fullmatch(value):
            raise Misfit(where, right, value)

    return checked


def listed(check: Check, *, least: int = 0) -> Check:
    """Take a list of so many or more."""

    def checked(value: Any, where: str) -> None:
        if not isinstance(value, list) or len(value) < least:
            raise Misfit(where, f"a list of {least} or more" if least else "a list", value)
        for i, one in enumerate(value):
            check(one, f"{where}[{i}]")

    return checked


def record(needed: dict[str, Check], more: dict[str, Check] | None = None) -> Check:
    """Take an object that has the fields that are needed; `more` may be missing, others are left alone."""

    def checked(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Misfit(where or "it", "an object", value)
        dot = f"{where}." if where else ""
        for name, check in needed.items():
            if name not in value:
                raise Misfit(where or "it", f"an object with {name!r}", sorted(value)[:8])
            check(value[name], f"{dot}{name}")
        for name, check in (more or {}).items():
            if name in value:
                check(value[name], f"{dot}{name}")

    return checked


def each(check: Check) -> Check:
    """Take an object of fields that are all of one form."""

    def checked(value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Misfit(where, "an object", value)
        for name, one in value.items():
            text(name, f"the name of a field of {where}")
            check(one, f"{where}.{name}")

    return checked


def both(*checks: Check) -> Check:
    """Take what each of some forms takes."""

    def checked(value: Any, where: str) -> None:
        for check in checks:
            check(value, where)

    return checked


def _short(value: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict | list):
        return ("an object" if isinstance(value, dict) else "a list") if value else "empty"
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST:
        return "a number too large"
    told = json.dumps(value)
    return told if len(told) <= 40 else f"{told[:37]}…"

"""Colours of maps and charts by theme: told apart under every colour vision; letters carry identity."""

from __future__ import annotations

from dataclasses import dataclass

from corridor.model import Mode


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as in the style sheet of the map page."""

    ink: str
    quiet: str
    paper: str
    rule: str
    land: str
    sea: str
    closed: str
    on_alternative: str
    """of a letter on the colour of its alternative"""
    alternatives: tuple[str, ...]


LIGHT = Theme(
    ink="#1b2430",
    quiet="#5a6675",
    paper="#ffffff",
    rule="#d9dee4",
    land="#f4f1ea",
    sea="#dbe7ee",
    closed="#b42318",
    on_alternative="#ffffff",
    alternatives=("#0072b2", "#d55e00", "#332288", "#6b4e16", "#aa3377", "#111111", "#a1848a", "#1400d9"),
)
DARK = Theme(
    ink="#e8edf3",
    quiet="#a3adba",
    paper="#171b21",
    rule="#363d47",
    land="#262b33",
    sea="#10141a",
    closed="#ff8a80",
    on_alternative="#0b0e12",
    alternatives=("#56b4e9", "#e69f00", "#6b5cf7", "#ad5e5a", "#d904b4", "#d1feec", "#abd2a6", "#fee01a"),
)
DASHES = {Mode.ROAD: "", Mode.RAIL: "9 6", Mode.SEA: "1 7"}
"""stroke-dasharray of a line by mode, "" for solid; that of the sea has round ends"""

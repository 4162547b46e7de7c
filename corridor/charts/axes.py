"""Axes: where ticks stand, what they say, and where a value lies on the paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from corridor.charts.values import Measure, Panel, Vertex
from corridor.io import words

DAYS_FROM_H = 72.0
"""a time axis that goes farther counts days"""
BAND_OVER = 1.4
"""how far beyond the highest line the axis goes for the high end of the band"""
TICKS_ACROSS, TICKS_UP = 7, 8
"""at most, the origin not counted"""
HOURS = (1.0, 2.0, 3.0, 6.0, 12.0, 24.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """From 0 to `most`, over `length` pixels from `zero` (which grow with the values where `length` is positive)."""

    most: float
    zero: float
    length: float
    ticks: tuple[tuple[float, str], ...]
    title: str

    def at(self, value: float) -> float:
        """Return where a value lies, at most where the axis ends."""
        return self.zero + self.length * min(value / self.most, 1.0)


def across(panel: Panel, *, left: float, width: float) -> Axis:
    """Return the axis of distance."""
    most = max((one.end.km for one in panel.series), default=0.0) or 1.0
    step = _round(most / TICKS_ACROSS)
    ticks = tuple((step * i, _tick(step * i)) for i in range(int(most / step + 1e-9) + 1))
    return Axis(most, left, width, ticks, "distance, km")


def up(panel: Panel, *, bottom: float, height: float) -> Axis:
    """Return the axis of hours, days or dollars: it holds every line, and of the band what is not far above them."""
    top = max((one.end.value for one in panel.series), default=0.0) or 1.0
    high = panel.series[0].end.high if panel.series else top
    most = max(top * 1.08, min(high, top * BAND_OVER))
    scale, unit = 1.0, "USD"
    if panel.measure is Measure.TIME:
        scale, unit = (24.0, "days") if most > DAYS_FROM_H else (1.0, "hours")
    step = _round(most / scale / TICKS_UP)
    if unit == "hours":
        step = next((one for one in HOURS if one >= most / TICKS_UP), HOURS[-1]) if most > 3 else step
    ticks = tuple((step * scale * i, _tick(step * i)) for i in range(int(most / scale / step + 1e-9) + 1))
    return Axis(most, bottom, -height, ticks, f"{panel.measure.value} since the origin, {unit}")


def band(vertices: tuple[Vertex, ...], x: Axis, y: Axis) -> tuple[tuple[float, float], ...]:
    """Return the outline of what lies between the lows and the highs, cut where the axis ends."""
    highs = [(x.at(one.km), y.at(one.value)) for one in _cut(vertices, y.most)]
    lows = [(x.at(one.km), y.at(one.low)) for one in vertices]
    return (*highs, *reversed(lows))


def _cut(vertices: tuple[Vertex, ...], most: float) -> list[Vertex]:
    """Return the highs as values, with a vertex where they pass `most`, so that a slope stays a slope."""
    found: list[Vertex] = []
    before = vertices[0]
    for one in vertices:
        if before.high < most < one.high:
            share = (most - before.high) / (one.high - before.high)
            found.append(Vertex(before.km + share * (one.km - before.km), most, most, most))
        found.append(Vertex(one.km, min(one.high, most), one.low, one.high))
        before = one
    return found


def _tick(value: float) -> str:
    return words.number(value) if value >= 10 else f"{value:g}"


def _round(step: float) -> float:
    """Return the next of 1, 2, 5, 10, 20… that is not less."""
    power = 10.0 ** math.floor(math.log10(step))
    return float(next(power * one for one in (1, 2, 5, 10) if power * one >= step * (1 - 1e-9)))

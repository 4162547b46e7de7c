"""One panel: axes, the band, lines, steps and their labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corridor.charts import marks
from corridor.charts.axes import Axis, across, band, up
from corridor.charts.labels import Box, Label, Sheet, Spot, Wish, fitted, width
from corridor.charts.values import Measure, Move, Panel, Series, Step, assumed
from corridor.io import words
from corridor.model import Status
from corridor.palette import LIGHT

LEFT, RIGHT, TOP = 50.0, 30.0, 26.0
STRIP = 14.0
"""the countries of the first corridor, under the axis"""
BELOW = STRIP + 40.0
NAME_PX = 190.0
"""room for the name of a stop"""
LEAST_PX = 3.0
"""height of a step from which one of another corridor than the first is named"""
OVER = 2
"""lines that the name of one of the first corridor may lie over"""
HUES = len(LIGHT.alternatives)


@dataclass(frozen=True, slots=True)
class Plot:
    """A panel with its axes and place."""

    panel: Panel
    x: Axis
    y: Axis
    top: float

    @property
    def bottom(self) -> float:
        """Where the axis of distance lies."""
        return self.y.zero

    def spot(self, km: float, value: float) -> Spot:
        """Return where a vertex lies."""
        return self.x.at(km), self.y.at(value)


def plotted(panel: Panel, *, top: float, wide: float, high: float) -> Plot:
    """Return a panel in its place: `top` is where its title begins, `high` the height between the axes."""
    bottom = top + TOP + high
    x = across(panel, left=LEFT, width=wide - LEFT - RIGHT)
    return Plot(panel, x, up(panel, bottom=bottom, height=high), top + TOP)


def drawn(plot: Plot) -> tuple[str, ...]:
    """Return a panel as SVG: what lies below first."""
    best, *others = plot.panel.series or (None,)
    if best is None:
        middle = (plot.top + plot.bottom) / 2
        return (marks.text(f"no {plot.panel.measure.value}: no data", plot.x.zero, middle, "quiet"),)
    order = (*reversed(others), best)
    sheet = _sheet(plot)
    badges = tuple(_badge(plot, one, sheet) for one in plot.panel.series)
    alike = Counter(one.hue % HUES for one in plot.panel.series)
    return (
        *_grid(plot),
        _band(plot, best),
        *(mark for one in order for mark in _line(plot, one, best=one is best)),
        *_strip(plot, best),
        *_labels(plot, sheet),
        *(_initial(plot, one, sheet) for one in plot.panel.series if alike[one.hue % HUES] > 1),
        *(leader for leader, _ in badges),
        *(letter for _, letter in badges),
    )


def labels(plot: Plot) -> tuple[Label, ...]:
    """Return the labels of the stops in their places, the most telling first; what has no room is left out."""
    sheet = _sheet(plot)
    for one in plot.panel.series:
        _badge(plot, one, sheet)
    return tuple(label for label, _ in _placed(plot, sheet))


def _sheet(plot: Plot) -> Sheet:
    lines = {
        (plot.spot(part.start.km, part.start.value), plot.spot(part.end.km, part.end.value)): None
        for one in plot.panel.series
        for part in one.parts
    }
    wide = plot.x.zero + plot.x.length + RIGHT
    sheet = Sheet(Box(0, plot.top - 4, wide, plot.bottom - 1), tuple(lines))
    sheet.taken.append(Box(0, 0, LEFT, plot.bottom))
    return sheet


def _grid(plot: Plot) -> Iterable[str]:
    x, y = plot.x, plot.y
    end = x.zero + x.length
    yield marks.text(y.title, 4, plot.top - 12, "strong ink")
    level = "".join(marks.path(((x.zero, y.at(value)), (end, y.at(value)))) for value, _ in y.ticks)
    yield marks.tag("path", d=level, klass="hair rule")
    for value, word in y.ticks:
        yield marks.text(word, x.zero - 6, y.at(value) + 4, "end quiet")
    foot = plot.bottom + STRIP
    yield marks.tag(
        "path", d="".join(marks.path(((x.at(km), foot), (x.at(km), foot + 4))) for km, _ in x.ticks), klass="hair axis"
    )
    for km, word in x.ticks:
        yield marks.text(word, x.at(km), foot + 17, "mid quiet")
    yield marks.text(x.title, end + RIGHT - 4, foot + 32, "end quiet")


def _strip(plot: Plot, best: Series) -> Iterable[str]:
    """Yield the countries of a corridor along the axis."""
    spans: list[tuple[str, float, float]] = []
    for move in best.moves:
        if spans and spans[-1][0] == move.country:
            spans[-1] = (move.country, spans[-1][1], move.end.km)
        else:
            spans.append((move.country, move.start.km, move.end.km))
    for i, (country, start, end) in enumerate(spans):
        left, right = plot.x.at(start), plot.x.at(end)
        klass = "land" if country else "water"
        yield marks.tag("rect", x=left, y=plot.bottom, width=right - left, height=STRIP, klass=klass)
        if i:
            yield marks.tag("path", d=marks.path(((left, plot.bottom), (left, plot.bottom + STRIP))), klass="hair axis")
        word = country or "sea"
        if width(word, marks.SIZE) + 2 <= right - left:
            yield marks.text(word, (left + right) / 2, plot.bottom + 11, "mid quiet")
    yield marks.text(best.key, 4, plot.bottom + 11, f"strong f{best.hue % HUES}")
    line = ((plot.x.zero, plot.bottom), (plot.x.zero + plot.x.length, plot.bottom))
    yield marks.tag("path", d=marks.path(line), klass="hair axis")


def _band(plot: Plot, best: Series) -> str:
    outline = marks.path(band(best.vertices, plot.x, plot.y), close=True)
    said = marks.title(f"{best.key}: from all lows to all highs, {_span(best, plot.panel.measure)}")
    return marks.tag("path", said, d=outline, klass=f"band f{best.hue % HUES}")


def _span(one: Series, measure: Measure) -> str:
    if measure is Measure.TIME:
        return f"{words.hours(one.end.low)} to {words.hours(one.end.high)}"
    return f"{words.number(one.end.low)} to {words.number(one.end.high)} USD"


def _line(plot: Plot, one: Series, *, best: bool) -> Iterable[str]:
    whole = (plot.spot(vertex.km, vertex.value) for vertex in one.vertices)
    yield marks.tag("path", d=marks.path(whole), klass="case")
    for part in one.parts:
        ends = (plot.spot(part.start.km, part.start.value), plot.spot(part.end.km, part.end.value))
        look = [f"l s{one.hue % HUES}", *(["best"] if best else []), *(["thin"] if assumed(part) else [])]
        if isinstance(part, Move):
            klass = " ".join([*look, *([part.mode.value] if part.mode != "road" else [])])
        else:
            klass = " ".join([*look, *(["shut"] if part.status is Status.CLOSED else [])])
        yield marks.tag("path", marks.title(f"{one.key}: {_told(part)}"), d=marks.path(ends), klass=klass)


def _told(part: Move | Step) -> str:
    """Return all of a part in words."""
    if isinstance(part, Move):
        where = f"{part.mode.value}{f' {part.country}' if part.country else ''} {part.name}"
        length = f"{words.number(part.end.km - part.start.km)} km"
        told = (where, length, _amount(part), part.figure.basis.value, part.planned)
    else:
        status = "" if part.status is Status.OPEN else _status(part)
        told = (part.name, part.kind.value.replace("_", " "), _amount(part), part.figure.basis.value, status)
    return ", ".join(filter(None, told))


def _amount(part: Move | Step) -> str:
    return words.figure(part.figure) + (" USD" if part.figure.unit == "USD" else "")


def _status(step: Step) -> str:
    return f"{words.standing(step.status)}{f' since {step.since}' if step.since else ''}"


def _badge(plot: Plot, one: Series, sheet: Sheet) -> tuple[str, str]:
    """Return the letter at the end of a line, and what joins the two."""
    x, y = plot.spot(one.end.km, one.end.value)
    wide = 8.5 + 3.5 * (len(one.key) - 1)
    for across_px, up_px in ((a, u) for u in (0, -17, 17, -34, 34, -51, 51, -68, 68, 85, 102) for a in (13, -13, 0)):
        if not up_px and across_px <= 0:
            continue
        at = (x + across_px, y + up_px)
        box = Box(at[0] - wide, at[1] - 8.5, at[0] + wide, at[1] + 8.5)
        if sheet.free([box]):
            sheet.taken.append(box)
            leader = marks.tag("path", d=marks.path(((x, y), at)), klass=f"hair s{one.hue % HUES}")
            return leader, marks.badge(one.key, *at, one.hue % HUES)
    return "", marks.badge(one.key, x + 13, y, one.hue % HUES)


def _initial(plot: Plot, one: Series, sheet: Sheet) -> str:
    """Return the letter of a corridor on its line, where another has the same colour."""
    spots = []
    for move in sorted(one.moves, key=lambda each: each.start.km - each.end.km):
        ends = plot.spot(move.start.km, move.start.value), plot.spot(move.end.km, move.end.value)
        spots += [tuple(a + part * (b - a) for a, b in zip(*ends, strict=True)) for part in (0.5, 0.3, 0.7)]
    wide = width(one.key, marks.SIZE) / 2 + 1
    for x, y in spots:
        box = Box(x - wide, y - 7, x + wide, y + 7)
        if sheet.free([box]):
            sheet.taken.append(box)
            return marks.text(one.key, x, y + 4, f"mid strong halo f{one.hue % HUES}")
    return ""


def _placed(plot: Plot, sheet: Sheet) -> Iterable[tuple[Label, Step]]:
    """Yield labels in place, a gateway once: what is closed, the first corridor's stops, the rest; long ones first."""
    told: set[str] = set()
    wished = [(i, one, step) for i, one in enumerate(plot.panel.series) for step in one.steps]
    first = sorted(wished, key=lambda w: (w[2].status is not Status.CLOSED, w[0] > 0, -w[2].figure.value))
    for i, one, step in first:
        if step.gateway in told and i:
            continue
        wish = _wish(plot, one, step, first=not i)
        told_anyway = not i or step.status is Status.CLOSED
        if not told_anyway and wish.bottom - wish.top < LEAST_PX:
            continue
        label = sheet.put(wish, size=marks.SIZE, over=OVER if told_anyway else 0)
        if label:
            told.add(step.gateway)
            yield label, step


def _wish(plot: Plot, one: Series, step: Step, *, first: bool) -> Wish:
    name = fitted(marks.clean(re.sub(r"\s*\([^()]*\)", "", step.name)), marks.SIZE, NAME_PX)
    lead = "" if first else f"{one.key}: "
    x, bottom = plot.spot(step.start.km, step.start.value)
    top = plot.spot(step.end.km, step.end.value)[1]
    line = f"{lead}{name} {_amount(step)}"
    status = fitted(marks.clean(_status(step)), marks.SIZE, NAME_PX)
    return Wish((line, status) if step.status is Status.CLOSED else (line,), x, bottom, top)


def _labels(plot: Plot, sheet: Sheet) -> Iterable[str]:
    found = list(_placed(plot, sheet))
    for label, _ in found:
        if label.leader:
            yield marks.tag("path", d=marks.path(label.leader), klass="hair axis dots")
    for label, step in found:
        colour = "red" if step.status is Status.CLOSED else "ink"
        x = label.box.right if label.leftward else label.box.left
        for i, line in enumerate(label.wish.lines):
            side = " end" if label.leftward else ""
            y = label.box.top + marks.SIZE * (1.2 * i + 0.95)
            yield marks.text(line, x, y, f"halo {colour}{side}")

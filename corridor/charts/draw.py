"""The whole picture: heading, panels, legend, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from corridor.charts import marks
from corridor.charts.labels import width, wrapped
from corridor.charts.plot import BELOW, HUES, LEFT, TOP, drawn, plotted
from corridor.charts.values import Chart, Entry, Measure, Panel, assumed
from corridor.io import words
from corridor.model import Figure, Status

MARGIN = 4.0
LINE = 16.0
BOLD = 1.12
"""width of bold letters beside common ones"""


def svg(chart: Chart, *, wide: float) -> str:
    """Return a chart as the text of an SVG file, `wide` pixels of its own across; it fits its place."""
    parts: list[str] = []
    y = _heading(chart, parts, wide)
    for one in chart.panels:
        plot = plotted(one, top=y, wide=wide, high=min(360.0, 0.52 * wide))
        parts += drawn(plot)
        y = plot.bottom + BELOW
        y = _lines(parts, (f"{left.key} is not drawn: {left.reason}" for left in one.left_out), y, wide, "quiet")
        y += 10
    y = _key(chart, parts, y, wide)
    for entry in chart.entries:
        y = _entry(entry, parts, y, wide)
    y = _lines(parts, _notes(chart), y + 4, wide, "quiet")
    high = round(y + 4)
    ground = marks.tag("rect", width=wide, height=high, klass="paper")
    hues = {entry.hue % HUES for entry in chart.entries}
    about = marks.title(chart.title) + marks.tag("desc", escape(marks.clean(described(chart)), quote=False))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" class="tcd" role="img" '
        f'style="display:block;width:100%;max-width:{1.5 * wide:g}px;height:auto;margin:0 auto">'
        + "\n".join((about + marks.style(hues), ground, *parts))
        + "\n</svg>\n"
    )


def described(chart: Chart) -> str:
    """Return in words what a chart shows, for those who do not see it."""
    what = " and ".join(f"cumulative {one.measure.value}" for one in chart.panels)
    rows = "; ".join(
        ", ".join(filter(None, (f"{one.key} {one.name}", *_totals(one), *one.closed))) for one in chart.entries
    )
    return f"Distance across, {what} upward; moves slant, stops rise. {chart.subtitle}. {rows}."


def _heading(chart: Chart, parts: list[str], wide: float) -> float:
    y = 4.0
    for line in wrapped(marks.clean(chart.title), 17 * BOLD, wide - 2 * MARGIN):
        y += 21
        parts.append(marks.text(line, MARGIN, y, "big ink"))
    return _lines(parts, (chart.subtitle,), y + 6, wide, "quiet") + 12


def _lines(parts: list[str], lines: Iterable[str], y: float, wide: float, klass: str, left: float = MARGIN) -> float:
    """Add lines of text, wrapped, and return where the next goes."""
    for line in lines:
        for piece in wrapped(marks.clean(line), marks.SIZE, wide - left - MARGIN):
            y += LINE
            parts.append(marks.text(piece, left, y - 4, klass))
    return y


def _entry(entry: Entry, parts: list[str], y: float, wide: float) -> float:
    hue, left = entry.hue % HUES, MARGIN + 24
    parts.append(marks.badge(entry.key, MARGIN + 9, y + 9, hue))
    for line in wrapped(marks.clean(entry.name), marks.SIZE * BOLD, wide - left):
        parts.append(marks.text(line, left, y + 13, "strong ink"))
        y += LINE
    y = _lines(parts, (" · ".join(_totals(entry)),), y, wide, "quiet", left)
    return _lines(parts, entry.closed, y, wide, "red", left) + 6


def _totals(entry: Entry) -> Iterable[str]:
    yield _total(entry.time, "time", "")
    yield _total(entry.cost, "cost", " USD")


def _total(figure: Figure | None, what: str, unit: str) -> str:
    if figure is None:
        return f"{what}: {words.NO_DATA}"
    span = words.span(figure)
    return f"{words.figure(figure)}{unit}{f' ({span})' if span else ''}"


def _key(chart: Chart, parts: list[str], y: float, wide: float) -> float:
    """Add what lines and colours mean, of what there is in the chart."""
    x = MARGIN
    for word, sample in _samples(chart):
        room = 34 + width(word, marks.SIZE) + 14
        if x + room > wide and x > MARGIN:
            x, y = MARGIN, y + LINE + 2
        parts += [sample(x, y + 8), marks.text(word, x + 34, y + 12, "quiet")]
        x += room
    return y + LINE + 8


def _samples(chart: Chart) -> Iterable[tuple[str, Callable[[float, float], str]]]:
    every = [part for panel in chart.panels for one in panel.series for part in one.parts]
    moves = {move.mode for panel in chart.panels for one in panel.series for move in one.moves}
    steps = [step for panel in chart.panels for one in panel.series for step in one.steps]
    for mode in ("road", "rail", "sea"):
        if mode in moves:
            yield mode, _sample(f"l inky {mode}")
    if any(not assumed(part) for part in every):
        yield "measured or derived", _sample("l inky best")
    if any(map(assumed, every)):
        yield "assumed", _sample("l inky thin")
    if steps:
        yield "stop", _sample("l inky", upright=True)
    if any(step.status is Status.CLOSED for step in steps):
        yield "closed", _sample("l shut", upright=True)
    first = next((one for panel in chart.panels for one in panel.series[:1]), None)
    if first:
        yield f"{first.key}, all lows to all highs", _area(f"band f{first.hue % HUES}")
    if first and any(move.country for move in first.moves):
        yield f"countries of {first.key}", _area("land")


def _sample(klass: str, *, upright: bool = False) -> Callable[[float, float], str]:
    def mark(x: float, y: float) -> str:
        ends = ((x + 14, y - 7), (x + 14, y + 7)) if upright else ((x, y), (x + 28, y))
        return marks.tag("path", d=marks.path(ends), klass=klass)

    return mark


def _area(klass: str) -> Callable[[float, float], str]:
    return lambda x, y: marks.tag("rect", x=x, y=y - 6, width=28, height=12, klass=klass)


def _notes(chart: Chart) -> Iterable[str]:
    if any(assumed(part) for panel in chart.panels for one in panel.series for part in one.parts):
        yield "~ and thin lines rest on an assumption."
    for panel in chart.panels:
        if over := _over(panel):
            yield over
    built = {one.key: None for panel in chart.panels for one in panel.series for move in one.moves if move.planned}
    if built:
        yield f"Planned links are taken as built in {', '.join(built)}."
    if any(step.status is Status.CLOSED for panel in chart.panels for one in panel.series for step in one.steps):
        yield "What is closed is drawn on its last open time and cost."
    yield f"What is drawn rests on {chart.sources} source{'' if chart.sources == 1 else 's'}."


def _over(panel: Panel) -> str:
    """Return how far the band goes where the axis ends before it, "" where it does not."""
    if not panel.series:
        return ""
    plot = plotted(panel, top=0, wide=2 * LEFT, high=TOP)
    first = panel.series[0]
    if first.end.high <= plot.y.most:
        return ""
    high = words.hours(first.end.high) if panel.measure is Measure.TIME else f"{words.number(first.end.high)} USD"
    return f"The band of {first.key} goes on beyond the {panel.measure.value} axis, to {high}."

"""A comparison as text: Markdown, a chart, and a page by itself."""

from __future__ import annotations

from html import escape

from corridor.charts import NARROW, WIDE, draw_keyed
from corridor.comparison.cells import Cell, breakeven, chances, heads, legend, table
from corridor.comparison.values import Comparison
from corridor.io.markdown import bullets, escaped, markdown_table

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
TITLE = "Time and cost by distance"
BEFORE = "How often the corridor of the row arrives before that of the column"


def comparison_markdown(found: Comparison) -> str:
    """Return a comparison as Markdown."""
    what = markdown_table(
        ("", *(one.letter for one in found.columns)),
        [(name, *map(_markdown_cell, cells)) for name, cells in table(found)],
        len(found.columns),
    )
    parts = (
        "# Comparison",
        markdown_table(("", "Target", "Corridor", "Ends"), _headed(found)),
        what,
        escaped(f"{'; '.join(legend(found))}."),
        "\n".join(f"- {escaped(warning)}" for warning in found.warnings),
        bullets("Break-even", breakeven(found)),
        _markdown_chances(found),
    )
    return "\n\n".join(filter(None, parts)) + "\n"


def _markdown_cell(one: Cell) -> str:
    return f"{one.text}; {one.span}" if one.span else one.text


def _markdown_chances(found: Comparison) -> str:
    if not found.before:
        return ""
    names, rows = chances(found)
    return f"## Arrivals\n\n{markdown_table(names, rows, len(rows))}\n\n{BEFORE}."


def comparison_svg(found: Comparison, *, wide: float = WIDE) -> str:
    """Return the time/cost-distance chart of all columns that have a corridor, "" where none has."""
    several = len({one.name for one in found.columns}) > 1
    drawn = [
        (one.letter, f"{one.name}: {one.label}" if several else one.label, one.corridor)
        for one in found.columns
        if one.corridor is not None
    ]
    return draw_keyed(drawn, title=TITLE, wide=wide) if drawn else ""


def comparison_html(found: Comparison, *, frame: str = "", policy: str = POLICY) -> str:
    """Return a page by itself: the table, and the time/cost-distance charts. It asks for nothing from anywhere.

    `frame` is the element of a map, `policy` what that may run: the Content-Security-Policy of the page.
    """
    rows = "".join(
        f"<tr><th scope=row>{escape(name)}</th>{''.join(map(_html_cell, cells))}</tr>" for name, cells in table(found)
    )
    who = "".join(
        f"<tr><th scope=row>{letter}</th><td>{escape(name)}</td><td>{escape(label)}</td><td>{escape(ends)}</td></tr>"
        for letter, name, label, ends in _headed(found)
    )
    letters = "".join(f"<th scope=col>{one.letter}</th>" for one in found.columns)
    return _PAGE.format(
        who=who,
        letters=letters,
        rows=rows,
        notes=_notes(found),
        charts=_charts(found),
        legend=_legend(found),
        frame=f"<h2>Map</h2>\n{frame}" if frame else "",
        policy=policy,
    )


def _headed(found: Comparison) -> list[tuple[str, str, str, str]]:
    """Return of each column its letter, target and corridor, and from where to where that leads, on which day."""
    columns = zip(heads(found), found.columns, strict=True)
    return [(*head, f"{one.start[1]} → {one.end[1]}, as of {one.as_of}" if one.values else "") for head, one in columns]


def _charts(found: Comparison) -> str:
    """Return the chart twice: a desk's, and one that is narrow enough to be read on a phone."""
    sizes = (("wide", WIDE), ("narrow", NARROW))
    return "".join(f'<div class="{name}">{comparison_svg(found, wide=wide)}</div>' for name, wide in sizes)


def _legend(found: Comparison) -> str:
    return escape(f"{'; '.join(legend(found))}.")


def _notes(found: Comparison) -> str:
    """Return what must be said, the break-evens and the chances to arrive before each other."""
    parts = []
    for head, lines in (("", found.warnings), ("<h2>Break-even</h2>", breakeven(found))):
        items = "".join(f"<li>{escape(one)}</li>" for one in lines)
        parts.append(f"{head}<ul>{items}</ul>" if items else "")
    if found.before:
        names, rows = chances(found)
        top = "".join(f"<th scope=col>{escape(name)}</th>" for name in names)
        body = "".join(
            f"<tr><th scope=row>{row[0]}</th>{''.join(f'<td>{escape(one)}</td>' for one in row[1:])}</tr>"
            for row in rows
        )
        table_ = f'<table class="figures"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
        region = f'<div tabindex="0" role="region" aria-label="Which arrives first">{table_}</div>'
        parts.append(f"<h2>Which arrives first</h2>{region}<p>{BEFORE}.</p>")
    return "".join(parts)


def _html_cell(one: Cell) -> str:
    best = ' class="best"' if one.best else ""
    span = f"<small>{escape(one.span)}</small>" if one.span else ""
    return f"<td{best}>{escape(one.text)}{span}</td>"


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Corridors compared</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<style>
:root {{ color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }}
body {{ margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; }}
h1 {{ font-size: 1.4rem; }}
div {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }}
th, td {{ border-bottom: 1px solid #8884; padding: .35rem .7rem; text-align: left; }}
.figures td, .figures thead th {{ text-align: right; }}
.figures thead th:first-child {{ text-align: left; }}
.best {{ font-weight: 700; background: #2e7d3226; }}
.figures td {{ white-space: nowrap; }}
.figures tbody th {{ position: sticky; left: 0; background: Canvas; }}
small {{ display: block; font-weight: 400; opacity: .75; }}
h2 {{ font-size: 1.1rem; }}
.narrow {{ display: none; }}
@media screen and (max-width: 600px) {{ .wide {{ display: none; }} .narrow {{ display: block; }} }}
iframe {{ width: 100%; height: 75vh; min-height: 460px; border: 1px solid #8884; border-radius: 7px; }}
svg {{ max-width: 100%; height: auto; }}
@media print {{ body {{ margin: 0; max-width: none; }} }}
</style></head><body><main>
<h1>Corridors compared</h1>
<div tabindex="0" role="region" aria-label="What is compared"><table>{who}</table></div>
{frame}
<h2>Figures</h2>
<div tabindex="0" role="region" aria-label="Figures"><table class="figures">
<thead><tr><th scope=col>measure</th>{letters}</tr></thead><tbody>{rows}</tbody></table></div>
<p>{legend}</p>
{notes}{charts}
</main></body></html>
"""

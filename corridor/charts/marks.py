"""SVG as text: elements, numbers, escaped words, and the style sheet that the picture carries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from corridor.model import Mode
from corridor.palette import DARK, DASHES, LIGHT, Theme

SIZE = 12.0
"""of common text, pixels"""
FONT = "system-ui,'Noto Sans','Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""what XML cannot hold, and what would turn the text around it about"""
_COMMON = f"""
text{{font:{SIZE:g}px {FONT}}} .big{{font-size:17px;font-weight:700}} .strong{{font-weight:600}}
.mid{{text-anchor:middle}} .end{{text-anchor:end}} .key{{font-weight:700;text-anchor:middle}}
.halo{{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}}
.l{{fill:none;stroke-width:2.2px}} .best{{stroke-width:3.4px}} .thin{{stroke-width:1.2px;opacity:.85}}
.best.thin{{stroke-width:1.7px}}
.rail{{stroke-dasharray:{DASHES[Mode.RAIL]}}} .sea{{stroke-dasharray:{DASHES[Mode.SEA]};stroke-linecap:round}}
.case{{fill:none;stroke-width:5px}} .shut{{stroke-width:3.4px}}
.hair{{fill:none;stroke-width:1px}} .dots{{stroke-dasharray:1 2}} .band{{opacity:.13}}
"""


def clean(text: str) -> str:
    """Return a text as XML can hold it, on one line."""
    return re.sub(r"[ \t\r\n]+", " ", _UNFIT.sub("", text)).strip()


def tag(name: str, *content: str, **attributes: str | float) -> str:
    """Return an element: attributes in the order given, `klass` for class, content as it is."""
    words = "".join(
        f' {"class" if key == "klass" else key.replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{words}>{''.join(content)}</{name}>" if content else f"<{name}{words}/>"


def text(words: str, x: float, y: float, klass: str) -> str:
    """Return words at a place, whatever is in them."""
    return tag("text", escape(clean(words), quote=False), x=x, y=y, klass=klass)


def title(words: str) -> str:
    """Return what a browser says of the element around it."""
    return tag("title", escape(clean(words), quote=False))


def path(points: Iterable[tuple[float, float]], *, close: bool = False) -> str:
    """Return a polyline as the data of a path."""
    drawn = [f"{_number(x)} {_number(y)}" for x, y in points]
    kept = [one for i, one in enumerate(drawn) if not i or one != drawn[i - 1]]
    return f"M{'L'.join(kept)}{'Z' if close else ''}"


def badge(key: str, x: float, y: float, hue: int) -> str:
    """Return the letter of an alternative on its colour."""
    wide = 8.0 + 3.5 * (len(key) - 1)
    ground = tag("rect", x=x - wide, y=y - 8, width=2 * wide, height=16, rx=8, klass=f"f{hue}")
    return ground + text(key, x, y + 4.2, "key on")


def style(hues: Iterable[int]) -> str:
    """Return the style sheet: light; dark where the reader's system, or the page around it, is; light on paper."""
    used = sorted(set(hues))
    light, dark = _rules(LIGHT, used), _rules(DARK, used)
    return tag(
        "style",
        _scoped(_COMMON, ".tcd"),
        f".tcd{{background:{LIGHT.paper}}}",
        _scoped(light, ".tcd"),
        f"@media screen and (prefers-color-scheme:dark){{.tcd{{background:{DARK.paper}}}{_scoped(dark, '.tcd')}}}",
        f"@media screen{{{_scoped(light, '[data-theme=light] .tcd')}{_scoped(dark, '[data-theme=dark] .tcd')}}}",
    )


def _rules(theme: Theme, hues: Iterable[int]) -> str:
    paints = {"ink": theme.ink, "quiet": theme.quiet, "paper": theme.paper, "land": theme.land, "water": theme.sea}
    fills = "".join(f".{name}{{fill:{colour}}}" for name, colour in paints.items())
    own = "".join(f".s{i}{{stroke:{theme.alternatives[i]}}}.f{i}{{fill:{theme.alternatives[i]}}}" for i in hues)
    rest = (
        f".on{{fill:{theme.on_alternative}}}.red{{fill:{theme.closed}}}.shut{{stroke:{theme.closed}}}"
        f".rule{{stroke:{theme.rule}}}.axis{{stroke:{theme.quiet}}}.inky{{stroke:{theme.ink}}}.halo{{stroke:{theme.paper}}}.case{{stroke:{theme.paper}}}"
    )
    return fills + own + rest


def _scoped(rules: str, scope: str) -> str:
    """Return rules for what is in `scope` alone, so that a page around the picture keeps its own look."""
    return "".join(f"{scope} {rule.strip()}}}" for rule in rules.split("}") if rule.strip())


def _value(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short

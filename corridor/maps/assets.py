"""The files that the map page carries: vendored ones as their manifest has them, and our own."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path

from corridor.errors import DataError

STATIC = Path(__file__).resolve().parent / "static"

LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.js"
LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.4/dist/leaflet.css"
"""What folium would link to; the page carries the file of that name instead."""

SCRIPTS = (
    "shim.js",
    "words.js",
    "read.js",
    "base.js",
    "map.js",
    "lines.js",
    "markers.js",
    "sheet.js",
    "table.js",
    "legs.js",
    "chart.js",
    "trace.js",
    "export.js",
    "panel.js",
    "view.js",
    "app.js",
)
"""Our own scripts of a plan's page in order; they share one scope and define `corridorPage`."""
GATEWAY_SCRIPTS = ("shim.js", "words.js", "base.js", "map.js", "markers.js", "sheet.js", "gateway.js")
"""Those of a gateway's page, which define `gatewayPage`."""
STYLES = ("app.css", "sheet.css")
"""Our own style sheets in order."""
OWN_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
CODE_SPACE = re.compile(r"""('(?:[^'\\]|\\.)*')| ?([{}()\[\];,=<>?:&|]) ?""")
"""of a script; texts in single quotes stay as they are"""
SPACE = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|;?\s*(\})\s*|\s*([{;,>])\s*|(:)\s+""", re.DOTALL)
"""of a style sheet; texts in quotes stay as they are"""


@cache
def text(name: str) -> str:
    """Return the text of a file of `static/`, vendored ones checked against the manifest.

    Raises
    ------
    DataError
        where the file is missing or is not the one that the manifest describes.
    """
    try:
        content = (STATIC / name).read_bytes()
    except OSError as error:
        raise DataError(f"map file {name!r} cannot be read: reinstall corridor ({error})") from error
    known = manifest().get(name)
    if known is not None and hashlib.sha256(content).hexdigest() != known["sha256"]:
        raise DataError(f"map file {name!r} differs from the manifest: reinstall corridor")
    return content.decode("utf-8")


@cache
def manifest() -> dict[str, dict[str, str]]:
    """Return the vendored files by name, each with package, version, licence and sha256."""
    entries = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return {entry["file"]: entry for entry in entries}


def carried() -> dict[str, str]:
    """Return the text of each vendored file by the URL that folium would link to."""
    return {LEAFLET_JS: text("leaflet.js"), LEAFLET_CSS: style("leaflet.css")}


def page_script(names: tuple[str, ...]) -> str:
    """Return scripts as one, without comments that have lines of their own and the space that nothing needs.

    Lines stay lines. One with a quote that may hold anything, a pattern or a remark loses only its indentation.
    """
    lines = (line.strip() for name in names for line in OWN_COMMENT.sub("", text(name)).splitlines())
    body = "\n".join(_close(line) for line in lines if line and not line.startswith("//"))
    return f"(function () {{\n'use strict';\n{body}\n}})();"


def _close(line: str) -> str:
    return line if any(mark in line for mark in '"`/') else CODE_SPACE.sub(lambda found: found[1] or found[2], line)


def page_style() -> str:
    """Return our own style sheets as one."""
    return "\n".join(map(style, STYLES))


def style(name: str) -> str:
    """Return a style sheet without comments and the space that nothing needs."""
    return SPACE.sub(lambda found: found[found.lastindex] if found.lastindex else "", text(name)).strip()

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
    "tiles.js",
    "network.js",
    "map.js",
    "chains.js",
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
    "views.js",
    "app.js",
)
"""Our own scripts of a plan's page in order; they share one scope and define `corridorPage`."""
CHANGES_SCRIPTS = ("changes.js", *SCRIPTS)
"""Those of a page that shows what differs between two plans."""
GATEWAY_SCRIPTS = ("shim.js", "words.js", "base.js", "map.js", "markers.js", "sheet.js", "gateway.js")
"""Those of a gateway's page, which define `gatewayPage`."""
STYLES = ("app.css", "sheet.css", "views.css", "ground.css")
"""Our own style sheets in order."""
CODE_SPACE = re.compile(r"""('(?:[^'\\]|\\.)*')| ?([{}()\[\];,=<>?:&|]) ?""")
"""of a script; texts in single quotes stay as they are"""
SPACE = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|;?\s*(\})\s*|\s*([{;,>])\s*|(:)\s+""", re.DOTALL)
"""of a style sheet; texts in quotes stay as they are"""

LICENCES = ("/*!", "/* @preserve")
BACKTICK = re.compile(r"(?<!\\)`")


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
    """Return scripts as one, without what only their readers need."""
    body = "\n".join(slim(text(name)) for name in names)
    return f"(function () {{\n'use strict';\n{body}\n}})();"


def slim(code: str) -> str:
    """Return a script without comments that begin a line, indentation, empty lines and the space that nothing needs.

    Lines stay lines. Comments after code stay, and so do licences (`/* @preserve`, `/*!`) and all lines of a text
    between backticks. A line with a quote that may hold anything, a pattern or a remark loses only its indentation.
    """
    kept: list[str] = []
    in_text = in_comment = False
    for line in code.split("\n"):
        if in_text:
            kept[-1] += f"\n{line}"
            in_text ^= _opens_text(line)
            continue
        rest = line.strip()
        if in_comment or (rest.startswith("/*") and not rest.startswith(LICENCES)):
            _, end, rest = rest.partition("*/")
            in_comment, rest = not end, rest.strip()
        if rest and not rest.startswith("//"):
            kept.append(rest)
            in_text = _opens_text(rest)
    return "\n".join(map(_close, kept))


def _opens_text(line: str) -> bool:
    """Return whether a line begins a text between backticks that it does not end, or ends one."""
    return len(BACKTICK.findall(line)) % 2 == 1


def _close(line: str) -> str:
    return line if any(mark in line for mark in '"`/') else CODE_SPACE.sub(lambda found: found[1] or found[2], line)


def page_style() -> str:
    """Return our own style sheets as one."""
    return "\n".join(map(style, STYLES))


def style(name: str) -> str:
    """Return a style sheet without comments and the space that nothing needs."""
    return SPACE.sub(lambda found: found[found.lastindex] if found.lastindex else "", text(name)).strip()

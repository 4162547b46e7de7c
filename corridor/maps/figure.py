"""A branca figure that renders to one HTML file which asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator
from typing import Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from corridor.errors import DataError
from corridor.maps.tiles import host_of

IMAGES, VIDEOS = ("tiles", "url"), ("video_url",)
"""where layers that a user adds have the addresses of what they show"""
RANDOM_ID = re.compile(r"(?<=_)[0-9a-f]{32}(?![0-9a-f])")
POLICY = (
    "default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:{tiles}; "
    "{media}font-src data:; base-uri 'none'; form-action 'none'"
)
IN_NOTEBOOK = "width:100%;height:600px;border:0"
JSON_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{head}
</head>
<body>
{body}
</body>
</html>
"""


class SelfContainedFigure(Figure):
    """The root of a page: what its layers link to is carried inline, and no other script runs.

    Only pictures come from the network: those of a layer of tiles, an image or a video that a user adds, and those at
    the addresses `images`, where a reader asks for them.

    `carried` maps the URL of a script or a style sheet to its text. `data` is a value for JSON, which
    the scripts find in the element with id `corridor-data`; it is the only way for names to enter.
    """

    def __init__(
        self,
        *,
        title: str,
        data: Any,
        carried: dict[str, str],
        script: str,
        style: str,
        images: tuple[str, ...] = (),
    ) -> None:
        super().__init__(title=title, height="640px")
        self.header._children.clear()
        self.data = data
        self.carried = carried
        self.page_script = script
        self.page_style = style
        self.images = images

    def render(self, **kwargs: Any) -> str:
        """Return the page, the same text for the same content.

        Raises
        ------
        DataError
            where a layer links to a file that the page does not carry.
        """
        for child in self._children.values():
            child.render(**kwargs)
        elements = list(self.header._children.values())
        scripts = [self._text(element) for element in elements if isinstance(element, JavascriptLink)]
        styles = [self._text(element) for element in elements if isinstance(element, CssLink)]
        rest = [element for element in elements if not isinstance(element, JavascriptLink | CssLink)]
        head, body, last = _renumber(
            "\n".join(element.render(**kwargs) for element in rest),
            self.html.render(**kwargs),
            self.script.render(**kwargs),
        )
        scripts = [*scripts, self.page_script, last]
        return PAGE.format(
            policy=POLICY.format(
                hashes=" ".join(_hash(script) for script in scripts),
                tiles="".join(
                    f" {host}" for host in sorted({*_hosts(self, IMAGES), *filter(None, map(host_of, self.images))})
                ),
                media="".join(f"media-src {' '.join(found)}; " for found in [sorted({*_hosts(self, VIDEOS)})] if found),
            ),
            title=html.escape(self.title or ""),
            head="\n".join([*(f"<style>\n{style}\n</style>" for style in (*styles, self.page_style)), head]),
            body="\n".join(
                [
                    body,
                    f'<script type="application/json" id="corridor-data">{script_json(self.data)}</script>',
                    *(f"<script>{script}</script>" for script in scripts),
                ]
            ),
        )

    def _repr_html_(self, **kwargs: Any) -> str:
        """Return the page in a frame, so that two in one notebook do not meet."""
        return framed(self.render(**kwargs), self.title or "Map", style=IN_NOTEBOOK)

    def _text(self, link: JavascriptLink | CssLink) -> str:
        if link.url not in self.carried:
            raise DataError(
                f"a map layer needs {link.url!r}, which the page does not carry: "
                "give its text with CorridorMap.carry(url, text)"
            )
        return self.carried[link.url]


def framed(page: str, title: str, *, style: str = "") -> str:
    """Return a page of ours as an element of another page; ids and scripts of both do not meet."""
    quoted = (html.escape(text) for text in (title, style, page))
    return '<iframe title="{}" style="{}" srcdoc="{}"></iframe>'.format(*quoted)


def policy_of(page: str) -> str:
    """Return what a page of ours allows itself, which a page around it has to allow as well."""
    return page.split('http-equiv="Content-Security-Policy" content="', 1)[1].split('"', 1)[0]


def script_json(value: Any) -> str:
    """Return `value` as JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(JSON_ESCAPES)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _hosts(element: Element, fields: tuple[str, ...]) -> Iterator[str]:
    """Yield where the layers that a user added get what they show, the addresses of which `fields` hold."""
    for child in element._children.values():
        for address in (getattr(child, field, "") for field in fields):
            yield from filter(None, map(host_of, address if isinstance(address, list) else [str(address)]))
        yield from _hosts(child, fields)


def _renumber(*texts: str) -> list[str]:
    """Replace folium's random ids by 1, 2, 3… in order of appearance."""
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        return numbers.setdefault(found[0], str(len(numbers) + 1))

    return [RANDOM_ID.sub(number, text) for text in texts]

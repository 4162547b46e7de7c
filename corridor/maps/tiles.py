"""Tiles of online maps that a page offers: none is asked for until a reader wants them."""

from __future__ import annotations

import re

from corridor.errors import BadValueError

OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OPENSTREETMAP_CREDIT = "© OpenStreetMap contributors, openstreetmap.org/copyright"
HOST = re.compile(r"https?://(?:\{s\}\.)?[\w.-]+(?::\d+)?(?=/)")
PARTS = ("{z}", "{x}", "{y}")


def host_of(url: str) -> str | None:
    """Return the host of an address of tiles as a content security policy has it, None where there is none."""
    found = HOST.match(url)
    return found[0].replace("{s}", "*") if found else None


def offer(tiles: str | None, attribution: str) -> list[dict[str, str]]:
    """Return the tiles that a page offers: those at `tiles`, OpenStreetMap's for None, none for an empty text.

    Raises
    ------
    BadValueError
        where `tiles` is no address of tiles, or it is not said whose they are.
    """
    if tiles is None:
        return [{"name": "OpenStreetMap", "url": OPENSTREETMAP, "credit": OPENSTREETMAP_CREDIT}]
    if not tiles:
        return []
    host = host_of(tiles)
    if host is None or any(part not in tiles for part in PARTS):
        raise BadValueError(f"tiles {tiles!r} are no address such as https://host/{{z}}/{{x}}/{{y}}.png")
    if not attribution.strip():
        raise BadValueError(f"tiles {tiles!r} need their attribution: whose map it is, as attribution=…")
    return [{"name": host.split("//")[1].removeprefix("*."), "url": tiles, "credit": attribution}]

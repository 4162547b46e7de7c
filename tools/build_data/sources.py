"""Documents that facts rest on, each with an id that only its text decides."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from corridor.names.text import fold
from tools.build_data.provenance import read_csv

INPUTS = Path(__file__).parent / "inputs"
CITING = (
    "areas",
    "assumptions",
    "border_times",
    "corridors",
    "crossing_status",
    "crossings",
    "distances",
    "length_factors",
    "parameters",
    "planned_links",
    "ports",
    "sea_bans",
)
"""inputs with a column `source` that shipped tables cite"""
CODES = "UN/LOCODE 2023-1 (pyunlocode) for code"
SEAROUTE_PORTS = f"searoute 1.6.0, list of ports; {CODES}"
LOCODE_FUNCTIONS = "UN/LOCODE 2023-1 (pyunlocode), functions of places"
GENERAL = "general knowledge, unverified"
NETWORK_BORDER = "scgraph-data 2.0.0 (OpenStreetMap, early 2024), where the network meets the border"
WORDS = 6
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def source_id(text: str) -> str:
    """Return the id of a source: its first words, and four digits of its hash where it has more.

    Case, accents and punctuation do not count; "" for "".
    """
    words = fold(text).split()
    if not words:
        return ""
    slug = "-".join(words[:WORDS])
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()[:4]
    return slug if len(words) <= WORDS else f"{slug}-{digest}"


def sources() -> list[dict[str, str]]:
    """Return a row (id, title, publisher, year) for each source of CITING, by id.

    Raises
    ------
    ValueError
        where two texts have one id.
    """
    texts = {row["source"] for name in CITING for row in _rows(name) if row["source"]} | {
        SEAROUTE_PORTS,
        LOCODE_FUNCTIONS,
        GENERAL,
        NETWORK_BORDER,
    }
    titles: dict[str, str] = {}
    for text in sorted(texts):
        other = titles.setdefault(source_id(text), text)
        if fold(other) != fold(text):
            raise ValueError(f"two sources have the id {source_id(text)!r}: {other!r} and {text!r}")
    publishers = [(row["words"], row["publisher"]) for row in read_csv(INPUTS / "publishers.csv")]
    return [
        {"id": key, "title": text, "publisher": _publisher(text, publishers), "year": _year(text)}
        for key, text in sorted(titles.items())
    ]


def _rows(name: str) -> list[dict[str, str]]:
    path = INPUTS / f"{name}.csv"
    return read_csv(path) if path.exists() else []


def _publisher(text: str, publishers: list[tuple[str, str]]) -> str:
    """Return who published the first document of a text, "" where the table does not know."""
    first = text.split(";", maxsplit=1)[0]
    found = [(first.index(words), publisher) for words, publisher in publishers if words in first]
    return min(found)[1] if found else ""


def _year(text: str) -> str:
    return max(_YEAR.findall(text.replace(CODES, "")), default="")


def source_ids(texts: Iterable[str]) -> str:
    """Return the ids of several source texts, sorted, joined by |."""
    return "|".join(sorted({source_id(text) for text in texts}))

"""Values out of the fields of a table's row, each checked: what is no point, date or number is a ValueError."""

from __future__ import annotations

import datetime
import math

from corridor.data import Row

YEARS = (1900, 2100)
GAUGES_MM = (500, 1700)
"""from narrow to broad; 0 for none"""


def point(row: Row) -> tuple[float, float]:
    """Return (lon, lat) of a row."""
    lon, lat = float(row["lon"]), float(row["lat"])
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # nan is not
        raise ValueError(f"lon {row['lon']}, lat {row['lat']} is no point")
    return lon, lat


def gauge(text: str) -> int | None:
    """Return a track width in mm, None for ""."""
    if not text:
        return None
    if not GAUGES_MM[0] <= int(text) <= GAUGES_MM[1]:
        raise ValueError(f"a gauge of {text} mm")
    return int(text)


def one_of(text: str, words: tuple[str, ...]) -> str:
    """Return a word of a few."""
    if text not in words:
        raise ValueError(f"{text!r} is none of {', '.join(word or 'empty' for word in words)}")
    return text


def day(text: str) -> str:
    """Return an ISO date, month or year as it is written; "" too."""
    if text:
        first = (text + "-01-01"[len(text) - 4 :]) if len(text) in (4, 7) else text
        year = datetime.date.fromisoformat(first).year
        if not YEARS[0] <= year <= YEARS[1]:
            raise ValueError(f"the year of {text}")
    return text


def amount(text: str) -> float | None:
    """Return a number that is not negative, None for ""."""
    if not text:
        return None
    value = float(text)
    if not 0 <= value < math.inf:
        raise ValueError(f"{text} is no amount")
    return value

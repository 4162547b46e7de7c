"""UN/LOCODE 2023-1 as pyunlocode ships it: names, functions, points to a minute."""

from __future__ import annotations

import csv
import importlib.resources
import re
from dataclasses import dataclass

PORT, RAIL, ROAD, INLAND = "1", "2", "3", "6"
"""function digits of the list"""
_POINT = re.compile(r"(\d\d)(\d\d)([NS]) (\d{3})(\d\d)([EW])")


@dataclass(frozen=True)
class Locode:
    """One place of the list."""

    code: str
    name: str
    functions: str
    point: tuple[float, float] | None
    """(lon, lat), to a minute (1.8 km), where the list has it"""


def locodes() -> dict[str, Locode]:
    """Return every place of the list by its code of five letters."""
    found = {}
    folder = importlib.resources.files("pyunlocode") / "csv"
    for part in ("Part1", "Part2", "Part3"):
        text = (folder / f"2023-1 UNLOCODE CodeList{part}.csv").read_text(encoding="latin-1")
        for row in csv.reader(text.splitlines()):
            if row[2]:
                found[row[1] + row[2]] = Locode(row[1] + row[2], row[4], row[6], _point(row[10]))
    return found


def _point(text: str) -> tuple[float, float] | None:
    match = _POINT.fullmatch(text.strip())
    if match is None:
        return None
    lat, lon = int(match[1]) + int(match[2]) / 60, int(match[4]) + int(match[5]) / 60
    return (lon if match[6] == "E" else -lon, lat if match[3] == "N" else -lat)

"""Lines as short text: encoded polylines, which app scripts decode."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""n × 2, lon and lat."""

Whole = list[list[int]]
"""A line in whole steps of some size: lon and lat of each point."""

LONGEST = 60
"""points of one line of a strand at most, so that their number is one letter"""
BANDS = 60
"""bands of latitude; lines of a strand follow each other by them, so that each begins near the end of the one before"""
CHUNKS = 6
"""5-bit chunks that one difference may need: ±360 degrees at 4 decimals is 23 bits and a sign"""


def polyline(points: Points, *, decimals: int) -> str:
    """Return points as an encoded polyline (lat before lon, as the format has it), rounded to `decimals`."""
    if not len(points):
        return ""
    whole = np.rint(points[:, ::-1] * 10**decimals).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), np.int64)).ravel()
    folded = np.where(steps < 0, ~(steps << 1), steps << 1)
    shifts = 5 * np.arange(CHUNKS)
    chunks = folded[:, None] >> shifts
    used = (chunks > 0) | (shifts == 0)
    more = np.zeros_like(used)
    more[:, :-1] = used[:, 1:]
    codes = (chunks & 31) + 32 * more + 63
    return bytes(codes[used].astype(np.uint8)).decode("ascii")


def distinct(points: Points, *, decimals: int) -> Points:
    """Return points without those that round to the same as the one before."""
    whole = np.rint(points * 10**decimals)
    kept: Points = points[np.diff(whole, axis=0, prepend=np.nan).any(axis=1)]
    return kept


def whole_lines(lines: Any, step_deg: float) -> list[Whole]:
    """Return shapely lines in whole steps, without points that are the same as the one before."""
    coordinates, numbers = shapely.get_coordinates(lines, return_index=True)
    whole = np.rint(coordinates / step_deg).astype(np.int64)
    new = np.r_[True, (np.diff(np.c_[numbers, whole], axis=0) != 0).any(axis=1)][: len(whole)]
    parts = np.split(whole[new], np.flatnonzero(np.diff(numbers[new])) + 1)
    return [part.tolist() for part in parts if len(part) > 1]


def strand(lines: list[Whole]) -> tuple[str, str]:
    """Return lines as one encoded polyline, and a text with one letter for each, whose code less 63 is its points.

    Lines are joined where they meet, so they come back as fewer and longer ones, each step once.
    """
    joined = _joined(lines)
    pieces = [line[at : at + LONGEST] for line in joined for at in range(0, len(line) - 1, LONGEST - 1)]
    height = 1 + max((abs(point[1]) for line in pieces for point in line), default=0)

    def place(line: Whole) -> tuple[int, int]:
        band = BANDS * line[0][1] // height
        return band, line[0][0] if band % 2 else -line[0][0]

    pieces.sort(key=place)
    points = np.array([point for line in pieces for point in line], float).reshape(-1, 2)
    return polyline(points, decimals=0), "".join(chr(63 + len(piece)) for piece in pieces)


def _joined(lines: list[Whole]) -> list[Whole]:
    """Return trails over all lines, those first that begin where an odd number of them ends."""
    ends = [(tuple(line[0]), tuple(line[-1])) for line in lines]
    left: dict[tuple[int, ...], list[int]] = {}
    for number, pair in enumerate(ends):
        for end in pair:
            left.setdefault(end, []).append(number)
    followed = [False] * len(lines)
    trails = []
    for start in sorted(left, key=lambda place: (len(left[place]) % 2 == 0, place)):
        here, trail = start, [list(start)]
        while (found := _next(left[here], followed)) is not None:
            followed[found] = True
            forth = ends[found][0] == here
            trail += lines[found][1:] if forth else lines[found][-2::-1]
            here = ends[found][1] if forth else ends[found][0]
        if len(trail) > 1:
            trails.append(trail)
    return trails


def _next(numbers: list[int], followed: list[bool]) -> int | None:
    """Take one that was not followed off a list."""
    while numbers and followed[numbers[-1]]:
        numbers.pop()
    return numbers.pop() if numbers else None

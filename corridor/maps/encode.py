"""Lines as short text: encoded polylines, which app scripts decode."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""n × 2, lon and lat."""

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

"""From a published value with its range to draws: a normal in two halves."""

from __future__ import annotations

import numpy as np

from corridor.search import Floats

Z95 = 1.6448536269514722
"""the standard normal's 95th percentile"""


def spread(z: Floats, value: float, low: float, high: float) -> Floats:
    """Return draws whose median is `value` and whose 5th and 95th percentiles are `low` and `high`, from normal `z`.

    X = value + (value − low) · z/Z95 for z < 0 and value + (high − value) · z/Z95 above, never below 0: the two-piece
    normal (Wallis, The two-piece normal, binormal, or double Gaussian distribution, Statistical Science 29, 2014),
    its halves met at the median. It holds all three published numbers, and leans to the side to which the published
    range reaches farther, to none where that is symmetric; an end that is the value itself gives no draws beyond it.
    """
    scaled = z / Z95
    drawn = value + np.where(scaled < 0, value - low, high - value) * scaled
    return np.asarray(np.maximum(drawn, 0.0), dtype=np.float64)

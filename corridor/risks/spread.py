"""From a published value with its range to draws: a lognormal in two pieces."""

from __future__ import annotations

import numpy as np

from corridor.search import Floats

Z95 = 1.6448536269514722
"""the standard normal's 95th percentile"""


def spread(z: Floats, value: float, low: float, high: float) -> Floats:
    """Return draws whose median is `value` and whose 5th and 95th percentiles are `low` and `high`, from normal `z`.

    X = value · (value/low)^(z/Z95) for z < 0 and value · (high/value)^(z/Z95) above: a lognormal whose halves have a
    width each. Times at borders are never below 0 and trail off to the right, which it does wherever high/value is
    more than value/low; it holds all three published numbers exactly, and an end that is the value itself gives no
    draws beyond it. Logarithms know no 0: with `low` 0 the lower half is value · max(0, 1 + z/Z95), and with `value`
    0 the upper is high · z/Z95.
    """
    scaled = z / Z95
    above = np.maximum(scaled, 0.0)
    if value <= 0:
        return high * above
    below = np.minimum(scaled, 0.0)
    upper = (high / value) ** above if high > value else np.ones_like(z)
    if low <= 0:
        return np.asarray(value * upper * np.maximum(0.0, 1.0 + below), dtype=np.float64)
    lower = (value / low) ** below if low < value else np.ones_like(z)
    return np.asarray(value * upper * lower, dtype=np.float64)

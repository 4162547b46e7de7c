"""How numbers and figures are printed as plain values, and such values as JSON.

Every figure is printed as `Printed`: rounded first (DIGITS), in all three of its numbers, and every printed total
is the sum of its printed parts, so that a reader who adds up legs and stops gets the totals and their ranges to the
last decimal, and no number has the noise of a binary sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Any

from corridor.model import BorderSide, Figure, Leg, Point, Stop

DIGITS = {"km": 3, "h": 3, "USD": 2, "kg": 2, "million USD": 2, "km/h": 2, "g/tkm": 2, "×": 4, "": 4}
"""decimals of each unit: metres, some seconds, cents, ten grams, ten thousand dollars; "" is a share"""
POINT_DIGITS = 6
"""decimals of a degree, 0.1 m"""

Values = dict[str, Any]
Number = float | None


@dataclass(frozen=True, slots=True)
class Printed:
    """The numbers of a figure in the decimals of its unit, low ≤ value ≤ high."""

    value: float
    low: float
    high: float


def dumps(values: Values, indent: int | None = None) -> str:
    """Return values as JSON text that ends in a newline."""
    return json.dumps(values, ensure_ascii=False, allow_nan=False, indent=indent) + "\n"


def printed(figure: Figure | None) -> Printed | None:
    """Return the numbers of a figure in the decimals of its unit, None where there is no figure."""
    if figure is None:
        return None
    value, low, high = (round(float(one), DIGITS[figure.unit]) for one in (figure.value, figure.low, figure.high))
    return Printed(value, min(value, low), max(value, high))


def added(unit: str, figures: Iterable[Figure | None]) -> Printed | None:
    """Return the sum of printed figures of a unit, ends added to ends; None where a part is missing."""
    return sum_of(unit, [printed(figure) for figure in figures])


def taken(step: Leg | Stop | BorderSide) -> tuple[Printed | None, Printed | None]:
    """Return the printed time and cost of a step; those of a border are the sums of its printed sides."""
    if isinstance(step, Stop) and step.sides:
        return added("h", (side.time for side in step.sides)), added("USD", (side.cost for side in step.sides))
    return printed(step.time), printed(step.cost)


def sum_of(unit: str, parts: list[Printed | None]) -> Printed | None:
    """Return the sum of figures of a unit that are printed already; None where a part is missing."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    ends = ((part.value for part in known), (part.low for part in known), (part.high for part in known))
    return Printed(*(round(fsum(end), DIGITS[unit]) for end in ends))


def ends(shown: Printed) -> tuple[float, float, float]:
    """Return value, low and high."""
    return shown.value, shown.low, shown.high


def rounded(figure: Figure | None) -> Number:
    """Return the value of a figure in the decimals of its unit, None where there is no figure."""
    shown = printed(figure)
    return None if shown is None else shown.value


def shares(parts: Iterable[tuple[str, float]]) -> Values:
    """Return shares of a whole in thousandths that sum to exactly 1; those that round to nothing are left out.

    What rounding down leaves goes to the parts with the largest remainders.
    """
    given = [(word, 1000 * share) for word, share in parts]
    whole = {word: int(share) for word, share in given}
    left = round(sum(share for _, share in given)) - sum(whole.values())
    for word, _ in sorted(given, key=lambda part: int(part[1]) - part[1])[: max(left, 0)]:
        whole[word] += 1
    return {word: count / 1000 for word, count in whole.items() if count}


def figures_values(**figures: Figure | None) -> Values:
    """Return figures by name, each with value, range, basis and sources; null where there is none."""
    return {name: figure_values(one, printed(one)) for name, one in figures.items()}


def figure_values(figure: Figure | None, shown: Printed | None) -> Values | None:
    """Return a figure with its printed numbers, basis and sources.

    A figure of a border has also what each of its sides stands on, as `steps`.
    """
    if figure is None or shown is None:
        return None
    steps = [{"country": one.country, "direction": one.direction, "step": one.step} for one in figure.steps]
    return {
        "value": shown.value,
        "low": shown.low,
        "high": shown.high,
        "unit": figure.unit,
        "basis": figure.basis.value,
        "sources": list(figure.sources),
        "as_of": figure.as_of or None,
        "note": figure.note or None,
        **({"steps": steps} if steps else {}),
    }


def lon_lat(point: Point) -> Values:
    """Return a point as the fields lon and lat."""
    return {"lon": round(point[0], POINT_DIGITS), "lat": round(point[1], POINT_DIGITS)}

"""The numbers of a scenario file: delays and parameters, checked against what ships."""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Mapping
from typing import Any

from corridor import names
from corridor.data import World
from corridor.errors import MisuseError
from corridor.scenario.values import Delay, Override, Spread

Table = Mapping[str, Any]
Say = Callable[[str, str], None]
"""takes the key that is wrong and what would be right"""

BY_COUNTRY = ("speed", "transport_cost")
"""the kinds that are looked up for each country; all others hold everywhere"""

Bounds = tuple[float, float]
"""the least and the most that a number may be"""

DELAYS: Mapping[str, tuple[Bounds, str]] = {"hours": ((0, 8760), "h"), "factor": ((0.01, 1000), "")}
"""by key of a delay, with the unit"""
BOUNDS: Mapping[str, Bounds] = {
    "speed": (1, 500),
    "transport_cost": (0, 20),
    "sea_speed": (1, 500),
    "sea_cost": (0, 20),
    "co2e": (0, 1),
    "co2e_ttw": (0, 0.5),
    "co2e_wtt": (0, 0.5),
}
"""by kind of parameter, in its unit, both parts of an emission factor together no more than the whole may be; all
others are times and costs of a stop. With these the worst of ways still weighs less
than one closed crossing (search.CLOSED), which no search may take for the sake of a number"""
STOP_TIME: Bounds = (0, 8760)
"""h, to a year"""
STOP_COST: Bounds = (0, 10_000)
"""USD for 20 t"""


def delay(table: Table, say: Say) -> Delay:
    """Return the delay of a table; its gateway is filled in where the id is read."""
    given = [key for key in ("hours", "factor") if key in table]
    if len(given) != 1:
        what = "has both hours and factor" if given else "has neither hours nor factor"
        say(given[-1] if given else "", f"a delay {what}: give hours = 24 or factor = 1.5")
    spreads = [_spread(table, key, say, *DELAYS[key]) for key in given]
    spread = spreads[0] if len(spreads) == 1 else None
    if spread is None:
        return Delay("")
    key = given[0]
    return Delay("", hours=spread) if key == "hours" else Delay("", factor=spread)


def override(world: World, table: Table, say: Say) -> Override | None:
    """Return the parameter of a table, None where it is not right."""
    shipped: dict[str, dict[str, str]] = {}
    for row in world.rows("parameters"):
        shipped.setdefault(row["kind"], {})[row["mode"]] = row["unit"]
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in shipped:
        if kind is None:
            say("kind", f"kind is missing: one of {', '.join(shipped)}")
        else:
            near = difflib.get_close_matches(str(kind), shipped, n=1)
            hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(shipped)}"
            say("kind", f"unknown kind {kind!r}; {hint}")
        return None
    mode, country = _mode(table, kind, tuple(shipped[kind]), say), _country(world, table, kind, say)
    bounds = BOUNDS.get(kind) or (STOP_TIME if kind.endswith("_time") else STOP_COST)
    spread = _spread(table, "value", say, bounds, next(iter(shipped[kind].values())))
    units = sorted(set(shipped[kind].values()))
    if "unit" in table and table["unit"] not in units:
        say("unit", f"unit = {table['unit']!r}: {kind} is in {', '.join(units)}")
        return None
    if mode is None or country is None or spread is None:
        return None
    return Override(kind, mode, country, *spread, shipped[kind][mode])


def is_number(value: object) -> bool:
    """Say whether a TOML value is a finite number; whole numbers have no bound there."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 1e300


def _mode(table: Table, kind: str, known: tuple[str, ...], say: Say) -> str | None:
    mode = table.get("mode", known[0] if len(known) == 1 else None)
    if mode in known:
        return str(mode)
    if known == ("",):
        say("mode", f"mode = {mode!r}: {kind} is the same for all modes, leave it out")
    else:
        given = "mode is missing" if mode is None else f"mode = {mode!r}"
        say("mode", f"{given}: {kind} is by mode, one of {', '.join(known)}")
    return None


def _country(world: World, table: Table, kind: str, say: Say) -> str | None:
    text = table.get("country")
    if text is None:
        return ""
    if kind not in BY_COUNTRY:
        say("country", f"country = {text!r}: {kind} is the same everywhere, leave it out")
        return None
    try:
        return names.country(world, text if isinstance(text, str) else str(text)).code
    except MisuseError as error:
        say("country", str(error))
        return None


def _spread(table: Table, key: str, say: Say, bounds: Bounds, unit: str) -> Spread | None:
    """Return the number under a key with low and high, which are itself where they are not given."""
    if key not in table:
        say(key, f"{key} is missing: give a number")
        return None
    numbers = {name: table[name] for name in (key, "low", "high") if name in table}
    wrong = False
    for name, number in numbers.items():
        if not is_number(number):
            say(name, f"{name} = {number!r}: must be a number")
            wrong = True
        elif not bounds[0] <= number <= bounds[1]:
            say(name, f"{name} = {number!r}: must be from {bounds[0]:g} to {f'{bounds[1]:g} {unit}'.rstrip()}")
            wrong = True
    if wrong:
        return None
    value = float(numbers[key])
    low, high = float(numbers.get("low", value)), float(numbers.get("high", value))
    if low > value:
        say("low", f"low = {low:g} is above {key} = {value:g}")
    if high < value:
        say("high", f"high = {high:g} is below {key} = {value:g}")
    return (value, low, high) if low <= value <= high else None

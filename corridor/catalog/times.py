"""Border times: what was published of a gateway or of a country, and what a plan takes from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

from corridor.data import Row, World
from corridor.figures import CARGO_T
from corridor.model import Basis, BorderTime, Crossing, Figure, Mode, Published, UsedBorder, UsedSide
from corridor.rates import Rates, rates
from corridor.read import amount, day

_SURE = {"high": 0, "medium": 1, "low": 2}
_MEASURED = ("mean", "single shipment")
"""statistics that somebody measured; the others are claims"""


def border_times(world: World) -> tuple[BorderTime, ...]:
    """Return every published row, in the order of the table."""
    made = world.keep("border times", lambda: tuple(world.records("border_times", _row)))
    return cast("tuple[BorderTime, ...]", made)


def published_at(world: World, gateway: str) -> tuple[Published, ...]:
    """Return all that was published of a gateway, by side, direction and year."""
    return _grouped(row for row in border_times(world) if row.gateway == gateway)


def published_of(world: World, countries: Iterable[str], mode: Mode) -> tuple[Published, ...]:
    """Return the published means of whole countries for a mode."""
    wanted = set(countries)
    rows = border_times(world)
    return _grouped(row for row in rows if row.scope == "country" and row.country in wanted and row.mode is mode)


def used(world: World, crossing: Crossing, as_of: str = "") -> tuple[UsedBorder, ...]:
    """Return what a plan of a day takes for a crossing in both directions, for 20 t."""
    table = rates(world, as_of)
    return tuple(_border(table, crossing, *ends) for ends in (crossing.countries, crossing.countries[::-1]))


def _border(table: Rates, crossing: Crossing, start: str, end: str) -> UsedBorder:
    sides = []
    for country, direction in ((start, "outbound"), (end, "inbound")):
        one = table.side(crossing, country, direction)
        sides.append(UsedSide(country, direction, one.time.figure(), one.time_step, one.cost.figure(), one.cost_step))
    time, cost = table.clearance(crossing, start, CARGO_T)
    breaks = crossing.mode is Mode.RAIL and crossing.gauge_a_mm != crossing.gauge_b_mm
    known = crossing.gauge_a_mm is not None and crossing.gauge_b_mm is not None
    change = table.handling("gauge_change", CARGO_T) if breaks and known else None
    return UsedBorder(start, end, tuple(sides), time, cost, change)


def _grouped(rows: Iterable[BorderTime]) -> tuple[Published, ...]:
    groups: dict[tuple[str, str, Mode, str, str], list[BorderTime]] = defaultdict(list)
    for row in rows:
        groups[row.country, row.direction, row.mode, row.year, row.statistic].append(row)
    return tuple(
        Published(*key, _range(one.time for one in group), _range(one.cost for one in group), tuple(group))
        for key, group in sorted(
            ((key, sorted(group, key=lambda one: _SURE.get(one.confidence, 3))) for key, group in groups.items()),
            key=lambda pair: pair[0],
        )
    )


def _range(figures: Iterable[Figure | None]) -> Figure | None:
    """Return the surest figure with the range of all, None where there is none."""
    known = [one for one in figures if one is not None]
    if not known:
        return None
    first = known[0]
    return Figure(
        first.value,
        min(one.low for one in known),
        max(one.high for one in known),
        first.unit,
        first.basis,
        tuple(dict.fromkeys(source for one in known for source in one.sources)),
        first.as_of,
    )


def _row(row: Row) -> BorderTime:
    def figure(text: str, unit: str) -> Figure | None:
        value = amount(text)
        if value is None:
            return None
        basis = Basis.MEASURED if row["statistic"] in _MEASURED else Basis.ASSUMED
        return Figure(value, value, value, unit, basis, (row["source"],), row["year"], row["note"])

    return BorderTime(
        row["scope"],
        row["post"],
        row["country"],
        row["gateway"],
        Mode(row["mode"]),
        row["direction"],
        day(row["year"]),
        row["statistic"],
        figure(row["time_h"], "h"),
        figure(row["cost_usd"], "USD"),
        row["note"],
        row["source"],
        row["confidence"],
    )

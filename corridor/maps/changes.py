"""How the best corridors of two plans differ, as the plain values that the page draws and tabulates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from corridor.io.differences import rows, totals
from corridor.maps.parts import Value, place
from corridor.model import Corridor, Difference, Plan, Point, Status


class Named(Protocol):
    """What the page calls a plan."""

    @property
    def name(self) -> str:
        """Its name."""


def changes(
    found: Difference, plans: Sequence[Plan], countries: Mapping[str, str], middle: float, views: Sequence[Named]
) -> Value:
    """Return both best corridors beside each other in words, and the gateways whose status differs.

    `countries` are names by code, longitudes come within half a turn of `middle`.
    """
    wheres = [[countries.get(code, code) for code in (one.start, one.end)] for one in found.borders]
    wheres += [[countries.get(one.country, one.country)] if one.country else [] for one in found.countries]
    kinds = ["border"] * len(found.borders) + ["country"] * len(found.countries)
    told = zip(kinds, wheres, rows(found), strict=True)
    return {
        "totals": totals(found, (views[0].name, views[1].name)),
        "rows": [[kind, where, how, cells, changed] for kind, where, (_, how, cells, changed) in told],
        "gateways": _gateways(plans, middle) if len(plans) > 1 else [],
        "reason": found.reason,
    }


def _gateways(plans: Sequence[Plan], middle: float) -> Value:
    """Return the gateways of both plans whose status is not the same in both."""
    before, after = (_statuses(plan) for plan in plans[:2])
    return [
        {"place": place(name, point, middle), "before": before[key][2].value, "after": status.value}
        for key, (name, point, status) in after.items()
        if key in before and before[key][2] is not status
    ]


def _statuses(plan: Plan) -> dict[str, tuple[str, Point, Status]]:
    found = {one.id: (one.name, one.point, one.status) for border in plan.borders for one in border.candidates}
    return found | {stop.gateway: (stop.name, stop.point, stop.status) for each in _ways(plan) for stop in each.stops}


def _ways(plan: Plan) -> tuple[Corridor, ...]:
    return (*plan.corridors, *(detour.corridor for detour in plan.detours))

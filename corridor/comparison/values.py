"""Corridors side by side: columns out of plans, new or saved, lettered, with what is best and what must be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corridor.comparison.measures import MEASURES, Measure, Value, values_of
from corridor.io.plain import corridor_values
from corridor.model import Corridor, Margin, Plan, Status, Stop
from corridor.planner import Question

__all__ = [
    "MEASURES",
    "Compared",
    "Comparison",
    "Measure",
    "Value",
    "closures",
    "column",
    "compared",
    "failed",
    "unlike_ends",
]

Names = Mapping[str, str]
"""of countries, by code"""
QUESTION = (
    ("mode", "mode"),
    ("objective", "objective"),
    ("cargo", "cargo_t"),
    ("sea", "sea"),
    ("value of time", "value_of_time"),
    ("container", "container"),
    ("scenario", "scenario"),
)
"""what must be alike for a fair comparison, and where it stands in a plan's JSON"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One column of a comparison; `values` by key of MEASURES, what is missing left out."""

    letter: str
    name: str
    """what was asked for"""
    label: str
    status: str
    """open, blocked, or why there is none"""
    sequence: tuple[str, ...]
    via: tuple[str, ...]
    as_of: str
    question: tuple[tuple[str, object], ...]
    """mode, objective, cargo, scenario …: what must be alike for a fair comparison"""
    values: tuple[tuple[str, Value], ...]
    corridor: Corridor | None = field(default=None, compare=False, repr=False)
    """the corridor itself, for its chart, break-evens and the map; of a saved plan without the lines of its legs"""
    plan: Plan | None = field(default=None, compare=False, repr=False)
    """that it stands in; None of a saved plan"""
    asked: Question | None = field(default=None, compare=False, repr=False)
    """that the plan answers, for arrival times; None of a saved plan"""
    start: tuple[str, str] = ("", "")
    """id and name of the origin"""
    end: tuple[str, str] = ("", "")
    warnings: tuple[str, ...] = ()
    """what the plan says of it: closures first"""

    @property
    def saved(self) -> bool:
        """Whether it was read from a file."""
        return bool(self.values) and self.plan is None

    @property
    def open(self) -> bool:
        """Whether there is a corridor, and nothing on it is closed."""
        return bool(self.values) and self.status == "open"

    def of(self, key: str) -> Value | None:
        """Return a value, None where it is missing."""
        return dict(self.values).get(key)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Corridors side by side."""

    columns: tuple[Compared, ...]
    warnings: tuple[str, ...]
    """what differs between the questions, and what the plans say"""
    before: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    """by letter, and the letter of another: how often the first arrives before it"""
    margins: tuple[Margin, ...] = ()
    """of the best column over each other"""

    @property
    def any_open(self) -> bool:
        """Whether any corridor is open: then the best is one of those, since closed is infeasible and not slow."""
        return any(column.open for column in self.columns)

    def contends(self, column: Compared) -> bool:
        """Return whether a column may be the best."""
        return column.open or not self.any_open

    def best(self, measure: Measure) -> float | None:
        """Return the best value of a measure, None where all are alike, one alone has it, or none is better.

        Other columns are told how far they are from it, also where their ends are others.
        """
        if measure.less_is_better is None:
            return None
        known = {i: one.value for i, column in enumerate(self.columns) if (one := column.of(measure.key)) is not None}
        fit = [value for i, value in known.items() if self.contends(self.columns[i])]
        if len(known) < 2 or len(set(known.values())) == 1 or not fit:
            return None
        return min(fit) if measure.less_is_better else max(fit)

    def is_best(self, column: Compared, measure: Measure) -> bool:
        """Return whether a column has the best value of a measure, also among journeys of other ends."""
        best, one = self.best(measure), column.of(measure.key)
        return best is not None and one is not None and one.value == best and self.contends(column)


def compared(
    plan: Plan, name: str, *, rank: int = 1, asked: Question | None = None, names: Names | None = None
) -> Compared:
    """Return the corridor of a rank of a plan as a column; with the question that it answers it has arrival times."""
    told = {
        "sequence": [country.code for country in plan.sequence],
        "as_of": plan.as_of,
        "mode": plan.travel.value,
        "objective": plan.objective.value,
        "cargo_t": plan.cargo_t,
        "sea": plan.sea.value,
        "value_of_time": plan.value_of_time,
        "container": plan.container.value if plan.container else None,
        "scenario": plan.scenario or None,
        "warnings": plan.warnings,
    }
    own = {country.code: country.name for country in plan.sequence}
    return replace(column(told, plan.corridors, rank, name, names={**(names or {}), **own}), plan=plan, asked=asked)


def column(
    plan: Mapping[str, Any],
    corridors: Sequence[Corridor],
    rank: int,
    name: str,
    *,
    values: Mapping[str, Any] | None = None,
    names: Names | None = None,
) -> Compared:
    """Return the corridor of a rank of a plan as a column.

    `plan` is as its JSON has it, `values` the corridor in the same way where it was read from there.
    """
    corridor = corridors[rank - 1]
    values = values or corridor_values(corridor)
    own, best = (closures(one, names or {}) for one in (corridor, corridors[0]))
    general = (one for one in plan.get("warnings") or () if one not in best)
    built = f"rests on planned links, taken as built: {', '.join(corridor.links)}" if corridor.links else ""
    return Compared(
        "",
        name,
        corridor.label,
        "blocked" if values["status"] == "blocked" or corridor.blocked else "open",
        tuple(plan["sequence"]),
        tuple(values["via"]),
        plan["as_of"],
        tuple((key, plan[source]) for key, source in QUESTION if source in plan),
        tuple(values_of(plan, values)),
        corridor,
        start=(corridor.origin.id, corridor.origin.name),
        end=(corridor.destination.id, corridor.destination.name),
        warnings=tuple(dict.fromkeys(filter(None, (*own, *general, built)))),
    )


def unlike_ends(columns: Iterable[Compared]) -> bool:
    """Return whether columns start at different places, or end where not all of them might.

    Columns that were asked for the same ports are alike, whichever of them each takes.
    """
    known = [one for one in columns if one.values]
    if not known:
        return False
    allowed = [{place.id for place in one.asked.destinations} if one.asked else {one.end[0]} for one in known]
    return len({one.start[0] for one in known}) > 1 or not {one.end[0] for one in known} <= set.intersection(*allowed)


def closures(corridor: Corridor, names: Names) -> tuple[str, ...]:
    """Return what is closed on a corridor and since when, in the words of its plan."""
    shut = (stop for stop in corridor.stops if stop.status is Status.CLOSED)
    return tuple(dict.fromkeys(_closure(stop, names) for stop in shut))


def _closure(stop: Stop, names: Names) -> str:
    where = "–".join(names.get(code, code) for code in stop.countries) if len(stop.countries) > 1 else stop.name
    since = f" since {stop.status_since}" if stop.status_since else ""
    read = f" (last read {stop.status_as_of})" if stop.status_as_of else ""
    return f"{where} is closed to freight{since}{read}; times and costs are those of its last open years"


def failed(name: str, reason: str) -> Compared:
    """Return a column for what has no corridor, with the reason."""
    return Compared("", name, "no corridor", reason, (), (), "", (), ())

"""What is compared: plain numbers of each corridor, taken from a plan or from one that was saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from corridor.io.plain import corridor_values
from corridor.model import Corridor, Plan


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of a comparison."""

    key: str
    """as in `totals` of a plan's JSON"""
    name: str
    unit: str
    less_is_better: bool | None = True
    """None where neither is"""


MEASURES = (
    Measure("distance_km", "distance", "km"),
    Measure("time_h", "time", "h"),
    Measure("moving_h", "moving", "h"),
    Measure("border_h", "at borders", "h"),
    Measure("terminal_h", "at terminals", "h"),
    Measure("cost_usd", "cost", "USD"),
    Measure("transport_usd", "carriage", "USD"),
    Measure("border_usd", "border payments", "USD"),
    Measure("transfer_usd", "transfers", "USD"),
    Measure("generalised_usd", "generalised cost", "USD"),
    Measure("co2e_kg", "CO2e", "kg"),
    Measure("g_per_tkm", "CO2e intensity", "g/tkm"),
    Measure("borders", "borders", ""),
    Measure("gauge_breaks", "breaks of gauge", ""),
    Measure("transfers", "transfers and ports", ""),
    Measure("segments", "legs", "", None),
    Measure("circuity", "circuity", "×"),
    Measure("swod_kph", "SWOD", "km/h", less_is_better=False),
    Measure("swd_kph", "SWD (TFI4)", "km/h", less_is_better=False),
    Measure("tfi1_h", "TFI1", "h a border"),
    Measure("tfi2_usd", "TFI2", "USD a border, 20 t"),
    Measure("tfi3_usd", "TFI3", "USD for 500 km, 20 t"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its range, where it has one."""

    value: float
    low: float | None = None
    high: float | None = None
    assumed: bool = False


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
    """mode, objective, cargo, scenario: what must be alike for a fair comparison"""
    values: tuple[tuple[str, Value], ...]
    corridor: Corridor | None = field(default=None, compare=False, repr=False)
    """the corridor itself, for its chart and the map; None of a saved plan"""
    plan: Plan | None = field(default=None, compare=False, repr=False)
    """that it stands in; None of a saved plan"""

    def of(self, key: str) -> Value | None:
        """Return a value, None where it is missing."""
        return dict(self.values).get(key)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Corridors side by side."""

    columns: tuple[Compared, ...]
    warnings: tuple[str, ...]
    """what differs between the questions"""

    def best(self, measure: Measure) -> float | None:
        """Return the best value of a measure, None where all are alike, one alone has it, or none is better."""
        if measure.less_is_better is None:
            return None
        known = [one.value for column in self.columns if (one := column.of(measure.key)) is not None]
        if len(known) < 2 or len(set(known)) == 1:
            return None
        return min(known) if measure.less_is_better else max(known)


def comparison(columns: Sequence[Compared]) -> Comparison:
    """Return corridors side by side, lettered in their order, with what differs between their questions."""
    lettered = tuple(replace(one, letter=_letter(i)) for i, one in enumerate(columns))
    told: dict[str, dict[str, list[str]]] = {}
    for one in lettered:
        for name, value in (*one.question, ("as of", one.as_of)) if one.values else ():
            told.setdefault(name, {}).setdefault(str(value), []).append(one.letter)
    differing = {name: by for name, by in told.items() if len(by) > 1 and name != "scenario"}
    warnings = []
    for name, by in differing.items():
        who = "; ".join(", ".join(letters) + f" {value}" for value, letters in by.items())
        warnings.append(f"{name} is not alike: {who}")
    return Comparison(lettered, tuple(warnings))


def compared(plan: Plan, name: str, *, rank: int = 1) -> Compared:
    """Return the corridor of a rank of a plan as a column."""
    corridor = plan.corridors[rank - 1]
    told = {
        "sequence": [country.code for country in plan.sequence],
        "as_of": plan.as_of,
        "mode": plan.travel.value,
        "objective": plan.objective.value,
        "cargo_t": plan.cargo_t,
        "scenario": plan.scenario,
    }
    return replace(column(told, corridor_values(corridor), name), corridor=corridor, plan=plan)


def column(plan: Mapping[str, Any], corridor: Mapping[str, Any], name: str) -> Compared:
    """Return a column from a plan and a corridor as they stand in JSON. Raises KeyError where a part is missing."""
    totals, figures = corridor["totals"], corridor["figures"]
    values = []
    for measure in MEASURES:
        number = totals.get(measure.key)
        figure = figures.get(measure.key) or {}
        if number is not None:
            assumed = figure.get("basis") == "assumed"
            values.append((measure.key, Value(float(number), figure.get("low"), figure.get("high"), assumed)))
    question = tuple((key, plan.get(source)) for key, source in QUESTION)
    return Compared(
        "",
        name,
        corridor["label"],
        corridor["status"],
        tuple(plan["sequence"]),
        tuple(corridor["via"]),
        plan["as_of"],
        question,
        tuple(values),
    )


QUESTION = (("mode", "mode"), ("objective", "objective"), ("cargo", "cargo_t"), ("scenario", "scenario"))


def failed(name: str, reason: str) -> Compared:
    """Return a column for what has no corridor, with the reason."""
    return Compared("", name, "no corridor", reason, (), (), "", (), ())


def _letter(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{chr(ord('A') + number - 26)}"

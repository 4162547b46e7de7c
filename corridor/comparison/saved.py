"""Plans that were saved as JSON, read back for comparison: checked whole, their legs and stops built anew."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from corridor.comparison import forms
from corridor.comparison.consistent import SUMS, codes_known, corridor_agrees
from corridor.comparison.forms import Misfit
from corridor.comparison.measures import MEASURES, SHARES
from corridor.comparison.rebuilt import rebuilt
from corridor.comparison.values import Compared, Names, column
from corridor.errors import BadValueError, DataError
from corridor.io.plain import SCHEMA
from corridor.model import Basis, Container, Mode, Objective, SeaUse, Status, StopKind, Travel

_COUNTS = frozenset(("borders", "gauge_breaks", "transfers", "segments"))
_HOW = "write one with `corridor plan … -o x.json`"
_PLAN_SCHEMA = re.compile(r"corridor\.plan/\d{1,9}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _ranged(value: Any, where: str) -> None:
    _FIGURE(value, where)
    if not value["low"] <= value["value"] <= value["high"]:
        said = ", ".join(f"{name} {value[name]:g}" for name in ("low", "value", "high"))
        raise Misfit(where, "a figure with low ≤ value ≤ high", said)


def _stops_after_legs(value: Any, where: str) -> None:
    most = len(value["legs"]) - 1
    for i, stop in enumerate(value["stops"]):
        after = stop["after_leg"]
        if isinstance(after, bool) or not isinstance(after, int) or not -1 <= after <= most:
            raise Misfit(f"{where}.stops[{i}].after_leg", f"a whole number from -1 to {most}", after)


_TEXT, _SAID = forms.text, forms.maybe(forms.text)
_FIGURE = forms.record(
    {"value": forms.amount, "low": forms.amount, "high": forms.amount, "basis": forms.one_of(Basis)},
    {"unit": _TEXT, "sources": forms.listed(_TEXT)},
)
_FIGURES = forms.each(forms.maybe(_ranged))
_PLACED = forms.like("([A-Z]{2})?", "the two letters of a country")
_PLACE = forms.record(
    {"id": _TEXT, "name": _TEXT}, {"country": forms.maybe(_PLACED), "lon": forms.number, "lat": forms.number}
)
_COUNTRY = forms.like("[A-Z]{2}", "the two letters of a country")
_DAY = forms.like(_DATE.pattern, "a date, as 2026-11-24")
_NUMBERS = dict.fromkeys(SUMS, forms.maybe(forms.amount))
_LEG = forms.record(
    {
        "mode": forms.one_of(Mode),
        "country": forms.maybe(_COUNTRY),
        "from": _TEXT,
        "to": _TEXT,
        "figures": forms.both(forms.record({"distance_km": _ranged}), _FIGURES),
    },
    {
        **_NUMBERS,
        "from_name": _TEXT,
        "to_name": _TEXT,
        "planned_links": forms.listed(
            forms.record(
                {"id": _TEXT, "name": _TEXT, "status": _TEXT, "figures": forms.record({"distance_km": _ranged})}
            )
        ),
    },
)
_STOP = forms.record(
    {
        "kind": forms.one_of(StopKind),
        "id": _TEXT,
        "name": _TEXT,
        "countries": forms.listed(_COUNTRY, least=1),
        "status": forms.one_of(Status),
        "after_leg": forms.number,
        "figures": _FIGURES,
    },
    {**_NUMBERS, "status_since": _SAID, "status_as_of": _SAID, "lon": forms.number, "lat": forms.number},
)
_TOTALS = forms.record(
    {},
    {
        **{
            one.key: forms.count if one.key in _COUNTS else forms.maybe(forms.amount)
            for one in MEASURES
            if one.key not in SHARES
        },
        "time_shares": forms.maybe(forms.record(dict.fromkeys(SHARES.values(), forms.share))),
    },
)
_TALLY = {**_NUMBERS, "share": forms.share, "figures": forms.each(forms.maybe(forms.record({})))}
_CORRIDOR = forms.both(
    forms.record(
        {
            "label": _TEXT,
            "status": forms.one_of(("open", "blocked")),
            "from": _PLACE,
            "to": _PLACE,
            "via": forms.listed(_TEXT),
            "totals": forms.both(forms.record({"distance_km": forms.amount}), _TOTALS),
            "figures": forms.both(forms.record({"distance_km": _ranged}), _FIGURES),
            "legs": forms.listed(_LEG),
            "stops": forms.listed(_STOP),
        },
        {
            "warnings": forms.listed(_TEXT),
            "id": _TEXT,
            "rank": forms.count,
            "by_country": forms.listed(forms.record({"country": forms.maybe(_COUNTRY)}, _TALLY)),
            "by_mode": forms.listed(forms.record({"mode": forms.one_of(Mode)}, _TALLY)),
        },
    ),
    _stops_after_legs,
    corridor_agrees,
)
PLAN = forms.record(
    {
        "schema": forms.one_of((SCHEMA,)),
        "sequence": forms.listed(_COUNTRY, least=1),
        "as_of": _DAY,
        "mode": forms.one_of(Travel),
        "objective": forms.one_of(Objective),
        "cargo_t": forms.amount,
        "corridors": forms.listed(_CORRIDOR, least=1),
    },
    {
        "sea": forms.maybe(forms.one_of(SeaUse)),
        "value_of_time": forms.maybe(forms.amount),
        "container": forms.maybe(forms.one_of(Container)),
        "scenario": _SAID,
        "warnings": forms.listed(_TEXT),
    },
)


def read_saved(path: Path) -> Compared:
    """Return the best corridor of a plan that was written with `-o x.json`, named by its file. Raises as `read_all`."""
    return read_all(path)[0]


def read_all(path: Path, *, names: Names | None = None) -> list[Compared]:
    """Return every corridor of a plan that was written with `-o x.json`, best first; `names` are of countries.

    Raises
    ------
    BadValueError
        where there is no file.
    DataError
        where it is no plan, or any part of it is not as it is written: with the part and what is right.
    """
    told = _read(path)
    schema = told.get("schema") if isinstance(told, dict) else None
    if schema != SCHEMA:
        if isinstance(schema, str) and _PLAN_SCHEMA.fullmatch(schema):
            raise DataError(f"{_named(path)} is a saved plan of another version, {schema}: {SCHEMA} is read here")
        raise DataError(f"{_named(path)} is no saved plan: {_HOW}")
    try:
        PLAN(told, "")
        if told.get("container") and not told["cargo_t"]:
            raise Misfit("cargo_t", "more than 0, since there is a container", told["cargo_t"])
        if names is not None:
            codes_known(told, names)
    except Misfit as error:
        raise DataError(f"{_named(path)} is a saved plan that is not right: {error}") from None
    corridors = [rebuilt(one) for one in told["corridors"]]
    return [
        column(told, corridors, rank, path.name, values=values, names=names)
        for rank, values in enumerate(told["corridors"], start=1)
    ]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadValueError(f"cannot read {_named(path)}: {error.strerror or error}") from None
    except RecursionError:
        raise DataError(f"{_named(path)} is no saved plan, it is nested too deeply: {_HOW}") from None
    except ValueError:
        raise DataError(f"{_named(path)} is no JSON file") from None


def _named(path: Path) -> str:
    return repr(str(path))

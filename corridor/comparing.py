"""Plans what is to be compared: sequences, named corridors, saved plans, each under one scenario or several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.api import load, load_scenario, question
from corridor.data import World
from corridor.errors import BadValueError, CorridorError, NoRouteError, UnknownNameError
from corridor.model import Container, Plan

if TYPE_CHECKING:
    from corridor.comparison import Compared, Comparison
    from corridor.scenario import ScenarioFile

SHIPPED = "shipped"
"""in place of a scenario file: the shipped world"""
MOST, ALTERNATIVES = 50, 5
SHORT_LIST = "corridors asked for differ enough"
"""of a plan's warning that it has fewer than were asked for"""
OPTIONS = {
    "start": "--from",
    "end": "--to",
    "mode": "--mode",
    "objective": "--objective",
    "sea": "--sea",
    "close": "--close",
    "reopen": "--open",
    "as_of": "--as-of",
    "open_only": "--status",
    "scenarios": "--scenario",
    "cargo_t": "--cargo-t",
    "value_of_time": "--value-of-time",
    "container": "--container",
}
"""what a plan is made with, and what that is called on the command line"""

Target = str | Path | Plan
Scenarios = Sequence[tuple[str, "ScenarioFile | None"]]
Named = tuple["Compared", str]
"""a column, and a longer name of it"""


def compare(
    *targets: Target, world: World | None = None, scenarios: Sequence[str] = (), k: int | None = None, **terms: Any
) -> Any:
    """Return corridors side by side as a pandas DataFrame, one row each, indexed by letter; arguments as below.

    Its columns are what each is, then every measure with its low and high end: the rows that `corridor compare`
    prints. What is missing is NaN.
    """
    import pandas as pd

    from corridor.comparison import comparison_rows

    rows = comparison_rows(compare_targets(targets, world=world, scenarios=scenarios, k=k, **terms))
    return pd.DataFrame(rows).set_index("letter")


def compare_targets(
    targets: Sequence[Target],
    *,
    world: World | None = None,
    scenarios: Sequence[str] = (),
    k: int | None = None,
    **terms: Any,
) -> Comparison:
    """Return corridors side by side: the best of each target, or all the corridors of one that is given alone.

    A target is a sequence, the id of a named corridor, a plan saved as JSON, or a Plan. What is no plan yet is planned
    under each of `scenarios`, files or "shipped"; `terms` are as in `plan`. `k` is how many corridors of one target
    alone there are, 5 by default. A target without a way is a column that says why.

    Raises
    ------
    MisuseError
        where a target, a scenario or a term is wrong, or no target is planned anew and a term cannot apply.
    NoRouteError
        where no target has a way.
    """
    from corridor.comparison import comparison, letters

    world, given = world or load(), _given(scenarios, terms)
    files: Scenarios = [(name, None if name == SHIPPED else load_scenario(name, world=world)) for name in scenarios]
    _check(targets, max(1, len(files)), k)
    kept = [_kept(target, world) for target in targets]
    if given and None not in kept:
        raise BadValueError(f"{', '.join(given)} cannot apply: no target is planned anew, saved plans are as they are")
    if len(targets) == 1 and len(files) < 2:
        columns = (kept[0] or _planned(str(targets[0]), "", world, files, k=k or ALTERNATIVES, **terms))[: k or MOST]
    else:
        _several(targets, world, terms)
        named: list[Named] = []
        for target, own in zip(targets, kept, strict=True):
            named += (
                [(_alone(own[0]), own[0].name if isinstance(target, Plan) else str(target))]
                if own
                else _each(str(target), world, files, terms)
            )
        columns = _distinct(named)
    if not any(one.values for one in columns):
        raise NoRouteError("\n".join(f"{one.name}: {one.status}" if one.name else one.status for one in columns))
    found = comparison(columns)
    ignored = [one.letter for one in found.columns if one.values and one.asked is None] if given else []
    note = [f"{letters(ignored)} as saved: {', '.join(given)} not applied"] if ignored else []
    if k is not None and len(targets) * max(1, len(files)) > 1:
        note.append("-k not applied: of several targets the best of each is compared")
    return replace(found, warnings=(*found.warnings, *note))


def columns_of(found: Plan) -> list[Compared]:
    """Return every corridor of a plan as a column, named by its label."""
    from corridor.comparison import compared

    name = "-".join(country.code for country in found.sequence)
    return [compared(found, name, rank=corridor.rank) for corridor in found.corridors]


def _given(scenarios: Sequence[str], terms: Mapping[str, Any]) -> list[str]:
    """Return the options that are given; a term that there is not is a TypeError."""
    for name in terms:
        if name not in OPTIONS:
            raise TypeError(f"compare takes no {name!r}: {', '.join(OPTIONS)}")
    every = {"scenarios": scenarios, **terms}
    return [option for name, option in OPTIONS.items() if every.get(name) not in (None, False, (), [], "")]


def _check(targets: Sequence[Target], scenarios: int, k: int | None) -> None:
    if not targets:
        raise BadValueError("no target: name sequences, named corridors or saved plans")
    if k is not None and (not isinstance(k, int) or not 1 <= k <= MOST):
        raise BadValueError(f"-k must be from 1 to {MOST}, not {k}")
    if len(targets) * scenarios > MOST:
        raise BadValueError(f"at most {MOST} corridors are compared, not {len(targets) * scenarios}")


def _kept(target: Target, world: World) -> list[Compared] | None:
    """Return the corridors of a plan that there is, None of what is to be planned."""
    from corridor import names
    from corridor.comparison import read_all

    if isinstance(target, Plan):
        return columns_of(target)
    if not isinstance(target, Path) and not target.lower().endswith(".json"):
        return None
    known = {code: country.name for code, country in names.countries(world).items()}
    return read_all(Path(target), names=known)


def _several(targets: Sequence[Target], world: World, terms: Mapping[str, Any]) -> None:
    """Refuse countries one by one that were meant as one sequence. Raises BadValueError."""
    if len(targets) > 1 and not (terms.get("start") and terms.get("end")):
        codes = [_country(target, world) for target in targets]
        if all(codes):
            raise BadValueError(
                f"each target is a sequence by itself: join the countries of one, as {'-'.join(codes)}, "
                "or give both --from and --to"
            )


def _country(target: Target, world: World) -> str:
    """Return the code of a target that is one country, "" of any other."""
    from corridor import names

    try:
        found = names.sequence(world, (target,)) if isinstance(target, str) else ()
    except CorridorError:
        return ""
    return found[0].code if len(found) == 1 else ""


def _each(target: str, world: World, files: Scenarios, terms: Mapping[str, Any]) -> Iterable[Named]:
    """Yield the best corridor of a target under each scenario, and a longer name of it."""
    for name, file in files or [("", None)]:
        asked = f"{target} · {Path(name).stem if file else name}" if name else target
        found = _planned(target, asked, world, [(name, file)] if file else [], k=1, **terms)
        yield found[0], f"{target} · {name}" if name else target


def _alone(one: Compared) -> Compared:
    """Return a column without what its plan says of its alternatives, which are not shown."""
    return replace(one, warnings=tuple(text for text in one.warnings if SHORT_LIST not in text))


def _distinct(columns: Iterable[Named]) -> list[Compared]:
    """Return columns by names that tell them apart: longer ones where the short are alike, then counted."""
    columns = tuple(columns)
    meant: dict[str, set[str]] = {}
    for one, longer in columns:
        meant.setdefault(one.name, set()).add(longer)
    named = [(one, longer if len(meant[one.name]) > 1 else one.name) for one, longer in columns]
    seen: Counter[str] = Counter()
    found = []
    for one, name in named:
        seen[name] += 1
        found.append(replace(one, name=name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return found


def _planned(target: str, asked: str, world: World, files: Scenarios, *, k: int, **terms: Any) -> list[Compared]:
    """Return the corridors of a target as columns; without a name they have that of their sequence."""
    from corridor.comparison import compared, failed
    from corridor.planner import answer

    box = terms.pop("container", None)
    if box is not None and box not in tuple(Container):
        raise BadValueError(f"container must be one of {', '.join(Container)}, not {box!r}")
    try:
        made = question(target, world=world, scenario=files[0][1] if files else None, k=k, **terms)
        found = answer(made, k=k, container=Container(box) if box is not None else None)
    except NoRouteError as error:
        return [failed(asked, str(error))]
    except (BadValueError, UnknownNameError) as error:
        raise BadValueError(f"{asked}: {error}" if asked else str(error)) from None
    name = asked or "-".join(country.code for country in found.sequence)
    return [compared(found, name, rank=one.rank, asked=made) for one in found.corridors]

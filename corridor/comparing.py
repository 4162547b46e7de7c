"""Plans what is to be compared: sequences, named corridors, saved plans, each under one scenario or several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corridor.api import load, load_scenario, plan
from corridor.comparison import Compared, Comparison, compared, comparison, failed, read_saved
from corridor.data import World
from corridor.errors import BadValueError, NoRouteError
from corridor.model import Plan

SHIPPED = "shipped"
"""in place of a scenario file: the shipped world"""
MOST = 50


def compare_targets(
    targets: Sequence[str], *, world: World | None = None, scenarios: Sequence[str] = (), k: int = 5, **terms: Any
) -> Comparison:
    """Return corridors side by side: the best of each target, or the alternatives of one that is given alone.

    A target is a sequence, the id of a named corridor, or a plan saved as JSON. Each is planned under each of
    `scenarios`, files or "shipped"; `terms` are as in `plan`. A target without a way is a column that says why.

    Raises
    ------
    MisuseError
        where a target, a scenario or a term is wrong.
    """
    world = world or load()
    files = [(name, None if name == SHIPPED else load_scenario(name, world=world)) for name in scenarios]
    if len(targets) * max(1, len(files)) > MOST:
        raise BadValueError(f"at most {MOST} corridors are compared, not {len(targets) * max(1, len(files))}")
    saved = {target: read_saved(Path(target)) for target in targets if target.lower().endswith(".json")}
    if len(targets) == 1 and len(files) < 2 and not saved:
        found = plan(targets[0], world=world, scenario=files[0][1] if files else None, k=k, **terms)
        return comparison(columns_of(found))
    columns: list[Compared] = []
    for target in targets:
        if target in saved:
            columns.append(saved[target])
            continue
        for name, file in files or [("", None)]:
            asked = f"{target} · {Path(name).stem if file else name}" if name else target
            columns.append(_planned(target, asked, world=world, scenario=file, k=1, **terms))
    return comparison(columns)


def columns_of(found: Plan) -> list[Compared]:
    """Return every corridor of a plan as a column, named by its label."""
    name = "-".join(country.code for country in found.sequence)
    return [compared(found, name, rank=corridor.rank) for corridor in found.corridors]


def _planned(target: str, asked: str, **terms: Any) -> Compared:
    try:
        return compared(plan(target, **terms), asked)
    except NoRouteError as error:
        return failed(asked, str(error))

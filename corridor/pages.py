"""Pages of several plans: the shipped world beside a scenario, one question on several dates, corridors compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.api import load, load_scenario, plan
from corridor.data import World
from corridor.errors import BadValueError, NoRouteError
from corridor.model import Corridor, Plan

if TYPE_CHECKING:
    from corridor.comparison import Compared, Comparison
    from corridor.maps import CorridorMap
    from corridor.scenario import ScenarioFile

BASELINE, SCENARIO = "Baseline", "Scenario"
COMPARED = "Corridors compared"
FRAMED = (
    "<style>[aria-label='Light or dark']{display:none}"
    "@media screen and (max-width:700px){#corridor-panel{display:none}}</style>\n</head>"
)
"""of a map in another page: both follow the reader's own theme; on a phone it is the map alone"""


@dataclass(frozen=True, slots=True)
class Dated:
    """The same question on a date."""

    date: str
    """ISO date"""
    note: str
    """what opened or closed since the date before, or why there is no plan"""
    plan: Plan | None


def draw_scenarios(
    before: Plan | None,
    after: Plan | None,
    *,
    world: World | None = None,
    names: tuple[str, str] = (BASELINE, SCENARIO),
    reason: str = "",
) -> CorridorMap:
    """Return one map of two plans, each by itself and their best corridors over each other.

    One of them may be missing, for the `reason` given.

    Raises
    ------
    BadValueError
        where both are missing.
    """
    from corridor.differences import diff
    from corridor.maps import View, draw_views

    if before is None and after is None:
        raise BadValueError("there is no plan to draw")
    reason = reason.split("; ", maxsplit=1)[0]  # what could be built instead is said where plans are asked for
    views = [View(name, one, "" if one else reason) for name, one in zip(names, (before, after), strict=True)]
    return draw_views(views, world=world or load(), difference=diff(before, after, reason=reason))


def by_date(
    found: Plan,
    *,
    world: World | None = None,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    open_only: bool = False,
    scenario: ScenarioFile | Path | str | None = None,
    most: int = 6,
    **terms: Any,
) -> tuple[Dated, ...]:
    """Return a plan's question on the dates at which crossings of its borders opened or closed, its own date last.

    `close`, `reopen`, `open_only`, `scenario` and the other `terms` (start, end, k) are those that the plan was made
    with; what the plan itself says, as its mode, need not be given. At most `most` dates, the latest; only the plan's
    own where nothing opened or closed.
    """
    from corridor.dates import turns
    from corridor.scenario import SHIPPED, dated

    world = world or load()
    file = load_scenario(scenario, world=world) if isinstance(scenario, Path | str) else scenario or SHIPPED
    flags: dict[str, Any] = {"close": _ids(close), "reopen": _ids(reopen), "open_only": open_only}
    told = turns(
        world,
        found.sequence,
        on=lambda date: dated(world, as_of=date, file=file, **flags),
        until=found.as_of,
        more=[day for entry in file.entries for day in (entry.start, entry.end)],
        most=most,
    )
    codes = [country.code for country in found.sequence]
    same = _asked(found) | {name: value for name, value in terms.items() if value is not None}
    made = []
    for turn in told[:-1]:
        try:
            one = plan(codes, world=world, as_of=turn.date, scenario=file, **flags, **same)
            made.append(Dated(turn.date, turn.note, one))
        except NoRouteError as error:
            made.append(
                Dated(
                    turn.date, "; ".join(filter(None, (turn.note, f"no corridor: {str(error).split('; ')[0]}"))), None
                )
            )
    since = f" ({told[-1].date})" if told[-1].date != found.as_of else ""
    return (*made, Dated(found.as_of, f"{told[-1].note}{since}" if told[-1].note else "", found))


def draw_dates(dates: Sequence[Dated], *, world: World | None = None) -> CorridorMap:
    """Return one map of the same question on several dates, between which the reader moves; it opens with the last."""
    from corridor.maps import View, draw_views

    views = [View(one.date, one.plan, one.note) for one in dates]
    return draw_views(views if len(views) > 1 else [View("", views[0].plan)], world=world or load())


def comparison_page(found: Comparison, *, world: World | None = None) -> str:
    """Return a comparison as one page: the table, the charts, and all its corridors on one map.

    A saved plan carries no lines, so that it has its column and is not on the map, which says so.
    """
    from corridor import maps
    from corridor.comparison import comparison_html

    if not (drawn := as_plan(found)):
        return comparison_html(found)
    page = maps.draw_views([maps.View("", drawn)], world=world or load(), title=COMPARED).text()
    page = page.replace("</head>", FRAMED, 1)
    return comparison_html(found, frame=maps.framed(page, "Map"), policy=maps.policy_of(page))


def as_plan(found: Comparison) -> Plan | None:
    """Return the corridors of a comparison as the alternatives of one plan, None where none has lines."""
    columns = [(one, one.plan, one.corridor) for one in found.columns if one.plan and one.corridor]
    if not columns:
        return None
    sources = dict.fromkeys(source for _, plan, _ in columns for source in plan.sources)
    without = [
        f"{one.letter}, {one.name}: a saved plan has no lines to draw"
        for one in found.columns
        if one.values and not one.plan
    ]
    return replace(
        columns[0][1],
        corridors=tuple(_lettered(one, corridor, rank) for rank, (one, _, corridor) in enumerate(columns, start=1)),
        detours=(),
        borders=(),
        scenario="",
        blocked=False,
        sources=tuple(sources),
        warnings=(*found.warnings, *without),
    )


def _lettered(one: Compared, corridor: Corridor, rank: int) -> Corridor:
    return replace(corridor, id=one.letter, rank=rank, label=f"{one.name}: {corridor.label}")


def _asked(found: Plan) -> dict[str, Any]:
    """Return what a plan says of its own question."""
    return {
        "mode": found.travel,
        "objective": found.objective,
        "cargo_t": found.cargo_t,
        "sea": found.sea,
        "pareto": found.pareto,
        "value_of_time": found.value_of_time,
        "container": found.container,
    }


def _ids(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)

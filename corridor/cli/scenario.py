"""`corridor scenario`: files of what differs from the shipped world, checked and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corridor.cli.common import as_of_option, busy, data_option, guarded
from corridor.errors import BadValueError, CorridorError, MisuseError, NoRouteError

if TYPE_CHECKING:
    from corridor.data import World
    from corridor.model import Difference, Plan
    from corridor.scenario import Change, ScenarioFile

SHIPPED = "shipped"


@click.group()
def scenario() -> None:
    """Check and compare scenario files, which say what differs from the shipped world."""


@scenario.command("check")
@click.argument("file", metavar="FILE")
@as_of_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="What is printed.",
)
@data_option
@guarded
def scenario_check(file: str, as_of: str | None, shape: str, data: str | None) -> None:
    """Print what a scenario file holds on its date, or every problem in it with its line.

    \b
    corridor scenario check af-pk-closed-2026.toml
    """  # noqa: D301 - click reads the backspace
    from corridor import api

    world = api.load(data)
    read = api.load_scenario(file, world=world)
    held = read.on(as_of, world=world)
    if shape == "json":
        from corridor.io import scenario_json

        click.echo(scenario_json(read, held, world=world), nl=False)
    else:
        from corridor.report import Screen, print_scenario

        print_scenario(read, held, Screen(), world=world)


@scenario.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.argument("sequence", nargs=-1)
@click.option("--from", "start", metavar="PLACE", help="Where the corridors start, as in plan.")
@click.option("--to", "end", metavar="PLACE", help="Where they end, as in plan.")
@as_of_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "md"]),
    default="table",
    show_default=True,
    help="What is printed.",
)
@data_option
@guarded
def scenario_diff(
    before: str,
    after: str,
    sequence: tuple[str, ...],
    start: str | None,
    end: str | None,
    as_of: str | None,
    shape: str,
    data: str | None,
) -> None:
    """Print what two scenario files say differently; A or B may be the word shipped, for the shipped world.

    With a SEQUENCE, here or in a file, the best corridor of each stands beside that of the other.

    \b
    corridor scenario diff shipped uap-built.toml
    corridor scenario diff af-pk-closed-2026.toml uap-built.toml UZ AF PK --format md
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.scenario import changes

    world = api.load(data)
    files = (_read(before, world), _read(after, world))
    asked = sequence or _sequence(files)
    with busy("planning both"):
        found = _planned(world, files, asked, start=start, end=end, as_of=as_of) if asked else None
    names = (files[0].name or SHIPPED, files[1].name or SHIPPED)
    _show(names, changes(*files), found, shape)


def _read(word: str, world: World) -> ScenarioFile:
    from corridor import api
    from corridor.scenario import SHIPPED as NOTHING

    return NOTHING if word == SHIPPED else api.load_scenario(word, world=world)


def _sequence(files: tuple[ScenarioFile, ScenarioFile]) -> tuple[str, ...]:
    """Return the sequence that the files ask for, empty where neither does. Raises BadValueError where they differ."""
    asked = list(dict.fromkeys(file.sequence for file in files if file.sequence))
    if len(asked) > 1:
        both = " and ".join(f"{file.name} of {' '.join(file.sequence)}" for file in files)
        raise BadValueError(f"the files speak of two sequences, {both}: name one after them")
    return asked[0] if asked else ()


def _planned(
    world: World,
    files: tuple[ScenarioFile, ScenarioFile],
    sequence: tuple[str, ...],
    *,
    start: str | None,
    end: str | None,
    as_of: str | None,
) -> Difference:
    """Return how the plans differ; where only one of them has an answer, the other's error is the reason.

    What a file leaves to the question (date, mode, objective, load, voyages) is taken from the other.
    """
    from corridor import api
    from corridor.differences import diff

    plans: list[Plan | None] = []
    errors: list[CorridorError] = []
    for file, other in (files, files[::-1]):
        try:
            plans.append(
                api.plan(
                    sequence,
                    world=world,
                    start=start,
                    end=end,
                    k=1,
                    as_of=as_of or file.as_of or other.as_of or None,
                    mode=file.travel or other.travel,
                    objective=file.objective or other.objective,
                    cargo_t=file.cargo_t or other.cargo_t,
                    sea=file.sea or other.sea,
                    scenario=file,
                )
            )
        except (NoRouteError, MisuseError) as error:
            plans.append(None)
            errors.append(error)
    if len(errors) == len(files):
        raise errors[0]
    return diff(*plans, reason=str(errors[0]) if errors else "")


def _show(names: tuple[str, str], said: tuple[Change, ...], found: Difference | None, shape: str) -> None:
    if shape == "table":
        from corridor.report import Screen, print_changes, print_difference

        screen = Screen()
        print_changes(names, said, screen)
        if found:
            screen.print()
            print_difference(found, screen, head="Best corridors", names=names)
        return
    from corridor.io import changes_json, changes_markdown

    writer = changes_json if shape == "json" else changes_markdown
    click.echo(writer(names, said, found), nl=False)

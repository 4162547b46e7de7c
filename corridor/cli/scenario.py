"""`corridor scenario`: files of what differs from the shipped world, checked and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from corridor.cli.common import as_of_option, busy, checked, data_option, guarded
from corridor.errors import BadValueError, CorridorError, MisuseError, NoRouteError

if TYPE_CHECKING:
    from pathlib import Path

    from corridor.data import World
    from corridor.model import Difference, Plan
    from corridor.scenario import Change, ScenarioFile

SHIPPED = "shipped"
SUFFIXES = (".html", ".json", ".md")
K = 5
"""alternatives of each plan on a page"""


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
@click.option("-o", "outputs", multiple=True, metavar="FILE", help=f"Write a file, by suffix: {' '.join(SUFFIXES)}.")
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
    outputs: tuple[str, ...],
    data: str | None,
) -> None:
    """Print what two scenario files say differently; A or B may be the word shipped, for the shipped world.

    With a SEQUENCE, here or in a file, the best corridor of each stands beside that of the other.

    \b
    corridor scenario diff shipped uap-built.toml
    corridor scenario diff af-pk-closed-2026.toml uap-built.toml UZ AF PK --format md
    corridor scenario diff shipped uap-built.toml UZ AF PK -o uap.html
    """  # noqa: D301 - click reads the backspace
    from corridor import api, pages
    from corridor.differences import diff
    from corridor.scenario import changes

    paths = checked(outputs, SUFFIXES)
    world = api.load(data)
    files = (_read(before, world), _read(after, world))
    names = (files[0].name or SHIPPED, files[1].name or SHIPPED)
    asked = sequence or _sequence(files)
    drawn = any(path.suffix.lower() == ".html" for path in paths)
    if drawn and not asked:
        raise BadValueError("a map needs a sequence: name countries after the files, as UZ AF PK")
    said = changes(*files)
    with busy("planning both"):
        terms: dict[str, Any] = {"start": start, "end": end, "as_of": as_of, "k": K if drawn else 1}
        plans, reason = _planned(world, files, asked, **terms) if asked else (None, "")
        found = diff(*plans, reason=reason) if plans else None
        for path in paths:
            if path.suffix.lower() == ".html" and plans:
                _save(path, pages.draw_scenarios(*plans, world=world, names=names, reason=reason).text())
            else:
                _save(path, _text(names, said, found, path.suffix.lower()[1:]))
    if shape == "table":
        _print(names, said, found)
    else:
        click.echo(_text(names, said, found, shape), nl=False)


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
    k: int,
) -> tuple[tuple[Plan | None, Plan | None], str]:
    """Return both plans; where only one of them has an answer, the other's error is the reason.

    What a file leaves to the question (date, mode, objective, load, voyages) is taken from the other.
    """
    from corridor import api

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
                    k=k,
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
    return (plans[0], plans[1]), str(errors[0]) if errors else ""


def _save(path: Path, text: str) -> None:
    from corridor.io import write

    write(path, text)
    click.echo(f"wrote {path}", err=True)


def _print(names: tuple[str, str], said: tuple[Change, ...], found: Difference | None) -> None:
    from corridor.report import Screen, print_changes, print_difference

    screen = Screen()
    print_changes(names, said, screen)
    if found:
        screen.print()
        print_difference(found, screen, head="Best corridors", names=names)


def _text(names: tuple[str, str], said: tuple[Change, ...], found: Difference | None, shape: str) -> str:
    from corridor.io import changes_json, changes_markdown

    return (changes_json if shape == "json" else changes_markdown)(names, said, found)

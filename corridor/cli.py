"""The command line: parse, call, print. Results on stdout, everything else on stderr."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from corridor.errors import BadValueError, CorridorError

if TYPE_CHECKING:
    from corridor.data import World
    from corridor.model import Plan

F = TypeVar("F", bound=Callable[..., Any])
TEXTS = (".json", ".geojson", ".csv", ".md")
SUFFIXES = (".html", *TEXTS)


def _guarded(command: F) -> F:
    """Print an error of ours as one line and exit with its code."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # an arrow is not worth a traceback where it has no code
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
            return result
        except CorridorError as error:
            click.echo(f"corridor: {error}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:  # the reader has seen enough; nothing may be flushed to it at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            click.echo(f"corridor: cannot write the result: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    return wrapped  # type: ignore[return-value]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="corridor-planner", prog_name="corridor")
def main() -> None:
    """Plan transport corridors through an ordered list of countries.

    \b
    corridor plan BY RU KZ UZ AF PK -o corridor.html
    """  # noqa: D301 - click reads the backspace


@main.command()
@click.argument("sequence", nargs=-1, required=True)
@click.option(
    "--from",
    "start",
    metavar="PLACE",
    help="City, UN/LOCODE, gateway id or lon,lat. [default: first capital]",
)
@click.option("--to", "end", metavar="PLACE", help="The same, in the last country. [default: its seaports, or capital]")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), default="multimodal", show_default=True)
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), default="cost", show_default=True)
@click.option("-k", "k", type=int, default=5, show_default=True, help="How many distinct corridors, 1 to 50.")
@click.option("--close", multiple=True, metavar="ID", help="Take a crossing as closed; may be repeated.")
@click.option(
    "--open",
    "reopen",
    multiple=True,
    metavar="ID",
    help="Take a crossing as open or a planned link as built; may be repeated.",
)
@click.option("--as-of", metavar="DATE", help="See the world of that day, as 2025-06-01. [default: today]")
@click.option(
    "--status",
    type=click.Choice(["any", "open"]),
    default="any",
    show_default=True,
    help="open refuses closed crossings instead of answering on their last open time.",
)
@click.option("--cargo-t", type=float, default=20.0, show_default=True, help="Load in tonnes.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "geojson", "csv", "md"]),
    default="table",
    show_default=True,
    help="What is printed.",
)
@click.option(
    "-o",
    "outputs",
    multiple=True,
    metavar="FILE",
    help=f"Write a file, by suffix: {' '.join(SUFFIXES)}. May be repeated.",
)
@click.option("--data", metavar="DIR", help="Read the data from another folder.")
@_guarded
def plan(
    sequence: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str,
    objective: str,
    k: int,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    cargo_t: float,
    shape: str,
    outputs: tuple[str, ...],
    data: str | None,
) -> None:
    """Find the best corridors through SEQUENCE, countries in order.

    \b
    corridor plan BY RU KZ UZ AF PK
    corridor plan BY-RU-KZ-UZ --mode rail --to Tashkent --format json
    corridor plan Pakistan --from Karachi --to Chaman --mode road
    corridor plan KZ UZ AF PK --from Almaty -o almaty.html -o almaty.json
    """  # noqa: D301 - click reads the backspace
    from corridor import api

    files = _checked(outputs)
    with _busy("planning the corridor"):
        world = api.load(data)
        found = api.plan(
            sequence,
            world=world,
            start=start,
            end=end,
            mode=mode,
            objective=objective,
            k=k,
            close=close,
            reopen=reopen,
            as_of=as_of,
            open_only=status == "open",
            cargo_t=cargo_t,
        )
        for path in files:
            _write(found, world, path)
    _show(found, shape)


def _busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal's stderr that work goes on; nothing elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


def _checked(outputs: tuple[str, ...]) -> list[Path]:
    """Refuse a file that cannot be written before the work is done."""
    from corridor.io import check_writable

    files = [Path(name) for name in outputs]
    for path in files:
        if path.suffix.lower() not in SUFFIXES:
            raise BadValueError(f"cannot tell the format of {str(path)!r}: end it in {', '.join(SUFFIXES)}")
        check_writable(path)
    return files


def _write(found: Plan, world: World, path: Path) -> None:
    from corridor.io import write

    suffix = path.suffix.lower()
    if suffix == ".html":
        from corridor import maps

        write(path, maps.page(found, world=world))
    else:
        write(path, _text(found, suffix[1:]))
    click.echo(f"wrote {path}", err=True)


def _show(found: Plan, shape: str) -> None:
    if shape == "table":
        from corridor.report import Screen, print_plan

        print_plan(found, Screen())
    else:
        click.echo(_text(found, shape), nl=False)
        for warning in found.warnings:
            click.echo(f"corridor: {warning}", err=True)


def _text(found: Plan, shape: str) -> str:
    from corridor.io import to_csv, to_geojson, to_json, to_markdown

    writers = {"json": to_json, "geojson": to_geojson, "csv": to_csv, "md": to_markdown}
    return writers[shape](found)


@main.group()
def data() -> None:
    """Check the data that ship."""


@data.command("check")
@click.option("--data", "folder", metavar="DIR", help="Check another folder.")
@_guarded
def data_check(folder: str | None) -> None:
    """Verify schema, hashes, rows and that crossings lie on their borders; list what could not be attached.

    \b
    corridor data check
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.check import check

    found = check(api.load(folder))
    for line in found.report:
        click.echo(line)
    for problem in found.problems:
        click.echo(f"corridor: {problem}", err=True)
    if found.problems:
        sys.exit(1)

"""`corridor plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corridor.cli.common import as_of_option, busy, checked, data_option, guarded

if TYPE_CHECKING:
    from corridor.data import World
    from corridor.model import Plan

TEXTS = (".json", ".geojson", ".csv", ".md")
SUFFIXES = (".html", *TEXTS)


@click.command()
@click.argument("sequence", nargs=-1, required=True)
@click.option(
    "--from",
    "start",
    metavar="PLACE",
    help="City, terminal, port, border post, UN/LOCODE, gateway id or lon,lat. [default: first capital]",
)
@click.option("--to", "end", metavar="PLACE", help="The same, in the last country. [default: its seaports, or capital]")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), default="multimodal", show_default=True)
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), default="cost", show_default=True)
@click.option(
    "--pareto",
    is_flag=True,
    help="List the whole Pareto set over --over: every corridor that no other beats in all of them.",
)
@click.option(
    "--over",
    default="time,cost",
    show_default=True,
    metavar="LIST",
    help="What --pareto compares: time, cost, distance, co2e.",
)
@click.option(
    "--sea",
    type=click.Choice(["auto", "detour", "always", "never"]),
    default="auto",
    show_default=True,
    help="Voyages between neighbours: auto, where no crossing by land joins them; detour, also where all are closed.",
)
@click.option("-k", "k", type=int, default=5, show_default=True, help="How many distinct corridors, 1 to 50.")
@click.option("--close", multiple=True, metavar="ID", help="Take a crossing as closed; may be repeated.")
@click.option(
    "--open",
    "reopen",
    multiple=True,
    metavar="ID",
    help="Take a crossing as open or a planned link as built; may be repeated.",
)
@as_of_option
@click.option(
    "--status",
    type=click.Choice(["any", "open"]),
    default="any",
    show_default=True,
    help="open refuses closed crossings instead of answering on their last open time.",
)
@click.option("--explain", is_flag=True, help="List every candidate of every border, and why it was or was not chosen.")
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
@data_option
@guarded
def plan(
    sequence: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str,
    objective: str,
    pareto: bool,
    over: str,
    sea: str,
    k: int,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    explain: bool,
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

    files = checked(outputs, SUFFIXES)
    with busy("planning the corridor"):
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
            sea=sea,
            pareto=[one.strip() for one in over.split(",")] if pareto else (),
        )
        for path in files:
            _write(found, world, path)
    _show(found, shape, explain=explain)


def _write(found: Plan, world: World, path: Path) -> None:
    from corridor.io import write

    suffix = path.suffix.lower()
    if suffix == ".html":
        from corridor import maps

        write(path, maps.page(found, world=world))
    else:
        write(path, _text(found, suffix[1:]))
    click.echo(f"wrote {path}", err=True)


def _show(found: Plan, shape: str, *, explain: bool) -> None:
    if shape == "table":
        from corridor.report import Screen, print_plan

        print_plan(found, Screen(), explain=explain)
    else:
        click.echo(_text(found, shape), nl=False)
        for warning in found.warnings:
            click.echo(f"corridor: {warning}", err=True)


def _text(found: Plan, shape: str) -> str:
    from corridor.io import to_csv, to_geojson, to_json, to_markdown

    writers = {"json": to_json, "geojson": to_geojson, "csv": to_csv, "md": to_markdown}
    return writers[shape](found)

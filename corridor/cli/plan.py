"""`corridor plan`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corridor.cli.common import CLOSE, as_of_option, busy, checked, data_option, guarded, sea_option
from corridor.errors import BadValueError

if TYPE_CHECKING:
    from corridor.data import World
    from corridor.model import Difference, Plan

TEXTS = (".json", ".geojson", ".csv", ".md")
SUFFIXES = (".html", ".svg", *TEXTS)
OVER = "time,cost"


@click.command()
@click.argument("sequence", nargs=-1)
@click.option(
    "--from",
    "start",
    metavar="PLACE",
    help="City, terminal, port, border post, UN/LOCODE, gateway id or lon,lat. [default: first capital]",
)
@click.option("--to", "end", metavar="PLACE", help="The same, in the last country. [default: its seaports, or capital]")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), help="[default: multimodal]")
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), help="[default: cost]")
@click.option(
    "--pareto",
    is_flag=True,
    help="List the whole Pareto set over --over: every corridor that no other beats in all of them.",
)
@click.option(
    "--over",
    metavar="LIST",
    help="What --pareto compares: time, cost, distance, co2e. [default: time,cost]",
)
@sea_option
@click.option("-k", "k", type=int, default=5, show_default=True, help="How many distinct corridors, 1 to 50.")
@click.option("--close", multiple=True, metavar="ID", help=CLOSE)
@click.option(
    "--open",
    "reopen",
    multiple=True,
    metavar="ID",
    help="Take the same as open, or a planned link as built; may be repeated.",
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
@click.option(
    "--scenario",
    "scenario_file",
    metavar="FILE",
    help="What differs from the shipped world, a TOML file; options here go over it. Says what it changes.",
)
@click.option("--cargo-t", type=float, help="Load in tonnes. [default: 20]")
@click.option("--value-of-time", type=float, metavar="USD", help="What an hour is worth, for generalised cost.")
@click.option("--container", type=click.Choice(["20", "40"]), help="The box, in feet: adds figures per TEU.")
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
@click.option(
    "--chart",
    "measure",
    type=click.Choice(["both", "time", "cost"]),
    default="both",
    show_default=True,
    help="What a .svg shows over distance.",
)
@click.option("--detours", is_flag=True, help="Draw the open ways round in a .svg too.")
@click.option(
    "--dates",
    is_flag=True,
    help="Draw a .html with the answers on the dates at which crossings on the way opened or closed, and a slider.",
)
@data_option
@guarded
def plan(
    sequence: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str | None,
    objective: str | None,
    pareto: bool,
    over: str | None,
    sea: str | None,
    k: int,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    explain: bool,
    scenario_file: str | None,
    cargo_t: float | None,
    value_of_time: float | None,
    container: str | None,
    shape: str,
    outputs: tuple[str, ...],
    measure: str,
    detours: bool,
    dates: bool,
    data: str | None,
) -> None:
    """Find the best corridors through SEQUENCE, countries in order.

    \b
    corridor plan BY RU KZ UZ AF PK
    corridor plan BY-RU-KZ-UZ --mode rail --to Tashkent --format json
    corridor plan Pakistan --from Karachi --to Chaman --mode road
    corridor plan KZ UZ AF PK --from Almaty -o almaty.html -o almaty.json
    corridor plan BY RU KZ UZ AF PK -o chart.svg --chart time --detours
    corridor plan UZ AF PK --scenario af-pk-closed-2026.toml -o closed.html
    corridor plan BY RU KZ UZ AF PK --dates -o dates.html
    """  # noqa: D301 - click reads the backspace
    from corridor import api, pages

    files = checked(outputs, SUFFIXES)
    if over is not None and not pareto:
        raise BadValueError("--over says what --pareto compares: give --pareto too")
    if dates and not any(path.suffix.lower() == ".html" for path in files):
        raise BadValueError("--dates draws a page: give -o x.html too")
    with busy("planning the corridor"):
        world = api.load(data)
        file = api.load_scenario(scenario_file, world=world) if scenario_file is not None else None
        sequence = sequence or (file.sequence if file else ())
        if not sequence:
            raise BadValueError("no sequence: name countries in order, as KZ UZ AF PK")
        terms: dict[str, Any] = {
            "start": start,
            "end": end,
            "mode": mode,
            "objective": objective,
            "k": k,
            "close": close,
            "reopen": reopen,
            "open_only": status == "open",
            "cargo_t": cargo_t,
            "sea": sea,
            "pareto": [one.strip() for one in (OVER if over is None else over).split(",")] if pareto else (),
            "scenario": file,
            "value_of_time": value_of_time,
            "container": container,
        }
        found = api.plan(sequence, world=world, as_of=as_of, **terms)
        same: dict[str, Any] = {"world": world, "start": start, "end": end, "open_only": status == "open"}
        against = api.against_shipped(found, **same) if file else None
        for path in files:
            suffix = path.suffix.lower()
            if suffix == ".svg":
                _save(path, api.chart(found, measure=measure, detours=detours))
            elif suffix == ".html" and dates:
                _save(path, _by_date(found, world, terms))
            elif suffix == ".html" and file:
                shipped, reason = api.in_shipped_world(found, k=k, **same)
                _save(path, pages.draw_scenarios(shipped, found, world=world, reason=reason).text())
            elif suffix == ".html":
                _save(path, api.draw(found, world=world).text())
            else:
                _save(path, _text(found, against, suffix[1:]))
    _show(found, against, shape, explain=explain)


def _by_date(found: Plan, world: World, terms: dict[str, Any]) -> str:
    from corridor import pages

    dates = pages.by_date(found, world=world, **terms)
    if len(dates) == 1:
        click.echo(f"corridor: no crossing on the way is known to have opened or closed by {found.as_of}", err=True)
    for one in dates:
        if one.plan is None:
            click.echo(f"corridor: on {one.date} {one.note}", err=True)
    return pages.draw_dates(dates, world=world).text()


def _save(path: Path, text: str) -> None:
    from corridor.io import write

    write(path, text)
    click.echo(f"wrote {path}", err=True)


def _show(found: Plan, against: Difference | None, shape: str, *, explain: bool) -> None:
    if shape == "table":
        from corridor.report import Screen, print_difference, print_plan

        screen = Screen()
        print_plan(found, screen, explain=explain)
        if against:
            screen.print()
            print_difference(against, screen)
    else:
        click.echo(_text(found, against, shape), nl=False)
        for warning in found.warnings:
            click.echo(f"corridor: {warning}", err=True)


def _text(found: Plan, against: Difference | None, shape: str) -> str:
    from corridor.io import difference_markdown, planned_json, to_csv, to_geojson, to_markdown

    if shape == "json":
        return planned_json(found, against)
    writers = {"geojson": to_geojson, "csv": to_csv, "md": to_markdown}
    more = f"\n{difference_markdown(against)}" if against and shape == "md" else ""
    return writers[shape](found) + more

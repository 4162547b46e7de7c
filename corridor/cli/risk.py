"""`corridor risk`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corridor.cli.common import CLOSE, as_of_option, checked, counted, data_option, guarded, sea_option
from corridor.errors import BadValueError

if TYPE_CHECKING:
    from corridor.model import Risk

SUFFIXES = (".json", ".csv", ".md")


@click.command()
@click.argument("sequence", nargs=-1)
@click.option("--from", "start", metavar="PLACE", help="Where the corridors start, as in plan.")
@click.option("--to", "end", metavar="PLACE", help="Where they end, as in plan.")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), help="[default: multimodal]")
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), help="[default: cost]")
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
@click.option("--scenario", "scenario_file", metavar="FILE", help="What differs from the shipped world, a TOML file.")
@click.option("--cargo-t", type=float, help="Load in tonnes. [default: 20]")
@click.option(
    "--value-of-time", type=float, metavar="USD", help="What an hour is worth: buffers and extras in USD too."
)
@click.option("--draws", type=int, default=10_000, show_default=True, help="How many arrivals are drawn.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same draws.")
@click.option("--depart", default="", metavar="DATE", help="Tell arrivals as dates, leaving on 2026-12-01T06:00.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv", "md"]),
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
def risk(
    sequence: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str | None,
    objective: str | None,
    sea: str | None,
    k: int,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    scenario_file: str | None,
    cargo_t: float | None,
    value_of_time: float | None,
    draws: int,
    seed: int,
    depart: str,
    shape: str,
    outputs: tuple[str, ...],
    data: str | None,
) -> None:
    """Say what may go otherwise on the corridors through SEQUENCE: arrivals, break-evens, closures, inputs.

    \b
    corridor risk BY RU KZ UZ AF PK --as-of 2025-06-01
    corridor risk UZ-AF-PK --objective time --close af-pk-torkham --depart 2026-12-01
    corridor risk KZ UZ --mode rail --format json -o kz-uz.md
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.io import write

    files = checked(outputs, SUFFIXES)
    with counted("shutting one thing after another") as watch:
        world = api.load(data)
        file = api.load_scenario(scenario_file, world=world) if scenario_file else None
        sequence = sequence or (file.sequence if file else ())
        if not sequence:
            raise BadValueError("no sequence: name countries in order, as KZ UZ AF PK")
        found = api.risk(
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
            value_of_time=value_of_time,
            sea=sea,
            scenario=file,
            draws=draws,
            seed=seed,
            depart=depart,
            watch=watch,
        )
    for path in files:
        write(path, _text(found, path.suffix.lower()[1:]))
        click.echo(f"wrote {path}", err=True)
    if shape == "table":
        from corridor.report import Screen, print_risk

        print_risk(found, Screen())
    else:
        click.echo(_text(found, shape), nl=False)
        for warning in found.plan.warnings:
            click.echo(f"corridor: {warning}", err=True)


def _text(found: Risk, shape: str) -> str:
    from corridor.io import risk_csv, risk_json, risk_markdown

    return {"json": risk_json, "csv": risk_csv, "md": risk_markdown}[shape](found)

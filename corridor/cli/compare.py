"""`corridor compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corridor.cli.common import CLOSE, as_of_option, busy, checked, data_option, guarded, sea_option

if TYPE_CHECKING:
    from corridor.comparison import Comparison
    from corridor.data import World

SUFFIXES = (".html", ".json", ".csv", ".md", ".svg")


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option("--from", "start", metavar="PLACE", help="Where all start, as in plan.")
@click.option("--to", "end", metavar="PLACE", help="Where all end, as in plan.")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), help="[default: multimodal]")
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), help="[default: cost]")
@sea_option
@click.option("-k", "k", type=int, help="Alternatives, where one target is given alone, 1 to 50. [default: 5]")
@click.option("--close", multiple=True, metavar="ID", help=CLOSE)
@click.option("--open", "reopen", multiple=True, metavar="ID", help="Take it as open, or a planned link as built.")
@as_of_option
@click.option(
    "--status",
    type=click.Choice(["any", "open"]),
    default="any",
    show_default=True,
    help="open refuses closed crossings instead of answering on their last open time.",
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="FILE",
    help="A scenario file, or shipped; may be repeated.",
)
@click.option("--cargo-t", type=float, help="Load in tonnes. [default: 20]")
@click.option("--value-of-time", type=float, metavar="USD", help="What an hour is worth, for generalised cost.")
@click.option("--container", type=click.Choice(["20", "40"]), help="The box, in feet: adds figures per TEU.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv", "md", "html"]),
    default="table",
    show_default=True,
    help="What is printed.",
)
@click.option("-o", "outputs", multiple=True, metavar="FILE", help=f"Write a file, by suffix: {' '.join(SUFFIXES)}.")
@data_option
@guarded
def compare(
    targets: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str | None,
    objective: str | None,
    sea: str | None,
    k: int | None,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    scenarios: tuple[str, ...],
    cargo_t: float | None,
    value_of_time: float | None,
    container: str | None,
    shape: str,
    outputs: tuple[str, ...],
    data: str | None,
) -> None:
    """Put corridors side by side: sequences (BY-RU-KZ), named corridors, and plans saved as JSON.

    Of several targets the best corridor of each is compared, of one alone all its corridors.

    \b
    corridor compare by-ru-kz-uz-af-pk instc-east BY-RU-KZ-KG-CN-PK
    corridor compare BY-RU-KZ-UZ-AF-PK --from Brest --container 40
    corridor compare UZ-AF-PK --scenario shipped --scenario docs/scenarios/uap-built.toml
    corridor compare plan.json BY-RU-KZ-TM-IR-PK -o compared.html
    """  # noqa: D301 - click reads the backspace
    from corridor.api import load
    from corridor.comparing import compare_targets

    files = checked(outputs, SUFFIXES)
    world = load(data)
    with busy("comparing corridors"):
        found = compare_targets(
            targets,
            world=world,
            scenarios=scenarios,
            start=start,
            end=end,
            mode=mode,
            objective=objective,
            sea=sea,
            k=k,
            close=close,
            reopen=reopen,
            as_of=as_of,
            open_only=status == "open",
            cargo_t=cargo_t,
            value_of_time=value_of_time,
            container=container,
        )
    for path in files:
        from corridor.io import write

        write(path, _text(found, path.suffix.lower()[1:], world))
        click.echo(f"wrote {path}", err=True)
    if shape == "table":
        from corridor.report import Screen, print_comparison

        print_comparison(found, Screen())
    else:
        click.echo(_text(found, shape, world), nl=False)
        for warning in found.warnings:
            click.echo(f"corridor: {warning}", err=True)


def _text(found: Comparison, shape: str, world: World) -> str:
    from corridor import comparison
    from corridor.pages import comparison_page

    if shape == "html":
        return comparison_page(found, world=world)
    writers = {
        "json": comparison.comparison_json,
        "csv": comparison.comparison_csv,
        "md": comparison.comparison_markdown,
        "svg": comparison.comparison_svg,
    }
    return writers[shape](found)

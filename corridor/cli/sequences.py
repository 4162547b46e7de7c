"""`corridor sequences`."""

from __future__ import annotations

import click

from corridor.cli.catalog import print_list
from corridor.cli.common import CLOSE, as_of_option, busy, data_option, guarded, sea_option


@click.command()
@click.argument("first", metavar="FROM")
@click.argument("last", metavar="TO")
@click.option("-n", "count", type=int, default=10, show_default=True, help="How many sequences, 1 to 50.")
@click.option(
    "--max-countries", "most", type=int, default=8, show_default=True, help="Of a sequence, both ends counted."
)
@click.option("--avoid", multiple=True, metavar="COUNTRY", help="Enter none of these; may be repeated, or RU,BY.")
@click.option("--via", multiple=True, metavar="COUNTRY", help="Pass all of these, in any order; may be repeated.")
@click.option("--from", "start", metavar="PLACE", help="City, UN/LOCODE, gateway id or lon,lat. [default: the capital]")
@click.option("--to", "end", metavar="PLACE", help="The same, in the last country. [default: its seaports, or capital]")
@click.option("--mode", type=click.Choice(["multimodal", "road", "rail"]), default="multimodal", show_default=True)
@click.option("--objective", type=click.Choice(["cost", "time", "distance", "co2e"]), default="cost", show_default=True)
@sea_option
@click.option("--close", multiple=True, metavar="ID", help=CLOSE)
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
    help="open leaves out what is closed instead of listing it last.",
)
@click.option("--cargo-t", type=float, default=20.0, show_default=True, help="Load in tonnes.")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv", "md"]),
    default="table",
    show_default=True,
    help="What is printed.",
)
@data_option
@guarded
def sequences(
    first: str,
    last: str,
    count: int,
    most: int,
    avoid: tuple[str, ...],
    via: tuple[str, ...],
    start: str | None,
    end: str | None,
    mode: str,
    objective: str,
    sea: str | None,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    as_of: str | None,
    status: str,
    cargo_t: float,
    shape: str,
    data: str | None,
) -> None:
    """Find the country sequences that join two countries, best first, open ones before blocked ones.

    \b
    corridor sequences BY PK
    corridor sequences Kazakhstan India --avoid RU,CN --max-countries 6
    corridor sequences BY PK --via AF --mode road --objective time
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.io import choices_csv, choices_listing, choices_markdown

    with busy("looking for sequences"):
        found = api.find_sequences(
            first,
            last,
            world=api.load(data),
            start=start,
            end=end,
            mode=mode,
            objective=objective,
            count=count,
            most=most,
            avoid=avoid,
            via=via,
            close=close,
            reopen=reopen,
            as_of=as_of,
            open_only=status == "open",
            cargo_t=cargo_t,
            sea=sea or "auto",
        )
    if shape in ("csv", "md"):
        click.echo((choices_csv if shape == "csv" else choices_markdown)(found), nl=False)
    else:
        print_list(choices_listing(found), shape, noun="sequence", more=f", as of {found.as_of}")
    for warning in found.warnings:
        click.echo(f"corridor: {warning}", err=True)

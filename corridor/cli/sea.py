"""`corridor sea`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from corridor.cli.common import checked, data_option, guarded

if TYPE_CHECKING:
    from corridor.model import Voyage

SUFFIXES = (".json", ".geojson", ".csv", ".md")


_WEST = re.compile(r"-[\d.]+,")


class PointCommand(click.Command):
    """A command that takes -66.97,44 as a point and not as options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the words of the command line."""
        return super().parse_args(ctx, [f" {word}" if _WEST.match(word) else word for word in args])


@click.command(cls=PointCommand)
@click.argument("start", metavar="FROM")
@click.argument("end", metavar="TO")
@click.option("--close", multiple=True, metavar="PASSAGE", help="Take no ship through it, as suez; may be repeated.")
@click.option(
    "--open",
    "reopen",
    multiple=True,
    metavar="PASSAGE",
    help="Let ships through northeast or northwest, which are closed unless asked for; may be repeated.",
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
@data_option
@guarded
def sea(
    start: str,
    end: str,
    close: tuple[str, ...],
    reopen: tuple[str, ...],
    cargo_t: float,
    shape: str,
    outputs: tuple[str, ...],
    data: str | None,
) -> None:
    """Find the shortest voyage between two seaports: UN/LOCODEs, names, or lon,lat near the sea.

    \b
    corridor sea PKGWD NLRTM
    corridor sea Shanghai Rotterdam --close suez
    corridor sea Alat Kuryk --format json
    corridor sea 66.97,24.84 AEJEA -o voyage.geojson
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.io import write

    files = checked(outputs, SUFFIXES)
    found = api.sea_leg(start, end, world=api.load(data), close=close, reopen=reopen, cargo_t=cargo_t)
    for path in files:
        write(path, _text(found, path.suffix.lower()[1:]))
        click.echo(f"wrote {path}", err=True)
    if shape == "table":
        from corridor.io.voyage import voyage_sheet
        from corridor.report import Screen, print_sheet

        print_sheet(voyage_sheet(found), Screen())
    else:
        click.echo(_text(found, shape), nl=False)


def _text(found: Voyage, shape: str) -> str:
    from corridor.io import voyage_csv, voyage_geojson, voyage_json, voyage_markdown

    writers = {"json": voyage_json, "geojson": voyage_geojson, "csv": voyage_csv, "md": voyage_markdown}
    return writers[shape](found)

"""`corridor crossings`, `ports`, `terminals`, `named`, `show`: what an analyst looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corridor.cli.common import as_of_option, checked, data_option, guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corridor.catalog import Details
    from corridor.data import World
    from corridor.io.listing import Listing
    from corridor.model import Source

SUFFIXES = (".html", ".json", ".geojson", ".csv", ".md")
list_format = click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv", "geojson"]),
    default="table",
    show_default=True,
    help="What is printed.",
)


@click.command()
@click.argument("countries", nargs=-1, metavar="[A [B]]")
@click.option("--mode", type=click.Choice(["road", "rail"]), help="Only these. [default: both]")
@as_of_option
@list_format
@data_option
@guarded
def crossings(countries: tuple[str, ...], mode: str | None, as_of: str | None, shape: str, data: str | None) -> None:
    """List border crossings: all, those of one country, or those between two.

    \b
    corridor crossings AF PK
    corridor crossings Uzbekistan --mode rail --format csv
    corridor crossings AF PK --as-of 2025-06-01

    Where there is none, stderr says on whom the countries border, and how a plan joins them.
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import crossings_of, why_none
    from corridor.io.listing import crossing_listing
    from corridor.model import Mode
    from corridor.scenario import dated

    world = api.load(data)
    scenario = dated(world, as_of=as_of)
    wanted = Mode(mode) if mode else None
    found = crossings_of(world, countries, scenario=scenario, mode=wanted)
    cited = [source for one in found for source in (one.crossing.source, one.status.source)]
    listing = crossing_listing(found, as_of=scenario.as_of, sources=_sources(world, cited))
    print_list(listing, shape, noun="crossing", more=f", status on {scenario.as_of}")
    if not found:
        click.echo(why_none(world, countries, scenario=scenario, mode=wanted), err=True)


@click.command()
@click.argument("country", required=False)
@list_format
@data_option
@guarded
def ports(country: str | None, shape: str, data: str | None) -> None:
    """List seaports: all, or those of a country, the main ones first.

    \b
    corridor ports Pakistan
    corridor ports IR --format geojson
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import ports_of
    from corridor.io.listing import gateway_listing

    world = api.load(data)
    found = ports_of(world, country)
    print_list(gateway_listing("ports", found, _sources(world, (one.source for one in found))), shape, noun="port")


@click.command()
@click.argument("country", required=False)
@list_format
@data_option
@guarded
def terminals(country: str | None, shape: str, data: str | None) -> None:
    """List inland terminals, where cargo changes mode or gauge: all, or those of a country.

    \b
    corridor terminals UZ
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import terminals_of
    from corridor.io.listing import gateway_listing

    world = api.load(data)
    found = terminals_of(world, country)
    listing = gateway_listing("terminals", found, _sources(world, (one.source for one in found)))
    print_list(listing, shape, noun="terminal")


@click.command()
@click.option("--planned", is_flag=True, help="List planned and half-built links instead.")
@list_format
@data_option
@guarded
def named(planned: bool, shape: str, data: str | None) -> None:
    """List named corridors; an id of them can be planned. With --planned, links that are planned or half built.

    \b
    corridor named
    corridor named --planned
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import named_corridors, planned_links
    from corridor.io.listing import link_listing, named_listing

    world = api.load(data)
    if planned:
        links = tuple(planned_links(world).values())
        print_list(link_listing(links, _sources(world, (one.source for one in links))), shape, noun="planned link")
    else:
        found = tuple(named_corridors(world).values())
        listing = named_listing(found, _sources(world, (one.source for one in found)))
        print_list(listing, shape, noun="named corridor")


@click.command()
@click.argument("id_", metavar="ID")
@as_of_option
@click.option(
    "--format",
    "shape",
    type=click.Choice(["table", "json", "csv", "geojson", "md"]),
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
def show(id_: str, as_of: str | None, shape: str, outputs: tuple[str, ...], data: str | None) -> None:
    """Show all that is known of a crossing, port, terminal, named corridor, planned link or UN/LOCODE.

    \b
    corridor show af-pk-torkham
    corridor show PKKHI --format json
    corridor show kz-uz-saryagash-keles-rail -o saryagash.html
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import details
    from corridor.io import write
    from corridor.scenario import dated

    files = checked(outputs, SUFFIXES)
    world = api.load(data)
    found = details(world, id_, scenario=dated(world, as_of=as_of))
    texts = [_text(found, world, path.suffix.lower()[1:]) for path in files]
    for path, text in zip(files, texts, strict=True):
        write(path, text)
        click.echo(f"wrote {path}", err=True)
    if shape == "table":
        from corridor.io.sheet import sheet
        from corridor.report import Screen, print_sheet

        print_sheet(sheet(found), Screen())
    else:
        click.echo(_text(found, world, shape), nl=False)


def _text(found: Details, world: World, shape: str) -> str:
    from corridor.io import details_csv, details_geojson, details_json, details_markdown

    if shape == "html":
        from corridor import maps

        return maps.gateway_page(found, world=world)
    writers = {"json": details_json, "csv": details_csv, "geojson": details_geojson, "md": details_markdown}
    return writers[shape](found)


def print_list(listing: Listing, shape: str, *, noun: str, more: str = "") -> None:
    """Print a list in a format; say on stderr how long it is."""
    from corridor.io.listing import listing_csv, listing_geojson, listing_json

    if shape == "table":
        from corridor.report import Screen, print_listing

        print_listing(listing, Screen(unbound=True))
    else:
        writers = {"json": listing_json, "csv": listing_csv, "geojson": listing_geojson}
        click.echo(writers[shape](listing), nl=False)
    count = len(listing.rows)
    click.echo(f"{count or 'no'} {noun}{'' if count == 1 else 's'}{more}", err=True)


def _sources(world: World, ids: Iterable[str]) -> tuple[Source, ...]:
    from corridor.figures import sources

    return sources(world, filter(None, ids))

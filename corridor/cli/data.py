"""`corridor data`: what ships, checked, and the documents that it rests on."""

from __future__ import annotations

import sys

import click

from corridor.cli.catalog import list_format, print_list
from corridor.cli.common import data_option, guarded


@click.group()
def data() -> None:
    """Check the data that ship, and see what they rest on."""


@data.command("check")
@click.option("--data", "folder", metavar="DIR", help="Check another folder.")
@guarded
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


@data.command("sources")
@list_format
@data_option
@guarded
def data_sources(shape: str, data: str | None) -> None:
    """List every document, with how many rows of which tables rest on it, most used first.

    \b
    corridor data sources
    corridor data sources --format json
    """  # noqa: D301 - click reads the backspace
    from corridor import api
    from corridor.catalog import source_uses
    from corridor.io.listing import source_listing

    print_list(source_listing(source_uses(api.load(data))), shape, noun="document")

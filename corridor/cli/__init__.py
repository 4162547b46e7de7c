"""The command line: parse, call, print. Results on stdout, everything else on stderr."""

from __future__ import annotations

import click

from corridor.cli.catalog import crossings, named, ports, show, terminals
from corridor.cli.compare import compare
from corridor.cli.data import data
from corridor.cli.open import open_file
from corridor.cli.plan import plan
from corridor.cli.risk import risk
from corridor.cli.scenario import scenario
from corridor.cli.sea import sea
from corridor.cli.sequences import sequences


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="corridor-planner", prog_name="corridor")
def main() -> None:
    """Plan transport corridors through an ordered list of countries.

    \b
    corridor plan BY RU KZ UZ AF PK -o corridor.html
    """  # noqa: D301 - click reads the backspace


for command in (
    plan,
    compare,
    risk,
    sequences,
    sea,
    scenario,
    crossings,
    ports,
    terminals,
    named,
    show,
    data,
    open_file,
):
    main.add_command(command)

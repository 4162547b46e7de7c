"""`corridor open`."""

from __future__ import annotations

from pathlib import Path

import click

from corridor.cli.common import guarded

PAGES = (".html", ".htm", ".svg")


@click.command("open")
@click.argument("file", metavar="FILE")
@guarded
def open_file(file: str) -> None:
    """Open a page or a chart in the browser; a plan saved as JSON becomes a page of its figures.

    A saved plan carries no lines, so that its page has the table and no map: write a .html with plan for one.

    \b
    corridor open corridor.html
    corridor open plan.json
    """  # noqa: D301 - click reads the backspace
    import webbrowser

    from corridor.errors import BadValueError, OutputError

    path = Path(file)
    suffix = path.suffix.lower()
    if suffix not in (*PAGES, ".json"):
        raise BadValueError(f"cannot open {file!r}: a page (.html), a chart (.svg) or a saved plan (.json)")
    if not path.is_file():
        raise BadValueError(f"there is no file {file!r}")
    page = _page(path) if suffix == ".json" else path.resolve()
    click.echo(page)
    try:
        opened = webbrowser.open(page.as_uri())
    except webbrowser.Error:
        opened = False
    if not opened:
        raise OutputError(f"no browser could be started: open {page} by hand")


def _page(saved: Path) -> Path:
    """Write the page of a saved plan, in a folder for what may be thrown away."""
    import tempfile

    from corridor.comparison import comparison, comparison_html, read_all
    from corridor.io import write

    found = comparison(read_all(saved))
    page = Path(tempfile.mkdtemp(prefix="corridor-")) / f"{saved.stem}.html"
    write(page, comparison_html(found))
    return page

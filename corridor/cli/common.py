"""What every command does alike: errors on one line, files checked before the work, the data folder."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from corridor.errors import BadValueError, CorridorError

F = TypeVar("F", bound=Callable[..., Any])

data_option = click.option("--data", metavar="DIR", help="Read the data from another folder.")
as_of_option = click.option(
    "--as-of", metavar="DATE", help="See the world of that day, as 2025-06-01. [default: today]"
)
sea_option = click.option(
    "--sea",
    type=click.Choice(["auto", "detour", "always", "never"]),
    help="Voyages between neighbours: auto, where no crossing by land joins them; detour, also where all are closed. "
    "[default: auto]",
)
CLOSE = "Take a crossing, port, terminal, pair of countries (AF-PK) or passage (suez) as closed; may be repeated."


def guarded(command: F) -> F:
    """Print an error of ours as one line and exit with its code."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # an arrow is not worth a traceback where it has no code
        try:
            result = command(*args, **kwargs)
            sys.stdout.flush()
            return result
        except CorridorError as error:
            for line in str(error).splitlines():
                click.echo(f"corridor: {line}", err=True)
            sys.exit(error.exit_code)
        except BrokenPipeError:  # the reader has seen enough; nothing may be flushed to it at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            click.echo(f"corridor: cannot write the result: {error.strerror or error}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)

    return wrapped  # type: ignore[return-value]


def busy(what: str) -> AbstractContextManager[object]:
    """Show on a terminal's stderr that work goes on; nothing elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


@contextmanager
def counted(what: str, *, after_s: float = 1.0) -> Iterator[Callable[[int, int], None]]:
    """Give what takes how many of how many are done; work of more than a second has a bar on a terminal's stderr."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task, timer = bar.add_task(what, total=None), threading.Timer(after_s, bar.start)
    timer.start()
    try:
        yield lambda done, whole: bar.update(task, completed=done, total=whole)
    finally:
        timer.cancel()
        bar.stop()


def checked(outputs: tuple[str, ...], suffixes: tuple[str, ...]) -> list[Path]:
    """Refuse a file that cannot be written before the work is done."""
    from corridor.io import check_writable

    files = [Path(name) for name in outputs]
    for path in files:
        if path.suffix.lower() not in suffixes:
            raise BadValueError(f"cannot tell the format of {str(path)!r}: end it in {', '.join(suffixes)}")
        check_writable(path)
    return files

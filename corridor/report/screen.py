"""The terminal that tables are printed to."""

from __future__ import annotations

import os

from rich.console import Console

LEAST_COLUMNS = 72
"""a narrower terminal wraps the lines itself; figures are never cut"""
UNBOUND_COLUMNS = 2000
"""a row of a list stays one line where no person looks on"""


class Screen(Console):
    """A console of a width that the tables fit in, which leaves a closed pipe to its caller."""

    def __init__(self, *, unbound: bool = False) -> None:
        """`unbound` lets lines be as long as they are where the output is no terminal and no width is asked for."""
        super().__init__()
        free = unbound and not self.is_terminal and "COLUMNS" not in os.environ
        self.width = UNBOUND_COLUMNS if free else max(self.width, LEAST_COLUMNS)

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError

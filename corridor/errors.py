"""Every error that corridor raises on purpose, by cause.

Each carries the bad value and what would be right in its message; the command line prints the message
on one line and exits with `exit_code`: 1 for an answer that is an error, 2 for misuse.
"""

from __future__ import annotations


class CorridorError(Exception):
    """Base of all errors of this package."""

    exit_code = 1


class MisuseError(CorridorError):
    """The question is not well formed."""

    exit_code = 2


class UnknownNameError(MisuseError):
    """A country, place, gateway or option that is not known."""

    def __init__(self, kind: str, name: str, suggestions: tuple[str, ...] = ()) -> None:
        self.kind, self.name, self.suggestions = kind, name, suggestions
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"unknown {kind} {name!r}{hint}")


class BadValueError(MisuseError):
    """A value out of its range or not of its form."""


class FileProblemsError(MisuseError):
    """A file that people write is not right: every problem, each with its line."""

    def __init__(self, path: str, problems: tuple[tuple[int, str], ...]) -> None:
        self.path, self.problems = path, problems
        super().__init__("\n".join(f"{path}, line {line}: {text}" for line, text in problems))


class NoRouteError(CorridorError):
    """No corridor answers the question."""


class BlockedError(NoRouteError):
    """The only ways through are closed and closed ones were refused."""


class DataError(CorridorError):
    """A data file is missing, damaged or not of its schema."""


class OutputError(CorridorError):
    """A result could not be written where it was asked for."""

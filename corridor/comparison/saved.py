"""Plans that were saved as JSON, read back for comparison."""

from __future__ import annotations

import json
from pathlib import Path

from corridor.comparison.values import Compared, column
from corridor.errors import BadValueError
from corridor.io.plain import SCHEMA


def read_saved(path: Path) -> Compared:
    """Return the best corridor of a plan that was written with `-o x.json`, named by its file.

    Raises
    ------
    BadValueError
        where the file is none, or no plan.
    """
    return read_all(path)[0]


def read_all(path: Path) -> list[Compared]:
    """Return every corridor of a plan that was written with `-o x.json`, best first. Raises as `read_saved` does."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadValueError(f"cannot read {str(path)!r}: {error.strerror or error}") from None
    except ValueError:
        raise BadValueError(f"{str(path)!r} is no JSON file") from None
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise BadValueError(f"{str(path)!r} is no saved plan: write one with `corridor plan … -o x.json`")
    try:
        return [column(told, one, path.name) for one in (told["corridors"][0], *told["corridors"][1:])]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise BadValueError(f"{str(path)!r} is a saved plan with a part missing or wrong: {error}") from None

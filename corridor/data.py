"""Reads what ships in `data/`; the only module that opens a shipped file."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

from corridor.errors import DataError

Row = dict[str, str]


def shipped() -> Path:
    """Return the folder of the data that ship: inside the wheel, or beside the package in a checkout."""
    here = Path(__file__).resolve().parent
    inside = here / "_data"
    return inside if inside.is_dir() else here.parent / "data"


class World:
    """The shipped data, read lazily, kept once read, never changed.

    `root` is a folder with the files that `SOURCES.csv` in it lists.
    """

    def __init__(self, root: Path | str | None = None) -> None:
        self.root = Path(root) if root is not None else shipped()
        self._kept: dict[Any, Any] = {}
        if not self.root.is_dir():
            raise DataError(f"data folder {str(self.root)!r} is missing: reinstall corridor or give a folder")

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of `name`.csv as dicts of strings.

        Raises
        ------
        DataError
            where the file is missing, empty, not UTF-8 or ragged.
        """
        return self.keep(("rows", name), lambda: _read_csv(self._path(f"{name}.csv")))

    def table(self, name: str, columns: tuple[str, ...] | None = None, **equal: str) -> Any:
        """Return `name`.parquet as a pyarrow Table, its rows kept where each column in `equal` has that value.

        Raises
        ------
        DataError
            where the file is missing or cannot be read.
        """
        key = ("table", name, columns, tuple(sorted(equal.items())))
        return self.keep(key, lambda: _read_parquet(self._path(f"{name}.parquet"), columns, equal))

    def keep(self, key: Any, make: Any) -> Any:
        """Return what `make()` gave the first time it was asked for under `key`."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _path(self, name: str) -> Path:
        path = self.root / name
        if not path.is_file():
            raise DataError(f"data file {str(path)!r} is missing: reinstall corridor, or `make data` in a checkout")
        return path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_csv(path: Path) -> tuple[Row, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = tuple(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"data file {str(path)!r} cannot be read: {error}") from error
    if not reader.fieldnames:
        raise DataError(f"data file {str(path)!r} is empty")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DataError(f"data file {str(path)!r}, line {number}: expected {len(reader.fieldnames)} fields")
    return rows


def _read_parquet(path: Path, columns: tuple[str, ...] | None, equal: dict[str, str]) -> Any:
    import pyarrow.parquet as pq
    from pyarrow import ArrowException

    try:
        filters = [(column, "=", value) for column, value in equal.items()] or None
        return pq.read_table(path, columns=list(columns) if columns else None, filters=filters)
    except (OSError, ArrowException) as error:
        raise DataError(f"data file {str(path)!r} cannot be read: {error}") from error

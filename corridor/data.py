"""Reads what ships in `data/`; the only module that opens a shipped file."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt

from corridor.errors import DataError
from corridor.schema import COLUMNS

Row = dict[str, str]
T = TypeVar("T")
Spans = dict[str, dict[int, tuple[str, str]]]
"""text column → row group → least and greatest value"""


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
        return cast("tuple[Row, ...]", self.keep(("rows", name), lambda: self._read_csv(name)))

    def records(self, name: str, make: Callable[[Row], T]) -> list[T]:
        """Return what `make` makes of each row of `name`.csv.

        Raises
        ------
        DataError
            where a value is not what it should be, naming file and line.
        """
        made = []
        for number, row in enumerate(self.rows(name), start=2):
            try:
                made.append(make(row))
            except (KeyError, ValueError) as error:
                where = f"data file {str(self.root / f'{name}.csv')!r}, line {number}"
                raise DataError(f"{where}: {error}") from error
        return made

    def table(self, name: str, columns: tuple[str, ...] | None = None, **equal: str) -> Any:
        """Return `name`.parquet as a pyarrow Table, its rows kept where each column in `equal` has that value.

        Raises
        ------
        DataError
            where the file is missing or cannot be read.
        """
        key = ("table", name, columns, tuple(sorted(equal.items())))
        return self.keep(key, lambda: self._read_parquet(name, columns, equal))

    def metadata(self, name: str) -> Mapping[str, str]:
        """Return what `name`.parquet says of itself. Raises DataError where it cannot be read."""
        from pyarrow import ArrowException

        path = self._path(f"{name}.parquet")
        try:
            file, _ = self.keep(("file", path), lambda: self._opened(path))
        except (OSError, ArrowException) as error:
            raise DataError(f"data file {str(path)!r} cannot be read: {error}") from error
        return {key.decode(): value.decode() for key, value in (file.schema_arrow.metadata or {}).items()}

    def keep(self, key: Any, make: Any) -> Any:
        """Return what `make()` gave the first time it was asked for under `key`."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def variant(self, kept: Mapping[Any, Any]) -> World:
        """Return a world of the same files in which other values are kept under some keys; this one stays as it is."""
        other = World(self.root)
        other._kept = {**self._kept, **kept}
        return other

    def _read_csv(self, name: str) -> tuple[Row, ...]:
        path = self._path(f"{name}.csv")
        rows = _read_csv(path)
        self._check(path, set(rows[0]) if rows else set(COLUMNS.get(path.name, ())), len(rows))
        return rows

    def _check(self, path: Path, columns: set[str], count: int) -> None:
        """Compare a file with its schema and with the number of rows that SOURCES.csv, if there, has of it."""
        missing = sorted(set(COLUMNS.get(path.name, ())) - columns)
        if missing:
            raise DataError(f"data file {str(path)!r} has no column {missing[0]!r}")
        listed = self.root / "SOURCES.csv"
        if path != listed and listed.is_file():
            told = {row["file"]: row["rows"] for row in self.rows("SOURCES")}.get(path.name)
            if told is not None and told != str(count):
                raise DataError(f"data file {str(path)!r} has {count} rows where SOURCES.csv says {told}: cut short?")

    def _read_parquet(self, name: str, columns: tuple[str, ...] | None, equal: dict[str, str]) -> Any:
        """Read only the row groups that can hold the wanted rows.

        pyarrow's own filter, and a comparison with a scalar, would load pandas, which takes longer than all the rest.
        """
        import pyarrow.compute as pc
        from pyarrow import ArrowException

        path = self._path(f"{name}.parquet")
        try:
            file, spans = self.keep(("file", path), lambda: self._opened(path))
            unknown = sorted(set(equal) - set(file.schema_arrow.names))
            if unknown:
                raise KeyError(f"no column {unknown[0]}")
            groups = list(range(file.metadata.num_row_groups))
            for column, value in equal.items():
                span = spans.get(column, {})
                groups = [i for i in groups if i in span and span[i][0] <= value <= span[i][1]]
            wanted = [*columns, *(column for column in equal if column not in columns)] if columns else None
            table = file.read_row_groups(groups, columns=wanted, use_threads=len(groups) > 1)  # threads cost a start
            for column, value in equal.items():
                if any(spans[column][group] != (value, value) for group in groups):
                    table = table.filter(pc.match_substring_regex(table[column], f"^{re.escape(value)}$"))
            return table.select(list(columns)) if columns else table
        except (OSError, KeyError, ArrowException) as error:
            raise DataError(f"data file {str(path)!r} cannot be read: {error}") from error

    def _opened(self, path: Path) -> tuple[Any, Spans]:
        file, spans = _open(path)
        self._check(path, set(file.schema_arrow.names), file.metadata.num_rows)
        return file, spans

    def _path(self, name: str) -> Path:
        path = self.root / name
        if not path.is_file():
            raise DataError(f"data file {str(path)!r} is missing: reinstall corridor, or `make data` in a checkout")
        return path


def numbers(table: Any, column: str) -> npt.NDArray[Any]:
    """Return a column of numbers without gaps as an array (pyarrow's own conversion would load pandas)."""
    chunks = [
        np.frombuffer(chunk.buffers()[1], dtype=str(chunk.type))[chunk.offset : chunk.offset + len(chunk)]
        for chunk in table[column].chunks
    ]
    return np.concatenate(chunks) if chunks else np.zeros(0, dtype=str(table[column].type))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_csv(path: Path) -> tuple[Row, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows, fields = tuple(reader), reader.fieldnames
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"data file {str(path)!r} cannot be read: {error}") from error
    if not fields:
        raise DataError(f"data file {str(path)!r} is empty")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise DataError(f"data file {str(path)!r}, line {number}: expected {len(fields)} fields")
    return rows


def _open(path: Path) -> tuple[Any, Spans]:
    """Open a Parquet file; return it with what its text columns span."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    spans: Spans = {}
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        for i in range(group.num_columns):
            column = group.column(i)
            known = column.physical_type == "BYTE_ARRAY" and column.statistics
            if known and known.has_min_max:
                spans.setdefault(column.path_in_schema, {})[number] = (known.min, known.max)
    return file, spans

"""Where each shipped file comes from, and how it is written: the same bytes on every run."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corridor.data import sha256

SOURCES = "SOURCES.csv"
UNLISTED = (SOURCES, "LICENSE.md")
FIELDS = ("file", "title", "publisher", "licence", "origin", "retrieved", "sha256", "rows")


@dataclass(frozen=True)
class Provenance:
    """One shipped file and what it was made from."""

    file: str
    title: str
    publisher: str
    licence: str
    origin: str
    """"PyPI package==version", a document or an address; several joined by "; " """
    retrieved: str
    """ISO date"""


def write_csv(path: Path, rows: Iterable[Mapping[str, object]], fields: Sequence[str]) -> int:
    """Write rows as UTF-8 CSV with exactly these fields, None as empty; return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(fields), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({field: row[field] for field in fields})
            count += 1
    return count


def write_parquet(path: Path, table: pa.Table, *, row_groups: Sequence[int] | None = None) -> None:
    """Write a table with zstd level 19; `row_groups` gives the number of rows of each group, in order.

    Raises
    ------
    ValueError
        where the groups do not add up to the table.
    """
    groups = list(row_groups) if row_groups is not None else [table.num_rows]
    if sum(groups) != table.num_rows:
        raise ValueError(f"row groups hold {sum(groups)} rows, the table {table.num_rows}")
    table = table.replace_schema_metadata(None)
    with pq.ParquetWriter(path, table.schema, compression="zstd", compression_level=19) as writer:
        start = 0
        for rows in groups:
            writer.write_table(table.slice(start, rows), row_group_size=max(rows, 1))
            start += rows


def write_sources(out: Path, provenances: Iterable[Provenance]) -> None:
    """Write SOURCES.csv: one row per file in `out`, by name, with its hash and its number of rows.

    Raises
    ------
    ValueError
        where a file has no provenance, a provenance no file, or a file two of them.
    """
    given = list(provenances)
    by_file = {item.file: item for item in given}
    shipped = sorted(path.name for path in out.iterdir() if path.is_file() and path.name not in UNLISTED)
    problems = [f"{name}: no provenance" for name in shipped if name not in by_file]
    problems += [f"{name}: no such file" for name in sorted(by_file) if name not in shipped]
    if len(by_file) < len(given):
        problems.append("a file is given twice")
    if problems:
        raise ValueError("; ".join(problems))
    rows = [
        {
            "file": name,
            "title": by_file[name].title,
            "publisher": by_file[name].publisher,
            "licence": by_file[name].licence,
            "origin": by_file[name].origin,
            "retrieved": by_file[name].retrieved,
            "sha256": sha256(out / name),
            "rows": count_rows(out / name),
        }
        for name in shipped
    ]
    write_csv(out / SOURCES, rows, FIELDS)


def count_rows(path: Path) -> int:
    """Return the number of records of a CSV or Parquet file."""
    if path.suffix == ".parquet":
        return int(pq.read_metadata(path).num_rows)
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of an input table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

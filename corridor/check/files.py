"""The files that ship: there, with the hash, the columns and the number of rows that SOURCES.csv has of them."""

from __future__ import annotations

from pathlib import Path

from corridor.check.rules import RULES
from corridor.data import World, numbers, sha256
from corridor.errors import DataError
from corridor.model import Mode
from corridor.network import PLANNED
from corridor.schema import COLUMNS


def files(world: World) -> list[str]:
    """Return what is wrong with the files as such."""
    listed = {row["file"]: row for row in world.rows("SOURCES")}
    problems = [f"{name}: not listed in SOURCES.csv" for name in sorted(set(COLUMNS) - set(listed))]
    for name, row in sorted(listed.items()):
        path = world.root / name
        if not path.is_file():
            problems.append(f"{name}: missing")
        elif sha256(path) != row["sha256"]:
            problems.append(f"{name}: its sha256 is not that of SOURCES.csv")
        else:
            problems += _schema(world, path, row["rows"])
    return problems


def _schema(world: World, path: Path, rows: str) -> list[str]:
    try:
        if path.suffix == ".csv":
            found = world.rows(path.stem)
            count, columns = len(found), set(found[0]) if found else None
        elif path.suffix == ".parquet":
            table = world.table(path.stem)
            count, columns = table.num_rows, set(table.column_names)
        else:
            return []
    except DataError as error:
        return [str(error)]
    problems = [f"{path.name}: {count} rows, SOURCES.csv says {rows}"] if str(count) != rows else []
    if columns is None:
        return problems
    known = set(RULES.get(path.stem, ())) | set(COLUMNS.get(path.name, ()))
    missing = sorted(known - columns)
    strange = sorted(columns - known) if path.suffix == ".csv" else []
    problems += [f"{path.name}: no column {', '.join(missing)}"] if missing else []
    return problems + ([f"{path.name}: {', '.join(strange)} is no column of it"] if strange else [])


def shapes(world: World) -> list[str]:
    """Return the networks with an edge whose `shape` has no meaning."""
    problems = []
    for mode in (Mode.ROAD, Mode.RAIL):
        shape = numbers(world.table(f"{mode}_edges", columns=("shape",)), "shape")
        if len(shape) and not 0 <= shape.min() <= shape.max() < PLANNED:
            problems.append(f"{mode}_edges.parquet: shape from {shape.min()} to {shape.max()}, not 0 to {PLANNED - 1}")
    return problems

"""Which documents the shipped tables rest on, and how much on each."""

from __future__ import annotations

from collections import Counter

from corridor.data import World
from corridor.model import SourceUse
from corridor.schema import COLUMNS

CITING = ("source", "sources")
"""columns of source ids, several joined by |"""


def source_uses(world: World) -> tuple[SourceUse, ...]:
    """Return every document of fact_sources.csv, and every id that a table cites beside them, most used first.

    A document that no table cites has no uses; an id that is in no document has no title.
    """
    counts: dict[str, Counter[str]] = {row["id"]: Counter() for row in world.rows("fact_sources")}
    for name in sorted(file.removesuffix(".csv") for file in COLUMNS if file.endswith(".csv")):
        for row in world.rows(name):
            for one in {one for column in CITING for one in row.get(column, "").split("|") if one}:
                counts.setdefault(one, Counter())[name] += 1
    rows = {row["id"]: row for row in world.rows("fact_sources")}
    found = [_use(one, rows.get(one), tally) for one, tally in counts.items()]
    return tuple(sorted(found, key=lambda use: (-use.uses, use.id)))


def _use(name: str, row: dict[str, str] | None, tally: Counter[str]) -> SourceUse:
    tables = tuple(sorted(tally.items(), key=lambda pair: (-pair[1], pair[0])))
    if row is None:
        return SourceUse(name, "", "", "", tables)
    return SourceUse(name, row["title"], row["publisher"], row["year"], tables)

"""What the tables say of one another: sources, countries, gateways, cells, links, neighbours that are known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corridor import names
from corridor.catalog import source_uses
from corridor.check.rows import lines
from corridor.check.rules import RULES
from corridor.data import World
from corridor.gateways import crossings, ports, terminals
from corridor.model import Mode
from corridor.network import cell_id

_COUNTRIES = ("country", "country_a", "country_b", "countries", "sequence")
_SOURCES = ("source", "sources")
_APART = re.compile("[|>]")


def sources(world: World) -> list[str]:
    """Return the rows that cite no known document, and the documents that nothing rests on."""
    known = {row["id"] for row in world.rows("fact_sources")}
    problems = [
        f"{where}: source {one!r} is not in fact_sources.csv"
        for where, one in _parts(world, _SOURCES)
        if one not in known
    ]
    unused = [use.id for use in source_uses(world) if use.title and not use.uses]
    return problems + [f"fact_sources.csv: nothing rests on source {one!r}" for one in unused]


def countries(world: World) -> list[str]:
    """Return the rows that name a country that is not known."""
    known = names.countries(world)
    return [f"{where}: unknown country {one!r}" for where, one in _parts(world, _COUNTRIES) if one not in known]


def gateways(world: World) -> list[str]:
    """Return the rows that name a gateway or a cell that is not there, or one of another country."""
    posts = crossings(world)
    known = {**posts, **ports(world), **terminals(world)}
    cells = {row["cell"] for row in world.rows("cells")} | {cell_id("", Mode.SEA)}
    problems = [
        f"{where}: unknown gateway {row[column]!r}"
        for table, column in (("border_times", "gateway"), ("border_sides", "key"), ("attachments", "gateway"))
        for where, row in lines(world, table)
        if row[column] and row[column] not in known
    ]
    for where, row in lines(world, "attachments"):
        if row["cell"] not in cells:
            problems.append(f"{where}: unknown cell {row['cell']!r}; cells.csv lists them")
    for table in ("ports", "terminals"):
        for where, row in lines(world, table):
            if row["id"][:2].upper() != row["country"]:
                problems.append(f"{where}: country {row['country']!r} should be {row['id'][:2].upper()}, by its id")
    for where, row in lines(world, "crossings"):
        pair = (row["country_a"], row["country_b"])
        if {row["id"][:2].upper(), row["id"][3:5].upper()} != set(pair):
            problems.append(f"{where}: countries {'–'.join(pair)} should be those of its id, {row['id']}")
    return problems


def links(world: World) -> list[str]:
    """Return the planned links without an opening, and what there is of links that are not known."""
    known = {row["id"] for row in world.rows("planned_links")}
    told = (("link_openings", "id"), ("link_parts", "link"), ("link_crossings", "link"), ("link_terminals", "link"))
    problems = [
        f"{where}: unknown planned link {row[column]!r}"
        for table, column in told
        for where, row in lines(world, table)
        if row[column] not in known
    ]
    opened = {row["id"] for row in world.rows("link_openings")}
    problems += [f"planned_links.csv: {one} has no row in link_openings.csv" for one in sorted(known - opened)]
    posts = {*crossings(world), *(row["id"] for row in world.rows("link_crossings")), ""}
    for where, row in lines(world, "link_parts"):
        lost = {row["start_at"], row["end_at"]} - posts
        problems += [f"{where}: unknown crossing {one!r}" for one in sorted(lost)]
    return problems


def neighbours(world: World) -> list[str]:
    """Return the pairs said to have no crossing that have one."""
    joined = {frozenset(one.countries) for one in crossings(world).values()}
    return [
        f"{where}: {row['country_a']}–{row['country_b']} have a crossing"
        for where, row in lines(world, "neighbours")
        if frozenset((row["country_a"], row["country_b"])) in joined
    ]


def _parts(world: World, columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each part of some columns of every table, and where it stands."""
    for table, rules in RULES.items():
        own = [column for column in columns if column in rules]
        for where, row in lines(world, table) if own else ():
            for column in own:
                yield from ((where, part) for part in _APART.split(row.get(column, "")) if part)

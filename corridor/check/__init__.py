"""Checks the data that ship: files, hashes, rows, schema, and that crossings lie on their borders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corridor import names
from corridor.catalog import border_times, named_corridors, planned_links, source_uses
from corridor.data import World, numbers, sha256
from corridor.errors import CorridorError, DataError
from corridor.gateways import crossings, ports, terminals
from corridor.model import Crossing, Mode, Status
from corridor.network import PLANNED, anchors, cell_id
from corridor.rates import rates
from corridor.scenario import dated
from corridor.schema import COLUMNS

NEAR_KM = 2.0
"""a crossing lies within this of both its countries"""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    report: tuple[str, ...]
    """what is there, what could not be attached"""
    problems: tuple[str, ...]
    """empty where all is well"""


def check(world: World) -> Checked:
    """Check every file that SOURCES.csv lists, and what they hold; collect all problems."""
    problems = _files(world)
    for look in (_figures, _sources, _on_borders, _ends, _catalogue, _attached, _histories, _neighbours, _shapes):
        try:
            problems += look(world)
        except DataError as error:
            problems.append(str(error))
    problems = list(dict.fromkeys(problems))
    return Checked(() if problems else tuple(_report(world)), tuple(problems))


def _figures(world: World) -> list[str]:
    rates(world)  # every table of figures is read whole, so that a bad value is found here
    return []


def _files(world: World) -> list[str]:
    listed = {row["file"]: row for row in world.rows("SOURCES")}
    problems = [f"{name}: not listed in SOURCES.csv" for name in sorted(set(COLUMNS) - set(listed))]
    for name, row in sorted(listed.items()):
        path = world.root / name
        if not path.is_file():
            problems.append(f"{name}: missing")
        elif sha256(path) != row["sha256"]:
            problems.append(f"{name}: its sha256 is not that of SOURCES.csv")
        else:
            problems += _schema(world, path, int(row["rows"]))
    return problems


def _schema(world: World, path: Path, rows: int) -> list[str]:
    try:
        if path.suffix == ".csv":
            found = world.rows(path.stem)
            count, columns = len(found), set(found[0]) if found else set()
        elif path.suffix == ".parquet":
            table = world.table(path.stem)
            count, columns = table.num_rows, set(table.column_names)
        else:
            return []
    except DataError as error:
        return [str(error)]
    missing = sorted(set(COLUMNS.get(path.name, ())) - columns)
    problems = [f"{path.name}: no column {', '.join(missing)}"] if missing else []
    return problems + ([f"{path.name}: {count} rows, SOURCES.csv says {rows}"] if count != rows else [])


def _sources(world: World) -> list[str]:
    problems = []
    for use in source_uses(world):
        where = ", ".join(f"{name}.csv" for name, _ in use.tables)
        if not use.title:
            problems.append(f"{where}: source {use.id!r} is not in fact_sources.csv")
        elif not use.uses:
            problems.append(f"fact_sources.csv: nothing rests on source {use.id!r}")
    return problems


def _on_borders(world: World) -> list[str]:
    problems = []
    for one in crossings(world).values():
        for country in one.countries:
            try:
                off = names.near_country(world, one.point, country)
            except CorridorError as error:
                problems.append(f"crossing {one.id}: {error}")
                continue
            if off > NEAR_KM:
                problems.append(f"crossing {one.id}: {off:.1f} km from {country}, more than {NEAR_KM:g} km")
    return problems


def _ends(world: World) -> list[str]:
    countries = names.countries(world)
    return [
        f"{kind} {one.id}: unknown country {code!r}"
        for kind, found in (
            ("crossing", crossings(world)),
            ("port", ports(world)),
            ("terminal", terminals(world)),
        )
        for one in found.values()
        for code in (one.countries if isinstance(one, Crossing) else (one.country,))
        if code not in countries
    ]


def _attached(world: World) -> list[str]:
    """Return the attached crossings that do not hang on the network of their mode and gauge on both sides."""
    problems = []
    for one in crossings(world).values():
        for country, gauge in zip(one.countries, (one.gauge_a_mm, one.gauge_b_mm), strict=True):
            cell = cell_id(country, one.mode, gauge or 0)
            if one.snap_km is not None and one.id not in anchors(world, cell)[0]:
                problems.append(f"crossing {one.id}: attached, but not to {cell}")
    return problems


def _histories(world: World) -> list[str]:
    known = crossings(world)
    ids = dict.fromkeys(row["crossing_id"] for row in world.rows("crossing_status"))
    return [f"crossing_status.csv: unknown crossing {one!r}" for one in ids if one not in known]


def _shapes(world: World) -> list[str]:
    """Return the networks with an edge whose `shape` has no meaning."""
    problems = []
    for mode in (Mode.ROAD, Mode.RAIL):
        shape = numbers(world.table(f"{mode}_edges", columns=("shape",)), "shape")
        if len(shape) and not 0 <= shape.min() <= shape.max() < PLANNED:
            problems.append(f"{mode}_edges.parquet: shape from {shape.min()} to {shape.max()}, not 0 to {PLANNED - 1}")
    return problems


def _neighbours(world: World) -> list[str]:
    """Return the pairs said to have no crossing that have one, are no countries, or are given no reason."""
    joined = {frozenset(one.countries) for one in crossings(world).values()}
    countries = names.countries(world)
    problems = []
    for row in world.rows("neighbours"):
        pair = (row["country_a"], row["country_b"])
        problems += [f"neighbours.csv: unknown country {code!r}" for code in pair if code not in countries]
        problems += [f"neighbours.csv: {'–'.join(pair)} have a crossing"] if frozenset(pair) in joined else []
        problems += [] if row["reason"] else [f"neighbours.csv: no reason for {'–'.join(pair)}"]
    return problems


def _catalogue(world: World) -> list[str]:
    """Return what border times, named corridors and planned links name that is not there."""
    known = {*crossings(world), *ports(world), ""}
    countries = {*names.countries(world), ""}
    problems = [
        f"border_times.csv: unknown gateway {one.gateway!r}" for one in border_times(world) if one.gateway not in known
    ]
    passed = [(f"border time of {one.post}", one.country) for one in border_times(world)]
    passed += [(f"named corridor {one.id}", code) for one in named_corridors(world).values() for code in one.sequence]
    passed += [(f"planned link {one.id}", code) for one in planned_links(world).values() for code in one.countries]
    return problems + [f"{what}: unknown country {code!r}" for what, code in passed if code not in countries]


def _report(world: World) -> list[str]:
    now = dated(world)
    every = list(crossings(world).values())
    lines = [
        f"{len(world.rows('SOURCES'))} files, hashes and schema good; {len(every)} crossings, "
        f"{len(ports(world))} ports, {len(terminals(world))} terminals"
    ]
    for mode in (Mode.ROAD, Mode.RAIL):
        own = [one for one in every if one.mode is mode]
        tally = Counter(now.status(one).status for one in own)
        states = ", ".join(f"{tally[state]} {state}" for state in Status if tally[state])
        lines.append(
            f"{mode}: {sum(one.snap_km is not None for one in own)} of {len(own)} crossings attached; {states}"
        )
    lost = [one for one in every if one.snap_km is None]
    lines.append(f"not attached ({len(lost)}):")
    lines += [f"  {one.id}: {one.unattached_reason}" for one in lost]
    apart = world.rows("neighbours")
    lines.append(f"neighbours without a crossing ({len(apart)}):")
    lines += [f"  {row['country_a']}–{row['country_b']}: {row['reason']}" for row in apart]
    hung = {row["gateway"] for row in world.rows("attachments")}
    loose = [port for port in ports(world).values() if port.rank and port.id not in hung]
    loose_terminals = [one for one in terminals(world).values() if one.id not in hung]
    by_rail = {row["gateway"] for row in world.rows("attachments") if "-rail-" in row["cell"]}
    off_rail = [one for one in terminals(world).values() if one.gauges_mm and one.id not in by_rail]
    lines += [f"  port {port.id} {port.name}: no network within reach" for port in loose]
    lines += [f"  terminal {one.id}: no network within reach" for one in loose_terminals]
    lines += [f"  terminal {one.id}: no railway of its gauge within reach, road only" for one in off_rail]
    return lines

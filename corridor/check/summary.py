"""What there is where all is well: counts, and what could not be attached or hangs far off."""

from __future__ import annotations

from collections import Counter

from corridor.data import World
from corridor.gateways import crossings, ports, terminals
from corridor.model import Mode, Status
from corridor.network import cell_id
from corridor.scenario import dated

FAR_KM = 10.0
"""a terminal or port that hangs farther than this off the network of its mode is listed"""


def summary(world: World) -> list[str]:
    """Return the lines that a good check ends with."""
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
    return lines + _loose(world) + _far(world)


def _loose(world: World) -> list[str]:
    hung = {row["gateway"] for row in world.rows("attachments")}
    by_rail = {row["gateway"] for row in world.rows("attachments") if "-rail-" in row["cell"]}
    ranked = [port for port in ports(world).values() if port.rank and port.id not in hung]
    yards = terminals(world).values()
    found = [f"  port {port.id} {port.name}: no network within reach" for port in ranked]
    found += [f"  terminal {one.id}: no network within reach" for one in yards if one.id not in hung]
    found += [
        f"  terminal {one.id}: no railway of its gauge within reach, road only"
        for one in yards
        if one.gauges_mm and one.id not in by_rail
    ]
    return [f"ports and terminals without a network ({len(found)}):", *found]


def _far(world: World) -> list[str]:
    """Return the terminals and ports that hang far off a road or railway, the farthest first."""
    named = {row["id"]: row["name"] for table in ("terminals", "ports") for row in world.rows(table)}
    sea = cell_id("", Mode.SEA)
    rows = [
        (float(row["snap_km"]), row["gateway"], row["cell"])
        for row in world.rows("attachments")
        if row["cell"] != sea and float(row["snap_km"]) > FAR_KM
    ]
    found = [
        f"  {'terminal' if one in terminals(world) else 'port'} {one} {named[one]}: {off:.1f} km from {cell}"
        for off, one, cell in sorted(rows, key=lambda row: (row[1] in ports(world), -row[0], row[1]))
    ]
    return [f"terminals and ports more than {FAR_KM:g} km off a network of theirs ({len(found)}):", *found]

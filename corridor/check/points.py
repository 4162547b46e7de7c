"""Where gateways lie: on the borders and in the countries that they are of, and at their nodes of the networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from corridor import names
from corridor.check.rows import lines
from corridor.data import World, numbers
from corridor.errors import CorridorError
from corridor.gateways import crossings, ports, terminals
from corridor.geo import distance_km
from corridor.model import Gateway, Mode
from corridor.network import cell_id

NEAR_KM = 2.0
"""a crossing lies within this of both its countries, a terminal of its own"""
SHORE_KM = 20.0
"""a port within this: quays stand out into the sea, and polygons of a coast are coarse"""
NODE_KM = 0.5
"""a gateway lies this near to its node of a network, whose coordinates are rounded to a thousandth of a degree"""


def in_countries(world: World) -> list[str]:
    """Return the gateways that lie outside a country that they are of."""
    problems = []
    for table, found, most in _tables(world):
        for where, row in lines(world, table):
            one = found[row["id"]]
            for country in _countries(row):
                try:
                    off = names.near_country(world, one.point, country)
                except CorridorError as error:
                    problems.append(f"{where}: {one.id}: {error}")
                    continue
                if off > most:
                    at = f"lon {row['lon']}, lat {row['lat']}"
                    problems.append(
                        f"{where}: {one.id} at {at} lies {off:.1f} km from {country}, more than {most:g} km"
                    )
    return problems


def at_nodes(world: World) -> list[str]:
    """Return the gateways that lie far from where they hang on a network, or that hang on none though said to."""
    known = {
        row["id"]: (where, found[row["id"]]) for table, found, _ in _tables(world) for where, row in lines(world, table)
    }
    places = _nodes(world)
    problems = []
    for cell, hung in places.items():
        for gateway, (lon, lat) in hung.items():
            if gateway not in known:
                problems.append(f"anchors.parquet: {cell} has a gateway {gateway!r} that is in no table")
                continue
            where, one = known[gateway]
            off = distance_km((lon, lat), one.point)
            if off > NODE_KM:
                problems.append(
                    f"{where}: {gateway} at {one.point[0]:g}, {one.point[1]:g} should be at {lon:g}, {lat:g}, "
                    f"{off:.0f} km away, where {cell} has it"
                )
    for where, row in lines(world, "attachments"):
        if row["gateway"] not in places.get(row["cell"], {}):
            problems.append(
                f"{where}: {row['gateway']} attached to {row['cell']}, but anchors.parquet has it not there"
            )
    for post in crossings(world).values():
        for country, gauge in zip(post.countries, (post.gauge_a_mm, post.gauge_b_mm), strict=True):
            cell = cell_id(country, post.mode, gauge or 0)
            if post.snap_km is not None and post.id not in places.get(cell, {}):
                problems.append(f"{known[post.id][0]}: crossing {post.id}: attached, but not to {cell}")
    return problems


def _tables(world: World) -> tuple[tuple[str, Mapping[str, Gateway], float], ...]:
    return (
        ("crossings", crossings(world), NEAR_KM),
        ("ports", ports(world), SHORE_KM),
        ("terminals", terminals(world), NEAR_KM),
    )


def _countries(row: Mapping[str, str]) -> tuple[str, ...]:
    return (row["country"],) if "country" in row else (row["country_a"], row["country_b"])


def _nodes(world: World) -> Mapping[str, Mapping[str, tuple[float, float]]]:
    """Return where each gateway hangs, by cell; the nodes of a network stand cell after cell."""
    hung: dict[str, list[tuple[str, int]]] = defaultdict(list)
    table = world.table("anchors")
    columns = (table[name].to_pylist() for name in ("cell", "gateway", "node"))
    for cell, gateway, node in zip(*columns, strict=True):
        hung[cell].append((gateway, node))
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for mode in Mode:
        nodes = world.table(f"{mode}_nodes", columns=("cell", "lon", "lat"))
        lon, lat = (numbers(nodes, axis) / 1000.0 for axis in ("lon", "lat"))
        first = 0
        for cell, count in _runs(nodes["cell"]):
            found[cell] = {
                gateway: (float(lon[first + node]), float(lat[first + node]))
                for gateway, node in hung.get(cell, ())
                if node < count
            }
            first += count
    return found


def _runs(column: object) -> list[tuple[str, int]]:
    """Return the values of a column that stand one after another, and how often each does."""
    import pyarrow.compute as pc

    counts = pc.value_counts(column)
    return [(one["values"].as_py(), one["counts"].as_py()) for one in counts]

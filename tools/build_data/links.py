"""Makes planned links ready to be taken as built: split at borders and changes of gauge, with lengths and yards.

Runs after the networks, which say what an end could join. Waypoints are towns, so a line is not an alignment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path
from statistics import median

import shapely

from corridor.built import JOIN_KM, SIDE_KM
from corridor.data import World
from corridor.gateways import crossings
from corridor.geo import distance_km
from corridor.model import Crossing, Mode, Point
from corridor.network import load_cell, snap
from tools.build_data import link_yards
from tools.build_data.graph import Countries, read_countries
from tools.build_data.link_yards import Laid, Row, Vertex
from tools.build_data.matching import foot, shared_border
from tools.build_data.provenance import Provenance, read_csv, write_csv

INPUTS = Path(__file__).parent / "inputs"
ON_KM = 15.0
"""a crossing of the link's two countries no farther from its line is the one that it takes"""
END_KM = 5.0
"""a link that ends this near to a crossing which is not connected yet ends at it"""
ORIGIN = "inputs/planned_links.csv, link_openings.csv; ends by the networks and crossings that ship"
HOW = "no length published: {:.2f} ({:.2f}-{:.2f}) times the line through towns"
OPENING_FIELDS = ("id", "length_km", "length_low_km", "length_high_km", "basis", "expected", "note", "refused")
PART_FIELDS = ("link", "part", "country", "mode", "gauge_mm", "metres", "start_at", "end_at", "points")
CROSSING_FIELDS = ("link", "id", "country_a", "country_b", "name", "mode", "lon", "lat")
TERMINAL_FIELDS = ("link", "id", "name", "country", "lon", "lat", "gauge_mm", "note")


class UnplacedError(ValueError):
    """A link that cannot be laid, with the reason."""


def build(out: Path) -> list[Provenance]:
    """Write link_openings, link_parts, link_crossings and link_terminals, by link."""
    world, countries = World(out), read_countries(out / "countries.parquet")
    facts = {row["id"]: row for row in world.rows("planned_links")}
    openings = {row["id"]: row for row in read_csv(INPUTS / "link_openings.csv")}
    if set(facts) != set(openings):
        raise ValueError(f"inputs/link_openings.csv and planned_links.csv differ: {set(facts) ^ set(openings)}")
    refused, laid = {}, {}
    for name, row in openings.items():
        try:
            laid[name] = {mode: _laid(world, countries, facts[name], row, mode) for mode in _modes(facts[name], row)}
        except UnplacedError as problem:
            refused[name] = str(problem)
    refused |= _loose(world, laid)
    factors = _factors(facts, openings)
    open_ids = [name for name in openings if name not in refused]
    lengths = {name: _length(facts[name], openings[name], factors) for name in open_ids}
    parts = {name: list(_parts(name, laid[name], lengths[name])) for name in open_ids}
    write_csv(
        out / "link_openings.csv",
        [
            {"id": name, **(lengths.get(name) or _no_length()), "expected": openings[name]["expected"],
             "note": _note(openings[name], lengths.get(name)), "refused": refused.get(name, "")}
            for name in sorted(openings)
        ],
        OPENING_FIELDS,
    )  # fmt: skip
    write_csv(out / "link_parts.csv", [row for name in sorted(open_ids) for row in parts[name]], PART_FIELDS)
    made = [row for name in sorted(open_ids) for one in laid[name].values() for row in one.crossings]
    write_csv(out / "link_crossings.csv", made, CROSSING_FIELDS)
    write_csv(
        out / "link_terminals.csv",
        link_yards.rows(world, {name: laid[name] for name in sorted(open_ids)}),
        TERMINAL_FIELDS,
    )
    return [
        Provenance(file, title, "The corridor founders", "CC BY 4.0", ORIGIN, "2026-11-24")
        for file, title in (
            ("link_openings.csv", "Planned links: length if built, or why they cannot be taken as built"),
            ("link_parts.csv", "Planned links by country and gauge, through towns"),
            ("link_crossings.csv", "Crossings that a planned link makes"),
            ("link_terminals.csv", "Terminals and ports on planned links, from their named ends"),
        )
    ]  # fmt: skip


def _modes(fact: Row, row: Row) -> list[Mode]:
    if row["kind"] == "post":
        raise UnplacedError(f"a border post is rebuilt, no line is added: see the crossing {fact['from_node']}")
    if row["kind"] == "rebuild":
        raise UnplacedError("a line that the network has is rebuilt, none is added")
    if not fact["waypoints"]:
        raise UnplacedError("no waypoints are known")
    return [Mode(mode) for mode in fact["mode"].split("|")]


def _laid(world: World, countries: Countries, fact: Row, row: Row, mode: Mode) -> Laid:
    """Split a link at the borders of its countries, in their order, and where its gauge changes."""
    codes, line = fact["countries"].split("|"), _named(fact, row)
    cuts, made = [], []
    for a, b in pairwise(codes):
        line, cut, new = _crossed(world, countries, line, (a, b), fact, mode)
        cuts.append(cut)
        made += new
    line = [*_ending(world, line[0], codes[0], mode, cuts), *line, *_ending(world, line[-1], codes[-1], mode, cuts)]
    gauges = _gauges(row) if mode is Mode.RAIL else {code: [(0, 0)] for code in codes}
    parts, at, country = [], 0, 0
    for i, vertex in enumerate(line[1:], start=1):
        border = vertex.point in cuts
        changes = any(start == vertex.number > 0 for start, _ in gauges[codes[country]])
        if border or changes or i == len(line) - 1:
            piece = tuple(line[at : i + 1])
            number = next((one.number for one in piece if one.number), 0)
            gauge = max(one for one in gauges[codes[country]] if one[0] <= number)[1]
            parts.append((codes[country], gauge, piece))
            at, country = i, country + border
    return Laid(tuple(parts), tuple(made))


def _named(fact: Row, row: Row) -> list[Vertex]:
    """Return the waypoints, those named that are stations: the ends, and what the input says."""
    points = [(float(lon), float(lat)) for lon, lat in (one.split(",") for one in fact["waypoints"].split("; "))]
    names = {1: fact["from_node"].split(" (")[0], len(points): fact["to_node"].split(" (")[0]}
    names |= {int(number): name for number, name in (one.split("=") for one in row["stations"].split("|") if one)}
    return [Vertex(point, names.get(i, ""), "", i) for i, point in enumerate(points, start=1)]


def _gauges(row: Row) -> dict[str, list[tuple[int, int]]]:
    """Return per country (first waypoint, gauge)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for code, gauge, start in re.findall(r"(\w\w):(\d+)(?:@(\d+))?", row["gauges"]):
        found.setdefault(code, []).append((int(start or 0), int(gauge)))
    return found


def _crossed(
    world: World, countries: Countries, line: list[Vertex], pair: tuple[str, str], fact: Row, mode: Mode
) -> tuple[list[Vertex], Point, list[Row]]:
    """Return the line with the place where it crosses the border of a pair, and the crossing that it makes there."""
    known = [one for one in crossings(world).values() if set(one.countries) == set(pair) and one.mode is mode]
    near = sorted((min(_offs(line, one.point)), one.id) for one in known if min(_offs(line, one.point)) <= ON_KM)
    if near:
        one = crossings(world)[near[0][1]]
        offs = _offs(line, one.point)
        return _inserted(line, offs.index(min(offs)), Vertex(one.point, "", _joins(one))), one.point, []
    border = shared_border(*(countries.polygons[countries.number(code)] for code in pair))
    for i, (a, b) in enumerate(pairwise(line)):
        met = shapely.intersection(shapely.linestrings([a.point, b.point]), border)
        if not shapely.is_empty(met):
            spots = [(round(float(x), 4), round(float(y), 4)) for x, y in shapely.get_coordinates(met)]
            point = min(spots, key=lambda spot: distance_km(a.point, spot))
            code_a, code_b = pair
            name = f"{fact['id']}-{code_a}-{code_b}-{mode}".lower()
            made = {"link": fact["id"], "id": name, "country_a": code_a, "country_b": code_b, "mode": mode.value,
                    "name": f"{fact['name']}: border {code_a}-{code_b}", "lon": point[0], "lat": point[1]}  # fmt: skip
            return _inserted(line, i, Vertex(point, "", name)), point, [made]
    raise UnplacedError(f"its waypoints do not cross the border {pair[0]}-{pair[1]}")


def _inserted(line: list[Vertex], segment: int, vertex: Vertex) -> list[Vertex]:
    return [*line[: segment + 1], vertex, *line[segment + 1 :]]


def _joins(crossing: Crossing) -> str:
    """Return the id of a crossing that a link has to connect, "" where the network does."""
    return crossing.id if crossing.snap_km is None else ""


def _ending(world: World, end: Vertex, country: str, mode: Mode, cuts: list[Point]) -> list[Vertex]:
    """Return the crossing, not connected yet, that a link ends at."""
    near = [
        (distance_km(end.point, one.point), one.id)
        for one in crossings(world).values()
        if country in one.countries and one.mode is mode and one.freight and _joins(one) and one.point not in cuts
    ]
    km, name = min(near, default=(END_KM + 1, ""))
    return [Vertex(crossings(world)[name].point, "", name)] if 0 < km <= END_KM else []


def _offs(line: list[Vertex], point: Point) -> list[float]:
    return [distance_km(point, foot(point, a.point, b.point)[0]) for a, b in pairwise(line)]


def _km(points: Iterable[Vertex]) -> float:
    return sum(distance_km(a.point, b.point) for a, b in pairwise(points))


def _factors(facts: Mapping[str, Row], openings: Mapping[str, Row]) -> tuple[float, float, float]:
    """Return median, least and greatest published length over the line through the towns, of all links with both."""
    shares = []
    for name, fact in facts.items():
        if fact["length_km"] and fact["waypoints"] and openings[name]["kind"] != "post":
            km = _km(_named(fact, openings[name]))
            shares += [float(fact["length_km"]) / km] if km <= float(fact["length_km"]) else []
    return median(shares), min(shares), max(shares)


def _length(fact: Row, row: Row, factors: tuple[float, float, float]) -> dict[str, object]:
    """Return the length with its range: published, never below the line through the towns; else assumed from it."""
    crow = _km(_named(fact, row))
    if not row["length_km"]:
        value, low, high = (round(crow * factor, 1) for factor in factors)
        return {"length_km": value, "length_low_km": low, "length_high_km": high, "basis": "assumed",
                "how": HOW.format(*factors)}  # fmt: skip
    value, low = float(row["length_km"]), float(row["length_low_km"])
    value = max(value, round(crow, 1))
    high = max(value, float(row["length_high_km"] or 0))
    basis = "assumed" if row["gauge_basis"] == "assumed" and not fact["length_km"] else "derived"
    return {"length_km": value, "length_low_km": low, "length_high_km": high, "basis": basis, "how": ""}


def _no_length() -> dict[str, object]:
    return {"length_km": "", "length_low_km": "", "length_high_km": "", "basis": ""}


def _note(row: Row, length: Mapping[str, object] | None) -> str:
    return "; ".join(filter(None, (str(length["how"]) if length else "", row["note"])))


def _parts(name: str, by_mode: Mapping[Mode, Laid], length: Mapping[str, object]) -> Iterator[dict[str, object]]:
    number = 0
    for mode, laid in by_mode.items():
        whole = sum(_km(piece) for _, _, piece in laid.parts)
        for country, gauge, piece in laid.parts:
            number += 1
            yield {
                "link": name,
                "part": number,
                "country": country,
                "mode": mode.value,
                "gauge_mm": gauge,
                "metres": round(1000 * float(str(length["length_km"])) * _km(piece) / whole),
                "start_at": piece[0].crossing,
                "end_at": piece[-1].crossing,
                "points": "; ".join(f"{one.point[0]:g},{one.point[1]:g}" for one in piece),
            }


def _loose(world: World, laid: Mapping[str, Mapping[Mode, Laid]]) -> dict[str, str]:
    """Return the links that reach no network, not even with the others built, with the reason."""
    ends = {
        name: [(mode, country, gauge, one) for mode, by in links.items() for country, gauge, piece in by.parts
               for one in (piece[0], piece[-1])]
        for name, links in laid.items()
    }  # fmt: skip
    reached = {name for name, own in ends.items() if any(_off(world, *end) <= _limit(end[3]) for end in own)}
    for _ in ends:
        reached |= {
            a if b in reached else b
            for a, b in combinations(ends, 2)
            if (a in reached) != (b in reached) and _meet(ends[a], ends[b])
        }
    return {name: _why(world, own) for name, own in ends.items() if name not in reached}


def _limit(vertex: Vertex) -> float:
    return SIDE_KM if vertex.crossing else JOIN_KM


def _off(world: World, mode: Mode, country: str, gauge: int, vertex: Vertex) -> float:
    """Return how far an end lies from the network that it would join."""
    if vertex.crossing and vertex.crossing in crossings(world):
        one = crossings(world)[vertex.crossing]
        sides = zip(one.countries, (one.gauge_a_mm, one.gauge_b_mm), strict=True)
        country, gauge = next((code, side or 0) for code, side in sides if code != country)
    elif vertex.crossing:
        return float("inf")
    found = snap(load_cell(world, country, mode, gauge), vertex.point)
    return found.snap_km if found else float("inf")


def _meet(one: list[tuple[Mode, str, int, Vertex]], other: list[tuple[Mode, str, int, Vertex]]) -> bool:
    return any(a[0] is b[0] and distance_km(a[3].point, b[3].point) <= JOIN_KM for a in one for b in other)


def _why(world: World, ends: list[tuple[Mode, str, int, Vertex]]) -> str:
    said = []
    for mode, country, gauge, vertex in (ends[0], ends[-1]):
        km = _off(world, mode, country, gauge, vertex)
        said.append(
            f"{vertex.name or vertex.crossing} " + ("has none" if km == float("inf") else f"lies {km:.0f} km off")
        )
    word = "railway of its gauge" if ends[0][0] is Mode.RAIL else "road"
    return f"no end lies within {JOIN_KM:g} km of a {word}: {', '.join(said)}"

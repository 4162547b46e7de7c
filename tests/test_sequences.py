"""The country sequences that join two countries: against brute force on drawn worlds, and the laws on the real one."""

import random
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

import corridor as co
from corridor.data import World
from corridor.errors import BadValueError, BlockedError, NoRouteError, UnknownNameError
from corridor.gateways import between
from corridor.model import Mode, Status, StopKind
from corridor.sea import Passage
from tests.drawn import LINKS, cell, drawn_world, write_csv, write_flat
from tools.build_data.cells import hung_sea, write
from tools.build_data.corridors import LINK_FIELDS

DAY = "2026-11-24"
GRID = {"XA": (0, 0), "XB": (4, 0), "XC": (8, 0), "XD": (0, 4), "XE": (4, 4), "XF": (8, 4)}
"""six square countries, three beside three, by their lower left corner"""
SIDES = [
    (a, b)
    for a, b in permutations(GRID, 2)
    if a < b and abs(GRID[a][0] - GRID[b][0]) + abs(GRID[a][1] - GRID[b][1]) == 4
]
CROSSING_FIELDS = (
    "id", "country_a", "country_b", "name_a", "name_b", "mode", "lon", "lat", "unlocode_a", "unlocode_b", "gauge_a_mm", "gauge_b_mm",
    "status", "status_as_of", "hours", "freight", "tir", "note", "source", "confidence", "coord_basis", "snap_km", "unattached_reason",
)  # fmt: skip
PORT_FIELDS = ("id", "name", "country", "lon", "lat", "sea", "rail_gauge_mm", "rank", "town", "people", "status", "note", "source")  # fmt: skip


def grid_world(root, seed, ports=("XB", "XF")):
    """Write a world of six countries: roads from each capital to crossings at random places, some closed, some derived.

    Ports lie on an inland sea in the middle of nowhere, each at its own point of a lane.
    """
    chance = random.Random(seed)
    drawn_world(root)
    capital = {code: (x + chance.uniform(1, 3), y + chance.uniform(1, 3)) for code, (x, y) in GRID.items()}
    crossings, ends = [], {code: {} for code in GRID}
    for a, b in SIDES:
        if chance.random() < 0.15:
            continue
        derived = chance.random() < 0.25  # all of a border or none, so that a sequence has one number of them
        for number in range(chance.choice((1, 1, 2))):
            (ax, ay), along = GRID[a], chance.uniform(0.5, 3.5)
            point = (ax + 4, ay + along) if GRID[b][0] > ax else (ax + along, ay + 4)
            name, status = (
                f"{a}-{b}-{number}".lower(),
                "unknown" if derived else chance.choice(("open", "open", "closed")),
            )
            ends[a][name] = ends[b][name] = point
            more = {"confidence": "derived" if status == "unknown" else "high", "snap_km": "0.0", "source": "s1"}
            crossings.append({"id": name, "country_a": a, "country_b": b, "name_a": name, "name_b": name, "mode": "road", "freight": "yes", "lon": point[0], "lat": point[1], "status": status, **more})  # fmt: skip
    quays = {code: (13.0 + place, 3.0) for place, code in enumerate(ports)}
    for code in ports:
        ends[code][f"{code}PRT"] = quays[code]
    made = [cell(f"{code}-road", [(capital[code], point) for point in own.values()] or [(capital[code], (capital[code][0] + 0.1, capital[code][1]))], own) for code, own in ends.items()]  # fmt: skip
    points = [(12.9 + place, 3.1) for place in range(len(ports) + 1)]
    lane = cell("sea", list(pairwise(points)), {})
    lane = replace(lane, tags=tuple(str(one) for one in Passage), tag=np.full(len(lane.u), -1))
    sea, _ = hung_sea(lane, [{"id": f"{code}PRT", "lon": at[0], "lat": at[1]} for code, at in quays.items()])
    write(
        root,
        {Mode.ROAD: {one.id: one for one in made}, Mode.SEA: sea},
        frozenset(f"{one}PRT" for one in ports),
    )
    write_flat(root, made)
    boxes = {code: shapely.box(x, y, x + 4, y + 4).wkb for code, (x, y) in GRID.items()}
    pq.write_table(pa.table({"code": list(boxes), "geometry": list(boxes.values())}), root / "countries.parquet")
    towns = {"id": list(GRID), "name": [f"Town {one}" for one in GRID], "country": list(GRID), "lon": [at[0] for at in capital.values()], "lat": [at[1] for at in capital.values()], "population": [1000] * 6}  # fmt: skip
    pq.write_table(
        pa.table({**towns, "ascii": [one.lower() for one in towns["name"]], "alternates": [""] * 6}),
        root / "places.parquet",
    )
    tables = {
        "country_names": (("code", "alpha3", "name", "capital", "aliases"), [{"code": one, "alpha3": f"{one}X", "name": f"Land {one[1]}", "capital": f"Town {one}"} for one in GRID]),
        "crossings": (CROSSING_FIELDS, crossings),
        "crossing_status": (("crossing_id", "status", "start", "end", "note", "source"), []),
        "ports": (PORT_FIELDS, [{"id": f"{code}PRT", "name": f"Port {code}", "country": code, "lon": at[0], "lat": at[1], "rank": 1, "source": "s1"} for code, at in quays.items()]),
        "terminals": (("id", "name", "country", "lon", "lat", "gauges_mm", "unlocode", "note", "source", "confidence"), []),
        "cells": (("cell", "country", "mode", "gauge_mm", "rough_m"), [{"cell": one.id, "country": one.id[:2], "mode": "road", "gauge_mm": 0, "rough_m": 0} for one in made]),
        "planned_links": (LINK_FIELDS, []),
        **{name: (fields, []) for name, (fields, _) in LINKS.items()},
    }  # fmt: skip
    for name, (fields, rows) in tables.items():
        write_csv(root / f"{name}.csv", fields, rows)
    return World(root)


def weight(corridor, objective="cost"):
    shut, unknown = (
        sum(stop.status is status and stop.kind is StopKind.CLEARANCE for stop in corridor.stops)
        for status in (Status.CLOSED, Status.UNKNOWN)
    )
    return shut, unknown, pytest.approx(getattr(corridor.totals, objective).value)


def brute(world, first, last, **terms):
    """Return every path of countries that can be planned, with the weight of its plan, best first."""
    found = []
    for length in range(len(GRID) - 1):
        for middle in permutations(sorted(GRID.keys() - {first, last}), length):
            codes = (first, *middle, last)
            try:
                best = co.plan(codes, world=world, k=1, as_of=DAY, end=f"Town {last}", **terms).best
            except NoRouteError:
                continue
            shut, unknown, _ = weight(best)
            found.append(((shut, unknown, best.totals.cost.value), codes))
    return sorted(found)


@pytest.mark.parametrize("seed", range(8))
def test_the_list_is_that_of_brute_force(tmp_path, seed):
    world = grid_world(tmp_path / "w", seed)
    expected = brute(world, "XA", "XF")
    if not expected:
        with pytest.raises(NoRouteError, match="no sequence of at most 8 countries joins Land A and Land F"):
            co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF")
        return
    found = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50).found
    assert [one.sequence for one in found] == [codes for _, codes in expected]
    assert [weight(one.corridor) for one in found] == [cost for cost, _ in expected]
    assert [one.rank for one in found] == list(range(1, len(found) + 1))
    few = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=3).found
    assert few == found[:3]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_avoided_passed_and_too_long_is_that_of_brute_force(tmp_path, seed):
    world = grid_world(tmp_path / "w", seed)
    every = [codes for _, codes in brute(world, "XA", "XF")]
    for terms, fits in (
        ({"avoid": ["XB"]}, lambda codes: "XB" not in codes),
        ({"via": ["XD"]}, lambda codes: "XD" in codes),
        ({"via": "XD,XB", "avoid": ["Land C"]}, lambda codes: {"XD", "XB"} <= set(codes) and "XC" not in codes),
        ({"most": 4}, lambda codes: len(codes) <= 4),
    ):
        expected = [codes for codes in every if fits(codes)]
        try:
            found = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50, **terms).found
        except NoRouteError:
            found = ()
        assert [one.sequence for one in found] == expected, terms


@pytest.mark.parametrize("seed", range(4))
def test_open_only_leaves_out_what_is_closed(tmp_path, seed):
    world = grid_world(tmp_path / "w", seed)
    expected = [codes for (shut, _, _), codes in brute(world, "XA", "XF") if not shut]
    try:
        found = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50, open_only=True).found
    except NoRouteError:
        found = ()
    assert {one.sequence for one in found} >= set(expected)
    assert not any(one.shut for one in found)
    every = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50).found
    assert [one.sequence for one in every if not one.shut] == expected


def test_a_country_is_not_called_at_only_to_change_ships_unless_it_is_asked_for(tmp_path):
    world = grid_world(tmp_path / "w", 1, ports=("XA", "XC", "XF"))
    found = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50).found
    assert ("XA", "XF") in [one.sequence for one in found]
    for one in found:
        assert {leg.country for leg in one.corridor.legs} >= set(one.sequence)
    asked = co.find_sequences("XA", "XF", world=world, as_of=DAY, end="Town XF", count=50, via="XC").found
    assert ("XA", "XC", "XF") in [one.sequence for one in asked]


def test_all_closed_is_blocked_and_refused_where_only_open_is_wanted(drawn):
    shut = ["xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail"]
    one = co.find_sequences("XA", "XB", world=drawn, as_of=DAY, close=shut, end="Endton").found[0]
    assert one.status is Status.CLOSED
    assert {stop.countries for stop in one.shut} == {("XA", "XB")}
    assert {stop.status_since for stop in one.shut} == {DAY}
    with pytest.raises(BlockedError, match="no open sequence of at most 8 countries joins Aland and Beland"):
        co.find_sequences("XA", "XB", world=drawn, as_of=DAY, close=shut, end="Endton", open_only=True)


def test_over_the_sea(drawn):
    found = co.find_sequences("XA", "Celand", world=drawn, as_of=DAY, end="Farville").found
    assert [one.sequence for one in found] == [("XA", "XB", "XC")]
    assert Mode.SEA in found[0].corridor.modes
    with pytest.raises(NoRouteError, match="no sequence of at most 8 countries joins Aland and Celand"):
        co.find_sequences("XA", "XC", world=drawn, as_of=DAY, end="Farville", sea="never")
    with pytest.raises(NoRouteError, match="joins Aland and Celand by road"):
        co.find_sequences("XA", "XC", world=drawn, as_of=DAY, end="Farville", mode="road")


def test_a_planned_link_is_passed_where_it_is_taken_as_built(drawn):
    built = co.find_sequences(
        "XA", "XC", world=drawn, as_of=DAY, end="Farville", sea="never", reopen="dream", mode="rail"
    )
    assert built.found[0].sequence == ("XA", "XB", "XC")
    assert built.found[0].corridor.links == ("dream",)


@pytest.mark.parametrize(
    ("ends", "terms", "kind", "says"),
    [
        (("XA", "Aland"), {}, BadValueError, "Aland is both start and end"),
        (("XA", "Belnd"), {}, UnknownNameError, "unknown country 'Belnd'; did you mean Beland"),
        (("XA", "XB"), {"most": 1}, BadValueError, "--max-countries must be from 2 to 30, not 1"),
        (("XA", "XB"), {"most": 31}, BadValueError, "--max-countries must be from 2 to 30, not 31"),
        (("XA", "XB"), {"count": 0}, BadValueError, "-n must be from 1 to 50, not 0"),
        (("XA", "XB"), {"avoid": "XB"}, BadValueError, "Beland is an end and cannot be avoided"),
        (("XA", "XB"), {"via": "XA"}, BadValueError, "Aland is an end; --via takes countries between"),
        (("XA", "XB"), {"via": "XC", "avoid": "XC"}, BadValueError, "XC cannot be both passed and avoided"),
        (("XA", "XB"), {"via": "XC", "most": 2}, BadValueError, "more than --max-countries 2"),
        (("XA", "XB"), {"cargo_t": 0}, BadValueError, "cargo must be at least 0.001 t"),
        (("XA", "XB"), {"avoid": "Nowhere"}, UnknownNameError, "unknown country 'Nowhere'"),
        (("XA", "XB"), {"mode": "air"}, BadValueError, "mode must be one of"),
        (("XA", "XB"), {"close": "nowhere"}, UnknownNameError, "unknown gateway or passage 'nowhere'"),
        (("XA", "XC"), {"most": 2}, NoRouteError, "no sequence of at most 2 countries joins Aland and Celand"),
        (("XA", "XB"), {"via": "XC"}, NoRouteError, "joins Aland and Beland through XC"),
    ],
)
def test_a_bad_question_gets_one_clear_line(drawn, ends, terms, kind, says):
    with pytest.raises(kind, match=says) as caught:
        co.find_sequences(*ends, world=drawn, **{"as_of": DAY, **terms})
    assert "\n" not in str(caught.value)


@pytest.fixture(scope="module")
def world():
    return co.load()


@pytest.mark.parametrize(
    ("ends", "terms"),
    [
        (("BY", "PK"), {}),
        (("BY", "PK"), {"mode": "road", "objective": "distance"}),
        (("BY", "PK"), {"via": "AF", "avoid": "IR", "sea": "never"}),
        (("KZ", "IN"), {"objective": "time", "most": 6}),
        (("UZ", "TR"), {"mode": "rail"}),
        (("TH", "IN"), {"sea": "always"}),
        (("Serbia", "Georgia"), {"objective": "co2e", "avoid": "BG"}),
    ],
)
def test_laws_of_the_list(world, ends, terms):
    answer = co.find_sequences(*ends, world=world, as_of=DAY, **terms)
    found, objective = answer.found, terms.get("objective", "cost")
    assert found
    weights = [weight(one.corridor, objective) for one in found]
    plain = [(w[0], len(one.unknown) + len(one.doubtful), w[2].expected) for one, w in zip(found, weights, strict=True)]
    assert plain == sorted(plain)
    assert len({one.sequence for one in found}) == len(found)
    for one in found:
        codes = one.sequence
        assert (codes[0], codes[-1]) == (answer.start.code, answer.end.code)
        assert len(set(codes)) == len(codes) <= terms.get("most", 8)
        assert set(answer.via) <= set(codes)
        assert not set(answer.avoid) & set(codes)
        passed = [stop.countries for stop in one.corridor.stops if stop.kind is StopKind.CLEARANCE]
        sailed = sum(leg.mode is Mode.SEA for leg in one.corridor.legs)
        assert len(passed) + sailed == len(codes) - 1
        for pair in pairwise(codes):
            joined = pair in passed and between(world, *pair)
            assert joined or sailed, pair
        legs = [leg.country for leg in one.corridor.legs if leg.country]
        assert list(dict.fromkeys(legs)) == [code for code in codes if code in legs]
        assert all(stop.status_since for stop in one.shut)


def test_a_border_known_from_the_network_alone_is_passed_and_marked(world):
    found = co.find_sequences("RS", "GE", world=world, as_of=DAY, count=3, most=5).found
    marked = [one for one in found if one.status is Status.UNKNOWN]
    assert ("RS", "RO", "GE") in [one.sequence for one in marked]
    for one in marked:
        assert {stop.countries for stop in one.unknown} <= set(pairwise(one.sequence))
        assert one.unknown
    inside = co.find_sequences("FR", "PL", world=world, as_of=DAY, count=1, sea="never").found[0]
    assert (inside.sequence, inside.status) == (
        ("FR", "BE", "DE", "PL"),
        Status.OPEN,
    )  # no controls in the Schengen area


def test_a_voyage_round_a_shut_land_border_is_not_known_to_be_open(world):
    found = co.find_sequences("MA", "DZ", world=world, as_of=DAY, most=2, sea="detour").found
    assert [(one.sequence, one.status, one.doubtful) for one in found] == [
        (("MA", "DZ"), Status.UNKNOWN, (("MA", "DZ"),)),
    ]
    found = co.find_sequences("UA", "RU", world=world, as_of=DAY, most=2, sea="detour").found
    assert [(one.sequence, one.status) for one in found] == [(("UA", "RU"), Status.CLOSED)]  # no ship may either
    far = co.find_sequences("BY", "PK", world=world, as_of=DAY, most=3).found[0]
    assert (far.sequence, far.status, far.doubtful) == (("BY", "RU", "PK"), Status.OPEN, ())


def test_the_six_countries_are_found_and_blocked(world):
    found = co.find_sequences("BY", "PK", world=world, as_of=DAY, sea="never", mode="road", via="AF", avoid="IR").found
    six = next(one for one in found if one.sequence == ("BY", "RU", "KZ", "UZ", "AF", "PK"))
    assert six.status is Status.CLOSED
    assert [(stop.countries, stop.status_since) for stop in six.shut] == [(("AF", "PK"), "2025-10-12")]
    before = co.find_sequences("BY", "PK", world=world, as_of="2025-06-01", mode="road", via="AF", avoid="IR").found
    assert next(one for one in before if one.sequence == six.sequence).status is Status.OPEN
    assert [one.sequence for one in found[: len([one for one in found if not one.shut])] if one.shut] == []

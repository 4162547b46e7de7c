"""Laws that every answer obeys, on the drawn world and on the data that ship."""

import json
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as co
from corridor.errors import CorridorError
from corridor.gateways import between, main_ports
from corridor.io import to_json
from corridor.model import Mode, Status
from tests.drawn import drawn_world

DAY = "2026-11-24"
OBJECTIVES = ("cost", "time", "distance", "co2e")
DRAWN = ("xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail", "suez")
REAL = (
    "BY-RU-KZ-UZ-AF-PK", "RU-KZ-TM-IR-PK", "KZ-AZ-GE-TR", "CN-PK", "PK-AE-NL", "IR-PK", "RU-AZ-IR-IN", "UZ-TM-IR",
    "KG-UZ-TJ-AF", "RU-GE-TR", "PL-BY-RU-KZ-CN", "FR-DE-PL", "PK-IN", "RU-LT", "KZ-UZ-KZ", "US-CA", "CM-GQ", "GB-IE", "AE-PK",
)  # fmt: skip
TOTALS = {"cost": "cost_usd", "time": "time_h", "distance": "distance_km", "co2e": "co2e_kg"}

objectives = st.sampled_from(OBJECTIVES)
modes = st.sampled_from(["road", "rail", "multimodal", "multimodal"])


@pytest.fixture(scope="module")
def world():
    return co.load()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("laws") / "w")


def ask(world, sequence, **terms):
    """Return the plan, None where there is no way."""
    try:
        return co.plan(sequence, world=world, **{"as_of": DAY, **terms})
    except CorridorError:
        return None


def worth(plan, objective):
    """Return what is compared: closed gateways, then the objective; no way is worst."""
    if plan is None:
        return (10**9, 0.0)
    closed = sum(stop.status is Status.CLOSED for stop in plan.best.stops)
    totals = plan.best.totals
    return (
        closed,
        {"cost": totals.cost, "time": totals.time, "distance": totals.distance, "co2e": totals.co2e}[objective].value,
    )


def no_better(one, other):
    """Say whether `one` is at most as good as `other`, but for rounding of sums."""
    return one[0] > other[0] or (one[0] == other[0] and one[1] >= other[1] * (1 - 1e-9))


def gateways_of(world, sequence):
    codes = sequence.split("-")
    quays = {port.id for code in codes for port in main_ports(world, code, 3)}
    return [*sorted({one.id for pair in pairwise(codes) for one in between(world, *pair)} | quays), "suez", "bosporus"]


@given(close=st.sets(st.sampled_from(DRAWN)), objective=objectives, mode=modes, open_only=st.booleans(),
       sequence=st.sampled_from(["XA-XB", "XB-XC", "XA-XB-XC"]))  # fmt: skip
def test_closing_never_improves_and_opening_never_worsens(drawn, close, objective, mode, open_only, sequence):
    terms = {"mode": mode, "objective": objective, "k": 1, "open_only": open_only}
    free, shut = (ask(drawn, sequence, close=sorted(ids), **terms) for ids in ((), close))
    assert no_better(worth(shut, objective), worth(free, objective))
    opened = ask(drawn, sequence, reopen=["xa-xb-dream-rail"], **terms)
    assert no_better(worth(free, objective), worth(opened, objective))


@settings(max_examples=60)
@given(data=st.data(), sequence=st.sampled_from(REAL), objective=objectives, mode=modes, open_only=st.booleans())
def test_closing_never_improves_the_real_world(world, data, sequence, objective, mode, open_only):
    close = data.draw(st.sets(st.sampled_from(gateways_of(world, sequence)), max_size=6))
    more = data.draw(st.sets(st.sampled_from(gateways_of(world, sequence)), max_size=3))
    terms = {"mode": mode, "objective": objective, "k": 1, "open_only": open_only}
    found = [worth(ask(world, sequence, close=sorted(ids), **terms), objective) for ids in (set(), close, close | more)]
    assert no_better(found[1], found[0])
    assert no_better(found[2], found[1])


@settings(max_examples=40)
@given(sequence=st.sampled_from(REAL), objective=objectives, mode=modes)
def test_reversed_is_as_long(world, sequence, objective, mode):
    there = ask(world, sequence, mode=mode, objective="distance", k=1)
    if there is None:
        return
    start, end = (
        place.name if place.id.isdigit() else place.id for place in (there.best.destination, there.best.origin)
    )
    ends = {"start": start, "end": end}
    back = ask(world, "-".join(reversed(sequence.split("-"))), mode=mode, objective="distance", k=1, **ends)
    # towards the best of many ports the way there is the best to that port
    assert back.best.totals.distance.value == pytest.approx(there.best.totals.distance.value, rel=1e-9)


@settings(max_examples=40)
@given(
    sequence=st.sampled_from(REAL),
    objective=objectives,
    mode=modes,
    k=st.integers(1, 8),
    sea=st.sampled_from(["auto", "always"]),
)
def test_corridors_are_in_order_obey_the_sequence_and_add_up(world, sequence, objective, mode, k, sea):
    plan = ask(world, sequence, mode=mode, objective=objective, k=k, sea=sea)
    if plan is None:
        return
    codes = sequence.split("-")
    told = json.loads(to_json(plan), parse_float=Decimal, parse_int=Decimal)
    ranks = []
    for corridor, own in zip(plan.corridors, told["corridors"], strict=True):
        entered = [leg.country for leg in corridor.legs if leg.country]
        assert [a for a, b in pairwise([*entered, ""]) if a != b] == [code for code in codes if code in entered]
        assert set(codes) - set(entered) <= {codes[0], codes[-1]} | {
            stop.countries[0] for stop in corridor.stops if stop.kind == "port"
        }
        for total, part in (("distance_km", "distance_km"), ("cost_usd", "cost_usd"), ("time_h", "time_h")):
            parts = [step[part] for step in (*own["legs"], *own["stops"]) if part in step]
            assert sum(parts) == own["totals"][total]
        closed = sum(stop.status is Status.CLOSED for stop in corridor.stops)
        ranks.append((closed, float(own["totals"][TOTALS[objective]])))
    assert all(a[0] < b[0] or (a[0] == b[0] and a[1] <= b[1] + 0.02) for a, b in pairwise(ranks))
    assert len(
        {
            json.dumps([corridor.via, [leg.mode for leg in corridor.legs], corridor.destination.id])
            for corridor in plan.corridors
        }
    ) == len(plan.corridors)


@settings(max_examples=25)
@given(sequence=st.sampled_from(REAL), over=st.sets(objectives, min_size=1, max_size=3))
def test_the_pareto_set_holds_the_best_of_each_and_none_beats_another(world, sequence, over):
    over = sorted(over)
    plan = ask(world, sequence, pareto=over)
    if plan is None:
        return
    vectors = []
    for corridor in plan.corridors:
        totals = corridor.totals
        own = {"cost": totals.cost, "time": totals.time, "distance": totals.distance, "co2e": totals.co2e}
        vectors.append(tuple(own[one].value for one in over))
    for i, one in enumerate(over):
        best = worth(ask(world, sequence, objective=one, k=1), one)[1]
        assert min(vector[i] for vector in vectors) == pytest.approx(best, rel=1e-9)
    for vector in vectors:
        assert not any(
            other is not vector and all(a <= b * (1 - 1e-6) for a, b in zip(other, vector, strict=True))
            for other in vectors
        )


def test_a_permuted_input_changes_nothing(tmp_path):
    plain, turned = (drawn_world(tmp_path / name, order=order) for name, order in (("a", 1), ("b", -1)))
    for sequence in ("XA-XB", "XA-XB-XC"):
        for terms in ({}, {"pareto": ["time", "cost"]}, {"sea": "always"}):
            assert to_json(ask(plain, sequence, **terms)) == to_json(ask(turned, sequence, **terms))


@pytest.mark.parametrize("mode", ["road", "rail"])
def test_one_mode_means_one_mode(world, mode):
    for sequence in REAL:
        plan = ask(world, sequence, mode=mode)
        if plan is not None:
            assert {leg.mode for corridor in plan.corridors for leg in corridor.legs} == {Mode(mode)}


def test_closing_a_port_lets_no_voyage_in(world):
    free, shut = (ask(world, "CM-GQ", k=1, close=close) for close in ([], ["GQBSG"]))
    assert free.best.destination.id == "GQBSG"
    assert no_better(worth(shut, "cost"), worth(free, "cost"))

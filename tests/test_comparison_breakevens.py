"""Break-evens of a comparison hold when they are applied: as a delay, or as a fee, with every column planned again."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corridor as co
from corridor.comparing import compare_targets
from corridor.comparison import breakeven, comparison, comparison_json
from corridor.comparison.breakevens import Ways
from corridor.io import to_json
from corridor.steps import Pass
from tests.drawn import drawn_world

DAY = "2026-11-24"
GATEWAYS = ("xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail", "xa-yard", "xb-yard")
LITTLE = 0.01


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("breakevens") / "w")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("scenarios")


def asked(world, folder, delays, **terms):
    """Return one question under several scenarios of delays, side by side."""
    files = []
    for i, hours in enumerate(delays):
        path = folder / f"s{i}.toml"
        path.write_text(
            "".join(f'[[delay]]\nid = "{one}"\nhours = {hours[one]:.6f}\n' for one in hours), encoding="utf-8"
        )
        files.append(str(path))
    return compare_targets(["XA-XB"], world=world, scenarios=files, as_of=DAY, end="xb-yard", **terms)


def first(found):
    return found.margins[0].leader


def test_a_way_round_the_best_that_comes_first_leaves_no_threshold(world, folder):
    # A takes the north and B the south; with more to wait in the north A takes the south too, still before B
    ways = [dict.fromkeys(GATEWAYS, 0) | {"xa-xb-south": 10}, dict.fromkeys(GATEWAYS, 0)]
    ways[1] |= {"xa-xb-north": 200, "xa-xb-south": 20}
    found = asked(world, folder, ways, objective="time", mode="road")
    (one,) = found.margins
    assert (one.leader, one.rival) == ("A", "B")
    assert [each.gateway for each in one.thresholds if each.change > 0] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_threshold_applied_as_a_delay_turns_the_ranking(world, folder, data):
    hours = st.integers(0, 120)
    delays = [
        {one: data.draw(hours, label=f"{one} {i}") + data.draw(st.integers(0, 999)) / 1000 for one in GATEWAYS}
        for i in range(data.draw(st.integers(2, 3)))
    ]
    mode = data.draw(st.sampled_from(["multimodal", "road", "rail"]))
    found = asked(world, folder, delays, objective="time", mode=mode)
    for one in found.margins:
        for each in one.thresholds:
            assert_turns(world, folder, delays, one, each, mode=mode)
        if one.gap > LITTLE:
            told = {each.gateway: each.change for each in one.thresholds}
            gateway = data.draw(st.sampled_from(GATEWAYS))
            if gateway in shared(found, one) and told.get(gateway, -1) < 0:
                then = changed(delays, gateway, data.draw(st.floats(0.1, 500)))
                assert first(asked(world, folder, then, objective="time", mode=mode)) != one.rival


def shared(found, one):
    return {via for column in found.columns if column.letter in (one.leader, one.rival) for via in column.via}


def changed(delays, gateway, more):
    return [{**hours, gateway: hours[gateway] + more} for hours in delays]


def assert_turns(world, folder, delays, one, each, **terms):
    """Check that a threshold turns the ranking just beyond it, and does not just before."""
    beyond = LITTLE if each.change >= 0 else -LITTLE
    if any(hours[each.gateway] + each.change - LITTLE < 0 for hours in delays):
        return
    then = asked(world, folder, changed(delays, each.gateway, each.change + beyond), objective="time", **terms)
    assert first(then) == one.rival
    if abs(each.change) > LITTLE:
        then = asked(world, folder, changed(delays, each.gateway, each.change - beyond), objective="time", **terms)
        assert first(then) != one.rival


@pytest.fixture
def fee(monkeypatch):
    """Give what lets a gateway cost more, in the search and in what is shown."""
    from corridor import planner

    real = planner.build

    def charge(gateway, dollars):
        def build(*args, **terms):
            overlay = real(*args, **terms)
            graph = overlay.graph
            values = graph.values.copy()
            for arc, halt in enumerate(overlay.halts):
                if (halt.crossing.id if isinstance(halt, Pass) else halt.at.id) == gateway:
                    values[arc, 1] += dollars
            return replace(overlay, graph=type(graph)(graph.size, graph.start, graph.end, graph.closed, values))

        monkeypatch.setattr(planner, "build", build)

    return charge


def cheapest(found):
    """Return the letter of the column whose question has the cheapest way."""
    costs = {}
    for one in found.columns:
        ways = Ways.of(one.asked)
        costs[one.letter] = ways.lines("none", 0.0)[0].value
    return min(costs, key=costs.get)


def test_a_threshold_applied_as_a_fee_turns_the_ranking(world, folder, fee):
    path = folder / "fee.toml"
    tariff = '[[parameter]]\nkind = "transport_cost"\nmode = "road"\nvalue = 1.9\n'
    path.write_text(f'[[close]]\nid = "xa-xb-north"\n{tariff}', encoding="utf-8")
    files = ["shipped", str(path)]
    terms = {"world": world, "scenarios": files, "as_of": DAY, "end": "xb-yard", "mode": "road"}
    found = compare_targets(["XA-XB"], **terms)
    dollars = [one for one in found.margins if one.unit == "USD"]
    tried = [(one, each) for one in dollars for each in one.thresholds if each.change > 1]
    assert cheapest(found) == dollars[0].leader
    assert tried
    for one, each in tried:
        fee(each.gateway, each.change + LITTLE)
        assert cheapest(found) == one.rival
        fee(each.gateway, each.change - LITTLE)
        assert cheapest(found) == one.leader


def test_break_evens_of_saved_plans_are_on_the_way_shown(world, tmp_path):
    path = tmp_path / "saved.json"
    path.write_text(to_json(co.plan("XA-XB", world=world, as_of=DAY, objective="time")), encoding="utf-8")
    found = compare_targets([str(path), "XA-XB"], world=world, as_of=DAY, objective="time", mode="road")
    told = breakeven(found)
    assert told
    assert all(one.endswith(" (A on the way shown)") for one in told)
    fresh = compare_targets(["XA-XB"], world=world, as_of=DAY, objective="time")
    assert not any("way shown" in one for one in breakeven(fresh))


def test_break_evens_with_unlike_ends_are_none(world):
    found = compare_targets(["XA-XB", "XA-XB-XC"], world=world, as_of=DAY)
    assert found.margins == ()
    assert found.before == ()
    assert all(one.of("fastest_share") is None for one in found.columns)
    assert json.loads(comparison_json(found))["breakeven"] == []
    assert comparison(found.columns).margins == ()

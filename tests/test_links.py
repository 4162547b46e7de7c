"""Planned links taken as built: what they add, what they never change, and how a plan tells of them."""

import json
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor import built
from corridor.api import plan
from corridor.built import with_links
from corridor.errors import BadValueError, CorridorError, NoRouteError, UnknownNameError
from corridor.io import to_geojson, to_json, to_markdown
from corridor.maps.strokes import trace
from corridor.model import Basis, Mode, Status, StopKind
from corridor.network import cell_id, feet, hang, load_cell
from tests.drawn import drawn_world

DATE = "2026-11-24"
IDS = ("dream", "south-line")
OBJECTIVES = {"cost": "cost", "time": "time", "distance": "distance", "co2e": "co2e"}


def ask(world, sequence="XA-XB", **terms):
    return plan(sequence, world=world, **{"as_of": DATE, **terms})


def by_link(world, **terms):
    """Return the plan by rail that has no way but the link: the crossings that are built are closed."""
    return ask(
        world, mode="rail", reopen="south-line", close=("xa-xb-break-rail", "xa-xb-same-rail"), end="Endton", **terms
    )


def test_a_link_gives_a_way_with_a_break_of_gauge_at_its_planned_crossing(drawn):
    best = by_link(drawn).best
    assert [leg.gauge_mm for leg in best.legs] == [1520, 1435]
    assert [stop.kind for stop in best.stops] == [StopKind.CLEARANCE, StopKind.GAUGE_CHANGE]
    assert {(stop.gateway, stop.status, stop.link) for stop in best.stops} == {
        ("xa-xb-dream-rail", Status.PLANNED, "south-line")
    }
    assert not best.blocked
    assert best.links == ("south-line",)


def test_a_leg_over_a_link_has_its_length_and_range(drawn):
    leg = by_link(drawn).best.legs[0]
    (use,) = leg.planned
    assert use.distance.value == pytest.approx(410, abs=0.01)
    assert use.distance.low == pytest.approx(410 * 790 / 830)
    assert use.distance.high == pytest.approx(410 * 900 / 830)
    rest = leg.distance.value - use.distance.value
    assert leg.distance.low == pytest.approx(rest * 0.9 + use.distance.low)
    assert leg.distance.high == pytest.approx(rest * 1.1 + use.distance.high)
    assert "s1" in leg.distance.sources
    assert (use.status, use.checked, use.expected, use.source) == ("under construction", "2026-01", "2030", "s1")
    assert use.line[0] == (1.5, 1.0)
    assert use.line[-1] == (4.0, -1.5)


def test_an_assumed_length_makes_the_leg_assumed(drawn):
    best = ask(drawn, "XB-XC", mode="rail", reopen="dream", start="Endton", end="Farville").best
    assert {leg.distance.basis for leg in best.legs} == {Basis.ASSUMED}
    assert best.totals.distance.value == pytest.approx(460, abs=0.1)
    assert best.via == ("dream-xb-xc-rail",)


def test_parts_sum_to_totals(drawn):
    best = by_link(drawn).best
    assert best.totals.distance.value == pytest.approx(sum(leg.distance.value for leg in best.legs))
    assert best.totals.distance.high == pytest.approx(sum(leg.distance.high for leg in best.legs))
    values = json.loads(to_json(by_link(drawn)))["corridors"][0]
    assert values["totals"]["distance_km"] == pytest.approx(sum(leg["distance_km"] for leg in values["legs"]))


def test_an_end_that_is_near_no_line_of_its_gauge_does_not_join(drawn, monkeypatch):
    """The link ends at Farm, 6 km from the 1435 mm line to Endton."""
    monkeypatch.setattr(built, "JOIN_KM", 5.0)
    with pytest.raises(NoRouteError):
        by_link(drawn, open_only=True)


def test_a_named_end_is_a_terminal_that_says_so(drawn):
    best = ask(
        drawn, reopen="south-line", close=("xa-xb-north", "xa-xb-south", "xa-xb-same-rail", "xa-xb-break-rail")
    ).best
    transfer = next(stop for stop in best.stops if stop.gateway == "xb-farm")
    assert (transfer.kind, transfer.status, transfer.link) == (StopKind.TRANSFER, Status.PLANNED, "south-line")
    assert best.legs[-1].mode is Mode.ROAD


@pytest.mark.parametrize("mode", ["multimodal", "rail", "road"])
def test_nothing_of_a_link_is_left_in_the_world(tmp_path, mode):
    before = to_json(ask(drawn_world(tmp_path / "fresh"), mode=mode, end="Endton"))
    world = drawn_world(tmp_path / "used")
    for ids in (("south-line",), ("dream",), IDS):
        ask(world, mode=mode, end="Endton", reopen=ids)
    assert to_json(ask(world, mode=mode, end="Endton")) == before
    opened = to_json(ask(world, mode=mode, end="Endton", reopen="south-line"))
    alone = drawn_world(tmp_path / "alone")
    assert to_json(ask(alone, mode=mode, end="Endton", reopen="south-line")) == opened


def test_the_cells_that_no_link_touches_are_the_same(drawn):
    before = load_cell(drawn, "XA", Mode.RAIL, 1520)
    world = with_links(drawn, frozenset({"dream"}))
    assert load_cell(world, "XA", Mode.RAIL, 1520) is before
    laid = load_cell(world, "XB", Mode.RAIL, 1435)
    assert laid.id == cell_id("XB", Mode.RAIL, 1435)
    assert len(laid.u) == len(laid.tag) > len(load_cell(drawn, "XB", Mode.RAIL, 1435).u)
    assert with_links(drawn, frozenset()) is drawn


def as_told(plan):
    """Return the corridors of a plan, without how they are drawn: where a link joins a line, it has a point more."""
    corridors = json.loads(to_json(plan))["corridors"]
    for one in (*corridors, *(leg for corridor in corridors for leg in corridor["legs"])):
        del one["schematic"]
        one.pop("drawn", None)
    return corridors


def test_closing_the_crossing_again_gives_the_plan_without_the_link(drawn):
    terms = {"mode": "rail", "end": "Endton"}
    without = ask(drawn, **terms)
    again = ask(drawn, reopen="south-line", close="xa-xb-dream-rail", **terms)
    assert as_told(again) == as_told(without)
    assert ask(drawn, reopen="south-line", **terms).corridors != without.corridors
    made = {"mode": "rail", "start": "Endton", "end": "Farville", "reopen": "dream"}
    with pytest.raises(NoRouteError):
        ask(drawn, "XB-XC", close="dream-xb-xc-rail", **made)


@given(
    objective=st.sampled_from(sorted(OBJECTIVES)),
    mode=st.sampled_from(["multimodal", "rail", "road"]),
    sequence=st.sampled_from(["XA-XB", "XB-XA", "XA-XB-XC", "XB-XC", "XC-XB-XA", "XA"]),
    ids=st.sampled_from(list(chain.from_iterable(combinations(IDS, n) for n in (1, 2)))),
    end=st.sampled_from([None, "capital"]),
)
def test_a_link_never_worsens_the_best(tmp_path_factory, objective, mode, sequence, ids, end):
    world = kept(tmp_path_factory)
    capitals = {"XA": "A Yard", "XB": "Endton", "XC": "Farville"}
    terms = {"objective": objective, "mode": mode, "k": 1}
    if end:
        terms["end"] = {"XA": "xa-yard"}.get(sequence[-2:], capitals[sequence[-2:]])
    try:
        before = ask(world, sequence, **terms).best
    except (NoRouteError, BadValueError):
        return
    after = ask(world, sequence, reopen=ids, **terms).best
    value = [getattr(best.totals, OBJECTIVES[objective]).value for best in (after, before)]
    assert value[0] <= value[1] * (1 + 1e-5)  # a place on a split edge is measured to the metre anew


def kept(factory, found={}):  # noqa: B006 - one drawn world for all examples
    if "world" not in found:
        found["world"] = drawn_world(factory.mktemp("laws") / "world")
    return found["world"]


def test_a_link_takes_no_voyage_away(drawn):
    terms = {"start": "XBPRT", "end": "XCPRT", "objective": "distance", "k": 1}
    best = ask(drawn, "XB-XC", **terms).best
    assert [leg.mode for leg in best.legs] == [Mode.SEA]
    assert ask(drawn, "XB-XC", reopen="dream", **terms).best == best


def test_the_order_of_rows_does_not_matter(tmp_path):
    one, other = (drawn_world(tmp_path / str(order), order=order) for order in (1, -1))
    terms = {"reopen": IDS, "mode": "rail", "end": "Endton", "k": 3}
    assert ask(one, **terms).corridors == ask(other, **terms).corridors


def test_a_link_that_cannot_be_built_is_refused_with_the_reason(drawn):
    with pytest.raises(BadValueError, match=r"^stub-line cannot be taken as built: no end lies near a railway$"):
        ask(drawn, reopen="stub-line")


def test_an_id_that_is_neither_crossing_nor_link_suggests_both(drawn):
    with pytest.raises(UnknownNameError, match=r"unknown gateway, passage or planned link 'south'; .*south-line"):
        ask(drawn, reopen="south")
    with pytest.raises(BadValueError, match="dream is a planned link"):
        ask(drawn, close="dream")


def test_a_made_crossing_is_known_only_with_its_link(drawn):
    with pytest.raises(UnknownNameError):
        ask(drawn, close="dream-xb-xc-rail")
    assert ask(drawn, reopen="dream", close="dream-xb-xc-rail").best


def test_a_link_that_nothing_uses_is_told(drawn):
    assert "dream is taken as built, but no corridor uses it" in ask(drawn, reopen="dream").warnings


def test_no_date_is_too_early_for_a_link(drawn):
    assert by_link(drawn, as_of="2020-01-01").best.links == ("south-line",)


def test_every_format_says_what_rests_on_a_link(drawn):
    found = by_link(drawn)
    values = json.loads(to_json(found))
    assert values["scenario"] == "2 closed, planned links taken as built: south-line"
    assert values["corridors"][0]["planned_links"] == ["south-line"]
    (use,) = values["corridors"][0]["legs"][0]["planned_links"]
    assert (use["id"], use["status"], use["expected"], use["source"]) == (
        "south-line",
        "under construction",
        "2030",
        "s1",
    )
    assert values["corridors"][0]["stops"][0]["planned_link"] == "south-line"
    assert any("south-line" in warning and "2030" in warning for warning in values["corridors"][0]["warnings"])
    assert "planned: 410 km of south-line, under construction" in to_markdown(found)
    features = json.loads(to_geojson(found))["features"]
    assert any(feature["properties"].get("planned_links") for feature in features)


def test_without_a_link_no_format_speaks_of_any(drawn):
    found = ask(drawn, mode="rail", end="Endton")
    assert "planned_link" not in to_json(found) + to_geojson(found)
    assert json.loads(to_json(found))["scenario"] is None


def test_the_map_knows_which_stretch_is_planned(drawn):
    found = by_link(drawn)
    strokes = trace(found.corridors)
    (stretch,) = strokes.marked[0][0].planned
    path = strokes.paths[0][0]
    assert set(stretch) < set(path)  # the way from the start to the link is built
    assert [leg.planned for leg in trace(ask(drawn, k=1).corridors).marked[0]] == [(), (), ()]


@given(
    st.tuples(st.floats(0.2, 3.8), st.floats(-2, 2)),
    st.tuples(st.floats(4.2, 7.8), st.floats(-2, 2)),
    st.sets(st.sampled_from(IDS), min_size=1),
    st.sampled_from(["road", "rail", "multimodal"]),
)
def test_a_link_makes_no_way_between_points_longer(steady, start, end, ids, mode):
    terms = {
        "start": f"{start[0]:.4f},{start[1]:.4f}",
        "end": f"{end[0]:.4f},{end[1]:.4f}",
        "mode": mode,
        "objective": "distance",
        "k": 1,
    }
    try:
        before = ask(steady, **terms).best.totals.distance.value
    except CorridorError:
        return
    assert ask(steady, reopen=sorted(ids), **terms).best.totals.distance.value <= before + 0.02


@pytest.fixture(scope="module")
def steady(tmp_path_factory):
    return drawn_world(tmp_path_factory.mktemp("no-longer") / "w")


def test_a_point_beside_a_link_hangs_on_what_is_built_too(drawn):
    cell = load_cell(with_links(drawn, frozenset({"south-line"})), "XA", Mode.RAIL, 1520)
    own, new = feet(cell, (3.0, -0.9))
    assert new.snap_km < own.snap_km
    assert not cell.laid[own.edge]
    assert cell.laid[new.edge]
    hung = hang(cell, "here", own, new)
    assert len(hung.u) == len(cell.u) + 4
    assert sum(hung.node("here") in (u, v) for u, v in zip(hung.u.tolist(), hung.v.tolist(), strict=True)) == 2
    assert feet(cell, (1.4, 1.0))[0].snap_km < 1  # beside what is built: that alone

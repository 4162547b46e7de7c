"""The Python interface: what a notebook calls."""

import datetime

import pytest

import corridor as co
from corridor.errors import BadValueError, UnknownNameError


def test_a_cell_is_a_graph_that_osmnx_accepts():
    osmnx = pytest.importorskip("osmnx")
    world = co.load()
    graph = co.to_osmnx(world, "UZ", mode="rail")
    nodes, edges = osmnx.convert.graph_to_gdfs(graph)
    assert nodes.crs == edges.crs == "epsg:4326"
    assert {"kz-uz-saryagash-keles-rail", "uz-af-galaba-hairatan-rail"} <= set(nodes["gateway"].dropna())
    assert 4_000 < edges["length"].sum() / 2 / 1000 < 9_000  # km of line; Uzbekistan has some 7 000


def test_no_such_network_is_said():
    with pytest.raises(BadValueError, match="UZ has no rail network of 1676 mm"):
        co.to_osmnx(co.load(), "Uzbekistan", mode="rail", gauge_mm=1676)


def test_a_corridor_is_a_geodataframe(drawn):
    plan = co.plan("XA-XB", world=drawn, end="Endton", mode="road", as_of="2026-11-24")
    frame = co.to_gdf(plan.best)
    assert frame.crs == "EPSG:4326"
    assert set(frame.geom_type) == {"LineString", "Point"}


def test_one_id_need_not_be_in_a_list(drawn):
    plan = co.plan("XA-XB", world=drawn, end="Endton", mode="road", as_of="2026-11-24", close="XA-XB-North")
    assert plan.best.via == ("xa-xb-south",)


@pytest.mark.parametrize(
    ("terms", "kind"),
    [({"k": "5"}, BadValueError), ({"cargo_t": "20"}, BadValueError), ({"as_of": 20250601}, BadValueError),
     ({"as_of": datetime.date(2025, 6, 1)}, BadValueError), ({"close": "nothing"}, UnknownNameError)],
)  # fmt: skip
def test_wrong_types_are_our_errors_too(drawn, terms, kind):
    with pytest.raises(kind):
        co.plan("XA-XB", world=drawn, end="Endton", **{"as_of": "2026-11-24", **terms})


def test_one_objective_alone_may_be_a_word():
    found = co.plan("UZ-AF", pareto="time", as_of="2025-06-01")
    assert found == co.plan("UZ-AF", pareto=["time"], as_of="2025-06-01")
    with pytest.raises(BadValueError, match="not 'time,cost'"):
        co.plan("UZ-AF", pareto="time,cost")

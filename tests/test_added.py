"""Roads and railways that are added to the networks by hand, on a drawn network and in the shipped table."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

import corridor as co
from corridor import names
from corridor.gateways import crossings
from corridor.geo import distance_km, distances_km
from corridor.model import Mode
from corridor.network import load_cell
from tests.test_build_data import COUNTRIES, row
from tools.build_data.added import DRAWN_FACTOR, read_lines, with_lines
from tools.build_data.chains import Shape
from tools.build_data.crossings import attach
from tools.build_data.graph import Graph, _gauges, read_rows
from tools.build_data.raw_networks import RawNetwork

ints = np.int32


def drawn(points, edges) -> RawNetwork:
    lon, lat = (np.array(points) * 1000).round().astype(ints).T
    u, v = np.array(edges, dtype=ints).T
    metres = np.array([round(1000 * distance_km(points[a], points[b])) for a, b in edges], dtype=ints)
    return RawNetwork(lon, lat, u, v, metres, np.zeros(len(u), np.int8), np.zeros(len(u), ints))


def line(points, **more):
    given = {"id": "x", "mode": "rail", "gauge_mm": "", "points": points, "km": "", "decision": "add", **more}
    return read_lines([given], "rail")[0]


def graph_of(raw: RawNetwork) -> Graph:
    return Graph(
        "rail", raw.lon, raw.lat, (raw.lon >= 4000).astype(ints), raw.u, raw.v, raw.metres, raw.shape, raw.gauge
    )


def components(raw: RawNetwork) -> int:
    links = csr_matrix((np.ones(len(raw.u)), (raw.u, raw.v)), shape=(len(raw.lon), len(raw.lon)))
    return int(connected_components(links, directed=False)[0])


# a line from west to east in the south, and one on the other side of the border at 4 E
TWO = drawn([(1.0, 0.0), (3.0, 0.0), (5.0, 1.0), (7.0, 1.0)], [(0, 1), (2, 3)])


def test_ends_join_the_nearest_nodes():
    made = with_lines(TWO, [line("3.001 0.001; 3.5 0.2; 5.001 1", km="300")])
    assert len(made.lon) == 5
    assert {int(n) for n in (*made.u[2:], *made.v[2:])} == {1, 4, 2}
    assert made.shape.tolist() == [0, 0, Shape.ADDED, Shape.ADDED]
    assert made.metres[2:].sum() == pytest.approx(300_000, abs=2)
    assert components(made) == 1


def test_an_end_between_nodes_splits_the_edge_and_keeps_its_length():
    made = with_lines(TWO, [line("2 0.01; 5 1")])
    assert components(made) == 1
    middle = 4
    assert (made.lon[middle], made.lat[middle]) == (2000, 0)
    halves = made.metres[(made.shape == Shape.NETWORK) & ((made.u == middle) | (made.v == middle))]
    assert halves.sum() == pytest.approx(TWO.metres[0], abs=2)
    assert len(halves) == 2


def test_a_line_too_far_from_the_network_is_refused_by_name():
    with pytest.raises(ValueError, match=r"added line x: its end 2 0\.1 is 11\.1 km from the network"):
        with_lines(TWO, [line("2 0.1; 5 1")])
    with pytest.raises(ValueError, match="added line x: both its ends join one node"):
        with_lines(TWO, [line("3 0; 3.001 0")])


def test_a_free_end_stands_by_itself_and_a_later_line_joins_it():
    made = with_lines(TWO, [line("3 0; 3.5 -0.5 free"), line("3.5 -0.5; 5 1")])
    assert components(made) == 1
    assert len(made.lon) == 5


def test_a_line_between_the_ends_of_an_edge_stands_in_its_place():
    made = with_lines(TWO, [line("1 0; 2 0.5; 3 0")])
    assert len(made.u) == 3
    assert not ((made.u == 0) & (made.v == 1)).any()
    beside = with_lines(TWO, [line("1 0; 2 0.5; 3 0", gauge_mm="1435")])
    assert len(beside.u) == 4
    assert beside.gauge.tolist() == [0, 0, 1435, 1435]


def test_a_line_that_no_source_measures_is_the_drawn_one_and_a_little_more():
    made = with_lines(TWO, [line("3 0; 4.5 0.5; 5 1")])
    straight = distance_km((3, 0), (4.5, 0.5)) + distance_km((4.5, 0.5), (5, 1))
    assert made.metres[2:].sum() / 1000 == pytest.approx(straight * DRAWN_FACTOR, abs=0.01)
    short = with_lines(TWO, [line("3 0; 4.5 0.5; 5 1", km="1")])
    assert short.metres[2:].sum() / 1000 >= straight


def test_the_edge_over_the_border_takes_the_crossing():
    made = graph_of(with_lines(TWO, [line("3 0; 3.95 0.5; 4.05 0.5; 5 1")]))
    rail = {**row("c", 4.0, 0.5, mode="rail"), "gauge_a_mm": "1520", "gauge_b_mm": "1520"}
    assert attach([rail], graph_of(TWO), COUNTRIES)[0].snap_km is None
    one = attach([rail], made, COUNTRIES)[0]
    assert one.snap_km == pytest.approx(0, abs=0.1)
    assert [made.lon[anchor.ends[0][0]] for anchor in one.anchors] == [3950, 4050]


def test_the_gauge_of_a_line_holds_against_its_country_and_any_box(monkeypatch):
    rows = [
        {"country": "XA", "gauge_mm": "1520", "lon_min": ""},
        {"country": "XA", "gauge_mm": "1676", "lon_min": "0", "lat_min": "-1", "lon_max": "4", "lat_max": "1"},
    ]
    monkeypatch.setattr("tools.build_data.graph.read_rows", lambda name: rows)
    made = graph_of(with_lines(TWO, [line("3 0; 2 0.5; 1.5 0.5 free", gauge_mm="1435")]))
    assert _gauges(made, COUNTRIES).tolist() == [1676, 1435, 1435, 1435]
    plain = replace(made, gauge=np.zeros_like(made.gauge))
    assert _gauges(plain, COUNTRIES).tolist() == [1676, 1435, 1676, 1676]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"mode": "sea"}, "mode 'sea'"),
        ({"decision": "maybe"}, "decision 'maybe'"),
        ({"points": "1 0"}, "two or more"),
        ({"points": "1 0; 2 0 free; 3 0"}, "free only at the ends"),
        ({"points": "1 0; 2 x"}, "'x'"),
        ({"points": "1; 2 0"}, "not enough values"),
        ({"km": "long"}, "'long'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(change, said):
    good = {"id": "x", "mode": "rail", "gauge_mm": "", "points": "1 0; 2 0", "km": "", "decision": "add"}
    with pytest.raises(ValueError, match=f"added line x: .*{said}"):
        read_lines([{**good, **change}], "rail")


TABLE = read_rows("added_lines.csv")


def test_every_row_of_the_table_says_why_and_on_what_ground():
    assert [name for name, count in Counter(row["id"] for row in TABLE).items() if count > 1] == []
    assert [row["id"] for row in TABLE if not (row["reason"] and row["source"] and row["countries"])] == []


@pytest.mark.parametrize("row", [row for row in TABLE if row["decision"] == "add"], ids=lambda row: row["id"])
def test_a_line_lies_in_its_countries(row):
    world = co.load()
    codes = row["countries"].split("|")
    points = read_lines([row], row["mode"])[0].points / 1000
    near = [[names.near_country(world, tuple(point), code) for code in codes] for point in points.tolist()]
    assert all(min(away) < 2 for away in near), near
    assert all(min(away[i] for away in near) < 8 for i in range(len(codes))), near


WORLD = co.load()


def rail_cell(country, gauge):
    return load_cell(WORLD, country, Mode.RAIL, gauge)


def test_every_crossing_without_a_line_has_a_row_that_says_why():
    rejected = {row["id"] for row in TABLE if row["decision"] == "reject"}
    lost = [
        one for one in crossings(WORLD).values() if one.snap_km is None and one.history[-1].status.value != "planned"
    ]
    assert [one.id for one in lost if one.id not in rejected] == []


@pytest.mark.parametrize(
    ("where", "country", "gauge"),
    [
        ((60.98, 29.43), "IR", 1676),  # Zahedan towards Quetta
        ((66.6, 29.89), "PK", 1676),
        ((60.7, 29.05), "IR", 1435),  # Zahedan towards Kerman
        ((67.43, 37.22), "AF", 1520),  # Hairatan
        ((67.24, 36.72), "AF", 1520),  # Mazar-i-Sharif
        ((61.1, 34.32), "AF", 1435),  # Rozanak
        ((23.25, 50.72), "PL", 1520),  # LHS at Zamość
        ((23.49, 54.75), "LT", 1435),  # Rail Baltica at Kazlų Rūda
        ((2.9, 42.35), "ES", 1435),  # Perpignan–Figueres
        ((2.98, 42.2), "ES", 1668),  # the old line beside it
        ((33.5, -8.9), "TZ", 1067),  # TAZARA at Mbeya
        ((35.75, -6.17), "TZ", 1000),  # Dodoma
    ],
)
def test_gauges_where_they_differ_from_the_rule(where, country, gauge):
    cell = rail_cell(country, gauge)
    assert distances_km(*where, cell.lon, cell.lat).min() < 10


def test_iran_has_no_other_broad_gauge_than_that_of_zahedan():
    assert 15 < rail_cell("IR", 1676).metres.sum() / 1000 < 130


@pytest.mark.parametrize(
    ("gauge", "least"),
    [
        (1520, {"BY": 0.99, "RU": 0.99, "KZ": 0.99, "UZ": 0.99, "TM": 0.99, "KG": 0.65, "TJ": 0.99}),
        (1676, {"PK": 0.95, "IR": 0.95}),
        (1435, {"IR": 0.95}),
    ],
)
def test_the_railways_of_a_gauge_hold_together_across_borders(gauge, least):
    """Over the shipped cells, joined at their crossings; a part of Kyrgyzstan hangs on lines that no crossing joins."""
    rows = [row for row in WORLD.rows("cells") if row["mode"] == "rail" and row["gauge_mm"] == str(gauge)]
    cells = {row["country"]: rail_cell(row["country"], gauge) for row in rows}
    start = dict(zip(cells, np.cumsum([0, *(len(cell.lon) for cell in cells.values())]), strict=False))
    size = sum(len(cell.lon) for cell in cells.values())
    edges = [np.stack([cell.u, cell.v]) + start[code] for code, cell in cells.items()]
    for one in crossings(WORLD).values():
        ends = [(code, cells[code]) for code in one.countries if code in cells and one.id in cells[code].gateways]
        if len(ends) == 2:
            edges.append(np.array([[cell.node(one.id) + start[code]] for code, cell in ends]))
    u, v = np.concatenate(edges, axis=1)
    label = connected_components(csr_matrix((np.ones(len(u)), (u, v)), shape=(size, size)), directed=False)[1]
    main = np.bincount(label[start[next(iter(least))] :][: len(cells[next(iter(least))].lon)]).argmax()
    for code, share in least.items():
        own = label[start[code] : start[code] + len(cells[code].lon)]
        assert (own == main).mean() >= share, code


def test_the_disused_khyber_railway_stays_apart():
    cell = rail_cell("PK", 1676)
    links = csr_matrix((np.ones(len(cell.u)), (cell.u, cell.v)), shape=(len(cell.lon), len(cell.lon)))
    label = connected_components(links, directed=False)[1]
    khyber = np.flatnonzero((abs(cell.lon - 71.145) < 0.003) & (abs(cell.lat - 34.094) < 0.003))
    assert all(label[khyber] != np.bincount(label).argmax())

"""Railways that the source cuts in two, on a drawn network and on the shipped data."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

import corridor as co
from corridor.geo import distances_km
from corridor.model import Mode
from corridor.network import load_cell
from tests.test_added import components, drawn
from tools.build_data.added import read_apart
from tools.build_data.chains import with_chains
from tools.build_data.gaps import FACING_DEG, FAR_KM, NO_POINTS, ROUND_KM, cells_of, join_facing, with_lines_met
from tools.build_data.graph import read_rows
from tools.build_data.repair import unit_vectors

# two lines in one direction, 3.3 km between their ends at 1 E
CUT = drawn([(0.0, 0.0), (1.0, 0.0), (1.03, 0.0), (2.0, 0.0)], [(0, 1), (2, 3)])
WORLD = co.load()
_BORDERS = WORLD.table("borders")
BORDERS = dict(zip(_BORDERS["code"].to_pylist(), _BORDERS["geometry"].to_pylist(), strict=True))


def cells(raw, country=None, gauge=1520):
    own = np.zeros(len(raw.lon), np.int32) if country is None else np.array(country, np.int32)
    return cells_of(own, np.full(len(raw.u), gauge, np.int32), raw)


def joins(raw, apart=NO_POINTS, **kind):
    return [(chain.u, chain.v) for chain in join_facing(raw, cells(raw, **kind), apart)]


def test_two_dead_ends_that_face_each_other_are_joined():
    assert joins(CUT) == [(1, 2)]
    chain = join_facing(CUT, cells(CUT), NO_POINTS)[0]
    assert chain.gauge_mm == 1520
    assert chain.metres == pytest.approx(3336, abs=2)


def test_dead_ends_that_point_elsewhere_or_lie_too_far_off_are_not():
    aside = drawn([(0.0, 0.0), (1.0, 0.0), (1.02, 0.02), (1.02, -1.0)], [(0, 1), (2, 3)])
    assert joins(aside) == []
    far = drawn([(0.0, 0.0), (1.0, 0.0), (1.04, 0.0), (2.0, 0.0)], [(0, 1), (2, 3)])
    assert joins(far) == []


def test_a_short_way_round_is_no_gap_and_a_long_one_is():
    ends = [(0.9, 0.0), (1.0, 0.0), (1.03, 0.0), (1.13, 0.0)]
    assert joins(drawn([*ends, (1.0, 0.2)], [(0, 1), (2, 3), (0, 4), (4, 3)])) == []
    assert joins(drawn([*ends, (1.0, 2.0)], [(0, 1), (2, 3), (0, 4), (4, 3)])) == [(1, 2)]


def test_no_gap_is_joined_over_a_border_or_between_gauges():
    assert joins(CUT, country=[0, 0, 1, 1]) == []
    gauges = cells_of(np.zeros(4, np.int32), np.array([1520, 1435], np.int32), CUT)
    assert join_facing(CUT, gauges, NO_POINTS) == []


def test_the_table_says_which_ends_stay_apart():
    row = {"id": "x", "mode": "rail", "gauge_mm": "", "km": "", "decision": "reject", "points": "1 0; 1.03 0"}
    apart = read_apart([row, {**row, "mode": "road", "points": "5 5; 6 6"}, {**row, "points": ""}], "rail")
    assert apart.tolist() == [[1000, 0], [1030, 0]]
    assert joins(CUT, apart) == []


def test_a_dead_end_that_runs_at_a_line_splits_it():
    at = drawn([(0.0, 0.0), (1.0, 0.0), (1.03, 1.0), (1.03, -1.0)], [(0, 1), (2, 3)])
    made = with_lines_met(at, cells(at), NO_POINTS)
    assert components(made) == 1
    assert (made.lon[4], made.lat[4]) == (1030, 0)
    assert made.metres.sum() == pytest.approx(at.metres.sum() + 3336, abs=4)


def test_a_dead_end_on_a_line_or_at_its_end_joins_it_wherever_it_points():
    on = drawn([(0.0, 0.0), (1.0, 0.0), (1.003, 1.0), (0.997, -1.0)], [(0, 1), (2, 3)])
    made = with_lines_met(on, cells(on), NO_POINTS)
    assert components(made) == 1
    tip = drawn([(0.0, 0.0), (1.0, 0.0), (1.001, 0.0), (1.001, 1.0), (2.0, 0.0)], [(0, 1), (2, 3), (2, 4)])
    joined = with_lines_met(tip, cells(tip), NO_POINTS)
    assert components(joined) == 1
    assert len(joined.lon) == len(tip.lon)


def test_a_dead_end_that_passes_a_line_by_is_left_alone():
    beside = drawn([(0.0, 0.0), (1.0, 0.0), (0.0, 0.02), (1.1, 0.02)], [(0, 1), (2, 3)])
    assert components(with_lines_met(beside, cells(beside), NO_POINTS)) == 2


def test_several_dead_ends_split_one_line_in_order():
    raw = drawn([(0.0, 0.0), (2.0, 0.0), (1.5, 1.0), (1.5, 0.02), (0.5, -1.0), (0.5, -0.01)], [(0, 1), (2, 3), (4, 5)])
    made = with_lines_met(raw, cells(raw), NO_POINTS)
    assert components(made) == 1
    assert made.lon[6:].tolist() == [500, 1500]
    assert with_chains(made, []).metres.tolist() == made.metres.tolist()


def test_shapes_and_gauges_are_kept():
    at = replace(
        drawn([(0.0, 0.0), (1.0, 0.0), (1.03, 1.0), (1.03, -1.0)], [(0, 1), (2, 3)]),
        gauge=np.array([1520, 1520], np.int32),
        shape=np.array([0, 1], np.int8),
    )
    made = with_lines_met(at, cells(at), NO_POINTS)
    assert set(made.gauge.tolist()) == {1520}
    assert sorted(made.shape.tolist()) == [0, 1, 1, 4]


@pytest.mark.parametrize("cell_id", sorted(row["cell"] for row in WORLD.rows("cells") if row["mode"] == "rail"))
def test_no_two_dead_ends_of_a_shipped_cell_face_each_other_over_a_gap(cell_id):
    country, _, gauge = cell_id.split("-")
    cell = load_cell(WORLD, country, Mode.RAIL, int(gauge))
    size = len(cell.lon)
    points = np.column_stack([cell.lon, cell.lat])
    dead = np.flatnonzero(np.bincount(np.concatenate([cell.u, cell.v]), minlength=size) == 1)
    border = shapely.from_wkb(BORDERS[country])  # a line that goes on beyond it ends there in the cell alone
    dead = dead[shapely.distance(shapely.points(points[dead]), border) > 0.03]
    apart = read_apart(read_rows("added_lines.csv"), "rail") / 1000
    dead = np.array([i for i in dead if not (abs(apart - points[i]).max(axis=1) < 0.002).any()], dtype=np.int64)
    if len(dead) < 2:
        return
    ways = csr_matrix((cell.metres / 1000, (cell.u, cell.v)), shape=(size, size))
    other = np.full(size, -1)
    other[cell.u], other[cell.v] = cell.v, cell.u
    pairs = sorted(cKDTree(unit_vectors(*(1000 * points[dead].T))).query_pairs(FAR_KM / 6371))
    cut = []
    for a, b in ((int(dead[i]), int(dead[j])) for i, j in pairs):
        long = dijkstra(ways, directed=False, indices=a, limit=1.1 * ROUND_KM)[b] == np.inf
        if long and max(turn(points, other[a], a, b), turn(points, other[b], b, a)) <= FACING_DEG:
            cut.append((points[a].tolist(), points[b].tolist()))
    assert cut == []


def turn(points, before, end, goal):
    squeeze = np.array([np.cos(np.radians(points[end, 1])), 1.0])
    come, go = (points[end] - points[before]) * squeeze, (points[goal] - points[end]) * squeeze
    return np.degrees(np.arccos(np.clip(come @ go / np.linalg.norm(come) / np.linalg.norm(go), -1, 1)))


@pytest.mark.parametrize(
    ("country", "gauge", "start", "end", "least", "most"),
    [
        ("KZ", 1520, (51.93, 47.11), (55.17, 45.32), 400, 470),  # Atyrau–Beyneu
        ("KZ", 1520, (62.58, 52.69), (63.62, 53.21), 80, 130),  # Tobol–Kostanay
        ("PK", 1676, (71.93, 30.30), (71.47, 30.19), 40, 80),  # Khanewal–Multan
        ("PK", 1676, (73.09, 31.42), (74.33, 31.58), 120, 190),  # Faisalabad–Lahore
        ("PK", 1676, (68.31, 25.37), (67.78, 26.73), 160, 200),  # Kotri–Dadu
        ("PK", 1676, (74.12, 32.44), (74.53, 32.49), 35, 50),  # Wazirabad–Sialkot
        ("UZ", 1520, (57.49, 43.97), (58.87, 43.07), 135, 160),  # Jaslyk–Kungrad
    ],
)
def test_railways_that_the_source_cuts(country, gauge, start, end, least, most):
    cell = load_cell(WORLD, country, Mode.RAIL, gauge)
    a, b = (int(np.argmin(distances_km(*point, cell.lon, cell.lat))) for point in (start, end))
    ways = csr_matrix((cell.metres / 1000, (cell.u, cell.v)), shape=(len(cell.lon), len(cell.lon)))
    assert least <= dijkstra(ways, directed=False, indices=a)[b] <= most


@pytest.mark.parametrize(
    ("gateway", "cell_id", "most"),
    [
        ("kz-arys", "KZ-road", 2),
        ("KZKUR", "KZ-road", 5),
        ("af-rozanak", "AF-road", 2),
        ("pk-sialkot-sambrial", "PK-rail-1676", 2),
    ],
)
def test_gateways_that_lines_were_added_for_lie_on_them(gateway, cell_id, most):
    snaps = {(row["gateway"], row["cell"]): float(row["snap_km"]) for row in WORLD.rows("attachments")}
    assert snaps[gateway, cell_id] < most


def test_aktobe_to_atyrau_by_the_a27():
    cell = load_cell(WORLD, "KZ", Mode.ROAD)
    a, b = (int(np.argmin(distances_km(*point, cell.lon, cell.lat))) for point in ((57.19, 50.30), (51.93, 47.10)))
    ways = csr_matrix((cell.metres / 1000, (cell.u, cell.v)), shape=(len(cell.lon), len(cell.lon)))
    assert 580 <= dijkstra(ways, directed=False, indices=a)[b] <= 640

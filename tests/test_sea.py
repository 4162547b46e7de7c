"""Sea lanes: lengths within known bands, and the traps that others fall into."""

import numpy as np
import pytest

import corridor as co
from corridor.geo import distance_km
from corridor.model import Mode
from corridor.network import SNAP_LIMIT_KM, distances, hang, load_cell, snap

BANDS = [
    # from, to, and the band that two other routers and their own stubs give, km
    ("Karachi", (66.97, 24.84), "Shanghai", (121.5, 31.4), 9274, 10143),
    ("Gwadar", (62.33, 25.12), "Rotterdam", (4.0, 51.95), 10833, 11849),
    ("Bandar Abbas", (56.2, 27.1), "Mumbai/JNPT", (72.95, 18.95), 1976, 2161),
    ("Bandar Abbas", (56.2, 27.1), "Karachi", (66.97, 24.84), 1206, 1319),
    ("Shanghai", (121.5, 31.4), "Rotterdam", (4.0, 51.95), 18817, 20581),
    ("Poti", (41.65, 42.14), "Istanbul/Ambarli", (28.68, 40.96), 1106, 1210),
    ("Mersin", (34.64, 36.79), "Karachi", (66.97, 24.84), 5814, 6359),
    ("Baku/Alat", (49.41, 39.95), "Aktau", (51.21, 43.6), 432, 580),
    ("Mombasa", (39.65, -4.06), "Karachi", (66.97, 24.84), 4363, 4713),
    ("Dar es Salaam", (39.29, -6.82), "Shanghai", (121.5, 31.4), 11561, 12645),
    ("Durban", (31.03, -29.87), "Rotterdam", (4.0, 51.95), 12493, 13664),
    ("Trieste", (13.76, 45.64), "Istanbul/Ambarli", (28.68, 40.96), 1870, 2250),
    ("Qingdao", (120.3, 36.07), "Hamburg", (9.97, 53.54), 19754, 21606),
    ("Tianjin", (117.79, 38.97), "Karachi", (66.97, 24.84), 10257, 11218),
    ("Genoa", (8.92, 44.4), "Mumbai/JNPT", (72.95, 18.95), 8034, 8788),
    ("Houston", (-94.98, 29.73), "Rotterdam", (4.0, 51.95), 8966, 9807),
    ("St Petersburg", (30.2, 59.9), "Mumbai/JNPT", (72.95, 18.95), 13571, 14843),
    ("Lianyungang", (119.45, 34.74), "Karachi", (66.97, 24.84), 9649, 10554),
]


@pytest.fixture(scope="module")
def sea():
    return load_cell(co.load(), "", Mode.SEA)


def length_km(sea, start, end):
    for name, point in (("a", start), ("b", end)):
        foot = snap(sea, point)
        assert foot.snap_km <= SNAP_LIMIT_KM[Mode.SEA]
        sea = hang(sea, name, foot)
    return float(distances(sea, ("a",))[0, sea.node("b")]) / 1000


@pytest.mark.parametrize(("start", "a", "end", "b", "low", "high"), BANDS)
def test_known_sea_distances(sea, start, a, end, b, low, high):
    there, back = length_km(sea, a, b), length_km(sea, b, a)
    assert low <= there <= high
    assert there == pytest.approx(back, abs=0.01)
    assert there >= distance_km(a, b)


def test_no_ship_leaves_the_caspian(sea):
    assert length_km(sea, (51.21, 43.6), (30.25, 59.88)) == np.inf  # Aktau, St Petersburg


def test_no_ship_takes_an_arctic_passage(sea):
    assert length_km(sea, (121.5, 31.4), (4.0, 51.95)) > 18_000  # Shanghai, Rotterdam: 15 473 km by the north


def test_an_inland_point_is_not_snapped_to_a_sea(sea):
    assert snap(sea, (74.34, 31.55)).snap_km > SNAP_LIMIT_KM[Mode.SEA]  # Lahore

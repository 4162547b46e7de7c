"""Points that people type, and the countries that they lie in."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError, DataError
from tests.named import named_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return named_world(tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("66.975,24.835", (66.975, 24.835)), (" -4.5 , +48 ", (-4.5, 48.0)), (".5,0", (0.5, 0.0))],
)
def test_a_point_is_longitude_and_latitude(text, expected):
    assert names.point(text) == expected


@pytest.mark.parametrize("text", ["Minsk", "", "1", "1,2,3", "PKKHI", "9 Mile"])
def test_what_has_not_the_form_of_a_point_is_none(text):
    assert names.point(text) is None


@pytest.mark.parametrize("text", ["nan,nan", "inf,43", "1e400,2", "1;2", "43.24 76.9"])
def test_two_numbers_that_are_no_point_are_refused(text):
    with pytest.raises(BadValueError, match="is no point; write longitude,latitude"):
        names.point(text)


def test_a_point_off_the_earth_is_refused():
    with pytest.raises(BadValueError, match="swapped"):
        names.point("24.8,166.9")


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_written_point_is_read_back(lon, lat):
    assert names.point(f"{lon:.6f},{lat:.6f}") == (round(lon, 6), round(lat, 6))


# borders


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ((27.5, 53.9), "BY"),
        ((66.975, 24.835), "PK"),
        ((-175.0, 68.0), "RU"),
        ((0.0, 0.0), None),
        ((23.0, 53.0), "BY"),
    ],
)
def test_a_point_lies_in_the_country_whose_polygon_holds_it(world, where, code):
    assert names.country_at(world, where) == code


def test_the_distance_to_a_country_is_nought_inside_and_kilometres_outside(world):
    assert names.near_country(world, (27.5, 53.9), "BY") == 0
    assert names.near_country(world, (27.5, 57.0), "BY") == pytest.approx(111.195, rel=1e-3)
    assert names.near_country(world, (22.0, 53.0), "BY") == pytest.approx(66.92, rel=1e-2)


def test_the_distance_to_a_country_beyond_the_antimeridian_is_the_short_way(world):
    assert names.near_country(world, (-179.5, 60.0), "RU") == pytest.approx(27.8, rel=1e-2)


def test_a_country_without_a_polygon_is_an_error_of_the_data(world):
    with pytest.raises(DataError, match="no polygon of 'UZ'"):
        names.near_country(world, (0.0, 0.0), "UZ")


def test_a_damaged_polygon_is_an_error_of_the_data(tmp_path):
    pq.write_table(pa.table({"code": ["BY"], "geometry": [b"nonsense"]}), tmp_path / "countries.parquet")
    with pytest.raises(DataError, match=r"countries\.parquet"):
        names.country_at(World(tmp_path), (27.5, 53.9))

"""Fixtures that all tests share."""

import os

import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import settings

from corridor import cache
from tests.drawn import drawn_world
from tests.shipped import DATA, shapes

settings.register_profile("corridor", deadline=None, derandomize=True)
settings.load_profile("corridor")
os.environ[cache.FOLDER] = "off"


@pytest.fixture
def drawn(tmp_path):
    return drawn_world(tmp_path / "world")


@pytest.fixture(scope="session")
def countries():
    codes, polygons = shapes("countries")
    shapely.prepare(polygons)
    return codes, polygons


@pytest.fixture(scope="session")
def borders():
    return shapes("borders")


@pytest.fixture(scope="session")
def places():
    return pq.read_table(DATA / "places.parquet").to_pylist()

"""Fixtures that all tests share."""

import pytest
from hypothesis import settings

from tests.drawn import drawn_world

settings.register_profile("corridor", deadline=None, derandomize=True)
settings.load_profile("corridor")


@pytest.fixture
def drawn(tmp_path):
    return drawn_world(tmp_path / "world")

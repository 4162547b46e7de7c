"""docs/json.md names every key of a real plan's and a real risk's JSON."""

import json
import re
from pathlib import Path

import pytest

import corridor as co
from corridor.io import risk_json, to_json

TOLD = Path(__file__).parents[1] / "docs" / "json.md"
BY_NAME = {"drawn", "before", "arrives"}
"""objects whose keys are ids, names of sources or percentiles"""
DAY = "2026-11-24"


def keys(values):
    if isinstance(values, dict):
        for key, value in values.items():
            yield key
            if key not in BY_NAME:
                yield from keys(value)
    elif isinstance(values, list):
        for value in values:
            yield from keys(value)


@pytest.fixture(scope="module")
def world():
    return co.load()


def named():
    return set(re.findall(r"`(?:break_even\.)?(\w+)`", TOLD.read_text(encoding="utf-8")))


@pytest.mark.parametrize("sequence", ["CN-KZ-RU-BY", "IN-AE-IR-TM"])
def test_every_key_of_a_plan_is_named(world, sequence):
    plan = co.plan(sequence, world=world, as_of=DAY, container="40", value_of_time=5)
    assert set(keys(json.loads(to_json(plan)))) <= named()


def test_every_key_of_a_risk_is_named(world):
    found = json.loads(risk_json(co.risk("CN-KZ-RU-BY", world=world, as_of=DAY, mode="road", draws=100)))
    assert set(keys(found)) <= named()

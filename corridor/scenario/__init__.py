"""Scenarios: what differs from the shipped world on a date, said by flags or by a TOML file."""

from corridor.scenario.entries import FIRST, LAST, SHIPPED, Entry, ScenarioFile, checked_date, dated
from corridor.scenario.reading import read
from corridor.scenario.remarks import idle, released, unfelt
from corridor.scenario.targets import Kind, Target, Verb, name_of
from corridor.scenario.telling import Change, changes, told
from corridor.scenario.values import (
    FACTORS,
    MAX_CARGO_T,
    SUPPOSED,
    TTW,
    WTT,
    WTW,
    Delay,
    Override,
    Reason,
    Scenario,
    check_cargo,
)

__all__ = [
    "FACTORS",
    "FIRST",
    "LAST",
    "MAX_CARGO_T",
    "SHIPPED",
    "SUPPOSED",
    "TTW",
    "WTT",
    "WTW",
    "Change",
    "Delay",
    "Entry",
    "Kind",
    "Override",
    "Reason",
    "Scenario",
    "ScenarioFile",
    "Target",
    "Verb",
    "changes",
    "check_cargo",
    "checked_date",
    "dated",
    "idle",
    "name_of",
    "read",
    "released",
    "told",
    "unfelt",
]

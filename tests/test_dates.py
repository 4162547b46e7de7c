"""The dates at which borders opened or closed."""

import pytest

import corridor as co
from corridor.dates import turns
from corridor.pages import by_date
from corridor.scenario import dated
from tests.drawn import drawn_world

NORTH, SOUTH = "xa-xb-north", "xa-xb-south"


def row(name, status, start, end=""):
    return {"crossing_id": name, "status": status, "start": start, "end": end, "note": "", "source": "s1"}


def world_with(tmp_path, *rows):
    return drawn_world(tmp_path / "world", history=rows)


def told(world, until="2026-11-24", **more):
    plan = co.plan("XA-XB", world=world, end="Endton", mode="road", as_of=until)
    found = turns(world, plan.sequence, on=lambda day: dated(world, as_of=day), until=until, **more)
    return [(turn.date, turn.note) for turn in found]


def test_openings_and_closings_have_their_days(tmp_path):
    rows = [
        row(NORTH, "open", "", "2024-01"),
        row(NORTH, "restricted", "2024-01", "2025-02-05"),
        row(NORTH, "closed", "2025-02-05", "2025-06"),
        row(NORTH, "open", "2025-06"),
        row(SOUTH, "open", "", "2025-03-01"),
        row(SOUTH, "closed", "2025-03-01"),
    ]
    found = told(world_with(tmp_path, *rows))
    days = [day for day, _ in found]
    assert days == ["2025-02-04", "2025-02-05", "2025-03-01", "2025-06-01"], "a restriction is no closing"
    assert found[0][1] == ""
    assert found[1][1].startswith("Aland–Beland: ")
    assert found[1][1].endswith("closed")
    assert "open" in found[3][1]


def test_the_latest_are_kept_and_none_after_the_date(tmp_path):
    ends = [f"{year}-0{month}-01" for year in (2022, 2023, 2024) for month in (1, 4, 7)]
    rows = [
        row(NORTH, ("open", "closed")[i % 2], start, end)
        for i, (start, end) in enumerate(zip(["", *ends], [*ends, ""], strict=True))
    ]
    world = world_with(tmp_path, *rows)
    assert [day for day, _ in told(world)] == ["2023-03-31", *ends[4:]]
    assert [day for day, _ in told(world, until="2022-05-01")] == ["2021-12-31", *ends[:2]]
    assert len(told(world, most=3)) == 3


def test_a_border_shut_altogether_is_named_whole(tmp_path):
    drawn = drawn_world(tmp_path / "plain")
    every = [row["id"] for row in drawn.rows("crossings") if {row["country_a"], row["country_b"]} == {"XA", "XB"}]
    rows = [r for name in every for r in (row(name, "open", "", "2025-10-12"), row(name, "closed", "2025-10-12"))]
    assert told(world_with(tmp_path, *rows))[-1] == ("2025-10-12", "Aland–Beland closed")


def test_nothing_that_opened_or_closed_is_one_date(tmp_path):
    world = world_with(tmp_path)
    assert told(world) == [("2026-11-24", "")]
    plan = co.plan("XA-XB", world=world, end="Endton", mode="road", as_of="2026-11-24")
    (only,) = by_date(plan, world=world, end="Endton", mode="road")
    assert only.plan is plan


def test_each_date_has_its_plan_and_the_last_is_the_one_asked_for(tmp_path):
    world = world_with(tmp_path, row(NORTH, "open", "", "2025-02-05"), row(NORTH, "closed", "2025-02-05"))
    terms = {"end": "Endton", "mode": "road"}
    plan = co.plan("XA-XB", world=world, as_of="2026-11-24", **terms)
    before, now = by_date(plan, world=world, **terms)
    assert (before.date, before.plan.as_of, now.plan) == ("2025-02-04", "2025-02-04", plan)
    assert NORTH in before.plan.best.via
    assert now.note.endswith("closed (2025-02-05)")
    assert NORTH not in plan.best.via


def test_the_question_is_the_plan_s_own(tmp_path):
    world = world_with(tmp_path, row(NORTH, "open", "", "2025-02-05"), row(NORTH, "closed", "2025-02-05"))
    asked = {"mode": "road", "objective": "distance", "cargo_t": 12.5, "value_of_time": 3.0}
    plan = co.plan("XA-XB", world=world, as_of="2026-11-24", end="Endton", **asked)
    before, _ = by_date(plan, world=world, end="Endton")
    for name in ("travel", "objective", "cargo_t", "value_of_time", "sea", "sequence", "origin"):
        assert getattr(before.plan, name) == getattr(plan, name)


def test_a_date_without_a_way_says_so(tmp_path):
    world = world_with(tmp_path, row(NORTH, "planned", "", "2025-02-05"), row(NORTH, "open", "2025-02-05"))
    terms = {"end": "Endton", "mode": "road", "close": [SOUTH], "open_only": True}
    plan = co.plan("XA-XB", world=world, as_of="2026-11-24", **terms)
    before, now = by_date(plan, world=world, **terms)
    assert before.plan is None
    assert before.note.startswith("no corridor: ")
    assert now.plan is plan


@pytest.mark.parametrize("as_file", [True, False])
def test_dates_of_a_scenario_count_too(tmp_path, as_file):
    world = world_with(tmp_path)
    path = tmp_path / "shut.toml"
    path.write_text(f'name = "Shut"\n[[close]]\nid = "{NORTH}"\nfrom = 2026-03-01\nto = 2026-05-01\n')
    scenario = co.load_scenario(path, world=world) if as_file else path
    terms = {"end": "Endton", "mode": "road", "scenario": scenario}
    plan = co.plan("XA-XB", world=world, as_of="2026-11-24", **terms)
    assert [one.date for one in by_date(plan, world=world, **terms)] == ["2026-02-28", "2026-03-01", "2026-11-24"]

"""The questions that the project was founded on, on the data that ship, and the traps that others fall into."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as co
from corridor.errors import BlockedError, NoRouteError
from corridor.io import to_json
from corridor.model import Mode, Status, StopKind
from corridor.names import near_country

SIX = ["BY", "RU", "KZ", "UZ", "AF", "PK"]
DAY = "2026-11-24"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def world():
    return co.load()


def ask(world, sequence, **terms):
    return co.plan(sequence, world=world, **{"as_of": DAY, **terms})


def test_by_road_the_six_countries_are_obeyed_and_blocked_at_the_last_border(world):
    plan = ask(world, SIX, mode="road")
    assert plan.blocked
    for corridor in plan.corridors:
        assert 5700 <= corridor.totals.distance.value <= 7200
        assert corridor.totals.borders == 5
        assert [leg.country for leg in corridor.legs] == SIX
        assert {leg.mode for leg in corridor.legs} == {Mode.ROAD}
        closed = [stop for stop in corridor.stops if stop.status is Status.CLOSED]
        assert [(stop.countries, stop.status_since) for stop in closed] == [(("AF", "PK"), "2025-10-12")]
        source = next(source for source in plan.sources if source.id == closed[0].source)
        assert source.title


def test_the_same_question_a_year_before_was_open(world):
    plan = ask(world, SIX, mode="road", as_of="2025-06-01")
    assert not plan.blocked
    assert not plan.detours


def test_closed_is_refused_where_only_open_is_wanted(world):
    with pytest.raises(BlockedError, match="Afghanistan–Pakistan is closed since 2025-10-12"):
        ask(world, SIX, open_only=True)


def test_all_modes_take_the_railway_north_of_afghanistan_and_reach_three_ports(world):
    plan = ask(world, SIX)
    assert {corridor.destination.name.split(" (")[0] for corridor in plan.corridors} == {
        "Karachi",
        "Port Qasim",
        "Gwadar",
    }
    to_railhead = [c for c in plan.corridors if any(leg.mode is Mode.RAIL and leg.country == "UZ" for leg in c.legs)]
    assert to_railhead, "no alternative goes by rail into Uzbekistan"
    assert plan.best.modes == (Mode.RAIL, Mode.ROAD)
    for corridor in plan.corridors:
        assert {leg.mode for leg in corridor.legs if leg.country == "PK"} == {Mode.ROAD}
        transfers = [stop for stop in corridor.stops if stop.kind is StopKind.TRANSFER]
        assert len(transfers) == len(corridor.modes) - 1


def test_the_open_ways_round_are_open_and_end_where_the_question_does(world):
    plan = ask(world, SIX)
    assert len(plan.detours) == 4
    for detour in plan.detours:
        assert not detour.corridor.blocked
        assert (detour.sequence[0], detour.sequence[-1]) == ("BY", "PK")
        assert ("AF", "PK") not in set(zip(detour.sequence, detour.sequence[1:], strict=False))


def test_by_rail_the_gap_is_named_with_the_railways_that_would_close_it(world):
    with pytest.raises(NoRouteError, match=r"no railway crosses Afghanistan–Pakistan; planned.*UAP railway") as caught:
        ask(world, SIX, mode="rail")
    assert caught.value.exit_code == 1


def test_by_rail_to_tashkent(world):
    best = ask(world, SIX[:4], mode="rail", end="Tashkent").best
    assert 3800 <= best.totals.distance.value <= 4200
    assert {leg.gauge_mm for leg in best.legs} == {1520}
    assert best.totals.gauge_breaks == 0


def test_kazakhstan_s_way_to_the_sea(world):
    plan = ask(world, SIX[2:], start="Almaty")
    assert plan.origin.name == "Almaty"
    assert {corridor.destination.id for corridor in plan.corridors} >= {"PKKHI", "PKGWD"}
    assert any("CN" in detour.sequence for detour in plan.detours), "Khunjerab is the open way round"


@pytest.mark.parametrize(
    ("country", "start", "end", "mode", "published", "within"),
    [
        ("PK", "Karachi", "Chaman", "road", 813, 0.06),
        ("PK", "Quetta", "PKTFT", "road", 610, 0.06),
        ("KZ", "Aktobe", "Taraz", "road", 1726, 0.06),
        ("UZ", "Tashkent", "Termez", "road", 708, 0.08),
        ("AF", "Kabul", "Kandahar", "road", 483, 0.10),
        ("PK", "Rohri", "Chaman", "rail", 526, 0.03),
        ("PK", "Karachi", "Hyderabad", "rail", 183, 0.06),
        ("IR", "Bafq", "Tabas", "rail", 342, 0.04),
    ],
)
def test_published_distances(world, country, start, end, mode, published, within):
    km = ask(world, country, start=start, end=end, mode=mode).best.totals.distance.value
    assert km == pytest.approx(published, rel=within)


@pytest.mark.parametrize(
    ("country", "start", "end", "at_least"),
    [
        ("UZ", "Tashkent", "Samarkand", 285),  # the old M39 cuts through Kazakhstan: 276 km
        ("KG", "Osh", "Bishkek", 560),  # the short way cuts through Uzbekistan
        ("US", "Detroit", "Buffalo", 520),  # through Canada: 400 km
    ],
)
def test_the_listed_country_is_never_left(world, country, start, end, at_least):
    best = ask(world, country, start=start, end=end, mode="road").best
    assert best.totals.distance.value >= at_least
    for leg in best.legs:
        assert max(near_country(world, point, country) for point in leg.line) < 2


def test_every_leg_lies_in_its_country_and_joins_the_next(world):
    for corridor in ask(world, SIX).corridors:
        for before, after in zip(corridor.legs, corridor.legs[1:], strict=False):
            assert before.line[-1] == pytest.approx(after.line[0], abs=0.002)
        for leg in corridor.legs:
            assert len(leg.line) > 1
            assert max(near_country(world, point, leg.country) for point in leg.line) < 2


def test_no_leg_is_shorter_than_the_crow_flies(world):
    from corridor.geo import distance_km

    for corridor in ask(world, SIX).corridors:
        assert corridor.totals.circuity.value >= 1
        for leg in corridor.legs:
            assert leg.distance.value >= distance_km(leg.line[0], leg.line[-1]) - 0.5


def test_the_cost_of_a_container_from_kabul_to_karachi(world):
    """Published: USD 2 000 on average in 2025, border open (Metro Morning, Nov–Dec 2025)."""
    best = ask(world, ["AF", "PK"], start="Kabul", end="Karachi", mode="road", as_of="2025-06-01").best
    assert best.totals.cost.value == pytest.approx(2000, rel=0.25)
    assert best.totals.cost.low < 2000 < best.totals.cost.high


def test_the_caspian_is_crossed_by_ship_and_not_left_by_the_volga(world):
    best = ask(world, ["KZ", "AZ", "GE"]).best
    ship = next(leg for leg in best.legs if leg.mode is Mode.SEA)
    assert 400 <= ship.distance.value <= 700
    assert ship.cost.basis.value == "assumed"


AF_PK = [
    "af-pk-torkham",
    "af-pk-spin-boldak-chaman",
    "af-pk-ghulam-khan",
    "kz-uz-tazhen-dautota",
    "ru-kz-karauzek-kurmangazy",
]


@settings(max_examples=8)
@given(close=st.sets(st.sampled_from(AF_PK)), objective=st.sampled_from(["cost", "time", "distance"]))
def test_closing_never_improves_the_real_world_either(world, close, objective):
    free, shut = (
        ask(world, SIX, mode="road", k=1, objective=objective, as_of="2025-06-01", close=c) for c in ((), sorted(close))
    )
    value = {"cost": "cost", "time": "time", "distance": "distance"}[objective]
    assert (free.blocked, getattr(free.best.totals, value).value) <= (
        shut.blocked,
        getattr(shut.best.totals, value).value + 1e-6,
    )


@pytest.mark.parametrize("there", [SIX, ["KZ", "UZ"], ["KZ", "KG", "CN", "PK"]])
def test_reversed_is_as_long(world, there):
    ends = {"mode": "road", "objective": "distance", "as_of": "2025-06-01", "k": 1}
    names = {"BY": "Minsk", "PK": "Karachi", "KZ": "Almaty", "UZ": "Tashkent"}
    start, end = names[there[0]], names[there[-1]]
    out = ask(world, there, start=start, end=end, **ends).best.totals.distance.value
    back = ask(world, there[::-1], start=end, end=start, **ends).best.totals.distance.value
    assert back == pytest.approx(out, abs=0.01)


@pytest.mark.parametrize(
    ("name", "sequence", "terms"),
    [
        ("by-ru-kz-uz-af-pk", SIX, {}),
        ("by-ru-kz-uz-af-pk-road", SIX, {"mode": "road", "k": 3}),
        ("kz-az-ge", ["KZ", "AZ", "GE"], {"k": 2}),
    ],
)
def test_whole_plans_as_they_were(world, name, sequence, terms):
    """A change here is a change that users see: look at it, then `python -m tests.test_real` writes it anew."""
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    found = json.loads(to_json(ask(world, sequence, **terms)))
    assert found == expected


if __name__ == "__main__":
    shipped = co.load()
    cases = test_whole_plans_as_they_were.pytestmark[0].args[1]
    for name, sequence, terms in cases:
        (GOLDEN / f"{name}.json").write_text(to_json(ask(shipped, sequence, **terms)), encoding="utf-8")

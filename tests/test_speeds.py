"""Speeds as built: no border in a low end, trains' published speeds with stops, rests of drivers."""

import pytest

from tools.build_data.graph import read_rows
from tools.build_data.parameters import parameters
from tools.build_data.speeds import SECTION_KM, TRAINS, speeds, without_borders

BUILT = {(one.country, one.mode): one for one in speeds(read_rows("parameters.csv"), read_rows("border_times.csv"), read_rows("assumptions.csv"))}  # fmt: skip
RESTS = {"kind": "driving_share", "value": "0.6", "source": "rule", "note": "two drivers"}


def row(parameter, value, *, year="2022", mode="rail", scope="Kazakhstan", unit="km/h", notes=""):
    return {"parameter": parameter, "value": str(value), "year": year, "mode": mode, "scope": scope, "unit": unit,
            "notes": notes, "source": f"report {year}"}  # fmt: skip


def stay(hours, *, year="2022", mode="rail", direction="all", country="KZ"):
    return {"scope": "country", "reporting_country": country, "mode": mode, "year": year, "direction": direction,
            "statistic": "mean", "duration_hours": str(hours)}  # fmt: skip


def built(rows, stays=()):
    general = [row("SWOD", 40, mode=mode, scope="CAREC all corridors") for mode in ("rail", "road")]
    return {(one.country, one.mode): one for one in speeds([*general, *rows], stays, [RESTS])}


def test_a_stay_at_a_border_is_taken_out_of_the_speed_with_delay():
    # 500 km at 10 km/h are 50 h, of which 25 h stood at a border
    assert without_borders(10, 50, 25) == pytest.approx(20)
    assert without_borders(10, 50, 0) == 10
    assert without_borders(10, 50, 45) == 50  # more than the whole delay: nothing is left of it
    assert without_borders(10, 50, 60) == 50


def test_the_low_end_holds_delays_on_the_way_and_none_at_a_border():
    rows = [row("SWOD", 50), row("SWD", 10), row("SWOD", 48, year="2021")]
    assert built(rows, [stay(25)])["KZ", "rail"].low == pytest.approx(20)
    assert built(rows, [stay(60)])["KZ", "rail"].low == 48
    assert built(rows)["KZ", "rail"].low == 48  # no stay of that year is known: what is a border's cannot be told
    ways = [stay(20, direction="inbound"), stay(30, direction="outbound")]
    assert built(rows, ways)["KZ", "rail"].low == pytest.approx(20)


def test_no_shipped_low_end_counts_a_border_twice():
    """What a low end stands longer than the slowest motion is, per section, no more than SWD without its border."""
    rows = read_rows("parameters.csv")
    for one in BUILT.values():
        swd = [float(r["value"]) for r in rows if r["parameter"].startswith("SWD") and r["mode"] == one.mode]
        assert one.low > min(swd), one
    assert BUILT["KZ", "rail"].low > 3 * 8.9
    assert (BUILT["UZ", "rail"].low, BUILT["UZ", "rail"].value) == (pytest.approx(SECTION_KM / (SECTION_KM / 9.7 - 6.4)), 13.1)  # fmt: skip


def test_a_railway_that_publishes_its_trains_speed_with_stops_has_that():
    told = [row(f"{TRAINS}, whole network", 960, unit="km/day", year="2018"), row(f"{TRAINS}, one line", 720, unit="km/day")]  # fmt: skip
    one = built([row("SWOD", 60), *told])["KZ", "rail"]
    assert (one.value, one.low, one.high, one.basis, one.as_of) == (40, 30, 75, "derived", "2018")
    assert set(one.sources) == {"report 2022", "report 2018"}
    assert "all stops" in one.note
    elsewhere = built([row(f"{TRAINS}, whole network", 960, unit="km/day", scope="Russia")])
    assert (elsewhere["RU", "rail"].value, elsewhere["", "rail"].value) == (40, 40)
    assert (elsewhere["", "rail"].basis, elsewhere["", "road"].value) == ("assumed", 40)


@pytest.mark.parametrize(("country", "per_day"), [("KZ", 941), ("RU", 839)])
def test_the_published_speeds_of_trains_ship(country, per_day):
    one = BUILT[country, "rail"]
    assert one.value == pytest.approx(per_day / 24)
    assert one.low < one.value < one.high


def test_no_target_is_a_published_speed():
    assert not [r for r in read_rows("parameters.csv") if r["parameter"].startswith(TRAINS) and r["notes"] == "target"]


def test_on_roads_the_low_end_leaves_two_drivers_their_rests():
    rows = [row("SWOD", 50, mode="road"), row("SWOD", 40, mode="road", year="2021")]
    one = built(rows)["KZ", "road"]
    assert (one.value, one.low, one.high) == (50, pytest.approx(24), 50)
    assert "two drivers" in one.note
    assert "rule" in one.sources


def test_the_general_speed_spans_every_country():
    for mode in ("road", "rail"):
        own = [one for one in BUILT.values() if one.mode == mode and one.country]
        general = BUILT["", mode]
        assert (general.low, general.basis) == (min(one.low for one in own), "assumed")
        assert general.high == max(one.high for one in own)
        assert general.low <= general.value <= general.high


def test_speeds_are_what_ships_as_parameters():
    made = {(r["country"], r["mode"]): r for r in parameters() if r["kind"] == "speed"}
    assert set(made) == set(BUILT)
    for key, one in BUILT.items():
        assert made[key]["value"] == pytest.approx(one.value, abs=0.005)
        assert made[key]["low"] <= made[key]["value"] <= made[key]["high"]

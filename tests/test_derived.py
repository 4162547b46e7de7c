"""Crossings derived from the network: on drawn networks, as they ship, and in plans."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.errors import NoRouteError
from corridor.gateways import between, crossings
from corridor.geo import distance_km
from corridor.model import DERIVED, Mode, Status
from corridor.names import land_neighbours
from tests.shipped import rows
from tools.build_data.derived import APART_KM, Found, derive, thinned, with_closures
from tools.build_data.derived_names import wind
from tools.build_data.graph import Countries, Graph
from tools.build_data.provenance import read_csv
from tools.build_data.sources import INPUTS
from tools.build_data.surroundings import Surroundings

SQUARES = {"XA": shapely.box(0, -3, 4, 3), "XB": shapely.box(4, -3, 8, 3)}
COUNTRIES = Countries(("XA", "XB"), np.array(list(SQUARES.values())))
ints = np.int32


def town(*where):
    names, lon, lat = zip(*where, strict=True)
    return list(names), np.array(lon), np.array(lat)


def around(*, land=SQUARES, places=None, curated=(), fixed=(), villages=None):
    return Surroundings(land, places or {}, frozenset(map(frozenset, curated)), frozenset(fixed), villages or {})


def network(lats, *, mode="road", gauges=(0, 0), span=0.05, stub=False, metres=None):
    """Draw a grid of twelve nodes on each side of the border, joined over it at some latitudes, `span` degrees off."""
    points, edges = [], []
    for sign in (-1, 1):
        column = [(4 + sign * 0.5, -2.5 + 0.45 * i) for i in range(12)]
        points += column
        edges += list(pairwise(column))
    for lat in lats:
        near, far = (4 - span, lat), (4 + span, lat)
        points += [near, far]
        edges += [(near, far)]
        if not stub:
            edges += [(near, (3.5, -2.5)), (far, (4.5, -2.5))]
    lon, lat = (np.array(points) * 1000).round().astype(ints).T
    u, v = np.array([[points.index(a), points.index(b)] for a, b in edges], dtype=ints).T
    lengths = np.array([round(1000 * distance_km(a, b)) for a, b in edges], dtype=ints)
    country = (lon >= 4000).astype(ints)
    over = country[u] != country[v]
    if metres is not None:
        lengths[over] = metres
    gauge = np.where(over, 0, np.array(gauges, dtype=ints)[country[u]])
    return Graph(mode, lon, lat, country, u, v, lengths, np.zeros(len(u), dtype=np.int8), gauge)


def test_an_edge_over_the_border_becomes_a_crossing_on_it():
    [(row, attached)] = derive(network([1.0]), COUNTRIES, around())
    assert attached.point == pytest.approx((4.0, 1.0), abs=0.001)
    assert [anchor.country for anchor in attached.anchors] == [0, 1]
    whole = distance_km((3.95, 1.0), (4.05, 1.0))
    assert sum(anchor.ends[0][1] for anchor in attached.anchors) / 1000 == pytest.approx(whole, abs=0.01)
    assert (row["status"], row["freight"], row["confidence"]) == ("unknown", "unknown", DERIVED)


def test_of_parallel_roads_within_fifteen_kilometres_one_is_kept():
    assert len(derive(network([1.0, 1.05, 1.1]), COUNTRIES, around())) == 1
    assert len(derive(network([1.0, 1.2, 1.4]), COUNTRIES, around())) == 3


@given(st.lists(st.tuples(st.floats(-2, 2), st.integers(0, 2), st.integers(1, 9000)), max_size=25))
def test_no_two_kept_are_near_and_each_left_out_is_near_a_better_one(drawn):
    found = [
        Found((0, 1), i, (4.0, round(lat, 4)), 0.0, (0, 0), (off, metres, i))
        for i, (lat, off, metres) in enumerate(drawn)
    ]
    kept = thinned(found)
    assert all(distance_km(a.point, b.point) >= APART_KM for a, b in combinations(kept, 2))
    for one in found:
        rivals = [other for other in kept if distance_km(one.point, other.point) < APART_KM]
        assert one in kept or any(other.claim < one.claim for other in rivals)
    assert thinned(found[::-1]) == kept


def test_an_edge_over_the_sea_is_no_crossing_unless_it_is_a_known_fixed_link():
    apart = {"XA": shapely.box(0, -3, 3.8, 3), "XB": shapely.box(4.2, -3, 8, 3)}
    assert derive(network([1.0]), COUNTRIES, around(land=apart)) == []
    linked = around(land=apart, fixed=[("XA", "XB", "road")])
    assert len(derive(network([1.0]), COUNTRIES, linked)) == 1
    assert derive(network([1.0], mode="rail", gauges=(1435, 1435)), COUNTRIES, linked) == []


def test_neighbours_that_touch_elsewhere_have_no_crossing_at_sea():
    touching = {"XA": shapely.box(0, -3, 4, 0), "XB": shapely.box(4, -3, 8, 0)}
    assert len(derive(network([-1.0, 1.0]), COUNTRIES, around(land=touching))) == 1


def test_a_pair_with_a_list_of_its_own_gets_none():
    assert derive(network([1.0]), COUNTRIES, around(curated=[("XB", "XA")])) == []


def test_a_stub_that_leads_nowhere_is_no_crossing():
    assert derive(network([1.0], stub=True), COUNTRIES, around()) == []


def test_places_name_the_sides_and_the_id_and_coordinates_do_where_there_is_none():
    named = around(places={"XA": town(("Köhl", 3.9, 1.0)), "XB": town(("Farville", 4.26, 1.0), ("Off", 4.5, 2.9))})
    [(row, _)] = derive(network([1.0]), COUNTRIES, named)
    assert (row["id"], row["name_a"], row["name_b"]) == ("xa-xb-kohl-road", "near Köhl", "near Farville")
    [(row, _)] = derive(network([1.0]), COUNTRIES, around())
    assert (row["id"], row["name_a"], row["name_b"]) == ("xa-xb-100n-400e-road", "at 1.00N 4.00E", "at 1.00N 4.00E")


@pytest.mark.parametrize(
    ("places", "villages", "names"),
    [
        ({"XA": ("Köhl", 3.9, 1.0)}, {}, ("near Köhl", "near Köhl (XA)")),
        ({"XA": ("Köhl", 3.9, 1.0)}, {"XA": ("Hut", 3.99, 1.0), "XB": ("Barn", 4.1, 1.0)}, ("near Köhl", "near Barn")),
        ({"XA": ("Köhl", 3.0, 1.0)}, {"XB": ("Barn", 4.9, 1.0)}, ("100 km west of Barn (XB)",) * 2),
        ({"XA": ("Köhl", 3.5, 0.5)}, {}, ("79 km north-east of Köhl (XA)",) * 2),
        ({"XA": ("Köhl", 2.0, 1.0)}, {}, ("at 1.00N 4.00E",) * 2),
    ],
)
def test_a_side_without_a_town_is_called_after_a_village_the_other_side_or_the_way_from_a_place(
    places, villages, names
):
    known = [{code: town(where) for code, where in told.items()} for told in (places, villages)]
    [(row, _)] = derive(network([1.0]), COUNTRIES, around(places=known[0], villages=known[1]))
    assert (row["name_a"], row["name_b"]) == names


@pytest.mark.parametrize(
    ("places", "lats", "names"),
    [
        ({"XA": ("Köhl", 3.9, 1.0)}, [0.85, 1.1], {"near Köhl, south", "near Köhl, north"}),
        ({"XA": ("Köhl", 3.9, 1.0), "XB": ("Farville", 4.1, 1.0)}, [0.85, 1.1],
         {"near Köhl–Farville, south", "near Köhl–Farville, north"}),
        ({"XA": ("Köhl", 3.9, 1.0)}, [0.8, 0.95, 1.2],
         {"near Köhl, at 0.80N 4.00E", "near Köhl, at 0.95N 4.00E", "near Köhl, at 1.20N 4.00E"}),
        ({"XA": ("Köhl", 3.9, 1.0)}, [1.0], {"near Köhl"}),
    ],
)  # fmt: skip
def test_crossings_of_one_name_are_told_apart(places, lats, names):
    made = derive(network(lats), COUNTRIES, around(places={code: town(where) for code, where in places.items()}))
    assert {shown(row) for row, _ in made} == names


def shown(row):
    """Return the name that a crossing of a row is shown by."""
    made = next(iter(crossings(co.load()).values()))
    return replace(made, name_a=row["name_a"], name_b=row["name_b"], confidence=row["confidence"]).name


@pytest.mark.parametrize(
    ("end", "words"), [((10, 51), "north"), ((11, 51), "north-east"), ((9, 50), "west"), ((10.1, 49), "south")]
)
def test_the_wind_from_one_point_to_another(end, words):
    assert wind((10, 50), end) == words


def test_ids_are_unique_and_do_not_depend_on_the_order_of_the_edges():
    named = around(places={"XA": town(("Köhl", 3.9, 1.0))})
    made = [derive(network(lats), COUNTRIES, named) for lats in ([1.0, 1.2, 0.83], [0.83, 1.0, 1.2])]
    points = [{row["id"]: attached.point for row, attached in one} for one in made]
    assert points[0] == points[1]
    assert {name: point[1] for name, point in points[0].items()} == pytest.approx(
        {"xa-xb-kohl-road": 1.0, "xa-xb-kohl-2-road": 0.83, "xa-xb-kohl-3-road": 1.2}, abs=0.002
    )


def test_each_side_of_a_railway_has_the_gauge_of_its_own_network():
    [(row, attached)] = derive(network([1.0], mode="rail", gauges=(1668, 1435)), COUNTRIES, around())
    assert (row["gauge_a_mm"], row["gauge_b_mm"]) == ("1668", "1435")
    assert [anchor.gauge_mm for anchor in attached.anchors] == [1668, 1435]


def test_a_long_chord_says_that_its_point_is_uncertain():
    [(short, _)] = derive(network([1.0]), COUNTRIES, around())
    [(long, _)] = derive(network([1.0], span=0.3), COUNTRIES, around())
    assert (short["coord_basis"].startswith("uncertain"), short["notes"]) == (False, "")
    assert long["coord_basis"].startswith("uncertain: ")
    assert long["notes"] == "its place may be far off: the junctions of the network lie 67 km apart"


def test_a_border_known_to_be_shut_is_closed_since_then_and_unknown_before():
    made = [row for row, _ in derive(network([1.0]), COUNTRIES, around())]
    shut = {"country_a": "XA", "country_b": "XB", "mode": "", "since": "2020-05", "as_of": "2025", "note": "shut"}
    told, history = with_closures(made, [shut], "s1")
    assert told[0]["status"] == "closed"
    assert [(row["status"], row["start"], row["end"]) for row in history] == [
        ("unknown", "", "2020-05"),
        ("closed", "2020-05", ""),
    ]
    assert with_closures(made, [{**shut, "mode": "rail"}], "s1") == (made, [])


def test_a_history_of_its_own_goes_before_that_of_the_whole_border():
    [one] = [row for row, _ in derive(network([1.0]), COUNTRIES, around())]
    shut = {"country_a": "XA", "country_b": "XB", "mode": "", "since": "2020-05", "as_of": "2025", "note": "shut"}
    own = [
        {"crossing_id": one["id"], "status": status, "start": start, "end": end, "note": "", "source": "s2"}
        for status, start, end in (("unknown", "", "2008-07"), ("closed", "2008-07", ""))
    ]
    assert with_closures([one], [shut], "s1", own) == ([{**one, "status": "closed", "status_as_of": "2025"}], own)
    assert with_closures([one], [], "s1", own)[0][0]["status"] == "closed"


# as they ship


@pytest.fixture(scope="module")
def world():
    return co.load()


@pytest.fixture(scope="module")
def shipped(world):
    return [one for one in crossings(world).values() if one.derived]


def test_no_pair_has_both_kinds_and_every_derived_one_is_attached(world, shipped):
    rows = read_csv(INPUTS / "crossings.csv")
    listed = {(frozenset((row["country_a"], row["country_b"])), row["mode"]) for row in rows}
    assert len({pair for pair, _ in listed}) == 30
    assert not [one.id for one in shipped if (frozenset(one.countries), str(one.mode)) in listed]
    assert all(one.snap_km is not None and one.country_a < one.country_b for one in shipped)
    assert {part.status for one in shipped for part in one.history} == {Status.UNKNOWN, Status.CLOSED}


def test_the_road_to_mount_kumgang_is_shut_since_the_tours_ended(world):
    history = crossings(world)["kp-kr-kosong-road"].history
    assert [(str(part.status), part.start, part.end) for part in history] == [
        ("unknown", "", "2008-07"),
        ("closed", "2008-07", ""),
    ]
    assert "general-knowledge" not in history[-1].source
    assert crossings(world)["kp-kr-munsan-road"].history[-1].start == "2016-02-10"


@pytest.mark.parametrize(
    ("crossing", "gauges"),
    [
        ("es-fr-figueres-rail", (1435, 1435)),  # the high-speed line under Le Perthus
        ("es-fr-irun-rail", (1668, 1435)),
        ("es-fr-roses-rail", (1668, 1435)),  # Portbou–Cerbère
        ("tz-zm-tunduma-rail", (1067, 1067)),  # TAZARA
    ],
)
def test_gauges_on_both_sides_of_a_crossing(world, crossing, gauges):
    one = crossings(world)[crossing]
    assert (one.gauge_a_mm, one.gauge_b_mm) == gauges


def test_derived_crossings_join_land_neighbours_or_known_fixed_links(world, shipped):
    fixed = {(row["country_a"], row["country_b"], row["mode"]) for row in read_csv(INPUTS / "fixed_links.csv")}
    for a, b, mode in {(*one.countries, str(one.mode)) for one in shipped}:
        assert (a, b, mode) in fixed or land_neighbours(world, a, b), (a, b, mode)


def test_derived_crossings_of_a_pair_and_mode_lie_apart(shipped):
    groups = defaultdict(list)
    for one in shipped:
        groups[one.countries, one.mode].append(one)
    for group in groups.values():
        assert all(distance_km(a.point, b.point) >= APART_KM for a, b in combinations(group, 2))


def test_france_and_germany_have_many_with_ids_that_stay(world):
    ids = {one.id for one in between(world, "DE", "FR")}
    assert len(ids) > 8
    assert ids >= {"de-fr-kehl-road", "de-fr-kehl-rail", "de-fr-weil-am-rhein-road"}


@pytest.mark.parametrize(
    ("a", "b", "modes"),
    [("DK", "SE", {"road", "rail"}), ("FR", "GB", {"rail"}), ("MY", "SG", {"road"}), ("BH", "SA", {"road"})],
)
def test_bridges_and_tunnels_between_countries(world, a, b, modes):
    assert {str(one.mode) for one in between(world, a, b)} == modes


@pytest.mark.parametrize(("a", "b"), [("ES", "MA"), ("RU", "US"), ("AU", "NZ"), ("GR", "TN")])
def test_no_crossing_over_the_sea(world, a, b):
    assert between(world, a, b) == ()


def test_every_source_and_place_of_a_name_is_geonames(shipped):
    known = {row["id"] for row in rows("fact_sources")}
    assert {one.source for one in shipped} <= known
    told = re.compile(r"near .+|at \d+\.\d\d[NS] \d+\.\d\d[EW]|\d+ km [a-z-]+ of .+ \([A-Z]{2}\)")
    assert not [name for one in shipped for name in (one.name_a, one.name_b) if not told.fullmatch(name)]


def test_no_two_derived_crossings_of_a_border_are_called_alike_and_hardly_any_by_coordinates_alone(shipped):
    names = Counter((one.countries, one.mode, one.name) for one in shipped)
    assert max(names.values()) == 1
    assert sum(one.name.startswith("at ") for one in shipped) < 0.01 * len(shipped)


def test_a_derived_crossing_is_named_by_what_is_near(world):
    made = crossings(world)
    assert made["de-fr-kehl-road"].name == "near Kehl–Strasbourg"
    assert made["br-pe-1095s-6957w-road"].name.startswith("near ")


# in plans


def ask(world, *codes, **terms):
    return co.plan(list(codes), world=world, **{"as_of": "2026-11-24", "k": 2, **terms})


@pytest.mark.parametrize(
    ("codes", "mode"),
    [
        (("FR", "DE"), "multimodal"),
        (("FR", "DE"), "rail"),
        (("ES", "FR", "DE", "PL", "BY"), "multimodal"),
        (("US", "MX"), "road"),
        (("CN", "VN", "TH"), "multimodal"),
        (("NG", "CM"), "road"),
        (("ZA", "BW", "ZM", "CD"), "road"),
        (("BR", "PE"), "road"),
        (("US", "CA"), "road"),
    ],
)
def test_the_rest_of_the_world_is_planned_with_a_warning(world, codes, mode):
    plan = ask(world, *codes, mode=mode)
    assert not plan.blocked
    assert any("derived from the network" in warning for warning in plan.warnings)
    unknown = [stop for stop in plan.best.stops if stop.status is Status.UNKNOWN]
    assert unknown
    assert all(stop.source for stop in unknown)


def test_a_border_without_customs_takes_no_time_of_customs(world):
    [stop] = ask(world, "FR", "DE", mode="road").best.stops
    assert stop.time.value < 1
    assert stop.time.high <= 4
    assert stop.time.basis == "assumed"
    [stop] = ask(world, "NG", "CM", mode="road").best.stops
    assert stop.time.low < 2 < stop.time.high / 10


def test_unlike_gauges_are_a_break(world):
    assert ask(world, "ES", "FR", mode="rail", end="Paris").best.totals.gauge_breaks == 1
    assert ask(world, "ES", "FR", mode="rail", start="Barcelona", end="Paris").best.totals.gauge_breaks == 0
    assert ask(world, "TZ", "ZM", mode="rail", start="Dar es Salaam", end="Kapiri Mposhi").best.totals.gauge_breaks == 0


def test_where_only_a_part_cut_off_borders_on_the_next_country_the_way_is_by_sea(world):
    assert Mode.SEA in ask(world, "GB", "IE").best.modes
    assert Mode.SEA in ask(world, "RU", "LT").best.modes
    with pytest.raises(NoRouteError, match="no road inside Russia leads on to a crossing to Lithuania"):
        ask(world, "RU", "LT", mode="road")


def test_alaska_is_reached_by_road(world):
    legs = ask(world, "US", "CA", start="Anchorage", end="Vancouver", mode="road").best.legs
    assert [leg.country for leg in legs] == ["US", "CA"]


def test_a_shut_border_is_blocked_and_was_passable_before(world):
    assert ask(world, "RU", "UA", mode="road").blocked
    assert not ask(world, "RU", "UA", mode="road", as_of="2021-06-01").blocked


def test_ways_round_take_no_border_that_nobody_knows_to_be_open(world):
    plan = ask(world, "PL", "BY", "RU", "KZ", "UZ", "AF", "PK")
    assert plan.detours
    for detour in plan.detours:
        assert not any(stop.status is Status.UNKNOWN for stop in detour.corridor.stops)
    plan = ask(world, "DE", "PL", "BY", "RU", "KZ", "UZ", "AF", "PK")
    assert plan.detours
    for detour in plan.detours:
        unknown = {stop.countries for stop in detour.corridor.stops if stop.status is Status.UNKNOWN}
        assert unknown <= {("DE", "PL")}

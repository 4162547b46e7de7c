"""Voyages: lengths within known bands, and the traps that others fall into."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corridor as co
from corridor.errors import BadValueError, DataError, NoRouteError, UnknownNameError
from corridor.geo import distance_km
from corridor.model import Basis, Mode, Place
from corridor.network import SNAP_LIMIT_KM, tagged_edges
from corridor.sea import ARCTIC, Passage, course, lanes, passage, shut
from corridor.voyages import seaport
from tests.drawn import INLAND_C, PORT_B, PORT_C, drawn_world, write_csv

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


MAIN = ["CNSHA", "NLRTM", "PKGWD", "PKKHI", "IRSRP", "IRZBR", "GEPTI", "TRMER", "RULED", "USHOU", "ZADUR", "SGSIN"]
WORLD = co.load()


@pytest.fixture(scope="module")
def world():
    return WORLD


def at(point, name="x"):
    return Place(name, name, "", point)


def km(world, start, end, closed=ARCTIC):
    return course(world, start, end, closed).metres / 1000


@pytest.mark.parametrize(("start", "a", "end", "b", "low", "high"), BANDS)
def test_known_sea_distances(world, start, a, end, b, low, high):
    there, back = km(world, at(a, start), at(b, end)), km(world, at(b, end), at(a, start))
    assert low <= there <= high
    assert there == pytest.approx(back, abs=0.01)
    assert there >= distance_km(a, b)


def test_no_ship_leaves_the_caspian(world):
    with pytest.raises(NoRouteError, match="no ship gets from Aktau to Karachi: the Caspian is a sea of its own") as e:
        co.sea_leg("KZAAU", "PKKHI", world=world)
    assert e.value.exit_code == 1
    assert km(world, at((51.21, 43.6), "Aktau"), at((47.98, 46.32), "Astrakhan")) > 300


def test_no_ship_takes_an_arctic_passage_unless_it_is_opened(world):
    plain = co.sea_leg("CNSHA", "NLRTM", world=world)
    north = co.sea_leg("CNSHA", "NLRTM", world=world, reopen=["northeast"])
    assert plain.leg.passages == ("malacca", "bab-al-mandab", "suez", "gibraltar")
    assert plain.leg.distance.value > 18_000
    assert "northeast" in north.leg.passages
    assert north.leg.distance.value < 16_500
    assert (plain.closed, north.closed) == (("northeast", "northwest"), ("northwest",))


def test_closing_suez_does_not_open_the_arctic(world):
    plain, shut_ = (co.sea_leg("CNSHA", "NLRTM", world=world, close=close) for close in ((), "suez"))
    assert shut_.leg.distance.value > plain.leg.distance.value + 4_000
    assert not {"suez", "northeast", "northwest"} & set(shut_.leg.passages)


@given(
    ends=st.lists(st.sampled_from(MAIN), min_size=2, max_size=2, unique=True),
    closed=st.sets(st.sampled_from(Passage)),
    more=st.sets(st.sampled_from(Passage)),
)
def test_closing_never_shortens(ends, closed, more):
    start, end = (seaport(WORLD, name) for name in ends)

    def metres(shut_):
        try:
            found = course(WORLD, start, end, frozenset(shut_))
        except NoRouteError as error:
            assert "while" in str(error)  # noqa: PT017
            return float("inf")
        assert not set(found.passages) & shut_
        assert found.metres >= 1000 * distance_km(start.point, end.point)
        return found.metres

    assert metres(closed) <= metres(closed | more)


@given(
    lon=st.floats(30, 45),
    lat=st.floats(10, 32),
    closed=st.sets(st.sampled_from([Passage.SUEZ, Passage.BAB_AL_MANDAB, Passage.HORMUZ])),
)
def test_closing_never_shortens_from_a_point_near_a_passage(lon, lat, closed):
    """A point hangs where it hangs whatever is closed: else it would move to a lane that is nearer to the other end."""
    start, end = at((lon, lat)), seaport(WORLD, "PKKHI")
    try:
        free = course(WORLD, start, end)
        held = course(WORLD, start, end, ARCTIC | closed)
    except (BadValueError, NoRouteError):
        return
    assert free.metres <= held.metres
    assert free.stubs_km == held.stubs_km


def test_a_closure_does_not_leak_into_the_next_call(world):
    before = co.sea_leg("CNSHA", "NLRTM", world=world)
    co.sea_leg("CNSHA", "NLRTM", world=world, close=["suez", "malacca", "panama"])
    co.sea_leg("CNSHA", "NLRTM", world=world, reopen=["northeast", "northwest"])
    assert co.sea_leg("CNSHA", "NLRTM", world=world) == before


def test_every_passage_can_be_closed_and_is_then_on_no_lane(world):
    for one in Passage:
        assert any(tag == one for tag, _ in tagged_edges(lanes(world, frozenset())).values()), one
        assert all(tag != one for tag, _ in tagged_edges(lanes(world, frozenset({one}))).values()), one


@pytest.mark.parametrize(
    ("close", "reopen", "says"),
    [
        (["suex"], [], "unknown passage 'suex'; passages are bab-al-mandab, bering, "),
        ([], ["north"], "unknown passage 'north'; passages are "),
        (["northeast"], ["northeast"], "northeast cannot be both closed and opened"),
        ([], ["suez"], "suez is open unless it is closed; only northeast and northwest are to be opened"),
    ],
)
def test_a_wrong_passage_is_refused(close, reopen, says):
    with pytest.raises(BadValueError, match=says):
        shut(close, reopen)


def test_passages_are_named_in_any_case():
    assert passage(" Suez ") is Passage.SUEZ


def test_an_inland_point_is_not_snapped_to_a_sea(world):
    with pytest.raises(
        BadValueError, match=r"74\.34,31\.55 lies 1020 km from the nearest sea lane, more than the 150 km"
    ):
        co.sea_leg("74.34,31.55", "PKKHI", world=world)  # Lahore
    assert SNAP_LIMIT_KM[Mode.SEA] == 150


@pytest.mark.parametrize("name", ["PKGWD", "AZALA", "KZKUR", "IRSRP", "IRZBR"])
def test_the_ports_that_others_lack_are_reached(world, name):
    caspian = name in ("AZALA", "KZKUR")
    found = co.sea_leg(name, "KZAAU" if caspian else "AEJEA", world=world)
    assert 0 < sum(found.stubs_km) < found.leg.distance.value
    assert found.leg.distance.value >= found.crow_km
    assert found.leg.line[0] == pytest.approx(found.start.point, abs=0.001)


def test_only_an_end_and_itself_are_no_distance_apart(world):
    assert co.sea_leg("PKKHI", "Karachi", world=world).leg.distance.value == 0
    assert co.sea_leg("PKKHI", "PKBQM", world=world).leg.distance.value > 0
    assert co.sea_leg("66.97,24.84", "66.97,24.84", world=world).leg.distance.value == 0
    beside = co.sea_leg("66.97,24.84", "66.971,24.84", world=world)
    assert beside.leg.distance.value >= beside.crow_km > 0


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("PKGWD", "PKGWD"),
        ("pkgwd", "PKGWD"),
        ("gwadar", "PKGWD"),
        ("Bandar Abbas", "IRSRP"),
        ("Shahid Rajaee", "IRSRP"),
        ("Chabahar", "IRZBR"),
        ("Alat", "AZALA"),
        ("Baku", "AZALA"),
        ("Kuryk", "KZKUR"),
    ],
)
def test_a_port_is_found_by_code_and_by_name(world, text, port):
    assert seaport(world, text).id == port


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("Karchi", UnknownNameError, r"unknown port 'Karchi'; did you mean Karachi \(PKKHI\)"),
        ("Minsk", UnknownNameError, "unknown port 'Minsk'"),
        ("PKLHE", UnknownNameError, "unknown port 'PKLHE'"),
        (" ", BadValueError, "a port is missing"),
        ("af-pk-torkham", BadValueError, r"Torkham \(af-pk-torkham\) is no seaport"),
        ("10,95", BadValueError, "95"),
    ],
)
def test_what_is_no_port_is_refused(world, text, kind, says):
    with pytest.raises(kind, match=says):
        seaport(world, text)


def test_what_blocks_is_named(world):
    with pytest.raises(NoRouteError, match="from Poti to Mersin while bosporus, dardanelles are closed"):
        co.sea_leg("Poti", "Mersin", world=world, close=["dardanelles", "bosporus", "suez"])


def test_figures_have_a_range_a_basis_and_a_source(world):
    found = co.sea_leg("PKGWD", "NLRTM", world=world, cargo_t=40)
    known = {source.id: source for source in found.sources}
    for figure in (found.leg.distance, found.leg.time, found.leg.cost, found.leg.co2e, *found.stay):
        assert figure.low <= figure.value <= figure.high
        assert figure.sources
        assert all(known[source].title for source in figure.sources)
    assert found.leg.time.basis is Basis.ASSUMED
    assert found.leg.cost.value == pytest.approx(2 * co.sea_leg("PKGWD", "NLRTM", world=world).leg.cost.value)
    assert known["sea-lanes"].publisher == "searoute"
    with pytest.raises(BadValueError, match="cargo"):
        co.sea_leg("PKGWD", "NLRTM", world=world, cargo_t=0)


def test_a_plan_sails_what_the_voyage_says(world):
    plan = co.plan("IN-PK", world=world, start="INNSA", end="PKKHI", sea="always", as_of="2025-01-01")
    voyage = next(leg for corridor in plan.corridors for leg in corridor.legs if leg.mode is Mode.SEA)
    assert voyage.distance == co.sea_leg(voyage.start, voyage.end, world=world).leg.distance


STUBS = [{"gateway": "XBPRT", "cell": "sea", "snap_km": 11.1}, {"gateway": "XCPRT", "cell": "sea", "snap_km": 11.1}]


def with_stubs(root):
    made = drawn_world(root)
    write_csv(root / "attachments.csv", ("gateway", "cell", "snap_km"), STUBS)
    return made


def test_the_drawn_sea_by_hand(tmp_path):
    world = with_stubs(tmp_path / "w")
    found = co.sea_leg("XBPRT", "Ceport", world=world)
    line = [PORT_B, (7.6, 0.0), (9.9, 0.0), PORT_C]
    assert found.leg.distance.value == pytest.approx(sum(distance_km(*pair) for pair in pairwise(line)), abs=0.01)
    assert found.leg.passages == ("suez",)
    assert found.leg.time.value == pytest.approx(found.leg.distance.value / 26)
    assert found.stubs_km == (11.1, 11.1)
    assert found.circuity.value == pytest.approx(1, abs=0.001)
    with pytest.raises(NoRouteError, match="no ship gets from Beport to Ceport while suez is closed"):
        co.sea_leg("XBPRT", "XCPRT", world=world, close="suez")
    with pytest.raises(NoRouteError, match="while suez is closed"):  # off a closed lane: no other is taken for it
        co.sea_leg("8.5,0.1", "XCPRT", world=world, close="suez")
    inland = co.sea_leg(f"{INLAND_C[0]},{INLAND_C[1]}", "XBPRT", world=world)
    assert inland.leg.distance.value == pytest.approx(found.leg.distance.value + inland.stubs_km[0], abs=15)


def test_a_port_without_a_stub_in_the_data_is_an_error(drawn):
    with pytest.raises(DataError, match=r"attachments.csv does not say how far XBPRT lies off"):
        co.sea_leg("XBPRT", "XCPRT", world=drawn)

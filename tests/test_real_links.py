"""Planned links on the data that ship: which can be taken as built, and what a plan over them is."""

import pyarrow.parquet as pq
import pytest

import corridor as co
from corridor.built import with_links
from corridor.catalog import details, planned_links
from corridor.errors import BadValueError, CorridorError
from corridor.geo import distance_km
from corridor.io import to_json
from corridor.io.listing import link_values
from corridor.io.sheet import sheet
from corridor.links import links, parts
from corridor.model import Mode, StopKind
from corridor.scenario import dated
from tests.shipped import DATA, rows

DATE = "2026-11-24"
ASKED = [
    ("BY-RU-KZ-UZ-AF-PK", {"end": "Karachi"}, ("uap-naibabad-kharlachi", "kharlachi-kohat"), [1520, 1676]),
    (
        "TM-AF-PK",
        {"end": "Karachi"},
        ("torghundi-herat", "herat-kandahar", "kandahar-spinboldak", "chaman-spinboldak"),
        [1520, 1676],
    ),
    ("CN-KG-UZ", {"start": "Kashgar"}, ("cku-rail",), [1435, 1520]),
    ("RU-AZ-IR", {"end": "Rasht"}, ("rasht-astara",), [1520, 1435]),
    ("IR", {"start": "Zahedan", "end": "Chabahar"}, ("chabahar-zahedan",), [1435]),
    ("IR-AF", {"end": "Herat"}, ("rozanak-herat",), [1435]),
    ("CN-PK", {"start": "Kashgar", "end": "Karachi"}, ("khunjerab-rail",), [1435, 1676]),
]


@pytest.fixture(scope="module")
def world():
    return co.load()


def ask(world, sequence, **terms):
    return co.plan(sequence, world=world, as_of=DATE, mode="rail", k=1, **terms)


@pytest.mark.parametrize(("sequence", "ends", "ids", "gauges"), ASKED, ids=[case[0] for case in ASKED])
def test_a_railway_of_planned_links(world, sequence, ends, ids, gauges):
    best = ask(world, sequence, reopen=ids, **ends).best
    assert {leg.mode for leg in best.legs} == {Mode.RAIL}
    assert set(best.links) == set(ids)
    assert list(dict.fromkeys(leg.gauge_mm for leg in best.legs)) == gauges
    assert sum(stop.kind is StopKind.GAUGE_CHANGE for stop in best.stops) == len(gauges) - 1
    assert not best.blocked
    for name in ids:
        used = sum(use.distance.value for leg in best.legs for use in leg.planned if use.link == name)
        assert used == pytest.approx(links(world)[name].length.value, rel=0.15)
    assert best.totals.distance.value == pytest.approx(sum(leg.distance.value for leg in best.legs))


def test_the_break_of_the_railway_to_pakistan_is_at_kharlachi(world):
    best = ask(world, "AF-PK", start="af-naibabad", end="Karachi", reopen=ASKED[0][2]).best
    (stop,) = [stop for stop in best.stops if stop.kind is StopKind.GAUGE_CHANGE]
    assert stop.gateway == "af-pk-kharlachi-rail"
    assert best.legs[0].distance.low < 573 < best.legs[0].distance.high


def test_every_link_can_be_built_or_says_why_not(world):
    shipped = {row["id"] for row in rows("planned_links")}
    assert set(links(world)) == shipped
    for name, link in links(world).items():
        own = parts(world, frozenset({name}))
        if link.refused:
            assert not own
            with pytest.raises(BadValueError, match=name):
                co.plan("KZ-UZ", world=world, reopen=name)
            continue
        for mode in {part.mode for part in own}:
            assert sum(part.metres for part in own if part.mode is mode) == pytest.approx(
                1000 * link.length.value, abs=len(own)
            )
        assert with_links(world, frozenset({name})) is not world


@pytest.mark.parametrize(
    ("sequence", "terms"),
    [("UZ-AF-PK", {}), ("TM-AF", {"mode": "rail", "end": "62.28,35.25"}), ("IR-PK", {"mode": "rail", "end": "Quetta"})],
)
def test_links_leave_the_shipped_world_as_it_was(world, sequence, terms):
    terms = {"as_of": DATE, "k": 3, **terms}
    before = to_json(co.plan(sequence, world=world, **terms))
    ids = [name for name, link in links(world).items() if not link.refused]
    opened = co.plan(sequence, world=world, reopen=ids, **terms)
    assert to_json(co.plan(sequence, world=world, **terms)) == before
    closed = [cost for cost in (opened.best.totals.cost.value,) if not opened.best.blocked]
    best = co.plan(sequence, world=world, **terms).best
    assert best.blocked or closed[0] <= best.totals.cost.value * (1 + 1e-6)


def test_the_map_of_a_planned_railway_says_so(world):
    found = ask(world, "TM-AF-PK", end="Karachi", reopen=ASKED[1][2])
    page = co.draw(found, world=world).get_root().render()
    assert '"planned"' in page
    assert "Herat-Kandahar (herat-kandahar): detailed design" in page


def _ends(country, own):
    """Return points to ask for: the largest town, those nearest to both ends of a link, and a place near its middle."""
    here = [one for one in pq.read_table(DATA / "places.parquet").to_pylist() if one["country"] == country]

    def nearest(point, least):
        return min(
            (one for one in here if one["population"] >= least),
            key=lambda one: distance_km((one["lon"], one["lat"]), point),
        )

    middle = own[0].points[len(own[0].points) // 2]
    found = [max(here, key=lambda one: one["population"])]
    found += [nearest(own[0].points[0], 5000), nearest(own[-1].points[-1], 5000), nearest(middle, 0)]
    return [f"{one['lon']},{one['lat']}" for one in found]


OPENABLE = [row["id"] for row in rows("link_openings") if not row["refused"]]


@pytest.mark.parametrize("name", OPENABLE)
def test_a_link_makes_no_way_longer(world, name):
    own = parts(world, frozenset({name}))
    for country in dict.fromkeys(part.country for part in own):
        here = [part for part in own if part.country == country]
        points = _ends(country, here)
        for start, end in ((0, 1), (0, 2), (0, 3), (1, 3)):
            terms = {"mode": str(here[0].mode), "objective": "distance", "as_of": DATE, "k": 1, "world": world}
            ends = {"start": points[start], "end": points[end]}
            try:
                before = co.plan(country, **terms, **ends).best.totals.distance.value
            except CorridorError:  # no railway within reach without the link
                continue
            after = co.plan(country, **terms, **ends, reopen=(name,)).best.totals.distance.value
            assert after <= before + 0.02, ends


def test_an_end_keeps_its_foot_beside_a_link_that_is_laid_nearer(world):
    """Anzali lies nearer to the line of Rasht–Astara than to the railway that is there, which is the shorter way."""
    terms = {"start": "Tehran", "end": "IRBAZ", "mode": "rail", "objective": "distance", "world": world, "as_of": DATE}
    before = co.plan("IR", **terms).best.totals.distance.value
    assert co.plan("IR", reopen="rasht-astara", **terms).best.totals.distance.value == pytest.approx(before, abs=0.02)


def test_a_planned_link_says_whether_and_with_what_it_opens(world):
    known = planned_links(world)
    assert known["gwadar-rail"].refused.startswith("no end lies within 25 km")
    assert known["wakhan-road"].refused
    one = known["herat-kandahar"]
    assert (one.gauges_mm, one.taken, one.refused) == ((), (("AF", 1520),), "")
    assert "assumed" in one.taken_note
    facts = dict(sheet(details(world, "herat-kandahar", scenario=dated(world))).facts)
    assert facts["gauge"] == "not published; opened, 1520 mm in AF"
    assert facts["can be opened"] == "yes, by --open herat-kandahar"
    assert {row["opens"] for row in map(link_values, known.values())} == {True, False}

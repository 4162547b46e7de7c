import csv
from itertools import pairwise

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor import names
from corridor.data import World
from corridor.errors import BadValueError, DataError, UnknownNameError
from corridor.model import Place
from corridor.names.text import fold

COUNTRIES = [
    ("AF", "AFG", "Afghanistan", "Kabul", ""),
    ("BY", "BLR", "Belarus", "Minsk", "Belorussia|Беларусь"),
    ("CD", "COD", "Democratic Republic of the Congo", "Kinshasa", "Congo|DR Congo"),
    ("CG", "COG", "Republic of the Congo", "Brazzaville", "Congo"),
    ("CI", "CIV", "Côte d’Ivoire", "Yamoussoukro", "Ivory Coast"),
    ("GM", "GMB", "The Gambia", "Banjul", ""),
    ("GN", "GIN", "Guinea", "Conakry", ""),
    ("GW", "GNB", "Guinea-Bissau", "Bissau", ""),
    ("KR", "KOR", "South Korea", "Seoul", "Korea, Republic of"),
    ("KZ", "KAZ", "Kazakhstan", "Astana", ""),
    ("PK", "PAK", "Pakistan", "Islamabad", ""),
    ("RU", "RUS", "Russia", "Moscow", "Russian Federation"),
    ("SA", "SAU", "Saudi Arabia", "Riyadh", ""),
    ("TL", "TLS", "Timor-Leste", "Dili", "East Timor"),
    ("TR", "TUR", "Türkiye", "Ankara", "Turkey"),
    ("US", "USA", "United States", "Washington", "United States of America"),
    ("UZ", "UZB", "Uzbekistan", "Tashkent", ""),
]
PLACES = [
    ("1", "Minsk", "Minsk", "BY", 27.57, 53.9, 1_742_124, "Minsk|Мінск"),
    ("2", "Brest", "Brest", "BY", 23.72, 52.1, 347_138, ""),
    ("3", "Brest", "Brest", "FR", -4.49, 48.39, 144_899, ""),
    ("4", "Karachi", "Karachi", "PK", 67.01, 24.86, 11_624_219, ""),
    ("5", "Mazār-e Sharīf", "Mazar-e Sharif", "AF", 67.11, 36.71, 523_300, "Mazar|Mazar-i-Sharif|مزار شریف"),
    ("6", "Mazar", "Mazar", "AF", 65.0, 35.0, 900, ""),
    ("7", "Tirmiz", "Tirmiz", "UZ", 67.28, 37.22, 182_800, "Termez|Термез"),
    ("8", "Sol’deu", "Sol'deu", "BY", 27.0, 53.0, 0, ""),
    ("9", "Minsk Mazowiecki", "Minsk Mazowiecki", "PL", 21.57, 52.18, 37_000, ""),
]
SQUARES = {
    "BY": shapely.box(23, 51, 33, 56),
    "PK": shapely.box(61, 23, 77, 37),
    "RU": shapely.union_all([shapely.box(33, 45, 180, 75), shapely.box(-180, 65, -170, 72)]),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    root = tmp_path_factory.mktemp("data")
    write_csv(root / "country_names.csv", ("code", "alpha3", "name", "capital", "aliases"), COUNTRIES)
    write_csv(root / "named_corridors.csv", ("id", "sequence"), [("carec-6", "RU>KZ>UZ>AF>PK"), ("bad", "RU>ZZ")])
    columns = ("id", "name", "ascii", "country", "lon", "lat", "population", "alternates")
    pq.write_table(pa.table(dict(zip(columns, zip(*PLACES, strict=True), strict=True))), root / "places.parquet")
    shapes = {"code": list(SQUARES), "geometry": [shapely.to_wkb(square) for square in SQUARES.values()]}
    pq.write_table(pa.table(shapes), root / "countries.parquet")
    return World(root)


def write_csv(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def codes(found):
    return "-".join(each.code for each in found)


# countries


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BY", "BY"),
        ("by", "BY"),
        ("BLR", "BY"),
        ("belarus", "BY"),
        (" Belarus ", "BY"),
        ("Беларусь", "BY"),
        ("RUSSIAN FEDERATION", "RU"),
        ("turkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Gambia", "GM"),
        ("the gambia", "GM"),
        ("Guinea-Bissau", "GW"),
        ("guinea bissau", "GW"),
        ("Korea, Republic of", "KR"),
    ],
)
def test_a_country_is_known_by_code_name_and_alias(world, text, code):
    assert names.country(world, text).code == code


@pytest.mark.parametrize(
    ("text", "official"),
    [("Kazakstan", "Kazakhstan"), ("Belorus", "Belarus"), ("Turky", "Türkiye"), ("Uzbek", "Uzbekistan")],
)
def test_a_mistyped_country_is_answered_with_the_official_name(world, text, official):
    with pytest.raises(UnknownNameError) as caught:
        names.country(world, text)
    assert caught.value.kind == "country"
    assert caught.value.suggestions[0] == official
    assert len(caught.value.suggestions) <= 3


def test_nothing_is_suggested_for_nonsense(world):
    with pytest.raises(UnknownNameError) as caught:
        names.country(world, "qqqq")
    assert caught.value.suggestions == ()


def test_an_ambiguous_country_names_all_it_may_be(world):
    with pytest.raises(BadValueError, match=r"'Congo' is ambiguous: Democratic .*CD.* or Republic .*CG"):
        names.country(world, "Congo")


@pytest.mark.parametrize("text", ["", "  ", "-"])
def test_an_empty_country_is_refused(world, text):
    with pytest.raises(BadValueError, match="country is missing"):
        names.country(world, text)


def test_countries_are_keyed_by_code_and_read_once(world):
    found = names.countries(world)
    assert found["BY"].alpha3 == "BLR"
    assert found["BY"].capital == "Minsk"
    assert names.countries(world) is found


@given(st.sampled_from([each[2] for each in COUNTRIES]), st.booleans())
def test_case_and_accents_do_not_count(text, upper):
    assert fold(text.upper() if upper else text.lower()) == fold(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    once = fold(text)
    assert once.startswith("the ") or fold(once) == once


# sequences


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("BY", "RU", "KZ"), "BY-RU-KZ"),
        (("BY-RU-KZ-UZ-AF-PK",), "BY-RU-KZ-UZ-AF-PK"),
        ("BY-RU", "BY-RU"),
        (("Belarus", "Russia"), "BY-RU"),
        (("Belarus–Russia–KAZ",), "BY-RU-KZ"),
        (("BY,RU > KZ",), "BY-RU-KZ"),
        (("BY->RU=>KZ",), "BY-RU-KZ"),
        (("BY RU KZ",), "BY-RU-KZ"),
        (("BY-RU", "Kazakhstan"), "BY-RU-KZ"),
        (("Guinea-Bissau-Guinea",), "GW-GN"),
        (("Guinea", "Guinea-Bissau"), "GN-GW"),
        (("Timor-Leste",), "TL"),
        (("Korea, Republic of, Russia",), "KR-RU"),
        (("Saudi Arabia-United States of America",), "SA-US"),
        (("PK",), "PK"),
        (("KZ-RU-KZ",), "KZ-RU-KZ"),
        (("carec-6",), "RU-KZ-UZ-AF-PK"),
        (("CAREC-6",), "RU-KZ-UZ-AF-PK"),
    ],
)
def test_a_sequence_may_be_written_in_many_ways(world, words, expected):
    assert codes(names.sequence(world, words)) == expected


@settings(deadline=None)
@given(words=st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=6))
def test_codes_and_names_mean_the_same_sequence(world, words):
    repeated = any(a == b for a, b in pairwise(words))
    if repeated:
        with pytest.raises(BadValueError, match="twice in a row"):
            names.sequence(world, [each[0] for each in words])
    else:
        by_code = names.sequence(world, ["-".join(each[0] for each in words)])
        by_name = names.sequence(world, [">".join(each[2] for each in words)])
        assert by_code == by_name == names.sequence(world, [each[1] for each in words])


@pytest.mark.parametrize(
    ("words", "name", "suggestion"),
    [
        (("BY", "Kazakstan"), "Kazakstan", "Kazakhstan"),
        (("BY-Kazakstan-UZ",), "Kazakstan", "Kazakhstan"),
        (("Saudi Arabiaa-PK",), "Saudi Arabiaa", "Saudi Arabia"),
        (("Afganistan RU",), "Afganistan", "Afghanistan"),
        (("carec-7",), "carec-7", "carec-6"),
    ],
)
def test_the_mistyped_part_of_a_sequence_is_named(world, words, name, suggestion):
    with pytest.raises(UnknownNameError) as caught:
        names.sequence(world, words)
    assert caught.value.name == name
    assert suggestion in caught.value.suggestions


@pytest.mark.parametrize("words", [(), ("",), ("BY", ""), (" - ",)])
def test_an_empty_sequence_or_part_is_refused(world, words):
    with pytest.raises(BadValueError, match="empty"):
        names.sequence(world, words)


def test_a_named_corridor_through_an_unknown_country_is_an_error_of_the_data(world):
    with pytest.raises(DataError, match="'ZZ'"):
        names.sequence(world, ("bad",))


# places


@pytest.mark.parametrize(
    ("text", "country", "place_id"),
    [
        ("Minsk", "BY", "1"),
        ("MINSK", "BY", "1"),
        ("мінск", "BY", "1"),
        ("Mazar-i-Sharif", "AF", "5"),
        ("mazar i sharif", "AF", "5"),
        ("Mazār-e Sharīf", "AF", "5"),
        ("mazar e sharif", "AF", "5"),
        ("مزار شریف", "AF", "5"),
        ("Mazar", "AF", "5"),
        ("Termez", "UZ", "7"),
        ("sol'deu", "BY", "8"),
    ],
)
def test_a_place_is_known_by_any_spelling_and_the_largest_wins(world, text, country, place_id):
    assert names.place(world, text, country).id == place_id


def test_a_place_carries_its_point_longitude_first(world):
    assert names.place(world, "Minsk", "BY") == Place("1", "Minsk", "BY", (27.57, 53.9), 1_742_124)


def test_places_of_all_countries_come_largest_first(world):
    assert [found.country for found in names.places(world, "brest")] == ["BY", "FR"]
    assert [found.country for found in names.places(world, "brest", "FR")] == ["FR"]
    assert [found.id for found in names.places(world, "Mazar", "AF")] == ["5", "6"]


@pytest.mark.parametrize("text", ["Min", "insk", "Minsk|Мінск", "", "(", ".*", "Minsk Mazowiecki West"])
def test_part_of_a_name_or_a_pattern_is_no_name(world, text):
    assert names.places(world, text) == ()


def test_a_mistyped_place_is_answered_with_close_names_of_its_country(world):
    with pytest.raises(UnknownNameError, match="unknown place in Belarus 'Minks'; did you mean Minsk"):
        names.place(world, "Minks", "BY")


def test_a_place_of_another_country_is_said_to_lie_there(world):
    with pytest.raises(BadValueError, match=r"^place 'Karachi' lies in Pakistan, not in Belarus$"):
        names.place(world, "Karachi", "BY")


def test_an_empty_place_is_refused(world):
    with pytest.raises(BadValueError, match="place is missing"):
        names.place(world, " ", "BY")


# points


@pytest.mark.parametrize(
    ("text", "expected"),
    [("66.975,24.835", (66.975, 24.835)), (" -4.5 , +48 ", (-4.5, 48.0)), (".5,0", (0.5, 0.0))],
)
def test_a_point_is_longitude_and_latitude(text, expected):
    assert names.point(text) == expected


@pytest.mark.parametrize("text", ["Minsk", "", "1", "1,2,3", "PKKHI", "9 Mile"])
def test_what_has_not_the_form_of_a_point_is_none(text):
    assert names.point(text) is None


@pytest.mark.parametrize("text", ["nan,nan", "inf,43", "1e400,2", "1;2", "43.24 76.9"])
def test_two_numbers_that_are_no_point_are_refused(text):
    with pytest.raises(BadValueError, match="is no point; write longitude,latitude"):
        names.point(text)


def test_a_point_off_the_earth_is_refused():
    with pytest.raises(BadValueError, match="swapped"):
        names.point("24.8,166.9")


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_written_point_is_read_back(lon, lat):
    assert names.point(f"{lon:.6f},{lat:.6f}") == (round(lon, 6), round(lat, 6))


# borders


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ((27.5, 53.9), "BY"),
        ((66.975, 24.835), "PK"),
        ((-175.0, 68.0), "RU"),
        ((0.0, 0.0), None),
        ((23.0, 53.0), "BY"),
    ],
)
def test_a_point_lies_in_the_country_whose_polygon_holds_it(world, where, code):
    assert names.country_at(world, where) == code


def test_the_distance_to_a_country_is_nought_inside_and_kilometres_outside(world):
    assert names.near_country(world, (27.5, 53.9), "BY") == 0
    assert names.near_country(world, (27.5, 57.0), "BY") == pytest.approx(111.195, rel=1e-3)
    assert names.near_country(world, (22.0, 53.0), "BY") == pytest.approx(66.92, rel=1e-2)


def test_the_distance_to_a_country_beyond_the_antimeridian_is_the_short_way(world):
    assert names.near_country(world, (-179.5, 60.0), "RU") == pytest.approx(27.8, rel=1e-2)


def test_a_country_without_a_polygon_is_an_error_of_the_data(world):
    with pytest.raises(DataError, match="no polygon of 'UZ'"):
        names.near_country(world, (0.0, 0.0), "UZ")


def test_a_damaged_polygon_is_an_error_of_the_data(tmp_path):
    pq.write_table(pa.table({"code": ["BY"], "geometry": [b"nonsense"]}), tmp_path / "countries.parquet")
    with pytest.raises(DataError, match=r"countries\.parquet"):
        names.country_at(World(tmp_path), (27.5, 53.9))

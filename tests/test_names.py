from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corridor as co
from corridor import names
from corridor.errors import BadValueError, DataError, UnknownNameError
from corridor.model import Place
from corridor.names.text import fold
from tests.named import COUNTRIES, named_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return named_world(tmp_path_factory.mktemp("data"))


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


@pytest.mark.parametrize("text", ["XK", "Kosovo"])
def test_a_state_without_a_code_is_told_of(text):
    world = co.load()
    for look in (names.country, lambda world, text: names.sequence(world, [f"{text}-AL"])):
        with pytest.raises(BadValueError, match="ISO 3166-1, which has no code of it; its ground is kept with Serbia"):
            look(world, text)

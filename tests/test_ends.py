"""Starts and ends: what a person may type for one, and what is answered where that is none."""

import pytest

import corridor as co
from corridor.ends import destinations, origin
from corridor.errors import BadValueError, UnknownNameError
from corridor.names import countries


@pytest.fixture(scope="module")
def world():
    return co.load()


def start(world, text, code):
    return origin(world, text, countries(world)[code])


@pytest.mark.parametrize(
    ("text", "code", "gateway"),
    [
        ("Hairatan", "AF", "af-hairatan"),  # a terminal, beside a bridge of a road and a railway
        ("torkham", "AF", "af-pk-torkham"),  # the road before the railway that was never built
        ("Gabd", "PK", "ir-pk-rimdan-gabd"),
        ("ALTYNKOL", "KZ", "kz-altynkol"),
        ("Khorgos Gateway", "KZ", None),  # in brackets
        ("A Yard", "XA", "xa-yard"),
        ("XA-XB-South a", "XA", "xa-xb-south"),
        ("Beport", "XB", "XBPRT"),
    ],
)
def test_a_gateway_is_called_by_its_name_in_its_country(world, drawn, text, code, gateway):
    asked = drawn if code.startswith("X") else world
    if gateway is None:
        with pytest.raises(UnknownNameError):
            start(asked, text, code)
    else:
        found = start(asked, text, code)
        assert (found.id, found.country) == (gateway, code)


def test_a_place_goes_before_a_gateway_of_its_name(world):
    assert start(world, "Termez", "UZ").population > 100_000
    assert destinations(world, "Karachi", countries(world)["PK"])[0].population > 1_000_000


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("Hairat", "AF", "unknown place in Afghanistan 'Hairat'; did you mean af-hairatan (Hairatan), uz-af-ayritom-"),
        ("Torkhm", "PK", "did you mean af-pk-torkham (Torkham)"),
        ("Gabd", "IR", "unknown place in Iran 'Gabd'; did you mean ir-pk-rimdan-gabd (Rimdan–Gabd)?"),
    ],
)
def test_an_unknown_place_is_answered_with_gateways_of_that_country(world, text, code, says):
    with pytest.raises(UnknownNameError) as caught:
        start(world, text, code)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("Hairatan", "KZ", "Hairatan (af-hairatan) lies in Afghanistan, not in Kazakhstan"),
        ("Gabd", "KZ", "Rimdan–Gabd (ir-pk-rimdan-gabd) lies in Pakistan, not in Kazakhstan"),
        ("Rozanak", "AF", "'Rozanak' is ambiguous in Afghanistan: af-rozanak (Rozanak) or af-ir-rozanak-shamtigh-rail"),
    ],
)
def test_a_gateway_elsewhere_or_one_of_several_is_not_guessed(world, text, code, says):
    with pytest.raises(BadValueError) as caught:
        start(world, text, code)
    assert says in str(caught.value)


def test_what_is_no_name_is_unknown_without_a_hint(world):
    with pytest.raises(UnknownNameError, match=r"^unknown place in Kazakhstan 'xyzzy'$"):
        start(world, "xyzzy", "KZ")


@pytest.mark.parametrize(
    ("text", "country", "right"),
    [
        ("Hasan Abdal", "PK", "Chak Thirty-one -Eleven Left (also listed as 'Hasan Abdal')"),
        ("Krasnovodsk", "TM", "Turkmenbashi (also listed as 'Krasnovodsk')"),
        ("Khunjerab Pass", "PK", "cn-pk-khunjerab (Khunjerab (Hongqilafu), Tashkurgan–Sost)"),
    ],
)
def test_what_only_an_unlike_alternate_or_a_gateway_has_is_suggested(world, text, country, right):
    with pytest.raises(UnknownNameError) as caught:
        start(world, text, country)
    assert caught.value.suggestions[0] == right


@pytest.mark.parametrize("text", ["Besham", "Hassan Abdal"])
def test_a_town_that_is_not_in_the_data_is_refused(world, text):
    with pytest.raises(UnknownNameError):
        start(world, text, "PK")


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Kulsary", "KZ", "Qulsary"),  # kept as Kul'sary only
        ("Qulsary", "KZ", "Qulsary"),
        ("Кульсары", "KZ", "Qulsary"),
        ("Leninabad", "TJ", "Khujand"),  # unlike, but of a large town
        ("Tirmiz", "UZ", "Termez"),
        ("Mazar-e Sharif", "AF", "Mazar-i-Sharif"),
    ],
)
def test_a_spelling_like_the_name_or_one_of_a_large_town_wins(world, text, country, name):
    assert start(world, text, country).name == name

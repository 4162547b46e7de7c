"""Names of countries and cities as they are written there: known ones, else one that is sure to be right.

GeoNames gives a place's other names without their languages, and ours leave out those that read alike, so Минск and
Мінск both stand for Minsk and Казань is not there. The names of countries and of cities that matter most are listed in
local_names.csv, checked by hand. Any other city has a name only where it is in the letters of an official language of
its country, is spelled as that language does, and is the only such one that reads as the place is called in Latin
letters. Better none than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from corridor.maps import assets

CYRILLIC = "абвгдежзйклмнопрстуфхцчшюя"
ARABIC = "ابتجحخدذرزسشصضطظعغفقلمنهو"
ALPHABETS = {
    "be": CYRILLIC + "ёіўыэь",
    "bg": CYRILLIC + "ищъь",
    "kk": CYRILLIC + "ёищъыьэәғқңөұүһі",
    "ky": CYRILLIC + "ёищъыьэңөү",
    "mk": CYRILLIC.translate({ord(letter): None for letter in "йщюя"}) + "иѓѕјљњќџ",
    "mn": CYRILLIC + "ёищъыьэөү",
    "ru": CYRILLIC + "ёищъыьэ",
    "sr": CYRILLIC.translate({ord(letter): None for letter in "йщюя"}) + "иђјљњћџ",
    "tg": CYRILLIC + "ёиъэғӣқӯҳҷ",
    "uk": CYRILLIC + "ищьґєії",
    "ar": ARABIC + "ثكيىةءآأإؤئ",
    "fa": ARABIC + "ثکیپچژگآئ",
    "ur": ARABIC.replace("ه", "") + "ثکیپچژگآئٹڈڑںہھے",
}
"""letters by language, after the exemplar characters of Unicode CLDR"""
LANGUAGES = {
    **{"BY": "be", "RU": "ru", "UA": "uk", "KZ": "kk", "KG": "ky", "TJ": "tg", "BG": "bg", "MN": "mn", "MK": "mk"},
    **{"RS": "sr", "AF": "fa", "IR": "fa", "PK": "ur"},
    **dict.fromkeys(("AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS"), "ar"),
    **dict.fromkeys(("QA", "SA", "SD", "SY", "TN", "YE"), "ar"),
}
"""the first official language of countries that write it in one of these scripts"""
SOUNDS = {
    **dict(zip("абвгдежзийклмнопрстуфхцчш", "abvgdejziyklmnoprstufhcqx", strict=True)),
    **{"ё": "e", "щ": "xq", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "e", "ґ": "g"},
    **{"ў": "u", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ӣ": "i", "ӯ": "u"},
    **{"ҳ": "h", "ҷ": "j", "ј": "i", "љ": "l", "њ": "n", "ћ": "q", "ђ": "j", "џ": "j", "ѓ": "g", "ќ": "k", "ѕ": "z"},
}
OWN_SOUNDS = {"uk": {"и": "y", "г": "h"}, "be": {"г": "h"}}
CONSONANTS = dict(zip("بتجحخدذرزسشصضطظغفقلمنهكکپچژگثٹڈڑںہ", "btjhhdzrzsxsztzgfklmnhkkpqjgstdrnh", strict=True))
"""of Arabic letters; those that stand for vowels too are left out, as the vowels of Latin letters are"""
LATIN = (
    *(("shch", "xq"), ("sh", "x"), ("ch", "q"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ts", "c"), ("yo", "e")),
    *(("ye", "e"), ("w", "v"), ("ia", "ya"), ("iu", "yu")),
)
FOREIGN = {
    "be": r"ськ|о$|[ое]в$|о.*о|и",
    "ru": r"(ан|ен|ол|ер|рм|вл|ав|ч)$|ан-",
    "uk": r"[сц]к$",
    "kk": r"(?i)[гк]а$|ск$",
    "ky": r"ь",
    "ar": r"ه$|ى.|^ئ",
    "fa": r"^(ئ|ای)",
    "ur": r"^(ئ|ای)|ا$",
}
"""how a name of these letters ends or begins that another language has so, or that may lack a sign that was dropped"""
VOWELS = re.compile("[aeiouvwy]")


@cache
def known() -> dict[str, str]:
    """Return the names that were checked by hand, by code of a country and GeoNames id of a city."""
    rows = (line.split(",") for line in assets.text("local_names.csv").splitlines()[1:])
    return {place: local for place, _, local in rows}


def local_name(place: str, country: str, latin: str, others: str) -> str:
    """Return the name of a city in the script of its country, empty where none is sure.

    `place` is its GeoNames id, `latin` what it is called in Latin letters, `others` its other names with | between.
    """
    if place in known():
        return known()[place]
    language = LANGUAGES.get(country, "")
    letters = set(ALPHABETS.get(language, "")) | set(" -")
    written = [name for name in others.split("|") if set(name.lower()) <= letters]
    found = {name for name in written if _reads(name, latin, language)}
    return found.pop() if len(found) == 1 and not re.search(FOREIGN.get(language, "$^"), min(found)) else ""


def _reads(name: str, latin: str, language: str) -> bool:
    """Return whether a name reads as the Latin one: by its sounds, or in Arabic letters by its consonants."""
    plain = _plain(latin)
    if language not in ("ar", "fa", "ur"):
        sounds = SOUNDS | OWN_SOUNDS.get(language, {})
        return _alike("".join(sounds.get(letter, "") for letter in name.lower())) == _alike(plain)
    words = re.sub(r"^(al|ar|as|ash|ad|an|az|at) ", "", plain) if name.startswith("ال") else plain
    skeleton = "".join(CONSONANTS.get(letter, "") for letter in name.removeprefix("ال"))
    return skeleton == VOWELS.sub("", _alike(words.replace("th", "s")))


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFD", name.lower().replace("-", " "))
    return "".join(letter for letter in folded if letter.isascii() and (letter.isalpha() or letter == " "))


def _alike(text: str) -> str:
    """Return a Latin text without what spellings of the same sounds differ in."""
    for letters, one in LATIN:
        text = text.replace(letters, one)
    return re.sub(r"[iy]y\b", "y", text).replace(" ", "")

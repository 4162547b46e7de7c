"""Speeds, transport costs, emission factors and handling, by country or for all.

Rule for a value: the latest published one; its range spans all years, or what the note says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corridor.schema import COLUMNS
from tools.build_data.graph import read_rows
from tools.build_data.sources import source_ids
from tools.build_data.speeds import COUNTRY, Row, speeds

PARAMETER_FIELDS = COLUMNS["parameters.csv"]


def parameters() -> list[dict[str, object]]:
    """Return the rows of parameters.csv."""
    rows = [row for row in read_rows("parameters.csv") if row["value"]]
    return [*_speeds(rows), *_costs(rows), *_emissions(rows), *_emission_parts(rows), *_handling(rows)]


def _speeds(rows: list[Row]) -> list[dict[str, object]]:
    return [
        _parameter(
            "speed",
            one.country,
            one.mode,
            round(one.value, 2),
            round(one.low, 2),
            round(one.high, 2),
            "km/h",
            one.basis,
            one.as_of,
            one.sources,
            one.note,
        )
        for one in speeds(rows, read_rows("border_times.csv"), read_rows("assumptions.csv"))
    ]


def _by_country(rows: list[Row], start: str) -> dict[tuple[str, str], list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"].startswith(start) and row["scope"] in COUNTRY:
            groups[COUNTRY[row["scope"]], row["mode"]].append(row)
    return groups


def _costs(rows: list[Row]) -> list[dict[str, object]]:
    """TFI3 less one mean border payment (TFI2) per section of 500 km, as a rate per km for 20 t.

    TFI3 is freight plus border payments, and a plan counts the borders apart. How many borders lie behind a
    published TFI3 is not told, so the high end keeps them all. Check: Kabul–Karachi comes to some USD 2 000, as
    published for 2025 when the border was open.
    """
    made = []
    fees = _fees()
    groups = _by_country(rows, "TFI3")
    for (country, mode), group in sorted(groups.items()):
        last = max(group, key=lambda row: row["year"])
        pool = group if country else [row for key, g in groups.items() if key[1] == mode for row in g]
        every = [float(row["value"]) for row in pool]
        fee, paid_to = fees.get((country, mode), fees["", mode])
        value = max(float(last["value"]) - fee, 0.5 * float(last["value"]))
        low = min(max(min(every) - fee, 0.5 * min(every)), 0.75 * value)
        note = "CPMM TFI3 less one mean border payment per 500 km, since borders are counted apart; high end: all of it"
        note += "" if country else "; average of all CAREC corridors, taken where a country has none"
        made.append(
            _parameter(
                "transport_cost",
                country,
                mode,
                value / 500,
                low / 500,
                max(every) / 500,
                "USD per km per 20 t",
                "derived" if country else "assumed",
                last["year"],
                [*(row["source"] for row in group), paid_to],
                note,
            )
        )
    return made


def _fees() -> dict[tuple[str, str], tuple[float, str]]:
    """Return the latest mean border payment, USD, and its source, by country ("" for all) and mode."""
    fees: dict[tuple[str, str], tuple[float, str]] = {}
    for row in sorted(read_rows("border_times.csv"), key=lambda row: row["year"]):
        if row["scope"] in ("country", "region") and row["direction"] == "all" and row["cost_usd"]:
            fees[row["reporting_country"], row["mode"]] = (float(row["cost_usd"]), row["source"])
    return fees


def _emissions(rows: list[Row]) -> list[dict[str, object]]:
    wtw = {row["parameter"].split(" - ")[0]: row for row in rows if row["parameter"].endswith("well-to-wheel (sum)")}
    truck = [wtw[f"Articulated truck >33 t, {load} laden"] for load in ("average", "100%", "50%")]
    train, ship, large = (
        wtw["Freight train (UK average, mostly diesel)"],
        wtw["Container ship, average"],
        wtw["Container ship, 8000+ TEU"],
    )
    electric = next(row for row in read_rows("assumptions.csv") if row["kind"] == "co2e_low")
    per_kg = [float(row["value"]) / 1000 for row in truck]
    return [
        _parameter(
            "co2e",
            "",
            "road",
            per_kg[0],
            per_kg[1],
            per_kg[2],
            "kg per tkm",
            "derived",
            "2025",
            [truck[0]["source"]],
            "well-to-wheel, articulated truck >33 t, UK fleet, average load; range: full to half load",
        ),
        _parameter(
            "co2e",
            "",
            "rail",
            float(train["value"]) / 1000,
            float(electric["value"]),
            float(train["value"]) / 1000,
            "kg per tkm",
            "assumed",
            "2025",
            [train["source"], electric["source"]],
            f"well-to-wheel, mostly diesel trains; none published for electric traction: low end {electric['note']}",
        ),
        _parameter(
            "co2e",
            "",
            "sea",
            float(ship["value"]) / 1000,
            float(large["value"]) / 1000,
            1.5 * float(ship["value"]) / 1000,
            "kg per tkm",
            "derived",
            "2025",
            [ship["source"]],
            "well-to-wheel, average container ship; high end +50 % for feeders",
        ),
    ]


def _emission_parts(rows: list[Row]) -> list[dict[str, object]]:
    """Split the emissions of a tonne-kilometre into those of the vehicle and those of its fuel's supply."""
    found = []
    for kind, ending in (("co2e_ttw", "tank-to-wheel"), ("co2e_wtt", "well-to-tank")):
        own = {row["parameter"].split(" - ")[0]: row for row in rows if row["parameter"].endswith(ending)}
        truck = [own[f"Articulated truck >33 t, {load} laden"] for load in ("average", "100%", "50%")]
        train = own["Freight train (UK average, mostly diesel)"]
        ships = own["Container ship, average"], own["Container ship, 8000+ TEU"]
        ship = float(ships[0]["value"])
        low, high = (min(float(row["value"]) for row in truck), max(float(row["value"]) for row in truck))
        for mode, (value, least, most), source in (
            ("road", (float(truck[0]["value"]), low, high), truck[0]["source"]),
            ("rail", (float(train["value"]), 0.0, float(train["value"])), train["source"]),
            ("sea", (ship, float(ships[1]["value"]), 1.5 * ship), ships[0]["source"]),
        ):
            note = f"{ending}; the same vehicles and range as well-to-wheel"
            if mode == "rail":
                note = f"{ending}, mostly diesel trains; none published for electric traction, so the low end is 0"
            numbers = (one / 1000 for one in (value, least, most))
            basis = "assumed" if mode == "rail" else "derived"
            found.append(_parameter(kind, "", mode, *numbers, "kg per tkm", basis, "2025", [source], note))
    return found


def _handling(rows: list[Row]) -> list[dict[str, object]]:
    fees = [row for row in rows if row["parameter"].startswith("Gauge-change fee")]
    dostyk, erenhot = sorted(fees, key=lambda row: -float(row["value"]))
    time = next(row for row in rows if row["parameter"] == "Train processing time at Dostyk station")
    made = [
        _parameter(
            "gauge_change_cost",
            "",
            "rail",
            float(dostyk["value"]),
            float(erenhot["value"]),
            1.5 * float(dostyk["value"]),
            "USD",
            "derived",
            "2020",
            [dostyk["source"]],
            "fee at Dostyk; low end: Erenhot; high end +50 %",
        ),
        _parameter(
            "gauge_change_time",
            "",
            "rail",
            float(time["value"]),
            float(time["value"]),
            9.0,
            "h",
            "derived",
            "2016",
            [time["source"]],
            "pure processing at Dostyk, formerly 9 h; waiting is in the border time",
        ),
    ]
    for row in read_rows("assumptions.csv"):
        if not row["key"] or row["key"] == "road-rail":
            made.append(
                _parameter(
                    row["kind"],
                    "",
                    row["mode"],
                    float(row["value"]),
                    float(row["low"]),
                    float(row["high"]),
                    row["unit"],
                    "assumed",
                    row["as_of"],
                    [row["source"]],
                    row["note"],
                )
            )
    return made


def _parameter(
    kind: str,
    country: str,
    mode: str,
    value: float,
    low: float,
    high: float,
    unit: str,
    basis: str,
    as_of: str,
    sources: Iterable[str],
    note: str,
) -> dict[str, object]:
    numbers = {"value": round(value, 6), "low": round(low, 6), "high": round(high, 6)}
    return {
        "kind": kind,
        "country": country,
        "mode": mode,
        **numbers,
        "unit": unit,
        "basis": basis,
        "as_of": as_of,
        "sources": source_ids(sources),
        "note": note,
    }

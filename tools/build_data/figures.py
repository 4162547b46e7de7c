"""Distils the published figures into two tables that a plan reads.

`border_sides.csv`: time and cost of one side of a border, by crossing, country or area, mode and direction.
`parameters.csv`: speeds, transport costs, emission factors and handling, by country or none.

Rule for a value: the latest published mean; its range spans all years and every doubtful or contradicting
row. Where a single row is all there is, the range is ±50 % and the note says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tools.build_data.graph import read_rows
from tools.build_data.provenance import Provenance, write_csv
from tools.build_data.sources import source_id

Row = dict[str, str]
SINGLE = 0.5
COUNTRY = {
    "Afghanistan": "AF",
    "Kazakhstan": "KZ",
    "Kyrgyz Republic": "KG",
    "Pakistan": "PK",
    "Tajikistan": "TJ",
    "Turkmenistan": "TM",
    "Uzbekistan": "UZ",
    "CAREC all corridors": "",
}
AREA_1520 = ("KG", "TM", "UZ")
"""rail members whose averages hold no break of gauge worth the name"""
SIDE_FIELDS = (
    "scope",
    "key",
    "country",
    "mode",
    "direction",
    "gauge_break",
    "time_h",
    "time_low_h",
    "time_high_h",
    "cost_usd",
    "cost_low_usd",
    "cost_high_usd",
    "basis",
    "as_of",
    "sources",
    "note",
)
PARAMETER_FIELDS = (
    "kind",
    "country",
    "mode",
    "value",
    "low",
    "high",
    "unit",
    "basis",
    "as_of",
    "sources",
    "note",
)


def build(out: Path) -> list[Provenance]:
    """Write both tables."""
    write_csv(out / "border_sides.csv", border_sides(), SIDE_FIELDS)
    write_csv(out / "parameters.csv", parameters(), PARAMETER_FIELDS)
    made = "compiled from the published reports that fact_sources.csv lists; assumptions marked as such"
    return [
        Provenance(
            name, title, "CAREC Institute / ADB, UK DESNZ and others", "figures with their sources", made, "2026-11-24"
        )
        for name, title in (
            ("border_sides.csv", "Time and cost of one side of a border"),
            ("parameters.csv", "Speeds, transport costs, emission factors, handling"),
        )
    ]


def border_sides() -> list[dict[str, object]]:
    """Return the rows of border_sides.csv."""
    rows = [row for row in read_rows("border_times.csv") if row["duration_hours"] or row["cost_usd"]]
    groups: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["mode"] not in ("road", "rail"):
            continue
        if row["scope"] == "BCP" and row["crossing_id"]:
            groups["crossing", row["crossing_id"], row["reporting_country"], row["mode"], row["direction"]].append(row)
        elif row["scope"] == "country":
            groups["country", "", row["reporting_country"], row["mode"], row["direction"]].append(row)
        elif row["scope"] == "region":
            groups["carec", "", "", row["mode"], row["direction"]].append(row)
    found = [side for key, group in sorted(groups.items()) if (side := _side(key, group)) is not None]
    return found + _same_gauge(found) + _eaeu(found) + _union_state()


def _side(key: tuple[str, str, str, str, str], group: list[Row]) -> dict[str, object] | None:
    scope, name, country, mode, direction = key
    time = _summary(group, "duration_hours")
    cost = _summary(group, "cost_usd")
    if time is None:
        return None
    kazakh_rail = scope == "country" and country == "KZ" and mode == "rail" and direction != "outbound"
    notes = [] if time["several"] else ["one year only: range ±50 %"]
    notes += ["mostly stations with a break of gauge"] if kazakh_rail else []
    return {
        "scope": scope,
        "key": name,
        "country": country,
        "mode": mode,
        "direction": direction,
        "gauge_break": "yes" if kazakh_rail else "any",
        "time_h": time["value"],
        "time_low_h": time["low"],
        "time_high_h": time["high"],
        "cost_usd": cost["value"] if cost else "",
        "cost_low_usd": cost["low"] if cost else "",
        "cost_high_usd": cost["high"] if cost else "",
        "basis": {"crossing": "measured", "country": "derived", "carec": "assumed"}[scope],
        "as_of": time["year"],
        "sources": _ids(row["source"] for row in group),
        "note": "; ".join(notes),
    }


def _summary(group: list[Row], column: str) -> dict[str, object] | None:
    """Return the latest mean and the range over all rows; doubtful rows widen the range but give no value."""
    given = [row for row in group if row[column]]
    firm = [row for row in given if row["statistic"] == "mean" and row["confidence"] != "low"]
    if not firm:
        return None
    last = max(firm, key=lambda row: row["year"])
    value = float(last[column])
    every = [float(row[column]) for row in given]
    several = min(every) < max(every)
    low, high = (min(every), max(every)) if several else ((1 - SINGLE) * value, (1 + SINGLE) * value)
    return {
        "value": value,
        "low": round(low, 2),
        "high": round(high, 2),
        "year": last["year"],
        "several": several,
    }


def _same_gauge(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rail borders inside the 1520 mm area: the mean of the members whose averages hold no break of gauge."""
    rows = []
    for direction in ("inbound", "outbound"):
        members = [
            side
            for side in found
            if side["scope"] == "country"
            and side["mode"] == "rail"
            and side["direction"] == direction
            and (side["country"] in AREA_1520 or (side["country"] == "KZ" and direction == "outbound"))
        ]
        costs = [side for side in members if side["cost_usd"] != ""]
        rows.append(
            {
                "scope": "same-gauge",
                "key": "",
                "country": "",
                "mode": "rail",
                "direction": direction,
                "gauge_break": "no",
                "time_h": _mean(members, "time_h"),
                "time_low_h": _least(members, "time_low_h"),
                "time_high_h": _most(members, "time_high_h"),
                "cost_usd": _mean(costs, "cost_usd"),
                "cost_low_usd": _least(costs, "cost_low_usd"),
                "cost_high_usd": _most(costs, "cost_high_usd"),
                "basis": "assumed",
                "as_of": max(str(side["as_of"]) for side in members),
                "sources": "|".join(sorted({one for side in members for one in str(side["sources"]).split("|")})),
                "note": "mean of rail members with one gauge on both sides: "
                + ", ".join(str(s["country"]) for s in members),
            }
        )
    return rows


def _eaeu(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Road borders inside the Eurasian Economic Union where the side itself was never measured."""
    aul = next(side for side in found if side["key"] == "ru-kz-veseloyarsk-auyl" and side["direction"] == "outbound")
    mean = next(
        side
        for side in found
        if (side["scope"], side["country"], side["mode"], side["direction"]) == ("country", "KZ", "road", "inbound")
    )
    ends = {"time_high_h": mean["time_high_h"], "cost_high_usd": mean["cost_low_usd"], "basis": "assumed"}
    note = (
        "no customs inside the EAEU: the one measured post, Aul, stands in; high end: Kazakhstan's mean of all borders"
    )
    same = {**aul, **ends, "scope": "eaeu", "key": "", "country": "", "note": note}
    return [{**same, "direction": direction} for direction in ("inbound", "outbound")]


def _union_state() -> list[dict[str, object]]:
    rows = [row for row in read_rows("assumptions.csv") if row["key"] == "union-state"]
    by = {(row["kind"], row["mode"]): row for row in rows}
    return [
        {
            "scope": "union-state",
            "key": "",
            "country": "",
            "mode": mode,
            "direction": "all",
            "gauge_break": "any",
            "time_h": by["border_time", mode]["value"],
            "time_low_h": by["border_time", mode]["low"],
            "time_high_h": by["border_time", mode]["high"],
            "cost_usd": by["border_cost", mode]["value"],
            "cost_low_usd": by["border_cost", mode]["low"],
            "cost_high_usd": by["border_cost", mode]["high"],
            "basis": "assumed",
            "as_of": by["border_time", mode]["as_of"],
            "sources": _ids([by["border_time", mode]["source"]]),
            "note": by["border_time", mode]["note"],
        }
        for mode in ("road", "rail")
    ]


def parameters() -> list[dict[str, object]]:
    """Return the rows of parameters.csv."""
    rows = [row for row in read_rows("parameters.csv") if row["value"]]
    return [*_speeds(rows), *_costs(rows), *_emissions(rows), *_handling(rows)]


def _by_country(rows: list[Row], start: str) -> dict[tuple[str, str], list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["parameter"].startswith(start) and row["scope"] in COUNTRY:
            groups[COUNTRY[row["scope"]], row["mode"]].append(row)
    return groups


def _speeds(rows: list[Row]) -> list[dict[str, object]]:
    """SWOD, the speed while moving. Trains also stand in yards: their low end is SWD, which counts every delay."""
    moving, whole = _by_country(rows, "SWOD"), _by_country(rows, "SWD")
    made = []
    for (country, mode), group in sorted(moving.items()):
        last = max(group, key=lambda row: row["year"])
        every = [
            float(row["value"])
            for row in (group if country else [r for k, g in moving.items() if k[1] == mode for r in g])
        ]
        delayed = [float(row["value"]) for row in whole.get((country, mode), [])] if mode == "rail" else []
        low, high = min(every), max(every)
        if low == high:
            low, high = 0.75 * low, 1.25 * high
        note = "CPMM speed without delay" + ("; one year only: range ±25 %" if len(set(every)) == 1 else "")
        note = note if country else "CPMM average of all CAREC corridors, taken where a country has none"
        note += "; low end: CPMM speed with delay, since trains also stand in yards" if delayed else ""
        made.append(
            _parameter(
                "speed",
                country,
                mode,
                float(last["value"]),
                min([low, *delayed]),
                high,
                "km/h",
                "measured" if country else "assumed",
                last["year"],
                [row["source"] for row in group],
                note,
            )
        )
    return made


def _costs(rows: list[Row]) -> list[dict[str, object]]:
    """TFI3 as a rate per km for 20 t. It holds border payments, so its low end takes one border's mean off."""
    made = []
    fees = {
        row["mode"]: float(row["value"]) for row in rows if row["parameter"].startswith("Average border-crossing cost")
    }
    groups = _by_country(rows, "TFI3")
    for (country, mode), group in sorted(groups.items()):
        last = max(group, key=lambda row: row["year"])
        pool = group if country else [row for key, g in groups.items() if key[1] == mode for row in g]
        every = [float(row["value"]) for row in pool]
        low = max(min(every) - fees[mode], 0.25 * min(every))
        note = "CPMM TFI3 / 500 km; it also holds border payments: low end less the mean fee of one border"
        note += "" if country else "; average of all CAREC corridors, taken where a country has none"
        made.append(
            _parameter(
                "transport_cost",
                country,
                mode,
                float(last["value"]) / 500,
                low / 500,
                max(every) / 500,
                "USD per km per 20 t",
                "derived" if country else "assumed",
                last["year"],
                [row["source"] for row in group],
                note,
            )
        )
    return made


def _emissions(rows: list[Row]) -> list[dict[str, object]]:
    wtw = {row["parameter"].split(" - ")[0]: row for row in rows if row["parameter"].endswith("well-to-wheel (sum)")}
    truck = [wtw[f"Articulated truck >33 t, {load} laden"] for load in ("average", "100%", "50%")]
    train, ship, large = (
        wtw["Freight train (UK average, mostly diesel)"],
        wtw["Container ship, average"],
        wtw["Container ship, 8000+ TEU"],
    )
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
            0.0,
            float(train["value"]) / 1000,
            "kg per tkm",
            "assumed",
            "2025",
            [train["source"]],
            "well-to-wheel, mostly diesel trains; electric traction has no published factor: range down to 0",
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
        if row["key"] != "union-state":
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
        "sources": _ids(sources),
        "note": note,
    }


def _ids(texts: Iterable[str]) -> str:
    return "|".join(sorted({source_id(text) for text in texts}))


def _mean(sides: list[dict[str, object]], column: str) -> float:
    return round(sum(float(str(side[column])) for side in sides) / len(sides), 2)


def _least(sides: list[dict[str, object]], column: str) -> float:
    return min(float(str(side[column])) for side in sides)


def _most(sides: list[dict[str, object]], column: str) -> float:
    return max(float(str(side[column])) for side in sides)

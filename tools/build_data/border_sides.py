"""Time and cost of one side of a border, by crossing, country or area, mode and direction.

Rule for a value: the latest published mean; its range spans all years and every doubtful or contradicting
row of the same direction. Where a single row is all there is, the range is ±50 % and holds every mean of the country,
of that direction, at its other posts and over all of them, whatever the year; the note says so. So does a country's
own mean, which stands in for posts without one. What else was published of a post, of both directions or where no
mean was, widens the range that a plan takes: `corridor.figures`.
"""

from __future__ import annotations

from collections import defaultdict

from tools.build_data.border_times import gateway_ids
from tools.build_data.graph import read_rows
from tools.build_data.sources import source_ids

Row = dict[str, str]
SINGLE = 0.5
COLUMNS = ("duration_hours", "cost_usd")
ONE_YEAR = "one year only: range ±50 %"
PORT = "port-"
"""how the ids of ports begin in the hand-kept table: a wait for a ferry is nothing that a border is like"""
OTHERS = ", and what was published of the country's other posts and years"
ELSEWHERE = (0.05, 3.0)
"""range of a border that nothing is known of, as parts of the mean that stands in"""
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


def border_sides() -> list[dict[str, object]]:
    """Return the rows of border_sides.csv."""
    rows = [row for row in read_rows("border_times.csv") if row["duration_hours"] or row["cost_usd"]]
    groups: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    known = gateway_ids()
    for row in rows:
        if row["mode"] not in ("road", "rail"):
            continue
        if row["scope"] == "BCP" and row["crossing_id"]:
            gateway = known[row["crossing_id"]]
            groups["crossing", gateway, row["reporting_country"], row["mode"], row["direction"]].append(row)
        elif row["scope"] == "country":
            groups["country", "", row["reporting_country"], row["mode"], row["direction"]].append(row)
        elif row["scope"] == "region":
            groups["carec", "", "", row["mode"], row["direction"]].append(row)
    beside, crossings = _beside(groups), {row["id"] for row in read_rows("crossings.csv")}
    found = [
        side
        for key, group in sorted(groups.items())
        if (side := _side(key, group, beside[key[2:]] if key[0] == "country" or key[1] in crossings else []))
        is not None
    ]
    return found + _same_gauge(found) + _eaeu(found) + _assumed_areas() + _elsewhere(found)


def _beside(groups: dict[tuple[str, str, str, str, str], list[Row]]) -> dict[tuple[str, str, str], list[Row]]:
    """Return the means of a country, of all its crossings and of each, by country, mode and direction."""
    beside: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for (_, _, country, mode, direction), group in groups.items():
        firm = [row for row in group if row["statistic"] == "mean" and row["confidence"] != "low"]
        beside[country, mode, direction] += [row for row in firm if not row["crossing_id"].startswith(PORT)]
    return beside


def _side(key: tuple[str, str, str, str, str], group: list[Row], beside: list[Row]) -> dict[str, object] | None:
    """Return the row of a side; what is told `beside` it widens the range of a single row and of a country's mean."""
    scope, name, country, mode, direction = key
    time, cost = (_summary(group, column, beside, of_country=scope == "country") for column in COLUMNS)
    if time is None:
        return None
    kazakh_rail = scope == "country" and country == "KZ" and mode == "rail" and direction != "outbound"
    notes = [] if time["several"] else [ONE_YEAR + (OTHERS if time["widened"] else "")]
    if scope == "country":  # one post may lie far from its country's mean
        time, cost = _at_least_half(time), _at_least_half(cost) if cost else None
        notes = ["mean of the country's posts: range at least ±50 %, and all that was published of them"]
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
        "sources": source_ids(row["source"] for row in [*group, *(beside if time["widened"] else [])]),
        "note": "; ".join(notes),
    }


def _summary(group: list[Row], column: str, beside: list[Row], *, of_country: bool) -> dict[str, object] | None:
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
    others = [] if several and not of_country else [float(row[column]) for row in beside if row[column]]
    widened = (min([low, *others]), max([high, *others])) != (low, high)
    low, high = min([low, *others]), max([high, *others])
    return {
        "value": value,
        "low": round(low, 2),
        "high": round(high, 2),
        "year": last["year"],
        "several": several,
        "widened": widened,
    }


def _at_least_half(figure: dict[str, object]) -> dict[str, object]:
    value, low, high = (float(str(figure[key])) for key in ("value", "low", "high"))
    return {
        **figure,
        "low": round(min(low, (1 - SINGLE) * value), 2),
        "high": round(max(high, (1 + SINGLE) * value), 2),
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


def _elsewhere(found: list[dict[str, object]]) -> list[dict[str, object]]:
    """Borders of countries outside CAREC, which no figure is known of: a mean, from nearly nothing to days.

    On railways without a break of gauge that is the mean of the 1520 mm members, else CAREC's.
    """
    means = [mean for mean in found if mean["scope"] == "carec" and mean["direction"] == "all"]
    rows = [_wide(mean, "any", "the mean of CAREC's borders") for mean in means]
    broad = _same_gauge(found)
    both = {
        **broad[0],
        "direction": "all",
        "time_h": _mean(broad, "time_h"),
        "cost_usd": _mean(broad, "cost_usd"),
        "as_of": max(str(side["as_of"]) for side in broad),
        "sources": "|".join(sorted({one for side in broad for one in str(side["sources"]).split("|")})),
    }
    return [*rows, _wide(both, "no", "the mean of borders inside the 1520 mm area of Central Asia")]


def _wide(mean: dict[str, object], gauge_break: str, what: str) -> dict[str, object]:
    time, cost = float(str(mean["time_h"])), float(str(mean["cost_usd"]))
    return {
        **mean,
        "scope": "elsewhere",
        "gauge_break": gauge_break,
        "basis": "assumed",
        "time_low_h": round(ELSEWHERE[0] * time, 2),
        "time_high_h": round(ELSEWHERE[1] * time, 2),
        "cost_low_usd": round(ELSEWHERE[0] * cost, 2),
        "cost_high_usd": round(ELSEWHERE[1] * cost, 2),
        "note": f"no figure of this border is known: {what} stands in, range a twentieth to three times",
    }


def _assumed_areas() -> list[dict[str, object]]:
    """Borders inside an area of inputs/areas.csv that inputs/assumptions.csv speaks of."""
    rows = [row for row in read_rows("assumptions.csv") if row["kind"] in ("border_time", "border_cost")]
    by = {(row["kind"], row["key"], row["mode"]): row for row in rows}
    return [
        {
            "scope": key,
            "key": "",
            "country": "",
            "mode": mode,
            "direction": "all",
            "gauge_break": "any",
            "time_h": by["border_time", key, mode]["value"],
            "time_low_h": by["border_time", key, mode]["low"],
            "time_high_h": by["border_time", key, mode]["high"],
            "cost_usd": by["border_cost", key, mode]["value"],
            "cost_low_usd": by["border_cost", key, mode]["low"],
            "cost_high_usd": by["border_cost", key, mode]["high"],
            "basis": "assumed",
            "as_of": by["border_time", key, mode]["as_of"],
            "sources": source_ids([by["border_time", key, mode]["source"]]),
            "note": by["border_time", key, mode]["note"],
        }
        for key in dict.fromkeys(row["key"] for row in rows)
        for mode in ("road", "rail")
    ]


def _mean(sides: list[dict[str, object]], column: str) -> float:
    return round(sum(float(str(side[column])) for side in sides) / len(sides), 2)


def _least(sides: list[dict[str, object]], column: str) -> float:
    return min(float(str(side[column])) for side in sides)


def _most(sides: list[dict[str, object]], column: str) -> float:
    return max(float(str(side[column])) for side in sides)

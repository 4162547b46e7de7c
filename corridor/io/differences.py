"""Two corridors beside each other, as plain values and in Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from corridor.figures import total
from corridor.io.markdown import escaped, markdown_table
from corridor.io.plain import plan_values
from corridor.io.printed import DIGITS, Number, Values, added, dumps, sum_of, taken
from corridor.io.totals import total_values
from corridor.io.words import figure, hours, number
from corridor.model import BorderChange, Corridor, CountryChange, Difference, Figure, Leg, Part, Plan, Stop

SHIPPED = "the shipped world"
AGAINST = "Against the shipped world"
BY_SHIP = "by ship"
KEYS = {"km": "distance_km", "h": "time_h", "usd": "cost_usd"}
UNITS = {"km": "km", "h": "h", "usd": "USD"}
Names = tuple[str, str] | None
"""what to call both worlds, None for what their plans call them"""
HERE = (SHIPPED, "this scenario")
HEADS = {"km": "km", "h": "time", "usd": "USD"}


def planned_json(plan: Plan, against: Difference | None) -> str:
    """Return a plan as JSON, with what differs from the shipped world under `against`."""
    return dumps({**plan_values(plan), "against": difference_values(against) if against else None}, indent=1)


def difference_values(found: Difference) -> Values:
    """Return a difference: both corridors' totals, the change, and the parts by border and country."""
    before, after = _corridor(found.before), _corridor(found.after)
    return {
        "baseline": before,
        "corridor": after,
        "reason": found.reason or None,
        "change": {name: change(found, name) for name in KEYS},
        "borders": [
            {"pair": [one.start, one.end], "before": _border(one.before), "after": _border(one.after)}
            for one in found.borders
        ],
        "legs": [
            {"country": one.country or None, "before": _country(one.before), "after": _country(one.after)}
            for one in found.countries
        ],
    }


def change(found: Difference, name: str) -> Number:
    """Return by how much km, h or usd of the best corridor differ, None where one is not known."""
    pair = [total_values(one)[KEYS[name]] if one else None for one in (found.before, found.after)]
    return None if pair[0] is None or pair[1] is None else round(pair[1] - pair[0], DIGITS[UNITS[name]])


def changed(found: Difference, name: str) -> str:
    """Return the same in words: +12 h, −340, 0; "" where it is not known."""
    value = change(found, name)
    if value is None:
        return ""
    amount = hours(abs(value)) if name == "h" else number(abs(value))
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{amount}"


def sums(part: Part | None) -> dict[str, Figure | None]:
    """Return km, h and usd of a part; a sum is None where any of its parts has no figure."""
    if part is None:
        return dict.fromkeys(KEYS)
    parts = _figures(part)
    return {name: _total(figures, UNITS[name]) for name, figures in parts.items()}


def rows(found: Difference) -> list[tuple[str, str, list[str], bool]]:
    """Return each border and country in words: where, how, km, time and USD, and whether it changed."""
    if found.before is None or found.after is None:  # one corridor is beside nothing: what it does, once
        return [(where, how, cells, True) for where, how, cells, _ in rows(_doubled(found))]
    made = []
    for border in found.borders:
        pair = _pair(_how_border(border.before), _how_border(border.after))
        made.append((f"{border.start} → {border.end}", pair, _cells(border), border.before != border.after))
    for country in found.countries:
        pair = _pair(_how_country(country.before), _how_country(country.after))
        made.append((country.country or "sea", pair, _cells(country), _moved(country)))
    return made


def totals(found: Difference, names: Names = None) -> list[tuple[str, str, list[str]]]:
    """Return each corridor in words: its world, its label, km, time and USD; then the change."""
    made = []
    names = names or (found.before_world or SHIPPED, found.after_world or SHIPPED)
    for world, one in zip(names, (found.before, found.after), strict=True):
        if one is None:
            made.append((world, f"no corridor: {found.reason.split('; ')[0]}", [""] * len(KEYS)))
        else:
            card = one.totals
            label = f"{one.label} (blocked)" if one.blocked else one.label
            made.append((world, label, [figure(each) for each in (card.distance, card.time, card.cost)]))
    if found.before and found.after:
        made.append(("change", "", [changed(found, name) for name in KEYS]))
    return made


def difference_markdown(found: Difference, head: str = AGAINST, *, names: Names = HERE) -> str:
    """Return a difference as a section of a report, ending in a newline."""
    both = markdown_table(
        ("", "Best corridor", "km", "Time", "USD"), [[*one[:2], *one[2]] for one in totals(found, names)], right=3
    )
    parts = markdown_table(
        ("Where", "How", "km", "Time", "USD"), [[where, how, *cells] for where, how, cells, _ in rows(found)], right=3
    )
    return f"## {escaped(head)}\n\n{both}\n\n{parts}\n"


def _corridor(one: Corridor | None) -> Values | None:
    if one is None:
        return None
    status = "blocked" if one.blocked else "open"
    return {"id": one.id, "label": one.label, "status": status, "via": list(one.via), "totals": total_values(one)}


def _border(part: Part | None) -> Values | None:
    if part is None:
        return None
    return {"via": list(part.via), "by_ship": not part.stops, **_numbers(part, ("h", "usd"))}


def _country(part: Part | None) -> Values | None:
    if part is None:
        return None
    modes = [mode.value for mode in part.modes]
    return {"modes": modes, "via": list(part.via), **_numbers(part, ("km", "h", "usd"))}


def _numbers(part: Part, names: tuple[str, ...]) -> Values:
    """Return sums of printed figures, so that parts add up to the printed totals."""
    steps: list[Leg | Stop] = [*part.legs, *part.stops]
    times = [taken(step) for step in steps]
    every = {
        "km": added("km", (leg.distance for leg in part.legs)),
        "h": sum_of("h", [time for time, _ in times]),
        "usd": sum_of("USD", [cost for _, cost in times]),
    }
    found = {name: every[name] for name in names}
    return {name: None if one is None else one.value for name, one in found.items()}


def _figures(part: Part) -> dict[str, list[Figure | None]]:
    steps: list[Leg | Stop] = [*part.legs, *part.stops]
    return {
        "km": [leg.distance for leg in part.legs],
        "h": [step.time for step in steps],
        "usd": [step.cost for step in steps],
    }


def _total(figures: Iterable[Figure | None], unit: str) -> Figure | None:
    every = list(figures)
    known = [one for one in every if one is not None]
    return total(known, unit) if len(known) == len(every) else None


def _doubled(found: Difference) -> Difference:
    """Return the one corridor of a difference beside itself."""
    only = found.after or found.before
    borders = [replace(one, before=one.before or one.after, after=one.after or one.before) for one in found.borders]
    countries = [replace(one, before=one.before or one.after, after=one.after or one.before) for one in found.countries]
    return replace(found, before=only, after=only, borders=tuple(borders), countries=tuple(countries))


def _moved(one: CountryChange) -> bool:
    """Say whether a country's part differs in what a table shows of it."""
    return sums(one.before) != sums(one.after) or _how_country(one.before) != _how_country(one.after)


def _cells(one: BorderChange | CountryChange) -> list[str]:
    before, after = sums(one.before), sums(one.after)
    cells = []
    for name in KEYS:
        nothing = name == "km" and isinstance(one, BorderChange)
        texts = [
            "" if part is None or nothing or _by_ship(one, part) else figure(values[name])
            for part, values in ((one.before, before), (one.after, after))
        ]
        cells.append(_pair(*texts))
    return cells


def _by_ship(one: BorderChange | CountryChange, part: Part) -> bool:
    return isinstance(one, BorderChange) and not part.stops


def _pair(before: str, after: str) -> str:
    return before if before == after else f"{before or '–'} → {after or '–'}"


def _how_border(part: Part | None) -> str:
    if part is None:
        return ""
    return ", ".join(dict.fromkeys(_shown(stop) for stop in part.stops)) or BY_SHIP


def _shown(stop: Stop) -> str:
    return f"{stop.name} ({stop.status.value})" if stop.status.value in ("closed", "planned") else stop.name


def _how_country(part: Part | None) -> str:
    if part is None:
        return ""
    modes = "+".join(mode.value for mode in part.modes)
    return f"{modes} via {', '.join(part.names)}" if part.stops else modes

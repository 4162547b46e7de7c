"""What may go otherwise, in sentences and short words; shared by tables and reports."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from corridor.io.words import hours, number
from corridor.model import Corridor, Margin, Objective, Outage, Risk, Swing, Threshold, Tipping

UNITS = {Objective.TIME: "h", Objective.COST: "USD", Objective.DISTANCE: "km", Objective.CO2E: "kg"}
KINDS = {"cell": "one mode in a country", "country": "country left out"}
DISTRIBUTION = "normal in two halves: median the value, 5th and 95th percentile the ends of its range, never below 0"


def sentence(risk: Risk, margin: Margin, one: Threshold) -> str:
    """Return what would have to change at one gateway before the rival comes first of all."""
    return f"{_would(one.name, margin.unit, one.change)} before {_first(risk, margin)}"


def by_objective(risk: Risk, margin: Margin) -> bool:
    """Say whether a margin is in the unit of the objective: then a rival is first of all ways, not of these alone."""
    return UNITS[risk.plan.objective] == margin.unit


def told(risk: Risk, margin: Margin) -> list[str]:
    """Return a margin in a sentence, and what would put the rival first, gateways at which the same would do together.

    Where nothing at one stop does, the one sentence says so.
    """
    by = "by time" if margin.unit == "h" else "by cost"
    ahead = f"{by}, {margin.leader} is {_amount(abs(margin.gap), margin.unit)} ahead of {margin.rival}"
    if margin.blocked:
        return [f"{by}, {margin.rival} ({margin.rival_name}) has more closed gateways: it wins at no price"]
    if not margin.thresholds:
        return [f"{ahead}: no change at one stop puts {margin.rival} first"]
    groups: dict[tuple[str, float], list[str]] = {}
    for one in margin.thresholds:
        groups.setdefault((one.corridor, one.change), []).append(one.name)
    first = _first(risk, margin, named=False)
    return [
        ahead,
        *(f"{_would(_either(names), margin.unit, change)} before {first}" for (_, change), names in groups.items()),
    ]


def tipping_told(one: Tipping) -> str:
    """Return how much a gateway of the best corridor could take more before a way round it wins."""
    if one.change is None:
        return f"{one.name}: no way round it that is as open"
    more = "longer" if one.unit == "h" else "more"
    verb = "take" if one.unit == "h" else "cost"
    return f"{one.name} could {verb} {_amount(one.change, one.unit)} {more} before a way round it wins: {one.winner}"


def worth(risk: Risk, hours_more: float | None, dollars: float | None = 0.0) -> float | None:
    """Return hours at what one is worth, and dollars; None where either, or the value of time, is not known."""
    value = risk.plan.value_of_time
    return None if value is None or hours_more is None or dollars is None else dollars + hours_more * value


def buffers(risk: Risk) -> str:
    """Return what the buffer of each corridor is worth, "" where no value of time was given."""
    told = ((one.corridor, worth(risk, one.buffer_h)) for one in risk.arrivals)
    amounts = ", ".join(f"{name} {number(usd)} USD" for name, usd in told if usd is not None)
    return f"an hour is worth {number(risk.plan.value_of_time or 0)} USD: buffer {amounts}" if amounts else ""


def way_left(one: Outage, risk: Risk) -> str:
    """Return the way that is left with something shut: no way, or its label, after its countries where others.

    It says where it is blocked and the best corridor is not, or the other way round, and how many more closed gateways
    it leads through.
    """
    if not one.way:
        return "no way"
    status = "" if one.blocked == risk.plan.blocked else "blocked" if one.blocked else "open"
    parts = ("–".join(one.sequence), status, more_closed(one), one.label)
    return ", ".join(filter(None, parts)) or "as before"


def more_closed(one: Outage) -> str:
    """Return through how many more, or fewer, closed gateways a way leads, "" where through as many."""
    count = abs(one.more_closed)
    if not count:
        return ""
    return (
        f"through {count} {'more' if one.more_closed > 0 else 'fewer'} closed {'border' if count == 1 else 'borders'}"
    )


def ends(risk: Risk) -> str:
    """Return to which ends no way is left, "" where one is left whatever is shut."""
    if all(one.way for one in risk.outages) or not risk.ends:
        return ""
    names = [one.name for one in risk.ends]
    several = "the only end considered" if len(names) == 1 else "the ends considered"
    return f"no way: to {', '.join(names)}, {several}; --to names another"


def changes(one: Outage) -> bool:
    """Say whether shutting something takes the best corridor away."""
    return not one.way or bool(one.label)


def signed(value: float | None, unit: str) -> str:
    """Return a change: +12 h, −340, ±0; "" where it is not known."""
    if value is None:
        return ""
    amount = hours(abs(value)) if unit == "h" else number(abs(value))
    return f"±{amount}" if amount in ("0", "0 h") else f"{'+' if value > 0 else '−'}{amount}"


def result(value: float, objective: Objective) -> str:
    """Return a value of the objective in words."""
    if objective is Objective.TIME:
        return hours(value)
    return f"{number(value / 1000)} t" if objective is Objective.CO2E else f"{number(value)} {UNITS[objective]}"


def span(one: Swing) -> str:
    """Return the range of an input."""
    if one.unit == "× length":
        return f"{one.low - 1:+.0%} to {one.high - 1:+.0%}".replace("-", "−")
    return f"{_short(one.low)}–{_short(one.high)} {one.unit.replace(' per ', '/')}"


def wins(one: Swing) -> str:
    """Return what comes first instead at either end of an input's range."""
    ends = (("low", one.wins_low), ("high", one.wins_high))
    return "; ".join(f"{end}: {what}" for end, what in ends if what)


def arrives(risk: Risk, after_h: float) -> str:
    """Return the date and time of an arrival, to the hour after leaving; "" where no departure was given."""
    if not risk.depart:
        return ""
    moment = datetime.datetime.fromisoformat(risk.depart) + datetime.timedelta(hours=round(after_h))
    return moment.isoformat(timespec="minutes")


def unaffected(risk: Risk) -> str:
    """Return the names of what can be shut without taking the best corridor away, "" where there is none."""
    return "; ".join(one.name for one in risk.outages if not changes(one))


def by_id(risk: Risk) -> dict[str, Corridor]:
    """Return the corridors by id."""
    return {one.id: one for one in risk.plan.corridors}


def percent(share: float) -> str:
    """Return a share in whole percent; what is little is <1 %, what is not all is >99 %."""
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 < share < 1 else f"{share:.0%}"


def _first(risk: Risk, margin: Margin, *, named: bool = True) -> str:
    rival = f"{margin.rival} ({margin.rival_name})" if named else margin.rival
    if by_objective(risk, margin):
        return f"{rival} wins"
    return f"{rival} is the {'fastest' if margin.unit == 'h' else 'cheapest'} of these"


def _would(name: str, unit: str, change: float) -> str:
    verb, more = (
        ("take", "longer" if change >= 0 else "less") if unit == "h" else ("cost", "more" if change >= 0 else "less")
    )
    return f"{name} would have to {verb} {_amount(abs(change), unit)} {more}"


def _amount(value: float, unit: str) -> str:
    return f"{number(value)} {unit}"


def _either(names: Iterable[str]) -> str:
    names = list(names)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _short(value: float) -> str:
    return f"{value:.3g}"

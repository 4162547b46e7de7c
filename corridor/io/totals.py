"""The totals and indicators of a corridor as plain values, and what it does by country and by mode."""

from __future__ import annotations

from corridor.io.printed import (
    DIGITS,
    Printed,
    Values,
    added,
    ends,
    figure_values,
    figures_values,
    printed,
    rounded,
    sum_of,
    taken,
)
from corridor.model import Corridor, CountryTally, Figure, Leg, Scorecard, StopKind, Tally
from corridor.scoring import per_teu
from corridor.tallies import Part, by_modes, country_tally, in_countries, mode_tally, whole

CORE = ("distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg")
"""the sums that come first among the totals"""


def total_values(corridor: Corridor, teu: int | None = None) -> Values:
    """Return the totals of a corridor as in `totals` of `to_json`; those per TEU only where there is such a number.

    `co2e_hubs_kg` are hub operations, for which no factor was found: they are not in `co2e_kg`. `crossings` are the
    borders that TFI1 and TFI2 are means over: with 0 of them both are null as none was passed, else as not known.
    """
    card, sums = corridor.totals, _sums(whole(corridor), corridor.totals.value_of_time)
    numbers = {name: _number(shown) for name, shown in sums.items()}
    told = {name: rounded(figure) for name, figure in _indicators(card, teu).items()}
    return {
        **{name: numbers.pop(name) for name in CORE},
        "borders": card.borders,
        "gauge_breaks": card.gauge_breaks,
        "transfers": card.transfers,
        "segments": card.segments,
        **{name: told.pop(name) for name in ("circuity", "swod_kph", "swd_kph", "tfi3_usd")},
        **numbers,
        **{name: told.pop(name) for name in ("tfi1_h", "tfi2_usd", "tfi4_kph")},
        "time_shares": _shares(card),
        **told,
        "co2e_hubs_kg": None,
        "crossings": sum(stop.kind is StopKind.CLEARANCE for stop in corridor.stops),
    }


def total_figures(corridor: Corridor, teu: int | None = None) -> Values:
    """Return the figures of a corridor's totals as in `figures` of `to_json`."""
    sums, figures = _sums(whole(corridor), corridor.totals.value_of_time), _figures(corridor.totals)
    found = {name: figure_values(figures[name], shown) for name, shown in sums.items()}
    return found | figures_values(**_indicators(corridor.totals, teu))


def country_values(corridor: Corridor, teu: int | None = None) -> list[Values]:
    """Return what is done in each country, null at sea, as in `by_country` of `to_json`: its sums are the totals."""
    made = []
    for part in in_countries(corridor):
        one = country_tally(part, corridor.totals)
        ratios = {
            "swod_kph": one.swod,
            "swd_kph": one.swd,
            "tfi1_h": one.tfi1,
            "tfi2_usd": one.tfi2,
            "tfi3_usd": one.tfi3,
            "tfi4_kph": one.tfi4,
            "g_per_tkm": one.intensity,
            **_boxes(one, teu),
        }
        told = _tally(one, _figures(one), _sums(part, corridor.totals.value_of_time), ratios)
        shares = {"time_shares": _shares(one)}
        made.append({"country": one.key or None, "border_sides": one.sides, **shares, **told})
    return made


def mode_values(corridor: Corridor) -> list[Values]:
    """Return what is moved by each mode as in `by_mode` of `to_json`; borders and handling are not in it."""
    made = []
    for part in by_modes(corridor):
        one = mode_tally(part, corridor.totals)
        figures = _moved(one)
        ratios = {"swod_kph": one.swod, "g_per_tkm": one.intensity, "load_factor": one.load_factor}
        made.append({"mode": one.key, **_tally(one, figures, _sums(part, None), ratios)})
    return made


def well_to_tank(leg: Leg) -> Printed | None:
    """Return the well-to-tank emissions of a leg: with the printed tank-to-wheel ones they are the printed whole.

    That holds at the low and the high end too, where the whole's is not below that of tank-to-wheel.
    """
    whole, ttw = printed(leg.co2e), printed(leg.ttw)
    if whole is None or ttw is None or leg.wtt is None:
        return None
    value, low, high = (
        round(one - other, DIGITS["kg"])
        for one, other in ((whole.value, ttw.value), (whole.low, ttw.low), (whole.high, ttw.high))
    )
    return Printed(value, min(value, max(0.0, low)), max(value, high))


def _tally(
    one: Tally, figures: dict[str, Figure | None], sums: dict[str, Printed | None], ratios: dict[str, Figure | None]
) -> Values:
    """Return the numbers of a tally, its figures without the sources, which those of legs and stops have."""
    shown = {name: sums[name] for name in figures} | {name: printed(each) for name, each in ratios.items()}
    every = figures | ratios
    return {
        "share": round(one.share, 4),
        **{name: _number(each) for name, each in shown.items()},
        "figures": {name: _ranged(every[name], each) for name, each in shown.items()},
    }


def _ranged(figure: Figure | None, shown: Printed | None) -> Values | None:
    if figure is None or shown is None:
        return None
    return {"value": shown.value, "low": shown.low, "high": shown.high, "basis": figure.basis.value}


def _sums(part: Part, value_of_time: float | None) -> dict[str, Printed | None]:
    """Return the totals of a part that are sums, by name, of what is printed of it; None where anything has none."""
    legs, stops = part.legs, part.handled
    moved, handled = [taken(leg) for leg in legs], [taken(stop) for stop in stops]
    cleared = [(None, None) if one is None else taken(one) for one in part.cleared]
    steps = [*moved, *cleared, *handled]
    return {
        "distance_km": added("km", (leg.distance for leg in legs)),
        "moving_h": sum_of("h", [time for time, _ in moved]),
        "border_h": sum_of("h", [time for time, _ in cleared]),
        "terminal_h": sum_of("h", [time for time, _ in handled]),
        "time_h": sum_of("h", [time for time, _ in steps]),
        "cost_usd": sum_of("USD", [cost for _, cost in steps]),
        "co2e_kg": added("kg", (leg.co2e for leg in legs)),
        "transport_usd": sum_of("USD", [cost for _, cost in moved]),
        "border_usd": sum_of("USD", [cost for _, cost in cleared]),
        "transfer_usd": sum_of("USD", [cost for _, cost in handled]),
        "co2e_ttw_kg": added("kg", (leg.ttw for leg in legs)),
        "co2e_wtt_kg": sum_of("kg", [well_to_tank(leg) for leg in legs]),
        "generalised_usd": _generalised(steps, value_of_time),
    }


def _generalised(steps: list[tuple[Printed | None, Printed | None]], value_of_time: float | None) -> Printed | None:
    """Return what all steps cost and their hours are worth, each in cents, so that countries add up to the whole."""
    if value_of_time is None:
        return None
    worth = [time and Printed(*(round(one * value_of_time, DIGITS["USD"]) for one in ends(time))) for time, _ in steps]
    return sum_of("USD", [*worth, *(cost for _, cost in steps)])


def _moved(one: Scorecard | Tally) -> dict[str, Figure | None]:
    return {
        "distance_km": one.distance,
        "moving_h": one.moving,
        "transport_usd": one.transport_cost,
        "co2e_kg": one.co2e,
        "co2e_ttw_kg": one.ttw,
        "co2e_wtt_kg": one.wtt,
    }


def _figures(one: Scorecard | CountryTally) -> dict[str, Figure | None]:
    return {
        **_moved(one),
        "border_h": one.border,
        "terminal_h": one.terminal,
        "time_h": one.time,
        "cost_usd": one.cost,
        "border_usd": one.border_cost,
        "transfer_usd": one.transfer_cost,
        "generalised_usd": one.generalised,
    }


def _indicators(card: Scorecard, teu: int | None) -> dict[str, Figure | None]:
    """Return what is no sum: speeds, means, intensity, circuity."""
    return {
        "circuity": card.circuity,
        "swod_kph": card.swod,
        "swd_kph": card.swd,
        "tfi3_usd": card.tfi3,
        "tfi1_h": card.tfi1,
        "tfi2_usd": card.tfi2,
        "tfi4_kph": card.tfi4,
        "g_per_tkm": card.intensity,
        **_boxes(card, teu),
    }


def _boxes(one: Scorecard | CountryTally, teu: int | None) -> dict[str, Figure | None]:
    return {"usd_per_teu": per_teu(one.cost, teu), "co2e_kg_per_teu": per_teu(one.co2e, teu)} if teu else {}


def _number(shown: Printed | None) -> float | None:
    return None if shown is None else shown.value


def _shares(card: Scorecard | CountryTally) -> Values | None:
    if card.time_shares is None:
        return None
    return {name: round(one, 4) for name, one in zip(("moving", "border", "terminal"), card.time_shares, strict=True)}

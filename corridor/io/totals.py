"""The totals and indicators of a corridor as plain values, and what it does by country and by mode."""

from __future__ import annotations

from corridor.io.printed import (
    DIGITS,
    Printed,
    Values,
    added,
    figure_values,
    figures_values,
    printed,
    rounded,
    sum_of,
)
from corridor.model import Corridor, CountryTally, Figure, Leg, Scorecard, StopKind, Tally
from corridor.scoring import per_teu
from corridor.tallies import by_country, by_mode

CORE = ("distance_km", "moving_h", "border_h", "terminal_h", "time_h", "cost_usd", "co2e_kg")
"""the sums that come first among the totals"""


def total_values(corridor: Corridor, teu: int | None = None) -> Values:
    """Return the totals of a corridor as in `totals` of `to_json`; those per TEU only where there is such a number.

    `co2e_hubs_kg` are hub operations, for which no factor was found: they are not in `co2e_kg`.
    """
    card, numbers = corridor.totals, {name: _number(shown) for name, shown in _sums(corridor).items()}
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
    }


def total_figures(corridor: Corridor, teu: int | None = None) -> Values:
    """Return the figures of a corridor's totals as in `figures` of `to_json`."""
    sums = _sums(corridor)
    found = {name: figure_values(figure, sums[name]) for name, figure in _figures(corridor.totals).items()}
    return found | figures_values(**_indicators(corridor.totals, teu))


def country_values(corridor: Corridor) -> list[Values]:
    """Return what is done in each country, null at sea, as in `by_country` of `to_json`."""
    return [_country(one) for one in by_country(corridor)]


def mode_values(corridor: Corridor) -> list[Values]:
    """Return what is moved by each mode as in `by_mode` of `to_json`; borders and handling are not in it."""
    return [
        {"mode": one.key, **_tally(one, {**_moved(one), "load_factor": one.load_factor})} for one in by_mode(corridor)
    ]


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


def _country(one: CountryTally) -> Values:
    figures = {
        **_moved(one),
        "border_h": one.border,
        "terminal_h": one.terminal,
        "time_h": one.time,
        "border_usd": one.border_cost,
        "transfer_usd": one.transfer_cost,
        "cost_usd": one.cost,
        "swd_kph": one.swd,
        "tfi1_h": one.tfi1,
        "tfi2_usd": one.tfi2,
        "tfi3_usd": one.tfi3,
        "tfi4_kph": one.tfi4,
    }
    return {"country": one.key or None, "border_sides": one.sides, **_tally(one, figures)}


def _moved(one: Tally) -> dict[str, Figure | None]:
    return {
        "distance_km": one.distance,
        "moving_h": one.moving,
        "transport_usd": one.transport_cost,
        "co2e_kg": one.co2e,
        "swod_kph": one.swod,
    }


def _tally(one: Tally, figures: dict[str, Figure | None]) -> Values:
    """Return the numbers of a tally, its figures without the sources, which those of legs and stops have."""
    ranges = {name: _ranged(figure) for name, figure in figures.items()}
    return {"share": round(one.share, 4), **{name: rounded(one) for name, one in figures.items()}, "figures": ranges}


def _ranged(figure: Figure | None) -> Values | None:
    shown = printed(figure)
    if figure is None or shown is None:
        return None
    return {"value": shown.value, "low": shown.low, "high": shown.high, "basis": figure.basis.value}


def _sums(corridor: Corridor) -> dict[str, Printed | None]:
    """Return the totals that are sums, by name, of printed legs and stops; None where a part has none."""
    legs, stops = corridor.legs, corridor.stops
    return {
        "distance_km": added("km", (leg.distance for leg in legs)),
        "moving_h": added("h", (leg.time for leg in legs)),
        "border_h": added("h", (stop.time for stop in stops if stop.kind is StopKind.CLEARANCE)),
        "terminal_h": added("h", (stop.time for stop in stops if stop.kind is not StopKind.CLEARANCE)),
        "time_h": added("h", [*(leg.time for leg in legs), *(stop.time for stop in stops)]),
        "cost_usd": added("USD", [*(leg.cost for leg in legs), *(stop.cost for stop in stops)]),
        "co2e_kg": added("kg", (leg.co2e for leg in legs)),
        "transport_usd": added("USD", (leg.cost for leg in legs)),
        "border_usd": added("USD", (stop.cost for stop in stops if stop.kind is StopKind.CLEARANCE)),
        "transfer_usd": added("USD", (stop.cost for stop in stops if stop.kind is not StopKind.CLEARANCE)),
        "co2e_ttw_kg": added("kg", (leg.ttw for leg in legs)),
        "co2e_wtt_kg": sum_of("kg", [well_to_tank(leg) for leg in legs]),
        "generalised_usd": printed(corridor.totals.generalised),
    }


def _figures(card: Scorecard) -> dict[str, Figure | None]:
    return {
        "distance_km": card.distance,
        "moving_h": card.moving,
        "border_h": card.border,
        "terminal_h": card.terminal,
        "time_h": card.time,
        "cost_usd": card.cost,
        "co2e_kg": card.co2e,
        "transport_usd": card.transport_cost,
        "border_usd": card.border_cost,
        "transfer_usd": card.transfer_cost,
        "co2e_ttw_kg": card.ttw,
        "co2e_wtt_kg": card.wtt,
        "generalised_usd": card.generalised,
    }


def _indicators(card: Scorecard, teu: int | None) -> dict[str, Figure | None]:
    """Return what is no sum: speeds, means, intensity, circuity."""
    boxes = {"usd_per_teu": per_teu(card.cost, teu), "co2e_kg_per_teu": per_teu(card.co2e, teu)} if teu else {}
    return {
        "circuity": card.circuity,
        "swod_kph": card.swod,
        "swd_kph": card.swd,
        "tfi3_usd": card.tfi3,
        "tfi1_h": card.tfi1,
        "tfi2_usd": card.tfi2,
        "tfi4_kph": card.tfi4,
        "g_per_tkm": card.intensity,
        **boxes,
    }


def _number(shown: Printed | None) -> float | None:
    return None if shown is None else shown.value


def _shares(card: Scorecard) -> Values | None:
    if card.time_shares is None:
        return None
    return {name: round(one, 4) for name, one in zip(("moving", "border", "terminal"), card.time_shares, strict=True)}

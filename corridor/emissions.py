"""What the emission factors assume of the load, and what they leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isclose

from corridor.figures import Rate, weakest
from corridor.model import Basis, Figure, Mode
from corridor.scenario import TTW, WTT, WTW

TINY = 1e-9

UK_2025 = "uk-government-ghg-conversion-factors-2025-7052"
"""source id"""
AVERAGE_LOAD_T = 11.78
"""of an articulated truck over 33 t: Guidelines to Defra/DECC's GHG Conversion Factors 2012, table 7e, the edition at
hand that tells tonnes; less than that is a small load"""
HALF, FULL = 0.5, 1.0
"""load factors that the ends of the road's emissions are at"""
HUBS = "hub operations not in it: no data"
PART_RAIL = "which part of this leg has electric trains is not known"


def implied_load(full: float, half: float, average: float) -> float:
    """Return at what load, from 0 to 1, a vehicle has its average factor per tonne-kilometre, from those at others.

    A vehicle-km takes a + b × load, a tonne-kilometre (a + b × load) / load: full a + b, half 2a + b, average
    a / load + b; so load = a / (average − b) with a = half − full and b = 2 × full − half.

    >>> round(implied_load(73.91, 118.56, 95.02), 2)
    0.68
    """
    return (half - full) / (average - 2 * full + half)


def load_factor(mode: Mode) -> Figure | None:
    """Return how full the vehicles of a mode's emission factor are, by mass; None where the source does not tell.

    The road factors of the UK for 2025 at full, half and average load (73.91, 118.56 and 95.02 g/tkm) imply it. Those
    of freight trains and container ships are of all that ran, however full: no load factor is told with them.

    Its range is that of the emissions, half to full load.

    >>> found = load_factor(Mode.ROAD)
    >>> round(found.value, 2), found.low, found.high, load_factor(Mode.RAIL)
    (0.68, 0.5, 1.0, None)
    """
    if mode is not Mode.ROAD:
        return None
    load = implied_load(73.91, 118.56, 95.02)
    return Figure(load, HALF, FULL, "", Basis.DERIVED, (UK_2025,), "2025", "implied by the factors at three loads")


def well_to_tank(whole: Rate, ttw: Rate, wtt: Rate) -> Rate:
    """Return a well-to-tank factor that is what the whole has beyond tank-to-wheel, at the value and at both ends.

    Where that is not what was published of it, it rests on what the whole does too, and its note says so.

    >>> whole = Rate(34.7, 2, 34.7, "", Basis.ASSUMED, "", ("a", "b"), "low end hydro power")
    >>> tank, well = (Rate(most, 0, most, "", Basis.ASSUMED, "", ("b",), "low end 0") for most in (27.8, 6.9))
    >>> found = well_to_tank(whole, tank, well)
    >>> round(found.value, 1), found.low, round(found.high, 1), found.sources
    (6.9, 2, 6.9, ('a', 'b'))
    >>> found.note
    'well-to-tank: well-to-wheel less tank-to-wheel at both ends; low end hydro power'
    """
    value, low, high = (
        max(0.0, one - other) for one, other in ((whole.value, ttw.value), (whole.low, ttw.low), (whole.high, ttw.high))
    )
    low, high = min(value, low), max(value, high)
    if all(isclose(one, own, abs_tol=TINY) for one, own in ((value, wtt.value), (low, wtt.low), (high, wtt.high))):
        return wtt
    note = "; ".join(filter(None, ("well-to-tank: well-to-wheel less tank-to-wheel at both ends", whole.note)))
    sources = tuple(sorted({*whole.sources, *ttw.sources}))
    basis = weakest((whole.basis, ttw.basis))
    return replace(wtt, value=value, low=low, high=high, basis=basis, sources=sources, note=note)


def agreeing(shipped: Mapping[str, Rate], own: Mapping[str, Rate]) -> dict[str, Rate]:
    """Return the three factors of a mode with a scenario's own among them: the whole is always the sum of its parts.

    A whole of its own has its parts in the proportion of what ships; a part of its own makes the whole the sum of both,
    whatever whole is given with it.

    >>> def of(value, source):
    ...     return Rate(value, value, value, "kg per tkm", Basis.DERIVED, "", (source,), "")
    >>> shipped = {WTW: of(0.1, "a"), TTW: of(0.08, "a"), WTT: of(0.02, "a")}
    >>> {kind: round(one.value, 3) for kind, one in agreeing(shipped, {WTW: of(0.05, "s")}).items()}
    {'co2e': 0.05, 'co2e_ttw': 0.04, 'co2e_wtt': 0.01}
    >>> {kind: round(one.value, 3) for kind, one in agreeing(shipped, {TTW: of(0.0, "s")}).items()}
    {'co2e': 0.02, 'co2e_ttw': 0.0, 'co2e_wtt': 0.02}
    """
    if not own:
        return dict(shipped)
    if set(own) == {WTW}:
        whole, before = own[WTW], shipped[WTW].value
        share = shipped[TTW].value / before if before else 0.0
        told = "in the proportion of the shipped factors"
        return {
            WTW: whole,
            TTW: _scaled(whole, share, shipped[TTW], f"tank-to-wheel, {told}"),
            WTT: _scaled(whole, 1 - share, shipped[WTT], f"well-to-tank, {told}"),
        }
    ttw = own.get(TTW, shipped[TTW])
    wtt = own.get(WTT) or well_to_tank(*(shipped[kind] for kind in (WTW, TTW, WTT)))
    whole = Rate(
        ttw.value + wtt.value,
        ttw.low + wtt.low,
        ttw.high + wtt.high,
        ttw.unit,
        Basis.ASSUMED,
        max(ttw.as_of, wtt.as_of),
        tuple(sorted({*ttw.sources, *wtt.sources})),
        "; ".join(dict.fromkeys(filter(None, ("well-to-wheel, the sum of its parts", ttw.note, wtt.note)))),
    )
    return {WTW: whole, TTW: ttw, WTT: wtt}


def _scaled(whole: Rate, share: float, shipped: Rate, note: str) -> Rate:
    return replace(
        whole,
        value=whole.value * share,
        low=whole.low * share,
        high=whole.high * share,
        sources=tuple(sorted({*whole.sources, *shipped.sources})),
        note="; ".join(filter(None, (note, whole.note))),
    )


def small_load(cargo_t: float) -> str:
    """Return what a small load's emissions are, "" where the load is that of a truck of its own."""
    if cargo_t >= AVERAGE_LOAD_T:
        return ""
    return (
        f"emissions of {cargo_t:g} t are its share of vehicles with an average load; "
        "a vehicle of its own would emit more for it"
    )

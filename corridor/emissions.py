"""What the emission factors assume of the load, and what they leave out."""

from __future__ import annotations

from dataclasses import replace

from corridor.model import Basis, Figure, Mode

UK_2025 = "uk-government-ghg-conversion-factors-2025-7052"
"""source id"""
AVERAGE_LOAD_T = 11.78
"""of an articulated truck over 33 t: Guidelines to Defra/DECC's GHG Conversion Factors 2012, table 7e, the edition at
hand that tells tonnes; less than that is a small load"""
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

    >>> round(load_factor(Mode.ROAD).value, 2), load_factor(Mode.RAIL)
    (0.68, None)
    """
    if mode is not Mode.ROAD:
        return None
    load = implied_load(73.91, 118.56, 95.02)
    return Figure(load, load, load, "", Basis.DERIVED, (UK_2025,), "2025", "implied by the factors at three loads")


def well_to_tank(whole: Figure, ttw: Figure, wtt: Figure) -> Figure:
    """Return well-to-tank emissions whose ends are what the whole has beyond tank-to-wheel, where there is any.

    >>> whole, tank = Figure(34.7, 2, 34.7, "kg", Basis.ASSUMED), Figure(27.8, 0, 27.8, "kg", Basis.ASSUMED)
    >>> found = well_to_tank(whole, tank, Figure(6.9, 0, 6.9, "kg", Basis.ASSUMED))
    >>> (found.value, found.low, round(found.high, 1))
    (6.9, 2, 6.9)
    """
    low, high = max(0.0, whole.low - ttw.low), whole.high - ttw.high
    return replace(wtt, low=min(wtt.value, low), high=max(wtt.value, high))


def small_load(cargo_t: float) -> str:
    """Return what a small load's emissions are, "" where the load is that of a truck of its own."""
    if cargo_t >= AVERAGE_LOAD_T:
        return ""
    return (
        f"emissions of {cargo_t:g} t are its share of vehicles with an average load; "
        "a vehicle of its own would emit more for it"
    )

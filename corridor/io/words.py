"""How figures, closures and the order of travel are put to people; shared by tables and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corridor.emissions import HUBS
from corridor.geo import SCHEMATIC_KM
from corridor.model import Basis, Border, Corridor, Figure, Leg, Objective, Plan, Source, Status, Stop, StopKind
from corridor.scoring import per_teu

NO_DATA = "no data"
NONE_PASSED = "none passed"
"""of a mean over borders where there is none, which is not the same"""
SCHEMATIC = f"schematic: drawn in straight pieces of more than {SCHEMATIC_KM:g} km; the real way is not known"
LEAST_SCHEMATIC = 0.01
"""a share that is told"""
OBJECTIVES = {
    Objective.TIME: "least time",
    Objective.COST: "least cost",
    Objective.DISTANCE: "least distance",
    Objective.CO2E: "least CO2e",
}
_STEPS = {
    "crossing": "measured at this post",
    "union-state": "area: the Union State, Belarus and Russia",
    "eaeu": "area: inside the Eurasian Economic Union",
    "schengen": "area: the Schengen area, no controls between members",
    "ireland": "area: the land border of Ireland, no controls",
    "swiss": "area: customs union of Switzerland and Liechtenstein",
    "schengen-customs": "area: Schengen members with customs between them",
    "elsewhere": "assumed: no figures for this country, a mean from Central Asia with a wide range",
    "country": "mean of the country's posts",
    "same-gauge": "mean of rail members with one gauge on both sides",
    "carec": "mean of all CAREC borders",
}
_STRENGTH = {Basis.MEASURED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2}


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed gateways of one border, or one closed gateway inland, and the corridors that they block."""

    where: str
    gateways: tuple[str, ...]
    """names"""
    since: str
    note: str
    source: str
    corridors: tuple[str, ...]
    """ids"""


def steps(corridor: Corridor) -> tuple[Leg | Stop, ...]:
    """Return legs and stops in order of travel."""
    ordered: list[Leg | Stop] = [stop for stop in corridor.stops if stop.after_leg < 0]
    for index, leg in enumerate(corridor.legs):
        ordered.append(leg)
        ordered += [stop for stop in corridor.stops if stop.after_leg == index]
    return tuple(ordered)


def figures_of(step: Leg | Stop) -> tuple[Figure, ...]:
    """Return the figures that a leg or stop has."""
    every = (step.distance, step.time, step.cost, step.co2e) if isinstance(step, Leg) else (step.time, step.cost)
    return tuple(figure for figure in every if figure is not None)


def sources_of(step: Leg | Stop) -> tuple[str, ...]:
    """Return the ids of all sources of a leg or stop, each once."""
    status = (step.source,) if isinstance(step, Stop) and step.source else ()
    return tuple(dict.fromkeys([*(each for figure in figures_of(step) for each in figure.sources), *status]))


def weakest(figures: Iterable[Figure]) -> Basis | None:
    """Return the weakest basis of some figures, None where there are none."""
    return max((figure.basis for figure in figures), key=_STRENGTH.__getitem__, default=None)


def planned(leg: Leg) -> str:
    """Return which planned links a leg rests on and for how far, "" where none."""
    uses = [f"{number(use.distance.value)} km of {use.link}, {use.status}" for use in leg.planned]
    return f"planned: {'; '.join(uses)}" if uses else ""


def basis(step: Leg | Stop) -> str:
    """Return the weakest basis of a leg or stop, and how much of a leg is schematic: derived, 37% schematic."""
    found = weakest(figures_of(step))
    share = schematic(step) if isinstance(step, Leg) else ""
    return ", ".join(filter(None, (NO_DATA if found is None else found.value, share)))


def schematic(of: Leg | Corridor) -> str:
    """Return how much of a leg, or of a corridor by land, is schematic; "" where that is less than 1 %."""
    return f"{of.schematic:.0%} schematic" if of.schematic >= LEAST_SCHEMATIC else ""


def closures(plan: Plan) -> tuple[Closure, ...]:
    """Return what is closed on the corridors of a plan, by border, in order of travel."""
    stops: dict[tuple[str, ...], list[tuple[str, Stop]]] = {}
    for corridor in plan.corridors:
        for stop in corridor.stops:
            if stop.status is Status.CLOSED:
                place = stop.countries if len(stop.countries) > 1 else (*stop.countries, stop.gateway)
                stops.setdefault(place, []).append((corridor.id, stop))
    return tuple(_closure(plan, found) for found in stops.values())


def country_name(plan: Plan, code: str) -> str:
    """Return the name of a country of the sequence, the code of any other."""
    return next((country.name for country in plan.sequence if country.code == code), code)


def closed(plan: Plan, closure: Closure) -> str:
    """Return what is closed, since when and why, and which corridors that concerns."""
    since = f" since {closure.since}" if closure.since else ""
    note = f" ({closure.note})" if closure.note else ""
    ids = ", ".join(closure.corridors)
    word = "corridor" if len(closure.corridors) == 1 else "corridors"
    whose = "all corridors" if len(closure.corridors) == len(plan.corridors) > 1 else f"{word} {ids}"
    return f"{', '.join(closure.gateways)} closed{since}{note}; {whose} planned on the last open time"


def cited(source: Source) -> str:
    """Return a document as it is cited: its title, who published it, when."""
    return ", ".join(filter(None, (source.title, published(source.publisher, source.year))))


def published(publisher: str, year: str) -> str:
    """Return who published a document, and when; that it is not known is said."""
    return ", ".join(filter(None, (publisher or "publisher not known", year)))


def warnings(plan: Plan) -> tuple[str, ...]:
    """Return the warnings of a plan and its corridors, each once, but those of closures, told apart."""
    told = tuple(f"{closure.where} is closed" for closure in closures(plan))
    general = tuple(warning for warning in plan.warnings if not warning.startswith(told))
    whose: dict[str, list[str]] = {}
    for corridor in plan.corridors:
        for warning in corridor.warnings:
            whose.setdefault(warning, []).append(corridor.id)
    return (*general, *(f"{', '.join(ids)}: {warning}" for warning, ids in whose.items()))


def border_step(step: str) -> str:
    """Return in words what a border figure stands on; `step` as in SideStep."""
    return _STEPS.get(step, f"area: {step}")


def by_ship(border: Border) -> str:
    """Return that a border is passed by ship, "" where a corridor uses a crossing of it."""
    if any(candidate.chosen for candidate in border.candidates):
        return ""
    if not border.candidates:
        return "no crossing in common: by ship"
    shut = all(candidate.status is Status.CLOSED for candidate in border.candidates)
    return "by ship: its crossings are closed" if shut else "by ship: no crossing in use"


def standing(status: Status) -> str:
    """Return a status for a place that does not say what it is of."""
    return "status not known" if status is Status.UNKNOWN else status.value


def scorecard(plan: Plan, corridor: Corridor) -> tuple[tuple[str, str], ...]:
    """Return the indicators of a corridor: (name, words), what is not known said as such."""
    card = corridor.totals
    shares = card.time_shares
    parts = ("moving", "at borders", "at terminals")
    costs = (("carriage", card.transport_cost), ("borders", card.border_cost), ("transfers", card.transfer_cost))
    speeds = (("SWOD", card.swod, "km/h"), ("SWD (TFI4)", card.swd, "km/h"))
    tfis = (("TFI1", card.tfi1, "h a border"), ("TFI2", card.tfi2, "USD a border, 20 t"))
    passed = any(stop.kind is StopKind.CLEARANCE for stop in corridor.stops)
    emitted = (f"{name} {ranged(one, 't')}" for name, one in (("tank to wheel", card.ttw), ("well to tank", card.wtt)))
    circuity = measure(card.circuity, "× the great circle", digits=2)
    rows = [
        (
            "time",
            ", ".join(f"{share:.0%} {part}" for share, part in zip(shares, parts, strict=True)) if shares else NO_DATA,
        ),
        ("cost", "; ".join(f"{name} {ranged(one, 'USD')}" for name, one in costs)),
        ("speed", "; ".join(f"{name} {measure(one, unit)}" for name, one, unit in speeds)),
        ("CPMM", "; ".join(f"{name} {measure(one, unit) if passed else NONE_PASSED}" for name, one, unit in tfis)),
        ("TFI3", measure(card.tfi3, "USD for 500 km and 20 t")),
        ("CO2e", "; ".join((*emitted, measure(card.intensity, "g/tkm"), HUBS))),
        ("way", f"{circuity}, {card.segments} legs, {card.gauge_breaks} breaks of gauge"),
    ]
    if card.generalised is not None:
        rows.append(
            ("generalised cost", f"{ranged(card.generalised, 'USD')} at {number(plan.value_of_time or 0)} USD/h")
        )
    if plan.container is not None and plan.teu:
        boxes = plan.container.boxes(plan.cargo_t)
        cost, co2e = per_teu(card.cost, plan.teu), per_teu(card.co2e, plan.teu)
        each = f"{measure(cost, 'USD')} and {measure(co2e, 't CO2e')} a TEU"
        rows.append(("container", f"{boxes} × {plan.container.value} ft, {plan.teu} TEU: {each}"))
    return tuple(rows)


def measure(one: Figure | None, unit: str, *, digits: int | None = None) -> str:
    """Return a figure with its unit and range: ~44 km/h (40–47)."""
    if one is None:
        return NO_DATA
    scaled = [_scaled(value, one.unit) for value in (one.value, one.low, one.high)]
    value, low, high = (number(each) if digits is None else f"{each:.{digits}f}" for each in scaled)
    told = " ".join(filter(None, (f"{'~' if one.basis is Basis.ASSUMED else ''}{value}", unit)))
    return told if low == high else f"{told} ({low}–{high})"


def indicator(one: Figure | None) -> str:
    """Return an indicator in a table whose head has the unit, with its range."""
    return measure(one, "")


def ranged(one: Figure | None, unit: str = "") -> str:
    """Return a figure in words with its range: ~3 355 USD (2 684–4 194)."""
    told = " ".join(filter(None, (figure(one), unit if one else "")))
    return f"{told} ({span(one)})" if span(one) else told


def rank_words(corridor: Corridor) -> str:
    """Return what a corridor is best in, or which other leaves it behind; "" where there is nothing to say."""
    if corridor.dominated_by:
        return f"no better than {corridor.dominated_by} in anything"
    return ", ".join(corridor.best_in)


def number(value: float) -> str:
    """Return a number as people read it: 6 412, 37, 4.5; what is little is <0.1, not 0."""
    if 0 < value < 0.05:
        return "<0.1"
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 9.95 else f"{value:.1f}".removesuffix(".0")


def hours(value: float) -> str:
    """Return a time given in hours as 9 d 4 h, 12 h, 2.5 h or 20 min."""
    if value < 1:
        return "0 h" if value <= 0 else f"{max(1, round(value * 60))} min" if value < 59.5 / 60 else "1 h"
    if value < 23.5:
        return f"{number(value)} h"
    days, rest = divmod(round(value), 24)
    return f"{days} d {rest} h" if rest else f"{days} d"


def figure(one: Figure | None) -> str:
    """Return the value of a figure in words: hours as days, kg as t; ~ before what is assumed."""
    if one is None:
        return NO_DATA
    value = hours(one.value) if one.unit == "h" else number(_scaled(one.value, one.unit))
    return f"~{value}" if one.basis is Basis.ASSUMED else value


def span(one: Figure | None) -> str:
    """Return the range of a figure, 7–12 d; "" where it has none."""
    if one is None or one.low == one.high:
        return ""
    if one.unit != "h":
        low, high = (number(_scaled(value, one.unit)) for value in (one.low, one.high))
        return f"{low}–{high}"
    unit, divisor = ("d", 24) if one.high >= 48 else ("h", 1)
    return f"{number(one.low / divisor)}–{number(one.high / divisor)} {unit}"


def _scaled(value: float, unit: str) -> float:
    return value / 1000 if unit == "kg" else value


def _closure(plan: Plan, found: list[tuple[str, Stop]]) -> Closure:
    first = found[0][1]
    inland = len(first.countries) < 2
    return Closure(
        first.name if inland else "–".join(country_name(plan, code) for code in first.countries),
        tuple(dict.fromkeys(stop.name for _, stop in found)),
        min(stop.status_since for _, stop in found),
        next((stop.status_note for _, stop in found if stop.status_note), ""),
        next((stop.source for _, stop in found if stop.source), ""),
        tuple(dict.fromkeys(corridor for corridor, _ in found)),
    )

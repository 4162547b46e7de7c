"""Lays the best corridors of two plans beside each other, by country and border."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from corridor.model import BorderChange, Corridor, CountryChange, Difference, Leg, Part, Plan, Stop

K = TypeVar("K", bound=Hashable)


def diff(before: Plan | None, after: Plan | None, *, reason: str = "") -> Difference:
    """Return how the best corridor of one plan differs from that of another.

    Either may be missing, for the `reason` given.
    """
    one, other = (plan.best if plan else None for plan in (before, after))
    (borders, countries), (more_borders, more_countries) = _parts(one), _parts(other)
    return Difference(
        one,
        other,
        before.scenario if before else "",
        after.scenario if after else "",
        reason,
        tuple(BorderChange(*pair, borders.get(pair), more_borders.get(pair)) for pair in _keys(borders, more_borders)),
        tuple(
            CountryChange(code, countries.get(code), more_countries.get(code))
            for code in _keys(countries, more_countries)
        ),
    )


def _keys(before: dict[K, Part], after: dict[K, Part]) -> Iterable[K]:
    """Return the keys of both in the order of the later corridor, those of the earlier alone at the end."""
    return dict.fromkeys((*after, *before))


def _parts(corridor: Corridor | None) -> tuple[dict[tuple[str, str], Part], dict[str, Part]]:
    """Return a corridor by border and by country."""
    borders: dict[tuple[str, str], Part] = {}
    countries: dict[str, Part] = {}
    if corridor is None:
        return borders, countries
    at = corridor.origin.country
    for step in _steps(corridor):
        if isinstance(step, Stop) and len(step.countries) > 1:
            start, end = step.countries
            borders[start, end] = _with(borders.get((start, end)), step)
            at = end
            continue
        country = step.country if isinstance(step, Leg) else step.countries[0]
        if country and country != at:
            borders.setdefault((at, country), Part())
            at = country
        countries[country] = _with(countries.get(country), step)
    if corridor.destination.country != at:
        borders.setdefault((at, corridor.destination.country), Part())
    return borders, countries


def _steps(corridor: Corridor) -> Iterable[Leg | Stop]:
    for i, leg in enumerate((None, *corridor.legs), start=-1):
        if leg is not None:
            yield leg
        yield from (stop for stop in corridor.stops if stop.after_leg == i)


def _with(part: Part | None, step: Leg | Stop) -> Part:
    legs, stops = (part.legs, part.stops) if part else ((), ())
    return Part((*legs, step), stops) if isinstance(step, Leg) else Part(legs, (*stops, step))

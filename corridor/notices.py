"""What a plan says of itself: borders closed or not known of, links without use, a short list."""

from __future__ import annotations

from itertools import pairwise

from corridor.alternatives import SHARE_LIMIT
from corridor.model import Border, Corridor, Country, Status
from corridor.steps import Terms


def blocked(countries: tuple[Country, ...], steps: tuple[Border, ...], best: Corridor) -> list[str]:
    """Say which borders of the best corridor are closed, and since when."""
    shut = {stop.countries: stop for stop in best.stops if stop.status is Status.CLOSED}
    said = []
    for step, (a, b) in zip(steps, pairwise(countries), strict=True):
        stop = shut.get((step.start, step.end))
        if stop is not None:
            since = f" since {stop.status_since}" if stop.status_since else ""
            read = f" (last read {stop.status_as_of})" if stop.status_as_of else ""
            said.append(
                f"{a.name}–{b.name} is closed to freight{since}{read}; times and costs are those of its last open years"
            )
    return said


def unknown(countries: tuple[Country, ...], found: tuple[Corridor, ...]) -> list[str]:
    """Say of which borders the plan knows no more than that the network crosses them."""
    used = {stop.countries for corridor in found for stop in corridor.stops if stop.status is Status.UNKNOWN}
    borders = dict.fromkeys(f"{a.name}–{b.name}" for a, b in pairwise(countries) if (a.code, b.code) in used)
    if not borders:
        return []
    return [
        f"the crossings of {', '.join(borders)} are derived from the network: whether they are open to freight is "
        "not known"
    ]


def unused(terms: Terms, found: tuple[Corridor, ...]) -> list[str]:
    """Say which planned links of the question no corridor rests on."""
    used = {link for corridor in found for link in corridor.links}
    return [f"{name} is taken as built, but no corridor uses it" for name in sorted(terms.scenario.links - used)]


def short_list(found: tuple[Corridor, ...], k: int) -> list[str]:
    """Say where fewer corridors were found than were asked for."""
    if len(found) == k:
        return []
    return [
        f"only {len(found)} of {k} corridors asked for differ enough (at most {SHARE_LIMIT:.0%} of the length shared)"
    ]

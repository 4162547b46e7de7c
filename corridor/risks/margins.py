"""Break-even: how many hours or dollars at a gateway would put another corridor first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corridor.model import Corridor, Figure, Margin, Objective, Status, Stop, Threshold

Total = Callable[[Corridor | Stop], Figure | None]


def _hours(of: Corridor | Stop) -> Figure | None:
    return of.totals.time if isinstance(of, Corridor) else of.time


def _dollars(of: Corridor | Stop) -> Figure | None:
    return of.totals.cost if isinstance(of, Corridor) else of.cost


def margins(corridors: tuple[Corridor, ...], objective: Objective) -> tuple[Margin, ...]:
    """Return the margin of the best corridor over each other, by the objective where it is hours or dollars, by time.

    By time the faster of both leads. Fewer closed gateways lead whatever they take.
    """
    measures = {"USD": _dollars, "h": _hours} if objective is Objective.COST else {"h": _hours}
    found = (
        _margin(corridors[0], other, unit, of, swap=unit == "h" and objective is not Objective.TIME)
        for other in corridors[1:]
        for unit, of in measures.items()
    )
    return tuple(one for one in found if one is not None)


def _margin(best: Corridor, other: Corridor, unit: str, of: Total, *, swap: bool) -> Margin | None:
    totals = (of(best), of(other))
    if totals[0] is None or totals[1] is None:
        return None
    gap, leader, rival = totals[1].value - totals[0].value, best, other
    shut = _closed(other) - _closed(best)
    if shut < 0 or (not shut and swap and gap < 0):
        gap, leader, rival, shut = -gap, other, best, -shut
    thresholds = () if shut else (*_thresholds(leader, rival, gap, of), *_thresholds(rival, leader, -gap, of))
    return Margin(leader.id, rival.id, rival_name(leader, rival), unit, gap, thresholds, blocked=bool(shut))


def _thresholds(corridor: Corridor, other: Corridor, change: float, of: Total) -> Iterable[Threshold]:
    """Yield what a stop at each gateway of one corridor alone would have to change; none below nothing at all."""
    for gateway in corridor.via:
        if gateway in other.via:
            continue
        stops = [stop for stop in corridor.stops if stop.gateway == gateway]
        taken = [figure.value for figure in map(of, stops) if figure is not None]
        passes = len({stop.after_leg for stop in stops})
        if change >= 0 or -change <= sum(taken):
            yield Threshold(gateway, stops[0].name, corridor.id, change / passes)


def rival_name(leader: Corridor, rival: Corridor) -> str:
    """Return the crossings of the rival at borders where the leader takes others, its label where it has none."""
    own = {stop.countries: stop for stop in leader.stops if len(stop.countries) > 1}
    other = dict.fromkeys(
        stop.name
        for stop in rival.stops
        if stop.countries in own and stop.gateway not in leader.via and len(stop.countries) > 1
    )
    return ", ".join(other) or rival.label


def _closed(corridor: Corridor) -> int:
    return sum(stop.status is Status.CLOSED for stop in corridor.stops)

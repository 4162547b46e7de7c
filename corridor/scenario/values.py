"""What differs from the shipped world, as frozen values: closures, openings, delays, links built, parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corridor.errors import BadValueError
from corridor.gateways import history_on
from corridor.model import Basis, Crossing, Figure, Status, StatusInterval
from corridor.sea import ARCTIC, Passage

MIN_CARGO_T, MAX_CARGO_T = 0.001, 10_000
"""a load is no less than the first, a kilogram, and less than the second"""

WTW, TTW, WTT = FACTORS = ("co2e", "co2e_ttw", "co2e_wtt")
"""kinds of parameter: well-to-wheel, tank-to-wheel, well-to-tank"""
SUPPOSED = "scenario: "
"""what the source id of a figure that rests on a scenario file starts with; its name follows"""

Spread = tuple[float, float, float]
"""value, low, high"""


def check_cargo(cargo_t: float) -> None:
    """Raise BadValueError where a load in tonnes is none that may be asked for."""
    if not isinstance(cargo_t, int | float):
        raise BadValueError(f"cargo must be a number of tonnes, not {cargo_t!r}")
    if not MIN_CARGO_T <= cargo_t < MAX_CARGO_T:
        raise BadValueError(f"cargo must be at least {MIN_CARGO_T:g} t and less than {MAX_CARGO_T} t, not {cargo_t:g}")


@dataclass(frozen=True, slots=True)
class Delay:
    """What a stop at a gateway takes instead of its usual time: the time times a factor, plus hours."""

    gateway: str
    hours: Spread = (0.0, 0.0, 0.0)
    factor: Spread = (1.0, 1.0, 1.0)
    source: str = ""
    """source id of figures that rest on it"""
    note: str = ""
    by_pair: bool = False
    """whether only a pair of countries named the gateway"""

    def applied(self, hours: float) -> float:
        """Return a delayed time."""
        return hours * self.factor[0] + self.hours[0]

    def delayed(self, time: Figure) -> Figure:
        """Return a time with the delay, which makes it assumed."""
        (_, factor_low, factor_high), (_, hours_low, hours_high) = self.factor, self.hours
        return replace(
            time,
            value=self.applied(time.value),
            low=time.low * factor_low + hours_low,
            high=time.high * factor_high + hours_high,
            basis=Basis.ASSUMED,
            sources=(*time.sources, self.source),
            note="; ".join(filter(None, (time.note, self.note))),
        )


@dataclass(frozen=True, slots=True)
class Override:
    """A parameter of its own in place of what ships; without a country it holds in all of them."""

    kind: str
    mode: str
    """"" where the kind has none"""
    country: str
    """alpha-2, "" for every country"""
    value: float
    low: float
    high: float
    unit: str
    source: str = ""
    """source id of figures that rest on it"""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Since when and why a scenario has a gateway closed or open."""

    gateway: str
    since: str
    """ISO date, "" for the day of the scenario"""
    note: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A dated view of the gateways and of what they take."""

    as_of: str
    """ISO date"""
    closed: frozenset[str] = frozenset()
    """crossings, ports and terminals"""
    opened: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    """planned links taken as built"""
    shut_passages: frozenset[Passage] = ARCTIC
    """passages of the sea that no voyage takes"""
    open_only: bool = False
    """refuse closed crossings instead of answering on their last open time"""
    delays: tuple[Delay, ...] = ()
    """by gateway, at most one each"""
    parameters: tuple[Override, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """of closed and opened gateways that have one"""
    by_pair: frozenset[str] = frozenset()
    """the closed and opened crossings that only a pair of countries named"""
    name: str = ""
    """of the file that it comes from, "" where it comes from none"""

    def status(self, crossing: Crossing) -> StatusInterval:
        """Return the status of a crossing on the date, this scenario's own word first.

        What is closed or not built anyway stays so since when and why the data say.
        """
        shipped = history_on(crossing.history, self.as_of)
        shut = shipped.status in (Status.CLOSED, Status.PLANNED) and not crossing.link
        if crossing.id in self.closed and not shut:
            return self._said(Status.CLOSED, "closed", crossing.id)
        return self._said(Status.OPEN, "opened", crossing.id) if crossing.id in self.opened else shipped

    def not_yet_open(self, crossing: Crossing) -> bool:
        """Say whether a crossing that is closed on the date was never open before and opened later."""
        if crossing.id in self.closed and crossing.link:
            return True
        before = [one for one in crossing.history if one.start <= self.as_of]
        after = [one for one in crossing.history if one.start > self.as_of]
        passable = (Status.OPEN, Status.RESTRICTED)
        return any(one.status in passable for one in after) and not any(one.status in passable for one in before)

    def delay(self, gateway: str) -> Delay | None:
        """Return the delay at a gateway, None where there is none."""
        return next((one for one in self.delays if one.gateway == gateway), None)

    @property
    def text(self) -> str:
        """The name of the file, if any, and what differs from the shipped world; "" where there is neither."""
        return f"{self.name} ({self.what})" if self.name and self.what else self.name or self.what

    @property
    def what(self) -> str:
        """What differs from the shipped world, tersely; "" where nothing does."""
        counts = (
            (len(self.closed), "closed"),
            (len(self.opened), "opened"),
            (len(self.delays), "delayed"),
            (len(self.parameters), "parameter" if len(self.parameters) == 1 else "parameters"),
        )
        parts = [f"{count} {word}" for count, word in counts if count]
        for word, passages in (("shut", self.shut_passages - ARCTIC), ("opened", ARCTIC - self.shut_passages)):
            parts += [f"passages {word}: {', '.join(sorted(passages))}"] if passages else []
        parts += [f"planned links taken as built: {', '.join(sorted(self.links))}"] if self.links else []
        return ", ".join(parts)

    def _said(self, status: Status, word: str, gateway: str) -> StatusInterval:
        reason = next((one for one in self.reasons if one.gateway == gateway), None)
        if reason is None:
            return StatusInterval(status, self.as_of, "", f"{word} by this question", "")
        return StatusInterval(status, reason.since or self.as_of, "", reason.note, "")

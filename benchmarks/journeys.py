"""Published journeys and the model's corridor for each.

Each row of tools/build_data/inputs/journeys.csv is planned with the shipped data on its date: borders and areas as they
were on that day, a closed border answered on its last open time, 20 t of cargo, least cost. Where the published way is
known, its options leave only that way open. Rates are those that ship, whatever the day. Km, time and cost stand beside
what was published: the ratio is model over published, of a published range its middle, and a published value is inside
where that middle lies in the model's range. Rows of kind `bound` are shown and not counted.
"""

from __future__ import annotations

import csv
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import corridor as co
from corridor.errors import CorridorError
from corridor.model import Corridor, Figure

JOURNEYS = Path(__file__).parents[1] / "tools" / "build_data" / "inputs" / "journeys.csv"
KINDS = ("measured", "average", "schedule", "bound")
"""a journey that was made; a published mean or rate; an announced time; what no freight can beat"""
HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Span:
    """A published value or range."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Journey:
    """A published journey, and the question that the planner is asked for it."""

    id: str
    name: str
    kind: str
    sequence: str
    start: str
    end: str
    mode: str
    as_of: str
    close: tuple[str, ...]
    reopen: tuple[str, ...]
    km: Span | None
    days: Span | None
    usd: Span | None
    cargo: str
    source: str
    note: str
    why: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Beside:
    """One published value and the model's."""

    published: Span | None
    model: Figure

    @property
    def ratio(self) -> float | None:
        """Model over published, None where nothing was published."""
        return self.model.value / self.published.middle if self.published else None

    @property
    def inside(self) -> bool | None:
        """Whether the published value lies in the model's range, None where nothing was published."""
        return self.model.low <= self.published.middle <= self.model.high if self.published else None


@dataclass(frozen=True, slots=True)
class Backtest:
    """A journey and the model's best corridor for it."""

    journey: Journey
    best: Corridor
    km: Beside
    days: Beside
    usd: Beside

    @property
    def off(self) -> bool:
        """Whether a published length, time or cost lies outside the model's range."""
        return False in (self.km.inside, self.days.inside, self.usd.inside)

    @property
    def way(self) -> str:
        """Group of the journey: road, rail, or mixed where there is a transfer or a sea."""
        modes = self.best.modes
        return str(modes[0]) if len(modes) == 1 else "mixed"


@dataclass(frozen=True, slots=True)
class Count:
    """How the published values of one measure lie beside the model's."""

    measure: str
    way: str
    rows: int
    inside: int
    ratio: float
    """median of model over published"""
    width: float
    """median of the model's high end over its low"""


def read(path: Path = JOURNEYS) -> tuple[Journey, ...]:
    """Return the published journeys."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_journey(row) for row in csv.DictReader(file))


def run(world: co.World, journeys: Iterable[Journey]) -> tuple[Backtest, ...]:
    """Plan each journey on its date. Raises SystemExit with its id where there is no answer."""
    return tuple(_backtest(world, journey) for journey in journeys)


def counts(found: Iterable[Backtest]) -> tuple[Count, ...]:
    """Count what lies inside, and the median ratio, over all ways and by way; `bound` is left out."""
    made = []
    counted = [one for one in found if one.journey.kind != "bound"]
    for measure in ("km", "days", "usd"):
        for way in ("all", "road", "rail", "mixed"):
            told = [
                beside
                for one in counted
                if way in ("all", one.way) and (beside := getattr(one, measure)).ratio is not None
            ]
            if told:
                ratio = statistics.median(beside.ratio for beside in told)
                width = statistics.median(beside.model.high / beside.model.low for beside in told)
                made.append(Count(measure, way, len(told), sum(beside.inside for beside in told), ratio, width))
    return tuple(made)


def _journey(row: dict[str, str]) -> Journey:
    options = dict(part.strip().split("=", 1) for part in row["options"].split(";") if part.strip())
    if unknown := options.keys() - {"close", "reopen"}:
        raise SystemExit(f"{row['id']}: unknown options {', '.join(sorted(unknown))}")
    if row["kind"] not in KINDS:
        raise SystemExit(f"{row['id']}: kind must be one of {', '.join(KINDS)}, not {row['kind']!r}")
    words = ("id", "name", "kind", "sequence", "start", "end", "mode", "as_of", "cargo", "source", "note", "why")
    return Journey(
        **{word: row[word] for word in words},
        confidence=row["confidence"],
        close=tuple(options["close"].split("|")) if "close" in options else (),
        reopen=tuple(options["reopen"].split("|")) if "reopen" in options else (),
        km=_span(row["published_km"], row["published_km"]),
        days=_span(row["days_low"], row["days_high"]),
        usd=_span(row["usd_low"], row["usd_high"]),
    )


def _span(low: str, high: str) -> Span | None:
    return Span(float(low), float(high)) if low and high else None


def _backtest(world: co.World, journey: Journey) -> Backtest:
    try:
        best = co.plan(
            journey.sequence,
            world=world,
            start=journey.start,
            end=journey.end,
            mode=journey.mode,
            as_of=journey.as_of,
            close=journey.close,
            reopen=journey.reopen,
            k=1,
        ).best
    except CorridorError as error:
        raise SystemExit(f"{journey.id}: {error}") from None
    time, cost = best.totals.time, best.totals.cost
    if time is None or cost is None:
        raise SystemExit(f"{journey.id}: the corridor has no time or no cost")
    return Backtest(
        journey,
        best,
        Beside(journey.km, best.totals.distance),
        Beside(journey.days, _days(time)),
        Beside(journey.usd, cost),
    )


def _days(time: Figure) -> Figure:
    low, value, high = (hours / HOURS for hours in (time.low, time.value, time.high))
    return Figure(value, low, high, "d", time.basis, time.sources, time.as_of, time.note)

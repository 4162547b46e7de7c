"""Network lengths beside known ones: `python -m benchmarks.lengths [SECTIONS.csv [DATA]]`.

Prints the published distances of the inputs beside the planner's, and how many lie inside the planner's ranges. Given
a file of traced road sections (section, country, lon_a, lat_a, lon_b, lat_b, traced_km), it also prints the error by
country with the shipped calibration, the factor that would bring the median to 1, how many sections lie inside their
ranges, and the spreads that would hold 95 % of them on either side, each country judged by the others' sections.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import corridor as co
from corridor.model import Mode
from corridor.network import distances, hang, load_cell, snap, trace
from corridor.rates import rates
from corridor.traces import roughness

DISTANCES = Path(__file__).parents[1] / "tools" / "build_data" / "inputs" / "distances.csv"
MOUNTAIN = "a mountain road: its range is compared, not its length"
TRACED_SHORT = 0.01
"""the traced lengths are themselves about this much short"""


@dataclass(frozen=True)
class Length:
    """A known length in km beside the planner's and its range; `name` says from where to where, or in which country."""

    mode: str
    name: str
    km: float
    low: float
    high: float
    known: float

    @property
    def inside(self) -> bool:
        """Whether the known length lies in the range."""
        return self.low <= self.known <= self.high


def traced(path: Path, world: co.World) -> list[Length]:
    """Return the traced sections that the network joins, each by its country."""
    found, own = [], rates(world)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = load_cell(world, row["country"], Mode.ROAD)
            for end in "ab":
                foot = snap(cell, (float(row[f"lon_{end}"]), float(row[f"lat_{end}"])))
                if foot is None:
                    raise SystemExit(f"section {row['section']}: no road in {row['country']}")
                cell = hang(cell, end, foot)
            metres = distances(cell, ("a",))[0, cell.node("b")]
            if np.isfinite(metres):
                rough_m = roughness(world, cell, trace(cell, "a", "b", int(metres)))
                figure = own.distance(Mode.ROAD, row["country"], metres, rough_m)
                known = float(row["traced_km"]) * (1 + TRACED_SHORT)
                found.append(Length("road", row["country"], figure.value, figure.low, figure.high, known))
    return found


def by_country(found: list[Length], world: co.World) -> None:
    """Print the error on traced sections by country."""
    factors = {(row["mode"], row["country"]): float(row["factor"]) for row in world.rows("lengths")}
    groups: dict[str, list[Length]] = defaultdict(list)
    for one in found:
        groups[one.name].append(one)
    print(f"{'':8}{'n':>4}{'median':>9}{'|error|':>9}{'p90':>7}{'factor':>8}")
    for country, own in [*sorted(groups.items()), ("all", found)]:
        ratios = np.array([one.km / one.known for one in own])
        error, median = np.abs(ratios - 1), float(np.median(ratios))
        now = factors.get(("road", country), factors["road", ""])
        print(
            f"{country:8}{len(own):4}{median - 1:+9.1%}{np.median(error):9.1%}"
            f"{np.quantile(error, 0.9):7.1%}{now / median:8.3f}"
        )


def unseen(found: list[Length]) -> None:
    """Print how many sections lie within the 5th to the 95th percentile of the others, by country left out."""
    ratios = np.array([one.known / one.km for one in found])
    names = np.array([one.name for one in found])
    inside = 0
    for country in sorted(set(names)):
        low, high = np.quantile(ratios[names != country], (0.05, 0.95))
        inside += int(((ratios[names == country] >= low) & (ratios[names == country] <= high)).sum())
    low, high = np.quantile(ratios, (0.05, 0.95))
    print(
        f"5 % lie below {low - 1:+.1%}, 5 % above {high - 1:+.1%}; of sections unseen {inside} of {len(found)} within"
    )


def published(world: co.World, why: str = "") -> list[Length]:
    """Return the published distances beside the planner's: those that can be compared, or those kept out for `why`."""
    found = []
    with DISTANCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["km"] or not row["city_b"] or row["compare"] != why:
                continue
            codes = list(dict.fromkeys((row["country_a"], row["country_b"])))
            ends = {"start": row["place_a"], "end": row["place_b"], "mode": row["mode"], "objective": "distance"}
            figure = co.plan("-".join(codes), world=world, k=1, **ends).best.totals.distance
            name = f"{row['city_a']}–{row['city_b']}"
            found.append(Length(row["mode"], name, figure.value, figure.low, figure.high, float(row["km"])))
    return found


def show(found: Iterable[Length]) -> None:
    """Print published distances beside the planner's."""
    for one in found:
        word = "" if one.inside else ", out of range"
        print(
            f"{one.mode:5} {one.name}: {one.km:.0f} km ({one.low:.0f}–{one.high:.0f}), "
            f"published {one.known:.0f} ({one.km / one.known - 1:+.1%}){word}"
        )


def summary(name: str, found: list[Length]) -> None:
    """Print the errors of a group, and how many lie inside their ranges, and how wide these are."""
    error = np.abs([one.km / one.known - 1 for one in found])
    width = np.mean([(one.high - one.low) / one.km for one in found])
    print(
        f"{name}: {len(found)} lengths, median error {np.median(error):.1%}, p90 {np.quantile(error, 0.9):.1%}; "
        f"{sum(one.inside for one in found)} inside their ranges, {width:.0%} of the length wide"
    )


if __name__ == "__main__":
    shipped = co.load(*sys.argv[2:])
    told, mountain = published(shipped), published(shipped, MOUNTAIN)
    show([*told, *mountain])
    for mode in ("road", "rail"):
        summary(mode, [one for one in told if one.mode == mode])
    summary("mountain roads", mountain)
    if len(sys.argv) > 1:
        sections = traced(Path(sys.argv[1]), shipped)
        by_country(sections, shipped)
        unseen(sections)
        summary("traced", sections)

"""Network lengths beside known ones: `python benchmarks/lengths.py [SECTIONS.csv]`.

Prints the published distances of the inputs beside the planner's, and, given a file of traced road sections
(section, country, lon_a, lat_a, lon_b, lat_b, traced_km), the error by country with the shipped calibration
and the factor that would bring the median to 1.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

import corridor as co
from corridor.model import Mode
from corridor.network import distances, hang, load_cell, snap

DISTANCES = Path(__file__).parents[1] / "tools" / "build_data" / "inputs" / "distances.csv"
TRACED_SHORT = 0.01
"""the traced lengths are themselves about this much short"""


def traced(path: Path, world: co.World) -> None:
    """Print the error on traced sections by country."""
    factors = {(row["mode"], row["country"]): float(row["factor"]) for row in world.rows("lengths")}
    ratios = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            cell = load_cell(world, row["country"], Mode.ROAD)
            for end in "ab":
                foot = snap(cell, (float(row[f"lon_{end}"]), float(row[f"lat_{end}"])))
                if foot is None:
                    raise SystemExit(f"section {row['section']}: no road in {row['country']}")
                cell = hang(cell, end, foot)
            km = distances(cell, ("a",))[0, cell.node("b")] / 1000
            if np.isfinite(km):
                ratios[row["country"]].append(km / (float(row["traced_km"]) * (1 + TRACED_SHORT)))
    print(f"{'':8}{'n':>4}{'median':>9}{'|error|':>9}{'p90':>7}{'factor':>8}")
    ratios["all"] = [ratio for country in sorted(ratios) for ratio in ratios[country]]
    for country, found in ratios.items():
        error = np.abs(np.array(found) - 1)
        now = factors.get(("road", country), factors["road", ""])
        print(
            f"{country:8}{len(found):4}{np.median(found) - 1:+9.1%}{np.median(error):9.1%}"
            f"{np.quantile(error, 0.9):7.1%}{now / np.median(found):8.3f}"
        )


def published(world: co.World) -> list[tuple[str, str, float, float]]:
    """Return mode, ends, the planner's km and the published km of each distance that can be compared."""
    found = []
    with DISTANCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["km"] or not row["city_b"] or row["compare"]:  # says why it is not comparable
                continue
            codes = list(dict.fromkeys((row["country_a"], row["country_b"])))
            ends = {"start": row["place_a"], "end": row["place_b"], "mode": row["mode"], "objective": "distance"}
            plan = co.plan("-".join(codes), world=world, k=1, **ends)
            name = f"{row['city_a']}–{row['city_b']}"
            found.append((row["mode"], name, plan.best.totals.distance.value, float(row["km"])))
    return found


def show(found: list[tuple[str, str, float, float]]) -> None:
    """Print published distances beside the planner's."""
    for mode, name, km, known in found:
        print(f"{mode:5} {name}: {km:.0f} km, published {known:.0f} ({km / known - 1:+.1%})")
    for mode in ("road", "rail"):
        error = np.abs([km / known - 1 for own, _, km, known in found if own == mode])
        print(f"{mode}: {len(error)} pairs, median error {np.median(error):.1%}, p90 {np.quantile(error, 0.9):.1%}")


if __name__ == "__main__":
    shipped = co.load(*sys.argv[2:])
    show(published(shipped))
    if len(sys.argv) > 1:
        traced(Path(sys.argv[1]), shipped)

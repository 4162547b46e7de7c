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
from corridor.errors import CorridorError
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


def published(world: co.World) -> None:
    """Print published distances inside one country beside the planner's."""
    errors = defaultdict(list)
    with DISTANCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["country_a"] != row["country_b"] or not row["km"]:
                continue
            start, end = (row[f"city_{end}"].split(" (")[0] for end in "ab")
            try:
                plan = co.plan(row["country_a"], world=world, start=start, end=end, mode=row["mode"], k=1)
            except CorridorError as error:
                print(f"{row['mode']:5} {start}–{end}: {error}")
                continue
            km, known = plan.best.totals.distance.value, float(row["km"])
            errors[row["mode"]].append(abs(km / known - 1))
            print(f"{row['mode']:5} {start}–{end}: {km:.0f} km, published {known:.0f} ({km / known - 1:+.1%})")
    for mode, found in errors.items():
        print(f"{mode}: {len(found)} pairs, median error {np.median(found):.1%}, p90 {np.quantile(found, 0.9):.1%}")


if __name__ == "__main__":
    shipped = co.load(*sys.argv[2:])
    published(shipped)
    if len(sys.argv) > 1:
        traced(Path(sys.argv[1]), shipped)

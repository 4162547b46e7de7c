"""Points of crossings beside reference positions: `python benchmarks/crossings.py REFERENCE.csv [POINTS.csv]`.

REFERENCE.csv has columns id, lon, lat. POINTS.csv, with the same columns, stands in for the reviewed points of the
inputs. Prints the median, 90th percentile and greatest distance, the same by the error that each point was given, and
the worst rows.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from corridor.geo import distance_km

POINTS = Path(__file__).parents[1] / "tools" / "build_data" / "inputs" / "crossing_points.csv"
WORST = 15
STEPS = (0.3, 1.0, 3.0, 20.0)
"""points are grouped by the error given to them: up to so many km"""


def main(reference: Path, points: Path) -> None:
    """Print the distances."""
    ours = {row["id"]: row for row in _read(points)}
    off: list[tuple[float, str]] = []
    groups = defaultdict(list)
    for row in _read(reference):
        if row["id"] not in ours:
            raise SystemExit(f"{reference}: crossing {row['id']!r} is not in {points}")
        own = ours[row["id"]]
        km = distance_km((float(own["lon"]), float(own["lat"])), (float(row["lon"]), float(row["lat"])))
        off.append((km, row["id"]))
        if own.get("error_km"):
            groups[next(step for step in STEPS if float(own["error_km"]) <= step)].append(km)
    if not off:
        raise SystemExit(f"{reference}: no rows")
    print(f"{'':14}{'n':>4}{'median':>9}{'p90':>8}{'max':>8}   km")
    _line("all", [km for km, _ in off])
    for step in sorted(groups):
        _line(f"given <= {step:g}", groups[step])
    print()
    for km, name in sorted(off, reverse=True)[:WORST]:
        print(f"{km:8.2f} km  {name}  (given {ours[name].get('error_km') or 'none'})")


def _line(name: str, km: list[float]) -> None:
    print(f"{name:14}{len(km):4}{np.median(km):9.2f}{np.quantile(km, 0.9):8.2f}{max(km):8.2f}")


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("usage: python benchmarks/crossings.py REFERENCE.csv [POINTS.csv]")
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else POINTS)

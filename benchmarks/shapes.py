"""How far traced main roads lie from the drawn network: `python benchmarks/shapes.py SHAPES.csv SECTIONS.csv [DATA]`.

SHAPES has points (section, lon, lat) along each section, SECTIONS its country. For each section the mean distance of
its points to the nearest drawn line; then, by country, the median and the 90th percentile of the sections, in km.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely

import corridor as co
from corridor.model import Mode
from corridor.network import load_cell

REACH_DEG = 1.0
KM_PER_DEG = 111.2

Segments = npt.NDArray[np.float64]
"""(n, 2, 2): both ends of each edge, lon and lat"""


def segments(world: co.World, countries: set[str]) -> Segments:
    """Return the drawn roads of some countries."""
    cells = [load_cell(world, code, Mode.ROAD) for code in sorted(countries)]
    parts = [np.stack([np.column_stack([c.lon[e], c.lat[e]]) for e in (c.u, c.v)], axis=1) for c in cells]
    return np.concatenate(parts)


def off_km(point: tuple[float, float], lines: Segments, tree: shapely.STRtree) -> float:
    """Return how far a point lies from the nearest line, at most about REACH_DEG."""
    lon, lat = point
    squeeze = float(np.cos(np.radians(lat)))
    box = shapely.box(lon - REACH_DEG / squeeze, lat - REACH_DEG, lon + REACH_DEG / squeeze, lat + REACH_DEG)
    near = (lines[tree.query(box)] - np.array(point)) * (squeeze, 1)
    if not len(near):
        return REACH_DEG * KM_PER_DEG
    start, way = near[:, 0], near[:, 1] - near[:, 0]
    share = np.clip(-(start * way).sum(1) / np.maximum((way * way).sum(1), 1e-18), 0, 1)
    return float(np.hypot(*(start + share[:, None] * way).T).min() * KM_PER_DEG)


def main(shapes: Path, sections: Path, *data: str) -> None:
    """Print the table."""
    with sections.open(encoding="utf-8", newline="") as file:
        country = {row["section"]: row["country"] for row in csv.DictReader(file)}
    lines = segments(co.load(*data), set(country.values()))
    tree = shapely.STRtree(shapely.linestrings(lines))
    found: dict[str, list[float]] = defaultdict(list)
    with shapes.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["section"]].append(off_km((float(row["lon"]), float(row["lat"])), lines, tree))
    means: dict[str, list[float]] = defaultdict(list)
    for section, away in found.items():
        means[country[section]].append(float(np.mean(away)))
    means["all"] = [mean for code in sorted(means) for mean in means[code]]
    print(f"{'':5}{'n':>4}{'median':>8}{'p90':>7}")
    for code, own in means.items():
        print(f"{code:5}{len(own):4}{np.median(own):8.1f}{np.quantile(own, 0.9):7.1f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])

"""Reading the tables that ship, for tests."""

import csv

import numpy as np
import pyarrow.parquet as pq
import shapely

from corridor.data import shipped

DATA = shipped()
STATUSES = {"open", "restricted", "closed", "planned", "unknown"}
GAUGES = {"1435", "1520", "1524", "1668", "1676"}


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def shapes(name):
    table = pq.read_table(DATA / f"{name}.parquet")
    polygons = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))
    return np.array(table["code"].to_pylist()), polygons


def holders(polygons, lon, lat):
    """Return the codes of the countries that a point lies in."""
    codes, shape = polygons
    return codes[shapely.contains_xy(shape, lon, lat)].tolist()


def point(row):
    return float(row["lon"]), float(row["lat"])

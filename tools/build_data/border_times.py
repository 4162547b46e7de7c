"""Published times and costs at borders: every row as printed, with the id of its gateway and of its source."""

from __future__ import annotations

from corridor.names.text import fold
from tools.build_data.graph import read_rows
from tools.build_data.sources import source_id

TIME_FIELDS = (
    "scope",
    "post",
    "country",
    "gateway",
    "mode",
    "direction",
    "year",
    "statistic",
    "time_h",
    "cost_usd",
    "note",
    "source",
    "confidence",
)


def gateway_ids() -> dict[str, str]:
    """Return the shipped id of each gateway that the hand-kept table may name; a port goes by its UN/LOCODE."""
    ports = {f"port-{fold(row['name'])}": row["unlocode"] for row in read_rows("ports.csv")}
    return {row["id"]: row["id"] for row in read_rows("crossings.csv")} | ports | {"": ""}


def border_times() -> list[dict[str, object]]:
    """Return the rows of border_times.csv, in the order of the hand-kept table.

    Raises
    ------
    ValueError
        where a row is of a gateway that does not ship.
    """
    known = gateway_ids()
    rows = read_rows("border_times.csv")
    lost = sorted({row["crossing_id"] for row in rows} - set(known))
    if lost:
        raise ValueError(f"inputs/border_times.csv names no gateway: {', '.join(lost)}")
    return [
        {
            "scope": row["scope"],
            "post": row["bcp_or_country"],
            "country": row["reporting_country"],
            "gateway": known[row["crossing_id"]],
            "mode": row["mode"],
            "direction": row["direction"],
            "year": row["year"],
            "statistic": row["statistic"],
            "time_h": row["duration_hours"],
            "cost_usd": row["cost_usd"],
            "note": row["notes"],
            "source": source_id(row["source"]),
            "confidence": row["confidence"],
        }
        for row in rows
    ]

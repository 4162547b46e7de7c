"""A plan as a table for spreadsheets: CSV as RFC 4180 has it, one row per leg and stop."""

from __future__ import annotations

import csv
from io import StringIO

from corridor.io.printed import POINT_DIGITS, Printed, rounded, taken
from corridor.io.words import figures_of, sources_of, steps, weakest
from corridor.model import Corridor, Leg, Plan, Stop

COLUMNS = (
    "corridor", "rank", "seq", "kind", "stop_kind", "mode", "country", "from", "to", "id", "name", "lon",
    "lat", "distance_km", "time_h", "time_h_low", "time_h_high", "cost_usd", "cost_usd_low", "cost_usd_high",
    "co2e_kg", "gauge_mm", "basis", "status", "status_since", "sources",
)  # fmt: skip

Cell = str | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""what a spreadsheet takes for the start of a formula"""


def to_csv(plan: Plan) -> str:
    """Return the legs and stops of all corridors of a plan in order of travel, one row each.

    Lines end in CRLF; what is missing is empty; several countries or sources in a cell are joined by "|".
    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for corridor in plan.corridors:
        for number, step in enumerate(steps(corridor), start=1):
            row = {
                **_common(corridor, number, step),
                **(_leg(step) if isinstance(step, Leg) else _stop(step)),
            }
            writer.writerow({column: safe(cell) for column, cell in row.items()})
    return text.getvalue()


def _common(corridor: Corridor, number: int, step: Leg | Stop) -> dict[str, Cell]:
    basis, (time, cost) = weakest(figures_of(step)), taken(step)
    return {
        "corridor": corridor.id,
        "rank": corridor.rank,
        "seq": number,
        **_ranged("time_h", time),
        **_ranged("cost_usd", cost),
        "basis": None if basis is None else basis.value,
        "sources": "|".join(sources_of(step)),
    }


def _leg(leg: Leg) -> dict[str, Cell]:
    return {
        "kind": "leg",
        "mode": leg.mode.value,
        "country": leg.country,
        "from": leg.start_name,
        "to": leg.end_name,
        "distance_km": rounded(leg.distance),
        "co2e_kg": rounded(leg.co2e),
        "gauge_mm": leg.gauge_mm,
        "status": "planned" if leg.planned else None,
    }


def _stop(stop: Stop) -> dict[str, Cell]:
    return {
        "kind": "stop",
        "stop_kind": stop.kind.value,
        "country": "|".join(stop.countries),
        "id": stop.gateway,
        "name": stop.name,
        "lon": round(stop.point[0], POINT_DIGITS),
        "lat": round(stop.point[1], POINT_DIGITS),
        "status": stop.status.value,
        "status_since": stop.status_since,
    }


def _ranged(name: str, shown: Printed | None) -> dict[str, Cell]:
    return {} if shown is None else {name: shown.value, f"{name}_low": shown.low, f"{name}_high": shown.high}


def safe(cell: Cell) -> Cell:
    """Return a cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

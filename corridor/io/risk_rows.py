"""What may go otherwise with a plan, as CSV: a row for each number."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from corridor.io import risk_words as say
from corridor.io.risk import SHARE_DIGITS, arrival_values, rounded, swing_values
from corridor.io.rows import Cell, safe
from corridor.model import Risk

COLUMNS = ("section", "corridor", "other", "kind", "id", "name", "measure", "value", "unit", "text")


def risk_csv(risk: Risk) -> str:
    """Return a risk as CSV, a row for each number; lines end in CRLF.

    A section is arrival, before, break_even, criticality or tornado; what is missing is empty.
    """
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(risk):
        writer.writerow({name: safe(cell) for name, cell in row.items()})
    return text.getvalue()


def _rows(risk: Risk) -> Iterable[dict[str, Cell]]:
    for one in risk.arrivals:
        made, label = arrival_values(risk, one), say.by_id(risk)[one.corridor].label
        for name in ("planned_h", "moving_h", "mean_h", "p5_h", "p50_h", "p80_h", "p95_h", "buffer_h"):
            yield _row("arrival", corridor=one.corridor, name=label, measure=name[:-2], value=made[name], unit="h")
        if made["buffer_usd"] is not None:
            value = made["buffer_usd"]
            yield _row("arrival", corridor=one.corridor, name=label, measure="buffer", value=value, unit="USD")
        for name in ("planning_time_index", "p_fastest"):
            yield _row("arrival", corridor=one.corridor, name=label, measure=name, value=made[name])
    ids = [one.corridor for one in risk.arrivals]
    for row, shares in zip(ids, risk.before, strict=True):
        for column, share in zip(ids, shares, strict=True):
            if row != column:
                yield _row("before", corridor=row, other=column, measure="p", value=round(share, SHARE_DIGITS))
    for margin in risk.margins:
        pair = {"corridor": margin.leader, "other": margin.rival, "unit": margin.unit}
        yield _row(
            "break_even",
            **pair,
            measure="gap",
            value=rounded(margin.gap, margin.unit),
            text="; ".join(say.told(risk, margin)),
        )
        for each in margin.thresholds:
            value = rounded(each.change, margin.unit)
            text = say.sentence(risk, margin, each)
            yield _row("break_even", **pair, id=each.gateway, name=each.name, measure="change", value=value, text=text)
    for tip in risk.tippings:
        value, text = rounded(tip.change, tip.unit), say.tipping_told(tip)
        own = {"corridor": risk.plan.best.id, "id": tip.gateway, "name": tip.name}
        yield _row("break_even", **own, measure="change", value=value, unit=tip.unit, text=text)
    for out in risk.outages:
        extras = [("km", out.km, "km"), ("h", out.h, "h"), ("usd", out.usd, "USD"), ("co2e_kg", out.kg, "kg")]
        if risk.plan.value_of_time is not None:
            extras.append(("generalised_usd", say.worth(risk, out.h, out.usd), "USD"))
        for measure, amount, unit in extras:
            own = {"corridor": "|".join(out.used_by), "kind": out.kind, "id": out.id, "name": out.name}
            value, text = rounded(amount, unit), say.way_left(out, risk)
            yield _row("criticality", **own, measure=f"extra_{measure}", value=value, unit=unit, text=text)
    for swing in risk.swings:
        values = swing_values(risk, swing)
        for name in ("low", "high", "result_low", "result_high"):
            unit = say.UNITS[risk.plan.objective] if name.startswith("result") else swing.unit
            text = (swing.wins_low if name.endswith("low") else swing.wins_high) if name.startswith("result") else ""
            own = {"id": swing.id, "name": swing.name}
            yield _row("tornado", **own, measure=name, value=values[name], unit=unit, text=text)


def _row(section: str, **cells: Cell) -> dict[str, Cell]:
    return {"section": section, **cells}

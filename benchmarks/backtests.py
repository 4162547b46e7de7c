"""Published journeys beside the model's: `python -m benchmarks.backtests --format md -o docs/backtests.md`.

Nothing is tuned to these rows. Where one is off, its column `why` says what the legs show (`--legs`).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import corridor as co
from benchmarks.journeys import Backtest, Beside, Count, counts, read, run
from corridor.model import Figure, Mode

HEADS = ("journey", "km", "model", "ratio", "days", "model", "ratio", "in", "USD", "model", "ratio", "in")
GROUPS = {"km": "length", "days": "time", "usd": "cost"}
WORDS = {True: "yes", False: "no", None: ""}


def table(found: Sequence[Backtest]) -> list[tuple[str, ...]]:
    """Return the rows that are printed, without heads."""
    return [(one.journey.name, *_cells(one.km, 0)[:3], *_cells(one.days, 1), *_cells(one.usd, 0)) for one in found]


def _cells(beside: Beside, digits: int) -> tuple[str, str, str, str]:
    told, model = beside.published, beside.model
    text = "" if told is None else _number(told.low, digits)
    if told is not None and told.low != told.high:
        text += f"–{_number(told.high, digits)}"
    spread = f" ({_number(model.low, digits)}–{_number(model.high, digits)})" if told else ""
    ratio = "" if beside.ratio is None else f"{beside.ratio:.2f}"
    return text, _number(model.value, digits) + spread, ratio, WORDS[beside.inside]


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".removesuffix(".0")


def sums(found: Sequence[Backtest]) -> list[str]:
    """Return the summary, a sentence a line."""
    lines = []
    for measure, name in GROUPS.items():
        whole, *parts = [count for count in counts(found) if count.measure == measure]
        ways = "; ".join(f"{part.way} {part.inside} of {part.rows}, {part.ratio:.2f}" for part in parts)
        lines.append(
            f"{name}: {whole.inside} of {whole.rows} inside the model's range, median ratio {whole.ratio:.2f}, "
            f"median width {whole.width:.1f} ({ways})"
        )
    return lines


def as_text(found: Sequence[Backtest]) -> str:
    """Return the table in plain text, with the reasons under it."""
    rows = [HEADS, *table(found)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = [
        "  ".join([row[0].ljust(wide[0]), *(cell.rjust(wide[place]) for place, cell in enumerate(row[1:], 1))]).rstrip()
        for row in rows
    ]
    reasons = [f"{one.journey.name}: {one.journey.why}" for one in found if one.journey.why]
    return "\n".join([*lines, "", *reasons, "", *sums(found)])


def as_md(found: Sequence[Backtest]) -> str:
    """Return the page docs/backtests.md."""
    heads = [head.replace("model", "model (range)") for head in HEADS]
    lines = ["# Backtests", "", *_INTRO, "", "## Together", "", *(f"- {line}" for line in sums(found)), ""]
    lines += ["## Journey by journey", "", f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in table(found)]
    lines += ["", "Km, days and USD are as published; `in`: whether that lies in the model's range.", ""]
    lines += ["## What each rests on, and why it is off", ""]
    for one in found:
        own = one.journey
        asked = f"`{own.sequence}`, {own.start} to {own.end}, {own.mode}, {own.as_of}"
        limits = [f"{word} {', '.join(ids)}" for word, ids in (("close", own.close), ("open", own.reopen)) if ids]
        lines += [f"**{own.name}** ({own.kind}; {own.cargo}). {'; '.join([asked, *limits])}."]
        lines += [
            f"Published: {own.source}. Confidence {own.confidence}.",
            *([f"Note: {own.note}."] if own.note else []),
        ]
        lines += [f"Model: {_parts(one)}.", *([f"Why: {own.why}"] if own.why else []), ""]
    return "\n".join(lines).rstrip()


_INTRO = (
    "Written by `python -m benchmarks.backtests --format md -o docs/backtests.md`; do not edit.",
    "",
    "Journeys that were published, from [journeys.csv](../tools/build_data/inputs/journeys.csv), planned with the",
    "shipped data on their date, 20 t, least cost, along the published way where that is known. A ratio is model over",
    "published, of a range its middle. Rates are those that ship, whatever the day. No parameter is tuned to a row.",
    "Rows of kind `bound` are not counted; `mixed` has a transfer or a sea in it. A model's range that is many times",
    "wide holds almost anything: its width, the high end over the low, is told beside the count.",
)


def _parts(one: Backtest) -> str:
    totals = one.best.totals
    named = (("moving", totals.moving), ("at borders", totals.border), ("at terminals and ports", totals.terminal))
    hours = ", ".join(f"{figure.value:.0f} h {name}" for name, figure in named if figure is not None and figure.value)
    legs = " – ".join(
        dict.fromkeys(f"{leg.mode} {leg.country or 'sea'}".replace("sea sea", "sea") for leg in one.best.legs)
    )
    shut = ", on its last open time" if one.best.blocked else ""
    return f"{legs}{shut}; {hours}"


def as_csv(found: Sequence[Backtest]) -> str:
    """Return a row a journey, with numbers in full."""
    text = io.StringIO()
    made = records(found)
    writer = csv.DictWriter(text, list(made[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(made)
    return text.getvalue().rstrip()


def records(found: Sequence[Backtest]) -> list[dict[str, object]]:
    """Return each backtest as plain values, the same keys in each."""
    return [_record(one) for one in found]


def _record(one: Backtest) -> dict[str, object]:
    own, totals = one.journey, one.best.totals
    made: dict[str, object] = {"id": own.id, "name": own.name, "kind": own.kind, "as_of": own.as_of, "way": one.way}
    for name, beside in (("km", one.km), ("days", one.days), ("usd", one.usd)):
        told = beside.published
        made |= {f"{name}_low": told and told.low, f"{name}_high": told and told.high}
        made |= {
            f"model_{name}{end}": round(getattr(beside.model, end.removeprefix("_") or "value"), 2) for end in _ENDS
        }
        made |= {f"{name}_ratio": beside.ratio and round(beside.ratio, 3), f"{name}_inside": beside.inside}
    for name in ("moving", "border", "terminal"):
        made[f"{name}_h"] = round(getattr(totals, name).value, 1)
    made |= {"blocked": one.best.blocked, "sea": Mode.SEA in one.best.modes, "way_through": " ".join(one.best.via)}
    return made | {"off": one.off, "why": own.why, "source": own.source, "note": own.note, "confidence": own.confidence}


_ENDS = ("", "_low", "_high")


def as_json(found: Sequence[Backtest]) -> str:
    """Return the backtests and their counts."""
    summary = [{word: getattr(count, word) for word in Count.__slots__} for count in counts(found)]
    return json.dumps({"summary": summary, "journeys": records(found)}, ensure_ascii=False, indent=1)


def legs(found: Sequence[Backtest]) -> str:
    """Return every leg and stop of each corridor: what a reason is read from."""
    lines = []
    for one in found:
        lines.append(one.journey.id)
        for place, leg in enumerate(one.best.legs):
            lines += [
                _line(f"{stop.kind} {stop.name}", stop.time, stop.cost)
                for stop in one.best.stops
                if stop.after_leg == place - 1
            ]
            name = f"{leg.mode} {leg.country} {leg.start_name} > {leg.end_name}, {leg.distance.value:.0f} km"
            lines.append(_line(name, leg.time, leg.cost))
    return "\n".join(lines)


def _line(name: str, *figures: Figure | None) -> str:
    return "; ".join([f"  {name}", *(f"{x.value:.0f} ({x.low:.0f}–{x.high:.0f}) {x.unit}" for x in figures if x)])


FORMATS = {"table": as_text, "md": as_md, "csv": as_csv, "json": as_json}


def main() -> None:
    """Print the backtests, or write them to a file."""
    parser = argparse.ArgumentParser(description="Published journeys beside the model's.")
    parser.add_argument("--format", choices=FORMATS, default="table")
    parser.add_argument("--legs", action="store_true", help="every leg and stop instead")
    parser.add_argument("--data", help="another folder of data")
    parser.add_argument("-o", type=Path, metavar="FILE", help="write a file instead of printing")
    asked = parser.parse_args()
    found = run(co.load(asked.data), read())
    text = (legs if asked.legs else FORMATS[asked.format])(found) + "\n"
    if asked.o:
        asked.o.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()

"""A plan as a report in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corridor.io.countries import REPORT_HEADS, report_cells
from corridor.io.words import (
    OBJECTIVES,
    SCHEMATIC,
    Closure,
    basis,
    by_ship,
    cited,
    closed,
    closures,
    country_name,
    figure,
    number,
    planned,
    ranged,
    rank_words,
    schematic,
    scorecard,
    sources_of,
    standing,
    steps,
    warnings,
)
from corridor.model import Border, Corridor, Leg, Plan, Stop

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


def to_markdown(plan: Plan) -> str:
    """Return a plan as a report: comparison, legs and stops of each corridor, reasons per border, sources."""
    blocks = [
        _title(plan),
        *(_blocked(plan, closure) for closure in closures(plan)),
        _comparison(plan.corridors),
        _scorecards(plan),
        *(_by_country(plan, corridor) for corridor in plan.corridors),
        *(_corridor(corridor) for corridor in plan.corridors),
        _borders(plan),
        _detours(plan),
        bullets("Warnings", warnings(plan)),
        _sources(plan),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _title(plan: Plan) -> str:
    ends = ", ".join(dict.fromkeys(corridor.destination.name for corridor in plan.corridors))
    scenario = f", scenario {plan.scenario}" if plan.scenario else ""
    return (
        f"# {escaped(' – '.join(country.name for country in plan.sequence))}\n\n"
        f"{escaped(plan.origin.name)} → {escaped(ends)}: {plan.travel.value}, {OBJECTIVES[plan.objective]}, "
        f"{number(plan.cargo_t)} t, as of {plan.as_of}{escaped(scenario)}."
    )


def _blocked(plan: Plan, closure: Closure) -> str:
    source = f" [{closure.source}]" if closure.source else ""
    return f"> **Blocked: {escaped(closure.where)}.** {escaped(closed(plan, closure) + source)}."


def _comparison(corridors: Sequence[Corridor]) -> str:
    rows = []
    for corridor in corridors:
        card = corridor.totals
        figures = (card.distance, card.time, card.cost, card.co2e)
        told = "; ".join(filter(None, ("blocked" if corridor.blocked else "", rank_words(corridor))))
        label = f"{corridor.label} ({told})" if told else corridor.label
        rows.append([corridor.id, label, *map(ranged, figures), str(card.borders), str(card.transfers)])
    heads = ("", "Corridor", "km", "Time", "USD", "CO2e t", "Borders", "Transfers")
    return f"## Alternatives\n\n{markdown_table(heads, rows, right=6)}\n\n~ rests on an assumption; ranges in brackets."


def _scorecards(plan: Plan) -> str:
    cards = [scorecard(plan, corridor) for corridor in plan.corridors]
    names = [name for name, _ in cards[0]]
    rows = [[name, *(card[i][1] for card in cards)] for i, name in enumerate(names)]
    heads = ("", *(corridor.id for corridor in plan.corridors))
    return f"## Scorecards\n\n{markdown_table(heads, rows)}\n\nDefinitions: docs/method.md."


def _by_country(plan: Plan, corridor: Corridor) -> str:
    """Return what a corridor does in each country."""
    told = f"Its own side of each border is in each country's; they add up to {corridor.id}. – none passed."
    table = markdown_table(REPORT_HEADS, report_cells(plan, corridor), right=len(REPORT_HEADS) - 1)
    return f"## {corridor.id} by country\n\n{table}\n\n{told}"


def _corridor(corridor: Corridor) -> str:
    rows = [_leg(step) if isinstance(step, Leg) else _stop(step) for step in steps(corridor)]
    heads = ("", "Country", "Where", "Gauge mm", "km", "Time", "USD", "CO2e t", "Basis", "Sources")
    ends = f"{corridor.origin.name} → {corridor.destination.name}"
    told = f"Of the way by land {schematic(corridor)}; {SCHEMATIC}." if any(map(schematic, corridor.legs)) else ""
    blocks = (f"## {corridor.id}: {escaped(corridor.label)}", escaped(ends), markdown_table(heads, rows), told)
    return "\n\n".join(block for block in blocks if block)


def _leg(leg: Leg) -> list[str]:
    where = f"{leg.start_name} → {leg.end_name}" + (f" ({planned(leg)})" if leg.planned else "")
    gauge = str(leg.gauge_mm) if leg.gauge_mm else ""
    figures = map(figure, (leg.distance, leg.time, leg.cost, leg.co2e))
    return [
        leg.mode.value,
        leg.country or "sea",
        where,
        gauge,
        *figures,
        basis(leg),
        ", ".join(sources_of(leg)),
    ]


def _stop(stop: Stop) -> list[str]:
    since = f" since {stop.status_since}" if stop.status_since else ""
    where = stop.name if stop.status.value == "open" else f"{stop.name} ({standing(stop.status)}{since})"
    figures = ("", figure(stop.time), figure(stop.cost), "")
    kind = stop.kind.value.replace("_", " ")
    return [kind, "–".join(stop.countries), where, "", *figures, basis(stop), ", ".join(sources_of(stop))]


def _borders(plan: Plan) -> str:
    parts = [_border(plan, border) for border in plan.borders]
    return "\n\n".join(["## Borders", *parts]) if parts else ""


def _border(plan: Plan, border: Border) -> str:
    rows = [
        [
            candidate.name,
            candidate.mode.value,
            " since ".join(filter(None, (candidate.status.value, candidate.status_since))),
            ", ".join(candidate.chosen),
            candidate.reason,
        ]
        for candidate in border.candidates
    ]
    names = f"{country_name(plan, border.start)} → {country_name(plan, border.end)}"
    heads = ("Crossing", "Mode", "Status", "Corridors", "Why")
    parts = (f"### {escaped(names)}", by_ship(border), markdown_table(heads, rows) if rows else "")
    return "\n\n".join(filter(None, parts))


def _detours(plan: Plan) -> str:
    rows = []
    for detour in plan.detours:
        card = detour.corridor.totals
        figures = map(ranged, (card.distance, card.time, card.cost, card.co2e))
        rows.append(["–".join(detour.sequence), detour.corridor.label, *figures])
    heads = ("Sequence", "Corridor", "km", "Time", "USD", "CO2e t")
    return f"## Open ways round\n\n{markdown_table(heads, rows, right=4)}" if rows else ""


def _sources(plan: Plan) -> str:
    return bullets("Sources", (f"{source.id}: {cited(source)}" for source in plan.sources))


def bullets(head: str, lines: Iterable[str]) -> str:
    """Return a list under its head, "" where there is none."""
    items = "\n".join(f"- {escaped(line)}" for line in lines)
    return f"## {head}\n\n{items}" if items else ""


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]], right: int = 0) -> str:
    """Return a table, its last `right` columns set to the right."""
    rule = ["---"] * (len(heads) - right) + ["---:"] * right
    body = (f"| {' | '.join(map(escaped, row))} |" for row in rows)
    return "\n".join([f"| {' | '.join(heads)} |", f"| {' | '.join(rule)} |", *body])


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))

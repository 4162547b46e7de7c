"""How plans and corridors look in a notebook: tables, and the map in a frame of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from corridor.errors import DataError
from corridor.io.words import figure, number, steps
from corridor.model import Corridor, Leg, Plan, Stop

STYLE = "text-align:{};vertical-align:top;padding:2px 10px 2px 0"
CLOSED = "color:#d93b30;font-weight:600"


def plan_html(plan: Plan) -> str:
    """Return a plan: the question, its corridors in a table, and their map as `draw` makes it from the shipped data."""
    names = " – ".join(country.name for country in plan.sequence)
    scenario = [f"scenario {plan.scenario}"] if plan.scenario else []
    asked = [plan.travel.value, f"least {plan.objective.value}", f"{number(plan.cargo_t)} t", f"as of {plan.as_of}"]
    heads = ("", "corridor", "km", "time", "USD", "t CO2e", "borders")
    rows = [(one.id, _label(one), *_totals(one), str(one.totals.borders)) for one in plan.corridors]
    blocked = f'<div style="{CLOSED}">Blocked. {escape("; ".join(plan.warnings))}</div>' if plan.blocked else ""
    return (
        f"<div><strong>{escape(names)}</strong><br>{escape(', '.join(asked + scenario))}{blocked}"
        f"{_table(heads, rows, left=2)}{_map(plan)}</div>"
    )


def corridor_html(corridor: Corridor) -> str:
    """Return a corridor: its legs and stops in order of travel, and its totals."""
    heads = ("", "what", "km", "time", "USD", "t CO2e")
    rows = [_step(step) for step in steps(corridor)]
    total = ("", "total", *_totals(corridor))
    blocked = f' <span style="{CLOSED}">blocked</span>' if corridor.blocked else ""
    ends = f"{corridor.origin.name} → {corridor.destination.name}"
    return (
        f"<div><strong>{escape(corridor.id)} · {escape(corridor.label)}</strong>{blocked}<br>{escape(ends)}"
        f"{_table(heads, [*rows, total], left=2)}</div>"
    )


def _map(plan: Plan) -> str:
    from corridor.api import draw

    try:
        return draw(plan)._repr_html_()
    except DataError as error:  # the table is worth having without the map
        return f"<p>no map: {escape(str(error))}</p>"


def _label(corridor: Corridor) -> str:
    return f"{corridor.label} (blocked)" if corridor.blocked else corridor.label


def _step(step: Leg | Stop) -> tuple[str, ...]:
    if isinstance(step, Leg):
        where = step.country or "sea"
        parts = (step.distance, step.time, step.cost, step.co2e)
        return (where, f"{step.mode.value}: {step.start_name} → {step.end_name}", *map(figure, parts))
    status = "" if step.status.value == "open" else f", {step.status.value}"
    since = f" since {step.status_since}" if status and step.status_since else ""
    kind = step.kind.value.replace("_", " ")
    name = f"{step.name} ({kind}{status}{since})"
    return (" → ".join(step.countries), name, "", figure(step.time), figure(step.cost), "")


def _totals(corridor: Corridor) -> tuple[str, ...]:
    card = corridor.totals
    return tuple(map(figure, (card.distance, card.time, card.cost, card.co2e)))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, left: int) -> str:
    def line(tag: str, cells: Sequence[str]) -> str:
        made = (
            f'<{tag} style="{STYLE.format("left" if i < left else "right")}">{escape(cell)}</{tag}>'
            for i, cell in enumerate(cells)
        )
        return f"<tr>{''.join(made)}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', heads)}</thead><tbody>{body}</tbody></table>"

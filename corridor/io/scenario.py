"""Scenario files, as plain values and in Markdown: what one holds on its date, and how two differ."""

from __future__ import annotations

from corridor.data import World
from corridor.io.differences import difference_markdown, difference_values
from corridor.io.markdown import escaped, markdown_table
from corridor.io.printed import Values, dumps
from corridor.model import Difference
from corridor.scenario import Change, Delay, Entry, Override, Scenario, ScenarioFile, name_of
from corridor.sea import ARCTIC

HELD, DIFFERENT = "corridor.scenario/1", "corridor.scenario-diff/1"


def scenario_values(file: ScenarioFile, scenario: Scenario, *, world: World) -> Values:
    """Return a file as it stands, and under `resolved` what holds on the date."""
    return {
        "schema": HELD,
        **settings(file),
        "entries": [entry_values(one, scenario.as_of, world=world) for one in file.entries],
        "resolved": {
            "as_of": scenario.as_of,
            "scenario": scenario.text,
            "closed": sorted(scenario.closed),
            "opened": sorted(scenario.opened),
            "passages_shut": sorted(scenario.shut_passages - ARCTIC),
            "passages_opened": sorted(ARCTIC - scenario.shut_passages),
            "planned_links": sorted(scenario.links),
            "delays": [_delay(one) for one in scenario.delays],
            "parameters": [_parameter(one) for one in scenario.parameters],
        },
    }


def settings(file: ScenarioFile) -> Values:
    """Return what stands at the top of a file; null is what it leaves to the question."""
    return {
        "name": file.name or None,
        "note": file.note or None,
        "as_of": file.as_of or None,
        "cargo_t": file.cargo_t,
        "mode": file.travel,
        "objective": file.objective,
        "sea": file.sea,
        "sequence": list(file.sequence) or None,
    }


def entry_values(entry: Entry, date: str, *, world: World) -> Values:
    """Return an entry, with whether it holds on a date."""
    amount: Values = {}
    if isinstance(entry.amount, Delay):
        amount = {name: value for name, value in _delay(entry.amount).items() if name in ("hours", "factor")}
    elif isinstance(entry.amount, Override):
        amount = _parameter(entry.amount)
    return {
        "line": entry.line,
        "does": entry.verb.value,
        "id": entry.id,
        "is": entry.target.kind.value if entry.target else "parameter",
        "name": (name_of(world, entry.target) if entry.target else "") or None,
        **amount,
        "from": entry.start or None,
        "to": entry.end or None,
        "note": entry.note or None,
        "holds": entry.holds(date),
    }


def scenario_json(file: ScenarioFile, scenario: Scenario, *, world: World) -> str:
    """Return a checked file as JSON of schema corridor.scenario/1, ending in a newline."""
    return dumps(scenario_values(file, scenario, world=world), indent=1)


def changes_json(names: tuple[str, str], changes: tuple[Change, ...], found: Difference | None) -> str:
    """Return how two scenarios differ as JSON of schema corridor.scenario-diff/1, ending in a newline."""
    entries = [
        {"what": one.what, "id": one.id or None, "before": one.before or None, "after": one.after or None}
        for one in changes
    ]
    plans = difference_values(found) if found else None
    values = {"schema": DIFFERENT, "before": names[0], "after": names[1], "entries": entries, "plans": plans}
    return dumps(values, indent=1)


def changes_markdown(names: tuple[str, str], changes: tuple[Change, ...], found: Difference | None) -> str:
    """Return how two scenarios differ as a report, ending in a newline."""
    table = markdown_table(
        ("What", "Id", *map(escaped, names)), [[one.what, one.id, one.before, one.after] for one in changes]
    )
    head = f"# {escaped(names[0])} → {escaped(names[1])}\n\n{table if changes else 'Nothing differs.'}\n"
    return f"{head}\n{difference_markdown(found, 'Best corridors', names=names)}" if found else head


def _delay(one: Delay) -> Values:
    plain = Delay("")
    key = "factor" if one.factor != plain.factor else "hours"
    value, low, high = one.factor if key == "factor" else one.hours
    return {"id": one.gateway, key: {"value": value, "low": low, "high": high}}


def _parameter(one: Override) -> Values:
    return {
        "kind": one.kind,
        "mode": one.mode or None,
        "country": one.country or None,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "unit": one.unit,
    }

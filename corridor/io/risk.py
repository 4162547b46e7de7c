"""What may go otherwise with a plan, as JSON (schema corridor.risk/1) and Markdown."""

from __future__ import annotations

from corridor.io import risk_words as say
from corridor.io.markdown import bullets, escaped, markdown_table
from corridor.io.printed import DIGITS, Number, Values, dumps
from corridor.io.words import OBJECTIVES, number
from corridor.model import Arrival, Margin, Objective, Outage, Risk, Swing, Tipping

SCHEMA = "corridor.risk/1"
SHARE_DIGITS = 4


def risk_json(risk: Risk) -> str:
    """Return a risk as JSON, ending in a newline; the same seed gives the same text."""
    return dumps(risk_values(risk), indent=1)


def risk_values(risk: Risk) -> Values:
    """Return a risk as what `risk_json` writes."""
    plan, ids = risk.plan, [one.corridor for one in risk.arrivals]
    return {
        "schema": SCHEMA,
        "sequence": [country.code for country in plan.sequence],
        "origin": plan.origin.name,
        "destinations": [{"id": one.id, "name": one.name} for one in risk.ends],
        "as_of": plan.as_of,
        "mode": plan.travel.value,
        "objective": plan.objective.value,
        "objective_unit": say.UNITS[plan.objective],
        "cargo_t": plan.cargo_t,
        "value_of_time": plan.value_of_time,
        "sea": plan.sea.value,
        "scenario": plan.scenario or None,
        "blocked": plan.blocked,
        "seed": risk.seed,
        "draws": risk.draws,
        "depart": risk.depart or None,
        "distribution": say.DISTRIBUTION,
        "corridors": [arrival_values(risk, one) for one in risk.arrivals],
        "before": {
            row: {column: round(share, SHARE_DIGITS) for column, share in zip(ids, shares, strict=True)}
            for row, shares in zip(ids, risk.before, strict=True)
        },
        "break_even": {
            "pairs": [_margin(risk, one) for one in risk.margins],
            "best": [_tipping(one) for one in risk.tippings],
        },
        "criticality": [_outage(risk, one) for one in risk.outages],
        "tornado": [swing_values(risk, one) for one in risk.swings],
        "warnings": list(plan.warnings),
    }


def risk_markdown(risk: Risk) -> str:
    """Return a risk as a report."""
    plan, known = risk.plan, say.by_id(risk)
    names = " → ".join(country.name for country in plan.sequence)
    scenario = f", scenario {plan.scenario}" if plan.scenario else ""
    asked = (
        f"{plan.origin.name}: {plan.travel.value}, {OBJECTIVES[plan.objective]}, {number(plan.cargo_t)} t, as of "
        f"{plan.as_of}{scenario}; {risk.draws} draws, seed {risk.seed}."
    )
    heads = ("", "Corridor", "planned h", "mean", "P5", "P50", "P80", "P95", "buffer h", "index", "fastest")
    rows = [[one.corridor, known[one.corridor].label, *arrival_cells(one)] for one in risk.arrivals]
    blocks = [
        f"# Risk: {escaped(names)}",
        escaped(asked),
        "## Arrival",
        markdown_table(heads, rows, right=9),
        _dates(risk),
        f"{say.buffers(risk)[:1].upper()}{say.buffers(risk)[1:]}." if say.buffers(risk) else "",
        f"Each input is drawn from a {say.DISTRIBUTION}; what corridors share goes alike for all.",
        "## Which arrives first",
        _before(risk),
        bullets("Break-even", (line for one in risk.margins for line in ("; ".join(say.told(risk, one)),))),
        bullets("What the best could bear", map(say.tipping_told, risk.tippings)),
        "## Criticality",
        markdown_table(
            ("Shut", "What", "Used by", *outage_heads(risk), "Way left"),
            [outage_cells(risk, one) for one in risk.outages if say.changes(one)],
        ),
        f"{escaped(say.ends(risk))}." if say.ends(risk) else "",
        f"No change for {plan.best.id}: {escaped(say.unaffected(risk))}." if say.unaffected(risk) else "",
        f"## Inputs that move {plan.best.id} most",
        markdown_table(
            ("Input", "Range", "Low", "High", "First instead"), [swing_cells(risk, one) for one in risk.swings]
        ),
        bullets("Warnings", plan.warnings),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def arrival_cells(one: Arrival) -> list[str]:
    """Return the numbers of a corridor's arrival in words, hours."""
    hours = (one.planned_h, one.mean_h, one.p5_h, one.p50_h, one.p80_h, one.p95_h, one.buffer_h)
    index = "" if one.planning_index is None else f"{one.planning_index:.2f}"
    return [*map(number, hours), index, say.percent(one.fastest)]


def date_cells(risk: Risk, one: Arrival) -> list[str]:
    """Return the dates of a corridor's arrival."""
    return [say.arrives(risk, value)[:10] for value in (one.p5_h, one.p50_h, one.p80_h, one.p95_h)]


def before_cells(risk: Risk, row: int, most: int) -> list[str]:
    """Return in words how often a corridor arrives before each of the first others."""
    shares = enumerate(risk.before[row][:most])
    return ["" if column == row else say.percent(share) for column, share in shares]


def outage_heads(risk: Risk) -> tuple[str, ...]:
    """Return what is told of a way that is left: emissions where they are the objective."""
    return ("km", "time", "USD", *(["t CO2e"] if risk.plan.objective is Objective.CO2E else []))


def outage_cells(risk: Risk, one: Outage) -> list[str]:
    """Return an outage in words."""
    more = [say.signed(one.km, "km"), say.signed(one.h, "h"), say.signed(one.usd, "USD")]
    if risk.plan.objective is Objective.CO2E:
        more.append(say.signed(None if one.kg is None else one.kg / 1000, "t"))
    return [
        one.name,
        one.kind,
        "".join(one.used_by) if len(one.used_by) < 9 else "many",
        *more,
        say.way_left(one, risk),
    ]


def swing_cells(risk: Risk, one: Swing) -> list[str]:
    """Return a swing in words."""
    ends = (say.result(value, risk.plan.objective) for value in (one.result_low, one.result_high))
    return [one.name, say.span(one), *ends, say.wins(one)]


def arrival_values(risk: Risk, one: Arrival) -> Values:
    """Return what the JSON says of the arrival of one corridor."""
    corridor = say.by_id(risk)[one.corridor]
    ends = {"p5": one.p5_h, "p50": one.p50_h, "p80": one.p80_h, "p95": one.p95_h}
    index = one.planning_index
    return {
        "id": one.corridor,
        "label": corridor.label,
        "status": "blocked" if corridor.blocked else "open",
        "via": list(corridor.via),
        "planned_h": _hours(one.planned_h),
        "moving_h": _hours(one.moving_h),
        "mean_h": _hours(one.mean_h),
        **{f"{name}_h": _hours(value) for name, value in ends.items()},
        "buffer_h": _hours(one.buffer_h),
        "buffer_usd": rounded(say.worth(risk, one.buffer_h), "USD"),
        "planning_time_index": None if index is None else round(index, SHARE_DIGITS),
        "p_fastest": round(one.fastest, SHARE_DIGITS),
        "arrives": {name: say.arrives(risk, value) for name, value in ends.items()} if risk.depart else None,
    }


def _margin(risk: Risk, one: Margin) -> Values:
    return {
        "leader": one.leader,
        "rival": one.rival,
        "rival_name": one.rival_name,
        "unit": one.unit,
        "gap": rounded(one.gap, one.unit),
        "rival_more_closed": one.blocked,
        "first_of": "all ways" if say.by_objective(risk, one) else "corridors",
        "gateways": [
            {
                "id": each.gateway,
                "name": each.name,
                "corridor": each.corridor,
                "change": rounded(each.change, one.unit),
                "sentence": say.sentence(risk, one, each),
            }
            for each in one.thresholds
        ],
    }


def _tipping(one: Tipping) -> Values:
    return {
        "id": one.gateway,
        "name": one.name,
        "unit": one.unit,
        "change": rounded(one.change, one.unit),
        "winner": one.winner or None,
        "sentence": say.tipping_told(one),
    }


def _outage(risk: Risk, one: Outage) -> Values:
    return {
        "kind": one.kind,
        "id": one.id,
        "name": one.name,
        "used_by": list(one.used_by),
        "way": one.way,
        "extra_km": rounded(one.km, "km"),
        "extra_h": rounded(one.h, "h"),
        "extra_usd": rounded(one.usd, "USD"),
        "extra_co2e_kg": rounded(one.kg, "kg"),
        "extra_generalised_usd": rounded(say.worth(risk, one.h, one.usd), "USD"),
        "blocked": one.blocked,
        "closed": one.closed,
        "more_closed": one.more_closed,
        "label": one.label or None,
        "sequence": list(one.sequence) or None,
    }


def swing_values(risk: Risk, one: Swing) -> Values:
    """Return what the JSON says of one input moved to its ends."""
    unit = say.UNITS[risk.plan.objective]
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "result": rounded(one.result, unit),
        "result_low": rounded(one.result_low, unit),
        "result_high": rounded(one.result_high, unit),
        "wins_low": one.wins_low or None,
        "wins_high": one.wins_high or None,
    }


def _dates(risk: Risk) -> str:
    if not risk.depart:
        return ""
    table = markdown_table(
        ("", "P5", "P50", "P80", "P95"), ([one.corridor, *date_cells(risk, one)] for one in risk.arrivals)
    )
    return f"Leaving {risk.depart.replace('T', ' ')}:\n\n{table}"


def _before(risk: Risk) -> str:
    ids = [one.corridor for one in risk.arrivals]
    rows = [[name, *before_cells(risk, row, len(ids))] for row, name in enumerate(ids)]
    return markdown_table(("before", *ids), rows, right=len(ids))


def rounded(value: float | None, unit: str) -> Number:
    """Return a number with the decimals of its unit."""
    return None if value is None else round(value, DIGITS[unit]) + 0.0  # no −0


def _hours(value: float) -> Number:
    return rounded(value, "h")

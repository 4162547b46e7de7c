"""Drawn plans of the size that people ask for."""

from dataclasses import replace

from corridor.model import Detour, Status
from tests.samples import sample_plan


def opened(corridor, name, factor):
    """Return a corridor with all its gateways open, another label and other totals."""
    totals = corridor.totals
    fields = ("distance", "time", "cost", "co2e")
    scaled = {
        field: replace(getattr(totals, field), **{end: factor * getattr(getattr(totals, field), end) for end in ENDS})
        for field in fields
    }
    stops = tuple(replace(stop, status=Status.OPEN, status_since="", status_note="") for stop in corridor.stops)
    return replace(corridor, label=name, stops=stops, totals=replace(totals, **scaled))


ENDS = ("value", "low", "high")


def full_plan():
    """Return a plan of five alternatives and three ways round."""
    plan = sample_plan()
    first, second = plan.corridors
    more = (
        replace(first, id="C", rank=3, label="Rail to Naibabad, road by Kandahar to Karachi"),
        replace(second, id="D", rank=4, label="Road by Kabul and Lahore to Karachi"),
        replace(second, id="E", rank=5, label="Road by Kabul"),
    )
    around = (
        Detour(("UZ", "IR", "PK"), opened(first, "Rail and road through Iran", 0.9)),
        Detour(("UZ", "FJ", "RU", "PK"), opened(second, "Road a long way", 1.1)),
        Detour(("UZ", "PK"), opened(second, "Road straight on", 1.3)),
    )
    return replace(plan, corridors=(*plan.corridors, *more), detours=around)

"""What each field of the tables that ship may hold: a rule per column, that says what would be right."""

from __future__ import annotations

from collections.abc import Mapping

from corridor.check.kinds import Rule, anything, date, each, filled, matching, number, one_of
from corridor.gateways import FREIGHT
from corridor.model import Basis, Mode, Status
from corridor.read import GAUGES_MM

MOST_H, MOST_USD = 1000.0, 10_000.0
"""no border, transfer or port that was ever measured takes more: six weeks, and the price of a lorry"""
SNAP_KM = 200.0
"""nothing hangs farther off a network or a sea lane than this"""


def waypoint(text: str) -> str:
    """Ask for a point as lon,lat."""
    lon, _, lat = text.partition(",")
    return "points as longitude,latitude in degrees" if LON(lon) or LAT(lat) else ""


LON, LAT = number(-180, 180, unit="degrees"), number(-90, 90, unit="degrees")
COUNTRY = matching("[A-Z]{2}", "a country as alpha-2, two capitals")
SOME_COUNTRY = matching("([A-Z]{2})?", "a country as alpha-2, two capitals, or empty")
MODES = one_of(*(mode for mode in Mode if mode is not Mode.SEA))
ANY_MODE = one_of(*Mode, "")
STATUS = one_of(*Status)
BASIS = one_of(*Basis)
SURE = one_of("high", "medium", "low")
DIRECTION = one_of("inbound", "outbound", "all")
YES_NO = one_of("yes", "no", "unknown", "")
GAUGE = number(*GAUGES_MM, unit="mm")
SOME_GAUGE = number(*GAUGES_MM, unit="mm", empty=True)
GAUGES = each(GAUGE, empty=True)
LENGTH = number(0.1, 30_000, unit="km", empty=True)
MONEY = number(0, 1_000_000, unit="million USD", empty=True)
TIME, PRICE = number(0, MOST_H, unit="h"), number(0, MOST_USD, unit="USD")
SOME_TIME, SOME_PRICE = number(0, MOST_H, unit="h", empty=True), number(0, MOST_USD, unit="USD", empty=True)
SNAP = number(0, SNAP_KM, unit="km")
HASH = matching("[0-9a-f]{64}", "a SHA-256 in hexadecimal")
COUNT = number(0, 1e10)

RULES: Mapping[str, Mapping[str, Rule]] = {
    "areas": {
        "id": filled,
        "countries": each(COUNTRY),
        "since": date,
        "joined": anything,
        "as_of": date,
        "source": filled,
        "note": anything,
    },
    "attachments": {"gateway": filled, "cell": filled, "snap_km": SNAP},
    "border_sides": {
        "scope": filled,
        "key": anything,
        "country": SOME_COUNTRY,
        "mode": MODES,
        "direction": DIRECTION,
        "gauge_break": one_of("yes", "no", "any"),
        "time_h": TIME,
        "time_low_h": TIME,
        "time_high_h": TIME,
        "cost_usd": SOME_PRICE,
        "cost_low_usd": SOME_PRICE,
        "cost_high_usd": SOME_PRICE,
        "basis": BASIS,
        "as_of": date,
        "sources": each(filled),
        "note": anything,
    },
    "border_times": {
        "scope": one_of("BCP", "country", "corridor", "region"),
        "post": filled,
        "country": SOME_COUNTRY,
        "gateway": anything,
        "mode": MODES,
        "direction": DIRECTION,
        "year": date,
        "statistic": filled,
        "time_h": SOME_TIME,
        "cost_usd": SOME_PRICE,
        "note": anything,
        "source": filled,
        "confidence": SURE,
    },
    "cells": {
        "cell": filled,
        "country": COUNTRY,
        "mode": MODES,
        "gauge_mm": number(0, GAUGES_MM[1], unit="mm"),
        "nodes": COUNT,
        "edges": COUNT,
        "km": COUNT,
        "gateways": COUNT,
        "rough_m": number(0, 600, unit="m", empty=True),
    },
    "country_names": {
        "code": COUNTRY,
        "alpha3": matching("[A-Z]{3}", "a country as alpha-3, three capitals"),
        "name": filled,
        "capital": anything,
        "aliases": anything,
    },
    "crossing_status": {
        "crossing_id": filled,
        "status": STATUS,
        "start": date,
        "end": date,
        "note": anything,
        "source": filled,
    },
    "crossings": {
        "id": filled,
        "country_a": COUNTRY,
        "country_b": COUNTRY,
        "name_a": filled,
        "name_b": filled,
        "mode": MODES,
        "lon": LON,
        "lat": LAT,
        "unlocode_a": anything,
        "unlocode_b": anything,
        "gauge_a_mm": SOME_GAUGE,
        "gauge_b_mm": SOME_GAUGE,
        "status": STATUS,
        "status_as_of": date,
        "hours": anything,
        "freight": one_of(*FREIGHT),
        "tir": YES_NO,
        "note": anything,
        "source": filled,
        "confidence": one_of("high", "medium", "low", "derived"),
        "coord_basis": filled,
        "error_km": number(0, 100, unit="km", empty=True),
        "snap_km": number(0, SNAP_KM, unit="km", empty=True),
        "unattached_reason": anything,
    },
    "fact_sources": {"id": filled, "title": filled, "publisher": anything, "year": date},
    "lengths": {
        "mode": one_of(*Mode),
        "country": SOME_COUNTRY,
        "factor": number(0.8, 1.5),
        "terrain": number(0, 0.1),
        "spread_low": number(0, 0.5),
        "spread_high": number(0, 0.5),
        "rough_high": number(0, 0.2),
        "basis": BASIS,
        "source": filled,
    },
    "link_crossings": {
        "link": filled,
        "id": filled,
        "country_a": COUNTRY,
        "country_b": COUNTRY,
        "name": filled,
        "mode": MODES,
        "lon": LON,
        "lat": LAT,
    },
    "link_openings": {
        "id": filled,
        "length_km": LENGTH,
        "length_low_km": LENGTH,
        "length_high_km": LENGTH,
        "basis": one_of(*Basis, ""),
        "expected": anything,
        "note": anything,
        "refused": anything,
    },
    "link_parts": {
        "link": filled,
        "part": number(1, 99),
        "country": COUNTRY,
        "mode": MODES,
        "gauge_mm": number(0, GAUGES_MM[1], unit="mm"),
        "metres": number(1, 1e7, unit="m"),
        "start_at": anything,
        "end_at": anything,
        "points": each(waypoint, apart=";"),
    },
    "link_terminals": {
        "link": filled,
        "id": filled,
        "name": filled,
        "country": COUNTRY,
        "lon": LON,
        "lat": LAT,
        "gauge_mm": GAUGE,
        "note": anything,
    },
    "named_corridors": {
        "id": filled,
        "name": filled,
        "kind": filled,
        "sequence": each(COUNTRY, apart=">"),
        "sequence_note": anything,
        "key_nodes": anything,
        "modes": each(one_of(*Mode)),
        "length_km": LENGTH,
        "length_low_km": LENGTH,
        "length_high_km": LENGTH,
        "length_by_country": anything,
        "status": filled,
        "status_as_of": date,
        "note": anything,
        "source": filled,
        "confidence": SURE,
    },
    "neighbours": {"country_a": COUNTRY, "country_b": COUNTRY, "reason": filled},
    "parameters": {
        "kind": filled,
        "country": SOME_COUNTRY,
        "mode": ANY_MODE,
        "value": COUNT,
        "low": COUNT,
        "high": COUNT,
        "unit": filled,
        "basis": BASIS,
        "as_of": date,
        "sources": each(filled),
        "note": anything,
    },
    "planned_links": {
        "id": filled,
        "name": filled,
        "from_node": anything,
        "to_node": anything,
        "countries": each(COUNTRY),
        "mode": each(filled),
        "closes_pair": anything,
        "length_km": LENGTH,
        "length_low_km": LENGTH,
        "length_high_km": LENGTH,
        "gauge_mm": GAUGES,
        "status": filled,
        "status_as_of": date,
        "expected_year": date,
        "cost_usd_m": MONEY,
        "cost_low_usd_m": MONEY,
        "cost_high_usd_m": MONEY,
        "waypoints": each(waypoint, apart=";", empty=True),
        "note": anything,
        "source": filled,
        "confidence": SURE,
    },
    "ports": {
        "id": matching("[A-Z]{2}[A-Z0-9]{3}", "a UN/LOCODE, as AZALA"),
        "name": filled,
        "country": COUNTRY,
        "lon": LON,
        "lat": LAT,
        "sea": anything,
        "rail_gauge_mm": GAUGES,
        "rank": number(0, 99, empty=True),
        "town": anything,
        "people": number(0, 1e8, empty=True),
        "status": one_of(*Status, ""),
        "note": anything,
        "source": filled,
    },
    "sea_bans": {
        "country_a": COUNTRY,
        "country_b": COUNTRY,
        "start": date,
        "end": date,
        "note": filled,
        "source": filled,
    },
    "SOURCES": {
        "file": filled,
        "title": filled,
        "publisher": filled,
        "licence": filled,
        "origin": filled,
        "retrieved": date,
        "sha256": HASH,
        "rows": COUNT,
    },
    "terminals": {
        "id": filled,
        "name": filled,
        "country": COUNTRY,
        "lon": LON,
        "lat": LAT,
        "gauges_mm": GAUGES,
        "unlocode": anything,
        "note": anything,
        "source": filled,
        "confidence": SURE,
    },
}
"""every column of every table, in the order of the file"""

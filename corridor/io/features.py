"""Corridors as features with a geometry: GeoJSON (RFC 7946) and GeoDataFrame, [lon, lat], EPSG:4326."""

from __future__ import annotations

from typing import Any

from corridor.geo import split_antimeridian
from corridor.io.plain import leg_values, stop_values
from corridor.io.printed import POINT_DIGITS, Values, dumps
from corridor.io.words import steps
from corridor.model import Corridor, Leg, Line, Place, Plan, Point, Stop


def to_geojson(plan: Plan) -> str:
    """Return the corridors of a plan as a GeoJSON FeatureCollection, ending in a newline.

    A feature per leg (`kind` leg) and stop (`kind` stop, its own kind under `stop_kind`) in order of travel,
    and per origin and destination (`kind` end); `corridor` is the corridor's id.
    """
    features = [
        one
        for corridor in plan.corridors
        for one in (
            _end(corridor, "origin", corridor.origin),
            *_features(corridor),
            _end(corridor, "destination", corridor.destination),
        )
    ]
    return dumps({"type": "FeatureCollection", "features": features})


def to_gdf(corridor: Corridor) -> Any:
    """Return a corridor as a GeoDataFrame in EPSG:4326, a row per leg and stop in order of travel."""
    import geopandas

    features = _features(corridor)
    for one in features:
        del one["properties"]["figures"]
        for name in ("drawn", "sides"):
            one["properties"].pop(name, None)
    return geopandas.GeoDataFrame.from_features(features, crs="EPSG:4326")


def _features(corridor: Corridor) -> list[Values]:
    return [_leg(corridor, step) if isinstance(step, Leg) else _stop(corridor, step) for step in steps(corridor)]


def _leg(corridor: Corridor, leg: Leg) -> Values:
    return feature(line_geometry(leg.line), {"corridor": corridor.id, "kind": "leg", **leg_values(leg)})


def _stop(corridor: Corridor, stop: Stop) -> Values:
    values = stop_values(stop)
    properties = {"corridor": corridor.id, "kind": "stop", "stop_kind": values.pop("kind"), **values}
    return feature(point_geometry(stop.point), properties)


def _end(corridor: Corridor, role: str, place: Place) -> Values:
    properties = {"corridor": corridor.id, "kind": "end", "end": role}
    named = {"id": place.id, "name": place.name, "country": place.country}
    return feature(point_geometry(place.point), {**properties, **named})


def feature(geometry: Values | None, properties: Values) -> Values:
    """Return a GeoJSON Feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point_geometry(point: Point) -> Values:
    """Return a GeoJSON Point."""
    return {"type": "Point", "coordinates": _position(point)}


def line_geometry(line: Line) -> Values | None:
    """Return a GeoJSON line, in pieces where it crosses the antimeridian; None where there is nothing to draw."""
    if len(line) < 2:
        return None
    pieces = [[_position(point) for point in piece] for piece in split_antimeridian(line)]
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def _position(point: Point) -> list[float]:
    return [round(point[0], POINT_DIGITS), round(point[1], POINT_DIGITS)]

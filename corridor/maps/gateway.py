"""The map page of one gateway: the place, the border, the gateways near it, the networks around it, and its facts."""

from __future__ import annotations

from typing import Any

from corridor.catalog import CrossingDetails, Details, LinkDetails, NamedDetails, Near, PortDetails
from corridor.data import World
from corridor.errors import BadValueError
from corridor.io.sheet import Sheet, kind_of, sheet
from corridor.maps import assets
from corridor.maps.payload import clean
from corridor.maps.strokes import unwrap
from corridor.maps.vicinity import DECIMALS, box_about, edges, vicinity
from corridor.maps.view import CorridorMap
from corridor.model import Crossing, Mode, Point

NARROWEST_KM, WIDEST_KM = 25.0, 60.0
"""the page opens on this much to each side, at least and at most"""
SHOWN_NEAR = 3
"""so many other gateways are on it where they are not too far off"""


def gateway_map(found: Details, *, world: World) -> CorridorMap:
    """Return a crossing, port or terminal as a map of what lies around it, with all that is known of it.

    Raises
    ------
    BadValueError
        where it is a named corridor or a planned link.
    """
    if isinstance(found, NamedDetails | LinkDetails):
        raise BadValueError(_no_map(found))
    told, point = sheet(found), found.point
    codes = found.crossing.countries if isinstance(found, CrossingDetails) else (found.country.code,)
    around = {*codes, *(code for one in found.near for code in _countries(one))}
    view = box_about(point, _view_km(found.near))
    ground, borders = vicinity(world, point, view=view)
    data = {
        **_sheet(told),
        "bounds": view,
        "ground": {
            "box": ground.box,
            "near": ground.near,
            "far": ground.far,
            "decimals": DECIMALS,
            "countries": ground.countries,
            "cities": ground.cities,
        },
        "borders": borders,
        "roads": edges(world, point, around, Mode.ROAD),
        "rails": edges(world, point, around, Mode.RAIL),
        "shown": {**_spot(told.id, told.title, told.kind, point, point), "shape": _shape(found), "status": told.alert},
        "near": [_near(one, point) for one in found.near],
    }
    return CorridorMap(
        title=f"{told.title}: {told.kind}",
        data=clean(data),
        scripts=assets.GATEWAY_SCRIPTS,
        entry="gatewayPage",
        aside="What is known",
    )


def _no_map(found: NamedDetails | LinkDetails) -> str:
    """Return why there is no map, and what has one."""
    if isinstance(found, NamedDetails):
        one, what = found.corridor.id, "named corridor"
        instead = f"a plan of it has one: corridor plan {one} -o FILE.html"
    else:
        one, what = found.link.id, "planned link"
        instead = (
            f"its line is in --format geojson{'' if found.link.refused else f', and a plan with --open {one} maps it'}"
        )
        instead = instead if found.link.line else "it has no line in the data"
    return f"{one!r} is a {what}; crossings, ports and terminals have a map of their own; {instead}"


def gateway_page(found: Details, *, world: World) -> str:
    """Return the map of a gateway as the text of one HTML file."""
    return str(gateway_map(found, world=world).get_root().render())


def _view_km(near: tuple[Near, ...]) -> float:
    wanted = near[:SHOWN_NEAR][-1].away_km if near else NARROWEST_KM
    return min(max(wanted, NARROWEST_KM), WIDEST_KM)


def _sheet(told: Sheet) -> dict[str, Any]:
    return {
        "id": told.id,
        "title": told.title,
        "kind": told.kind,
        "alert": told.alert,
        "facts": told.facts,
        "tables": [{"title": one.title, "heads": one.heads, "rows": one.rows, "note": one.note} for one in told.tables],
        "sources": [[one.title, one.publisher, one.year, one.id] for one in told.sources],
    }


def _near(one: Near, about: Point) -> dict[str, Any]:
    kind = kind_of(one)
    spot = _spot(one.gateway.id, one.gateway.name, kind, one.gateway.point, about)
    status = one.status.status.value if one.status else ""
    return {**spot, "shape": kind.split()[-1], "status": status, "away": round(one.away_km, 1)}


def _spot(name: str, title: str, kind: str, point: Point, about: Point) -> dict[str, Any]:
    return {"id": name, "name": title, "kind": kind, "lon": round(unwrap(point[0], about[0]), 4), "lat": point[1]}


def _shape(found: Details) -> str:
    if isinstance(found, CrossingDetails):
        return "crossing"
    return "port" if isinstance(found, PortDetails) else "terminal"


def _countries(near: Near) -> tuple[str, ...]:
    one = near.gateway
    return one.countries if isinstance(one, Crossing) else (one.country,)

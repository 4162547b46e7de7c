"""What a Python user calls; the command line is thin over it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.data import World
from corridor.errors import BadValueError
from corridor.model import Choices, Corridor, Mode, Objective, Plan, SeaUse, Travel, Voyage

if TYPE_CHECKING:
    from corridor.maps import CorridorMap


def load(folder: Path | str | None = None) -> World:
    """Return the shipped data, or those of a folder; read lazily, reusable. Raises DataError where it is missing."""
    return World(folder)


def plan(
    sequence: str | Sequence[str],
    *,
    world: World | None = None,
    start: str | None = None,
    end: str | None = None,
    mode: str = "multimodal",
    objective: str = "cost",
    k: int = 5,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    as_of: str | None = None,
    open_only: bool = False,
    cargo_t: float = 20.0,
    sea: str = "auto",
    pareto: Sequence[str] = (),
) -> Plan:
    """Plan the corridors through a sequence of countries ("BY-RU-KZ", or a list), best first.

    `mode` is multimodal, road or rail; `objective` cost, time, distance or co2e; `close` and `reopen` are ids of
    crossings, and those of planned links in `reopen` take them as built; `as_of` is an ISO date, today by default.
    `sea` says where a voyage may join two countries: auto (where no open crossing by land does), always or never.
    With `pareto`, objectives, the corridors are the whole Pareto set over them.

    Raises
    ------
    CorridorError
        of the kinds that corridor.planner.plan names.
    """
    from corridor.planner import plan as run
    from corridor.scenario import dated

    world = world or load()
    return run(
        sequence,
        world=world,
        start=start,
        end=end,
        travel=_one_of(Travel, mode, "mode"),
        objective=_one_of(Objective, objective, "objective"),
        k=k,
        cargo_t=cargo_t,
        sea=_one_of(SeaUse, sea, "sea"),
        pareto=[_one_of(Objective, one, "pareto") for one in pareto],
        scenario=dated(world, as_of=as_of, close=_ids(close), reopen=_ids(reopen), open_only=open_only),
    )


def find_sequences(
    first: str,
    last: str,
    *,
    world: World | None = None,
    start: str | None = None,
    end: str | None = None,
    mode: str = "multimodal",
    objective: str = "cost",
    count: int = 10,
    most: int = 8,
    avoid: str | Sequence[str] = (),
    via: str | Sequence[str] = (),
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    as_of: str | None = None,
    open_only: bool = False,
    cargo_t: float = 20.0,
    sea: str = "auto",
) -> Choices:
    """Find the sequences of at most `most` countries that join two, best first, open ones before blocked ones.

    `avoid` and `via` are countries; all else is as in `plan`.

    Raises
    ------
    CorridorError
        of the kinds that corridor.choices.choices names.
    """
    from corridor.choices import choices
    from corridor.scenario import dated

    world = world or load()
    return choices(
        world,
        first,
        last,
        start=start,
        end=end,
        travel=_one_of(Travel, mode, "mode"),
        objective=_one_of(Objective, objective, "objective"),
        count=count,
        most=most,
        avoid=_ids(avoid),
        via=_ids(via),
        cargo_t=cargo_t,
        sea=_one_of(SeaUse, sea, "sea"),
        scenario=dated(world, as_of=as_of, close=_ids(close), reopen=_ids(reopen), open_only=open_only),
    )


def sea_leg(
    start: str,
    end: str,
    *,
    world: World | None = None,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    cargo_t: float = 20.0,
) -> Voyage:
    """Return the voyage between two seaports: UN/LOCODEs, names, or "lon,lat" near the sea.

    `close` and `reopen` are passages, as "suez"; northeast and northwest are closed unless they are opened.

    Raises
    ------
    CorridorError
        of the kinds that corridor.voyages.voyage names.
    """
    from corridor.voyages import voyage

    return voyage(world or load(), start, end, close=_ids(close), reopen=_ids(reopen), cargo_t=cargo_t)


def draw(found: Plan, *, world: World | None = None) -> CorridorMap:
    """Return the map of a plan, a folium.Map: `draw(plan).save("corridor.html")`."""
    from corridor import maps

    return maps.draw(found, world=world or load())


def to_gdf(corridor: Corridor) -> Any:
    """Return a corridor as a GeoDataFrame in EPSG:4326, one row a leg or stop."""
    from corridor import io

    return io.to_gdf(corridor)


def to_osmnx(world: World, country: str, *, mode: str = "road", gauge_mm: int | None = None) -> Any:
    """Return the network of one country as a MultiDiGraph that osmnx accepts, EPSG:4326.

    `gauge_mm` picks one of several railways; by default the longest.

    Raises
    ------
    CorridorError
        where the country is not known or has no such network.
    """
    from corridor.names import country as named
    from corridor.network import load_cell
    from corridor.network import to_osmnx as graph

    code, kind = named(world, country).code, _one_of(Mode, mode, "mode")
    own = [row for row in world.rows("cells") if row["country"] == code and row["mode"] == kind]
    fit = [row for row in own if gauge_mm is None or int(row["gauge_mm"]) == gauge_mm]
    if not fit:
        raise BadValueError(f"{code} has no {mode} network{f' of {gauge_mm} mm' if gauge_mm else ''} in the data")
    longest = max(fit, key=lambda row: int(row["km"]))
    return graph(load_cell(world, code, kind, int(longest["gauge_mm"])))


def _ids(names: str | Sequence[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _one_of(kind: Any, text: str, what: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise BadValueError(f"{what} must be one of {', '.join(kind)}, not {text!r}") from None

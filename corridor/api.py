"""What a Python user calls; the command line is thin over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corridor.data import World
from corridor.errors import BadValueError, MisuseError, NoRouteError
from corridor.model import (
    Choices,
    Container,
    Corridor,
    Difference,
    Mode,
    Objective,
    Plan,
    Risk,
    SeaUse,
    Travel,
    Voyage,
)

if TYPE_CHECKING:
    from corridor.hazards import Watch
    from corridor.maps import CorridorMap
    from corridor.planner import Question
    from corridor.scenario import ScenarioFile


def load(folder: Path | str | None = None) -> World:
    """Return the shipped data, or those of a folder; read lazily, reusable. Raises DataError where it is missing."""
    return World(folder)


def plan(
    sequence: str | Sequence[str],
    *,
    world: World | None = None,
    start: str | None = None,
    end: str | None = None,
    mode: str | None = None,
    objective: str | None = None,
    k: int = 5,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    as_of: str | None = None,
    open_only: bool = False,
    cargo_t: float | None = None,
    sea: str | None = None,
    pareto: str | Sequence[str] = (),
    scenario: ScenarioFile | Path | str | None = None,
    value_of_time: float | None = None,
    container: str | None = None,
) -> Plan:
    """Plan the corridors through a sequence of countries ("BY-RU-KZ", or a list), best first.

    `mode` is multimodal (the default), road or rail; `objective` cost (the default), time, distance or co2e. `close`
    and `reopen` are crossings, ports, terminals, pairs of countries ("AF-PK") and passages of the sea; planned links in
    `reopen` are taken as built. `as_of` is an ISO date, today by default; `cargo_t` is 20 t by default. `sea` says
    where a voyage may join two countries: auto (the default: where no crossing by land does),
    detour (also where all are closed), always or never.
    With `pareto`, objectives, the corridors are the whole Pareto set over them. `scenario` is a scenario file, over
    which all that is given here goes. `value_of_time`, in USD per hour for the whole cargo, adds the generalised cost;
    `container` ("20" or "40") the figures per TEU.

    Raises
    ------
    CorridorError
        of the kinds that corridor.planner.plan names.
    """
    from corridor.planner import answer

    asked = question(
        sequence,
        world=world,
        start=start,
        end=end,
        mode=mode,
        objective=objective,
        k=k,
        close=close,
        reopen=reopen,
        as_of=as_of,
        open_only=open_only,
        cargo_t=cargo_t,
        sea=sea,
        scenario=scenario,
        value_of_time=value_of_time,
    )
    box = _one_of(Container, container, "container") if container is not None else None
    return answer(asked, k=k, pareto=[_one_of(Objective, one, "pareto") for one in _ids(pareto)], container=box)


def question(
    sequence: str | Sequence[str],
    *,
    world: World | None = None,
    start: str | None = None,
    end: str | None = None,
    mode: str | None = None,
    objective: str | None = None,
    k: int = 5,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    as_of: str | None = None,
    open_only: bool = False,
    cargo_t: float | None = None,
    sea: str | None = None,
    scenario: ScenarioFile | Path | str | None = None,
    value_of_time: float | None = None,
) -> Question:
    """Return the question that `plan` answers, checked; what it takes is as there. Raises MisuseError."""
    from corridor.figures import CARGO_T
    from corridor.planner import question as run
    from corridor.scenario import SHIPPED, dated

    world = world or load()
    file = load_scenario(scenario, world=world) if isinstance(scenario, Path | str) else scenario or SHIPPED
    return run(
        sequence,
        world=world,
        start=start,
        end=end,
        travel=_one_of(Travel, mode or file.travel or Travel.MULTIMODAL, "mode"),
        objective=_one_of(Objective, objective or file.objective or Objective.COST, "objective"),
        k=k,
        cargo_t=cargo_t if cargo_t is not None else file.cargo_t or CARGO_T,
        sea=_one_of(SeaUse, sea or file.sea or SeaUse.AUTO, "sea"),
        scenario=dated(world, as_of=as_of, close=_ids(close), reopen=_ids(reopen), open_only=open_only, file=file),
        value_of_time=value_of_time,
    )


def load_scenario(path: Path | str, *, world: World | None = None) -> ScenarioFile:
    """Return the scenario of a TOML file, checked whole; `.on(date, world=world)` is what holds on a date.

    Raises
    ------
    MisuseError
        where the file cannot be read, or is not right: then with every problem and its line.
    """
    from corridor.scenario import read

    return read(path, world=world or load())


def diff(before: Plan, after: Plan) -> Difference:
    """Return how the best corridor of one plan differs from that of another, by country and border."""
    from corridor.differences import diff as run

    return run(before, after)


def in_shipped_world(
    found: Plan, *, world: World, start: str | None = None, end: str | None = None, open_only: bool = False, k: int = 1
) -> tuple[Plan | None, str]:
    """Return the plan of the same question in the shipped world, or None and why there is none."""
    try:
        shipped = plan(
            [country.code for country in found.sequence],
            world=world,
            start=start,
            end=end,
            mode=found.travel,
            objective=found.objective,
            k=k,
            as_of=found.as_of,
            open_only=open_only,
            cargo_t=found.cargo_t,
            sea=found.sea,
            value_of_time=found.value_of_time,
            container=found.container,
        )
    except (NoRouteError, MisuseError) as error:
        return None, str(error)
    return shipped, ""


def against_shipped(
    found: Plan, *, world: World, start: str | None = None, end: str | None = None, open_only: bool = False
) -> Difference:
    """Return how a plan differs from the same question in the shipped world; it may have no answer there."""
    from corridor.differences import diff as run

    shipped, reason = in_shipped_world(found, world=world, start=start, end=end, open_only=open_only)
    return run(shipped, found, reason=reason)


def risk(
    asked: Plan | str | Sequence[str],
    *,
    world: World | None = None,
    start: str | None = None,
    end: str | None = None,
    mode: str | None = None,
    objective: str | None = None,
    k: int = 5,
    close: str | Sequence[str] = (),
    reopen: str | Sequence[str] = (),
    as_of: str | None = None,
    open_only: bool = False,
    cargo_t: float | None = None,
    value_of_time: float | None = None,
    sea: str | None = None,
    scenario: ScenarioFile | Path | str | None = None,
    draws: int = 10_000,
    seed: int = 1,
    depart: str = "",
    watch: Watch | None = None,
) -> Risk:
    """Return what may go otherwise: arrival times drawn, break-evens, each thing shut in turn, each input moved.

    `asked` is a sequence, and all that `plan` takes is as there; or a plan, then with the `start`, `end`, `close`,
    `reopen`, `open_only` and `scenario` that it was made with. `draws` and `seed` are of the arrival times, `depart`
    an ISO date or date and time from which they are told; `value_of_time`, in USD per hour for the whole cargo, puts
    buffers and what closures take more into USD as well; `watch` is told how many things of how many have been shut.

    Raises
    ------
    CorridorError
        of the kinds that corridor.hazards.risk names.
    """
    from corridor.hazards import risk as run

    found = asked if isinstance(asked, Plan) else None
    if found is not None:
        mode, objective, sea = mode or found.travel, objective or found.objective, sea or found.sea
        as_of, cargo_t = as_of or found.as_of, found.cargo_t if cargo_t is None else cargo_t
        value_of_time = found.value_of_time if value_of_time is None else value_of_time
        found = replace(found, value_of_time=value_of_time)
    made = question(
        asked if not isinstance(asked, Plan) else [country.code for country in asked.sequence],
        world=world,
        start=start,
        end=end,
        mode=mode,
        objective=objective,
        k=k,
        close=close,
        reopen=reopen,
        as_of=as_of,
        open_only=open_only,
        cargo_t=cargo_t,
        sea=sea,
        scenario=scenario,
        value_of_time=value_of_time,
    )
    return run(made, found, k=k, draws=draws, seed=seed, depart=depart, watch=watch)


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


def draw(found: Plan, *, world: World | None = None, tiles: str | None = None, attribution: str = "") -> CorridorMap:
    """Return the map of a plan, a folium.Map: `draw(plan).save("corridor.html")`.

    It works offline. `tiles` is an online map that readers may lay over the drawn land, as https://host/{z}/{x}/{y}.png,
    and `attribution` whose it is; by default OpenStreetMap, which a page opened from disk cannot have; "" for none.
    """
    from corridor import maps

    return maps.draw(found, world=world or load(), tiles=tiles, attribution=attribution)


def chart(found: Plan, *, measure: str = "both", detours: bool = False) -> str:
    """Return the time/cost-distance chart of a plan as SVG: all its corridors over distance, upright at each stop.

    `measure` is time, cost or both, one above the other; `detours` adds the open ways round. A corridor without a
    figure for one of its parts is left out of that measure, which is said.
    """
    from corridor import charts

    measures = charts.BOTH if measure == "both" else (_one_of(charts.Measure, measure, "measure"),)
    return charts.draw(found, measures=measures, detours=detours)


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

"""Cuts the world network at the borders into cells, hangs every gateway on them, and measures between gateways.

Writes road_nodes, road_edges, rail_nodes, rail_edges (one row group a cell), anchors and overlay.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from corridor.data import sha256
from corridor.model import Mode
from corridor.network import SNAP_LIMIT_KM, Cell, cell_id, distances, hang, snap
from tools.build_data.crossings import Attached
from tools.build_data.graph import Countries, Graph
from tools.build_data.sea import without_arctic

Row = dict[str, str]
Stub = tuple[Attached, int, int, int]
"""a crossing, the node that it hangs on, the metres to it, and the shape of the edge that it splits"""
Snaps = dict[str, dict[str, float]]
"""cell id → gateway id → km"""

PLAIN = ("cell", "gateway", "passage", "shape")
"""columns that are not written as differences"""
FRAGMENT_NODES = 10
"""smaller pieces that are neither the largest of their cell nor reach a border are dropped"""


def cut(graph: Graph, countries: Countries, attached: list[Attached]) -> dict[str, Cell]:
    """Return the cells of the graph's mode by id, with their crossings."""
    mode = Mode(graph.mode)
    stubs: dict[tuple[int, int], list[Stub]] = defaultdict(list)
    across = np.flatnonzero(~graph.inside)
    ends = zip(graph.u[across].tolist(), graph.v[across].tolist(), strict=True)
    shapes = dict(zip(ends, graph.shape[across].tolist(), strict=True))
    for one in attached:
        u, v = (anchor.ends[0][0] for anchor in one.anchors) if one.anchors else (-1, -1)
        for anchor in one.anchors:
            stubs[anchor.country, anchor.gauge_mm].append((one, *anchor.ends[0], shapes[min(u, v), max(u, v)]))
    inside = np.flatnonzero(graph.inside)
    number = graph.country[graph.u[inside]]
    keys = set(zip(number.tolist(), graph.gauge[inside].tolist(), strict=True)) | set(stubs)
    cells = {}
    for country, gauge in sorted(keys):
        edges = inside[(number == country) & (graph.gauge[inside] == gauge)]
        name = cell_id(countries.codes[country], mode, gauge)
        cells[name] = _without_fragments(_cell(name, graph, edges, stubs.get((country, gauge), [])))
    return cells


def _cell(name: str, graph: Graph, edges: np.ndarray, stubs: list[Stub]) -> Cell:
    ends = np.array([node for _, node, _, _ in stubs], dtype=np.int64)
    used = np.unique(np.concatenate([graph.u[edges], graph.v[edges], ends])).astype(np.int64)
    u, v = np.searchsorted(used, graph.u[edges]), np.searchsorted(used, graph.v[edges])
    new = len(used) + np.arange(len(stubs))
    points = np.array([one.point for one, *_ in stubs]).reshape(-1, 2)
    return Cell(
        name,
        np.append(graph.lon[used] / 1000, points[:, 0]),
        np.append(graph.lat[used] / 1000, points[:, 1]),
        np.append(u, np.searchsorted(used, ends)).astype(np.int64),
        np.append(v, new).astype(np.int64),
        np.append(graph.metres[edges], [metres for _, _, metres, _ in stubs]).astype(np.int64),
        tuple(one.id for one, *_ in stubs),
        tuple(int(node) for node in new),
        shape=np.append(graph.shape[edges], [shape for *_, shape in stubs]).astype(np.int8),
    )


def hang_gateways(cells: dict[str, Cell], mode: Mode, ports: list[Row], terminals: list[Row]) -> Snaps:
    """Hang ports and terminals on the cells, in place of the old cells; return how far each lies off.

    A gateway farther off than the mode's limit is left out.
    """
    snaps: Snaps = defaultdict(dict)
    wanted: dict[str, list[Row]] = defaultdict(list)
    for row in [*terminals, *ports]:
        gauges = _gauges(row) if mode is Mode.RAIL else (0,)
        for gauge in gauges:
            wanted[cell_id(row["country"], mode, gauge)].append(row)
    for name in sorted(set(wanted) & set(cells)):
        cell = cells[name]
        for row in wanted[name]:
            foot = snap(cell, (float(row["lon"]), float(row["lat"])))
            if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[mode]:
                cell = hang(cell, row["id"], foot)
                snaps[name][row["id"]] = foot.snap_km
        cells[name] = cell
    return snaps


def hung_sea(sea: Cell, ports: list[Row]) -> tuple[dict[str, Cell], dict[str, float]]:
    """Return the sea with the ports hung on it that lie near a lane, and how far off each lies, in km."""
    snaps = {}
    for row in ports:
        foot = snap(sea, (float(row["lon"]), float(row["lat"])))
        if foot is not None and foot.snap_km <= SNAP_LIMIT_KM[Mode.SEA]:
            sea = hang(sea, row["id"], foot)
            snaps[row["id"]] = foot.snap_km
    return {sea.id: sea}, snaps


def write(out: Path, cells: dict[Mode, dict[str, Cell]], sea_core: frozenset[str] = frozenset()) -> None:
    """Write the networks, the anchors and the overlay; at sea only ports of `sea_core` are measured from."""
    anchors, overlay = [], []
    for mode, by_id in cells.items():
        parts = [cell for _, cell in sorted(by_id.items())]
        write_groups(out / f"{mode}_nodes.parquet", [_node_table(cell) for cell in parts])
        write_groups(out / f"{mode}_edges.parquet", [_edge_table(cell) for cell in parts])
        anchors += [_anchor_table(cell) for cell in parts if cell.gateways]
        overlay += [_overlay_table(cell) for cell in parts if cell.gateways and mode is not Mode.SEA]
    if Mode.SEA in cells:
        overlay += [_sea_table(cell, sea_core) for cell in cells[Mode.SEA].values()]
    write_groups(out / "anchors.parquet", anchors)
    names = ("anchors", *(f"{mode}_{part}" for mode in cells for part in ("edges", "nodes")))
    files = sorted(out / f"{name}.parquet" for name in names)
    measured_on = "|".join(f"{file.name} {sha256(file)}" for file in files)
    write_groups(
        out / "overlay.parquet", [one.replace_schema_metadata({"measured_on": measured_on}) for one in overlay]
    )


def _gauges(row: Row) -> tuple[int, ...]:
    text = row.get("gauges_mm") or row.get("rail_gauge_mm") or ""
    return tuple(int(part) for part in text.split("|") if part)


def _without_fragments(cell: Cell) -> Cell:
    size = len(cell.lon)
    links = csr_matrix((np.ones(len(cell.u)), (cell.u, cell.v)), shape=(size, size))
    _, label = connected_components(links, directed=False)
    count = np.bincount(label)
    keep = (count >= FRAGMENT_NODES) | (count == count.max())
    keep[label[list(cell.nodes)]] = True
    nodes = np.flatnonzero(keep[label])
    place = np.full(size, -1, dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    edges = keep[label[cell.u]]
    return Cell(
        cell.id,
        cell.lon[nodes],
        cell.lat[nodes],
        place[cell.u[edges]],
        place[cell.v[edges]],
        cell.metres[edges],
        cell.gateways,
        tuple(int(place[node]) for node in cell.nodes),
        shape=cell.shapes[edges],
    )


def _node_table(cell: Cell) -> pa.Table:
    return pa.table(
        {
            "cell": pa.array([cell.id] * len(cell.lon)),
            "lon": np.round(cell.lon * 1000).astype(np.int32),
            "lat": np.round(cell.lat * 1000).astype(np.int32),
        }
    )


def _edge_table(cell: Cell) -> pa.Table:
    low, high = np.minimum(cell.u, cell.v), np.maximum(cell.u, cell.v)
    order = np.lexsort((high, low))
    columns = {"u": low[order], "v": high[order], "metres": cell.metres[order]}
    table = pa.table(
        {
            "cell": pa.array([cell.id] * len(order)),
            **{name: column.astype(np.int32) for name, column in columns.items()},
            "shape": cell.shapes[order],
        }
    )
    if cell.tag is None:
        return table
    tags = [cell.tags[tag] if tag >= 0 else "" for tag in cell.tag[order].tolist()]
    return table.append_column("passage", pa.array(tags))


def _anchor_table(cell: Cell) -> pa.Table:
    return pa.table(
        {
            "cell": pa.array([cell.id] * len(cell.gateways)),
            "gateway": pa.array(cell.gateways),
            "node": np.array(cell.nodes, dtype=np.int32),
        }
    )


def _overlay_table(cell: Cell) -> pa.Table:
    """Metres between gateways; ports are not measured from, since no leg runs from port to port by land."""
    core = [i for i, gateway in enumerate(cell.gateways) if not gateway.isupper()]
    return _metres_table(cell, core, list(range(len(cell.gateways))))


def _sea_table(cell: Cell, core: frozenset[str]) -> pa.Table:
    """Metres between the main ports, over the lanes that are open unless someone says otherwise."""
    own = [i for i, gateway in enumerate(cell.gateways) if gateway in core]
    return _metres_table(without_arctic(cell), own, own)


def _metres_table(cell: Cell, core: list[int], others: list[int]) -> pa.Table:
    a, b, metres = [], [], []
    if core:
        table, inside = distances(cell, tuple(cell.gateways[i] for i in core)), set(core)
        for row, i in enumerate(core):
            for j in others:
                if np.isfinite(table[row, cell.nodes[j]]) and (j > i or j not in inside):
                    a.append(i)
                    b.append(j)
                    metres.append(round(float(table[row, cell.nodes[j]])))
    return pa.table(
        {
            "cell": pa.array([cell.id] * len(a), type=pa.string()),
            "a": np.array(a, dtype=np.int16),
            "b": np.array(b, dtype=np.int16),
            "metres": np.array(metres, dtype=np.int32),
        }
    )


def write_groups(path: Path, tables: list[pa.Table]) -> None:
    """Write one row group a table, so that one cell is read without the others."""
    names = tables[0].schema.names
    with pq.ParquetWriter(
        path,
        tables[0].schema,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in ("cell", "shape") if name in names],
        write_statistics=["cell"],
        column_encoding={name: "DELTA_BINARY_PACKED" for name in names if name not in PLAIN},
    ) as writer:
        for table in tables:
            if len(table):
                writer.write_table(table, row_group_size=len(table))

"""The Pareto set, against brute force: every way, compared in pairs, nothing weighed against anything."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.pareto import front_of, nondominated, pareto
from corridor.search import Graph
from tests.test_search import NODES, every_way


def graphs(width):
    values = st.tuples(*[st.integers(0, 9)] * width)
    row = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(0, 1), values)
    return st.lists(row, max_size=16).map(lambda rows: graph_of(rows, width))


def graph_of(rows, width):
    rows = [row for row in rows if row[0] != row[1]]
    start, end, closed = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    values = np.array([row[3] for row in rows], dtype=float).reshape(len(rows), width)
    return Graph(len(NODES), start, end, closed, values)


def brute(graph, start, end):
    """Return the nondominated vectors among the ways with the fewest closed arcs."""
    ways = [list(way) for way in every_way(graph, start, end)]
    fewest = min((graph.closed[way].sum() for way in ways), default=0)
    vectors = {tuple(graph.values[way].sum(axis=0)) for way in ways if graph.closed[way].sum() == fewest}
    return {
        one
        for one in vectors
        if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in vectors)
    }


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@given(st.data())
def test_the_set_is_that_of_brute_force(width, data):
    graph = data.draw(graphs(width))
    found = pareto(graph, [0], [5], range(width))
    vectors = [tuple(graph.values[list(way)].sum(axis=0)) for way in found]
    assert set(vectors) == brute(graph, 0, 5)
    assert len(set(vectors)) == len(vectors)
    assert vectors == sorted(vectors)
    for way in found:
        assert graph.start[way[0]] == 0
        assert graph.end[way[-1]] == 5
        assert graph.end[list(way[:-1])].tolist() == graph.start[list(way[1:])].tolist()


def test_a_way_that_no_weights_would_find_is_in_the_set():
    # (0, 10), (10, 0) and (6, 6): any weighted sum prefers one of the first two
    rows = [(0, 1, 0, (0, 10)), (0, 2, 0, (10, 0)), (0, 3, 0, (6, 6)), *((n, 5, 0, (0, 0)) for n in (1, 2, 3))]
    graph = graph_of(rows, 2)
    assert [way[0] for way in pareto(graph, [0], [5], (0, 1))] == [0, 2, 1]


def test_only_the_objectives_asked_for_count():
    rows = [(0, 1, 0, (1, 9)), (0, 2, 0, (2, 1)), (1, 5, 0, (0, 0)), (2, 5, 0, (0, 0))]
    assert len(pareto(graph_of(rows, 2), [0], [5], (0,))) == 1


def test_no_way_no_set():
    assert pareto(graph_of([(0, 1, 0, (1, 1))], 2), [0], [5], (0, 1)) == []


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 3), max_size=12))
def test_nondominated_rows(rows):
    kept = nondominated(np.array(rows, dtype=float).reshape(-1, 3))
    for i, row in enumerate(rows):
        beaten = any(
            all(a <= b for a, b in zip(other, row, strict=True)) and (other != row or j < i)
            for j, other in enumerate(rows)
            if j != i
        )
        assert kept[i] == (not beaten)


def test_a_difference_of_rounding_hides_no_dominator():
    assert front_of(np.array([[2282.586, 6356.7], [2282.5860000000002, 6286.87]])).tolist() == [False, True]
    assert front_of(np.array([[1.0, 9.0, 5.0], [1.0000000000000002, 8.0, 5.0]])).tolist() == [False, True]
    assert front_of(np.array([[1.0, 2.0], [1.0 + 1e-12, 2.0]])).tolist() == [True, False]


@given(
    st.lists(st.tuples(*[st.integers(0, 6)] * 3), max_size=12),
    st.lists(st.floats(-1e-12, 1e-12), min_size=36, max_size=36),
)
def test_the_front_is_the_same_whatever_the_rounding(rows, noise):
    plain = np.array(rows, dtype=float).reshape(-1, 3)
    noisy = plain * (1 + np.array(noise[: plain.size]).reshape(-1, 3))
    told = {tuple(row) for row in plain[front_of(plain)].tolist()}
    assert {tuple(row) for row in np.round(noisy[front_of(noisy)], 6).tolist()} == told

"""Search on small graphs, against brute force."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.search import CLOSED, Graph, shared, single_via, through, tree, way_to

NODES = range(6)
rows = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.integers(0, 1),
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
    ),
    max_size=18,
)


def graph_of(rows):
    rows = [row for row in rows if row[0] != row[1]]
    start, end, closed = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(3))
    return Graph(len(NODES), start, end, closed, np.array([row[3] for row in rows], dtype=float).reshape(len(rows), 2))


def every_way(graph, start, end):
    """Yield every simple way between two nodes, over each of parallel arcs."""
    for length in range(1, len(NODES)):
        for middle in itertools.permutations([n for n in NODES if n not in (start, end)], length - 1):
            steps = [
                np.flatnonzero((graph.start == a) & (graph.end == b)).tolist()
                for a, b in itertools.pairwise((start, *middle, end))
            ]
            yield from itertools.product(*steps)


def best(graph, start, end):
    return min((graph.cost(way, 0) for way in every_way(graph, start, end)), default=None)


@given(rows)
def test_the_tree_is_as_good_as_brute_force(rows):
    graph = graph_of(rows)
    found = tree(graph, graph.weights(0), [0])
    for node in NODES[1:]:
        expected = best(graph, 0, node)
        assert (node in found) == (expected is not None)
        if node in found:
            way = way_to(graph, found, node)
            assert graph.cost(way, 0) == expected
            assert found.weight[node] == expected[0] * CLOSED + expected[1]
            assert (graph.start[way[0]], graph.end[way[-1]]) == (0, node)


@given(rows)
def test_backward_finds_the_same_costs(rows):
    graph = graph_of(rows)
    forward, backward = tree(graph, graph.weights(0), [0]), tree(graph, graph.weights(0), [5], backward=True)
    assert forward.weight[5] == backward.weight[0]


@given(rows)
def test_ways_through_a_node_are_joined_simple_and_best_first(rows):
    graph = graph_of(rows)
    forward, backward = tree(graph, graph.weights(0), [0]), tree(graph, graph.weights(0), [5], backward=True)
    ways = list(single_via(graph, forward, backward))
    costs = [graph.cost(way, 0) for way in ways]
    assert costs == sorted(costs)
    assert len(set(ways)) == len(ways)
    for way in ways:
        nodes = [int(graph.start[way[0]]), *graph.end[list(way)].tolist()]
        assert (nodes[0], nodes[-1]) == (0, 5)
        assert graph.start[list(way)].tolist() == nodes[:-1]
        assert len(set(nodes[:-1])) == len(way)
    if ways:
        assert costs[0] == best(graph, 0, 5)
        limit = costs[0][0] * CLOSED + costs[0][1]
        assert set(single_via(graph, forward, backward, limit)) == {
            way for way, cost in zip(ways, costs, strict=True) if cost == costs[0]
        }


def test_fewer_closed_gateways_win_before_anything_else():
    graph = graph_of([(0, 1, 1, (1, 0)), (0, 2, 0, (50, 0)), (2, 1, 0, (50, 0))])
    assert way_to(graph, tree(graph, graph.weights(0), [0]), 1) == (1, 2)


def test_an_arc_that_costs_nothing_is_an_arc():
    graph = graph_of([(0, 1, 0, (0, 0)), (1, 2, 0, (0, 0))])
    assert way_to(graph, tree(graph, graph.weights(0), [0]), 2) == (0, 1)


def test_through_a_node_off_the_best_way():
    graph = graph_of([(0, 1, 0, (1, 0)), (0, 2, 0, (2, 0)), (2, 1, 0, (2, 0))])
    forward, backward = tree(graph, graph.weights(0), [0]), tree(graph, graph.weights(0), [1], backward=True)
    assert through(graph, forward, backward, 2) == (1, 2)


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ({1: 3.0, 2: 1.0}, {1: 3.0}, 0.75),
        ({1: 3.0}, {1: 3.0, 2: 9.0}, 1.0),
        ({1: 3.0}, {2: 1.0}, 0.0),
        ({}, {1: 1.0}, 1.0),
    ],
)
def test_shared_length_is_a_part_of_the_first(one, other, part):
    assert shared(one, other) == part

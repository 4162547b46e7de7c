"""Search on small graphs, against brute force."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.search import Arc, cost_of, index, shared, single_via, through, tree, way_to

NODES = range(6)
graphs = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(0, 1), st.integers(1, 9)), max_size=18
)


def arcs_of(rows):
    return [Arc(a, b, (blocked, float(value)), i) for i, (a, b, blocked, value) in enumerate(rows) if a != b]


def brute(arcs, start, end):
    """Return the least cost of any simple way, None where there is none."""
    best = None
    for length in range(1, len(NODES)):
        for middle in itertools.permutations([n for n in NODES if n not in (start, end)], length - 1):
            total = (0, 0.0)
            for a, b in itertools.pairwise((start, *middle, end)):
                steps = [arc.cost for arc in arcs if (arc.start, arc.end) == (a, b)]
                if not steps:
                    break
                total = (total[0] + min(steps)[0], total[1] + min(steps)[1])
            else:
                best = total if best is None else min(best, total)
    return best


@given(graphs)
def test_the_tree_is_as_good_as_brute_force(rows):
    arcs = arcs_of(rows)
    found = tree(index(arcs), [0])
    for node in NODES[1:]:
        expected = brute(arcs, 0, node)
        assert (found[node][0] if node in found else None) == expected
        if node in found:
            assert cost_of(way_to(found, node)) == expected


@given(graphs)
def test_backward_finds_the_same_costs(rows):
    arcs = arcs_of(rows)
    forward, backward = tree(index(arcs), [0]), tree(index(arcs, backward=True), [5], backward=True)
    assert (5 in forward) == (0 in backward)
    if 5 in forward:
        assert forward[5][0] == backward[0][0]


@given(graphs)
def test_ways_through_a_node_are_joined_simple_and_best_first(rows):
    arcs = arcs_of(rows)
    forward, backward = tree(index(arcs), [0]), tree(index(arcs, backward=True), [5], backward=True)
    ways = single_via(forward, backward)
    assert [cost_of(way) for way in ways] == sorted(cost_of(way) for way in ways)
    assert len(set(ways)) == len(ways)
    for way in ways:
        assert (way[0].start, way[-1].end) == (0, 5)
        assert all(a.end == b.start for a, b in itertools.pairwise(way))
        assert len({arc.start for arc in way}) == len(way)
    if ways:
        assert cost_of(ways[0]) == forward[5][0]


def test_fewer_closed_gateways_win_before_anything_else():
    arcs = [Arc("a", "b", (1, 1.0), "closed"), Arc("a", "c", (0, 50.0), "x"), Arc("c", "b", (0, 50.0), "y")]
    assert [arc.item for arc in way_to(tree(index(arcs), ["a"]), "b")] == ["x", "y"]


def test_through_a_node_off_the_best_way():
    arcs = [Arc("a", "b", (0, 1.0), 1), Arc("a", "c", (0, 2.0), 2), Arc("c", "b", (0, 2.0), 3)]
    forward, backward = tree(index(arcs), ["a"]), tree(index(arcs, backward=True), ["b"], backward=True)
    assert [arc.item for arc in through(forward, backward, "c")] == [2, 3]


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

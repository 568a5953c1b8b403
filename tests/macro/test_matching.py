"""Matching and ordering of equations, against SciPy's graphs."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_bipartite_matching

from qelab.macro.matching import components_in_order, maximum_matching


@pytest.mark.parametrize("seed", range(60))
def test_as_many_pairs_as_scipy_finds_and_only_where_entries_are(seed):
    chance = np.random.default_rng(seed)
    size = int(chance.integers(1, 40))
    pattern = chance.random((size, size)) < chance.uniform(0.5, 3) / size
    rows, columns = np.nonzero(pattern)
    found = maximum_matching(rows, columns, size)
    paired = np.flatnonzero(found >= 0)
    assert pattern[paired, found[paired]].all()
    assert len(set(found[paired])) == paired.size
    assert paired.size == (maximum_bipartite_matching(csr_array(pattern)) >= 0).sum()


@pytest.mark.parametrize("seed", range(20))
def test_a_larger_matching_keeps_who_is_matched(seed):
    chance = np.random.default_rng(seed)
    pattern = chance.random((20, 20)) < 0.1
    part = pattern & (chance.random((20, 20)) < 0.5)
    (rows, columns), (all_rows, all_columns) = np.nonzero(part), np.nonzero(pattern)
    first = maximum_matching(rows, columns, 20)
    found = maximum_matching(all_rows, all_columns, 20, start=first)
    assert (found[first >= 0] >= 0).all()
    assert set(first[first >= 0]) <= set(found)


@pytest.mark.parametrize("seed", range(40))
def test_components_are_those_of_scipy_and_come_after_what_leads_to_them(seed):
    chance = np.random.default_rng(seed)
    size = int(chance.integers(1, 40))
    before, after = np.nonzero(chance.random((size, size)) < chance.uniform(0.3, 2) / size)
    found = components_in_order(before, after, size)
    label, place = np.empty(size, dtype=int), np.empty(size, dtype=int)
    for number, members in enumerate(found):
        label[members] = place[members] = number
    assert (place[before] <= place[after]).all()
    _, theirs = connected_components(
        csr_array((np.ones(before.size), (before, after)), shape=(size, size)), connection="strong"
    )
    assert np.array_equal(label[:, None] == label, theirs[:, None] == theirs)

"""Factors: KLU with kept pivots, its refusal of bad ones, and SuperLU behind the same door."""

import numpy as np
import pytest
from scipy.sparse import csc_array

from qelab import macro
from qelab.macro.stacked.factor import SingularMatrix
from qelab.macro.stacked.klu import KluPattern, klu_library
from qelab.macro.stacked.linear_solver import FactorCache, FactorChain, make_pattern

needs_klu = pytest.mark.skipif(klu_library() is None, reason="no libklu here")
SOLVERS = [pytest.param("klu", marks=needs_klu), "superlu"]


def _matrix(seed: int, size: int = 60) -> csc_array:
    """A sparse matrix whose pattern is the same for every seed."""
    places = np.random.default_rng(0).random((size, size)) < 0.1
    values = np.random.default_rng(seed).standard_normal((size, size))
    return csc_array(np.where(places, values, 0.0) + np.diag(5.0 + np.arange(size) / size))


@needs_klu
def test_refactor_takes_other_values_with_the_same_pivots():
    first, second = _matrix(1), _matrix(2)
    factor = KluPattern(60, first.indptr, first.indices).factor(first.data)
    right = np.arange(60.0)
    assert factor.refactor(second.data)
    assert second @ factor.solve(right) == pytest.approx(right, abs=1e-10)


@needs_klu
def test_pivots_that_do_not_suit_are_refused():
    """KLU itself reports success in the second case; the growth of its entries gives it away."""
    pattern = KluPattern(2, np.array([0, 2, 4]), np.array([0, 1, 0, 1]))
    diagonal = np.array([1.0, 1e-3, 1e-3, 1.0])
    assert not pattern.factor(diagonal).refactor(np.array([0.0, 1.0, 1.0, 1.0]))
    assert not pattern.factor(diagonal).refactor(np.array([1e-20, 1.0, 1.0, 1.0]))
    assert pattern.factor(diagonal).refactor(np.array([0.5, 1.0, 1.0, 1.0]))


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_chain_solves_every_matrix_of_a_solve(solver):
    first = _matrix(1)
    chain = FactorChain(make_pattern(60, first.indptr, first.indices, solver))
    right = np.arange(60.0)
    for resting in (True, False, True):
        chain.begin(resting)
        for seed in (1, 2, 3, 4):
            matrix = _matrix(seed)
            assert matrix @ chain.factor(matrix.data).solve(right) == pytest.approx(right, abs=1e-10)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("kind", [FactorCache, FactorChain])
def test_a_singular_matrix_is_an_error_and_leaves_nothing_behind(solver, kind):
    pattern = make_pattern(2, np.array([0, 2, 4]), np.array([0, 1, 0, 1]), solver)
    factors = kind(pattern)
    factors.begin(False)
    factors.factor(np.array([1.0, 0.0, 0.0, 1.0]))
    with pytest.raises(SingularMatrix):
        factors.factor(np.ones(4))
    factors.begin(False)
    assert factors.factor(np.array([2.0, 0.0, 0.0, 4.0])).solve(np.array([2.0, 4.0])) == pytest.approx([1, 1])


def test_equations_are_paired_with_unknowns_once_each(banks):
    placing = macro.PerfectForesight(banks, 30)._system.placing
    partners = placing.partners()
    assert sorted(partners) == list(range(placing.size))
    pattern = csc_array((np.ones(placing.rows.size), placing.rows, placing.starts), shape=(placing.size,) * 2)
    inside = pattern[np.arange(placing.size), partners]
    assert np.asarray(inside).sum() >= 0.95 * placing.size


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_result_does_not_depend_on_what_was_solved_before(banks, capital_shock, solver):
    fresh = macro.PerfectForesight(banks, 120, solver=solver)
    used = macro.PerfectForesight(banks, 120, solver=solver)
    for size in (0.01, 0.06, 0.03):
        last = used.solve(banks.steady_state, capital_shock(size))
    for guess in (None, last.values):
        paths = [s.solve(banks.steady_state, capital_shock(0.055), guess) for s in (fresh, used)]
        assert np.array_equal(paths[0].values, paths[1].values)


def _arrow(size: int) -> csc_array:
    """Full first row and column: eliminated in this order nothing stays empty, from the other end nothing is added."""
    dense = np.diag(np.full(size, 2.0 * size))
    dense[0], dense[:, 0] = 1.0, 1.0
    dense[0, 0] = 2.0 * size
    return csc_array(dense)


def test_superlu_takes_another_order_where_its_own_fills_the_factor():
    size = 150
    matrix = _arrow(size)
    pattern = make_pattern(size, matrix.indptr, matrix.indices, "superlu")
    right = np.arange(float(size))
    for values in (matrix.data, 2 * matrix.data):
        factor = pattern.factor(values)
        assert getattr(factor, "_factor").nnz < 4 * matrix.nnz  # noqa: B009
        changed = csc_array((values, matrix.indices, matrix.indptr), shape=matrix.shape)
        assert changed @ factor.solve(right) == pytest.approx(right, abs=1e-10)

"""Linear complementarity against every combination tried out, and unique paths."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.linear.complementarity import PIVOTS, NoSolution, is_p_matrix, solve

# Fisher's equation with a rule that looks at past inflation: a wedge on the rate lowers the rate.
FISHER = """
var i s pi; varexo e; parameters low phi psi; low = -1; phi = 2; psi = 0.5;
model;
  i = pi(+1);
  s = phi*pi - psi*pi(-1) + e;
  i = max(low, s);
end;
"""


def by_hand(matrix, offset):
    """All solutions (v, y), by trying every combination."""
    found, size = [], offset.size
    for active in product((False, True), repeat=size):
        rows = np.flatnonzero(active)
        values = np.zeros(size)
        if rows.size:
            values[rows] = np.linalg.solve(matrix[np.ix_(rows, rows)], -offset[rows])
        if values.min() >= -1e-12 and (offset + matrix @ values).min() >= -1e-12:
            found.append(values)
    return found


def minors(matrix):
    size = len(matrix)
    return [
        np.linalg.det(matrix[np.ix_(rows, rows)])
        for length in range(1, size + 1)
        for rows in combinations(range(size), length)
    ]


@st.composite
def problems(draw, size=6):
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    matrix = np.eye(size) + draw(st.floats(0.0, 2.0)) * chance.standard_normal((size, size))
    return matrix, chance.standard_normal(size)


@settings(max_examples=300, deadline=None)
@given(problems())
def test_solutions(problem):
    matrix, offset = problem
    smallest = min(minors(matrix))
    if abs(smallest) < 1e-6:
        return
    assert is_p_matrix(matrix) == (smallest > 0)
    try:
        found = solve(matrix, offset)
    except NoSolution:
        assert smallest < 0  # a P-matrix always has one
        return
    slack = offset + matrix @ found.values
    size = max(1.0, np.abs(found.values).max())
    assert found.values.min() >= 0
    assert slack.min() > -1e-10 * size
    assert np.abs(found.values * slack).max() < 1e-9 * size**2
    if smallest > 0:
        (only,) = by_hand(matrix, offset)
        assert found.values == pytest.approx(only, abs=1e-9 * size)


def test_pivots_where_the_guess_goes_round_in_a_circle():
    matrix = np.array([[1.0, 0.0, -1.0], [3.0, 1.0, -3.0], [0.0, 3.0, 1.0]])
    offset = np.array([-1.0, -2.0, 2.0])
    assert is_p_matrix(matrix)
    with pytest.raises(NoSolution):
        solve(matrix, offset, pivot=False)
    found = solve(matrix, offset)
    assert found.route == PIVOTS
    assert found.values == pytest.approx(np.array([1.0, 0.0, 0.0]), abs=1e-12)


def test_none_is_said():
    with pytest.raises(NoSolution) as caught:
        solve(-np.eye(2), np.array([-1.0, 1.0]))
    assert caught.value.miss.min() < 0


def test_nothing_to_solve():
    assert solve(np.zeros((0, 0)), np.zeros(0)).steps == 0


@pytest.mark.parametrize(("quarters", "exact"), [(1, True), (15, True), (30, False)])
def test_paths_of_us_core_are_unique(us_core, quarters, exact):
    verdict = macro.unique(us_core, quarters)
    assert verdict.unique
    assert verdict.exact == exact
    assert verdict.spell == ()


def test_spells_without_end_are_not(us_core):
    """Beyond some length the recession feeds itself: the frontier of the shocks that have a path."""
    verdict = macro.unique(us_core, 100, samples=0)
    assert not verdict.unique
    assert verdict.exact
    assert len(verdict.spell) > 50


def test_a_rule_under_which_a_wedge_lowers_the_rate(write_model):
    model = write_model(FISHER, '[bound]\nvariable = "i"\nshadow = "s"\nfloor = "low"\n')
    verdict = macro.unique(model, 4)
    assert not verdict.unique
    assert verdict.spell == (0,)
    solver = macro.solver(model, 60)
    assert isinstance(solver, macro.PiecewiseLinear)
    state = np.array([0.0, 0.0, 0.0])
    resting = solver.solve(state, np.zeros((60, 1)))
    assert np.abs(resting.values).max() < 1e-12  # of several paths, the one without the bound


def test_a_model_without_bound_has_one_path(write_model):
    model = write_model("var x; varexo e; model; x = 0.5*x(-1) + e; end;")
    assert macro.unique(model, 40).unique


def test_uniqueness_is_asked_of_linear_models_only(write_model):
    model = write_model("var x; varexo e; model; x + x^2 = e; end;")
    with pytest.raises(QelabError) as caught:
        macro.unique(model)
    assert caught.value.code == "QE535"

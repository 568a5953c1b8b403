"""Many shocks: inside what a model can answer all have a path, outside all are refused, never anything else.

The sizes below stay inside the frontiers that the models state in their about.toml. A thousand draws of each model are a
soak; the ordinary run takes the first few of the same.
"""

import numpy as np
import pytest

from qelab import macro
from qelab.core.errors import QelabError
from qelab.macro.solvers import solver

HORIZON = 160
SAMPLE, SOAK = 5, 1000
# Shocks that carry the frontier of a model, and how far they go here; all others are small.
MAIN = {
    "us_core": {"eps_y": (-12.0, 6.0), "eps_sp": (-0.5, 1.0), "tpf": (-1.0, 1.0)},
    "gertler_karadi_2011": {"e_xi": (-0.05, 0.03)},
    "gertler_karadi_2013": {"e_xi": (-0.012, 0.01)},
    "sims_wu_2021": {"e_z": (-0.03, 0.045), "e_theta": (-0.1, 0.13)},
    "cantore_meichtry_2024": {"e_theta": (-0.1, 0.15)},
}
SMALL = 0.2  # of the size at which a shock moves some variable by half a percent of its level


def _sizes(model: macro.Model) -> np.ndarray:
    """Size of each exogenous variable (k,) that moves the most sensitive variable by half a percent of its level."""
    levels = np.maximum(np.abs(model.steady_state), 1.0)
    largest = np.array([
        np.abs(model.first_order.irf(name, 1.0, 40) / levels).max() for name in model.exogenous
    ])  # fmt: skip
    return np.divide(0.005, largest, out=np.zeros_like(largest), where=largest > 0)


def _draws(model: macro.Model, model_id: str, count: int) -> np.ndarray:
    """Exogenous paths (count, T, k): shocks in the first period, and one more in one of the next seven."""
    generator = np.random.default_rng(2011)
    sizes, main = _sizes(model), MAIN.get(model_id, {})
    drawn = np.zeros((count, HORIZON, len(model.exogenous)))
    for number in range(count):
        for period in (0, int(generator.integers(1, 8))):
            for column, name in enumerate(model.exogenous):
                low, high = main.get(name, (-SMALL * sizes[column], SMALL * sizes[column]))
                drawn[number, period, column] = generator.uniform(low, high) * (1.0 if period == 0 else 0.2)
    return drawn


def _solves_all(model_id: str, count: int) -> None:
    model = macro.load(model_id)
    problem = solver(model, HORIZON)
    failed = []
    for number, exogenous in enumerate(_draws(model, model_id, count)):
        try:
            path = problem.solve(model.steady_state, exogenous)
        except QelabError as reason:
            failed.append((number, str(reason)))
            continue
        assert path.residual <= 1e-10
        assert path.bound_gap <= 1e-8
        assert np.isfinite(path.values).all()
    assert not failed


def _refused_or_solved(model_id: str, count: int) -> None:
    """Shocks up to a hundred times too large: a path that holds, or a refusal that names equation and quarter."""
    model = macro.load(model_id)
    problem, refusals = solver(model, HORIZON), set()
    for number, exogenous in enumerate(_draws(model, model_id, count)):
        try:
            path = problem.solve(model.steady_state, exogenous * 10 ** (2 * number / count))
        except QelabError as reason:
            refusals.add(reason.code)
        else:
            assert path.residual <= 1e-10
            assert path.bound_gap <= 1e-8
    assert refusals <= {"QE531", "QE527"}


@pytest.mark.parametrize("model_id", macro.models.ids())
def test_shocks_inside_the_frontier_all_have_a_path(model_id):
    _solves_all(model_id, SAMPLE)


@pytest.mark.soak
@pytest.mark.parametrize("model_id", macro.models.ids())
def test_a_thousand_shocks_inside_the_frontier_all_have_a_path(model_id):
    _solves_all(model_id, SOAK)


@pytest.mark.soak
@pytest.mark.parametrize("model_id", macro.models.ids())
def test_shocks_of_any_size_have_a_path_or_are_refused(model_id):
    _refused_or_solved(model_id, 200)


def _spell(us_core, problem, size: float, first: int) -> macro.Path:
    exogenous = np.zeros((HORIZON, len(us_core.exogenous)))
    exogenous[first, us_core.shock_index("eps_y")] = size
    return problem.solve(us_core.steady_state, exogenous)


def _spells(us_core, sizes: np.ndarray, first: int) -> set[int]:
    """Lengths of the spells at the bound; Newton's method and the piecewise-linear solver agree on each."""
    newton, linear = macro.PerfectForesight(us_core, HORIZON), macro.PiecewiseLinear(us_core, HORIZON)
    lengths = set()
    for size in sizes:
        one, other = (_spell(us_core, problem, size, first) for problem in (newton, linear))
        assert np.abs(one.values - other.values).max() < 1e-8
        lengths.add(int(one.binding.sum()))
    return lengths


def test_us_core_binds_from_the_first_period_and_later(us_core):
    assert max(_spells(us_core, np.array([-6.0, -14.0, -30.0]), 0)) >= 10
    assert max(_spells(us_core, np.array([-14.0]), 3)) >= 5


@pytest.mark.soak
def test_us_core_binds_for_one_to_thirty_quarters(us_core):
    lengths = _spells(us_core, np.linspace(-2.0, -55.0, 250), 0)
    lengths |= _spells(us_core, np.linspace(-2.0, -36.0, 120), 4)  # foreseen shocks beyond -43 have no path, by both
    assert lengths >= set(range(1, 31))

"""The equilibrium of the preferred-habitat model: closed form, differential equation, markets that do not clear once."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import quad, solve_ivp

from qelab.rates.habitat.calibration import DEMAND, SHORT_RATE, Factor, Habitat
from qelab.rates.habitat.closed_form import risk_neutral_reversion
from qelab.rates.habitat.equilibrium import equilibrium, followed, loadings, weights

ONE = Habitat(factors=(SHORT_RATE,))


def test_one_factor_against_its_closed_form():
    """Computed elsewhere: .2442 a year, where the short rate itself reverts at .125."""
    solved = equilibrium(ONE)
    kappa = solved.matrix[0, 0]
    assert kappa == pytest.approx(risk_neutral_reversion(ONE), abs=1e-10)
    assert kappa == pytest.approx(0.2442, abs=5e-5)
    np.testing.assert_allclose(solved.loadings[:, 0], (1 - np.exp(-kappa * ONE.years)) / kappa, atol=1e-12)


@pytest.mark.parametrize("elasticity", [0.0, 5.0, 35.3, 200.0])
@pytest.mark.parametrize("volatility", [0.005, 0.0146, 0.03])
def test_one_factor_elsewhere(elasticity, volatility):
    habitat = Habitat(factors=(replace(SHORT_RATE, volatility=volatility),), elasticity=elasticity)
    assert equilibrium(habitat).matrix[0, 0] == pytest.approx(risk_neutral_reversion(habitat), abs=1e-10)


def test_one_factor_by_adaptive_quadrature():
    kappa = risk_neutral_reversion(ONE)

    def priced(years: float) -> float:
        return 35.3 * np.exp(-0.297 * years) * ((1 - np.exp(-kappa * years)) / kappa) ** 2

    total, _ = quad(priced, 0, 30, epsabs=1e-13)
    assert kappa == pytest.approx(0.125 + 0.0146**2 * total, abs=1e-12)


def test_two_factors_clear_the_market():
    solved = equilibrium(Habitat())
    assert solved.residual < 1e-12
    assert solved.steps == 12
    np.testing.assert_allclose(solved.matrix, [[0.2327, 0.0638], [-0.1280, -0.0381]], atol=5e-5)


def test_two_factors_by_another_route():
    """A from scipy's integrator, the market-clearing sums from adaptive quadrature: the same M comes back."""
    habitat = Habitat()
    solved = equilibrium(habitat)

    def slope(_years, held):
        return np.array([1.0, 0.0]) - solved.matrix @ held

    path = solve_ivp(slope, (0, 30), [0.0, 0.0], method="DOP853", rtol=1e-12, atol=1e-13, dense_output=True)
    np.testing.assert_allclose(path.sol(habitat.years).T, solved.loadings, atol=1e-9)

    def supplied(years: float, i: int, j: int) -> float:
        held = path.sol(years)
        theta = 3155 * (np.exp(-0.297 * years) - np.exp(-0.307 * years)) if i == 1 else 0.0
        return (theta - 35.3 * np.exp(-0.297 * years) * held[i]) * held[j]

    sums = [[quad(supplied, 0, 30, args=(i, j), limit=200)[0] for j in range(2)] for i in range(2)]
    np.testing.assert_allclose(np.diag([0.125, 0.053]) - np.array(sums) * 0.0146**2, solved.matrix, atol=1e-9)


def test_the_normalisation_of_a_demand_factor_does_not_matter():
    """Half the volatility and twice the response of demand: the same loadings of the short rate."""
    assert DEMAND.demand is not None
    scaled = Factor(
        name="demand", mean_reversion=0.053, volatility=0.0073, demand=replace(DEMAND.demand, scale=2 * 3155.0)
    )
    other = equilibrium(Habitat(factors=(SHORT_RATE, scaled)))
    np.testing.assert_allclose(other.loadings[:, 0], equilibrium(Habitat()).loadings[:, 0], atol=1e-10)


def test_a_demand_factor_that_nobody_feels_changes_nothing():
    assert DEMAND.demand is not None
    silent = replace(DEMAND, demand=replace(DEMAND.demand, scale=0.0))
    solved = equilibrium(Habitat(factors=(SHORT_RATE, silent)))
    np.testing.assert_allclose(solved.loadings[:, 0], equilibrium(ONE).loadings[:, 0], atol=1e-11)
    np.testing.assert_array_equal(solved.loadings[:, 1], 0.0)


def test_without_risk_aversion_there_are_only_expectations():
    calm = equilibrium(Habitat().with_risk_aversion_times(0.0))
    np.testing.assert_allclose(calm.matrix, np.diag([0.125, 0.053]), atol=1e-14)
    years = Habitat().years
    np.testing.assert_allclose(calm.loadings[:, 0], (1 - np.exp(-0.125 * years)) / 0.125, atol=1e-12)


def test_three_factors():
    assert DEMAND.demand is not None
    brief = Factor(name="brief", mean_reversion=0.5, volatility=0.0146, demand=replace(DEMAND.demand, scale=500.0))
    solved = equilibrium(Habitat(factors=(SHORT_RATE, DEMAND, brief)))
    assert solved.residual < 1e-12
    assert solved.loadings.shape == (601, 3)


def test_the_grid_is_fine_enough():
    finer = equilibrium(replace(Habitat(), nodes=1201))
    np.testing.assert_allclose(finer.matrix, equilibrium(Habitat()).matrix, atol=1e-10)


def test_loadings_of_many_matrices_at_once():
    matrices = np.array([np.diag([0.1, 0.2]), [[0.3, -0.1], [0.2, -0.05]]])
    together = loadings(matrices, Habitat())
    for matrix, found in zip(matrices, together, strict=True):
        np.testing.assert_allclose(loadings(matrix, Habitat()), found, rtol=1e-13, atol=1e-14)


def test_weights_of_the_sum_over_maturities():
    rule, years = weights(Habitat()), Habitat().years
    for power in range(6):  # Boole's rule is exact to the fifth power
        assert rule @ years**power == pytest.approx(30.0 ** (power + 1) / (power + 1), rel=1e-12)


def demand_times(share: float, elasticity: float) -> Habitat:
    assert DEMAND.demand is not None
    factor = replace(DEMAND, demand=replace(DEMAND.demand, scale=share * DEMAND.demand.scale))
    return Habitat(factors=(SHORT_RATE, factor), elasticity=elasticity)


def test_no_equilibrium(golden_error):
    """Demand shocks without price-elastic demand: the condition has no real root."""
    assert golden_error("QE570", lambda: equilibrium(demand_times(0.5, 0.0))).exit_code == 4


@pytest.mark.parametrize("share", [0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.35])
def test_two_equilibria(golden_error, share):
    """Smaller shocks: two real roots."""
    error = golden_error("QE571", lambda: equilibrium(demand_times(share, 0.0)))
    assert error.exit_code == 4
    assert error.params["count"] == 2


def test_the_equilibrium_that_grows_out_of_no_risk_aversion():
    calm = followed(demand_times(0.2, 0.0))
    assert calm.residual < 1e-12
    assert calm.matrix[1, 1] == pytest.approx(0.038, abs=1e-3)


def test_demand_that_answers_to_prices_restores_the_one_equilibrium():
    assert equilibrium(demand_times(0.5, 1.0)).residual < 1e-12
    assert equilibrium(demand_times(6.0, 35.3)).residual < 1e-12

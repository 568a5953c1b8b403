"""us_core against the responses published with its equations (Okun slope .52, unless said otherwise)."""

import numpy as np
import pytest

from qelab import macro
from qelab.macro.linear.saddle_path import roots

QUARTERS = 160


def extreme(path, name):
    """Largest deviation and its quarter, counted from 0."""
    values = path[name]
    at = int(np.argmax(np.abs(values)))
    return float(values[at]), at


def solve(model, targets=(), **shocks):
    exogenous = np.zeros((QUARTERS, len(model.exogenous)))
    for name, values in shocks.items():
        first = np.atleast_1d(values)
        exogenous[: first.size, model.shock_index(name)] = first
    return macro.PerfectForesight(model, QUARTERS).solve(model.steady_state, exogenous, targets=targets)


def held(quarters, level=0.0):
    return [macro.Target(variable="i", shock="eps_i", values=np.full(quarters, level))]


def premium_shock(model):
    """Instantaneous premium with a half-life of 3.4 years that moves the ten-year premium by -1 at once."""
    decay, delta = 0.5 ** (1 / (4 * 3.4)), model.parameters["delta10"]
    size = -(1 - delta * decay) / (1 - delta)
    return size * decay ** np.arange(QUARTERS)


@pytest.fixture(scope="module")
def published():
    """The parameters of the published responses: the real mortgage rate moves house prices there."""
    return macro.load("us_core").with_parameters(okun=0.52, ph_pie=1.0)


def test_one_stable_path(us_core):
    found = roots(us_core)
    assert found.verdict == "one stable path"
    assert found.unstable == found.needed == len(us_core.endogenous) == 29  # 27 and two lags of inflation
    finite = found.moduli[np.isfinite(found.moduli)]
    assert np.sum(finite > 1) == 11  # one for each variable with a lead


def test_policy_rate_up_100bp(published):
    path = solve(published, eps_i=1.0)
    for name, value, tolerance in (
        ("y", -0.16, 0.005),
        ("u", 0.08, 0.005),
        ("pi4", -0.02, 0.005),
        ("r10", 0.11, 0.005),
        ("q", -1.2, 0.05),
        ("reer", 1.0, 0.05),
    ):
        assert extreme(path, name)[0] == pytest.approx(value, abs=tolerance), name


@pytest.mark.parametrize(
    ("quarters", "name", "value", "at", "tolerance"),
    [
        (0, "y", 1.02, None, 0.006),
        (0, "u", -0.52, None, 0.006),
        (0, "pi4", 0.21, None, 0.006),
        (0, "i", 1.1, None, 0.05),
        (12, "y", 1.68, 8, 0.006),
        (12, "u", -0.85, 9, 0.006),
        (12, "pi4", 0.32, 10, 0.006),
        (12, "q", 7.9, None, 0.05),
        (12, "reer", -5.1, None, 0.05),
        (12, "ib", 4.0, None, 0.05),
        (12, "h", 4.5, None, 0.05),
        (12, "ph", 5.1, None, 0.1),  # 5.17 here
        (20, "y", 2.55, None, 0.006),
        (20, "u", -1.30, None, 0.006),
        (20, "pi4", 0.53, None, 0.006),
    ],
)
def test_ten_year_premium_down_100bp(published, quarters, name, value, at, tolerance):
    path = solve(published, held(quarters) if quarters else (), tpf=premium_shock(published))
    assert path["tp10"][0] == pytest.approx(-1.0, abs=1e-3)
    found, when = extreme(path, name)
    assert found == pytest.approx(value, abs=tolerance)
    assert at is None or when == at


@pytest.mark.parametrize(("attention", "peak"), [(1.0, 3.64), (0.97, 2.29), (0.95, 1.76)])
def test_attention_tames_forward_guidance(published, attention, peak):
    path = solve(published.with_parameters(m=attention), held(24, -1.0))
    assert path["y"].max() == pytest.approx(peak, abs=0.006)


def test_nominal_mortgage_rate_gives_the_smaller_house_price_response(published):
    """As the equation is written at the source, with the nominal rate, house prices miss the published response."""
    model = published.with_parameters(ph_pie=0.0)
    path = solve(model, held(12), tpf=premium_shock(model))
    assert extreme(path, "ph")[0] == pytest.approx(4.32, abs=0.01)
    assert extreme(path, "y")[0] == pytest.approx(1.67, abs=0.01)


def test_demand_adds_up(us_core, us_solver, shocks):
    path = us_solver.solve(us_core.steady_state, shocks(tpf=np.full(20, -1.0)))
    parts = {"c": "omega_c", "ib": "omega_ib", "h": "omega_h"}
    total = sum(us_core.parameters[weight] * path[name] for name, weight in parts.items())
    assert np.abs(path["y"] - total - path["nx"] - path["e_y"]).max() < 1e-12
    assert all(path[name].max() > 0 for name in (*parts, "y"))


def test_term_premium_is_the_discounted_sum_of_the_instantaneous_one(us_core, us_solver, shocks):
    delta, premium = us_core.parameters["delta10"], -np.linspace(1.0, 0.2, 24)
    path = us_solver.solve(us_core.steady_state, shocks(tpf=premium))
    by_hand = [(1 - delta) * np.sum(delta ** np.arange(24 - t) * premium[t:]) for t in range(24)]
    assert path["tp10"][:24] == pytest.approx(by_hand, abs=1e-12)

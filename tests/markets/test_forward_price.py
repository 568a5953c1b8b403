"""Forward-looking prices by cause: against a simulation far ahead, against the model's own price, and by hand."""

from itertools import pairwise

import numpy as np
import pytest

from qelab.core.errors import QelabError
from qelab.macro import Target, load, solver
from qelab.markets import dollar, equities
from qelab.markets.forward_price import Expected, Form, check_sum, price_parts

HORIZON, HELD = 160, 12
HALF_LIFE_QUARTERS = 3.4 * 4
DECAY = 0.5 ** (1 / HALF_LIFE_QUARTERS)


@pytest.fixture(scope="module")
def model():
    return load("us_core")


@pytest.fixture(scope="module")
def premium_path(model):
    """Instantaneous premium with which the ten-year term premium falls by one point at once, half-life 3.4 years."""
    delta = model.parameters["delta10"]
    return -(1 - delta * DECAY) / (1 - delta) * DECAY ** np.arange(HORIZON)


@pytest.fixture(scope="module")
def premium_down(model, premium_path):
    """Ten-year premium 100 bp lower, policy rate held for three years."""
    exogenous = np.zeros((HORIZON, len(model.exogenous)))
    exogenous[:, model.shock_index("tpf")] = premium_path
    held = Target(variable="i", shock="eps_i", values=np.zeros(HELD))
    return solver(model, HORIZON).solve(model.steady_state, exogenous, targets=(held,))


def split(model, path, market, quarter=0):
    """Parts of a market's price in a quarter of a path, as seen from that quarter."""
    expected = Expected(
        variables=path.values[None, quarter:] - model.steady_state, exogenous=path.exogenous[None, quarter:],
        transition=model.transition,
    )  # fmt: skip
    parts = price_parts(expected, market.forms(model), market.discount(model))
    return {name: float(values[0]) for name, values in parts.items()}


def test_a_sum_beyond_the_horizon_is_that_of_a_long_simulation():
    rng = np.random.default_rng(5)
    transition = rng.normal(size=(4, 4))
    transition *= 0.95 / np.abs(np.linalg.eigvals(transition)).max()
    form = Form(now=rng.normal(size=4), ahead=rng.normal(size=4), shocks=np.array([0.3]))
    variables, exogenous = rng.normal(size=(2, 6, 4)), rng.normal(size=(2, 6, 1))
    found = price_parts(
        Expected(variables=variables, exogenous=exogenous, transition=transition), {"one": form}, 0.9
    )["one"]
    for row in range(2):
        states = list(variables[row])
        for _ in range(600):
            states.append(transition @ states[-1])
        flows = [now @ form.now + after @ form.ahead for now, after in pairwise(states)]
        flows[:6] = [flow + 0.3 * shock for flow, shock in zip(flows[:6], exogenous[row, :, 0], strict=True)]
        assert found[row] == pytest.approx(sum(0.9**ahead * flow for ahead, flow in enumerate(flows)), abs=1e-10)


@pytest.mark.parametrize("market", [equities, dollar])
@pytest.mark.parametrize("quarter", [0, 4, 20])
def test_causes_add_up_to_the_models_own_price(model, premium_down, market, quarter):
    parts = split(model, premium_down, market, quarter)
    assert tuple(parts) == market.PARTS
    assert sum(parts.values()) == pytest.approx(premium_down[market.VARIABLE][quarter], abs=1e-10)


def test_the_part_of_the_term_premium_by_hand(model, premium_down, premium_path):
    """A premium that decays at a constant rate is a geometric series: -.9 / 4 x first value / (1 - beta m decay)."""
    ratio = 0.9875 * 0.97 * DECAY
    by_hand = -0.9 / 4 * premium_path[0] * (1 - ratio**HORIZON) / (1 - ratio)
    assert split(model, premium_down, equities)["term_premium"] == pytest.approx(by_hand, abs=1e-10)
    ratio = 0.995 * 0.97 * DECAY
    by_hand = 0.85 / 4 * premium_path[0] * (1 - ratio**HORIZON) / (1 - ratio)
    assert split(model, premium_down, dollar)["term_premium"] == pytest.approx(by_hand, abs=1e-10)


@pytest.mark.replication
def test_shares_after_a_fall_of_the_term_premium(model, premium_down):
    """-100 bp with the policy rate held for three years: +6 to +12 %; most of it the premium, then the risk premium of
    shares and expected earnings, less the higher policy rates that follow the third year."""
    parts = split(model, premium_down, equities)
    assert 6.0 < sum(parts.values()) < 12.0
    assert parts["term_premium"] > parts["risk_premium"] > parts["earnings"] > 0 > parts["risk_free"]


@pytest.mark.replication
def test_the_dollar_answers_the_premium_less_than_expected_rates(model):
    """A point of term premium counts for .5 to .85 of a point of expected rates."""
    causes = dollar.forms(model)
    weight = causes["term_premium"].shocks.sum() / causes["rates"].now.sum()
    assert 0.5 <= weight <= 0.85


@pytest.mark.parametrize("parameter", ["q_tpf", "q_sp", "q_yp", "q_y", "q_beta", "m"])
def test_every_coefficient_of_the_price_moves_a_part(model, premium_down, parameter):
    other = model.with_parameters(**{parameter: 0.9 * model.parameters[parameter]})
    before, after = split(model, premium_down, equities), split(other, premium_down, equities)
    assert any(abs(before[name] - after[name]) > 1e-4 for name in equities.PARTS)


def test_at_rest_there_is_nothing_to_split(model):
    nothing = np.zeros((1, HORIZON, len(model.endogenous)))
    shocks = np.zeros((1, HORIZON, len(model.exogenous)))
    expected = Expected(variables=nothing, exogenous=shocks, transition=model.transition)
    parts = price_parts(expected, equities.forms(model), equities.discount(model))
    assert all(not values.any() for values in parts.values())


def test_causes_that_do_not_add_up_are_refused(golden_error):
    parts = {"one": np.array([1.0, 2.0]), "two": np.array([0.5, 0.5])}
    check_sum("q", parts, np.array([1.5, 2.5]))
    error = golden_error("QE860", lambda: check_sum("q", parts, np.array([1.5, 2.75])))
    assert isinstance(error, QelabError)

"""House prices by cause: the roots by hand, and the equation itself satisfied by the sum of the parts."""

import numpy as np
import pytest

from qelab.macro import load
from qelab.markets.houses import causes, memory, memory_of, price_parts


def test_the_two_roots_satisfy_the_equation_by_hand():
    # .096 x^2 - x + .9 = 0 has the roots .995052 and 9.421614
    one = memory(0.9, 0.96)
    assert one.kept == pytest.approx(0.995052, abs=1e-6)
    assert one.ahead == pytest.approx(1 / 9.421614, abs=1e-6)
    assert one.weight == pytest.approx(one.ahead / 0.96)


def test_without_expectations_there_is_inertia_alone():
    one = memory(0.9, 1e-9)
    assert one.kept == pytest.approx(0.9, abs=1e-6)
    assert one.weight == pytest.approx(0.1, abs=1e-6)


def test_the_price_satisfies_its_own_equation():
    """A path known from the first date on: p_t = rho p_{t-1} + (1 - rho)(lead p_{t+1} + x_t) in every quarter."""
    horizon, rho, lead = 80, 0.9, 0.96
    path = np.random.default_rng(3).normal(size=horizon)
    seen = np.zeros((horizon, horizon))
    for date in range(horizon):
        seen[date, : horizon - date] = path[date:]
    price = price_parts({"only": seen}, memory(rho, lead))["only"]
    before, ahead = price[:-2], price[2:]
    assert price[1:-1] == pytest.approx(rho * before + (1 - rho) * (lead * ahead + path[1:-1]), abs=1e-12)
    assert price[0] == pytest.approx((1 - rho) * (lead * price[1] + path[0]), abs=1e-12)


def test_nothing_moves_nothing_and_parts_are_linear():
    model = load("us_core")
    n = len(model.endogenous)
    how = memory_of(model)
    nothing = price_parts(causes(model, np.zeros((4, 30, n))), how)
    assert all(not part.any() for part in nothing.values())
    moved = np.random.default_rng(5).normal(size=(4, 30, n))
    once, twice = (price_parts(causes(model, factor * moved), how) for factor in (1.0, 2.0))
    for key, part in once.items():
        assert twice[key] == pytest.approx(2 * part)


@pytest.mark.parametrize(
    ("parameter", "key"),
    [("ph_rm", "term_premium"), ("ph_pie", "expected_inflation"), ("ph_yp", "incomes"), ("ph_lead", "incomes"), ("rho_ph", "incomes")],
)
def test_every_coefficient_moves_its_part(parameter, key):
    model = load("us_core")
    other = model.with_parameters(**{parameter: 0.9 * model.parameters[parameter]})
    moved = np.random.default_rng(5).normal(size=(4, 30, len(model.endogenous)))
    parts = [price_parts(causes(one, moved), memory_of(one))[key] for one in (model, other)]
    assert np.abs(parts[0] - parts[1]).max() > 1e-3

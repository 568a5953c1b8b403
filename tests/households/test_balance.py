"""The net: dollars, per cent of their own, and both together, on numbers that a reader can add up."""

import numpy as np
import pytest

from qelab.households.balance import balance
from qelab.households.groups import BOTTOM_HALF, TOP_TENTH

WEALTH = np.array([100.0, 200.0, 400.0, 250.0, 50.0])
INCOME = np.array([8.0, 10.0, 25.0, 40.0, 17.0])
GAINED = np.array([4.0, 6.0, 10.0, 8.0, 5.0])
EARNED = np.array([0.04, 0.04, 0.12, 0.4, 0.34])


@pytest.fixture
def found():
    """Wealth gains from the first quarter on, income for four quarters after the opening."""
    wealth = np.stack([np.repeat(WEALTH[:, None], 5, axis=1)] * 2)
    income = np.stack([np.repeat(INCOME[:, None], 5, axis=1)] * 2)
    wealth[1, :, 1:] += GAINED[:, None]
    income[1, :, 1:] += EARNED[:, None]
    return balance(wealth, income, 4)


def test_dollars_go_to_the_top(found):
    assert found.share_of_wealth_gain(TOP_TENTH) == pytest.approx(100 * 20 / 33)
    assert found.share_of_wealth_gain(BOTTOM_HALF) == pytest.approx(100 * 5 / 33)


def test_per_cent_go_to_the_bottom(found):
    assert found.wealth_pct(TOP_TENTH) == pytest.approx(100 * 20 / 700)
    assert found.wealth_pct(BOTTOM_HALF) == pytest.approx(10.0)
    assert found.income_pct(TOP_TENTH) == pytest.approx(100 * 0.2 / 43)
    assert found.income_pct(BOTTOM_HALF) == pytest.approx(2.0)


def test_the_net_adds_income_so_far(found):
    """Four quarters at annual rates are one year's extra income."""
    np.testing.assert_allclose(found.earned_bn, EARNED)
    np.testing.assert_allclose(found.net_bn, GAINED + EARNED)
    assert found.net_pct(BOTTOM_HALF) == pytest.approx(100 * 5.34 / 17)
    assert found.net_of_wealth(BOTTOM_HALF) == pytest.approx(100 * 5.34 / 50)
    assert found.share_of_net(TOP_TENTH) == pytest.approx(100 * 20.2 / (33 + EARNED.sum()))

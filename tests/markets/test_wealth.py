"""Consumption by cause: the recursion by hand, and the marginal propensity to consume out of wealth."""

import numpy as np
import pytest

from qelab.macro import load
from qelab.markets.wealth import PARTS, Wealth, cents_per_dollar, consumption_parts

CAUSES = ("yp", "y", "q", "ph", "r5", "pie5")


def test_ten_per_cent_on_shares_for_good():
    """.26 x .18 x .30 x 10 in the first quarter, .18 x .30 x 10 in the end."""
    effects = {name: np.zeros(200) for name in CAUSES} | {"q": np.full(200, 10.0)}
    parts = consumption_parts(load("us_core"), effects)
    assert tuple(parts) == PARTS
    assert parts["share_wealth"][0] == pytest.approx(0.26 * 0.18 * 0.30 * 10)
    assert parts["share_wealth"][-1] == pytest.approx(0.54)
    assert not any(parts[name].any() for name in PARTS[1:])


def test_each_cause_moves_its_part():
    moved = {"q": "share_wealth", "ph": "house_wealth", "yp": "income", "y": "income", "r5": "rates", "pie5": "rates"}
    for cause, part in moved.items():
        effects = {name: np.zeros(3) for name in CAUSES} | {cause: np.ones(3)}
        parts = consumption_parts(load("us_core"), effects)
        assert [name for name in PARTS if parts[name].any()] == [part]
        assert np.sign(parts[part][0]) == (-1 if cause == "r5" else 1)


@pytest.mark.replication
def test_three_cents_a_dollar():
    """.18 over 6.5 years of consumption: 2.8 cents, where studies find 3 to 4."""
    assert cents_per_dollar(load("us_core"), Wealth()) == pytest.approx(2.77, abs=0.01)
    assert cents_per_dollar(load("us_core"), Wealth(per_consumption=5.0)) == pytest.approx(3.6)

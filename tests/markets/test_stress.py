"""Stress: the rule by hand, relief that fades, and nothing for nothing."""

from dataclasses import replace

import numpy as np
import pytest

from qelab.markets.stress import Stress
from qelab.rates.flow import FlowEffect

HOW = Stress()


def test_twice_the_normal_volatility_is_one():
    assert HOW.index(np.array([12.0, 20.0, 30.0, 40.0, 58.0, np.nan])) == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.9, 0.0])


def test_relief_by_hand():
    found = HOW.relief(np.array([2.0, 0.0, 1.0]))
    assert found["bought_now"] == pytest.approx([-30.0, 0.0, -15.0])  # per cent of the index, in logs
    assert found["bought_before"] == pytest.approx([0.0, -30 * 0.027, -30 * 0.027**2])


def test_relief_is_remembered_as_long_as_the_pressure_of_buying():
    assert pytest.approx(FlowEffect().left_after_month**3) == HOW.kept_per_quarter


def test_no_purchases_no_relief():
    assert all(not part.any() for part in HOW.relief(np.zeros(6)).values())


def test_sales_are_purchases_with_the_other_sign():
    bought, sold = HOW.relief(np.array([1.0, 0.5])), HOW.relief(np.array([-1.0, -0.5]))
    for key, part in bought.items():
        assert sold[key] == pytest.approx(-part)


def test_every_number_moves_something():
    bought = np.array([1.0, 0.5, 0.2])
    assert replace(HOW, normal_volatility=19.0).index(np.array([30.0])) > HOW.index(np.array([30.0]))
    for name in ("relief_per_pct_gdp", "kept_per_quarter"):
        other = replace(HOW, **{name: 0.9 * getattr(HOW, name)})
        assert abs(sum(part[-1] for part in HOW.relief(bought).values()) - sum(part[-1] for part in other.relief(bought).values())) > 1e-3

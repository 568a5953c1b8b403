"""Earnings and the two ratios: numbers by hand."""

import numpy as np
import pytest

from qelab.markets.earnings import (
    CAPE_QUARTERS,
    PARTS,
    TRAILING_QUARTERS,
    Earnings,
    earnings_mean,
    price_over_earnings,
    ratio_parts,
)


def test_one_per_cent_more_output_for_a_quarter():
    """Elasticity 2.5: earnings of the quarter +2.53 %, a quarter of it in four quarters' mean, a fortieth in ten years'."""
    gap = np.zeros(80)
    gap[60] = 1.0
    more = np.exp(0.025) - 1.0
    for quarters in (TRAILING_QUARTERS, CAPE_QUARTERS):
        mean = earnings_mean(gap, quarters, growth=0.0, elasticity=Earnings().cyclical_elasticity)
        assert len(mean) == 80 - quarters + 1
        assert mean.max() == pytest.approx(1.0 + more / quarters, abs=1e-12)
        assert np.count_nonzero(mean > 1.0 + 1e-12) == quarters if quarters == TRAILING_QUARTERS else 20


def test_growth_makes_older_years_count_less():
    """With 2 % growth the mean of four quarters is 1 + 1/1.02^.25 + 1/1.02^.5 + 1/1.02^.75 over four."""
    mean = earnings_mean(np.zeros(4), 4, growth=2.0, elasticity=2.5)
    assert mean[0] == pytest.approx(sum(1.02 ** (-ago / 4) for ago in range(4)) / 4, abs=1e-14)


def test_a_ratio_starts_where_it_is_told_to_and_moves_with_the_price():
    price, earned = np.array([1.0, 1.1, 1.1]), np.array([2.0, 2.0, 2.2])
    assert price_over_earnings(price, earned, 20.0).tolist() == pytest.approx([20.0, 22.0, 20.0])


def test_the_effect_is_price_less_earnings():
    """Price +10 %, earnings +10 %: the ratio stays; each of the two alone is worth about two points of twenty."""
    price = np.array([[1.0, 1.0], [1.0, 1.1]])
    parts = ratio_parts(price, price, 20.0)
    assert tuple(parts) == PARTS
    assert parts["price"][1] == pytest.approx((2.0 + 2.0 / 1.1) / 2, abs=1e-12)
    assert parts["price"] + parts["earnings_so_far"] == pytest.approx(np.zeros(2), abs=1e-12)


def test_the_elasticity_is_between_two_and_three():
    assert 2.0 <= Earnings().cyclical_elasticity <= 3.0

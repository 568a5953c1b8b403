"""Months out of quarters: exact means, no overshoot, the lag of indexation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qelab.portfolio.income.monthly import indexation, monthly_from_quarter_ends, monthly_from_quarterly_means

means = arrays(np.float64, st.integers(1, 12), elements=st.floats(-5, 20, allow_subnormal=False))


@given(means)
def test_means_are_exact(quarters):
    months = monthly_from_quarterly_means(quarters)
    np.testing.assert_allclose(months.reshape(-1, 3).mean(-1), quarters, rtol=0, atol=1e-12)


@given(means, st.floats(-5, 20))
def test_nothing_overshoots(quarters, before):
    months = monthly_from_quarterly_means(quarters, before)
    for place in range(len(quarters) - 1):
        inside = months[
            3 * place + 1 : 3 * place + 5
        ]  # from the middle of a quarter to the middle of the next
        low, high = sorted(quarters[place : place + 2])
        assert inside.min() >= low - 1e-12
        assert inside.max() <= high + 1e-12
        assert np.all(np.diff(inside) * np.sign(quarters[place + 1] - quarters[place]) >= -1e-12)


def test_a_straight_line_stays_one():
    quarters = np.array([2.0, 5.0, 8.0, 11.0])
    np.testing.assert_allclose(monthly_from_quarterly_means(quarters, -1.0), np.arange(1.0, 13.0), atol=1e-12)


def test_the_rise_of_2022_by_hand():
    """Quarterly means .12, .77, 2.19, 3.65: the slopes of the second and third are .325 and .48 a month."""
    months = monthly_from_quarterly_means(np.array([0.12, 0.77, 2.19, 3.65]), 0.12)
    np.testing.assert_allclose(
        months[:9], [0.12, 0.12, 0.12, 0.445, 0.77, 1.095, 1.71, 2.19, 2.67], atol=1e-12
    )


def test_ends_are_met():
    months = monthly_from_quarter_ends(np.array([4.0, 1.0]), 1.0)
    np.testing.assert_allclose(months, [2.0, 3.0, 4.0, 3.0, 2.0, 1.0], atol=1e-12)


def test_indexation_lags_by_two_months():
    """Prices rise by .9 % a quarter on average, .3 % a month; then they stand still, seen two months later."""
    log = 0.009 * np.array([0.0, 1.0, 2.0, 3.0, 3.0, 3.0])
    growth = np.log(indexation(100 * np.exp(log)))
    assert growth.shape == (15,)
    np.testing.assert_allclose(growth[:7], 0.003, atol=1e-12)
    np.testing.assert_allclose(growth[-5:], 0.0, atol=1e-12)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 2, 3)])
def test_leading_axes_pass_through(shape):
    quarters = np.random.default_rng(1).normal(size=shape)
    months = monthly_from_quarterly_means(quarters)
    assert months.shape == (*shape[:-1], 9)
    np.testing.assert_array_equal(
        months.reshape(-1, 9)[0], monthly_from_quarterly_means(quarters.reshape(-1, 3)[0])
    )

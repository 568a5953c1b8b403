"""Months out of quarters: exact means, no knowledge of later quarters, the lag of indexation."""

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
def test_months_know_nothing_of_later_quarters(quarters, before):
    months = monthly_from_quarterly_means(quarters, before)
    for known in range(1, len(quarters)):
        early = monthly_from_quarterly_means(quarters[:known], before)
        np.testing.assert_array_equal(months[: 3 * known], early)


@given(means, st.floats(-5, 20))
def test_a_rate_above_zero_stays_there(quarters, before):
    months = monthly_from_quarterly_means(quarters, before).reshape(-1, 3)
    assert np.all(months[quarters > 0] >= 0)


def test_a_straight_line_stays_one():
    quarters = np.array([2.0, 5.0, 8.0, 11.0])
    np.testing.assert_allclose(monthly_from_quarterly_means(quarters, -1.0), np.arange(1.0, 13.0), atol=1e-12)


def test_the_rise_of_2022_by_hand():
    """Quarterly means .12, .77, 2.19, 3.65: the slopes are .65, 1.42 and 1.46 over three months each."""
    months = monthly_from_quarterly_means(np.array([0.12, 0.77, 2.19, 3.65]), 0.12)
    third, fourth = 1.42 / 3, 1.46 / 3
    by_hand = [0.12] * 3 + [0.77 - 0.65 / 3, 0.77, 0.77 + 0.65 / 3, 2.19 - third, 2.19, 2.19 + third, 3.65 - fourth, 3.65, 3.65 + fourth]
    np.testing.assert_allclose(months, by_hand, atol=1e-12)


def test_ends_are_met():
    months = monthly_from_quarter_ends(np.array([4.0, 1.0]), 1.0)
    np.testing.assert_allclose(months, [2.0, 3.0, 4.0, 3.0, 2.0, 1.0], atol=1e-12)


def test_indexation_lags_by_two_months():
    """Prices rise by .9 % a quarter on average, .3 % a month, all the time."""
    log = 0.009 * np.arange(6.0)
    growth = np.log(indexation(100 * np.exp(log), 100 * np.exp(-0.009)))
    assert growth.shape == (15,)
    np.testing.assert_allclose(growth, 0.003, atol=1e-12)


def test_a_jump_in_prices_is_seen_two_months_later():
    """Prices rise in the third month of a quarter by hand: the index steps from its mean before to its mean now."""
    log = np.log([100.0, 100.0, 103.0, 103.0])
    growth = np.log(indexation(np.exp(log), 100.0))
    np.testing.assert_allclose(growth[:4], 0.0, atol=1e-12)
    step = np.log(1.03)
    # The quarter's months lie at -1/3, 0 and +1/3 of the step round its mean, two months later in the principal.
    np.testing.assert_allclose(growth[5:8], [step * 2 / 3, step / 3, step / 3], atol=1e-12)


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 2, 3)])
def test_leading_axes_pass_through(shape):
    quarters = np.random.default_rng(1).normal(size=shape)
    months = monthly_from_quarterly_means(quarters)
    assert months.shape == (*shape[:-1], 9)
    np.testing.assert_array_equal(
        months.reshape(-1, 9)[0], monthly_from_quarterly_means(quarters.reshape(-1, 3)[0])
    )

"""Simulated paths: from the past, with a seed, around the baseline."""

import numpy as np
import pytest

from qelab.data import history
from qelab.lab.projection.simulated import FLOOR, past_changes, simulated_paths
from qelab.portfolio.income.rates import RatePaths


@pytest.fixture(scope="module")
def baseline():
    flat = np.full((1, 60), 4.0)
    return RatePaths(
        maturities_years=np.array([0.25, 2.0, 5.0, 10.0, 30.0]), par_yields=np.full((1, 60, 5), 4.0), policy_rate=flat,
        bill_yield=flat, mortgage_rate=flat + 2.0, price_growth=np.full((1, 60), 1.002),
    )  # fmt: skip


def test_the_same_seed_gives_the_same_paths_and_more_paths_begin_with_the_fewer(baseline):
    past = history("us")
    few, many = simulated_paths(baseline, past, 3, 7), simulated_paths(baseline, past, 8, 7)
    np.testing.assert_array_equal(few.par_yields, many.par_yields[:3])
    assert not np.array_equal(few.par_yields, simulated_paths(baseline, past, 3, 8).par_yields)


def test_the_baseline_is_their_middle_and_the_past_their_breadth(baseline):
    past = history("us")
    paths = simulated_paths(baseline, past, 2000, 1)
    first = paths.par_yields[:, 2] - 4.0  # the end of the first quarter: one past change each
    changes = past_changes(past)
    np.testing.assert_allclose(first.mean(0), 0.0, atol=0.05)
    np.testing.assert_allclose(first.std(0), changes.std(0), rtol=0.08)
    np.testing.assert_allclose(np.corrcoef(first.T), np.corrcoef(changes.T), atol=0.08)
    free = paths.par_yields[..., 3] > FLOOR
    np.testing.assert_allclose(
        (paths.mortgage_rate - 6.0)[free], (paths.par_yields[..., 3] - 4.0)[free], atol=1e-12
    )
    np.testing.assert_array_equal(paths.price_growth, np.full((2000, 60), 1.002))


def test_no_rate_falls_below_the_floor(baseline):
    paths = simulated_paths(baseline, history("us"), 500, 1)
    assert paths.policy_rate.min() == FLOOR
    assert paths.par_yields.min() >= FLOOR


def test_a_baseline_at_the_floor_may_stay_there(baseline):
    zero = np.zeros_like(baseline.policy_rate)
    low = RatePaths(
        maturities_years=baseline.maturities_years, par_yields=0.0 * baseline.par_yields, policy_rate=zero, bill_yield=zero,
        mortgage_rate=baseline.mortgage_rate, price_growth=baseline.price_growth,
    )  # fmt: skip
    assert simulated_paths(low, history("us"), 50, 1).policy_rate.min() == 0.0

"""What holding mortgage securities does to the spread of mortgage rates."""

import numpy as np
import pytest

from qelab.rates.mortgage_spread import MortgageSpread


def test_buying_one_per_cent_of_all_outstanding_narrows_it_by_three_quarters_of_a_point():
    held = np.array([0.33, 0.33, 0.0])  # % of GDP; 33 % of GDP are outstanding
    found = MortgageSpread().shocks(held, np.array(0.0))
    assert found == pytest.approx([-0.0075, 0.0, 0.0075])


def test_what_was_held_before_is_no_news():
    held = np.full((2, 4), 3.0)
    assert not MortgageSpread().shocks(held, np.full(2, 3.0)).any()


def test_under_stress_three_times_as_much():
    held = np.array([1.0, 2.0])
    spread = MortgageSpread()
    assert spread.shocks(held, np.array(0.0), 1.0) == pytest.approx(3 * spread.shocks(held, np.array(0.0)))

"""What buying presses on yields while it lasts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.rates.flow import FlowEffect


def test_one_per_cent_of_gdp_bought_in_a_month_is_six_points_and_fades_by_seven_tenths():
    bought = np.array([1.0, 0.0, 0.0])
    found = FlowEffect().on_ten_year(bought)
    assert found == pytest.approx([-0.06, -0.018, -0.0054])


def test_a_constant_pace_presses_by_the_sum_of_a_geometric_series():
    found = FlowEffect().on_ten_year(np.full(24, 0.3))
    assert found[-1] == pytest.approx(-0.06 * 0.3 / 0.7, rel=1e-6)


def test_sales_press_the_other_way_and_nothing_bought_presses_nothing():
    bought = np.array([0.5, -0.2, 0.1])
    assert np.array_equal(FlowEffect().on_ten_year(-bought), -FlowEffect().on_ten_year(bought))
    assert not FlowEffect().on_ten_year(np.zeros(6)).any()


def test_under_doubled_risk_aversion_it_is_six_times_as_strong_and_no_more():
    bought = np.array([1.0, 0.5])
    normal, strained, panic = (FlowEffect().on_ten_year(bought, stress) for stress in (0.0, 1.0, 3.0))
    assert strained == pytest.approx(6 * normal)
    assert np.array_equal(panic, strained)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=20), st.floats(0, 2))
def test_it_is_linear_in_what_is_bought(bought, factor):
    flow = FlowEffect()
    assert np.allclose(flow.on_ten_year(factor * np.array(bought)), factor * flow.on_ten_year(np.array(bought)))

"""One operation in the sector that it buys."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.rates.flow import FlowEffect
from qelab.rates.sector_flow import on_sector_bp


def test_by_hand():
    """.025 % of GDP at 6 bp for 1 %, in one of eight sectors; six times as much in panic."""
    assert float(on_sector_bp(FlowEffect(), 0.025, 8)) == pytest.approx(-1.2)
    assert on_sector_bp(FlowEffect(), np.full(2, 0.025), 8, np.array([0.4, 1.0])) == pytest.approx([-3.6, -7.2])


def test_one_sector_is_the_whole_curve():
    bought = np.array([0.5])
    assert on_sector_bp(FlowEffect(), bought, 1) == pytest.approx(100 * FlowEffect().on_ten_year(bought))


def test_operations_do_not_add_up_over_days():
    assert on_sector_bp(FlowEffect(), np.full(5, 0.02), 8) == pytest.approx(np.full(5, -0.96))


@given(st.floats(-1, 1), st.integers(1, 20), st.floats(0, 2))
def test_sales_press_the_other_way_and_nothing_presses_nothing(bought, sectors, stress):
    flow = FlowEffect()
    assert on_sector_bp(flow, -bought, sectors, stress) == pytest.approx(-on_sector_bp(flow, bought, sectors, stress))
    assert on_sector_bp(flow, 0.0, sectors, stress) == 0.0

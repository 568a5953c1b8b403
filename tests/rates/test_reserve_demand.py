"""Banks' demand for reserves, and what scarcity adds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.rates.reserve_demand import ReserveDemand, scarcity_beyond

DEMAND = ReserveDemand()


def test_the_curve_at_september_2019_by_hand():
    # ln 1442 = 7.2738, ln 13350 = 9.4993: -173 - 126.56 + 301.13 = 1.56; observed that month: 6
    assert DEMAND.spread_bp(np.array(1442.0), np.array(13350.0)) == pytest.approx(1.56, abs=0.02)


def test_plenty_costs_nothing_and_the_edge_costs_more_with_every_dollar():
    deposits = np.array(20000.0)
    spread = [float(DEMAND.scarcity_bp(np.array(level), deposits)) for level in (6000.0, 5000.0, 3000.0, 2000.0, 1000.0)]
    assert spread[0] < 0.01
    steps = np.diff(spread)
    assert (steps > 0).all()
    assert spread[1] - spread[0] < spread[3] - spread[2]  # the same trillion


@given(st.floats(-15, 40), st.floats(5000, 30000))
def test_reserves_at_a_spread_are_the_inverse(spread, deposits):
    reserves = DEMAND.reserves_bn(spread, deposits)
    assert DEMAND.spread_bp(reserves, np.array(deposits)) == pytest.approx(spread, abs=1e-9)


def test_the_level_at_which_run_off_stops_has_a_range_and_grows_with_deposits():
    low, middle, high = DEMAND.stops_at_bn(20000.0)
    assert low < middle < high
    assert high / middle == pytest.approx(np.exp(1.2816 * 2.3 / 17.4), rel=1e-9)
    assert DEMAND.stops_at_bn(25000.0)[1] > middle


def test_scarcity_counts_only_where_the_programme_drains():
    deposits = np.full((2, 3), 20000.0)
    more = np.stack([np.full(3, 2500.0), np.full(3, 3500.0)])
    assert not scarcity_beyond(DEMAND, more, deposits).any()
    drained = more[::-1]
    assert (scarcity_beyond(DEMAND, drained, deposits) > 0).all()
    assert not scarcity_beyond(DEMAND, np.stack([more[0], more[0]]), deposits).any()


def test_deposits_that_stay_keep_demand_up():
    reserves = np.array([[3500.0], [2500.0]])
    deposits = np.array([[20000.0], [19200.0]])
    none, whole = (
        float(scarcity_beyond(ReserveDemand(ratchet=share), reserves, deposits)[0]) for share in (0.0, 1.0)
    )
    assert whole > none > 0


@pytest.mark.parametrize(
    "change",
    [{"intercept_bp": -170.0}, {"reserves_bp": -20.0}, {"deposits_bp": 32.0}, {"ample_bp": 2.0}, {"width_bp": 3.0}, {"ratchet": 0.2}],
    ids=lambda change: next(iter(change)),
)
def test_every_number_moves_scarcity(change):
    reserves, deposits = np.array([[3300.0], [2600.0]]), np.array([[20000.0], [19400.0]])
    moved = scarcity_beyond(ReserveDemand(**change), reserves, deposits)
    assert moved != pytest.approx(scarcity_beyond(DEMAND, reserves, deposits), rel=1e-3)

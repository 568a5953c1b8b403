"""Amounts divided among lots: nothing is lost, nothing overfills, equals are treated as equals."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qelab.portfolio.desk.rules import SaleRule
from qelab.portfolio.desk.trades import allocate, in_order, sold

AMOUNTS = st.lists(st.tuples(st.floats(0.0, 100.0), st.floats(0.0, 100.0)), min_size=1, max_size=12)


@given(AMOUNTS, st.floats(0.0, 500.0))
def test_what_fits_is_placed_and_the_rest_is_left(lots, amount):
    weight, room = np.array(lots).T[..., None]
    taken = allocate(np.array([amount]), weight, room)
    assert (taken >= 0).all()
    assert (taken <= room * (1 + 1e-12)).all()
    usable = room[(weight > 0) & (room > 0)].sum()
    np.testing.assert_allclose(taken.sum(), min(amount, usable), rtol=1e-9, atol=1e-9)


@given(AMOUNTS, st.floats(0.1, 500.0))
def test_lots_that_are_not_full_take_in_proportion_to_their_weight(lots, amount):
    weight, room = np.array(lots).T[..., None]
    taken = allocate(np.array([amount]), weight, room)
    inside = (taken > 0) & (taken < room * (1 - 1e-9)) & (weight > 1e-3)
    ratio = taken[inside] / weight[inside]
    if len(ratio) > 1:
        np.testing.assert_allclose(ratio, ratio[0], rtol=1e-6)


def test_a_purchase_by_hand():
    """12 to three lots with free float 10, 20, 30 and room 1, 20, 30: 1, then 11 in the proportion 2 to 3."""
    taken = allocate(np.array([12.0]), np.array([[10.0], [20.0], [30.0]]), np.array([[1.0], [20.0], [30.0]]))
    np.testing.assert_allclose(taken[:, 0], [1.0, 4.4, 6.6])


def test_paths_do_not_know_each_other():
    weight, room = np.random.default_rng(1).uniform(0.0, 10.0, (2, 8, 5))
    amount = np.array([0.0, 3.0, 20.0, 40.0, 400.0])
    together = allocate(amount, weight, room)
    for path in range(5):
        alone = allocate(amount[path : path + 1], weight[:, path : path + 1], room[:, path : path + 1])
        np.testing.assert_allclose(together[:, path : path + 1], alone, rtol=1e-12)


def test_rules_of_sales_by_hand():
    par, coupon = np.array([[10.0], [20.0], [30.0]]), np.array([[1.0], [3.0], [2.0]])
    dv01, amount = np.array([[1.0], [2.0], [4.0]]), np.array([14.0])

    def parts(rule):
        return sold(amount, par, rule, dv01, coupon, 2.0)[:, 0]

    np.testing.assert_allclose(parts(SaleRule.PRO_RATA), [14 / 6, 28 / 6, 42 / 6])
    np.testing.assert_allclose(parts(SaleRule.SHORTEST), [10.0, 4.0, 0.0])
    np.testing.assert_allclose(parts(SaleRule.COUPON_AT_LEAST), [0.0, 5.6, 8.4])
    equal = parts(SaleRule.CONSTANT_DV01)
    np.testing.assert_allclose(equal * dv01[:, 0], 8.0)
    assert in_order(np.array([70.0]), par).sum() == 60.0

"""Prices and durations of fixed-coupon securities: closed forms, and a loop over cash flows written apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.portfolio.bonds import LONGEST_MONTHS, BondTable, ParCurve, bond_table, discount_factors, ladder
from qelab.portfolio.holdings import TreasuryLots

KNOTS = np.array([0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 20.0, 30.0])


def flat(percent: float) -> ParCurve:
    return ParCurve(maturities_years=KNOTS, yields=np.full(len(KNOTS), percent))


# Treasury par curve of 30 September 2010.
RISING = ParCurve(
    maturities_years=KNOTS,
    yields=np.array([0.16, 0.19, 0.27, 0.42, 0.64, 1.27, 1.91, 2.53, 3.38, 3.69]),
)


def price(table: BondTable, months: int, coupon: float) -> float:
    return float(table.price_par[months] + coupon * table.price_coupon[months])


def slope(table: BondTable, months: int, coupon: float) -> float:
    return float(table.duration_par[months] + coupon * table.duration_coupon[months])


def test_first_discount_factors_by_hand():
    curve = ParCurve(maturities_years=np.array([0.5, 1.0]), yields=np.array([2.0, 3.0]))
    half = 1 / 1.01
    one = (1 - 0.015 * half) / 1.015
    factors = discount_factors(curve)
    assert factors[0] == 1.0
    assert factors[6] == pytest.approx(half, abs=1e-15)
    assert factors[12] == pytest.approx(one, abs=1e-15)
    assert factors[9] == pytest.approx(np.sqrt(half * one), abs=1e-15)  # the logarithm is linear in between
    assert factors[3] == pytest.approx(np.sqrt(half), abs=1e-15)


@pytest.mark.parametrize("percent", [0.5, 2.0, 4.0, 7.5])
def test_flat_curve_discounts_at_one_rate(percent):
    months = np.arange(LONGEST_MONTHS + 1)
    expected = (1 + percent / 200) ** (-months / 6)
    np.testing.assert_allclose(discount_factors(flat(percent)), expected, rtol=1e-12)


@pytest.mark.parametrize("curve", [flat(4.0), RISING], ids=["flat", "rising"])
def test_a_par_bond_is_worth_par(curve):
    table = bond_table(curve)
    months = np.arange(1, LONGEST_MONTHS + 1)
    worth = table.price_par[months] + table.par_coupon[months] * table.price_coupon[months]
    np.testing.assert_allclose(worth, 1.0, rtol=0, atol=1e-13)
    half_years = np.arange(6, LONGEST_MONTHS + 1, 6)
    np.testing.assert_allclose(table.par_coupon[half_years], curve.at(half_years / 12), rtol=0, atol=1e-10)


def test_duration_of_the_ten_year_par_note():
    """Textbook: modified duration of a par bond = (1 - (1 + y/2)^-2n) / y."""
    assert bond_table(flat(4.0)).duration_10y == pytest.approx((1 - 1.02**-20) / 0.04)  # 8.1757 years
    assert bond_table(flat(4.0)).duration_10y == pytest.approx(8.17572, abs=1e-5)
    assert bond_table(flat(2.5)).duration_10y == pytest.approx(8.79966, abs=1e-5)


@given(
    percent=st.floats(0.25, 12.0), coupon=st.floats(0.0, 15.0), months=st.integers(1, LONGEST_MONTHS)
)
def test_price_and_duration_against_a_loop_over_cash_flows(percent, coupon, months):
    """On a flat curve every payment is discounted at one yield; the slope is taken by a central difference."""

    def dirty(yield_: float) -> float:
        total, left = 0.0, months
        while left > 0:
            total += coupon / 200 * (1 + yield_ / 200) ** (-left / 6)
            left -= 6
        return total + (1 + yield_ / 200) ** (-months / 6)

    since_last_coupon = (-months) % 6
    table = bond_table(flat(percent))
    clean = dirty(percent) - coupon / 100 * since_last_coupon / 12
    assert price(table, months, coupon) == pytest.approx(clean, abs=1e-11)
    bump = 1e-3
    by_difference = (dirty(percent - bump) - dirty(percent + bump)) / (2 * bump / 100)
    assert slope(table, months, coupon) == pytest.approx(by_difference, rel=1e-6, abs=1e-9)


def test_ten_year_equivalents_by_hand():
    """A dollar of ten-year par notes is one; thirty years are twice and a bit; a bill is next to nothing."""
    table = bond_table(flat(4.0))
    par = np.zeros(LONGEST_MONTHS + 1)
    par[[3, 24, 120, 360]] = 100.0
    coupon = par * table.par_coupon
    coupon[3] = 0.0  # a bill
    equivalents = table.ten_year_equivalents(par, coupon)
    assert equivalents[120] == pytest.approx(100.0)
    thirty = (1 - 1.02**-60) / (1 - 1.02**-20)
    assert equivalents[360] == pytest.approx(100.0 * thirty)  # 212.6
    assert equivalents[24] == pytest.approx(100.0 * (1 - 1.02**-4) / (1 - 1.02**-20))  # 23.3
    assert equivalents[3] == pytest.approx(100.0 * 0.25 * 1.02**-1.5 / 8.17572, abs=1e-4)  # 3.0
    assert equivalents.sum() == pytest.approx(equivalents[[3, 24, 120, 360]].sum())
    assert table.market_value(par, coupon) == pytest.approx(300.0 + 100.0 * 1.02**-0.5)


@pytest.mark.parametrize("curve", [flat(4.0), RISING], ids=["flat", "rising"])
def test_longer_par_securities_carry_more_risk(curve):
    table = bond_table(curve)
    half_years = np.arange(6, LONGEST_MONTHS + 1, 6)
    risk = table.duration_par[half_years] + table.par_coupon[half_years] * table.duration_coupon[half_years]
    assert np.all(np.diff(risk) > 0)


@given(
    lots=st.lists(
        st.tuples(st.integers(1, LONGEST_MONTHS), st.floats(0.0, 8.0), st.floats(0.0, 500.0)), min_size=1, max_size=40
    )
)
def test_a_ladder_keeps_par_and_coupons(lots):
    opening = 2010 * 12 + 8
    months, coupon, par = (np.array(column) for column in zip(*lots, strict=True))
    given_lots = TreasuryLots(
        kind=("note",) * len(lots), maturity=months + opening, coupon=coupon, par_bn=par
    )
    by_month, coupons = ladder(given_lots, opening)
    assert by_month.shape == coupons.shape == (LONGEST_MONTHS + 1,)
    assert by_month.sum() == pytest.approx(par.sum(), rel=1e-12, abs=1e-12)
    assert coupons.sum() == pytest.approx((par * coupon).sum(), rel=1e-12, abs=1e-12)
    for month in set(months):
        assert by_month[month] == pytest.approx(par[months == month].sum(), rel=1e-12, abs=1e-12)
    # Valuing the ladder is valuing lot by lot.
    table = bond_table(RISING)
    one_by_one = sum(amount * price(table, month, rate) for month, rate, amount in lots)
    assert table.market_value(by_month, coupons) == pytest.approx(one_by_one, rel=1e-10, abs=1e-10)

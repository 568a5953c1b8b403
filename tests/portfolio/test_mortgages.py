"""Mortgage securities: amortisation by hand, prepayment identities, negative convexity."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.portfolio.duration_table import duration_table
from qelab.portfolio.mortgages import (
    COUPON_TO_WAC,
    STANDARD,
    conditional_prepayment_rate,
    monthly_mortality,
    next_burnout,
    scheduled_share,
)
from qelab.portfolio.option_adjusted import RateUncertainty


def cpr(incentive: float, age: float = 60.0, burnout: float = 1.0, month: int = 4) -> float:
    return float(conditional_prepayment_rate(np.array(incentive), np.array(age), np.array(burnout), month))


def balances(rate: float, months: int) -> list[float]:
    """Balance after each month of a level-payment mortgage, from the scheduled shares."""
    left = [1.0]
    for remaining in range(months, 0, -1):
        left.append(left[-1] * (1 - float(scheduled_share(np.array(rate), np.array(float(remaining))))))
    return left


def test_a_thirty_year_mortgage_at_six_per_cent():
    """Payment .0059955 a month, of which .005 interest at first; 83.7 % is owed after ten years, nothing at the end."""
    payment = 0.005 / (1 - 1.005**-360)
    assert payment == pytest.approx(0.00599551, abs=1e-8)
    left = balances(6.0, 360)
    assert 1 - left[1] == pytest.approx(payment - 0.005, abs=1e-15)
    assert left[120] == pytest.approx(payment * (1 - 1.005**-240) / 0.005, abs=1e-12)
    assert left[120] == pytest.approx(0.83686, abs=1e-5)
    assert left[360] == pytest.approx(0.0, abs=1e-15)


@given(rate=st.floats(0.01, 15.0), months=st.integers(1, 360))
def test_any_mortgage_is_repaid_by_level_payments(rate, months):
    left = np.array(balances(rate, months))
    payments = left[:-1] * (1 + rate / 1200) - left[1:]
    np.testing.assert_allclose(payments, payments[0], rtol=1e-8)
    assert left[-1] == pytest.approx(0.0, abs=1e-12)


def test_a_mortgage_without_interest_is_repaid_evenly():
    assert scheduled_share(np.array(0.0), np.array(40.0)) == pytest.approx(1 / 40)
    assert scheduled_share(np.array(5.0), np.array(1.0)) == pytest.approx(1.0)


@given(rate=st.floats(0.0, 0.99))
def test_twelve_months_of_mortality_are_a_year_of_prepayment(rate):
    monthly = float(monthly_mortality(np.array(rate)))
    assert (1 - monthly) ** 12 == pytest.approx(1 - rate, rel=1e-12)


def test_six_per_cent_a_year_by_hand():
    assert float(monthly_mortality(np.array(0.06))) == pytest.approx(0.00514301, abs=1e-8)
    assert float(monthly_mortality(np.array(0.0))) == 0.0


def test_prepayment_far_out_of_the_money():
    """Turnover only: .066 x (1 - .22) = 5.1 % at the mean season, 6.1 % in July, half of it at 15 months."""
    assert cpr(-12.0) == pytest.approx(0.066 * 0.78, abs=1e-6)
    assert cpr(-12.0, month=7) == pytest.approx(0.066 * 0.78 * 1.18, abs=1e-6)
    assert cpr(-12.0, month=1) == pytest.approx(0.066 * 0.78 * 0.82, abs=1e-6)
    assert cpr(-12.0, age=15.0) == pytest.approx(0.066 * 0.78 / 2, abs=1e-6)
    assert cpr(-12.0, age=0.0) == 0.0


def test_prepayment_when_refinancing_pays():
    """At 0.75 points half of .42 refinance; turnover .066 (1 - .22 / (1 + e^3.12)); burnout halves the first part."""
    turnover = 0.066 * (1 - 0.22 / (1 + np.exp(1.6 * 1.95)))
    assert cpr(0.75) == pytest.approx(turnover + 0.21, abs=1e-12)
    assert cpr(0.75, burnout=0.5) == pytest.approx(turnover + 0.105, abs=1e-12)
    assert cpr(0.75, age=6.0) == pytest.approx(turnover / 5 + 0.105, abs=1e-12)


@given(
    incentive=st.floats(-5, 5), more=st.floats(0.01, 2), age=st.floats(0, 360), burnout=st.floats(0.35, 1),
    month=st.integers(1, 12),
)  # fmt: skip
def test_borrowers_prepay_more_when_rates_fall(incentive, more, age, burnout, month):
    assert 0 <= cpr(incentive, age, burnout, month) <= cpr(incentive + more, age, burnout, month) < 0.6


def test_burnout():
    def after(burnout: float, incentive: float) -> float:
        return float(next_burnout(np.array(burnout), np.array(incentive)))

    assert after(1.0, 0.4) == 1.0
    assert after(1.0, 0.5) == pytest.approx(1 - 0.015 * 0.5 * 0.5)  # half of it has set in, without a step
    assert after(1.0, 0.75) == pytest.approx(1 - 0.015 * 0.75)
    assert after(1.0, 1.0) == pytest.approx(0.985)
    assert after(1.0, 3.0) == pytest.approx(1 - 0.015 * 1.5)
    assert after(0.351, 1.5) == STANDARD.burnout_floor
    assert after(0.2, 1.5) == 0.2  # never rises


# One path of the rate, discounted at the coupon of new MBS: what a loop can follow.
CERTAIN = RateUncertainty(nodes=1, primary_secondary_spread=COUPON_TO_WAC)


def test_current_coupon_is_worth_par_whatever_is_prepaid():
    for rate in (3.0, 4.35, 6.5):
        table = duration_table(rate, CERTAIN)
        price, _ = table.at(np.zeros(3), np.array([60.0, 200.0, 360.0]))
        np.testing.assert_allclose(price, 1.0, rtol=0, atol=1e-12)


def test_price_of_a_pool_without_prepayment_incentive_by_a_loop():
    """Cash flows of one deep-discount pool, month by month, against the table (a node of its grid)."""
    rate, incentive, months = 6.0, -3.0, 120
    wac, coupon, discount = rate + incentive, rate + incentive - COUPON_TO_WAC, rate - COUPON_TO_WAC
    face, value, age = 1.0, 0.0, 361.0 - months
    for step in range(1, months + 1):
        growth = (1 + wac / 1200) ** (months - step + 1)
        scheduled = face * (wac / 1200) / (growth - 1)
        speed = 1 - (1 - cpr(incentive, age)) ** (1 / 12)
        principal = scheduled + (face - scheduled) * speed
        value += (principal + face * coupon / 1200) / (1 + discount / 1200) ** step
        face, age = face - principal, age + 1
    found, _ = duration_table(rate, CERTAIN).at(np.array([incentive]), np.array([float(months)]))
    assert float(found[0]) == pytest.approx(value, abs=1e-12)


def test_effective_duration_falls_when_refinancing_pays():
    """Negative convexity: 30-year pools of seven years far out of the money, of one or two well in it."""
    table = duration_table(4.35)
    price, slope = table.at(np.array([-2.5, 0.0, 1.0, 2.5]), np.full(4, 340.0))
    duration = slope / price
    assert np.all(np.diff(duration[:3]) < 0)
    assert 5.0 < duration[0] < 9.0
    assert 0.0 < duration[3] < 4.0


def test_rates_that_may_move_shorten_what_is_cheap_and_lengthen_what_is_dear():
    durations = []
    for uncertainty in (RateUncertainty(nodes=1), RateUncertainty(nodes=25)):
        price, slope = duration_table(4.35, uncertainty).at(np.array([-2.5, 2.5]), np.full(2, 340.0))
        durations.append(slope / price)
    assert durations[1][0] < durations[0][0]
    assert durations[1][1] > durations[0][1]


def test_the_table_is_flat_outside_and_linear_inside():
    table = duration_table(4.35)
    inside = table.at(np.array([0.25]), np.array([210.0]))
    corners = [table.at(np.array([x]), np.array([y])) for x in (0.0, 0.5) for y in (180.0, 240.0)]
    for position in (0, 1):
        assert inside[position] == pytest.approx(np.mean([corner[position] for corner in corners]))
    assert table.at(np.array([9.0]), np.array([500.0])) == table.at(np.array([4.0]), np.array([360.0]))


# Freddie Mac's survey, monthly means from January 2019 on, percent (copy of MORTGAGE30US; confirmed).
SURVEY = (
    4.46, 4.37, 4.27, 4.14, 4.07, 3.80, 3.77, 3.62, 3.61, 3.69, 3.69, 3.72,
    3.62, 3.46, 3.45, 3.31, 3.23, 3.16, 3.02, 2.94, 2.89, 2.83, 2.77, 2.68,
    2.73, 2.81, 3.08, 3.06, 2.96, 2.98, 2.87, 2.84, 2.90,
)  # fmt: skip


@pytest.mark.parametrize(("coupon", "born", "published"), [(3.5, 6, 45.0), (4.0, 2, 43.0)])
def test_a_known_shortfall_against_published_speeds(coupon, born, published):
    """The 2019 coupons in August 2021, a month after the rate (Infima, September 2022): a quarter to two fifths below.

    Borrowers' rate .75 above the coupon, the upper end of the published range. Not a target: a limit that the module states.
    """
    wac, burnout = coupon + 0.75, np.array(1.0)
    for month in range(born, 32):
        incentive = np.array(wac - SURVEY[month - 1])
        speed = float(conditional_prepayment_rate(incentive, np.array(float(month - born)), burnout, month % 12 + 1))
        burnout = next_burnout(burnout, incentive)
    assert 0.6 < 100 * speed / published < 0.75

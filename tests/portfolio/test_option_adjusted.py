"""MBS on a day: the arithmetic by hand, a slow loop as a second opinion, and what uncertainty does to durations."""

import numpy as np
import pytest

from qelab.portfolio import mortgages
from qelab.portfolio.option_adjusted import Cohorts, RateUncertainty, value_and_duration

CERTAIN = RateUncertainty(volatility=0.0, nodes=1)


def cohorts(wac: float, remaining: float = 320.0, burnout: float = 0.9, face: float = 100.0) -> Cohorts:
    columns = (face, wac, remaining, 361.0 - remaining, burnout)
    return Cohorts(**dict(zip(Cohorts.__dataclass_fields__, map(np.atleast_1d, columns), strict=True)))


def by_loop(wac: float, remaining: int, rate: float, month: int, burnout: float = 0.9) -> float:
    """Value of 100 of one cohort, month by month in plain numbers, with the rate certain."""
    face, factor, value, age = 100.0, 1.0, 0.0, 361 - remaining
    for step in range(remaining):
        factor /= 1 + (rate - CERTAIN.primary_secondary_spread) / 1200
        left, monthly = remaining - step, wac / 1200
        scheduled = face * monthly / ((1 + monthly) ** left - 1)
        speed = mortgages.conditional_prepayment_rate(
            np.array(wac - rate), np.array(float(age + step)), np.array(burnout), (month + step) % 12 + 1
        )
        prepaid = (face - scheduled) * (1 - (1 - float(speed)) ** (1 / 12))
        value += factor * (scheduled + prepaid + face * (wac - mortgages.COUPON_TO_WAC) / 1200)
        face -= scheduled + prepaid
        burnout = float(mortgages.next_burnout(np.array(burnout), np.array(wac - rate)))
    return value


def test_a_month_before_the_end():
    """Face and a month's coupon, discounted by a month at the mortgage rate less the spread."""
    value, _ = value_and_duration(cohorts(5.0, remaining=1.0), 4.0, 6, CERTAIN)
    assert value == pytest.approx(100 * (1 + 0.044 / 12) / (1 + 0.03 / 12), rel=1e-12)


@pytest.mark.parametrize(("wac", "remaining", "rate"), [(5.0, 330, 4.0), (4.0, 300, 4.6), (3.0, 150, 3.6)])
def test_without_uncertainty_it_is_the_plain_sum(wac, remaining, rate):
    value, duration = value_and_duration(cohorts(wac, float(remaining)), rate, 9, CERTAIN)
    down, here, up = (by_loop(wac, remaining, rate + shift, 9) for shift in (-0.25, 0.0, 0.25))
    assert value == pytest.approx(here, rel=1e-9)
    assert duration == pytest.approx((down - up) / 0.005 / here, rel=1e-9)


def test_uncertainty_shortens_cheap_mortgages_and_lengthens_dear_ones():
    cheap, dear = cohorts(4.0), cohorts(5.0)
    assert value_and_duration(cheap, 4.6, 9)[1] < value_and_duration(cheap, 4.6, 9, CERTAIN)[1] - 0.5
    assert value_and_duration(dear, 4.1, 9)[1] > value_and_duration(dear, 4.1, 9, CERTAIN)[1] + 0.5


def test_the_borrowers_option_costs_the_owner():
    at_the_money = cohorts(4.0)
    assert value_and_duration(at_the_money, 4.0, 9)[0] < value_and_duration(at_the_money, 4.0, 9, CERTAIN)[0]


def test_the_nodes_have_the_spread_of_the_process():
    """Variance s^2 (1 - exp(-2 a t)) / 2a, or s^2 t without reversion."""
    for reversion in (0.05, 0.0):
        uncertainty = RateUncertainty(reversion=reversion)
        deviations, weights = uncertainty.deviations(121)
        variance = (deviations**2) @ weights
        years = (1 - np.exp(-2 * reversion * 10)) / (2 * reversion) if reversion else 10.0
        assert variance[120] == pytest.approx(0.85**2 * years, rel=2e-3)  # cut off at four standard deviations
        assert deviations @ weights == pytest.approx(np.zeros(121), abs=1e-12)


def test_more_nodes_change_little():
    """Twice as many paths move the duration by less than 0.01 years."""
    for wac in (3.5, 4.0, 4.5, 5.0):
        few = value_and_duration(cohorts(wac), 4.2, 9)[1]
        assert value_and_duration(cohorts(wac), 4.2, 9, RateUncertainty(nodes=97))[1] == pytest.approx(few, abs=0.01)


def test_values_add_up_and_nothing_is_worth_nothing():
    one, other = cohorts(4.0), cohorts(5.0, 200.0, 0.5, 50.0)
    names = Cohorts.__dataclass_fields__
    both = Cohorts(**{name: np.append(getattr(one, name), getattr(other, name)) for name in names})
    parts = [value_and_duration(part, 4.2, 9) for part in (one, other)]
    value, duration = value_and_duration(both, 4.2, 9)
    assert value == pytest.approx(sum(part[0] for part in parts))
    assert value * duration == pytest.approx(sum(part[0] * part[1] for part in parts))
    assert value_and_duration(cohorts(4.0, face=0.0), 4.2, 9) == (0.0, 0.0)

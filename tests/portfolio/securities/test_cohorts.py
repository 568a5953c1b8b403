"""Pools of agency MBS added up to cohorts."""

import numpy as np
import pytest

from qelab.core.time import Month
from qelab.portfolio.mortgages import COUPON_TO_WAC
from qelab.portfolio.option_adjusted import value_and_duration
from qelab.portfolio.securities.cohorts import Pools, burnout_since_origination, cohorts

AS_OF = Month.parse("2022-05")
NO_RATES = np.zeros(0)


def pools(*rows: tuple[float, float, str, float]) -> Pools:
    coupon, term, maturity, face = zip(*rows, strict=True)
    return Pools(
        coupon=np.array(coupon), term_years=np.array(term), face_bn=np.array(face),
        maturity=np.array([Month.parse(month).ordinal for month in maturity]),
    )  # fmt: skip


def test_same_coupon_term_and_vintage_are_one_cohort():
    found = cohorts(pools((2.0, 30.0, "2051-03", 10.0), (2.0, 30.0, "2051-11", 30.0), (2.5, 30.0, "2051-03", 5.0)), AS_OF, NO_RATES)
    assert found.face_bn.tolist() == [40.0, 5.0]
    assert found.wac.tolist() == [2.0 + COUPON_TO_WAC, 2.5 + COUPON_TO_WAC]
    assert found.remaining_months[0] == round((10 * 346 + 30 * 354) / 40)
    assert found.age_months[0] == 360 - found.remaining_months[0]


def test_terms_and_vintages_stay_apart():
    found = cohorts(pools((2.0, 30.0, "2051-03", 1.0), (2.0, 15.0, "2036-03", 1.0), (2.0, 30.0, "2050-03", 1.0)), AS_OF, NO_RATES)
    assert len(found.face_bn) == 3


def test_nothing_is_lost_and_order_does_not_matter():
    random = np.random.default_rng(5)
    many = Pools(
        coupon=random.integers(3, 12, 400) / 2, term_years=random.choice([15.0, 30.0], 400),
        maturity=AS_OF.ordinal + random.integers(1, 180, 400), face_bn=random.uniform(0, 2, 400),
    )  # fmt: skip
    turned = Pools(**{name: getattr(many, name)[::-1] for name in ("coupon", "term_years", "maturity", "face_bn")})
    found, again = cohorts(many, AS_OF, NO_RATES), cohorts(turned, AS_OF, NO_RATES)
    assert found.face_bn.sum() == pytest.approx(many.face_bn.sum())
    assert again.face_bn == pytest.approx(found.face_bn)
    few = cohorts(pools((2.0, 30.0, "2051-03", 10.0), (2.0, 30.0, "2051-04", 10.0)), AS_OF, NO_RATES)
    value, duration = value_and_duration(few, 5.3, 5)
    assert 15.0 < value < 19.0
    assert 5.0 < duration < 9.0


def test_a_pool_past_its_maturity_has_a_month_left():
    assert cohorts(pools((4.0, 30.0, "2022-04", 1.0)), AS_OF, NO_RATES).remaining_months.tolist() == [1.0]


def test_burnout_follows_from_the_rates_since_origination():
    """Two years of rates a point and a half below: twenty-four times a cut of 2.25 per cent; a year old, twelve times."""
    rates = np.array([*[6.0] * 100, *[3.0] * 24])
    found = burnout_since_origination(np.array([4.5, 4.5, 4.5, 3.1]), np.array([60.0, 12.0, 0.0, 60.0]), rates)
    fall = 1 - 0.015 * 1.5
    assert found == pytest.approx([fall**24, fall**12, 1.0, 1.0])
    assert burnout_since_origination(np.array([9.0]), np.array([360.0]), rates)[0] == 0.35  # the floor

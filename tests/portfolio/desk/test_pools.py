"""Thousands of cohorts at once are each cohort alone: the rule of ``mortgages``, month by month."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qelab.core.time import Month
from qelab.portfolio import mortgages
from qelab.portfolio.desk.mortgage_values import MortgageGrid
from qelab.portfolio.desk.pools import Pools, Schedule
from qelab.portfolio.desk.production import Production
from qelab.portfolio.holdings import MbsCohorts
from qelab.portfolio.income.tables import mortgage_values

OPENING = Month.parse("2019-12")
MONTHS = 40


def cohorts(count: int = 60) -> MbsCohorts:
    random = np.random.default_rng(3)
    coupon = random.integers(3, 13, count) / 2
    remaining = random.integers(1, 360, count).astype(float)
    return MbsCohorts(
        coupon=coupon, wac=coupon + 0.6, remaining_months=remaining, age_months=random.integers(0, 50, count).astype(float),
        burnout=random.uniform(0.2, 1.0, count), face_bn=random.uniform(0.0, 5.0, count),
    )  # fmt: skip


def walk(paths: int) -> np.ndarray:
    steps = np.random.default_rng(4).normal(0.0, 0.25, (MONTHS, paths))
    return np.maximum(4.0 + np.cumsum(steps, axis=0), 1.5)


def slow(mbs: MbsCohorts, rate: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Principal by month, and faces at the end, of one path."""
    face, left, age, burnout = (
        column.copy() for column in (mbs.face_bn, mbs.remaining_months, mbs.age_months, mbs.burnout)
    )
    principal = np.zeros(MONTHS)
    for month in range(MONTHS):
        incentive = mbs.wac - rate[month]
        calendar = (OPENING + (month + 1)).month
        speed = mortgages.conditional_prepayment_rate(incentive, age, burnout, calendar)
        scheduled = face * mortgages.scheduled_share(mbs.wac, left)
        repaid = scheduled + (face - scheduled) * mortgages.monthly_mortality(speed)
        repaid = np.where(left > 1, repaid, face)
        principal[month], face = repaid.sum(), face - repaid
        left, age = np.maximum(left - 1, 1), age + 1
        burnout = mortgages.next_burnout(burnout, incentive)
    return principal, face


def test_cohorts_are_repaid_as_the_rule_says_whether_months_are_taken_together_or_alone():
    mbs, rate = cohorts(), walk(3)
    schedule = Schedule(mbs, 0.02, OPENING, MONTHS)
    for batch in (1, 7, MONTHS):
        pools = Pools(schedule, 3)
        principal = np.zeros((MONTHS, 3))
        for month in range(MONTHS):
            if month % batch == 0:
                last = min(month + batch, MONTHS)
                pools.begin(month, last, rate[month:last])
            principal[month] = pools.repay(month)
        for path in range(3):
            expected, faces = slow(mbs, rate[:, path])
            np.testing.assert_allclose(principal[:, path], expected, rtol=1e-10, atol=1e-12)
            np.testing.assert_allclose(pools.face[:, path], faces[schedule.cohorts], rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(pools.sums[0], pools.face.sum(0), rtol=1e-12)
        coupon = mbs.coupon[schedule.cohorts] / 1200
        np.testing.assert_allclose(pools.sums[1], coupon @ pools.face, rtol=1e-12)
        np.testing.assert_allclose(pools.sums[2], 0.02 * pools.face.sum(0), rtol=1e-12)


@given(st.floats(0.05, 1.0), st.lists(st.floats(-4.0, 4.0), min_size=1, max_size=80))
def test_burnout_telescopes(start, incentives):
    """max(min(floor, start), start * product of what one month leaves of one) is the recursion of ``next_burnout``."""
    burnout, product = np.array([start]), 1.0
    for incentive in incentives:
        burnout = mortgages.next_burnout(burnout, np.array([incentive]))
        product *= float(mortgages.next_burnout(np.ones(1), np.array([incentive]))[0])
        telescoped = max(min(mortgages.STANDARD.burnout_floor, start), start * product)
        np.testing.assert_allclose(burnout[0], telescoped, rtol=1e-12)


@given(st.floats(-4.0, 4.0), st.floats(0.0, 400.0), st.floats(0.05, 1.0), st.integers(1, 12))
def test_prepayment_is_linear_in_burnout_and_in_its_two_ramps(incentive, age, burnout, month):
    """What ``pools`` rests on: a form of the rule in which it fails would have to be taken up there."""

    def cpr(age, burnout):
        ages, burnt = np.array([age]), np.array([burnout])
        return float(mortgages.conditional_prepayment_rate(np.array([incentive]), ages, burnt, month)[0])

    turnover, whole = cpr(1e6, 0.0), cpr(1e6, 1.0)
    seasoned = min(age / mortgages.STANDARD.seasoning_months, 1.0)
    ramp = min(age / 12, 1.0)
    expected = seasoned * turnover + ramp * burnout * (whole - turnover)
    np.testing.assert_allclose(cpr(age, burnout), expected, rtol=1e-12, atol=1e-15)


def test_production_is_repaid_as_the_rule_says():
    rate = walk(2)
    for batch in (1, 5, MONTHS):
        new = Production(OPENING, rate, 0.25)
        principal = np.zeros((MONTHS, 2))
        for month in range(MONTHS):
            if month % batch == 0:
                new.begin(month, min(month + batch, MONTHS), may_buy=month < 20)
            principal[month] = new.repay(month)
            if month in (2, 3, 9):
                new.buy(month, np.array([10.0, 20.0]), np.array([0.5, 0.2]))
        for path in range(2):
            expected, faces = np.zeros(MONTHS), []
            for bought in (2, 3, 9):
                face, age, burnout = np.full(1, 10.0 * (path + 1)), np.zeros(1), np.ones(1)
                wac = np.array([rate[bought, path] + 0.25])
                for month in range(bought + 1, MONTHS):
                    incentive = wac - rate[month, path]
                    calendar = (OPENING + (month + 1)).month
                    speed = mortgages.conditional_prepayment_rate(incentive, age, burnout, calendar)
                    scheduled = face * mortgages.scheduled_share(wac, 360.0 - age)
                    repaid = scheduled + (face - scheduled) * mortgages.monthly_mortality(speed)
                    expected[month] += repaid[0]
                    face, age = face - repaid, age + 1
                    burnout = mortgages.next_burnout(burnout, incentive)
                faces.append(face[0])
            np.testing.assert_allclose(principal[:, path], expected, rtol=1e-10, atol=1e-12)
            np.testing.assert_allclose(new.face[new.face[:, 0] > 0, path], faces, rtol=1e-10)


def test_values_off_the_grid_are_those_of_the_tables():
    mbs, rate = cohorts(), walk(4)
    schedule = Schedule(mbs, 0.0, OPENING, MONTHS)
    grid, pools = MortgageGrid(schedule.wac, rate), Pools(schedule, 4)
    pools.begin(0, 1, rate[:1])
    pools.repay(0)
    left = np.maximum(mbs.remaining_months[schedule.cohorts] - 1.0, 1.0)[:, None]
    price, risk = mortgage_values(rate[0], mbs.wac[schedule.cohorts][:, None], left)
    value, exposure = grid.values(pools.nodes(slice(0, 1), pools.face[None]), rate[:1])
    # The grid of rates has steps of a sixteenth; the price bends between them.
    np.testing.assert_allclose(value[0], (price * pools.face).sum(0), rtol=2e-5)
    np.testing.assert_allclose(exposure[0], (risk * pools.face).sum(0), rtol=1e-3)
    new_face = np.random.default_rng(5).uniform(0.0, 3.0, (1, 6, 4))
    own, months = rate[:6], np.array([[[355.0], [341.0], [340.0], [300.0], [90.0], [10.0]]])
    value, exposure = grid.production(new_face, own, months, rate[10:11])
    price, risk = mortgage_values(rate[10:11, None], own[None], months)
    np.testing.assert_allclose(value, (price * new_face).sum(1), rtol=1e-12)
    np.testing.assert_allclose(exposure, (risk * new_face).sum(1), rtol=1e-12)

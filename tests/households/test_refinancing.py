"""What groups pay on mortgages: still rates, falling rates, rising rates, and a quarter by hand."""

import numpy as np
import pytest

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.households.refinancing import TERM_MONTHS, Vintages, average_rates, next_quarter, seasoned
from qelab.portfolio.mortgages import conditional_prepayment_rate, scheduled_share

HAZARD = np.array([1.0, 1.0, 1.0, 1.0, 0.5])


def two_worlds(start: Vintages, without, policy, hazard=HAZARD):
    return average_rates(start, np.stack([without, policy]), 4, hazard)


@pytest.fixture(scope="module")
def at_six() -> Vintages:
    return seasoned(np.full(20, 6.0), 4, HAZARD)


def test_where_rates_stand_still_everyone_pays_them(at_six):
    np.testing.assert_allclose(at_six.average_rate, 6.0)
    np.testing.assert_allclose(at_six.balance.sum(axis=-1), 1.0)
    assert at_six.balance.shape == (1, 5, 20)
    np.testing.assert_allclose(two_worlds(at_six, np.full(9, 6.0), np.full(9, 6.0)), 6.0)


def test_one_quarter_by_hand():
    """Everything owed at 6 % and 60 months old, the market at 4.5 %: the curve's speed at an incentive of 1.5."""
    one = np.ones((1, 5, 1))
    start = Vintages(balance=one, rate=np.full((1, 1), 6.0), burnout=np.ones((1, 1)), age_months=np.full(1, 60.0))
    after = next_quarter(start, np.full(1, 4.5), 3, HAZARD)
    speed = float(conditional_prepayment_rate(np.array(1.5), np.array(60.0), np.array(1.0), 8))
    schedule = float(scheduled_share(np.array(6.0), np.array(TERM_MONTHS - 60.0)))
    stays = (1 - speed) ** (1 / QUARTERS_PER_YEAR) * (1 - schedule) ** 3
    assert after.balance[0, 0].tolist() == [pytest.approx(stays), pytest.approx(1 - stays)]
    assert after.average_rate[0, 0] == pytest.approx(6.0 * stays + 4.5 * (1 - stays))
    assert after.age_months.tolist() == [63.0, 0.0]
    assert after.burnout[0, 0] < after.burnout[0, 1] == 1.0


def test_lower_rates_reach_the_bottom_half_later(at_six):
    paid = two_worlds(at_six, np.full(13, 6.0), np.append(6.0, np.full(12, 4.5)))
    saved = paid[0] - paid[1]
    assert np.all(np.diff(saved, axis=1) > 0)
    assert np.all(saved[4, 1:] < saved[3, 1:])
    np.testing.assert_allclose(saved[:4], saved[:1] * np.ones((4, 1)))
    assert 0 < saved[0, -1] < 1.5


def test_higher_rates_lock_in(at_six):
    """After three years at two points more, owners still pay far less than the market: they stay where they are."""
    paid = two_worlds(at_six, np.full(13, 6.0), np.append(6.0, np.full(12, 8.0)))
    assert 6.0 < paid[1, 0, -1] < 6.75
    down = two_worlds(at_six, np.full(13, 6.0), np.append(6.0, np.full(12, 4.0)))
    assert paid[1, 0, -1] - 6.0 < 6.0 - down[1, 0, -1]


@pytest.mark.parametrize("group", range(5))
def test_every_hazard_moves_its_group_alone(at_six, group):
    rates = (np.full(9, 6.0), np.append(6.0, np.full(8, 4.5)))
    hazard = HAZARD.copy()
    hazard[group] *= 0.8
    moved = np.abs(two_worlds(at_six, *rates, hazard)[1] - two_worlds(at_six, *rates)[1]).max(axis=1)
    assert moved[group] > 0
    assert np.delete(moved, group).max() == 0


def test_worlds_do_not_touch_each_other(at_six):
    low = np.append(6.0, np.full(8, 4.5))
    both = two_worlds(at_six, np.full(9, 6.0), low)
    np.testing.assert_array_equal(both[1], two_worlds(at_six, low, low)[0])


def test_history_leaves_its_mark():
    """Eight quarters after a fall from 7 to 4 % few still pay 7, and nobody less than 4."""
    found = seasoned(np.append(np.full(12, 7.0), np.full(8, 4.0)), 2, HAZARD)
    assert 4.0 < found.average_rate[0, 0] < found.average_rate[0, 4] < 6.0

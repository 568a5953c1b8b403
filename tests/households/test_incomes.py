"""Jobs, wages, profits and interest by group: by hand, signs, adding up, every parameter in them."""

from dataclasses import fields, replace

import numpy as np
import pytest

from qelab.households.groups import GROUPS, ByGroup
from qelab.households.incomes import (
    capital,
    earned,
    earnings_weights,
    employment_effect,
    income_bn,
    refinancing,
    wage_effect,
)
from qelab.households.parameters import CapitalIncome, Earnings, Households

ONE, CAPITAL = Earnings(), CapitalIncome()
DURATION = 7.0
QUARTERS = 9


def income(parameters: Earnings = ONE) -> np.ndarray:
    return income_bn(np.full(QUARTERS, 1000.0), parameters)


def added(parts: dict[str, np.ndarray]) -> np.ndarray:
    return np.sum(list(parts.values()), axis=0)


def jobs_and_wages(economy, parameters=ONE):
    return earned(economy, income(parameters), parameters)


def test_incomes_are_shares_of_gdp():
    np.testing.assert_allclose(income()[:, 0], 850.0 * np.array([0.08, 0.10, 0.25, 0.40, 0.17]))
    assert ONE.income_share.values.sum() == pytest.approx(1.0)


def test_the_groups_jobs_add_up_to_the_aggregate(economy):
    """One point less unemployment of 7 % is 1 / 93 more employment, over all earnings."""
    worlds = economy(unemployment=-1.0).unemployment
    by_group = employment_effect(worlds, ONE)[:, 1]
    assert earnings_weights(ONE) @ by_group == pytest.approx(1 / 93)
    assert by_group[4] / by_group[3] == pytest.approx(1.7)


def test_jobs_by_hand(economy):
    """Bottom half: 850 x 17 % x .8 earned, beta 1.7 over the mean beta, a fifth of it unemployment insurance."""
    earnings = np.array([0.08 * 0.2, 0.10 * 0.4, 0.25 * 0.6, 0.40 * 0.7, 0.17 * 0.8])
    mean = earnings @ np.array([0.2, 0.2, 0.5, 1.0, 1.7]) / earnings.sum()
    by_hand = 850 * 0.17 * 0.8 * 1.7 / mean / 93 * 0.8
    assert jobs_and_wages(economy(unemployment=-1.0))["jobs"][4, 1] == pytest.approx(by_hand)


def test_wages_rise_where_labour_is_tight_and_stop_rising(economy):
    """.3 / 4 a quarter over all earnings, a tenth of the distance lost each quarter: .075 (1 + .9 + ...)."""
    one = economy(unemployment=-1.0)
    mean = earnings_weights(ONE) @ wage_effect(one.unemployment, one.inflation_4q, ONE)
    assert 100 * mean[1] == pytest.approx(0.075)
    assert 100 * mean[8] == pytest.approx(0.075 * (1 - 0.9**8) / 0.1)
    assert mean[8] < 0.0075


def test_inflation_erodes_wages_until_they_catch_up(economy):
    """Prices one per cent higher after the first quarter, three quarters of it made good at once."""
    one = economy()
    one.inflation_4q[1, 1:5] += 1.0  # one jump of the level: out of the window after four quarters
    wage = 100 * wage_effect(one.unemployment, one.inflation_4q, ONE)
    np.testing.assert_allclose(wage[:, 1], -0.25)
    np.testing.assert_allclose(wage[:, 4], -0.25 * 0.9**3)


def test_profits_by_hand(holdings, economy):
    """Output one per cent higher: business 10 % x 1.5 % of 100 at once, dividends 2 % x 1.5 % of 100 a year later."""
    found = capital(economy(output_gap=1.0), holdings, CAPITAL, DURATION)["profits"][0]
    assert found[1] == pytest.approx(0.15)
    assert found[4] == pytest.approx(0.15)
    assert found[5] == pytest.approx(0.15 + 0.03)


def test_interest_by_hand(holdings, economy):
    """Policy rate half a point higher: .35 of it on deposits of 100, all of it on money funds of 100."""
    found = capital(economy(policy_rate=0.5), holdings, CAPITAL, DURATION)["interest"][0]
    np.testing.assert_allclose(found[1:], 0.005 * (35 + 100))


def test_coupons_follow_yields_as_bonds_mature(holdings, economy):
    """A 28th of bonds of 100 matures each quarter at a duration of seven years."""
    found = capital(economy(bond_yield=-1.0), holdings, CAPITAL, DURATION)["interest"][0]
    assert found[1] == pytest.approx(-1.0 / 28)
    assert found[2] == pytest.approx(-(1 - (27 / 28) ** 2))


def test_refinancing_by_hand(holdings):
    paid = np.stack([np.full((5, QUARTERS), 5.0), np.full((5, QUARTERS), 4.5)])
    np.testing.assert_allclose(refinancing(holdings, paid)[:, 3], 0.005 * 20 * np.arange(1, 6))


def test_the_same_worlds_earn_the_same(holdings, economy):
    parts = jobs_and_wages(economy()) | capital(economy(), holdings, CAPITAL, DURATION)
    assert max(np.abs(part).max() for part in parts.values()) == 0.0


def test_fewer_unemployed_help_the_bottom_more(economy):
    gained = added(jobs_and_wages(economy(unemployment=-1.0)))[:, 4] / income()[:, 4]
    assert np.all(np.diff(gained) > 0)  # the richest first
    lost = added(jobs_and_wages(economy(unemployment=1.0)))[:, 4] / income()[:, 4]
    assert np.all(np.diff(lost) < 0)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", ["income_share", "labour_share", "job_betas", "wage_betas"])
def test_every_share_and_beta_moves_its_group(economy, name, group):
    table: ByGroup = getattr(ONE, name)
    changed = replace(ONE, **{name: replace(table, **{group: getattr(table, group) + 0.05})})
    one, place = economy(unemployment=-1.0), GROUPS.index(group)
    moved = added(jobs_and_wages(one, changed)) - added(jobs_and_wages(one))
    assert moved[place, 2] != 0


@pytest.mark.parametrize("name", [item.name for item in fields(Earnings) if isinstance(getattr(ONE, item.name), float)])
def test_every_number_of_earnings_moves_them(economy, name):
    changed = replace(ONE, **{name: getattr(ONE, name) * 0.9})
    one = economy(unemployment=-1.0, inflation_4q=0.3)
    moved = added(jobs_and_wages(one, changed)) - added(jobs_and_wages(one))
    assert np.abs(moved[:, 5]).min() > 0


@pytest.mark.parametrize("name", [item.name for item in fields(CapitalIncome) if item.name != "source"])
def test_every_number_of_capital_income_moves_it(holdings, economy, name):
    value = getattr(CAPITAL, name)
    changed = replace(CAPITAL, **{name: value - 2 if isinstance(value, int) else value * 0.9})
    one = economy(output_gap=1.0, policy_rate=0.2, bond_yield=-0.3)
    moved = added(capital(one, holdings, changed, DURATION)) - added(capital(one, holdings, CAPITAL, DURATION))
    assert np.abs(moved).max() > 0


def test_parameters_stand_together():
    one = Households()
    assert (one.earnings, one.capital) == (ONE, CAPITAL)

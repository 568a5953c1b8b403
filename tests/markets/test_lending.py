"""Bank loans: numbers by hand, exact sums, and every assumption moves the answer."""

from dataclasses import fields, replace

import numpy as np
import pytest

from qelab.markets.lending import RANGES, BankLoans, Moved, growth_between, loan_parts

HOW = BankLoans()
LONG = 400
NOTHING = np.zeros(LONG)
STILL = Moved(policy_rate=NOTHING, yield_5y=NOTHING, mortgage_rate=NOTHING, incomes=NOTHING, reserves=NOTHING)


def total(how: BankLoans, moved: Moved):
    return np.sum(list(loan_parts(how, moved).values()), axis=0)


def test_nothing_moves_no_loan():
    assert not total(replace(HOW, reserves_response=0.4), STILL).any()


def test_a_point_less_on_all_rates_after_two_years():
    less = np.full(LONG, -1.0)
    rates = loan_parts(HOW, replace(STILL, policy_rate=less, yield_5y=less, mortgage_rate=less))
    assert rates["rates"][7] == pytest.approx(1.75 * 0.8)  # the eighth quarter, what is passed on
    assert rates["rates"][-1] == pytest.approx(1.75 * 0.8 / (1 - 0.8**8))
    assert rates["net_worth"][-1] == pytest.approx(0.12 * 8.0)  # 8 % of net worth


def test_incomes_move_loans_one_for_one_in_the_end():
    more = np.ones(LONG)
    assert loan_parts(HOW, replace(STILL, incomes=more))["demand"][[0, -1]] == pytest.approx([0.2, 1.0])


def test_reserves_move_no_loan_unless_it_is_assumed():
    more = np.full(LONG, 50.0)
    assert not total(HOW, replace(STILL, reserves=more)).any()
    assert total(replace(HOW, reserves_response=0.4), replace(STILL, reserves=more))[-1] == pytest.approx(2.0)


def test_growth_is_of_the_mean_of_both():
    found = growth_between(np.array([0.0, 100.0, 50.0, 0.0]), np.array([0.0, 300.0, 50.0, 7.0]))
    assert found == pytest.approx([0.0, 100.0, 0.0, 200.0])


def test_the_defaults_lie_within_what_is_published():
    for name, (low, high) in RANGES.items():
        assert low <= getattr(HOW, name) <= high


@pytest.mark.parametrize("name", [field.name for field in fields(BankLoans) if field.type in (float, "float")])
def test_every_assumption_moves_loans(name):
    rng = np.random.default_rng(1)
    moved = Moved(**{field.name: rng.normal(size=20) for field in fields(Moved)})
    start = replace(HOW, reserves_response=0.2)
    other = replace(start, **{name: 1.1 * getattr(start, name)})
    assert np.abs(total(start, moved) - total(other, moved)).max() > 1e-4

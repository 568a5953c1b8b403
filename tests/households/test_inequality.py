"""Shares and Gini coefficients: known distributions, published shares, signs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qelab.households.groups import POPULATION
from qelab.households.inequality import gini, gini_between_groups, pareto_tail, top_shares

FRACTIONS = np.cumsum(POPULATION.values)
# Net worth at the end of 2013, per cent of all (Distributional Financial Accounts).
NET_WORTH_2013 = np.array([12.2, 17.4, 38.6, 30.8, 1.0])[:, None]


def pareto(alpha: float) -> np.ndarray:
    """Amounts of the groups when everyone's are Pareto distributed: the top q has q^(1 - 1 / alpha)."""
    shares = FRACTIONS ** (1.0 - 1.0 / alpha)
    return np.diff(shares, prepend=0.0)[:, None]


@pytest.mark.parametrize("alpha", [1.2, 1.5, 2.0, 3.0])
def test_a_pareto_distribution_is_found_exactly(alpha):
    """Its Gini coefficient is 1 / (2 alpha - 1)."""
    assert gini(pareto(alpha))[0] == pytest.approx(1.0 / (2.0 * alpha - 1.0), abs=1e-12)
    assert pareto_tail(top_shares(pareto(alpha)))[0] == pytest.approx(alpha, abs=1e-12)


def test_equality():
    even = POPULATION.values[:, None]
    assert gini(even)[0] == pytest.approx(0.0, abs=1e-12)
    assert gini_between_groups(even)[0] == pytest.approx(0.0, abs=1e-12)


def test_between_groups_by_hand():
    """Two halves in effect: the lower half has nothing, everyone above it the same. Gini 1/2."""
    above = np.append(POPULATION.values[:4], 0.0)[:, None]
    assert gini_between_groups(above)[0] == pytest.approx(0.5, abs=1e-12)


def test_wealth_of_2013():
    """Straight lines by hand: 1 - sum of people times (share below and with the group)."""
    people, owned = [0.5, 0.4, 0.09, 0.009, 0.001], [0.01, 0.318, 0.704, 0.878, 1.0]
    by_hand = 1 - sum(p * (a + b) for p, a, b in zip(people, [0.0, *owned[:-1]], owned, strict=True))
    assert gini_between_groups(NET_WORTH_2013)[0] == pytest.approx(by_hand, abs=1e-12)
    assert by_hand < gini(NET_WORTH_2013)[0] < 0.85
    assert top_shares(NET_WORTH_2013)[:, 0] == pytest.approx([0.122, 0.296, 0.682, 0.99, 1.0])
    assert 1.4 < pareto_tail(top_shares(NET_WORTH_2013))[0] < 1.8


@given(st.floats(0.001, 0.2), st.integers(0, 3), st.integers(1, 4))
def test_a_transfer_to_a_poorer_group_lowers_it(part, giver, further):
    taker = min(giver + further, 4)
    after = NET_WORTH_2013.copy()
    after[giver] -= part
    after[taker] += part
    assert gini_between_groups(after)[0] < gini_between_groups(NET_WORTH_2013)[0]
    assert gini(after)[0] < gini(NET_WORTH_2013)[0]


def test_the_currency_does_not_matter():
    assert gini(1000.0 * NET_WORTH_2013)[0] == pytest.approx(gini(NET_WORTH_2013)[0], abs=1e-14)

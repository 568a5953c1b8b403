"""Gains by asset and group: by hand, adding up, and every holding and parameter in them."""

from dataclasses import fields, replace

import numpy as np
import pytest

from qelab.households.groups import DEBTS, GROUPS, POPULATION, ByGroup, Holdings
from qelab.households.parameters import Revaluation
from qelab.households.prices import ValueEffects
from qelab.households.revaluation import PARTS, changes, gains, share_parts

KEPT = ("benefit_pensions", "durables", "other_assets")  # no price of their own in here: real value kept


def effects(equities=0.09, houses=0.06, bonds=0.03, money=-0.01, quarters=9):
    path = np.append(0.0, np.ones(quarters - 1))
    return ValueEffects(equities=equities * path, houses=houses * path, bonds=bonds * path, money=money * path)


def total(held, moved, parameters=None):
    return np.sum(list(gains(held, moved, parameters or Revaluation()).values()), axis=0)


def test_groups_are_the_richest_first_and_make_up_everyone():
    assert GROUPS == ("top_0_1", "next_0_9", "next_9", "next_40", "bottom_50")
    assert POPULATION.values.sum() == pytest.approx(1.0, abs=1e-12)
    one = ByGroup(top_0_1=1, next_0_9=2, next_9=3, next_40=4, bottom_50=5)
    assert one.values.tolist() == [1, 2, 3, 4, 5]


def test_net_worth_is_assets_less_debts(holdings):
    np.testing.assert_allclose(holdings.net_worth[:, 0], np.arange(1, 6) * (12 * 100 - 3 * 20))


def test_by_hand(holdings):
    """The first group has 100 of each asset and owes 3 x 20."""
    found = {name: part[0, 1] for name, part in gains(holdings, effects(), Revaluation()).items()}
    assert tuple(found) == PARTS
    assert found["equities"] == pytest.approx(9.0)
    assert found["houses"] == pytest.approx(6.0)
    assert found["business"] == pytest.approx(100 * (0.2 * 0.09 + 0.6 * 0.06))
    assert found["pensions"] == pytest.approx(100 * (0.6 * 0.09 + 0.2 * 0.03 - 0.2 * 0.01))
    assert found["bonds"] == pytest.approx(3.0)
    assert found["deposits"] == pytest.approx(-4.0)  # deposits, money funds, life insurance, annuities
    assert found["debts"] == pytest.approx(0.6)


def test_holdings_before_and_what_they_gain_make_the_holdings(holdings):
    before = holdings.before(changes(effects(), Revaluation()))
    assert before.bn["equities"][0, 1] == pytest.approx(100 / 1.09)
    assert before.bn["mortgages"][0, 1] == pytest.approx(20 / 0.99)
    np.testing.assert_array_equal(before.bn["durables"], holdings.bn["durables"])
    np.testing.assert_allclose(before.net_worth + total(before, effects()), holdings.net_worth, rtol=1e-12)


def test_nothing_moves_nothing(holdings):
    none = effects(0.0, 0.0, 0.0, 0.0)
    assert np.abs(total(holdings, none)).max() == 0.0


@pytest.mark.parametrize("group", range(5))
@pytest.mark.parametrize("item", [
    "equities", "houses", "business", "contribution_pensions", "bonds", "deposits", "money_funds", "life_insurance",
    "annuities", *DEBTS, *KEPT,
])  # fmt: skip
def test_every_holding_moves_the_gain_of_its_group_alone(holdings, item, group):
    more = {name: amount.copy() for name, amount in holdings.bn.items()}
    more[item][group] *= 1.5
    changed = Holdings(bn=more)
    moved = (total(changed, effects()) - total(holdings, effects()))[:, 1]
    others = [place for place in range(5) if place != group]
    assert np.abs(moved[others]).max() == 0.0
    assert (moved[group] == 0.0) == (item in KEPT)
    assert changed.net_worth[group, 1] != holdings.net_worth[group, 1]


@pytest.mark.parametrize(
    "name", [item.name for item in fields(Revaluation) if item.name not in ("bond_duration_years", "source")]
)
def test_every_parameter_moves_the_gain(holdings, name):
    """The duration acts before, in the value of bonds."""
    changed = replace(Revaluation(), **{name: getattr(Revaluation(), name) + 0.1})
    assert np.abs(total(holdings, effects(), changed) - total(holdings, effects()))[:, 1].min() > 0


@pytest.mark.parametrize("chosen", [slice(0, 1), slice(0, 2), slice(4, 5)])
def test_parts_of_a_share_add_up(holdings, chosen):
    gained, wealth = gains(holdings, effects(), Revaluation()), holdings.net_worth
    after = wealth + np.sum(list(gained.values()), axis=0)
    moved = after[chosen].sum(axis=0) / after.sum(axis=0) - wealth[chosen].sum(axis=0) / wealth.sum(axis=0)
    np.testing.assert_allclose(sum(share_parts(gained, wealth, chosen).values()), moved, atol=1e-14)


def test_a_price_that_all_hold_alike_moves_no_share():
    held = Holdings(bn={name: np.ones(5) for name in (
        "equities", "houses", "business", "contribution_pensions", "bonds", "deposits", "money_funds", "life_insurance",
        "annuities", *DEBTS,
    )}).growing(np.ones(9))  # fmt: skip
    parts = share_parts(gains(held, effects(), Revaluation()), held.net_worth, slice(0, 1))
    assert max(np.abs(part).max() for part in parts.values()) < 1e-15

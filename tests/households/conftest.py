"""Small holdings that a reader can add up, and worlds that differ in one thing."""

import numpy as np
import pytest

from qelab.households.groups import Holdings
from qelab.households.incomes import Economy

QUARTERS = 9
ITEMS = (
    "equities", "houses", "business", "contribution_pensions", "benefit_pensions", "bonds", "deposits", "money_funds",
    "life_insurance", "annuities", "durables", "other_assets", "mortgages", "consumer_credit", "other_debts",
)  # fmt: skip


@pytest.fixture
def holdings() -> Holdings:
    """Each group holds 100, 200, ... 500 of every asset and owes a fifth as much of every debt, for nine quarters."""
    each = np.arange(1.0, 6.0) * 100.0
    debts = ("mortgages", "consumer_credit", "other_debts")
    bn = {item: each / 5 if item in debts else each for item in ITEMS}
    return Holdings(bn=bn).growing(np.ones(QUARTERS))


@pytest.fixture
def still() -> dict[str, np.ndarray]:
    """Both worlds the same: unemployment 7, inflation 2, rates 3, output at potential."""
    both = np.ones((2, QUARTERS))
    return {
        "unemployment": 7.0 * both, "output_gap": 0.0 * both, "inflation_4q": 2.0 * both, "policy_rate": 3.0 * both,
    }  # fmt: skip


@pytest.fixture
def economy(still):
    """``economy(unemployment=-1.0)``: the policy world differs by so much from the quarter after the opening on."""

    def of(bond_yield: float = 0.0, **differs: float) -> Economy:
        worlds = {name: values.copy() for name, values in still.items()}
        for name, change in differs.items():
            worlds[name][1, 1:] += change
        yields = {years: 3.0 * np.ones((2, QUARTERS)) for years in (5.0, 10.0)}
        for path in yields.values():
            path[1, 1:] += bond_yield
        return Economy(**worlds, yields=yields)

    return of

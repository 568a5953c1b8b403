"""What each group gains in dollars when prices differ: holdings times the change of their value.

Answers: who gains how much, and from which asset? dW(g) = sum over assets of holdings(g, a) times the relative change of
the value of a. Holdings are the same in both worlds, so a gain is a gain in price, not saving.

In constant purchasing power: money of fixed amount loses by what prices rise, and so do debts, to their owner's gain.
Defined-benefit entitlements, durables and other assets keep their real value.

Limits: nominal stocks that were the same at the opening stay the same; a gain that comes from a lower discount rate pays
nothing to those who never sell (Fagereng, Gomez, Gouin-Bonenfant, Holm, Moll & Natvik 2022).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.households.groups import DEBTS, Holdings
from qelab.households.parameters import Revaluation
from qelab.households.prices import ValueEffects

Array = NDArray[np.float64]
PARTS = ("equities", "houses", "business", "pensions", "bonds", "deposits", "debts")
_MONEY = ("deposits", "money_funds", "life_insurance", "annuities")


def changes(effects: ValueEffects, parameters: Revaluation) -> dict[str, Array]:
    """Relative change of value by item, (quarters,) decimals; items that keep their real value are left out."""
    rest = 1.0 - parameters.pension_equities - parameters.pension_bonds
    pensions = (
        parameters.pension_equities * effects.equities
        + parameters.pension_bonds * effects.bonds
        + rest * effects.money
    )
    business = parameters.business_equities * effects.equities + parameters.business_houses * effects.houses
    return {
        "equities": effects.equities,
        "houses": effects.houses,
        "business": business,
        "contribution_pensions": pensions,
        "bonds": effects.bonds,
        **dict.fromkeys((*_MONEY, *DEBTS), effects.money),
    }


def gains(holdings: Holdings, effects: ValueEffects, parameters: Revaluation) -> dict[str, Array]:
    """Gains by part, (groups, quarters) bn, in the purchasing power in which the holdings are stated.

    Parameters
    ----------
    holdings : (groups, quarters) bn by item, at the values without the programme
    effects : (quarters,) relative changes of values
    """
    held, change = holdings.bn, changes(effects, parameters)
    return {
        "equities": held["equities"] * change["equities"],
        "houses": held["houses"] * change["houses"],
        "business": held["business"] * change["business"],
        "pensions": held["contribution_pensions"] * change["contribution_pensions"],
        "bonds": held["bonds"] * change["bonds"],
        "deposits": _sum(held, _MONEY) * effects.money,
        "debts": -_sum(held, DEBTS) * effects.money,
    }


def _sum(held: Mapping[str, Array], items: tuple[str, ...]) -> Array:
    return np.sum([held[item] for item in items], axis=0)


def share_parts(gained: Mapping[str, Array], net_worth: Array, chosen: slice) -> dict[str, Array]:
    """Parts of the effect on some groups' share of all wealth, (quarters,); they add up to it.

    With gains dT of the chosen and dW of all, the share moves by (dT - share dW) / (W + dW), which is a sum over parts.

    Parameters
    ----------
    gained : by part, (groups, quarters) bn
    net_worth : (groups, quarters) bn, counterfactual
    chosen : groups
    """
    total = net_worth.sum(axis=0)
    share = net_worth[chosen].sum(axis=0) / total
    after = total + sum(part.sum(axis=0) for part in gained.values())
    return {
        name: (part[chosen].sum(axis=0) - share * part.sum(axis=0)) / after
        for name, part in gained.items()
    }

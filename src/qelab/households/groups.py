"""The five groups, by wealth, and what they hold.

Answers: in which order do the groups stand, how many households is each, and what does it own and owe? The order is that
of ``wealth_group`` in ``core/members.csv``, the richest first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
DEBTS = ("mortgages", "consumer_credit", "other_debts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ByGroup:
    """One number a group."""

    top_0_1: float
    next_0_9: float
    next_9: float
    next_40: float
    bottom_50: float

    @property
    def values(self) -> Array:
        """(groups,), the richest first."""
        return np.array([getattr(self, name) for name in GROUPS])


GROUPS = tuple(item.name for item in fields(ByGroup))
POPULATION = ByGroup(top_0_1=0.001, next_0_9=0.009, next_9=0.09, next_40=0.40, bottom_50=0.50)
TOP_TENTH = slice(0, 3)
BOTTOM_HALF = slice(4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What the groups own and owe, bn.

    ``bn`` maps an item to (groups,), or to (groups, quarters) where holdings grow: equities, houses, business,
    contribution_pensions, benefit_pensions, bonds, deposits, money_funds, life_insurance, annuities, durables,
    other_assets, and the debts of ``DEBTS``, positive.
    """

    bn: Mapping[str, Array]

    @property
    def net_worth(self) -> Array:
        """Assets less debts, in the shape of the items."""
        signed = [(-1.0 if item in DEBTS else 1.0) * amount for item, amount in self.bn.items()]
        return np.sum(signed, axis=0)

    def growing(self, ratio: Array) -> "Holdings":
        """The same holdings times a ratio (quarters,): (groups, quarters) each."""
        return Holdings(bn={item: amount[:, None] * ratio for item, amount in self.bn.items()})

    def before(self, changes: Mapping[str, Array]) -> "Holdings":
        """The same holdings at the values from which they changed by so much, (quarters,) decimals by item."""
        return Holdings(bn={item: amount / (1.0 + changes[item]) if item in changes else amount for item, amount in self.bn.items()})

"""The top in dollars, the bottom in per cent, and the net.

Answers: of everything a programme does to wealth and income, who gets most dollars, who gains most for what it has, and
is the sum more or less equal than before? Numbers of one quarter.

The net adds what wealth has gained to the extra income earned so far. It counts a gain in price as if it were sold; by
the flows alone the order of the groups is another, so both stand in it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR, convert

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Effects of one quarter, (groups,) each, the richest first, and what the groups have without the programme.

    ``wealth_bn`` gained, ``income_bn`` gained a year, ``earned_bn`` extra income of all quarters so far; ``own_wealth``
    and ``own_income`` (a year's) without the programme, bn.
    """

    wealth_bn: Array
    income_bn: Array
    earned_bn: Array
    own_wealth: Array
    own_income: Array

    @property
    def net_bn(self) -> Array:
        """Wealth gained and income earned so far."""
        return self.wealth_bn + self.earned_bn

    def wealth_pct(self, chosen: slice) -> float:
        """Gain of some groups together, per cent of their own wealth."""
        return _percent(self.wealth_bn[chosen], self.own_wealth[chosen])

    def income_pct(self, chosen: slice) -> float:
        """Their gain in income, per cent of their own."""
        return _percent(self.income_bn[chosen], self.own_income[chosen])

    def net_pct(self, chosen: slice) -> float:
        """Wealth and income gained, per cent of a year's own income."""
        return _percent(self.net_bn[chosen], self.own_income[chosen])

    def net_of_wealth(self, chosen: slice) -> float:
        """Wealth and income gained, per cent of own wealth."""
        return _percent(self.net_bn[chosen], self.own_wealth[chosen])

    def share_of_wealth_gain(self, chosen: slice) -> float:
        """Per cent of all dollars gained in wealth that are theirs."""
        return _percent(self.wealth_bn[chosen], self.wealth_bn)

    def share_of_net(self, chosen: slice) -> float:
        """The same of wealth and income together."""
        return _percent(self.net_bn[chosen], self.net_bn)


def _percent(amounts: Array, of: Array) -> float:
    return convert(float(amounts.sum() / of.sum()), "decimal", "percent")


def balance(wealth: Array, income: Array, quarter: int) -> Balance:
    """The balance in one quarter.

    Parameters
    ----------
    wealth : (2, groups, quarters) bn, counterfactual first, the opening quarter first
    income : (2, groups, quarters) bn a year
    quarter : position
    """
    gained = wealth[1] - wealth[0]
    more = income[1] - income[0]
    return Balance(
        wealth_bn=gained[:, quarter],
        income_bn=more[:, quarter],
        earned_bn=more[:, : quarter + 1].sum(axis=1) / QUARTERS_PER_YEAR,
        own_wealth=wealth[0, :, quarter],
        own_income=income[0, :, quarter],
    )

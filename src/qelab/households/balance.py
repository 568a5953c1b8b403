"""The top in dollars, the bottom in per cent, and the net.

Answers: of everything a programme does to wealth and income, who gets most dollars, who gains most for what it has, and
is the sum more or less equal than before? Numbers of one quarter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.households.groups import BOTTOM_HALF, TOP_TENTH

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Effects of one quarter, (groups,) each, the richest first.

    ``wealth_bn`` and ``wealth_pct`` of own wealth; ``income_pct`` of own income in the quarter; ``earned_bn`` extra
    income of all quarters so far; ``net_bn`` wealth and that income together, ``net_pct`` the same in per cent of a
    year's own income; ``wealth_share`` and ``income_share`` what the group had of all without the programme.
    """

    wealth_bn: Array
    wealth_pct: Array
    income_pct: Array
    earned_bn: Array
    net_bn: Array
    net_pct: Array
    wealth_share: Array
    income_share: Array

    @property
    def top_tenth_of_dollars(self) -> float:
        """Share of the dollar gain in wealth that goes to the top tenth."""
        return _share(self.wealth_bn, TOP_TENTH)

    @property
    def bottom_half_of_dollars(self) -> float:
        """Share of the bottom half in the same."""
        return _share(self.wealth_bn, BOTTOM_HALF)

    @property
    def top_tenth_of_net(self) -> float:
        """Share of wealth and income gained together that goes to the top tenth."""
        return _share(self.net_bn, TOP_TENTH)

    @property
    def bottom_half_of_net(self) -> float:
        """Share of the bottom half in the same."""
        return _share(self.net_bn, BOTTOM_HALF)


def _share(amounts: Array, chosen: slice) -> float:
    return float(amounts[chosen].sum() / amounts.sum())


def together(pct: Array, own: Array, chosen: slice) -> float:
    """Per cent of their own of several groups taken together; ``own`` (groups,) their wealth or income."""
    return float((pct[chosen] @ own[chosen]) / own[chosen].sum())


def balance(
    wealth: Array, gained: Mapping[str, Array], income: Array, earned: Mapping[str, Array], quarter: int
) -> Balance:
    """The balance in one quarter.

    Parameters
    ----------
    wealth, income : (groups, quarters) bn, bn a year, without the programme
    gained, earned : by part, (groups, quarters) bn, bn a year
    quarter : position
    """
    now = np.sum([part[:, quarter] for part in gained.values()], axis=0)
    flows = np.sum(list(earned.values()), axis=0)
    so_far = flows[:, : quarter + 1].sum(axis=1) / QUARTERS_PER_YEAR
    net = now + so_far
    return Balance(
        wealth_bn=now,
        wealth_pct=convert(now / wealth[:, quarter], "decimal", "percent"),
        income_pct=convert(flows[:, quarter] / income[:, quarter], "decimal", "percent"),
        earned_bn=so_far,
        net_bn=net,
        net_pct=convert(net / income[:, quarter], "decimal", "percent"),
        wealth_share=wealth[:, quarter] / wealth[:, quarter].sum(),
        income_share=income[:, quarter] / income[:, quarter].sum(),
    )

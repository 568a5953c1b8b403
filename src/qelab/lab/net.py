"""The net of a programme for households: the top in dollars, the bottom in per cent, both together."""

from qelab.core.time import Quarter
from qelab.households.balance import Balance, balance
from qelab.lab.result import Result


def net(result: Result, at: str) -> Balance:
    """Who gained what in one quarter of a result."""
    place = Quarter.parse(at) - result.quarters[0]
    return balance(result.panels["wealth_bn_by_group"], result.panels["income_bn_by_group"], place)

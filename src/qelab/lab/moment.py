"""The quarter by which a scenario is judged on the day: of several announcements, the one at which most stood announced.

Answers: which announcement do headlines, the exit table and the forecast belong to? With one or two sizes announced, and
for a run-off, it is the scenario's main announcement (the last size; of a run-off the first, which holds the plan). A
longer series ends in steps that hardly anyone was surprised by: there it is the announcement in whose quarter the
effect on the term premium, of all announcements so far, is largest.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, information_quarter
from qelab.policy.scenario import Counterfactual, Scenario

_FEW = 2
_ROUNDING = 1e-9  # in the units of public series, whose solutions are good to 1e-10


def main_quarter(scenario: Scenario, quarters: tuple[Quarter, ...], premium: NDArray[np.float64]) -> Quarter:
    """The quarter of the main announcement, or of the announcement with the largest effect.

    Parameters
    ----------
    quarters : of the run
    premium : (quarters,) effect on the ten-year term premium
    """
    sized = [
        information_quarter(item.date)
        for item in scenario.announcements
        if any(scenario.phase_size_bn(item, phase) is not None for phase in item.phases)
    ]
    known = [quarter for quarter in sized if quarters[0] <= quarter <= quarters[-1]]
    if len(sized) <= _FEW or not known or scenario.counterfactual is Counterfactual.FULL_REINVESTMENT:
        return information_quarter(scenario.main_date)
    return max(known, key=lambda quarter: abs(float(premium[quarter - quarters[0]])))


def largest(effect: NDArray[np.float64], otherwise: int) -> int:
    """Position of the largest effect in size, (quarters,); ``otherwise`` where there is none but rounding.

    >>> largest(np.array([0.0, -0.3, 0.1]), 2), largest(np.array([0.0, 1e-16, 0.0]), 2)
    (1, 2)
    """
    size = np.nan_to_num(np.abs(effect))
    return int(size.argmax()) if size.max() > _ROUNDING else otherwise

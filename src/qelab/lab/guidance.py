"""What an announcement says besides purchases: guidance on the policy rate, and how nervous markets are.

Answers: which expected path of the policy rate does guidance hold at its bound, seen from each date, and how much
stronger is the response of premia to holdings while markets are under stress?
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month, Quarter
from qelab.lab.stage import Stage
from qelab.macro import Target
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
Until = Callable[[Quarter], Month | None]


def guided(stage: Stage, until: Until) -> dict[int, tuple[Target, ...]]:
    """By date, the policy rate expected at its bound up to the quarter that guidance names.

    Anticipated policy shocks hold it there, the smallest that do; a date on which the data show the rate above its
    bound is no longer guided.

    Parameters
    ----------
    until : the month that guidance names, as known at a date, or None
    """
    found: dict[int, tuple[Target, ...]] = {}
    floor = stage.model.parameters["elb"]
    for row, date in enumerate(stage.dates):
        month = until(date)
        if month is None or month.quarter < date:
            continue
        rate = stage.data["policy_rate"][len(stage.before) + row]
        if np.isfinite(rate) and rate > stage.settings.at_bound_below:
            continue
        values = np.full(month.quarter - date + 1, floor)
        found[row] = (Target(variable="i", shock="eps_i", values=values, bound=stage.model.about.bound),)
    return found


def stress_paths(stage: Stage, scenario: Scenario, horizon: int) -> Array | float:
    """The stress index expected at each date, (dates, horizon): the laboratory's own, and the scenario's.

    A stress of the scenario fades by a constant factor a quarter, from the quarter in which it begins.
    """
    levels = np.array([scenario.stress_at(date) for date in stage.dates])
    if not levels.any():
        return stage.settings.stress
    fades = np.array([scenario.stress_fade_at(date) for date in stage.dates])
    ahead = np.arange(horizon, dtype=float)
    return np.asarray(stage.settings.stress + levels[:, None] * np.power(fades[:, None], ahead), dtype=float)

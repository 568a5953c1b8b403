"""Which plan is in force when, as seen from each information date.

Answers: at information date t, what is done in month m? For months already past, what was in force then; for
months ahead, the latest plan known at t. An announcement dated after t is invisible, so nothing up to t
depends on it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.scenario import Scenario
from qelab.portfolio.operations import Operation, Plan, plans

Array = NDArray[np.float64]
NO_PLAN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Plans, and for each information date and month the one in force (``NO_PLAN`` for none)."""

    opening: Month
    information_dates: tuple[Quarter, ...]
    plans: tuple[Plan, ...]
    in_force: NDArray[np.int64]
    in_tail: NDArray[np.bool_]

    @property
    def months(self) -> int:
        """Months on the grid."""
        return self.in_force.shape[1]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations of all plans."""
        return tuple(operation for plan in self.plans for operation in plan.operations)

    def tail_factor(self, month: int) -> Array:
        """(information dates,) monthly factor of the deviation in month ``month``, NaN outside the tail."""
        rates = np.array([plan.exit.then_x_per_quarter for plan in self.plans] + [np.nan])
        factor = rates[self.in_force[:, month]] ** (1.0 / MONTHS_PER_QUARTER)
        return np.where(self.in_tail[:, month], factor, np.nan)


def timetable(scenario: Scenario, opening: Month, information_dates: tuple[Quarter, ...]) -> Timetable:
    """Lay a scenario's announcements out over months and information dates.

    The grid reaches the end of the last information date or the start of the last tail, whichever is later.

    Raises
    ------
    QelabError QE304, QE305 : news before the opening or after the last information date
    """
    known = plans(scenario, opening)
    for plan in known:
        if Month.of_date(plan.date) <= opening:
            raise QelabError("QE304", date=str(plan.date), month=str(opening))
        if plan.known_from > information_dates[-1]:
            raise QelabError("QE305", date=str(plan.date), end=str(information_dates[-1]))
    months = max([information_dates[-1].last_month - opening] + [plan.tail_after + 1 for plan in known])
    months += -months % MONTHS_PER_QUARTER
    in_force = np.full((len(information_dates), months), NO_PLAN)
    for index, plan in enumerate(known):
        start = Month.of_date(plan.date) - opening - 1
        knows = [quarter >= plan.known_from for quarter in information_dates]
        in_force[knows, start:] = index
    tail_after = np.array([plan.tail_after for plan in known] + [months])
    return Timetable(
        opening=opening,
        information_dates=information_dates,
        plans=known,
        in_force=in_force,
        in_tail=np.arange(months)[None, :] > tail_after[in_force],
    )

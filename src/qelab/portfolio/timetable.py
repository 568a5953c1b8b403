"""Which plan is in force when, as seen from each information date.

Answers: at information date t, what is done in month m? For months already past, what was in force then; for
months ahead, the latest plan known at t. An announcement dated after t is invisible, so nothing up to t
depends on it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter, information_quarter
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.scenario import Scenario
from qelab.portfolio.operations import Operation, Plan, plans, standing_operations

Array = NDArray[np.float64]
NO_PLAN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """Plans, and for each information date and month the one in force (``NO_PLAN`` for none).

    ``standing`` are the operations under way at the opening, which the reference world follows throughout.
    """

    opening: Month
    information_dates: tuple[Quarter, ...]
    standing: tuple[Operation, ...]
    plans: tuple[Plan, ...]
    in_force: NDArray[np.int64]
    in_tail: NDArray[np.bool_]

    @property
    def months(self) -> int:
        """Months on the grid."""
        return self.in_force.shape[1]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations: those of the opening, and those of all plans."""
        return (*self.standing, *(operation for plan in self.plans for operation in plan.operations))

    @property
    def last_months(self) -> NDArray[np.int64]:
        """(information dates,) last month that a date's own plan says something about: up to its tail, and its quarter."""
        tail_after = np.array([plan.tail_after for plan in self.plans] + [-1])
        own = np.arange(len(self.information_dates)) + 1
        quarters = np.maximum(-(-(tail_after[self.in_force[:, -1]] + 1) // MONTHS_PER_QUARTER), own)
        return quarters * MONTHS_PER_QUARTER - 1

    def rows_at(self, month: int) -> slice:
        """Information dates that a month has to be projected for.

        That of its own quarter, for which it happens, and earlier ones that still look ahead to it. Later dates have
        seen it: they inherit what happened.
        """
        last = min(month // MONTHS_PER_QUARTER, len(self.information_dates) - 1)
        waiting = np.flatnonzero(self.last_months[: last + 1] >= month)
        return slice(int(waiting[0]) if len(waiting) else last, last + 1)

    def standing_share(self, position: int, month: int) -> Array:
        """(information dates,) share of an operation of the opening that goes on in the policy world, 0 to 1."""
        shares = [1.0 if month <= plan.standing[position].last else 1.0 - plan.replaced_share for plan in self.plans]
        return np.array([*shares, 1.0])[self.in_force[:, month]]

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
    QelabError QE308 : an operation of the opening begins before it
    """
    known = plans(scenario, opening)
    for date in (*(plan.date for plan in known), *(item.date for item in scenario.announcements)):
        if Month.of_date(date) <= opening:
            raise QelabError("QE304", date=str(date), month=str(opening))
        if information_quarter(date) > information_dates[-1]:
            raise QelabError("QE305", date=str(date), end=str(information_dates[-1]))
    for phase in scenario.standing.phases:
        if phase.start <= opening:
            raise QelabError("QE308", start=str(phase.start), month=str(opening))
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
        standing=standing_operations(scenario, opening),
        plans=known,
        in_force=in_force,
        in_tail=np.arange(months)[None, :] > tail_after[in_force],
    )

"""Which announcement is in force when, as seen from each information date.

Answers: at information date t, what is done in month m? For months already past, what was in force then; for
months ahead, the latest plan known at t. An announcement dated after t is invisible, so nothing up to t
depends on it. What was already expected of a programme enters as a scaled plan before its announcement.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month, Quarter, information_quarter
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR
from qelab.policy.parts import Asset, Bucket, Exit, Phase, PhaseKind, PrincipalUse
from qelab.policy.scenario import Scenario
from qelab.portfolio.bonds import LONGEST_MONTHS

Array = NDArray[np.float64]
NO_PLAN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A phase on the month grid: months 0, 1, ... after the opening, both ends included.

    ``size_bn`` total envelope (sales negative), ``cap_bn`` per month; NaN where it does not apply.
    """

    kind: PhaseKind
    asset: Asset
    first: int
    last: int
    size_bn: float
    cap_bn: float
    into: PrincipalUse | None
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An announcement on the month grid; ``known_from`` is the first quarter that knows it."""

    date: dt.date
    known_from: Quarter
    operations: tuple[Operation, ...]
    exit: Exit
    tail_after: int


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
    QelabError QE304, QE305 : an announcement before the opening or after the last information date
    """
    plans = tuple(_plans(scenario, opening, information_dates))
    last_information = information_dates[-1].last_month - opening
    months = max([last_information] + [plan.tail_after + MONTHS_PER_QUARTER for plan in plans])
    months += -months % MONTHS_PER_QUARTER
    in_force = np.full((len(information_dates), months), NO_PLAN)
    in_tail = np.zeros(in_force.shape, dtype=bool)
    for row, quarter in enumerate(information_dates):
        for index, plan in enumerate(plans):
            if plan.known_from <= quarter:
                in_force[row, Month.of_date(plan.date) - opening - 1 :] = index
        for index, plan in enumerate(plans):
            steps = np.arange(months)
            in_tail[row] |= (in_force[row] == index) & (steps > plan.tail_after)
    return Timetable(
        opening=opening, information_dates=information_dates, plans=plans, in_force=in_force, in_tail=in_tail
    )


def _plans(scenario: Scenario, opening: Month, information_dates: tuple[Quarter, ...]) -> list[Plan]:
    plans: list[Plan] = []
    for announcement in scenario.announcements:
        if Month.of_date(announcement.date) <= opening:
            raise QelabError("QE304", date=str(announcement.date), month=str(opening))
        if information_quarter(announcement.date) > information_dates[-1]:
            raise QelabError("QE305", date=str(announcement.date), end=str(information_dates[-1]))
        sizes = [scenario.phase_size_bn(announcement, phase) for phase in announcement.phases]
        operations = [
            _operation(phase, size, opening) for phase, size in zip(announcement.phases, sizes, strict=True)
        ]
        before = announcement.already_expected
        if before is not None and before.share > 0:
            expected = tuple(_scaled(operation, before.share) for operation in operations)
            if Month.of_date(before.since) <= opening:
                raise QelabError("QE304", date=str(before.since), month=str(opening))
            plans.append(_plan(before.since, expected, announcement.exit, opening))
        plans.append(_plan(announcement.date, tuple(operations), announcement.exit, opening))
    return plans


def _plan(date: dt.date, operations: tuple[Operation, ...], exit_: Exit, opening: Month) -> Plan:
    dated = [operation.last for operation in operations if operation.last < _OPEN_END]
    start = Month.of_date(date) - opening - 2  # the month before the announcement, on the grid
    return Plan(
        date=date,
        known_from=information_quarter(date),
        operations=operations,
        exit=exit_,
        tail_after=max([*dated, start]) + MONTHS_PER_QUARTER * exit_.hold_quarters,
    )


_OPEN_END = 10**6


def _operation(phase: Phase, size: float | None, opening: Month) -> Operation:
    sign = -1.0 if phase.kind is PhaseKind.SELL else 1.0
    traded = phase.kind in (PhaseKind.PURCHASE, PhaseKind.SELL)
    return Operation(
        kind=phase.kind,
        asset=phase.asset,
        first=phase.start - opening - 1,
        last=_OPEN_END if phase.end is None else phase.end - opening - 1,
        size_bn=sign * (size or 0.0) if traded else np.nan,
        cap_bn=np.nan if phase.cap_bn_per_month is None else phase.cap_bn_per_month,
        into=phase.into,
        buckets=phase.buckets,
    )


def _scaled(operation: Operation, share: float) -> Operation:
    return Operation(
        kind=operation.kind, asset=operation.asset, first=operation.first, last=operation.last,
        size_bn=operation.size_bn * share, cap_bn=operation.cap_bn * share, into=operation.into,
        buckets=operation.buckets,
    )  # fmt: skip


def maturity_weights(buckets: tuple[Bucket, ...], profile: Array) -> Array:
    """Shares by remaining month, (361,), summing to 1.

    Within a bucket the amount follows ``profile`` (what is held at the opening, by remaining month, as a proxy
    of what trades), or is even where nothing is held. The same weights serve purchases and sales, so that a
    sale is exactly a purchase with the other sign.
    """
    weights = np.zeros(LONGEST_MONTHS + 1)
    for bucket in buckets:
        first = max(1, round(bucket.from_years * MONTHS_PER_YEAR) + (bucket.from_years > 0))
        cells = slice(first, round(bucket.to_years * MONTHS_PER_YEAR) + 1)
        shape = profile[cells] if profile[cells].sum() > 0 else np.ones_like(profile[cells])
        weights[cells] += bucket.share * shape / shape.sum()
    return weights / weights.sum()

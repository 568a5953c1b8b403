"""Announced phases as operations on the month grid, and what a later announcement does to earlier ones.

Answers: which purchases, sales, run-offs and reinvestments does a plan contain, month by month? An announcement
replaces the earlier phases that its own supersede (same kind, an asset in common) from the month in which its own
begin; all others go on. A size is a total envelope: what the superseded phases have traded by then counts.
"""

import datetime as dt
from dataclasses import dataclass, replace

from qelab.core.time import Month, Quarter, information_quarter
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.parts import Announcement, Asset, Bucket, Exit, Phase, PhaseKind, PrincipalUse, supersedes
from qelab.policy.scenario import Scenario

OPEN_END = 10**6
_TRADED = (PhaseKind.PURCHASE, PhaseKind.SELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A phase on the grid: months 0, 1, ... after the opening, ``first`` and ``last`` included.

    ``amount_bn`` traded in each month (sales negative), 0 where nothing is; ``cap_bn`` per month for a run-off.
    """

    phase: Phase
    first: int
    last: int
    amount_bn: float = 0.0
    cap_bn: float = 0.0

    @property
    def kind(self) -> PhaseKind:
        return self.phase.kind

    @property
    def asset(self) -> Asset:
        return self.phase.asset

    @property
    def into(self) -> PrincipalUse | None:
        return self.phase.into

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        return self.phase.buckets

    @property
    def acts(self) -> bool:
        """Whether anything can happen under it: an operation of size zero holds up no exit."""
        return self.kind is PhaseKind.REINVEST or self.amount_bn != 0 or self.cap_bn > 0

    def months_before(self, month: int) -> int:
        """Months of this operation that lie before ``month``."""
        return max(0, min(self.last, month - 1) - self.first + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an announcement leaves in force; ``known_from`` is the first quarter that knows it.

    ``tail_after`` is the last month before the expected exit's decline.
    """

    date: dt.date
    known_from: Quarter
    operations: tuple[Operation, ...]
    exit: Exit
    tail_after: int

    def active(self, month: int, *kinds: PhaseKind) -> list[Operation]:
        """Operations of these kinds under way in a month."""
        return [item for item in self.operations if item.kind in kinds and item.first <= month <= item.last]


def plans(scenario: Scenario, opening: Month) -> tuple[Plan, ...]:
    """The plans of a scenario by date; what was already expected enters as a scaled plan of its own."""
    found: list[Plan] = []
    in_force: tuple[Operation, ...] = ()
    for announcement in scenario.announcements:
        new = _operations(scenario, announcement, opening, in_force)
        in_force = (*_kept(in_force, new), *new)
        before = announcement.already_expected
        if before is not None and before.share > 0:
            expected = tuple(_scaled(operation, before.share) for operation in in_force)
            found.append(_plan(before.since, expected, announcement.exit, opening))
        found.append(_plan(announcement.date, in_force, announcement.exit, opening))
    return tuple(found)


def _operations(
    scenario: Scenario, announcement: Announcement, opening: Month, earlier: tuple[Operation, ...]
) -> tuple[Operation, ...]:
    """An announcement's own phases, with what superseded ones traded counted towards their envelopes."""
    phases = sorted(announcement.phases, key=lambda phase: phase.start)
    spent: dict[tuple[PhaseKind, Asset], float] = {}
    result = []
    for phase in phases:
        first = phase.start - opening - 1
        last = OPEN_END if phase.end is None else phase.end - opening - 1
        if phase.kind not in _TRADED:
            result.append(Operation(phase=phase, first=first, last=last, cap_bn=phase.cap_bn_per_month or 0.0))
            continue
        key = (phase.kind, phase.asset)
        if key not in spent:
            spent[key] = sum(
                abs(old.amount_bn) * old.months_before(first) for old in earlier if supersedes(phase, old.phase)
            )
        envelope = scenario.phase_size_bn(announcement, phase) or 0.0
        left = max(0.0, envelope - spent[key])
        spent[key] = max(0.0, spent[key] - envelope)
        sign = -1.0 if phase.kind is PhaseKind.SELL else 1.0
        result.append(Operation(phase=phase, first=first, last=last, amount_bn=sign * left / (last - first + 1)))
    return tuple(result)


def _kept(earlier: tuple[Operation, ...], new: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Earlier operations that go on, cut where a new one supersedes them."""
    kept = []
    for old in earlier:
        starts = [item.first for item in new if supersedes(item.phase, old.phase)]
        last = min([old.last, *(start - 1 for start in starts)])
        if last >= old.first:
            kept.append(replace(old, last=last))
    return tuple(kept)


def _plan(date: dt.date, operations: tuple[Operation, ...], exit_: Exit, opening: Month) -> Plan:
    before = Month.of_date(date) - opening - 2  # the month before the announcement, on the grid
    dated = [operation.last for operation in operations if operation.last < OPEN_END and operation.acts]
    return Plan(
        date=date,
        known_from=information_quarter(date),
        operations=operations,
        exit=exit_,
        tail_after=max([before, *dated]) + MONTHS_PER_QUARTER * exit_.hold_quarters,
    )


def _scaled(operation: Operation, share: float) -> Operation:
    return replace(operation, amount_bn=operation.amount_bn * share, cap_bn=operation.cap_bn * share)

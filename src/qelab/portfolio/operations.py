"""Announced phases as operations on the month grid, and what a later announcement does to earlier ones.

Answers: which purchases, sales, run-offs and reinvestments does a plan contain, month by month? An announcement
replaces the earlier phases that its own supersede (same kind, an asset in common, trades only those of the same
programme) from the month in which its own begin; all others go on. A size is a total envelope: what the superseded
phases have traded by then counts. Operations that stand at the opening go on in the reference world as planned.
"""

import datetime as dt
from dataclasses import dataclass, replace

from qelab.core.time import Month, Quarter, information_quarter
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.parts import (
    TRADED,
    Announcement,
    Asset,
    Bucket,
    Exit,
    Phase,
    PhaseKind,
    PrincipalUse,
    supersedes,
)
from qelab.policy.scenario import Scenario

OPEN_END = 10**6
# What runs off first under a cap, and what a reinvestment takes, by the asset that a phase names.
RUN_OFF_ORDER = {
    Asset.SECURITIES: ("mbs", "agency", "coupons", "bills"),
    Asset.AGENCY_MBS: ("mbs",),
    Asset.AGENCY_DEBT: ("agency",),
    Asset.TREASURY: ("coupons", "bills"),
}
REINVESTED = {
    Asset.SECURITIES: ("mbs", "agency"),
    Asset.AGENCY_MBS: ("mbs",),
    Asset.AGENCY_DEBT: ("agency",),
}
# Before any exit is announced there is no deviation to shrink.
_NO_EXIT = Exit(hold_quarters=0, then_x_per_quarter=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A phase on the grid: months 0, 1, ... after the opening, ``first`` and ``last`` included.

    ``amount_bn`` traded in each month (sales negative), 0 where nothing is; ``cap_bn`` per month for a run-off;
    ``envelope_bn`` by which a reduction lowers the stock in all its months, None for as much as matures.
    ``stands`` marks an operation under way at the opening, in both worlds.
    """

    phase: Phase
    programme: str
    stands: bool = False
    first: int
    last: int
    amount_bn: float = 0.0
    cap_bn: float = 0.0
    envelope_bn: float | None = None

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
        passive = self.kind is PhaseKind.REDUCE and self.envelope_bn is None
        return self.kind is PhaseKind.REINVEST or passive or any((self.amount_bn, self.cap_bn, self.envelope_bn))

    @property
    def planned_last(self) -> int:
        """Last month as announced, whatever has cut it short since."""
        return OPEN_END if self.phase.months is None else self.first + self.phase.months - 1

    def months_before(self, month: int) -> int:
        """Months of this operation that lie before ``month``."""
        return max(0, min(self.last, month - 1) - self.first + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an announcement leaves in force; ``known_from`` is the first quarter that knows it.

    ``operations`` are the announced ones; ``standing`` those of the opening, cut where the plan replaces them (with
    ``replaced_share`` below 1 the rest of it goes on). ``tail_after`` is the last month before the expected exit's
    decline.
    """

    date: dt.date
    known_from: Quarter
    operations: tuple[Operation, ...]
    exit: Exit
    tail_after: int
    standing: tuple[Operation, ...] = ()
    replaced_share: float = 1.0

    def active(self, month: int, *kinds: PhaseKind) -> list[Operation]:
        """Operations of these kinds under way in a month."""
        return [item for item in self.operations if item.kind in kinds and item.first <= month <= item.last]


def standing_operations(scenario: Scenario, opening: Month) -> tuple[Operation, ...]:
    """What is under way at the opening, as planned before any announcement."""
    standing = scenario.standing
    return tuple(_operation(phase, standing.programme, opening, phase.size_bn, stands=True) for phase in standing.phases)


def plans(scenario: Scenario, opening: Month) -> tuple[Plan, ...]:
    """The plans of a scenario by date; what was already expected enters as a scaled plan of its own.

    An announcement that concerns neither the portfolio nor its exit leaves the plan as it is.
    """
    found: list[Plan] = []
    in_force: tuple[Operation, ...] = ()
    at_opening = standing = standing_operations(scenario, opening)
    exit_ = _NO_EXIT
    for announcement in scenario.announcements:
        if not announcement.moves_the_portfolio:
            continue
        new = _operations(scenario, announcement, opening, (*standing, *in_force))
        in_force = (*(old for old in _cut(in_force, new) if old.last >= old.first), *new)
        standing, exit_ = _cut(standing, new), announcement.exit or exit_
        before = announcement.already_expected
        if before is not None and before.share > 0:
            expected = tuple(_scaled(operation, before.share) for operation in in_force)
            plan = _plan(before.since, expected, exit_, opening, at_opening, standing)
            found.append(replace(plan, replaced_share=before.share))
        found.append(_plan(announcement.date, in_force, exit_, opening, at_opening, standing))
    return tuple(found)


def _operation(phase: Phase, programme: str, opening: Month, size_bn: float | None, *, stands: bool = False) -> Operation:
    """A phase on the grid, its trades even over its months."""
    first = phase.start - opening - 1
    last = OPEN_END if phase.end is None else phase.end - opening - 1
    sign = -1.0 if phase.kind is PhaseKind.SELL else 1.0
    amount = sign * (size_bn or 0.0) / (last - first + 1) if phase.kind in TRADED else 0.0
    return Operation(
        phase=phase, programme=programme, stands=stands, first=first, last=last, amount_bn=amount,
        cap_bn=phase.cap_bn_per_month or 0.0,
        envelope_bn=phase.size_bn if phase.kind is PhaseKind.REDUCE else None,
    )  # fmt: skip


def _operations(
    scenario: Scenario, announcement: Announcement, opening: Month, earlier: tuple[Operation, ...]
) -> tuple[Operation, ...]:
    """An announcement's own phases, with what superseded ones traded counted towards their envelopes."""
    programme = scenario.programme_of(announcement)
    phases = sorted(announcement.phases, key=lambda phase: phase.start)
    spent: dict[tuple[PhaseKind, Asset], float] = {}
    result = []
    for phase in phases:
        if phase.kind not in TRADED:
            result.append(_operation(phase, programme, opening, None))
            continue
        key, first = (phase.kind, phase.asset), phase.start - opening - 1
        if key not in spent:
            spent[key] = sum(
                abs(old.amount_bn) * old.months_before(first)
                for old in earlier
                if supersedes(phase, old.phase, same_programme=old.programme == programme)
            )
        envelope = scenario.phase_size_bn(announcement, phase) or 0.0
        result.append(_operation(phase, programme, opening, max(0.0, envelope - spent[key])))
        spent[key] = max(0.0, spent[key] - envelope)
    return tuple(result)


def _cut(earlier: tuple[Operation, ...], new: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Earlier operations, ended where a new one supersedes them (before their first month: not at all)."""
    return tuple(
        replace(old, last=min([old.last, *(item.first - 1 for item in new if _replaces(item, old))])) for old in earlier
    )


def _replaces(new: Operation, old: Operation) -> bool:
    return supersedes(new.phase, old.phase, same_programme=new.programme == old.programme)


def _plan(
    date: dt.date, operations: tuple[Operation, ...], exit_: Exit, opening: Month,
    at_opening: tuple[Operation, ...], standing: tuple[Operation, ...],
) -> Plan:  # fmt: skip
    """The exit follows the last dated operation of the plan, and the last of the opening's that it replaces."""
    before = Month.of_date(date) - opening - 2  # the month before the announcement, on the grid
    replaced = [old for old, now in zip(at_opening, standing, strict=True) if now.last < old.last]
    dated = [item.last for item in (*operations, *replaced) if item.last < OPEN_END and item.acts]
    return Plan(
        date=date,
        known_from=information_quarter(date),
        operations=operations,
        exit=exit_,
        tail_after=max([before, *dated]) + MONTHS_PER_QUARTER * exit_.hold_quarters,
        standing=standing,
    )


def _scaled(operation: Operation, share: float) -> Operation:
    envelope = None if operation.envelope_bn is None else operation.envelope_bn * share
    return replace(
        operation, amount_bn=operation.amount_bn * share, cap_bn=operation.cap_bn * share, envelope_bn=envelope
    )

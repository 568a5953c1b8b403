"""The programme as it happens: which operations are under way in a month.

Answers: of all plans and what stands at the opening, what does the desk do now? In each month it follows the plan
that is in force in that month's quarter. There is no expected tail: after the last dated phase principal is reinvested
as the open-ended phases and the standing policy say.
"""

from dataclasses import dataclass

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.policy.parts import Asset, PhaseKind, PrincipalUse, Standing
from qelab.portfolio.operations import Operation
from qelab.portfolio.timetable import NO_PLAN, Timetable

Shared = tuple[tuple[Operation, float], ...]  # operations with the share of each that goes on, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """Operations of one month."""

    run_off: Shared = ()
    reduce: Shared = ()
    reinvest: Shared = ()
    trades: Shared = ()

    @classmethod
    def of(cls, found: list[tuple[Operation, float]]) -> "Underway":
        """Operations by what they do."""

        def kinds(*wanted: PhaseKind) -> Shared:
            return tuple(
                (operation, share) for operation, share in found if operation.kind in wanted and share > 0
            )

        return cls(
            run_off=kinds(PhaseKind.RUN_OFF), reduce=kinds(PhaseKind.REDUCE), reinvest=kinds(PhaseKind.REINVEST),
            trades=kinds(PhaseKind.PURCHASE, PhaseKind.SELL, PhaseKind.REDUCE),
        )  # fmt: skip

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All of them."""
        return tuple(operation for operation, _ in (*self.run_off, *self.reinvest, *self.trades))


# Months in which MBS may be bought, by how far their borrowers' rate lies above the mortgage rate, percentage points.
MbsPurchases = dict[float, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What is done in each month after the desk's opening, and the standing use of agency principal.

    ``offset``: months by which the desk begins after the opening from which operations count theirs.
    """

    standing: Standing
    months: tuple[Underway, ...]
    offset: int = 0

    @property
    def operations(self) -> tuple[Operation, ...]:
        """All operations, each once."""
        found = {id(operation): operation for month in self.months for operation in month.operations}
        return tuple(found.values())

    def mbs_purchases(self, *, into_mbs_after_stop: bool) -> MbsPurchases:
        """When MBS may be bought, outright or with principal."""
        found: dict[float, set[int]] = {}
        stands = self.standing.agency_principal_into is PrincipalUse.AGENCY_MBS
        for month, underway in enumerate(self.months):
            reinvested = [operation.into for operation, _ in underway.reinvest]
            if into_mbs_after_stop or stands or PrincipalUse.AGENCY_MBS in reinvested:
                found.setdefault(0.0, set()).add(month)
            for operation, _ in underway.trades:
                if operation.kind is PhaseKind.PURCHASE and operation.asset is Asset.AGENCY_MBS:
                    found.setdefault(operation.phase.coupon_above_current or 0.0, set()).add(month)
        return {above: frozenset(months) for above, months in found.items()}


def as_it_happens(table: Timetable, standing: Standing, months: int, offset: int = 0) -> Programme:
    """The operations of ``months`` months, the first ``offset`` of the timetable left out.

    Limits: a reduction that has begun by then begins anew.
    """
    when = range(offset, offset + months)
    return Programme(
        standing=standing, months=tuple(_underway(table, month) for month in when), offset=offset
    )


def without_programme(table: Timetable, standing: Standing, months: int, offset: int = 0) -> Programme:
    """What stands at the opening alone: the reference of the laboratory."""
    found = [
        Underway.of([(one, 1.0) for one in table.standing if one.first <= month <= one.last])
        for month in range(offset, offset + months)
    ]
    return Programme(standing=standing, months=tuple(found), offset=offset)


def _underway(table: Timetable, month: int) -> Underway:
    row = min(month // MONTHS_PER_QUARTER, len(table.information_dates) - 1)
    found = [
        (operation, float(table.standing_share(position, month)[row]))
        for position, operation in enumerate(table.standing)
        if operation.first <= month <= operation.last
    ]
    plan = table.in_force[row, month]
    if plan != NO_PLAN:
        found += [(operation, 1.0) for operation in table.plans[plan].active(month, *PhaseKind)]
    return Underway.of(found)

"""The portfolio of a run as it happened, month by month: what each quarter's own information set saw of its months.

Answers: which of a projection's numbers came true? Expectations are left out.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.lab.pipeline import Run
from qelab.lab.world import monthly_inputs
from qelab.policy.parts import PhaseKind
from qelab.portfolio.projection import PROGRAMME, REFERENCE, Projection

Integers = NDArray[np.int64]
SELLING = (PhaseKind.SELL, PhaseKind.REDUCE)


def months_of(projection: Projection) -> tuple[Integers, Integers]:
    """Information date and month of the grid, (months,) each, under which every month of the run happened."""
    steps = np.arange(len(projection.happened))
    return steps // MONTHS_PER_QUARTER, steps


def sales_of(projection: Projection) -> NDArray[np.bool_]:
    """Months in which something may be sold outright, (2 worlds, months), whatever is bought in them.

    The expected exit lets securities mature; it sells nothing.
    """
    table = projection.timetable
    rows, steps = months_of(projection)
    selling = np.zeros((2, len(steps)), dtype=bool)
    for row, month in zip(rows.tolist(), steps.tolist(), strict=True):
        for position, operation in enumerate(table.standing):
            if operation.kind in SELLING and operation.acts and operation.first <= month <= operation.last:
                selling[REFERENCE, month] = True
                selling[PROGRAMME, month] |= bool(table.standing_share(position, month)[row] > 0)
        plan = int(table.in_force[row, month])
        if plan >= 0 and not table.in_tail[row, month]:
            selling[PROGRAMME, month] |= any(item.acts for item in table.plans[plan].active(month, *SELLING))
    return selling


def mortgage_rate_of(run: Run) -> NDArray[np.float64]:
    """The mortgage rate at which the portfolio of each world repaid, (2, months) percent."""
    settled = run.settled
    projection = settled.portfolio.projection
    worlds = (settled.counterfactual, settled.programme)
    months = projection.timetable.months
    seen = np.stack([monthly_inputs(run.stage, world, settled.anchor, months)[0] for world in worlds])
    rows, steps = months_of(projection)
    return seen[:, rows, steps]

"""The portfolio of a run as it happened, month by month: what each quarter's own information set saw of its months.

Answers: which of a projection's numbers came true? Expectations are left out.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.lab.pipeline import Run
from qelab.lab.world import monthly_inputs
from qelab.portfolio.projection import OUTRIGHT, Projection

Integers = NDArray[np.int64]


def months_of(projection: Projection) -> tuple[Integers, Integers]:
    """Information date and month of the grid, (months,) each, under which every month of the run happened."""
    steps = np.arange(len(projection.happened))
    return steps // MONTHS_PER_QUARTER, steps


def sales_of(projection: Projection) -> NDArray[np.bool_]:
    """Months in which something was sold outright, (2 worlds, months); the expected exit lets securities mature."""
    rows, steps = months_of(projection)
    traded = [getattr(projection.flows, name)[:, rows, steps] for name in OUTRIGHT]
    return (np.min(traded, axis=0) < 0) & ~projection.timetable.in_tail[rows, steps]


def mortgage_rate_of(run: Run) -> NDArray[np.float64]:
    """The mortgage rate at which the portfolio of each world repaid, (2, months) percent."""
    settled = run.settled
    projection = settled.portfolio.projection
    worlds = (settled.counterfactual, settled.programme)
    months = projection.timetable.months
    seen = np.stack([monthly_inputs(run.stage, world, settled.anchor, months)[0] for world in worlds])
    rows, steps = months_of(projection)
    return seen[:, rows, steps]

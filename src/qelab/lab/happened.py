"""The portfolio of a run as it happened, month by month: what each quarter's own information set saw of its months.

Answers: which holdings stood at the end of a month once all news up to then was known? Expectations are left out.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.lab.pipeline import Run
from qelab.lab.world import monthly_inputs
from qelab.portfolio.projection import Watch, project
from qelab.portfolio.timetable import Timetable

Integers = NDArray[np.int64]


def as_it_happened(run: Run, watch: Watch) -> None:
    """Project the portfolio once more, as its last information date sees it: all that is past has happened."""
    stage, settled = run.stage, run.settled
    table = _at_last_date(settled.portfolio.projection.timetable)
    rate = mortgage_rate(run)[:, -1:]
    gdp = settled.portfolio.gdp_bn[1, -1:]
    growth = gdp / np.concatenate([gdp[:, :1], gdp[:, :-1]], axis=1)
    project(stage.opening.holdings, stage.scenario.standing, table, rate, growth, stage.valuation, watch)


def mortgage_rate(run: Run) -> NDArray[np.float64]:
    """The mortgage rate that the portfolio of each world repays at, (2, dates, months of the grid) percent."""
    settled = run.settled
    months = settled.portfolio.projection.timetable.months
    worlds = (settled.counterfactual, settled.programme)
    return np.stack([monthly_inputs(run.stage, world, settled.anchor, months)[0] for world in worlds])


def months_of(run: Run) -> tuple[Integers, Integers]:
    """Information date and month of the grid, (months,) each, under which every month of the run happened."""
    steps = np.arange(len(run.stage.dates) * MONTHS_PER_QUARTER)
    return steps // MONTHS_PER_QUARTER, steps


def _at_last_date(table: Timetable) -> Timetable:
    return replace(
        table,
        information_dates=table.information_dates[-1:],
        in_force=table.in_force[-1:],
        in_tail=table.in_tail[-1:],
    )

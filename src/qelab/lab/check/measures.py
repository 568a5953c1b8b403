"""How numbers are taken from a run: at the announcement, at the peak, as a revision of what was expected."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter, information_quarter
from qelab.core.units import MONTHS_PER_QUARTER, convert
from qelab.lab.pipeline import Run
from qelab.lab.result import Result
from qelab.policy.parts import Announcement

Array = NDArray[np.float64]


def peak(values: Array) -> float:
    """The value that is largest in size, with its sign."""
    return float(values[np.abs(values).argmax()])


def in_bp(value: float) -> float:
    """Percentage points as basis points."""
    return float(convert(value, "percentage points", "bp"))


def at_announcement(result: Result, name: str) -> float:
    """Effect on a series in the quarter of the first news, in the series' unit."""
    return float(result.values(name)[result.announcement() - result.quarters[0]])


def effect_in(result: Result, name: str, quarter: Quarter) -> float:
    """Effect on a series in one quarter."""
    return float(result.values(name)[quarter - result.quarters[0]])


def news_quarters(run: Run, announcements: Collection[Announcement]) -> tuple[Quarter, ...]:
    """The quarters in which these announcements were made, or leaked, in order."""
    quarters: set[Quarter] = set()
    for announcement in announcements:
        quarters.add(information_quarter(announcement.date))
        if announcement.already_expected is not None:
            quarters.add(information_quarter(announcement.already_expected.since))
    return tuple(sorted(quarter for quarter in quarters if quarter in run.stage.dates))


def revision(run: Run, variable: str, quarter: Quarter) -> float:
    """Effect of a quarter's news: the variable's effect now, less what was expected of it a quarter ago.

    Percentage points for rates. At the first date nothing had been expected.
    """
    row = quarter - run.stage.dates[0]
    column = run.stage.model.index(variable)
    settled = run.settled
    effect = settled.programme.sequence.expected - settled.counterfactual.sequence.expected
    before = effect[row - 1, 1, column] if row else 0.0
    return float(effect[row, 0, column] - before)


def revision_by_hand(run: Run, quarter: Quarter) -> float:
    """The ten-year term premium's revision from the revision of expected holdings alone, percentage points.

    TP = -lambda * (1 - delta) * sum of delta^j E X(t + j), summed here without the model's file or its solver.
    """
    settings = run.stage.settings
    delta = run.stage.model.parameters["delta10"]
    row = quarter - run.stage.dates[0]
    held = run.settled.holdings_pct_gdp
    now = held[row, : held.shape[1] - row]  # all dates see to the same calendar quarter
    before = held[row - 1, 1 : held.shape[1] - row + 1] if row else np.zeros_like(now)
    weights = (1 - delta) * delta ** np.arange(len(now))
    return -float(settings.elasticity.at(settings.stress)) * float(weights @ (now - before))


def monthly(run: Run, world: int) -> Array:
    """Par by month and bucket as it happened, (months, buckets), bn: each month as seen from its own quarter."""
    months = np.arange(len(run.stage.dates) * MONTHS_PER_QUARTER)
    return run.settled.portfolio.projection.par_bn[world, months // MONTHS_PER_QUARTER, months]

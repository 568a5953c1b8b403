"""Months out of quarters: the economy speaks of quarters, interest and losses fall due by the month.

Answers: which monthly path has exactly these quarterly means, or goes through these ends of quarters? The month in
which losses begin depends on it. No month depends on a later quarter: what is announced later cannot have acted before.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER

Array = NDArray[np.float64]
# Prices of three months before index TIPS: the growth of a month is that of prices two months earlier.
# 31 CFR 356, appendix B: the reference index of the first of a month is that of the third month before.
INDEXATION_LAG_MONTHS = 2


def monthly_from_quarterly_means(means: Array, before: Array | float | None = None) -> Array:
    """Monthly path whose mean over each quarter is given, exactly, and which knows nothing of later quarters.

    Within a quarter the path is linear and goes on as the mean has moved since the quarter before; where that would take
    a positive mean below zero it is flatter.

    Parameters
    ----------
    means : (..., quarters)
    before : (...) mean of the quarter before the first, where it is known

    Returns
    -------
    (..., months), three for each quarter

    Limits: where rates stop rising, the quarter in which they do overshoots by a third of the step.
    """
    means = np.asarray(means, dtype=np.float64)
    start = means[..., :1] if before is None else np.asarray(before, dtype=np.float64)[..., None]
    start = np.broadcast_to(start, means[..., :1].shape)
    slope = np.diff(means, axis=-1, prepend=start) / MONTHS_PER_QUARTER
    slope = np.where(means > 0, np.clip(slope, -np.abs(means), np.abs(means)), slope)
    months = means[..., None] + slope[..., None] * np.array([-1.0, 0.0, 1.0])
    return months.reshape(*means.shape[:-1], -1)


def monthly_from_quarter_ends(ends: Array, opening: Array | float) -> Array:
    """Monthly path through the values at the ends of quarters, linear between them.

    Parameters
    ----------
    ends : (..., quarters)
    opening : (...) value at the end of the quarter before the first

    Returns
    -------
    (..., months), three for each quarter
    """
    ends = np.asarray(ends, dtype=np.float64)
    start = np.broadcast_to(np.asarray(opening, dtype=np.float64), ends.shape[:-1])[..., None]
    before = np.concatenate([start, ends[..., :-1]], axis=-1)
    share = np.arange(1, MONTHS_PER_QUARTER + 1) / MONTHS_PER_QUARTER
    months = before[..., None] + (ends - before)[..., None] * share
    return months.reshape(*ends.shape[:-1], -1)


def indexation(quarterly_index: Array, before: Array | float | None = None) -> Array:
    """Ratio by which the principal of TIPS grows in each month, from quarterly means of a price index.

    Parameters
    ----------
    quarterly_index : (..., 1 + quarters) means of the index, the quarter before the first included
    before : (...) mean of the quarter before that, where it is known

    Returns
    -------
    (..., months) of the quarters after the first, lag applied

    Limits: seasonally adjusted means stand for the unadjusted monthly index that the law uses.
    """
    log = monthly_from_quarterly_means(np.log(quarterly_index), None if before is None else np.log(before))
    growth = np.exp(np.diff(log, axis=-1))
    first = MONTHS_PER_QUARTER - INDEXATION_LAG_MONTHS - 1
    return growth[..., first : first + log.shape[-1] - MONTHS_PER_QUARTER]

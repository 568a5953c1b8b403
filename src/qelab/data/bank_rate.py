"""Bank Rate, the policy rate of the Bank of England, by day of change.

Answers: what was its mean in October 2016, and until when is it known? The table ``reference/bank_rate.csv`` holds the
decisions; between two of them the rate stands, after the last one nothing is known.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.tables import read_table
from qelab.core.time import Month

FILE = Path(__file__).parent / "reference" / "bank_rate.csv"
_COLUMNS = ("date", "rate", "source", "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A change of the rate: percent per annum from ``date`` on."""

    date: dt.date
    rate: float
    source: Source


@cache
def decisions() -> tuple[Decision, ...]:
    """All changes in the table, in order."""
    rows = read_table(FILE, _COLUMNS)
    found = tuple(
        Decision(
            date=dt.date.fromisoformat(row["date"]), rate=float(row["rate"]),
            source=Source(text=row["source"], status=Status(row["status"])),
        )
        for row in rows
    )  # fmt: skip
    if list(found) != sorted(found, key=lambda item: item.date):
        raise ValueError(f"{FILE.name}: dates out of order")
    return found


def monthly_means(first: Month, months: int) -> NDArray[np.float64]:
    """Mean of the days of each month, (months,) percent per annum; the last known rate goes on.

    Raises
    ------
    ValueError : the first month begins before the table does (a defect of the caller)
    """
    known = decisions()
    starts = np.array([item.date.toordinal() for item in known])
    rates = np.array([item.rate for item in known])
    if (first + -1).last_day.toordinal() + 1 < starts[0]:
        raise ValueError(f"Bank Rate is not packaged before {known[0].date}, asked from {first}")
    ends = np.array([(first + step).last_day.toordinal() for step in range(-1, months)])
    days = np.arange(ends[0] + 1, ends[-1] + 1)
    each = rates[np.searchsorted(starts, days, side="right") - 1]
    sums = np.concatenate([[0.0], np.cumsum(each)])[ends - ends[0]]
    return np.diff(sums) / np.diff(ends)

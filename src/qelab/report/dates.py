"""Where days and quarters stand on an axis of years."""

import datetime as dt

from qelab.core.time import Quarter
from qelab.core.units import QUARTERS_PER_YEAR

_DAYS_PER_YEAR = 365.25


def year_of_day(day: dt.date) -> float:
    """A day as a number of years.

    >>> year_of_day(dt.date(2010, 1, 1))
    2010.0
    """
    return day.year + (day.timetuple().tm_yday - 1) / _DAYS_PER_YEAR


def year_at_end(quarter: Quarter) -> float:
    """A quarter is drawn where it ends.

    >>> year_at_end(Quarter.parse("2010Q3"))
    2010.75
    """
    return (quarter.ordinal + 1) / QUARTERS_PER_YEAR

"""Days, months and coupon dates of many securities at once, as NumPy arrays of days.

Answers: when was the last coupon, when is the next, how many are left? A security that matures on the last day of a
month pays on last days (May 31 to November 30, February 29 to August 31); any other pays on its day of the month,
or on the last day of a shorter month.
"""

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Integers = NDArray[np.int64]
Array = NDArray[np.float64]
NO_DAY = np.datetime64("NaT", "D")
_DAYS_OF_MONTH, _DAYS_OF_YEAR = 30, 360  # of the 30/360 calendar


def months_of(days: Days) -> Integers:
    """Month of each day, counted from January 1970."""
    return days.astype("datetime64[M]").astype(np.int64)


def day_of_month(days: Days) -> Integers:
    """1 to 31."""
    return (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) + 1


def is_month_end(days: Days) -> NDArray[np.bool_]:
    """Whether each day is the last of its month."""
    return months_of(days + np.timedelta64(1, "D")) != months_of(days)


def add_months(days: Days, months: Integers | int, month_end: NDArray[np.bool_]) -> Days:
    """Each day some months later; on the last day of the month where ``month_end`` says so."""
    month = days.astype("datetime64[M]") + np.asarray(months).astype("timedelta64[M]")
    first = month.astype("datetime64[D]")
    length = ((month + np.timedelta64(1, "M")).astype("datetime64[D]") - first).astype(np.int64)
    day = np.where(month_end, length, np.minimum(day_of_month(days), length))
    return first + (day - 1).astype("timedelta64[D]")


def days_between(start: Days | np.datetime64, end: Days | np.datetime64) -> Array:
    """Actual days from ``start`` to ``end``."""
    return (end - start).astype(np.int64).astype(float)


def days_between_30_360(start: Days, end: Days) -> Array:
    """Days of the 30/360 calendar in which agency debt accrues (bond basis: a 31st counts as the 30th)."""
    first = np.minimum(day_of_month(start), _DAYS_OF_MONTH)
    last = day_of_month(end)
    last = np.where((last > _DAYS_OF_MONTH) & (first == _DAYS_OF_MONTH), _DAYS_OF_MONTH, last)
    return (_DAYS_OF_MONTH * (months_of(end) - months_of(start)) + last - first).astype(float)


def coupon_dates_around(maturity: Days, settlement: Days, months: int) -> tuple[Integers, Days, Days]:
    """Coupon dates that are left, the last one up to settlement, and the next one.

    They are counted back from maturity in steps of ``months``; a coupon of the settlement day itself is past.

    Returns
    -------
    remaining, previous, following : each (n,)
    """
    month_end = is_month_end(maturity)
    steps = (months_of(maturity) - months_of(settlement)) // months
    steps = steps - (add_months(maturity, -months * steps, month_end) <= settlement)
    following = add_months(maturity, -months * steps, month_end)
    previous = add_months(maturity, -months * (steps + 1), month_end)
    return steps + 1, previous, following

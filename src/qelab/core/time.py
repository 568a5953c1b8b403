"""Months, quarters and the calendar rule.

Portfolio and ledger are monthly, macro and results quarterly. Stocks are end of period. The information set
of a quarter holds the announcements dated up to its last day; yields and stocks are end of quarter, the
ten-year equivalents that enter the premium are the quarter's average of months.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import total_ordering
from typing import Self

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import MONTHS_PER_QUARTER, MONTHS_PER_YEAR, QUARTERS_PER_YEAR


@total_ordering
@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month; ``ordinal`` counts months since year 0."""

    ordinal: int

    @classmethod
    def of(cls, year: int, month: int) -> Self:
        """Month 1 to 12 of a year."""
        return cls(year * MONTHS_PER_YEAR + month - 1)

    @classmethod
    def of_date(cls, date: dt.date) -> Self:
        """The month of a day."""
        return cls.of(date.year, date.month)

    @classmethod
    def parse(cls, text: str, path: str = "") -> Self:
        """Read ``2010-11``.

        Raises
        ------
        QelabError QE104 : another form, or no such month
        """
        year, _, month = str(text).partition("-")
        digits = (year + month).isascii() and (year + month).isdigit()
        if digits and len(year) == 4 and len(month) == 2 and int(year) and 1 <= int(month) <= MONTHS_PER_YEAR:
            return cls.of(int(year), int(month))
        raise QelabError("QE104", path=path, text=text)

    @property
    def year(self) -> int:
        return self.ordinal // MONTHS_PER_YEAR

    @property
    def month(self) -> int:
        return self.ordinal % MONTHS_PER_YEAR + 1

    @property
    def quarter(self) -> "Quarter":
        """The quarter that holds this month."""
        return Quarter(self.ordinal // MONTHS_PER_QUARTER)

    @property
    def last_day(self) -> dt.date:
        """Period end, the time stamp of everything stored."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def __add__(self, months: int) -> "Month":
        return Month(self.ordinal + months)

    def __sub__(self, other: "Month") -> int:
        return self.ordinal - other.ordinal

    def __lt__(self, other: "Month") -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@total_ordering
@dataclass(frozen=True, slots=True)
class Quarter:
    """A calendar quarter; ``ordinal`` counts quarters since year 0."""

    ordinal: int

    @classmethod
    def of(cls, year: int, quarter: int) -> Self:
        """Quarter 1 to 4 of a year."""
        return cls(year * QUARTERS_PER_YEAR + quarter - 1)

    @classmethod
    def parse(cls, text: str, path: str = "") -> Self:
        """Read ``2010Q4``.

        Raises
        ------
        QelabError QE106 : another form
        """
        year, _, quarter = str(text).partition("Q")
        digits = year.isascii() and year.isdigit()
        if digits and len(year) == 4 and int(year) and quarter in {"1", "2", "3", "4"}:
            return cls.of(int(year), int(quarter))
        raise QelabError("QE106", path=path, text=text)

    @property
    def year(self) -> int:
        return self.ordinal // QUARTERS_PER_YEAR

    @property
    def quarter(self) -> int:
        return self.ordinal % QUARTERS_PER_YEAR + 1

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = Month(self.ordinal * MONTHS_PER_QUARTER)
        return (first, first + 1, first + 2)

    @property
    def last_month(self) -> Month:
        return self.months[-1]

    @property
    def last_day(self) -> dt.date:
        """Period end, the time stamp of everything stored."""
        return self.last_month.last_day

    def __add__(self, quarters: int) -> "Quarter":
        return Quarter(self.ordinal + quarters)

    def __sub__(self, other: "Quarter") -> int:
        return self.ordinal - other.ordinal

    def __lt__(self, other: "Quarter") -> bool:
        return self.ordinal < other.ordinal

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.quarter}"


def quarters_from(start: Quarter, count: int) -> tuple[Quarter, ...]:
    """``count`` quarters beginning with ``start``."""
    return tuple(start + step for step in range(count))


def information_quarter(date: dt.date) -> Quarter:
    """First quarter whose information set holds an announcement of this date: the quarter of the date."""
    return Month.of_date(date).quarter


def monthly_to_quarterly(values: NDArray[np.float64], kind: str) -> NDArray[np.float64]:
    """Months to quarters by the rule of the series' kind, along the last axis.

    Parameters
    ----------
    values : (..., 3 * quarters), the first value being the first month of a quarter
    kind : stock (last month), flow (sum), rate or index (mean)
    """
    months = values.reshape(*values.shape[:-1], -1, MONTHS_PER_QUARTER)
    rules = {"stock": months[..., -1], "flow": months.sum(-1), "rate": months.mean(-1), "index": months.mean(-1)}
    if kind not in rules:
        raise QelabError("QE101", noun="kind of series", name=kind, allowed=tuple(rules))
    return rules[kind]

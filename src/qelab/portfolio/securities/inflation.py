"""Reference CPI and index ratio of TIPS.

    RefCPI(day t of month m) = CPI(m-3) + (t - 1)/D (CPI(m-2) - CPI(m-3))     D days in the month
    index ratio = RefCPI(day) / RefCPI(dated date)

both truncated to six decimals and rounded to five. Source: 31 CFR part 356, appendix B, section I.B.
"""

import calendar
import datetime as dt
from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from qelab.core.errors import QelabError
from qelab.core.time import Month

_LAG_MONTHS = 3


def reference_cpi(cpi: Mapping[Month, float], day: dt.date) -> float:
    """Reference CPI of a day.

    Parameters
    ----------
    cpi : consumer price index of all urban consumers by month, not seasonally adjusted

    Raises
    ------
    QelabError QE375 : the index of a month is not known
    """
    month = Month.of_date(day)
    first, second = (_known(cpi, month + (step - _LAG_MONTHS), day) for step in (0, 1))
    length = calendar.monthrange(day.year, day.month)[1]
    return _five_decimals(first + Decimal(day.day - 1) / length * (second - first))


def index_ratio(reference: float, reference_at_issue: float) -> float:
    """Index ratio of a day from its reference CPI and that of the dated date.

    >>> index_ratio(154.65, 154.63333)
    1.00011
    """
    return _five_decimals(Decimal(str(reference)) / Decimal(str(reference_at_issue)))


def _known(cpi: Mapping[Month, float], month: Month, day: dt.date) -> Decimal:
    if month not in cpi:
        raise QelabError("QE375", day=str(day), month=str(month))
    return Decimal(str(cpi[month]))


def _five_decimals(value: Decimal) -> float:
    truncated = value.quantize(Decimal("0.000001"), ROUND_DOWN)
    return float(truncated.quantize(Decimal("0.00001"), ROUND_HALF_UP))

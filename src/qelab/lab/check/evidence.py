"""Claims about the data themselves: yields around announcements, valuations, house prices, who holds equities.

Answers: are the figures that the laboratory is set against what the published data say? No model is in here; every
number is computed from packaged daily yields and typed published figures.
"""

import datetime as dt

from qelab.core.units import convert
from qelab.data.daily import event_days
from qelab.data.facts import fact, facts
from qelab.lab.check.measures import in_bp
from qelab.lab.check.registry import Answer
from qelab.lab.check.runs import Runs

# Close before, close a day after: Krishnamurthy and Vissing-Jorgensen (2011), the five dates of LSAP1.
LSAP1_WINDOWS = (
    (dt.date(2008, 11, 24), dt.date(2008, 11, 26)),
    (dt.date(2008, 11, 28), dt.date(2008, 12, 2)),
    (dt.date(2008, 12, 15), dt.date(2008, 12, 17)),
    (dt.date(2009, 1, 27), dt.date(2009, 1, 29)),
    (dt.date(2009, 3, 17), dt.date(2009, 3, 19)),
)
TANTRUM = (dt.date(2013, 5, 2), dt.date(2013, 9, 5))
TOP_TENTH = ("equities_top_0_1", "equities_next_0_9", "equities_next_9")
HOLDERS = (*TOP_TENTH, "equities_next_40", "equities_bottom_50")


def _two_days(name: str) -> float:
    return in_bp(sum(event_days().change(name, before, after) for before, after in LSAP1_WINDOWS))


def ten_year(_runs: Runs) -> float:
    """Treasury par yield of ten years: change from the close before to the close a day after each of the five dates
    of LSAP1 (25 November, 1 and 16 December 2008, 28 January and 18 March 2009), added up."""
    return _two_days("yield_10y")


def thirty_year(_runs: Runs) -> float:
    """The same for the par yield of thirty years."""
    return _two_days("yield_30y")


def tantrum(_runs: Runs) -> float:
    """Treasury par yield of ten years: close of 5 September less close of 2 May 2013."""
    return in_bp(event_days().change("yield_10y", *TANTRUM))


def valuation(_runs: Runs) -> float:
    """Mean of the twelve monthly cyclically adjusted price-earnings ratios of 2013 over their mean of 1881 to 2013."""
    months = [
        one.value for (name, date), one in facts().items() if name == "cape" and date.startswith("2013-")
    ]
    return _rise(fact("cape_mean", "1881-2013").value, sum(months) / len(months))


def los_angeles(_runs: Runs) -> float:
    """Seasonally adjusted index of Los Angeles, December 2014 over January 2012."""
    return _houses("los_angeles")


def seattle(_runs: Runs) -> float:
    """Seasonally adjusted index of Seattle, December 2014 over January 2012."""
    return _houses("seattle")


def top_tenth_at(date: str) -> float:
    """Share in equities held of the wealthiest tenth, over all groups (published shares add up to 100 but for their
    rounding)."""
    return sum(fact(name, date).value for name in TOP_TENTH) / sum(fact(name, date).value for name in HOLDERS)


def _houses(city: str) -> float:
    name = f"house_prices_{city}"
    return _rise(fact(name, "2012-01").value, fact(name, "2014-12").value)


def _rise(start: float, end: float) -> float:
    return float(convert(end / start - 1.0, "decimal", "percent"))


ANSWERS = {
    "J01": Answer(ten_year),
    "J02": Answer(thirty_year),
    "J03": Answer(tantrum),
    "M04": Answer(valuation),
    "M05": Answer(los_angeles),
    "M06": Answer(seattle),
}

"""Treasury bills: price, discount rate and investment rate (bond-equivalent yield).

    P = 100 (1 - d r / 360)          r days to maturity, y days in the year that follows
    up to a half-year:   P (1 + i r / y) = 100
    longer:              P (1 + (r - y/2) i / y) (1 + i/2) = 100

Source: 31 CFR part 356, appendix B, section VI (Department of the Treasury).
"""

import datetime as dt

import numpy as np

from qelab.core.units import convert
from qelab.portfolio.securities.dates import Array, add_months, days_between
from qelab.portfolio.securities.lots import Lots

_PAR = 100.0
_DISCOUNT_YEAR = 360.0


def days_and_year(lots: Lots, settlement: dt.date) -> tuple[Array, Array]:
    """Days to maturity and days in the year after settlement, each (n,).

    Raises
    ------
    QelabError QE370, QE371 : settlement outside the life of a bill
    """
    day = lots.settled(settlement)
    anniversary = add_months(day, 12, np.zeros(len(lots), bool))
    return days_between(day, lots.maturity), days_between(day, anniversary)


def price_at_discount(discount_rate: Array, days: Array) -> Array:
    """Price per 100 of a bank-discount rate, percent per annum."""
    return _PAR * (1.0 - convert(discount_rate, "percent", "decimal") * days / _DISCOUNT_YEAR)


def discount_rate(price: Array, days: Array) -> Array:
    """Bank-discount rate, percent per annum, of a price per 100."""
    return convert((_PAR - price) / _PAR * _DISCOUNT_YEAR / days, "decimal", "percent")


def investment_rate(price: Array, days: Array, year: Array) -> Array:
    """Investment rate (bond-equivalent yield), percent per annum, of a price per 100.

    Parameters
    ----------
    days : to maturity; year : 365, or 366 if the year after settlement holds a 29 February
    """
    a, b, c = days / (2.0 * year) - 0.25, days / year, (price - _PAR) / price
    longer = days > year / 2.0
    root = np.sqrt(np.maximum(b * b - 4.0 * a * c, 0.0))
    compounded = -2.0 * c / (b + root)  # the usual solution, written so that a small a does no harm
    return convert(np.where(longer, compounded, -c / b), "decimal", "percent")


def at_investment_rate(rate: Array, days: Array, year: Array) -> tuple[Array, Array, Array]:
    """Price per 100, its derivative by the rate (decimal) and Macaulay years at an investment rate (decimal)."""
    longer = days > year / 2.0
    simple = np.where(longer, days - year / 2.0, days) / year
    compounded = np.where(longer, 0.5, 0.0)
    first, second = 1.0 + simple * rate, 1.0 + compounded * rate
    price = _PAR / (first * second)
    slope = -price * (simple / first + compounded / second)
    return price, slope, np.broadcast_to(days / year, price.shape)

"""Floating-rate notes: index rate, interest accrued, and price at a discount margin.

    a = 100 max(r + s, 0) / 360 a day;  payment_i = a days_i (+ 100 at maturity);  B_i = 1 + (r + m) days_i / 360
    dirty = accrued / B_1 + sum_i payment_i / (B_1 ... B_i)

Interest is paid every three months at the latest 13-week bill rate plus a spread, a day at a time, never below zero.
Source: 31 CFR part 356, appendix B, sections I.C and IV. Limits: the index rate of settlement day is projected
for the whole life.
"""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.portfolio.securities.cash_flows import PAR
from qelab.portfolio.securities.dates import (
    Array,
    add_months,
    coupon_dates_around,
    days_between,
    is_month_end,
)
from qelab.portfolio.securities.lots import Lots

_MONTHS = 3
_YEAR = 360.0
_DECIMALS_OF_INDEX = 9  # of the rate in percent, as the debt office rounds it


def index_rate(high_rate: float, days: int = 91) -> float:
    """Index rate, percent: the auction's discount rate as a money-market yield.

    >>> index_rate(0.095)
    0.095022819
    """
    discount = convert(high_rate, "percent", "decimal")
    rate = convert(discount / (1.0 - days / _YEAR * discount), "decimal", "percent")
    return round(rate, _DECIMALS_OF_INDEX)


def accrued_interest(rates: Array, spread: float) -> float:
    """Interest accrued per 100 of par.

    Parameters
    ----------
    rates : (days,) index rate in force on each day since the last payment, percent
    """
    return float(_daily(np.asarray(rates, float), np.asarray(spread)).sum())


def dirty_price(lots: Lots, settlement: dt.date, rate: float, margin: Array, accrued: Array) -> Array:
    """Price with accrued interest per 100 of par of floating-rate notes, (n,).

    Parameters
    ----------
    rate : index rate of settlement day, percent
    margin : (n,) discount margin, percentage points
    accrued : (n,) interest accrued per 100 of par, paid with the next payment

    Raises
    ------
    QelabError QE370, QE371 : settlement outside the life of a note
    """
    day = lots.settled(settlement)
    remaining, _, following = coupon_dates_around(lots.maturity, day, _MONTHS)
    month_end = is_month_end(lots.maturity)
    price = np.zeros(len(lots))
    growth = np.ones(len(lots))
    daily = _daily(np.full(len(lots), rate), lots.spread)
    begin, end = day, following
    for payment in range(int(remaining.max(initial=0))):
        alive: NDArray[np.bool_] = payment < remaining
        days = days_between(begin, end)
        factor = 1.0 + convert(rate + np.asarray(margin, float), "percent", "decimal") * days / _YEAR
        growth = np.where(alive, growth * factor, growth)
        paid = daily * days + (np.asarray(accrued, float) if payment == 0 else 0.0)
        paid = paid + np.where(payment == remaining - 1, PAR, 0.0)
        price += np.where(alive, paid / growth, 0.0)
        left = remaining - payment - 2
        begin, end = end, add_months(lots.maturity, -_MONTHS * np.maximum(left, 0), month_end)
    return price


def _daily(rate: Array, spread: Array) -> Array:
    """Interest of a day per 100 of par."""
    return PAR * np.maximum(convert(rate + spread, "percent", "decimal"), 0.0) / _YEAR

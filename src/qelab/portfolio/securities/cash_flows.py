"""Interest and principal of coupon securities after a settlement day, and the interest accrued by then.

Answers: who is paid what, and when? Coupons are half-yearly and equal, actual/actual within their half-year; the
first one is shorter or longer where the dated date says so. Agency debt accrues in the 30/360 calendar.

Source: 31 CFR part 356, appendix B, sections I and II (Department of the Treasury).
Limits: a first coupon up to twelve months after the dated date; payment on the day itself, even at a weekend.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.portfolio.securities.dates import (
    Array,
    Days,
    Integers,
    add_months,
    coupon_dates_around,
    days_between,
    days_between_30_360,
    is_month_end,
)
from qelab.portfolio.securities.lots import Kind, Lots

PAR = 100.0  # prices and payments are per 100 of par
PER_YEAR = 2
_MONTHS = 6
_HALF_YEAR_30_360 = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlows:
    """Payments per 100 of par after settlement, (n, K), zero beyond the last one; TIPS in real terms.

    ``interest`` and ``principal``; ``to_next`` (n,) part of a half-year until the next coupon date, so that
    payment k comes ``to_next + k`` half-years after settlement; ``remaining`` (n,) coupon dates that are left;
    ``accrued`` (n,) interest per 100 of par up to settlement.
    """

    interest: Array
    principal: Array
    to_next: Array
    remaining: Integers
    accrued: Array

    @property
    def half_years(self) -> Array:
        """Half-years from settlement to each payment, (n, K)."""
        return self.to_next[:, None] + np.arange(self.interest.shape[1])

    @property
    def payments(self) -> Array:
        """Interest and principal, (n, K)."""
        return self.interest + self.principal


def cash_flows(lots: Lots, settlement: dt.date) -> CashFlows:
    """Payments of notes, bonds, TIPS (before indexation) and agency debt after a settlement day.

    Raises
    ------
    QelabError QE370, QE371 : settlement outside the life of a lot; QE372 : a first coupon on no coupon date, or more
        than a year after the dated date
    """
    day = lots.settled(settlement)
    remaining, previous, following = coupon_dates_around(lots.maturity, day, _MONTHS)
    elapsed = days_between(previous, day) / days_between(previous, following)
    agency = lots.is_kind(Kind.AGENCY_DEBT)
    if agency.any():
        elapsed = np.where(agency, days_between_30_360(previous, day) / _HALF_YEAR_30_360, elapsed)
    width = int(remaining.max(initial=0))
    place = np.arange(width)
    halves = (place < remaining[:, None]).astype(float)
    accrued = elapsed.copy()
    odd = ~np.isnat(lots.dated)
    if odd.any():
        _first_coupons(lots, day, odd, halves, accrued)
    coupon = lots.coupon / PER_YEAR
    return CashFlows(
        interest=halves * coupon[:, None],
        principal=np.where(place == remaining[:, None] - 1, PAR, 0.0),
        to_next=1.0 - elapsed,
        remaining=remaining,
        accrued=accrued * coupon,
    )


def _first_coupons(lots: Lots, day: Days, odd: NDArray[np.bool_], halves: Array, accrued: Array) -> None:
    """Put the first coupon, short or long, of lots that have not paid it yet into ``halves`` and ``accrued``."""
    _, _, following = coupon_dates_around(lots.maturity, np.where(odd, lots.dated, day), _MONTHS)
    first = np.where(np.isnat(lots.first_coupon), following, lots.first_coupon)
    month_end = is_month_end(lots.maturity)
    begin = add_months(first, -_MONTHS, month_end)
    before = add_months(first, -2 * _MONTHS, month_end)
    # ``following`` is the first coupon date after the dated date: a first coupon falls on it, or one later.
    wrong = odd & (first != following) & (begin != following)
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise QelabError(
            "QE372", cusip=str(lots.cusip[place]), day=str(first[place]), dated=str(lots.dated[place])
        )
    agency = lots.is_kind(Kind.AGENCY_DEBT)

    def count(start: Days, end: Days) -> Array:
        return np.where(agency, days_between_30_360(start, end), days_between(start, end))

    is_long = odd & (lots.dated < begin)
    extra = np.where(is_long, count(lots.dated, begin) / count(before, begin), 0.0)
    length = np.where(is_long, 1.0 + extra, count(np.maximum(lots.dated, begin), first) / count(begin, first))
    early = day < begin
    so_far = np.where(
        early,
        count(lots.dated, day) / count(before, begin),
        extra + count(np.where(is_long, begin, lots.dated), day) / count(begin, first),
    )
    unpaid = odd & (day < first)
    accrued[unpaid] = so_far[unpaid]
    rows = np.flatnonzero(unpaid)
    halves[rows, early[rows].astype(int)] = length[rows]
    halves[np.flatnonzero(unpaid & early), 0] = 0.0

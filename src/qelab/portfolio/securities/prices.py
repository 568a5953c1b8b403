"""Prices from yields and yields from prices, accrued interest and durations, for all lots at once.

    street:    dirty = sum_k payment_k (1 + y/2)^-(w + k);  in the last coupon period  dirty = payment / (1 + w y/2)
    Treasury:  dirty = sum_k payment_k (1 + y/2)^-k / (1 + w y/2)

with w the part of a half-year to the next coupon date. Bills: ``bills``. TIPS: yield, price and accrued interest are
real; times the index ratio they are dollars. Floating-rate notes have no yield: ``floating``.

Sources: 31 CFR part 356, appendix B, sections II, III and VI; street convention as in Standard Securities
Calculation Methods (Securities Industry Association 1993).
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import convert
from qelab.portfolio.securities import bills
from qelab.portfolio.securities.cash_flows import PAR, PER_YEAR, CashFlows, cash_flows
from qelab.portfolio.securities.dates import Array
from qelab.portfolio.securities.lots import Kind, Lots

_ITERATIONS = 100
_LONGEST_STEP = 0.25  # of a yield in one Newton step, decimal
_CONVERGED = 1e-11  # of a price of 100


class Convention(StrEnum):
    """How the part of a half-year before the next coupon is discounted."""

    STREET = "street"
    TREASURY = "treasury"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Per 100 of par at a yield, each (..., n): TIPS in real terms, before their index ratio.

    ``macaulay_years`` and ``modified_years``; ``dv01`` the fall of the dirty price for one basis point more.
    """

    clean: Array
    accrued: Array
    macaulay_years: Array
    modified_years: Array

    @property
    def dirty(self) -> Array:
        """What is paid: clean price and accrued interest."""
        return self.clean + self.accrued

    @property
    def dv01(self) -> Array:
        """Fall of the dirty price for one basis point more of yield, per 100 of par."""
        return self.dirty * self.modified_years * convert(1.0, "bp", "decimal")


def prices(
    lots: Lots, settlement: dt.date, yields: Array, convention: Convention = Convention.STREET
) -> Prices:
    """Prices and durations at given yields.

    Parameters
    ----------
    yields : (..., n) percent per annum: half-yearly compounded; of bills the investment rate; of TIPS real

    Raises
    ------
    QelabError QE370 to QE372 : as ``cash_flows``; QE374 : a floating-rate note, which has no yield
    """
    rate = convert(np.asarray(yields, float), "percent", "decimal")
    valuation = _Valuation(lots, settlement, convention)
    dirty, slope, macaulay = valuation.at(np.broadcast_to(rate, (*rate.shape[:-1], len(lots))))
    return Prices(
        clean=dirty - valuation.accrued,
        accrued=np.broadcast_to(valuation.accrued, dirty.shape),
        macaulay_years=macaulay,
        modified_years=-slope / dirty,
    )


def yields(
    lots: Lots, settlement: dt.date, clean: Array, convention: Convention = Convention.STREET
) -> Array:
    """Yields at given clean prices, percent per annum, (..., n), by Newton's method on all lots at once.

    Raises
    ------
    QelabError QE370 to QE372, QE374 : as ``prices``; QE373 : no yield gives this price
    """
    valuation = _Valuation(lots, settlement, convention)
    target = np.asarray(clean, float) + valuation.accrued
    rate = np.broadcast_to(convert(lots.coupon, "percent", "decimal"), target.shape).copy()
    for _ in range(_ITERATIONS):
        dirty, slope, _ = valuation.at(rate)
        gap = dirty - target
        if (np.abs(gap) <= _CONVERGED * np.maximum(PAR, target)).all():
            return convert(rate, "decimal", "percent")
        rate = rate - np.clip(gap / slope, -_LONGEST_STEP, _LONGEST_STEP)
        rate = np.maximum(rate, -1.0)  # below, a half-year's discounting has no meaning
    worst = int(np.argmax(np.abs(np.nan_to_num(gap, nan=np.inf)).reshape(-1, len(lots)).max(0)))
    raise QelabError(
        "QE373", cusip=str(lots.cusip[worst]), price=f"{np.asarray(clean)[..., worst].flat[0]:.6g}"
    )


class _Valuation:
    """Dirty price, its slope and Macaulay duration at a yield; bills and coupon securities side by side."""

    def __init__(self, lots: Lots, settlement: dt.date, convention: Convention) -> None:
        floating = lots.is_kind(Kind.FRN)
        if floating.any():
            raise QelabError("QE374", cusip=str(lots.cusip[floating][0]))
        self._bill = lots.is_kind(Kind.BILL)
        self._coupon = ~self._bill
        self._days, self._year = bills.days_and_year(lots.where(self._bill), settlement)
        self._flows = cash_flows(lots.where(self._coupon), settlement)
        last = self._flows.remaining == 1
        self._simple = last if convention is Convention.STREET else np.ones_like(last)
        self.accrued = np.zeros(len(lots))
        self.accrued[self._coupon] = self._flows.accrued

    def at(self, rate: Array) -> tuple[Array, Array, Array]:
        """Dirty price, its derivative by the yield (decimal), Macaulay years, each (..., n)."""
        found = np.empty((3, *rate.shape))
        found[:, ..., self._bill] = bills.at_investment_rate(rate[..., self._bill], self._days, self._year)
        found[:, ..., self._coupon] = _at_yield(self._flows, self._simple, rate[..., self._coupon])
        return found[0], found[1], found[2]


def _at_yield(flows: CashFlows, simple: NDArray[np.bool_], rate: Array) -> tuple[Array, Array, Array]:
    """As ``_Valuation.at`` for coupon securities; ``simple`` (n,): the part of a half-year bears simple interest."""
    half = 1.0 + rate / PER_YEAR
    part = 1.0 + flows.to_next * rate / PER_YEAR
    first = np.where(simple, 1.0 / part, half**-flows.to_next)
    slope_of_first = -flows.to_next / PER_YEAR / np.where(simple, part, half)
    k = np.arange(flows.interest.shape[1])
    present = flows.payments * first[..., None] * half[..., None] ** -k
    dirty = present.sum(-1)
    slope = (present * (slope_of_first[..., None] - (k / PER_YEAR) / half[..., None])).sum(-1)
    macaulay = (present * flows.half_years / PER_YEAR).sum(-1) / dirty
    return dirty, slope, macaulay

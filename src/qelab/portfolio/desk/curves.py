"""Discount factors, unit prices and unit durations on many par curves at once.

Answers: what is a payment in n months worth on each path's own curve? The formulas are those of ``bonds.bond_table``;
here months and paths are axes, so that a thousand curves cost one recursion over half-years. What is valued with them
is ``valuation``'s affair.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio.bonds import LONGEST_MONTHS

Array = NDArray[np.float64]
_COUPON_MONTHS = 6
_HALF_YEARS = LONGEST_MONTHS // _COUPON_MONTHS
_MONTHS = np.arange(LONGEST_MONTHS + 1)
_YEARS = _MONTHS / MONTHS_PER_YEAR
_PERCENT = convert(1.0, "percent", "decimal")
# Share of a coupon accrued when n months are left, in years of coupon: at a coupon date nothing is.
_ACCRUED_YEARS = np.where(
    _MONTHS > 0, (_COUPON_MONTHS - 1 - (_MONTHS - 1) % _COUPON_MONTHS) / MONTHS_PER_YEAR, 0.0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Unit values by remaining month 0 to 360, every array (B, 361, P): B months, P paths.

    ``price_par`` value of 1 of principal; ``price_coupon`` clean value of a coupon of 1 percent on par 1;
    ``duration_par`` and ``duration_coupon`` the same times modified duration, years; ``yields`` the par curve, percent.
    """

    price_par: Array
    price_coupon: Array
    duration_par: Array
    duration_coupon: Array
    yields: Array

    def par_coupon(self, place: int, remaining: NDArray[np.int64]) -> Array:
        """Coupon, percent, at which a security of so many remaining months (n,) is worth par, (n, P)."""
        annuity = self.price_coupon[place][remaining]
        return (1.0 - self.price_par[place][remaining]) / annuity


class CurvePaths:
    """Par curves of many months and paths, from which unit values are made for some months at a time."""

    def __init__(self, maturities_years: Array, par_yields: Array, opening: Month, where: str = "") -> None:
        """Bootstrap all curves.

        Parameters
        ----------
        maturities_years : (knots,)
        par_yields : (P, months, knots) percent, semi-annual bond equivalent; linear between knots, flat outside
        opening : the month before the first
        where : file that the yields come from

        Raises
        ------
        QelabError QE340 : yields that no prices give: money would be worth less than nothing some day
        """
        self._knots = np.ascontiguousarray(np.moveaxis(par_yields, 0, -1))  # (months, knots, P)
        self._monthly = _at(maturities_years, _YEARS)
        discounts = _discounts(_at(maturities_years, np.arange(1, _HALF_YEARS + 1) / 2) @ self._knots)
        worthless = ~(discounts > 0)
        if worthless.any():
            month, half_year, _ = np.argwhere(worthless)[0]
            raise QelabError("QE340", where=where, month=str(opening + int(month + 1)), years=half_year / 2)
        self._logs = np.log(discounts, out=discounts)

    def months(self, first: int, last: int) -> Curves:
        """Unit values of months ``first`` to ``last - 1``."""
        yields = self._monthly @ self._knots[first:last]
        discount = _monthly_discounts(self._logs[first:last])
        annuity, weighted = _summed(np.stack([discount, discount * _YEARS[:, None]]))
        modified = 1.0 / (1.0 + (_PERCENT / 2) * yields)
        annuity *= _PERCENT / 2
        annuity -= (_PERCENT * _ACCRUED_YEARS)[:, None]
        weighted *= _PERCENT / 2
        weighted *= modified
        modified *= discount
        modified *= _YEARS[:, None]
        return Curves(
            price_par=discount,
            price_coupon=annuity,
            duration_par=modified,
            duration_coupon=weighted,
            yields=yields,
        )


def _at(maturities_years: Array, years: Array) -> Array:
    """Matrix that reads a curve between its knots, (years, knots)."""
    return np.stack(
        [np.interp(years, maturities_years, unit) for unit in np.eye(len(maturities_years))], axis=-1
    )


def _discounts(yields: Array) -> Array:
    """Discount factors at half-years 0 to 60, (B, 61, P), from par yields at half-years 1 to 60."""
    payment = (_PERCENT / 2) * yields
    found = np.ones((len(yields), _HALF_YEARS + 1, yields.shape[-1]))
    annuity = np.zeros_like(found[:, 0])
    for step in range(_HALF_YEARS):
        factor = (1.0 - payment[:, step] * annuity) / (1.0 + payment[:, step])
        annuity += factor
        found[:, step + 1] = factor
    return found


def _monthly_discounts(logs: Array) -> Array:
    """Discount factors at months 0 to 360, (B, 361, P); their logarithm is linear between half-years."""
    result = np.empty((len(logs), LONGEST_MONTHS + 1, logs.shape[-1]))
    parts = result[:, :-1].reshape(len(logs), _HALF_YEARS, _COUPON_MONTHS, -1)
    step = np.diff(logs, axis=1)
    for part in range(_COUPON_MONTHS):
        np.multiply(step, part / _COUPON_MONTHS, out=parts[:, :, part])
        parts[:, :, part] += logs[:, :-1]
    result[:, -1] = logs[:, -1]
    return np.exp(result, out=result)


def _summed(values: Array) -> Array:
    """Sum of values at n, n - 6, n - 12, ... months down to above zero; (..., 361, P). Works in place."""
    values[..., 0, :] = 0.0
    by_half_year = values[..., 1:, :].reshape(
        *values.shape[:-2], _HALF_YEARS, _COUPON_MONTHS, values.shape[-1]
    )
    for half_year in range(1, _HALF_YEARS):
        by_half_year[..., half_year, :, :] += by_half_year[..., half_year - 1, :, :]
    return values

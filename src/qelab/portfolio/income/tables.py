"""Unit values on many curves at once: what a month's curve, and its mortgage rate, make of a unit of par.

Answers: the same as ``bonds.bond_table`` and ``duration_table``, for every path and month together. Bonds are exact;
mortgages lie between tables built at whole percentage points of the mortgage rate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio.bonds import LONGEST_MONTHS
from qelab.portfolio.duration_table import duration_table

Array = NDArray[np.float64]
_COUPON_MONTHS = 6
# Mortgage rates between which prices are interpolated, percentage points. At the borrowers' incentive held fixed a price
# bends little with the level: against a step of a quarter, prices are off by less than .06 % and durations by 1.2 % at
# most (where the rate is 2.8 %; .1 % above 5 %).
_STEP = 1.0
_LOWEST_RATE = 1.0
_DEEPEST = -6.0  # incentive, percentage points: 2 % loans at 8 %


@dataclass(frozen=True, slots=True, kw_only=True)
class BondTables:
    """``bonds.BondTable`` of many curves: every array (..., 361) by remaining month; units as there."""

    price_par: Array
    price_coupon: Array
    duration_par: Array
    duration_coupon: Array
    par_coupon: Array


def bond_tables(maturities_years: Array, yields: Array) -> BondTables:
    """Unit values and durations on many par curves.

    Parameters
    ----------
    maturities_years : (knots,)
    yields : (..., knots) percent, semi-annual bond equivalent
    """
    months = np.arange(LONGEST_MONTHS + 1)
    years = months / MONTHS_PER_YEAR
    discount = _discount_factors(maturities_years, yields)
    annuity = _by_coupon_dates(discount)
    weighted = _by_coupon_dates(years * discount)
    to_next_coupon = (months - 1) % _COUPON_MONTHS + 1
    accrued = np.where(months > 0, (_COUPON_MONTHS - to_next_coupon) / MONTHS_PER_YEAR, 0.0)
    percent = convert(1.0, "percent", "decimal")
    clean = percent * (annuity - accrued)
    par_coupon = np.zeros_like(discount)
    par_coupon[..., 1:] = (1.0 - discount[..., 1:]) / clean[..., 1:]
    modified = 1.0 / (1.0 + percent * _at(years, maturities_years, yields) / 2)
    return BondTables(
        price_par=discount, price_coupon=clean, duration_par=years * discount * modified,
        duration_coupon=percent * weighted * modified, par_coupon=par_coupon,
    )  # fmt: skip


def _at(years: Array, maturities_years: Array, yields: Array) -> Array:
    """Par yields at some maturities, linear between knots and flat outside; element by element, so that equal curves
    give equal bits however many are asked together."""
    if len(maturities_years) == 1:
        return np.broadcast_to(yields, (*yields.shape[:-1], len(years)))
    left = np.clip(np.searchsorted(maturities_years, years, side="right") - 1, 0, len(maturities_years) - 2)
    span = maturities_years[left + 1] - maturities_years[left]
    share = np.clip((years - maturities_years[left]) / span, 0.0, 1.0)
    return yields[..., left] + share * (yields[..., left + 1] - yields[..., left])


def _discount_factors(maturities_years: Array, yields: Array) -> Array:
    """Discount factors at months 0 to 360, (..., 361), as ``bonds.discount_factors``."""
    count = LONGEST_MONTHS // _COUPON_MONTHS
    half_coupon = (
        convert(_at(np.arange(1, count + 1) / 2, maturities_years, yields), "percent", "decimal") / 2
    )
    factors = np.ones((*yields.shape[:-1], count + 1))
    annuity = np.zeros(yields.shape[:-1])
    for step in range(1, count + 1):
        payment = half_coupon[..., step - 1]
        factors[..., step] = (1.0 - payment * annuity) / (1.0 + payment)
        annuity = annuity + factors[..., step]
    log = np.log(factors)
    months = np.arange(LONGEST_MONTHS + 1)
    left = np.minimum(months // _COUPON_MONTHS, count - 1)
    share = months / _COUPON_MONTHS - left
    return np.exp(log[..., left] + share * (log[..., left + 1] - log[..., left]))


def _by_coupon_dates(values: Array) -> Array:
    """Half of the sum over a security's coupon dates: this month, six months before, and so on; (..., 361)."""
    shape = values.shape[:-1]
    dates = values[..., 1:].reshape(*shape, -1, _COUPON_MONTHS)
    sums = np.zeros_like(values)
    sums[..., 1:] = (np.cumsum(dates, axis=-2) / 2).reshape(*shape, LONGEST_MONTHS)
    return sums


def mortgage_values(mortgage_rate: Array, wac: Array, remaining_months: Array) -> tuple[Array, Array]:
    """Price, and price times option-adjusted duration (years), of MBS per unit of face.

    Linear between ``duration_table`` at neighbouring levels of the mortgage rate, the incentive held fixed. The first
    use of a level takes about a tenth of a second.

    Parameters
    ----------
    mortgage_rate, wac : percent, of one shape, or such as broadcast
    remaining_months : months, likewise

    Limits: those of ``duration_table``: burnout begins at one, season at its mean.
    """
    rate, wac, remaining = np.broadcast_arrays(np.maximum(mortgage_rate, _LOWEST_RATE), wac, remaining_months)
    price, slope = np.zeros(rate.shape), np.zeros(rate.shape)
    place = (rate - _LOWEST_RATE) / _STEP
    lower = np.floor(place).astype(int)
    for level in np.unique(np.concatenate([lower.ravel(), lower.ravel() + 1])):
        weight = np.maximum(1.0 - np.abs(place - level), 0.0)
        cells = weight > 0
        if not cells.any():
            continue
        table = duration_table(_LOWEST_RATE + _STEP * float(level), lowest_incentive=_DEEPEST)
        unit, risk = table.at(wac[cells] - rate[cells], remaining[cells])
        price[cells] += weight[cells] * unit
        slope[cells] += weight[cells] * risk
    return price, slope

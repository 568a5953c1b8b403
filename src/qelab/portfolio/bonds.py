"""Value and interest-rate risk of fixed-coupon securities by remaining maturity.

Everything is linear in two numbers per remaining month: par, and coupon (percent times par). A ladder that
keeps those two sums values any number of lots exactly; that is why the projection needs no loop over lots.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio.holdings import TreasuryLots

Array = NDArray[np.float64]
LONGEST_MONTHS = 360
_COUPON_MONTHS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ParCurve:
    """A par yield curve: ``yields`` in percent (semi-annual bond equivalent) at ``maturities_years``."""

    maturities_years: Array
    yields: Array

    def at(self, years: Array | float) -> Array:
        """Par yield, percent, linear between knots and flat outside."""
        return np.asarray(np.interp(years, self.maturities_years, self.yields))


@dataclass(frozen=True, slots=True, kw_only=True)
class BondTable:
    """Value and dollar duration per unit of par and per unit of coupon, by remaining month 0 to 360.

    ``price_par`` (361,) value of 1 of principal; ``price_coupon`` (361,) clean value of a coupon of 1 percent
    on par 1; ``duration_par`` and ``duration_coupon`` (361,) the same times modified duration, in years.
    ``par_coupon`` (361,) the coupon, percent, at which a security is worth par. ``duration_10y`` is the
    modified duration of the ten-year par note (the unit of ten-year equivalents).
    """

    price_par: Array
    price_coupon: Array
    duration_par: Array
    duration_coupon: Array
    par_coupon: Array
    duration_10y: float

    def market_value(self, par: Array, coupon: Array) -> Array:
        """Clean market value, bn; ``par`` and ``coupon`` (par times percent) are (..., 361)."""
        # Sums, not matrix products: those round differently with the number of dates that are valued together.
        return (par * self.price_par).sum(-1) + (coupon * self.price_coupon).sum(-1)

    def ten_year_equivalents(self, par: Array, coupon: Array) -> Array:
        """Value times duration over the duration of the ten-year par note, by remaining month, bn.

        Source: Gagnon, Raskin, Remache & Sack (2011), IJCB 7(1). Limits: no convexity.
        """
        return (par * self.duration_par + coupon * self.duration_coupon) / self.duration_10y


def discount_factors(curve: ParCurve) -> Array:
    """Discount factors at months 0 to 360, bootstrapped from semi-annual par yields.

    Between coupon dates the logarithm is linear.
    """
    half_years = np.arange(1, LONGEST_MONTHS // _COUPON_MONTHS + 1)
    half_coupon = convert(curve.at(half_years / 2), "percent", "decimal") / 2
    factors = np.empty(len(half_years) + 1)
    factors[0] = 1.0
    annuity = 0.0
    for step, payment in enumerate(half_coupon, start=1):
        factors[step] = (1.0 - payment * annuity) / (1.0 + payment)
        annuity += factors[step]
    months = np.arange(LONGEST_MONTHS + 1)
    return np.exp(np.interp(months, np.arange(len(factors)) * _COUPON_MONTHS, np.log(factors)))


def bond_table(curve: ParCurve) -> BondTable:
    """Unit values and durations on one curve."""
    discount = discount_factors(curve)
    months = np.arange(LONGEST_MONTHS + 1)
    years = months / MONTHS_PER_YEAR
    annuity = np.zeros(LONGEST_MONTHS + 1)
    weighted = np.zeros(LONGEST_MONTHS + 1)
    for month in range(1, LONGEST_MONTHS + 1):
        before = month - _COUPON_MONTHS
        annuity[month] = discount[month] / 2 + (annuity[before] if before > 0 else 0.0)
        weighted[month] = years[month] * discount[month] / 2 + (weighted[before] if before > 0 else 0.0)
    to_next_coupon = (months - 1) % _COUPON_MONTHS + 1
    accrued = (_COUPON_MONTHS - to_next_coupon) / MONTHS_PER_YEAR
    accrued[0] = 0.0
    percent = convert(1.0, "percent", "decimal")
    clean = percent * (annuity - accrued)
    par_coupon = np.zeros(LONGEST_MONTHS + 1)
    par_coupon[1:] = (1.0 - discount[1:]) / clean[1:]
    modified = 1.0 / (1.0 + percent * curve.at(years) / 2)
    duration_par = years * discount * modified
    duration_coupon = percent * weighted * modified
    ten = 10 * MONTHS_PER_YEAR
    return BondTable(
        price_par=discount,
        price_coupon=clean,
        duration_par=duration_par,
        duration_coupon=duration_coupon,
        par_coupon=par_coupon,
        duration_10y=float(duration_par[ten] + par_coupon[ten] * duration_coupon[ten]),
    )


def ladder(lots: TreasuryLots, month_ordinal: int) -> tuple[Array, Array]:
    """Par and coupon (par times percent) by remaining month at the end of a month, each (361,)."""
    remaining = lots.maturity - month_ordinal
    par = np.bincount(remaining, weights=lots.par_bn, minlength=LONGEST_MONTHS + 1)
    coupon = np.bincount(remaining, weights=lots.par_bn * lots.coupon, minlength=LONGEST_MONTHS + 1)
    return par.astype(float), coupon.astype(float)

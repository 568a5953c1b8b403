"""Coupon bonds as cash flows at zero-coupon maturities: what buying one takes from arbitrageurs.

The model trades zero-coupon bonds; central banks buy coupon bonds. A par bond of remaining maturity n is its half-yearly
coupons and its principal, each at its own maturity, worth their present values. Amounts are ten-year equivalents: value
times modified duration over that of the ten-year par bond.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.equilibrium import equilibrium

Array = NDArray[np.float64]
COUPON_MONTHS = 6
TEN_YEARS = 10 * MONTHS_PER_YEAR
# A choice, about the ten-year yield of 2008 to 2010: the ten-year par bond then has a modified duration of 8.5 years.
FLAT_YIELD = 3.3


def weighted_sums(values: Array, years: Array, longest_months: int) -> tuple[Array, Array]:
    """Present values of par bonds' cash flows times ``values`` at their dates, and times their years.

    Parameters
    ----------
    values : (nodes, ...) at ``years``, linear between the nodes
    longest_months : bonds of 1 to so many months

    Returns
    -------
    (months + 1, ...) and (months + 1,), row 0 zero; coupon rate and yield are ``FLAT_YIELD``
    """
    months = np.arange(longest_months + 1)
    at = months / MONTHS_PER_YEAR
    half = convert(FLAT_YIELD, "percent", "decimal") / 2
    discount = (1.0 + half) ** (-2 * at)
    flat = values.reshape(len(values), -1)
    valued = discount[:, None] * np.stack([np.interp(at, years, column) for column in flat.T], axis=1)
    timed = discount * at
    valued[0], timed[0] = 0.0, 0.0
    coupons, coupon_years = half * valued, half * timed
    for month in range(COUPON_MONTHS, longest_months + 1):
        coupons[month] += coupons[month - COUPON_MONTHS]
        coupon_years[month] += coupon_years[month - COUPON_MONTHS]
    sums = (valued + coupons).reshape(len(months), *values.shape[1:])
    return sums, timed + coupon_years


@cache
def exposures(habitat: Habitat) -> Array:
    """int f(u) A(u) du of a purchase of par bonds, by remaining months 0 to the longest, (months + 1, k).

    Years per 1 % of GDP of ten-year equivalents, as a share of GDP. This is all that the curve knows of a purchase:
    two purchases with the same exposures and the same expected path do the same to every yield.

    Limits: one flat yield for coupons and discounting; bonds between coupon dates have the full next coupon.
    """
    solved = equilibrium(habitat)
    longest = round(habitat.longest_years * MONTHS_PER_YEAR)
    sums, years = weighted_sums(solved.loadings, habitat.years, longest)
    share = convert(1.0, "percent of GDP", "share of GDP")
    result = np.zeros_like(sums)
    # Value times modified duration is the time-weighted present value over (1 + y/2), for the ten-year bond as well.
    duration_10y = years[TEN_YEARS] / present_value(TEN_YEARS)
    result[1:] = share * duration_10y * sums[1:] / years[1:, None]
    return result


@cache
def present_value(months: int) -> float:
    """Present value of a par bond's cash flows: 1 on a coupon date, up to half a coupon more between two."""
    values, _ = weighted_sums(np.ones((2, 1)), np.array([0.0, months / MONTHS_PER_YEAR]), months)
    return float(values[months, 0])


def exposure(habitat: Habitat, years: float) -> Array:
    """Exposures of par bonds of one remaining maturity, (k,), linear between months."""
    table = exposures(habitat)
    months = np.clip(years * MONTHS_PER_YEAR, 1.0, len(table) - 1.0)
    return np.array([np.interp(months, np.arange(len(table)), column) for column in table.T])

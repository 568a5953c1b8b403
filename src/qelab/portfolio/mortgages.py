"""Agency MBS: scheduled principal, prepayment, price and effective duration of cohorts.

Prepayment follows the four usual parts: turnover with seasoning and season, lock-in, refinancing with
burnout. Calibration: agency prepayment reports (recalled; two aggregate checks are independent:
refinancing peak 34 % CPR in 2020-21, 15.6bn a month in 2022-25).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert

Array = NDArray[np.float64]

COUPON_TO_WAC = 0.60  # percentage points; published range 0.50 to 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepaymentCurve:
    """Parameters of the conditional prepayment rate (CPR, decimal per annum)."""

    turnover: float = 0.066
    lock_in: float = 0.22
    refinancing: float = 0.42
    seasoning_months: float = 30.0
    season_swing: float = 0.18
    burnout_speed: float = 0.015
    burnout_floor: float = 0.35


STANDARD = PrepaymentCurve()


def conditional_prepayment_rate(
    incentive: Array, age_months: Array, burnout: Array, calendar_month: int, curve: PrepaymentCurve = STANDARD
) -> Array:
    """Share of a cohort prepaid in a year at this month's speed (CPR, decimal).

    Parameters
    ----------
    incentive : WAC less the current 30-year mortgage rate, percentage points
    age_months : months since origination
    burnout : (0, 1], share of borrowers who still react
    calendar_month : 1 to 12
    """
    season = 1.0 + curve.season_swing * np.cos(2 * np.pi * (calendar_month - 7) / MONTHS_PER_YEAR)
    locked = 1.0 - curve.lock_in / (1.0 + np.exp(1.6 * (incentive + 1.2)))
    turnover = curve.turnover * np.minimum(age_months / curve.seasoning_months, 1.0) * season * locked
    refinancing = curve.refinancing / (1.0 + np.exp(-2.2 * (incentive - 0.75)))
    return turnover + refinancing * np.minimum(age_months / MONTHS_PER_YEAR, 1.0) * burnout


def monthly_mortality(cpr: Array) -> Array:
    """Single monthly mortality (SMM, decimal) of a CPR."""
    return 1.0 - (1.0 - np.minimum(cpr, 0.999)) ** (1.0 / MONTHS_PER_YEAR)


def scheduled_share(wac: Array, remaining_months: Array) -> Array:
    """Share of the face that a level-payment mortgage repays in the next month."""
    rate = convert(wac, "percent", "decimal") / MONTHS_PER_YEAR
    months = np.maximum(remaining_months, 1.0)
    growth = np.expm1(months * np.log1p(rate))
    return np.minimum(np.where(growth > 0, rate / np.where(growth > 0, growth, 1.0), 1.0 / months), 1.0)


def next_burnout(burnout: Array, incentive: Array, curve: PrepaymentCurve = STANDARD) -> Array:
    """Burnout after a month; only borrowers about half a point in the money burn out.

    Deviation from the calibration, which switches burnout on at exactly half a point: it sets in between .4 and
    .6, because a step leaves the fixed point of rates and prepayment without a solution.
    """
    sets_in = np.clip((incentive - 0.4) / 0.2, 0.0, 1.0)
    speed = curve.burnout_speed * np.clip(incentive, 0.0, 1.5) * sets_in
    return np.minimum(burnout, np.maximum(curve.burnout_floor, burnout * (1.0 - speed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationTable:
    """Price times effective duration per unit of face, by incentive and remaining months (years)."""

    incentive: Array
    remaining_months: Array
    price: Array
    dollar_duration: Array

    def at(self, incentive: Array, remaining_months: Array) -> tuple[Array, Array]:
        """Price and price times duration per unit of face, bilinear, flat outside the table."""
        x_grid, y_grid = self.incentive, self.remaining_months
        x = np.clip(incentive, x_grid[0], x_grid[-1])
        y = np.clip(remaining_months, y_grid[0], y_grid[-1])
        step = x_grid[1] - x_grid[0]
        i = np.minimum(((x - x_grid[0]) / step).astype(int), len(x_grid) - 2)
        j = np.clip(np.searchsorted(y_grid, y) - 1, 0, len(y_grid) - 2)
        u = (x - x_grid[i]) / step
        v = (y - y_grid[j]) / (y_grid[j + 1] - y_grid[j])
        corners = ((0, 0, (1 - u) * (1 - v)), (0, 1, (1 - u) * v), (1, 0, u * (1 - v)), (1, 1, u * v))
        flat = i * len(y_grid) + j
        price, slope = np.zeros_like(u), np.zeros_like(u)
        for right, up, weight in corners:
            cell = flat + right * len(y_grid) + up
            price += weight * self.price.ravel()[cell]
            slope += weight * self.dollar_duration.ravel()[cell]
        return price, slope


def duration_table(mortgage_rate: float) -> DurationTable:
    """Effective duration of 30-year MBS around one level of the mortgage rate.

    The price is the present value of expected cash flows (scheduled and prepaid) at the current-coupon yield
    (mortgage rate less the coupon-to-WAC gap); the duration comes from a shift of 25 bp both ways that moves
    the discount rate and the borrowers' incentive together, so it falls when refinancing pays.

    Parameters
    ----------
    mortgage_rate : current 30-year fixed rate, percent

    Limits: no option-adjusted spread, no path dependence of rates, season at its mean.
    """
    incentive = np.linspace(-4.0, 4.0, 17)
    remaining = np.array([60.0, 120.0, 180.0, 240.0, 300.0, 340.0, 360.0])
    wac = np.maximum(mortgage_rate + incentive, 0.5)
    bump = 0.25
    shifted = mortgage_rate + np.array([-bump, 0.0, bump])[:, None, None]
    prices = _price(wac[:, None], remaining[None, :], shifted)
    slope = (prices[0] - prices[2]) / convert(2 * bump, "percent", "decimal")
    return DurationTable(
        incentive=incentive, remaining_months=remaining, price=prices[1], dollar_duration=slope
    )


def _price(wac: Array, remaining: Array, mortgage_rate: Array) -> Array:
    """Present value of 1 of face at the current-coupon yield, by mortgage rate, WAC and remaining months."""
    shape = np.broadcast_shapes(wac.shape, remaining.shape, mortgage_rate.shape)
    discount_rate = mortgage_rate - COUPON_TO_WAC
    face, value, burnout = np.ones(shape), np.zeros(shape), np.ones(shape)
    months_left, age = np.broadcast_to(remaining, shape).copy(), np.broadcast_to(361.0 - remaining, shape).copy()
    incentive = np.broadcast_to(wac - mortgage_rate, shape)
    coupon = convert(wac - COUPON_TO_WAC, "percent", "decimal") / MONTHS_PER_YEAR
    discount = 1.0 / (1.0 + convert(discount_rate, "percent", "decimal") / MONTHS_PER_YEAR)
    factor = np.ones_like(discount)
    for _ in range(int(remaining.max())):
        factor = factor * discount
        alive = months_left > 0
        mean_season = 4  # cos(pi / 2 * ...) is zero half way between peak and trough
        speed = monthly_mortality(conditional_prepayment_rate(incentive, age, burnout, mean_season))
        scheduled = np.where(alive, face * scheduled_share(wac, months_left), 0.0)
        principal = np.where(alive, scheduled + (face - scheduled) * speed, 0.0)
        value += factor * (principal + np.where(alive, face * coupon, 0.0))
        face -= principal
        months_left -= 1.0
        age += 1.0
        burnout = next_burnout(burnout, incentive)
    return value

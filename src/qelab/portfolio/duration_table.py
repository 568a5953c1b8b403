"""Price and duration of MBS by incentive and remaining life: what a programme's cohorts are worth around one rate.

Answers: how much interest-rate risk is in a mortgage of this coupon and age? Tabulated once for a level of the mortgage
rate, over paths of the rate as in ``option_adjusted``, so that a projection only looks it up.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio import mortgages
from qelab.portfolio.option_adjusted import RateUncertainty

Array = NDArray[np.float64]
_MEAN_SEASON = 4  # half way between the peak and the trough of the year
_TERM_MONTHS = 360
_BUMP = 0.25  # percentage points, both ways
_INCENTIVES = (-4.0, 4.0)
_INCENTIVE_STEP = 0.5
REMAINING_NODES = np.array([60.0, 120.0, 180.0, 240.0, 300.0, 340.0, 360.0])
_UNCERTAINTY = RateUncertainty(nodes=25)


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


@cache
def duration_table(
    mortgage_rate: float, uncertainty: RateUncertainty = _UNCERTAINTY, lowest_incentive: float = _INCENTIVES[0]
) -> DurationTable:
    """Option-adjusted duration of 30-year MBS around one level of the mortgage rate.

    The price is the present value of expected cash flows (scheduled and prepaid), a mean over paths of the rate, at
    the yield of new MBS; the duration comes from a shift of 25 bp both ways that moves the discount rate and the
    borrowers' incentive together, so it falls when refinancing pays.

    Parameters
    ----------
    mortgage_rate : current 30-year fixed rate, percent
    uncertainty : how the rate may move, and where the yield of new MBS lies below it
    lowest_incentive : where the table begins, percentage points, a multiple of a half; lower for loans far below the market

    Limits: no option-adjusted spread, burnout begins at one, season at its mean.
    """
    incentives = np.arange(lowest_incentive, _INCENTIVES[-1] + _INCENTIVE_STEP / 2, _INCENTIVE_STEP)
    wac = np.maximum(mortgage_rate + incentives, 0.5)
    shifted = mortgage_rate + np.array([-_BUMP, 0.0, _BUMP])
    down, value, up = _prices(wac[:, None], REMAINING_NODES[None, :], shifted, uncertainty)
    slope = (down - up) / convert(2 * _BUMP, "percent", "decimal")
    return DurationTable(incentive=incentives, remaining_months=REMAINING_NODES, price=value, dollar_duration=slope)


def _prices(wac: Array, remaining: Array, rates: Array, uncertainty: RateUncertainty) -> Array:
    """Value of 1 of face at each rate, (rates, wac, remaining): the mean over paths."""
    deviations, weights = uncertainty.deviations(_TERM_MONTHS)
    shape = (len(rates), len(weights), *np.broadcast_shapes(wac.shape, remaining.shape))
    face, value, burnout, discount = np.ones(shape), np.zeros(shape), np.ones(shape), np.ones(shape[:2])
    months_left, age = remaining + 0.0, _TERM_MONTHS + 1.0 - remaining
    coupon = convert(wac - mortgages.COUPON_TO_WAC, "percent", "decimal") / MONTHS_PER_YEAR
    for step in range(_TERM_MONTHS):
        rate = np.maximum(rates[:, None] + deviations[step], uncertainty.lowest)
        yield_ = convert(rate - uncertainty.primary_secondary_spread, "percent", "decimal")
        discount = discount / (1.0 + yield_ / MONTHS_PER_YEAR)
        incentive = wac - rate[..., None, None]
        prepaid = mortgages.monthly_mortality(
            mortgages.conditional_prepayment_rate(incentive, age, burnout, _MEAN_SEASON)
        )
        alive = months_left > 0
        scheduled = np.where(alive, face * mortgages.scheduled_share(wac, months_left), 0.0)
        principal = np.where(alive, scheduled + (face - scheduled) * prepaid, 0.0)
        value += discount[..., None, None] * (principal + np.where(alive, face * coupon, 0.0))
        face = face - principal
        months_left, age = months_left - 1.0, age + 1.0
        burnout = mortgages.next_burnout(burnout, incentive)
    return np.einsum("p,rpij->rij", weights, value)

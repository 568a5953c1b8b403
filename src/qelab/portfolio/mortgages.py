"""Agency MBS: scheduled principal and prepayment of cohorts. What they are worth is ``option_adjusted``'s affair.

Prepayment follows the four usual parts: turnover with seasoning and season, lock-in, refinancing with burnout.
Calibration: agency prepayment reports (recalled), one curve for all years. Held against published speeds:

* out of the money, 2022-25: MBS run off by 15.6bn a month (H.4.1, confirmed; met in the claims A02 to A04);
* refinancing of 2020-21: too slow by about a third. Fannie Mae's 30-year benchmark stood at 38 % a year in April 2020,
  35.5 in October 2020, 19.0 (three months) in August 2021 (Fannie Mae, Benchmark CPR Commentary, June and November 2020,
  September 2021, confirmed); the 2019 coupons of 3.5 and 4.0 at nearly 45 and 43 in August 2021 (Infima, Short Term CPR
  Predictions for Agency MBS, September 2022, confirmed), where this curve says 29 and 30. A refinancing part of .60 in
  place of .42 would meet them, and claim A10, but shortens the MBS of 2009-12 too much (claim A01: 12 % in place of
  10): borrowers then refinanced less at the same incentive. One curve cannot be both; it stays as calibrated.
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
    incentive: Array, age_months: Array, burnout: Array, calendar_month: int | Array, curve: PrepaymentCurve = STANDARD
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

"""What agency MBS are worth on a day, and their option-adjusted duration, cohort by cohort.

Answers: how much does the value of these cohorts, with their own age and burnout, fall when rates rise? A borrower
may repay when he likes, so the answer depends on where rates may go: the value is a mean over paths of the mortgage
rate, and the duration that of this mean. ``duration_table`` tabulates the same around one fixed
rate for a projection; here a portfolio is marked on a day, as its owner reports it.

Two things matter. Rates that may move shorten the duration of cheap mortgages (some paths make
refinancing pay) and lengthen that of dear ones. And cash flows are discounted at the yield of new MBS, the
mortgage rate less the spread between the primary and the secondary market, which is wider than the gap between
borrowers' rate and coupon.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.portfolio import mortgages

Array = NDArray[np.float64]
_BUMP = 0.25  # percentage points, both ways
_REACH = 4.0  # standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class RateUncertainty:
    """How the mortgage rate may move, and where MBS yield lies below it.

    ``volatility`` of the long rate, percentage points a year: standard deviation of daily changes of the ten-year
    yield 2009 to 2019, annualised (computed from H.15; 0.84). ``reversion`` a year (assumption). ``nodes`` paths,
    evenly spaced over four standard deviations both ways: refinancing sets in within a fraction of one, which
    Gauss-Hermite nodes straddle. ``primary_secondary_spread``, percentage points: 0.5 in 2008, above 1 in early 2009 and in 2012
    (Fuster, Goodman, Lucca, Madar, Molloy & Willen 2013, FRBNY Economic Policy Review 19(2)). ``lowest`` mortgage
    rate on any path, percent (assumption).
    """

    volatility: float = 0.85
    reversion: float = 0.05
    nodes: int = 49
    primary_secondary_spread: float = 1.0
    lowest: float = 1.5

    def deviations(self, months: int) -> tuple[Array, Array]:
        """Deviations of the rate, percentage points, (months, nodes), and their weights, (nodes,).

        At each date the nodes have the distribution of an Ornstein-Uhlenbeck process; a path keeps its rank, which
        overstates how long a deviation lasts.
        """
        nodes = np.linspace(-_REACH, _REACH, self.nodes) if self.nodes > 1 else np.zeros(1)
        weights = np.exp(-(nodes**2) / 2.0)
        years = np.arange(months) / MONTHS_PER_YEAR
        if self.reversion > 0:
            years = -np.expm1(-2.0 * self.reversion * years) / (2.0 * self.reversion)
        return self.volatility * np.sqrt(years)[:, None] * nodes, weights / weights.sum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohorts:
    """Cohorts of MBS at the end of a month, each (n,): ``face_bn``, ``wac`` percent, months, burnout in (0, 1]."""

    face_bn: Array
    wac: Array
    remaining_months: Array
    age_months: Array
    burnout: Array


def value_and_duration(
    cohorts: Cohorts,
    mortgage_rate: float,
    calendar_month: int,
    uncertainty: RateUncertainty | None = None,
) -> tuple[float, float]:
    """Value of the cohorts together, bn, and their option-adjusted duration, years.

    The discount rate and the borrowers' incentive move together by 25 bp both ways; the spread stays.

    Parameters
    ----------
    mortgage_rate : 30-year fixed rate of the day, percent
    calendar_month : of the valuation, 1 to 12; prepayment has a season
    uncertainty : of the rate; the standard one by default

    Limits: parallel shifts; the coupon is the borrowers' rate less ``mortgages.COUPON_TO_WAC``.
    """
    held = cohorts.face_bn > 0
    if not held.any():
        return 0.0, 0.0
    kept = Cohorts(**{name: getattr(cohorts, name)[held] for name in Cohorts.__dataclass_fields__})
    shifts = np.array([-_BUMP, 0.0, _BUMP])
    down, value, up = _values(kept, mortgage_rate + shifts, calendar_month, uncertainty or RateUncertainty())
    return float(value), float((down - up) / convert(2 * _BUMP, "percent", "decimal") / value)


def _values(cohorts: Cohorts, rates: Array, calendar_month: int, uncertainty: RateUncertainty) -> Array:
    """Value of the cohorts, bn, at each of several mortgage rates; arrays are (rates, paths, cohorts)."""
    months = int(cohorts.remaining_months.max())
    deviations, weights = uncertainty.deviations(months)
    shape = (len(rates), len(weights), len(cohorts.face_bn))
    face = np.broadcast_to(cohorts.face_bn, shape).copy()
    burnout = np.broadcast_to(cohorts.burnout, shape)
    remaining, age = cohorts.remaining_months.copy(), cohorts.age_months.copy()
    coupon = convert(cohorts.wac - mortgages.COUPON_TO_WAC, "percent", "decimal") / MONTHS_PER_YEAR
    discount = np.ones(shape[:2])
    value = np.zeros(shape[:2])
    for step in range(months):
        rate = np.maximum(rates[:, None] + deviations[step], uncertainty.lowest)
        secondary = convert(rate - uncertainty.primary_secondary_spread, "percent", "decimal")
        discount = discount / (1.0 + secondary / MONTHS_PER_YEAR)
        incentive = cohorts.wac - rate[..., None]
        season = (calendar_month + step) % MONTHS_PER_YEAR + 1
        speed = mortgages.conditional_prepayment_rate(incentive, age, burnout, season)
        alive = remaining > 0
        scheduled = np.where(alive, face * mortgages.scheduled_share(cohorts.wac, remaining), 0.0)
        principal = np.where(alive, scheduled + (face - scheduled) * mortgages.monthly_mortality(speed), 0.0)
        value += discount * (principal + np.where(alive, face * coupon, 0.0)).sum(-1)
        face = face - principal
        remaining, age = remaining - 1.0, age + 1.0
        burnout = mortgages.next_burnout(burnout, incentive)
    return value @ weights

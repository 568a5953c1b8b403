"""Agency MBS by coupon, term and vintage: pools become the cohorts that ``option_adjusted`` values.

Answers: how many cohorts do these pools make, and what are they together? The face of pools with the same coupon,
term and month of maturity is added; nothing else of a pool matters to prepayment here.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import MONTHS_PER_YEAR
from qelab.portfolio.mortgages import COUPON_TO_WAC, next_burnout
from qelab.portfolio.option_adjusted import Cohorts

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pools:
    """Pools of agency MBS, each (n,): ``coupon`` percent, ``term_years`` at origination, ``maturity`` month ordinal."""

    coupon: Array
    term_years: Array
    maturity: NDArray[np.int64]
    face_bn: Array

    @property
    def vintage(self) -> NDArray[np.int64]:
        """Year of origination: maturity less term."""
        return (self.maturity - (self.term_years * MONTHS_PER_YEAR).astype(np.int64)) // MONTHS_PER_YEAR


def cohorts(pools: Pools, month: Month, mortgage_rates: Array) -> Cohorts:
    """Pools at the end of a month, added up by coupon, term and vintage; months are means weighted by face.

    Parameters
    ----------
    mortgage_rates : (months,) 30-year rate, percent, month by month up to ``month``: what borrowers could refinance at
        since origination, from which burnout follows; none, or too short a span, leaves it at one before

    Limits: a pool past its maturity counts one remaining month.
    """
    keys = np.column_stack([pools.coupon, pools.term_years, pools.vintage])
    kept, group = np.unique(keys, axis=0, return_inverse=True)
    group = np.asarray(group).reshape(-1)
    face = _added(pools.face_bn, group, len(kept))
    remaining = np.maximum(pools.maturity - month.ordinal, 1).astype(float)
    months = np.where(face > 0, _added(pools.face_bn * remaining, group, len(kept)), 1.0) / np.where(face > 0, face, 1.0)
    months = np.maximum(np.round(months), 1.0)
    wac = np.asarray(kept[:, 0] + COUPON_TO_WAC, dtype=np.float64)
    age = np.maximum(kept[:, 1] * MONTHS_PER_YEAR - months, 0.0)
    burnout = burnout_since_origination(wac, age, mortgage_rates)
    return Cohorts(face_bn=face, wac=wac, remaining_months=months, age_months=age, burnout=burnout)


def burnout_since_origination(wac: Array, age_months: Array, mortgage_rates: Array) -> Array:
    """Share of borrowers who still react, (n,), after the rates that each cohort has lived through.

    Parameters
    ----------
    wac, age_months : (n,) percent, months
    mortgage_rates : (months,) percent, the last of them today's
    """
    burnout = np.ones(len(wac))
    for back in range(min(len(mortgage_rates), int(age_months.max(initial=0))), 0, -1):
        after = next_burnout(burnout, wac - mortgage_rates[-back])
        burnout = np.where(age_months >= back, after, burnout)
    return burnout


def _added(values: Array, group: NDArray[np.int64], groups: int) -> Array:
    """Sums of values by group."""
    return np.bincount(group, weights=values, minlength=groups).astype(np.float64)

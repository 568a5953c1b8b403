"""MBS bought during the projection: current production, a cohort a month, each path at its own mortgage rate.

Answers: how are new MBS repaid, and what did they cost? The borrowers' rate of a cohort is the mortgage rate of its month
(and path), known before anything is bought; so is the share of it that survives each later month. What is bought only
scales it. The laboratory's projection puts the three months of a quarter into one cohort, which here are three.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import convert
from qelab.portfolio import mortgages

Array = NDArray[np.float64]
_TERM_MONTHS = 360.0


class Production:
    """Cohorts by month of purchase, each (months, P): ``face`` and ``premium`` bn, borrowers' rate ``wac`` percent.

    ``sums`` (3, P): face, next month's interest, unamortised premium.
    """

    def __init__(self, opening: Month, mortgage_rate: Array, above_current: float = 0.0) -> None:
        """For mortgage rates (months, P) percent; borrowers' rates lie ``above_current`` percentage points above."""
        self._opening, self._rate = opening, mortgage_rate
        self.above_current, self.wac = above_current, mortgage_rate + above_current
        coupon = self.wac - mortgages.COUPON_TO_WAC
        self._interest = convert(coupon, "percent per annum", "decimal per month")
        # Face, interest and premium of a cohort shrink alike.
        self._amounts = np.zeros((3, *self.wac.shape))
        self._reacting = np.ones(self.wac.shape)
        self.sums = np.zeros((3, self.wac.shape[1]))
        self._bought = np.zeros(self.wac.shape[0], dtype=bool)
        self.live = slice(0, 0)

    @property
    def face(self) -> Array:
        """Face of the cohorts, (months, P) bn."""
        return self._amounts[0]

    def begin(self, first: int, last: int, *, may_buy: bool) -> None:
        """What survives of each cohort in months ``first`` to ``last - 1``; ``may_buy``: whether more can come in them."""
        bought = np.flatnonzero(self._bought)
        start = int(bought[0]) if len(bought) else first
        self.live = slice(start, last if may_buy else int(bought[-1]) + 1 if len(bought) else start)
        self._first = first
        if self.live.stop > self.live.start:
            self._kept = self._survivors(first, last)

    def _survivors(self, first: int, last: int) -> Array:
        """Share of face that is left after each month, (B, cohorts, P); 1 before a cohort exists."""
        cohort = np.arange(self.live.start, self.live.stop)
        age = (np.arange(first, last)[:, None] - cohort - 1.0)[..., None]
        exists = age >= 0
        incentive = self.wac[self.live] - self._rate[first:last, None]
        factors = np.where(exists, mortgages.next_burnout(np.ones_like(incentive), incentive), 1.0)
        product = np.cumprod(np.concatenate([self._reacting[self.live][None], factors]), axis=0)
        self._reacting[self.live] = product[-1]
        burnout = np.maximum(product[:-1], mortgages.STANDARD.burnout_floor)
        age = np.maximum(age, 0.0)
        season = np.array([float((self._opening + (month + 1)).month) for month in range(first, last)])
        speed = mortgages.conditional_prepayment_rate(incentive, age, burnout, season[:, None, None])
        left = _TERM_MONTHS - age
        scheduled = np.where(left > 1.0, mortgages.scheduled_share(self.wac[self.live], left), 1.0)
        return np.where(exists, (1.0 - scheduled) * (1.0 - mortgages.monthly_mortality(speed)), 1.0)

    def repay(self, month: int) -> Array:
        """Principal of a month, (P,) bn. The premium goes with the principal."""
        before, live = self.sums[0], self._amounts[:, self.live]
        live *= self._kept[month - self._first]
        self.sums = np.add.reduce(live, axis=1)
        return before - self.sums[0]

    def buy(self, month: int, face: Array, premium: Array) -> None:
        """Buy new MBS, (P,) bn of face and of premium."""
        bought = np.array([face, face * self._interest[month], premium])
        self._amounts[:, month] += bought
        self._bought[month] = True
        self.sums = self.sums + bought

    def scale(self, kept: Array) -> None:
        """Sell in proportion: keep a share of every cohort, (P,)."""
        self._amounts *= kept
        self.sums = self.sums * kept

    def remaining(self, months: slice) -> Array:
        """Months that the live cohorts have left at the end of each of some months, (B, cohorts, 1)."""
        age = np.arange(months.start, months.stop, dtype=float)[:, None] - np.arange(
            self.live.start, self.live.stop
        )
        return np.clip(_TERM_MONTHS - age, 1.0, _TERM_MONTHS)[..., None]

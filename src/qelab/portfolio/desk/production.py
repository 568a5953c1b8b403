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
    """Cohorts by month of purchase: ``months`` (n,), borrowers' rate ``wac`` (n, P) percent, ``face`` (n, P) bn.

    Only months in which something was bought, or may be in the months made ready, have a row. ``sums`` (3, P): face, next
    month's interest, unamortised premium.
    """

    def __init__(self, opening: Month, mortgage_rate: Array, above_current: float = 0.0) -> None:
        """For mortgage rates (months, P) percent; borrowers' rates lie ``above_current`` percentage points above."""
        self._opening, self._rate, self.above_current = opening, mortgage_rate, above_current
        paths = mortgage_rate.shape[1]
        self.months = np.zeros(0, dtype=np.int64)
        self.wac, self._reacting = np.zeros((0, paths)), np.zeros((0, paths))
        self._amounts = np.zeros((3, 0, paths))  # face, interest and premium of a cohort shrink alike
        self.sums = np.zeros((3, paths))

    @property
    def face(self) -> Array:
        """Face of the cohorts, (n, P) bn."""
        return self._amounts[0]

    def begin(self, first: int, last: int, *, may_buy: bool) -> None:
        """Make ready for months ``first`` to ``last - 1``; ``may_buy``: whether anything can be bought in them."""
        self._first = first
        kept = self.face.any(axis=1)
        new = np.arange(first, last) if may_buy else np.zeros(0, dtype=np.int64)
        if len(new) or not kept.all():
            paths = self.wac.shape[1]
            self.months = np.concatenate([self.months[kept], new])
            self.wac = np.concatenate([self.wac[kept], self._rate[new] + self.above_current])
            self._reacting = np.concatenate([self._reacting[kept], np.ones((len(new), paths))])
            self._amounts = np.concatenate([self._amounts[:, kept], np.zeros((3, len(new), paths))], axis=1)
        if len(self.months):
            self._kept = self._survivors(first, last)

    def _survivors(self, first: int, last: int) -> Array:
        """Share of face that is left after each month, (B, n, P); 1 before a cohort exists."""
        age = (np.arange(first, last)[:, None] - self.months - 1.0)[..., None]
        exists = age >= 0
        incentive = self.wac - self._rate[first:last, None]
        factors = np.where(exists, mortgages.next_burnout(np.ones_like(incentive), incentive), 1.0)
        product = np.cumprod(np.concatenate([self._reacting[None], factors]), axis=0)
        self._reacting = product[-1]
        burnout = np.maximum(product[:-1], mortgages.STANDARD.burnout_floor)
        age = np.maximum(age, 0.0)
        season = np.array([float((self._opening + (month + 1)).month) for month in range(first, last)])
        speed = mortgages.conditional_prepayment_rate(incentive, age, burnout, season[:, None, None])
        left = _TERM_MONTHS - age
        scheduled = np.where(left > 1.0, mortgages.scheduled_share(self.wac, left), 1.0)
        return np.where(exists, (1.0 - scheduled) * (1.0 - mortgages.monthly_mortality(speed)), 1.0)

    def repay(self, month: int) -> Array:
        """Principal of a month, (P,) bn. The premium goes with the principal."""
        before = self.sums[0]
        if not len(self.months):
            return np.zeros_like(before)
        self._amounts *= self._kept[month - self._first]
        self.sums = np.add.reduce(self._amounts, axis=1)
        return before - self.sums[0]

    def buy(self, month: int, face: Array, premium: Array) -> None:
        """Buy new MBS in a month made ready for it, (P,) bn of face and of premium."""
        place = int(np.searchsorted(self.months, month))
        coupon = self.wac[place] - mortgages.COUPON_TO_WAC
        interest = face * convert(coupon, "percent per annum", "decimal per month")
        bought = np.array([face, interest, premium])
        self._amounts[:, place] += bought
        self.sums = self.sums + bought

    def scale(self, kept: Array) -> None:
        """Sell in proportion: keep a share of every cohort, (P,)."""
        self._amounts *= kept
        self.sums = self.sums * kept

    def remaining(self, months: slice) -> Array:
        """Months that the cohorts have left at the end of each of some months, (B, n, 1)."""
        age = np.arange(months.start, months.stop, dtype=float)[:, None] - self.months
        return np.clip(_TERM_MONTHS - age, 1.0, _TERM_MONTHS)[..., None]

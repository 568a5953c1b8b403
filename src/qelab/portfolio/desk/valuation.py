"""Market value, duration and par by bucket, some months at a time.

Answers: what is the portfolio worth at each month's own curve, and how long is it? Months are collected and valued
together: few large steps instead of many small ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.bonds import LONGEST_MONTHS
from qelab.portfolio.desk.curves import Curves
from qelab.portfolio.state import BUCKET_ENDS_YEARS, BUCKET_STARTS

Array = NDArray[np.float64]
BUCKETS = len(BUCKET_ENDS_YEARS)


@dataclass(slots=True)
class Marks:
    """Sums of B months to be valued: ``par`` and ``coupon`` of Treasuries, ``other_par`` and ``other_coupon`` of agency
    debt, (B, 361, P) by remaining month; ``other_par`` None where there is none."""

    par: Array
    coupon: Array
    other_par: Array | None
    other_coupon: Array | None

    @classmethod
    def empty(cls, months: int, paths: int, *, agency: bool) -> "Marks":
        """Room for some months."""
        shape = (months, LONGEST_MONTHS + 1, paths)
        more = (np.zeros(shape), np.zeros(shape)) if agency else (None, None)
        return cls(np.zeros(shape), np.zeros(shape), *more)

    def values(self, curves: Curves) -> tuple[Array, Array]:
        """Market value, and value times modified duration, (B, P) bn."""
        par, coupon = self.par, self.coupon
        if self.other_par is not None and self.other_coupon is not None:
            par, coupon = par + self.other_par, coupon + self.other_coupon
        months = slice(0, len(curves.price_par))
        par, coupon = par[months], coupon[months]
        value = np.einsum("bnp,bnp->bp", par, curves.price_par)
        value += np.einsum("bnp,bnp->bp", coupon, curves.price_coupon)
        risk = np.einsum("bnp,bnp->bp", par, curves.duration_par)
        risk += np.einsum("bnp,bnp->bp", coupon, curves.duration_coupon)
        return value, risk

    def by_bucket(self) -> Array:
        """Par of Treasuries by the laboratory's maturity buckets, (B, buckets, P) bn."""
        return np.add.reduceat(self.par, BUCKET_STARTS, axis=1)

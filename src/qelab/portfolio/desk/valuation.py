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
    """Sums of B months to be valued, (2, 361, P) each: par and coupon by remaining month.

    ``treasuries`` and, where there is any, agency debt: (B, 2, 361, P).
    """

    treasuries: Array
    agency: Array | None

    @classmethod
    def empty(cls, months: int, paths: int, *, agency: bool) -> "Marks":
        """Room for some months."""
        shape = (months, 2, LONGEST_MONTHS + 1, paths)
        return cls(np.zeros(shape), np.zeros(shape) if agency else None)

    def values(self, curves: Curves) -> tuple[Array, Array]:
        """Market value, and value times modified duration, (B, P) bn."""
        both = self.treasuries if self.agency is None else self.treasuries + self.agency
        par, coupon = both[:, 0], both[:, 1]
        value = np.einsum("bnp,bnp->bp", par, curves.price_par)
        value += np.einsum("bnp,bnp->bp", coupon, curves.price_coupon)
        risk = np.einsum("bnp,bnp->bp", par, curves.duration_par)
        risk += np.einsum("bnp,bnp->bp", coupon, curves.duration_coupon)
        return value, risk

    def by_bucket(self) -> Array:
        """Par of Treasuries by the laboratory's maturity buckets, (B, buckets, P) bn."""
        return np.add.reduceat(self.treasuries[:, 0], BUCKET_STARTS, axis=1)

"""What the Treasury does not issue because it refunds run-off in bills.

Answers: if the central bank does not replace its maturing notes and bonds, and the Treasury raises that money in bills,
which notes and bonds are then missing from the public's hands, now and later? The central bank's own holdings are
``state``'s affair, the share refunded in bills the scenario's.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.bonds import LONGEST_MONTHS, BondTable
from qelab.portfolio.maturities import BILL_MONTHS, Weights
from qelab.portfolio.state import BUCKETS, NEW_BILL_MONTHS, age_ladder, by_bucket

Array = NDArray[np.float64]


@dataclass(slots=True, kw_only=True)
class Withheld:
    """Notes and bonds not issued, and the bills issued in their place, by information date; bn of par.

    ``par`` and ``coupon`` (dates, 361) by remaining month as in ``State``; ``bills`` (dates, 13). Positive: the public
    holds fewer notes and bonds and more bills than if run-off were refunded at the auction mix. Par and bills add up to
    the same sum at every date: what the Treasury borrows does not change, only for how long.

    Limits: the Treasury goes on as it began, with notes and bonds where they would have been issued again and with bills
    where bills mature; its answer to the central bank's purchases is not modelled (over 2008-14 it lengthened its debt
    while the Federal Reserve bought: Greenwood, Hanson, Rudolph & Summers 2014, Hutchins Center; recalled).
    """

    par: Array
    coupon: Array
    bills: Array

    @classmethod
    def nothing(cls, dates: int) -> "Withheld":
        """None withheld at any date."""
        ladder = np.zeros((dates, LONGEST_MONTHS + 1))
        return cls(par=ladder, coupon=ladder.copy(), bills=np.zeros((dates, BILL_MONTHS + 1)))

    def step(self, rows: slice, refunded: Array, tail: Array, auction: Weights, table: BondTable) -> None:
        """A month at some dates: age, put off again what would have matured, and refund more run-off in bills.

        Parameters
        ----------
        refunded : (rows,) bn refunded in bills in place of the auction mix; negative: less than in the reference
        tail : (rows,) factor of the month where a date is in its tail (the whole shrinks, nothing ages), else NaN
        auction : what the Treasury would have issued, by original maturity
        """
        shrinks = np.isfinite(tail)
        before = {name: getattr(self, name)[rows].copy() for name in self.__dataclass_fields__}
        due, bills_due = self.par[rows, 1].copy(), self.bills[rows, 1].copy()
        for name in before:
            age_ladder(getattr(self, name)[rows])
        issues = (due + refunded)[:, None] * auction.coupons
        self.par[rows] += issues
        self.coupon[rows] += issues * table.par_coupon
        self.bills[rows, NEW_BILL_MONTHS] += bills_due + refunded
        for name, then in before.items():
            now = getattr(self, name)[rows]
            now[shrinks] = then[shrinks] * tail[shrinks, None]

    def inherit(self, row: int) -> None:
        """An information date begins where the one before it ended."""
        for name in self.__dataclass_fields__:
            values = getattr(self, name)
            values[row] = values[row - 1]

    def ten_year_equivalents(self, rows: slice, table: BondTable) -> Array:
        """Withdrawn from the public by issuing bills, bn of ten-year equivalents by bucket of ``BUCKETS``, (rows, 9)."""
        par, bills = self.par[rows], self.bills[rows]
        equivalents = np.zeros((len(par), len(BUCKETS)))
        equivalents[:, :-2] = by_bucket(table.ten_year_equivalents(par, self.coupon[rows]))
        equivalents[:, 0] -= (bills * table.duration_par[: BILL_MONTHS + 1]).sum(-1) / table.duration_10y
        return equivalents

"""A ladder of coupon securities with its books: what it pays, what it cost, what inflation has added.

Answers: when a month passes and some securities are bought or sold, what becomes of coupons, premiums and accrued
compensation? Securities bought enter at par with the month's par yield; those sold take everything in proportion.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.portfolio.income.tables import BondTables

Array = NDArray[np.float64]


def share_kept(before: Array, now: Array) -> Array:
    """Share of what stood before that still stands, 0 to 1; the rest was sold, what is more was bought.

    A position can be short for a month, out of a bucket whose months stand for each other; covering it is then what leaves,
    with the negative sign.
    """
    held = before != 0
    return np.clip(np.where(held, now / np.where(held, before, 1.0), 1.0), 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What left a ladder by trades of a month, each (P,), bn.

    Of outright sales: ``par``, ``gain``, proceeds less book, and ``above_par``, the premium and compensation in their
    book. Of what left otherwise: ``written``, its premium, and ``repaid``, its compensation.
    """

    par: Array
    gain: Array
    above_par: Array
    written: Array
    repaid: Array


@dataclass(slots=True, kw_only=True)
class Ladder:
    """Coupon securities by remaining month, all (P, 361), bn, end of month.

    ``par``; ``coupon``: par times percent, nominal, what the value rests on; ``paid``: par times percent, what is paid in
    cash, less than ``coupon`` where inflation is paid in principal; ``premium``: unamortised; ``accrued``: inflation
    compensation since the opening. ``inflation``: percentage points by which a new coupon is below the nominal yield.
    """

    par: Array
    coupon: Array
    paid: Array
    premium: Array
    accrued: Array
    inflation: float = 0.0

    def interest(self) -> Array:
        """Coupons of a month on what stands, (P,), bn; on the principal with its compensation."""
        held = self.par != 0
        ratio = np.where(held, 1.0 + self.accrued / np.where(held, self.par, 1.0), 1.0)
        return convert((self.paid * ratio).sum(-1), "percent per annum", "decimal per month")

    def index(self, growth: Array) -> Array:
        """Add a month's compensation to the principal and return it, (P,), bn; ``growth`` ratio of prices (P,)."""
        gained = (self.par + self.accrued) * (growth - 1.0)[:, None]
        self.accrued += gained
        return gained.sum(-1)

    def amortise(self) -> Array:
        """Write down a month of the premium in a straight line to maturity, (P,), bn; a discount is written up."""
        written = self.premium[:, 1:] / np.arange(1, self.premium.shape[-1])
        self.premium[:, 1:] -= written
        return written.sum(-1)

    def age(self) -> Array:
        """Move a month closer to maturity; what matures leaves at par with its compensation, returned, (P,), bn."""
        repaid = self.accrued[:, 1].copy()
        for values in (self.par, self.coupon, self.paid, self.premium, self.accrued):
            values[:, :-1] = values[:, 1:]
            values[:, -1] = 0.0
            values[:, 0] = 0.0
        return repaid

    def trade(self, par: Array, table: BondTables, selling: NDArray[np.bool_]) -> "Left":
        """Come to hold ``par`` (P, 361): by outright sales where ``selling`` (P,), else what leaves does so at par.

        What more is held than before was bought at par, with the par yield of its remaining month.
        """
        kept = share_kept(self.par, par)
        gone, none = 1.0 - kept, np.zeros(len(par))
        left = Left(par=none, gain=none, above_par=none, written=none, repaid=none)
        if gone.any():
            selling = selling & ((gone * self.par).sum(-1) > 0)  # a short position that is covered is no sale
            premium, accrued = (gone * self.premium).sum(-1), (gone * self.accrued).sum(-1)
            gain = (gone * (self.values(table) - self.par)).sum(-1) - premium - accrued
            left = Left(
                par=np.where(selling, (gone * self.par).sum(-1), 0.0),
                gain=np.where(selling, gain, 0.0),
                above_par=np.where(selling, premium + accrued, 0.0),
                written=np.where(selling, 0.0, premium),
                repaid=np.where(selling, 0.0, accrued),
            )
        added = par - kept * self.par
        self.coupon = kept * self.coupon + added * table.par_coupon
        self.paid = kept * self.paid + added * (table.par_coupon - self.inflation)
        self.premium, self.accrued = kept * self.premium, kept * self.accrued
        self.par = par.copy()
        return left

    def values(self, table: BondTables) -> Array:
        """Clean value, (P, 361), bn; compensation is worth what the principal beside it is worth."""
        own = self.par * table.price_par + self.coupon * table.price_coupon
        return own * self._indexed()

    def dollar_duration(self, table: BondTables) -> Array:
        """Value times modified duration, (P,), bn times years."""
        own = self.par * table.duration_par + self.coupon * table.duration_coupon
        return (own * self._indexed()).sum(-1)

    def book(self) -> Array:
        """Amortised cost with compensation, (P,), bn."""
        return (self.par + self.premium + self.accrued).sum(-1)

    def _indexed(self) -> Array | float:
        if not self.accrued.any():
            return 1.0
        held = self.par != 0
        return np.where(held, 1.0 + self.accrued / np.where(held, self.par, 1.0), 1.0)

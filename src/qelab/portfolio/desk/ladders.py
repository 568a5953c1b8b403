"""Sums of securities by month of maturity: all that interest, maturities and market values ask of hundreds of lots.

Answers: how much matures in a month, what do the securities earn, what do they pay in later months? Columns count months
after the opening, so that nothing moves as time passes: at the end of month t (0 the first) column t + 1 + n has n
months left.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.bonds import LONGEST_MONTHS

Array = NDArray[np.float64]
Integers = NDArray[np.int64]


class Rungs(StrEnum):
    """What is told apart: by how it matures, earns and is valued."""

    NOMINAL = "nominal"
    TIPS = "tips"
    FRN = "frn"
    BILLS = "bills"
    AGENCY = "agency"


class Ladders:
    """Ladders of several kinds on some paths; what matures in a month leaves all of them at once.

    ``par``, ``coupon`` (kinds, columns, P); ``total_par``, ``total_coupon`` (kinds, P) of what has not matured.
    """

    def __init__(self, kinds: tuple[Rungs, ...], months: int, paths: int) -> None:
        """Room for a projection of so many months, nothing on it."""
        shape = (len(kinds), months + LONGEST_MONTHS + 2, paths)
        self.kinds = kinds
        self.par, self.coupon = np.zeros(shape), np.zeros(shape)
        self.total_par, self.total_coupon = np.zeros((len(kinds), paths)), np.zeros((len(kinds), paths))
        self.by_kind = {kind: Ladder(self, place) for place, kind in enumerate(kinds)}

    def mature(self, month: int) -> Array:
        """What matures in a month, (kinds, P) units; it leaves."""
        matured = self.par[:, month + 1].copy()
        self.total_par -= matured
        self.total_coupon -= self.coupon[:, month + 1]
        self.par[:, month + 1] = self.coupon[:, month + 1] = 0.0
        return matured


class Ladder:
    """Par and coupon (par times percent; of floating-rate notes par times spread) of one kind, (columns, P) bn.

    TIPS stand here in units of the opening's index: par is units times growth of prices since; ``base`` is what was paid for
    them without compensation, None for all others.
    """

    def __init__(self, all_kinds: Ladders, place: int) -> None:
        """A view of one kind."""
        self.par, self.coupon = all_kinds.par[place], all_kinds.coupon[place]
        self.total_par, self.total_coupon = all_kinds.total_par[place], all_kinds.total_coupon[place]
        self.base = np.zeros_like(self.par) if all_kinds.kinds[place] is Rungs.TIPS else None

    def add(self, columns: Integers, par: Array, coupon: Array, base: Array | None = None) -> None:
        """Add par at columns in ascending order, which may repeat; (n, P) bn, sales negative."""
        if not len(columns):
            return
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        if len(starts) < len(columns):
            par, coupon = np.add.reduceat(par, starts, axis=0), np.add.reduceat(coupon, starts, axis=0)
            base = None if base is None else np.add.reduceat(base, starts, axis=0)
            columns = columns[starts]
        self.put(columns, par, coupon)
        if self.base is not None:
            self.base[columns] += par if base is None else base

    def put(self, columns: Integers | int, par: Array, coupon: Array) -> None:
        """Add par of nominal securities at columns that do not repeat, (n, P), or at one, (P,) bn."""
        self.par[columns] += par
        self.coupon[columns] += coupon
        several = par.ndim > 1
        self.total_par += np.add.reduce(par) if several else par
        self.total_coupon += np.add.reduce(coupon) if several else coupon

    def ahead(self, month: int) -> tuple[Array, Array]:
        """Par and coupon by remaining month 0 to 360 at the end of a month, (361, P); a view."""
        live = slice(month + 1, month + LONGEST_MONTHS + 2)
        return self.par[live], self.coupon[live]

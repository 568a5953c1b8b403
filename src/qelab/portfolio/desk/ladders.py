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

    ``amounts`` (kinds, 2, columns, P): par, and coupon (par times percent; of floating-rate notes par times spread), bn;
    ``totals`` (kinds, 2, P) of what has not matured.
    """

    def __init__(self, kinds: tuple[Rungs, ...], months: int, paths: int) -> None:
        """Room for a projection of so many months, nothing on it."""
        self.kinds = kinds
        self.amounts = np.zeros((len(kinds), 2, months + LONGEST_MONTHS + 2, paths))
        self.totals = np.zeros((len(kinds), 2, paths))
        self.by_kind = {kind: Ladder(self, place) for place, kind in enumerate(kinds)}

    def mature(self, month: int) -> Array:
        """Par that matures in a month, (kinds, P) units; it leaves."""
        column = self.amounts[:, :, month + 1]
        matured = column.copy()
        self.totals -= matured
        column[...] = 0.0
        return matured[:, 0]


class Ladder:
    """One kind: a view of its ``amounts`` (2, columns, P) and ``totals`` (2, P). TIPS stand here in units of the opening's index: par is units times growth of prices since;
    ``base`` (columns, P) is what was paid for them without compensation, None for all others."""

    def __init__(self, all_kinds: Ladders, place: int) -> None:
        """A view of one kind."""
        self.amounts, self.totals = all_kinds.amounts[place], all_kinds.totals[place]
        self.base = np.zeros_like(self.amounts[0]) if all_kinds.kinds[place] is Rungs.TIPS else None

    def add(self, columns: Integers, par: Array, coupon: Array, base: Array | None = None) -> None:
        """Add par with its coupon at columns in ascending order, which may repeat; (n, P), sales negative."""
        if not len(columns):
            return
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        self.put(columns[starts], np.add.reduceat(np.stack([par, coupon]), starts, axis=1))
        if self.base is not None:
            self.base[columns[starts]] += np.add.reduceat(par if base is None else base, starts, axis=0)

    def put(self, columns: Integers, amounts: Array) -> None:
        """Add par and coupon of nominal securities at columns that do not repeat, (2, n, P)."""
        self.amounts[:, columns] += amounts
        self.totals += np.add.reduce(amounts, axis=1)

    def put_one(self, column: int, amounts: Array) -> None:
        """The same at one column, (2, P)."""
        self.amounts[:, column] += amounts
        self.totals += amounts

    def ahead(self, month: int) -> Array:
        """Par and coupon by remaining month 0 to 360 at the end of a month, (2, 361, P); a view."""
        return self.amounts[:, month + 1 : month + LONGEST_MONTHS + 2]

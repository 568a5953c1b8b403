"""Where the programme itself has traded: the maturities into which its own deviation is rolled over."""

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.maturities import Weights

Array = NDArray[np.float64]


class Traded:
    """Where the programme has traded: weights by remaining month, (dates, 361); at auction until it has."""

    def __init__(self, dates: int, auction: Weights) -> None:
        self.amount = np.zeros(dates)
        self.weights = np.tile(auction.coupons, (dates, 1))

    def add(self, rows: slice, amount: Array, where: Array) -> None:
        """Count a trade at some dates, (rows,) bn, not negative; ``where`` by remaining month, (361,) or (rows, 361)."""
        before, weights = self.amount[rows], self.weights[rows]
        share = np.where(amount > 0, amount / np.where(amount > 0, before + amount, 1.0), 0.0)
        sums = where.sum(-1, keepdims=True)
        target = np.where(sums > 0, where / np.where(sums > 0, sums, 1.0), weights)
        self.weights[rows] = weights + share[:, None] * (target - weights)
        self.amount[rows] = before + amount

    def inherit(self, row: int) -> None:
        """A date begins with what the one before it had traded."""
        self.amount[row], self.weights[row] = self.amount[row - 1], self.weights[row - 1]

"""Reductions of the stock by announced envelopes: what has left so far, and what is sold besides what matures.

Answers: a bank says that its stock will fall by 100bn in twelve months, maturities included; how much may mature
without reinvestment, and how much is sold in a month? What will mature within the months that are left is known from
the ladder; the rest of the envelope is sold evenly over them. A reduction without an envelope sells nothing.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.policy.parts import Phase
from qelab.portfolio.operations import Operation
from qelab.portfolio.state import State

Array = NDArray[np.float64]


class Reductions:
    """What each reduction has taken off so far, (2 worlds, dates) bn, by its phase: a plan that cuts it short keeps count."""

    def __init__(self, dates: int) -> None:
        self._dates = dates
        self._gone: dict[tuple[str, Phase], Array] = {}

    def inherit(self, row: int) -> None:
        """A date begins with what has left until the one before it."""
        for gone in self._gone.values():
            gone[:, row] = gone[:, row - 1]

    def add(self, operation: Operation, rows: slice, amount: Array) -> None:
        """Count what matured or was sold under a reduction at some dates; ``amount`` (2, rows) bn."""
        self._of(operation)[:, rows] += amount

    def left(self, operation: Operation, rows: slice, share: Array) -> Array:
        """What may still leave, (2, rows) bn, without end where there is no envelope; ``share`` (2, rows) follow it."""
        if operation.envelope_bn is None:
            return np.where(share > 0, np.inf, 0.0)
        return np.maximum(share * operation.envelope_bn - self._of(operation)[:, rows], 0.0)

    def redeem(self, operation: Operation, rows: slice, share: Array, matured: Array) -> Array:
        """What of maturing principal, (2, rows) bn, is not reinvested: as much as the envelope still holds; it is counted."""
        redeemed = np.minimum(matured, self.left(operation, rows, share))
        self.add(operation, rows, redeemed)
        return redeemed

    def sell(self, operation: Operation, rows: slice, share: Array, month: int, now: State) -> Array:
        """What is sold in a month, (2, rows) bn, not negative; it is counted.

        sale(m) = max(0, (E - gone(m) - maturing(m+1 ... M)) / (M - m + 1)), M the last month announced.

        Parameters
        ----------
        now : holdings of these dates after the month's maturities
        """
        if operation.envelope_bn is None:
            return np.zeros_like(share)
        months = operation.planned_last - month + 1
        comes = now.par[..., 1:months].sum(-1) + now.bills[..., 1:months].sum(-1)
        sale = np.maximum(self.left(operation, rows, share) - comes, 0.0) / months
        self.add(operation, rows, sale)
        return sale

    def _of(self, operation: Operation) -> Array:
        return self._gone.setdefault((operation.programme, operation.phase), np.zeros((2, self._dates)))

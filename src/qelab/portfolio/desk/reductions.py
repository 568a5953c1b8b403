"""Reductions of the stock by announced envelopes, path by path: what may mature, and what is sold besides.

Answers the same as ``portfolio.reductions`` for the laboratory's two worlds: a bank says that its stock will fall by so
much within so many months, maturities included. What will mature within the months that are left is known; the rest is
sold evenly over them. A reduction without an envelope lets mature and sells nothing.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.policy.parts import Phase
from qelab.portfolio.operations import Operation

Array = NDArray[np.float64]


class PathReductions:
    """What each reduction has taken off so far, (P,) bn, by its phase: a plan that cuts it short keeps count."""

    def __init__(self, paths: int) -> None:
        self._paths = paths
        self._gone: dict[tuple[str, Phase], Array] = {}

    def add(self, operation: Operation, amount: Array) -> None:
        """Count what matured or was sold under a reduction, (P,) bn."""
        self._gone[operation.programme, operation.phase] = self._of(operation) + amount

    def left(self, operation: Operation, share: float) -> Array:
        """What may still leave, (P,) bn, without end where there is no envelope."""
        if operation.envelope_bn is None:
            return np.full(self._paths, np.inf)
        return np.maximum(share * operation.envelope_bn - self._of(operation), 0.0)

    def sale(self, operation: Operation, share: float, month: int, matures: Array) -> Array:
        """What is sold in a month, (P,) bn: max(0, (E - gone - what matures until the last month) / months left).

        Parameters
        ----------
        matures : (P,) bn that will mature until the last month announced
        """
        if operation.envelope_bn is None:
            return np.zeros(self._paths)
        return np.maximum(self.left(operation, share) - matures, 0.0) / (operation.planned_last - month + 1)

    def _of(self, operation: Operation) -> Array:
        return self._gone.get((operation.programme, operation.phase), np.zeros(self._paths))

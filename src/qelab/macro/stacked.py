"""All periods of a model as one system of equations.

Answers: for a guess of the whole path, what are the residuals and the sparse Jacobian? Period 0 is the
inherited state, period T + 1 the steady state; between them are the T (horizon) periods to be found.
"""

from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.linear_solver import FactorCache, make_pattern
from qelab.macro.model import Model


class StackedSystem:
    """Buffers and pattern of one model over one horizon. Not to be shared between threads.

    Write ``path`` (T + 2, n), ``exogenous`` (T, k) and ``parameters`` (T, p), call ``evaluate``, then read
    ``residual`` (T, n), ``jacobian`` and ``shock_jacobian``.
    """

    def __init__(self, model: Model, horizon: int, solver: str | None = None) -> None:
        compiled = model.compiled
        self.horizon, self.size = horizon, compiled.size
        self.path = np.zeros((horizon + 2, self.size))
        self.exogenous = np.zeros((horizon, len(model.exogenous)))
        self.parameters = np.tile(model.parameter_vector, (horizon, 1))
        self.residual = np.zeros((horizon, self.size))
        self.jacobian = np.zeros((horizon, compiled.rows.size))
        self.shock_jacobian = np.zeros((horizon, compiled.shock_rows.size))
        self._connect(compiled.function)
        starts, rows = self._place(compiled.rows, compiled.columns)
        self.factors = FactorCache(make_pattern(horizon * self.size, starts, rows, solver))
        self._shock_rows, self._shock_columns = compiled.shock_rows, compiled.shock_columns

    def _connect(self, function: Any) -> None:
        # CasADi reads and writes these arrays in place: no conversion, no allocation. The function is copied
        # because buffers of one function in two threads were once seen to fail.
        self._function = ca.Function.deserialize(function.serialize()).map(self.horizon)
        self._buffer, self._run = self._function.buffer()
        inputs = (self.path[:-2], self.path[1:-1], self.path[2:], self.exogenous, self.parameters)
        for number, array in enumerate(inputs):
            self._buffer.set_arg(number, memoryview(array))
        for number, array in enumerate((self.residual, self.jacobian, self.shock_jacobian)):
            self._buffer.set_res(number, memoryview(array))

    def _place(self, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where each nonzero of each period stands in the stacked matrix (compressed columns)."""
        n, horizon = self.size, self.horizon
        period = np.arange(horizon)[:, None]
        block = columns // n - 1
        stacked_rows = (period * n + rows).ravel()
        stacked_columns = ((period + block) * n + columns % n).ravel()
        inside = np.flatnonzero((stacked_columns >= 0) & (stacked_columns < horizon * n))
        order = np.lexsort((stacked_rows[inside], stacked_columns[inside]))
        self._take = inside[order]
        counts = np.bincount(stacked_columns[self._take], minlength=horizon * n)
        return np.concatenate(([0], np.cumsum(counts))), stacked_rows[self._take]

    def evaluate(self) -> float:
        """Fill residuals and Jacobians; the largest residual, infinite where one is not a number."""
        self._run()
        largest = float(np.abs(self.residual).max(initial=0.0))
        return largest if np.isfinite(largest) else np.inf

    def matrix_values(self) -> np.ndarray:
        """Nonzeros of the stacked Jacobian, in the order of the pattern."""
        return self.jacobian.ravel()[self._take]

    def shock_columns(self, periods: np.ndarray, shocks: np.ndarray) -> np.ndarray:
        """Derivatives of all residuals to chosen shocks in chosen periods, (T n, m)."""
        columns = np.zeros((self.horizon * self.size, periods.size))
        for number, (period, shock) in enumerate(zip(periods, shocks, strict=True)):
            chosen = np.flatnonzero(self._shock_columns == shock)
            rows = period * self.size + self._shock_rows[chosen]
            columns[rows, number] = self.shock_jacobian[period, chosen]
        return columns

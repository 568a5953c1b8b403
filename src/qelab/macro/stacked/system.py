"""All periods of a model as one system of equations.

Answers: for a guess of the whole path, what are the residuals and the sparse Jacobian? Period 0 is the
inherited state; the T (horizon) periods after it are to be found; period T + 1 is the steady state, or lies on the
saddle path that leads there from period T.
"""

from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.model import Model
from qelab.macro.stacked.linear_solver import FactorCache, make_pattern


class StackedSystem:
    """Buffers and pattern of one model over one horizon. Not to be shared between threads.

    Write ``path`` (T + 2, n), ``exogenous`` (T, k) and ``parameters`` (T, p), call ``evaluate``, then read
    ``residual`` (T, n), ``matrix_values`` and ``shock_columns``. With ``transition`` (n, n), G, the last row of
    ``path`` follows x(T + 1) = x* + G (x(T) - x*), and is not to be written.
    """

    def __init__(
        self, model: Model, horizon: int, solver: str | None = None, transition: np.ndarray | None = None
    ) -> None:
        compiled = model.compiled
        self.horizon, self.size = horizon, compiled.size
        self.path = np.zeros((horizon + 2, self.size))
        self.exogenous = np.zeros((horizon, len(model.exogenous)))
        self.parameters = np.tile(model.parameter_vector, (horizon, 1))
        self.terminal = model.steady_state
        self.path[-1] = self.terminal
        self.residual = np.zeros((horizon, self.size))
        self.jacobian = np.zeros((horizon, compiled.rows.size))
        self.shock_jacobian = np.zeros((horizon, compiled.shock_rows.size))
        self._rows, self._columns = compiled.rows, compiled.columns
        self._shock_rows, self._shock_columns = compiled.shock_rows, compiled.shock_columns
        self._transition = transition
        self._connect(compiled.function)
        starts, rows = self._place()
        self.factors = FactorCache(make_pattern(horizon * self.size, starts, rows, solver))

    def _connect(self, function: Any) -> None:
        # CasADi reads and writes these arrays in place: no conversion, no allocation. The function is copied
        # because buffers of one function in two threads were once seen to fail.
        self._function = ca.Function.deserialize(function.serialize()).map(self.horizon)
        buffer, self._run = self._function.buffer()
        self._buffer: Any = buffer  # keeps the arrays connected; CasADi's own types are wrong here
        inputs = (self.path[:-2], self.path[1:-1], self.path[2:], self.exogenous, self.parameters)
        for number, array in enumerate(inputs):
            self._buffer.set_arg(number, array.data)
        for number, array in enumerate((self.residual, self.jacobian, self.shock_jacobian)):
            self._buffer.set_res(number, array.data)

    def _place(self) -> tuple[np.ndarray, np.ndarray]:
        """Where each nonzero of each period stands in the stacked matrix (compressed columns)."""
        n, horizon = self.size, self.horizon
        period = np.arange(horizon)[:, None]
        stacked_rows = (period * n + self._rows).ravel()
        stacked_columns = ((period + self._columns // n - 1) * n + self._columns % n).ravel()
        inside = np.flatnonzero((stacked_columns >= 0) & (stacked_columns < horizon * n))
        end_rows, end_columns = self._place_end()
        cells = stacked_columns[inside] * (horizon * n) + stacked_rows[inside]
        end_cells = (end_columns + (horizon - 1) * n) * (horizon * n) + end_rows + (horizon - 1) * n
        all_cells = np.union1d(cells, end_cells)
        order = np.argsort(cells)
        self._take, self._put = inside[order], np.searchsorted(all_cells, cells[order])
        self._end_put = np.searchsorted(all_cells, end_cells)
        self._count = all_cells.size
        counts = np.bincount(all_cells // (horizon * n), minlength=horizon * n)
        return np.concatenate(([0], np.cumsum(counts))), all_cells % (horizon * n)

    def _place_end(self) -> tuple[np.ndarray, np.ndarray]:
        """Cells of the last period's block that the saddle path fills: equations with a lead x state variables."""
        if self._transition is None:
            self._end_rows = self._end_columns = np.zeros(0, dtype=np.int64)
        else:
            ahead = self._columns >= 2 * self.size
            states = np.unique(self._columns[self._columns < self.size])
            grid = np.meshgrid(np.unique(self._rows[ahead]), states, indexing="ij")
            self._end_rows, self._end_columns = (item.ravel() for item in grid)
        return self._end_rows, self._end_columns

    def evaluate(self) -> float:
        """Fill residuals and Jacobians; the largest residual, infinite where one is not a number."""
        if self._transition is not None:
            self.path[-1] = self.terminal + self._transition @ (self.path[-2] - self.terminal)
        self._run()
        largest = float(np.abs(self.residual).max(initial=0.0))
        return largest if np.isfinite(largest) else np.inf

    def matrix_values(self) -> np.ndarray:
        """Nonzeros of the stacked Jacobian, in the order of the pattern."""
        values = np.zeros(self._count)
        values[self._put] = self.jacobian.ravel()[self._take]
        if self._transition is not None:
            lead = np.zeros((self.size, self.size))
            ahead = self._columns >= 2 * self.size
            lead[self._rows[ahead], self._columns[ahead] - 2 * self.size] = self.jacobian[-1, ahead]
            values[self._end_put] += (lead @ self._transition)[self._end_rows, self._end_columns]
        return values

    def shock_columns(self, periods: np.ndarray, shocks: np.ndarray) -> np.ndarray:
        """Derivatives of all residuals to chosen shocks in chosen periods, (T n, m)."""
        columns = np.zeros((self.horizon * self.size, periods.size))
        for number, (period, shock) in enumerate(zip(periods, shocks, strict=True)):
            chosen = np.flatnonzero(self._shock_columns == shock)
            rows = period * self.size + self._shock_rows[chosen]
            columns[rows, number] = self.shock_jacobian[period, chosen]
        return columns

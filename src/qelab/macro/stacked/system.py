"""All periods of a model as one system of equations.

Answers: for a guess of the whole path, what are the residuals, and what does Newton's method do with them? Period 0 is
the inherited state; the T (horizon) periods after it are to be found; period T + 1 is given, or lies on the saddle path
that leads to the steady state from period T.
"""

from typing import Any

import numpy as np

from qelab.macro.linear.form import is_linear
from qelab.macro.model import Model
from qelab.macro.stacked.elimination import Places, choose_pivots, eliminate
from qelab.macro.stacked.evaluation import Evaluation
from qelab.macro.stacked.factor import Factor
from qelab.macro.stacked.linear_solver import FactorCache, FactorChain, make_pattern
from qelab.macro.stacked.placing import Placing

_WEAK = 1e8  # static variables that answer this much more than at the steady state have lost their equation


class StackedSystem:
    """Buffers and pattern of one model over one horizon. Not to be shared between threads.

    Write ``path`` (T + 2, n) but for its last row, ``terminal`` (n,), ``exogenous`` (T, k) and ``parameters`` (T, p), call
    ``evaluate``, then read ``residual`` (T, n) and take ``linearise()``. The last row is ``terminal``, x*; with
    ``transition`` (n, n), G, it follows x(T + 1) = x* + G (x(T) - x*). Static variables are eliminated unless ``eliminated`` is
    false; ``native`` is explained at ``Evaluation``.
    """

    def __init__(
        self,
        model: Model,
        horizon: int,
        solver: str | None = None,
        transition: np.ndarray | None = None,
        native: bool | None = None,
        eliminated: bool = True,
    ) -> None:
        self._arguments: tuple[Any, ...] = (model, horizon, solver, transition, native)
        self.horizon, self.size = horizon, model.compiled.size
        self.path = np.zeros((horizon + 2, self.size))
        self.exogenous = np.zeros((horizon, len(model.exogenous)))
        self.parameters = np.tile(model.parameter_vector, (horizon, 1))
        self.terminal = model.steady_state.copy()
        self._transition = transition
        pivots = choose_pivots(model.compiled, np.hstack(model.derivatives[:3])) if eliminated else ()
        self.reduction = eliminate(model.compiled, pivots)
        inputs = (self.path[:-2], self.path[1:-1], self.path[2:], self.exogenous, self.parameters)
        self.evaluation = Evaluation(self.reduction.function, inputs, native)
        self.residual, self._jacobian, *self._blocks, self._shocks = self.evaluation.outputs
        self.placing = Placing(self.reduction, horizon, transition)
        placing = self.placing
        pattern = make_pattern(placing.size, placing.starts, placing.rows, solver, placing.partners())
        self.factors = FactorCache(pattern) if is_linear(model) else FactorChain(pattern)
        self._largest = _WEAK * self._inverse_at_rest(model)
        self._full: StackedSystem | None = None

    def _inverse_at_rest(self, model: Model) -> float:
        """Largest entry of the static block's inverse at the steady state; 1 where there is none."""
        rest, nothing = model.steady_state, model.exogenous_at_rest
        entries = self.reduction.function(rest, rest, rest, nothing, model.parameter_vector)[2]
        return max(1.0, float(np.abs(np.array(entries)).max(initial=0.0)))

    def evaluate(self) -> float:
        """Fill residuals and Jacobians; the largest residual, infinite where one is not a number."""
        self.path[-1] = self.terminal
        if self._transition is not None:
            self.path[-1] += self._transition @ (self.path[-2] - self.terminal)
        self.evaluation.run()
        largest = float(np.abs(self.residual).max(initial=0.0))
        return largest if np.isfinite(largest) else np.inf

    def linearise(self) -> "Linearised":
        """The system of the Jacobian at the point evaluated last, factorised.

        Raises
        ------
        SingularMatrix : no factor
        """
        inverse = self._blocks[0]
        if inverse.size and not np.abs(inverse).max() <= self._largest:  # also where it is not a number
            return self.without_elimination().linearise()
        return Linearised(self, self.factors.factor(self.values()), self._blocks)

    def without_elimination(self) -> "StackedSystem":
        """The full system at the same point: where a static variable has no equation of its own, and for diagnosis."""
        if self._full is None:
            self._full = StackedSystem(*self._arguments, eliminated=False)
        full = self._full
        full.path[:], full.exogenous[:], full.parameters[:] = self.path, self.exogenous, self.parameters
        full.terminal[:] = self.terminal
        full.evaluate()
        return full

    def begin(self, resting: bool) -> None:
        """A solve begins, ``resting``: from a path that stays where it is. Nothing of the last one is used again."""
        self.factors.begin(resting)
        if self._full is not None:
            self._full.begin(False)

    def values(self) -> np.ndarray:
        """Nonzeros of the Jacobian of all periods at the point evaluated last, in the order of ``placing``."""
        return self.placing.values(self._jacobian)

    def shock_columns(self, periods: np.ndarray, shocks: np.ndarray) -> np.ndarray:
        """Derivatives of all residuals to chosen shocks in chosen periods, (T, n, m)."""
        columns = np.zeros((self.horizon, self.size, periods.size))
        places = self.reduction.shocks
        for number, (period, shock) in enumerate(zip(periods, shocks, strict=True)):
            chosen = np.flatnonzero(places.columns == shock)
            columns[period, places.rows[chosen], number] = self._shocks[period, chosen]
        return columns


class Linearised:
    """J x = b for the Jacobian of one point; it stays as it is when the system is evaluated elsewhere.

    With a ``FactorChain`` it can be used until the next one is made.
    """

    def __init__(self, system: StackedSystem, factor: Factor, blocks: list[np.ndarray]) -> None:
        self._system, self._factor = system, factor
        reduction = system.reduction
        self._inverse = _Blocks(reduction.inverse, blocks[0], reduction.static.size)
        self._above = _Blocks(reduction.above, blocks[1], reduction.kept.size)
        self._beside = _Blocks(reduction.beside, blocks[2], reduction.static.size)

    def solve(self, right: np.ndarray) -> np.ndarray:
        """x for the right side(s) b: (T, n) or (T, n, m)."""
        reduction = self._system.reduction
        if not reduction.static.size:
            return self._factored(right)
        static = self._inverse @ right[:, reduction.pivot_rows]
        kept = self._factored(right[:, reduction.kept_rows] - self._above @ static)
        around = self._system.placing.surrounded(kept)
        beside = self._beside @ np.concatenate((around[:-2], around[1:-1], around[2:]), axis=1)
        solution = np.empty(right.shape)
        solution[:, reduction.kept] = kept
        solution[:, reduction.static] = static - self._inverse @ beside
        return solution

    def _factored(self, right: np.ndarray) -> np.ndarray:
        stacked = np.ascontiguousarray(right).reshape(-1, *right.shape[2:])
        return self._factor.solve(stacked).reshape(right.shape)


class _Blocks:
    """A small sparse matrix for each period: all of one pattern, with values (T, nonzeros) ordered by row."""

    def __init__(self, places: Places, values: np.ndarray, rows: int) -> None:
        self._count, self._columns = rows, places.columns
        self._rows, self._starts = np.unique(places.rows, return_index=True)
        self._values = np.array(values.T, order="C")  # a copy: the system's buffers change

    def __matmul__(self, right: np.ndarray) -> np.ndarray:
        """Each period's matrix times its part of (T, columns) or (T, columns, m)."""
        by_column = np.ascontiguousarray(np.moveaxis(right, 0, 1))
        values = self._values if right.ndim == 2 else self._values[:, :, None]
        product = np.zeros((self._count, *by_column.shape[1:]))
        if self._rows.size:
            product[self._rows] = np.add.reduceat(values * by_column[self._columns], self._starts, axis=0)
        return np.moveaxis(product, 0, 1)

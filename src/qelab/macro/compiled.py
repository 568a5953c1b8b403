"""A model's equations compiled for all periods at once.

Answers: what are the residuals and the exact sparse Jacobian, fast? Parameters are inputs: changing one
compiles nothing again.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.modfile.symbolic import SymbolicModel
from qelab.macro.static import StaticModel, compile_static

_STEPS = {
    ca.OP_SIGN, ca.OP_LT, ca.OP_LE, ca.OP_EQ, ca.OP_NE, ca.OP_NOT, ca.OP_AND, ca.OP_OR, ca.OP_IF_ELSE_ZERO,
    ca.OP_FMIN, ca.OP_FMAX, ca.OP_FABS, ca.OP_FLOOR, ca.OP_CEIL,
}  # fmt: skip


@dataclass(frozen=True)
class CompiledModel:
    """One period's equations as a CasADi function.

    ``function(previous, current, next, exogenous, parameters)`` gives the residual (n,), the nonzeros of its
    Jacobian to (previous, current, next), and the nonzeros of its Jacobian to the exogenous variables.
    ``rows, columns`` place the first (columns run over 3n), ``shock_rows, shock_columns`` the second.
    ``reductions`` keeps what ``stacked.elimination`` compiled, by the pivots that it was asked for.
    """

    symbolic: SymbolicModel
    function: Any
    rows: np.ndarray
    columns: np.ndarray
    shock_rows: np.ndarray
    shock_columns: np.ndarray
    reductions: dict[tuple[tuple[int, int], ...], Any] = field(default_factory=dict, compare=False)

    @cached_property
    def size(self) -> int:
        """Number of endogenous variables, auxiliaries included."""
        return len(self.symbolic.endogenous)

    @cached_property
    def static(self) -> StaticModel:
        """The equations at rest, compiled when first asked for."""
        return compile_static(self.symbolic)

    @cached_property
    def curved_rows(self) -> tuple[int, ...]:
        """Equations that are not linear: with a derivative that depends on a variable or shock, or with a step."""
        symbols = self.symbolic
        inputs = ca.vertcat(symbols.previous, symbols.current, symbols.next, symbols.shocks)
        jacobian = ca.jacobian(symbols.residual, inputs)
        rows, _ = jacobian.sparsity().get_triplet()
        depends = ca.which_depends(ca.vertcat(*jacobian.nonzeros()), inputs, 1, True)
        curved = {row for row, found in zip(rows, depends, strict=True) if found}
        smooth = [row for row in range(self.size) if row not in curved]
        if _steps(symbols, smooth):  # a step has no derivative to be seen by
            curved.update(row for row in smooth if _steps(symbols, [row]))
        return tuple(sorted(curved))

    @cached_property
    def kinked_entries(self) -> np.ndarray:
        """Which nonzeros of the Jacobian hold a sign, a comparison or a choice themselves: they may vanish."""
        symbols, kinked = self.symbolic, np.zeros(self.rows.size, dtype=bool)
        if not _steps(symbols, list(range(self.size))):
            return kinked
        inputs = [symbols.previous, symbols.current, symbols.next, symbols.shocks, symbols.values]
        entries = ca.jacobian(symbols.residual, ca.vertcat(*inputs[:3])).nonzeros()
        for row in np.unique(self.rows):
            if _steps(symbols, [int(row)]):
                for place in np.flatnonzero(self.rows == row):
                    kinked[place] = _has_step(ca.Function("entry", inputs, [entries[place]]))
        return kinked

    def evaluate(
        self,
        previous: np.ndarray,
        current: np.ndarray,
        following: np.ndarray,
        exogenous: np.ndarray,
        parameters: np.ndarray,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Residual (n,) and dense Jacobian (n, 3n) of one period: for steady states and checks, not for loops."""
        residual, nonzeros, _ = self.function(previous, current, following, exogenous, parameters)
        jacobian = np.zeros((self.size, 3 * self.size))
        jacobian[self.rows, self.columns] = np.array(nonzeros).ravel()
        return np.array(residual).ravel(), jacobian

    def shock_derivatives(
        self, point: np.ndarray, exogenous: np.ndarray, parameters: np.ndarray
    ) -> np.ndarray:
        """Dense Jacobian (n, k) to the exogenous variables at a point of rest."""
        nonzeros = self.function(point, point, point, exogenous, parameters)[2]
        jacobian = np.zeros((self.size, exogenous.size))
        jacobian[self.shock_rows, self.shock_columns] = np.array(nonzeros).ravel()
        return jacobian


def _steps(symbols: SymbolicModel, rows: list[int]) -> bool:
    """Whether some of these equations hold a sign, a comparison or a choice."""
    inputs = [symbols.previous, symbols.current, symbols.next, symbols.shocks, symbols.values]
    return _has_step(ca.Function("rows", inputs, [symbols.residual[rows]]))


def _has_step(function: Any) -> bool:
    return any(function.instruction_id(number) in _STEPS for number in range(function.n_instructions()))


def compile_model(symbolic: SymbolicModel) -> CompiledModel:
    """Compile expressions into one CasADi function with exact derivatives."""
    inputs = [symbolic.previous, symbolic.current, symbolic.next, symbolic.shocks, symbolic.values]
    jacobian = ca.jacobian(symbolic.residual, ca.vertcat(*inputs[:3]))
    shock_jacobian = ca.jacobian(symbolic.residual, symbolic.shocks)
    outputs = [symbolic.residual, *(ca.vertcat(*item.nonzeros()) for item in (jacobian, shock_jacobian))]
    function = ca.Function("period", inputs, [ca.densify(item) for item in outputs], {"cse": True})
    rows, columns = (np.array(item, dtype=np.int64) for item in jacobian.sparsity().get_triplet())
    shock_rows, shock_columns = (
        np.array(item, dtype=np.int64) for item in shock_jacobian.sparsity().get_triplet()
    )
    return CompiledModel(symbolic, function, rows, columns, shock_rows, shock_columns)

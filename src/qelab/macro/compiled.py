"""A model's equations compiled for all periods at once.

Answers: what are the residuals and the exact sparse Jacobian, fast? Parameters are inputs: changing one
compiles nothing again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.modfile.symbolic import SymbolicModel


@dataclass(frozen=True)
class CompiledModel:
    """One period's equations as a CasADi function.

    ``function(previous, current, next, exogenous, parameters)`` gives the residual (n,), the nonzeros of its
    Jacobian to (previous, current, next), and the nonzeros of its Jacobian to the exogenous variables.
    ``rows, columns`` place the first (columns run over 3n), ``shock_rows, shock_columns`` the second.
    """

    symbolic: SymbolicModel
    function: Any
    rows: np.ndarray
    columns: np.ndarray
    shock_rows: np.ndarray
    shock_columns: np.ndarray

    @cached_property
    def size(self) -> int:
        """Number of endogenous variables, auxiliaries included."""
        return len(self.symbolic.endogenous)

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

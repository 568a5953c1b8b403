"""A model's equations at rest: last, this and next period alike.

Answers: which residuals and which exact Jacobian does a point of rest have, and in which order can its
variables be found? The Jacobian is taken after the dates are gone, so that a unit root (x less x) leaves a true
zero in it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.matching import components_in_order, maximum_matching
from qelab.macro.modfile.symbolic import SymbolicModel


@dataclass(frozen=True, slots=True)
class Block:
    """Equations that have to be solved together, and the variables they give; both (m,) of the same length."""

    equations: np.ndarray
    variables: np.ndarray


@dataclass(frozen=True, slots=True)
class Structure:
    """The static equations in solvable order: each block needs only variables of blocks before it.

    ``spare_equations`` and ``free_variables`` are those that no matching can pair: an equation too many for what
    it contains, a variable that no equation is left to determine. Both are empty in a regular model.
    """

    blocks: tuple[Block, ...]
    spare_equations: np.ndarray
    free_variables: np.ndarray


@dataclass(frozen=True)
class StaticModel:
    """``function(point, exogenous, parameters)`` gives the residual (n,) and the nonzeros of its Jacobian."""

    size: int
    function: Any
    rows: np.ndarray
    columns: np.ndarray

    def evaluate(
        self, point: np.ndarray, exogenous: np.ndarray, parameters: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Residual (n,) and dense Jacobian (n, n) at a point."""
        residual, nonzeros = self.function(point, exogenous, parameters)
        jacobian = np.zeros((self.size, self.size))
        jacobian[self.rows, self.columns] = np.array(nonzeros).ravel()
        return np.array(residual).ravel(), jacobian

    @cached_property
    def structure(self) -> Structure:
        """Maximum matching of equations and variables, then strongly connected components, in order."""
        return block_triangular(self.rows, self.columns, self.size)


def compile_static(symbolic: SymbolicModel) -> StaticModel:
    """The static equations of a model as one CasADi function; STEADY_STATE(x) is x there."""
    here, count = symbolic.current, len(symbolic.parameters)
    values = ca.vertsplit(symbolic.values) if symbolic.values.numel() else []
    at_rest = [here[symbolic.endogenous.index(name)] for name in symbolic.resting]
    dated = ca.vertcat(symbolic.previous, symbolic.next, *values[count:])
    residual = ca.substitute(symbolic.residual, dated, ca.vertcat(here, here, *at_rest))
    jacobian = ca.jacobian(residual, here)
    outputs = [ca.densify(residual), ca.densify(ca.vertcat(*jacobian.nonzeros()))]
    function = ca.Function("rest", [here, symbolic.shocks, ca.vertcat(*values[:count])], outputs, {"cse": True})
    rows, columns = (np.array(item, dtype=np.int64) for item in jacobian.sparsity().get_triplet())
    return StaticModel(len(symbolic.endogenous), function, rows, columns)


def block_triangular(rows: np.ndarray, columns: np.ndarray, size: int) -> Structure:
    """Order the equations of a square system with nonzeros at ``rows``, ``columns``.

    >>> found = block_triangular(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    >>> [block.variables.tolist() for block in found.blocks]
    [[1], [0]]
    """
    given = maximum_matching(rows, columns, size)  # variable of each equation, or -1
    equation_of = np.full(size, -1)
    paired = np.flatnonzero(given >= 0)
    equation_of[given[paired]] = paired
    inside = (given[rows] >= 0) & (equation_of[columns] >= 0)
    giver, user = equation_of[columns[inside]], rows[inside]
    blocks = tuple(
        Block(members, given[members])
        for members in components_in_order(giver, user, size)
        if given[members[0]] >= 0
    )
    return Structure(blocks, np.flatnonzero(given < 0), np.flatnonzero(equation_of < 0))

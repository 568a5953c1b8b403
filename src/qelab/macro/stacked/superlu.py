"""SciPy's SuperLU behind the interface of ``factor``: what is used where there is no `libklu`."""

from typing import Any, Literal

import numpy as np
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu

from qelab.macro.stacked.factor import Factor, SingularMatrix

_MUCH = 10.0  # entries of the factor for each of the matrix: more than that, and another order is tried


class SuperLuPattern:
    """SuperLU with the columns in an order that is found once; later factors reuse it and keep small panels.

    Period after period is a good order as it stands: on the models of the catalogue the factor is as large as with
    COLAMD, or down to 40 % of it. Only where it fills the factor, in models of many loosely coupled parts, is COLAMD
    asked. SuperLU cannot be told to reuse an order, so the columns are permuted here and NATURAL is asked for.
    """

    name = "SuperLU"

    def __init__(self, size: int, starts: np.ndarray, rows: np.ndarray) -> None:
        self._shape = (size, size)
        self._starts, self._rows = starts, rows
        self._order, self._take = np.arange(size), np.arange(rows.size)
        self._is_ordered = False

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        matrix = csc_array((values[self._take], self._rows, self._starts), shape=self._shape)
        factor = _superlu(matrix, "NATURAL")
        if not self._is_ordered:
            self._is_ordered = True
            if factor.nnz > _MUCH * matrix.nnz and self._reordered(matrix, factor.nnz):
                return self.factor(values)
        return _PermutedFactor(factor, self._order)

    def _reordered(self, matrix: csc_array, fill: int) -> bool:
        """Take COLAMD's order where it leaves fewer entries in the factor."""
        other = _superlu(matrix, "COLAMD")
        if other.nnz >= fill:
            return False
        self._order = np.argsort(other.perm_c)
        self._take = np.concatenate([np.arange(*self._starts[c : c + 2]) for c in self._order])
        lengths = np.diff(self._starts)[self._order]
        self._starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        self._rows = self._rows[self._take]
        return True


class _PermutedFactor:
    def __init__(self, factor: Any, order: np.ndarray) -> None:
        self._factor, self._order = factor, order

    def refactor(self, values: np.ndarray) -> bool:  # noqa: ARG002  SuperLU begins anew
        return False

    def solve(self, right: np.ndarray) -> np.ndarray:
        solution = np.empty_like(right)
        solution[self._order] = self._factor.solve(right)
        return solution


def _superlu(matrix: csc_array, order: Literal["NATURAL", "COLAMD"]) -> Any:
    try:
        if order == "NATURAL":
            return splu(matrix, permc_spec=order, relax=1, panel_size=1)
        return splu(matrix, permc_spec=order)
    except RuntimeError as reason:  # "Factor is exactly singular"
        raise SingularMatrix(str(reason)) from reason

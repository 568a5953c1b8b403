"""One interface to sparse factorisation: ``factor(values)``, then ``solve(right side)``.

Answers: which sparse solver is there, and how is one pattern with many values factorised? KLU is used where a
`libklu` is found (several times faster on stacked models), SciPy's SuperLU otherwise.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu

from qelab.macro.stacked.klu import KluPattern, klu_library


class SingularMatrix(ArithmeticError):
    """The matrix has no usable factor."""


class Factor(Protocol):
    """A factorised matrix."""

    def solve(self, right: np.ndarray) -> np.ndarray:
        """Solution for one right side (n,) or several (n, m)."""
        ...


class Pattern(Protocol):
    """A sparsity pattern whose matrices are factorised."""

    name: str

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values, in column order of the pattern."""
        ...


class SuperLuPattern:
    """SuperLU with the column order found once; later factors reuse it and keep small panels.

    SuperLU cannot be told to reuse its ordering, so the columns are permuted here and NATURAL is asked for.
    """

    name = "SuperLU"

    def __init__(self, size: int, starts: np.ndarray, rows: np.ndarray) -> None:
        self._size = size
        self._starts, self._rows = starts, rows
        self._order: np.ndarray | None = None

    def _find_order(self, values: np.ndarray) -> None:
        first = _superlu(
            csc_array((values, self._rows, self._starts), shape=(self._size, self._size)), "COLAMD"
        )
        order = np.argsort(first.perm_c)
        lengths = np.diff(self._starts)[order]
        self._permuted_starts = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
        self._take = np.concatenate([np.arange(*self._starts[c : c + 2]) for c in order])
        self._permuted_rows = self._rows[self._take]
        self._order = order

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        if self._order is None:
            self._find_order(values)
        assert self._order is not None
        matrix = csc_array(
            (values[self._take], self._permuted_rows, self._permuted_starts), shape=(self._size, self._size)
        )
        return _PermutedFactor(_superlu(matrix, "NATURAL"), self._order)


class _PermutedFactor:
    def __init__(self, factor: Factor, order: np.ndarray) -> None:
        self._factor, self._order = factor, order

    def solve(self, right: np.ndarray) -> np.ndarray:
        solution = np.empty_like(right)
        solution[self._order] = self._factor.solve(right)
        return solution


def _superlu(matrix: csc_array, order: str) -> Any:
    try:
        if order == "NATURAL":
            return splu(matrix, permc_spec=order, relax=1, panel_size=1)
        return splu(matrix, permc_spec=order)
    except RuntimeError as reason:  # "Factor is exactly singular"
        raise SingularMatrix(str(reason)) from reason


class KluSolver:
    """KLU behind the same interface: a failed factor is a ``SingularMatrix``."""

    name = "KLU"

    def __init__(self, size: int, starts: np.ndarray, rows: np.ndarray) -> None:
        self._pattern = KluPattern(size, starts, rows)

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        try:
            return self._pattern.factor(values)
        except ArithmeticError as reason:
            raise SingularMatrix(str(reason)) from reason


def linear_solver_name() -> str:
    """The solver that models use here, in words."""
    library = klu_library()
    return f"KLU ({library.source})" if library else "SuperLU (SciPy)"


def make_pattern(size: int, starts: np.ndarray, rows: np.ndarray, solver: str | None = None) -> Pattern:
    """Analyse a pattern (compressed columns); ``solver`` is "klu", "superlu" or None for the best there is."""
    use_klu = solver == "klu" or (solver is None and klu_library() is not None)
    kind: Callable[[int, np.ndarray, np.ndarray], Pattern] = KluSolver if use_klu else SuperLuPattern
    return kind(size, starts.astype(np.int32), rows.astype(np.int32))


class FactorCache:
    """Factors of the matrices met lately, found again by their values.

    Every factor is made from its values alone, never by updating another one, so that a result does not
    depend on what was solved before it.
    """

    def __init__(self, pattern: Pattern, capacity: int = 48) -> None:
        self.pattern = pattern
        self._capacity = capacity
        self._factors: OrderedDict[bytes, CachedFactor] = OrderedDict()

    def factor(self, values: np.ndarray) -> "CachedFactor":
        """Factor of a matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        key = values.tobytes()
        if key in self._factors:
            self._factors.move_to_end(key)
            return self._factors[key]
        factor = CachedFactor(self.pattern.factor(values))
        self._factors[key] = factor
        if len(self._factors) > self._capacity:
            self._factors.popitem(last=False)
        return factor


class CachedFactor:
    """A factor that remembers its solutions for a few fixed right sides (the columns of shocks)."""

    def __init__(self, factor: Factor) -> None:
        self._factor = factor
        self._columns: dict[bytes, np.ndarray] = {}

    def solve(self, right: np.ndarray) -> np.ndarray:
        """Solution for one right side (n,)."""
        return self._factor.solve(right)

    def solve_columns(self, key: bytes, right: Callable[[], np.ndarray]) -> np.ndarray:
        """Solutions (n, m) for right sides that ``key`` identifies; ``right()`` builds them when new."""
        if key not in self._columns:
            if len(self._columns) >= 8:
                self._columns.clear()
            self._columns[key] = self._factor.solve(np.asfortranarray(right()))
        return self._columns[key]

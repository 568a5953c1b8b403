"""What a sparse solver offers: ``factor(values)`` of a pattern, then ``solve(right side)``."""

from typing import Protocol

import numpy as np


class SingularMatrix(ArithmeticError):
    """The matrix has no usable factor."""


class Factor(Protocol):
    """A factorised matrix."""

    def refactor(self, values: np.ndarray) -> bool:
        """Take other values in place, with the pivots of the old ones; False where that does not do."""
        ...

    def solve(self, right: np.ndarray) -> np.ndarray:
        """Solution for one right side (n,) or several (n, m)."""
        ...


class Pattern(Protocol):
    """A sparsity pattern whose matrices are factorised."""

    name: str

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values, in column order of the pattern."""
        ...

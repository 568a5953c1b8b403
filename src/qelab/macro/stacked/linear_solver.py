"""One interface to sparse factorisation: ``factor(values)``, then ``solve(right side)``.

Answers: which sparse solver is there, and how is one pattern with many values factorised? KLU is used where a
`libklu` is found (several times faster on stacked models), SciPy's SuperLU otherwise.
"""

from collections import OrderedDict

import numpy as np

from qelab.macro.stacked.factor import Factor, Pattern, SingularMatrix
from qelab.macro.stacked.klu import KluFactor, KluPattern, klu_library


class KluSolver:
    """KLU behind the same interface: a failed factor is a ``SingularMatrix``.

    ``partners`` gives a column for each row. The rows are put in that order and each column begins with its partner,
    which leaves KLU nothing to search for: its analysis then takes a time in proportion to the number of periods.
    """

    name = "KLU"

    def __init__(
        self, size: int, starts: np.ndarray, rows: np.ndarray, partners: np.ndarray | None = None
    ) -> None:
        self._partners = np.arange(size) if partners is None else partners
        columns = np.repeat(np.arange(size), np.diff(starts))
        moved = self._partners[rows]
        self._order = np.lexsort((moved, moved != columns, columns))
        self._pattern = KluPattern(size, starts, moved[self._order])

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of the matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        try:
            return _MovedFactor(self._pattern.factor(values[self._order]), self._order, self._partners)
        except ArithmeticError as reason:
            raise SingularMatrix(str(reason)) from reason


class _MovedFactor:
    def __init__(self, factor: KluFactor, order: np.ndarray, partners: np.ndarray) -> None:
        self._factor, self._order, self._partners = factor, order, partners

    def refactor(self, values: np.ndarray) -> bool:
        return self._factor.refactor(values[self._order])

    def solve(self, right: np.ndarray) -> np.ndarray:
        moved = np.empty(right.shape)
        moved[self._partners] = right
        return self._factor.solve(moved)


def linear_solver_name() -> str:
    """The solver that models use here, in words."""
    library = klu_library()
    return f"KLU ({library.source})" if library else "SuperLU (SciPy)"


def make_pattern(
    size: int,
    starts: np.ndarray,
    rows: np.ndarray,
    solver: str | None = None,
    partners: np.ndarray | None = None,
) -> Pattern:
    """Analyse a pattern (compressed columns); ``solver`` is "klu", "superlu" or None for the best there is."""
    starts, rows = starts.astype(np.int32), rows.astype(np.int32)
    if solver == "klu" or (solver is None and klu_library() is not None):
        return KluSolver(size, starts, rows, partners)
    # Imported here: SciPy takes longer to import than most paths take to solve.
    from qelab.macro.stacked.superlu import SuperLuPattern

    return SuperLuPattern(size, starts, rows)


class FactorCache:
    """Factors of the matrices met lately, found again by their values.

    For models whose Jacobian takes few values, those that are linear but for kinks. Every factor is made from its
    values alone, never by updating another one, so that a result does not depend on what was solved before it.
    """

    def __init__(self, pattern: Pattern, capacity: int = 48) -> None:
        self.pattern = pattern
        self._capacity = capacity
        self._factors: OrderedDict[bytes, Factor] = OrderedDict()

    def begin(self, resting: bool) -> None:
        """A solve begins: nothing to do."""

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of a matrix with these values.

        Raises
        ------
        SingularMatrix : no factor
        """
        key = values.tobytes()
        if key in self._factors:
            self._factors.move_to_end(key)
            return self._factors[key]
        factor = self.pattern.factor(values)
        self._factors[key] = factor
        if len(self._factors) > self._capacity:
            self._factors.popitem(last=False)
        return factor


class FactorChain:
    """Factors of the matrices of one solve: each with the pivots of the one before, while these are good.

    For models whose Jacobian is new at every step. The first factor of a solve is made from its values alone, so that
    nothing of one solve reaches the next; where solves begin at rest it is always the same and kept.
    """

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        self._at_rest = FactorCache(pattern, capacity=2)
        self._working: Factor | None = None
        self._resting = False

    def begin(self, resting: bool) -> None:
        """A solve begins, ``resting``: from a path that stays where it is."""
        self._working, self._resting = None, resting

    def factor(self, values: np.ndarray) -> Factor:
        """Factor of a matrix with these values; the one given before is then gone.

        Raises
        ------
        SingularMatrix : no factor
        """
        if self._resting:
            self._resting = False
            return self._at_rest.factor(values)
        if self._working is None or not self._working.refactor(values):
            self._working = None  # also when the next line fails
            self._working = self.pattern.factor(values)
        return self._working

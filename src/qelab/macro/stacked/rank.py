"""Which equations hang together when the stacked Jacobian has no inverse?

Answers: a combination of equations that says nothing about any unknown, and the unknowns that nothing determines. Both
are null vectors, found by two steps of inverse iteration on a matrix disturbed a little; where the pattern alone has no
inverse, what is left over when equations and variables are matched.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import maximum_bipartite_matching
from scipy.sparse.linalg import splu

from qelab.macro.stacked.system import StackedSystem

_DISTURBANCE = 1e-9  # of the largest entry
_NAMED = 4
_SHARE = 0.1  # of the largest weight: what is smaller does not take part


@dataclass(frozen=True, slots=True)
class RankProblem:
    """Rows of the equations and columns of the variables that take part, the heaviest first."""

    equations: tuple[int, ...]
    variables: tuple[int, ...]


def rank_problem(system: StackedSystem) -> RankProblem:
    """What a singular Jacobian at the point evaluated last comes from."""
    full = system.without_elimination()
    matrix = stacked_jacobian(full)
    largest = max(1e-300, float(np.abs(matrix.data).max(initial=0.0)))
    count = matrix.indptr.size - 1
    disturbed = csc_array(matrix + _DISTURBANCE * largest * eye_array(count, format="csc"))
    unmatched = [_unmatched(matrix, side, full.size) for side in ("column", "row")]
    if unmatched[0]:
        return RankProblem(*unmatched)
    factor = splu(disturbed)
    generator = np.random.default_rng(0)
    found = []
    for transposed in ("T", "N"):
        vector = generator.standard_normal(count)
        for _ in range(2):
            vector = factor.solve(vector, transposed)
            vector /= np.abs(vector).max()
        found.append(_heaviest(vector, full.size))
    return RankProblem(*found)


def stacked_jacobian(system: StackedSystem) -> csc_array:
    """Jacobian of all periods at the point evaluated last, without static variables where they are eliminated."""
    placing = system.placing
    return csc_array((system.values(), placing.rows, placing.starts), shape=(placing.size, placing.size))


def _heaviest(vector: np.ndarray, size: int) -> tuple[int, ...]:
    weights = np.abs(vector.reshape(-1, size)).max(axis=0)
    order = np.argsort(-weights, kind="stable")[:_NAMED]
    return tuple(int(item) for item in order if weights[item] >= _SHARE * weights.max())


def _unmatched(matrix: csc_array, side: Literal["row", "column"], size: int) -> tuple[int, ...]:
    """Equations (side "column") or variables (side "row") that get no partner of the other kind in any period."""
    pattern = csr_array(matrix)
    pattern.eliminate_zeros()
    alone = np.flatnonzero(maximum_bipartite_matching(pattern, perm_type=side) < 0)
    return tuple(int(item) for item in np.unique(alone % size)[:_NAMED])

"""Linear complementarity: v >= 0, y = q + M v >= 0, and in each pair one of them is zero.

Answers: at which periods does the bound bind? Tried first: where it would be crossed without it; solve, correct
the guess, and so on (a primal-dual active set, Newton's method on the kinks). If that goes round in a circle: Lemke's
pivots, which begin where nothing binds because the floor is far below and raise it.

Sources of the methods: Bergounioux, Ito & Kunisch (1999), SIAM Journal on Control and Optimization 37(4); Lemke
(1965), Management Science 11(7); the test of P-matrices after Tsatsomeros & Li (2000), Linear Algebra and its
Applications 311.
"""

from dataclasses import dataclass

import numpy as np

_TOLERANCE = 1e-12  # relative to the largest offset
_CORRECTIONS = 40
_PIVOTS_PER_PAIR = 10
REGIME, PIVOTS = "corrected regime", "complementary pivots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """``values`` v (N,), ``active`` where v may differ from zero (N,), corrections or pivots, and which."""

    values: np.ndarray
    active: np.ndarray
    steps: int
    route: str


class NoSolution(ArithmeticError):
    """None found; ``miss`` (N,) is min(v, y) where the search for the regime ended."""

    def __init__(self, miss: np.ndarray) -> None:
        super().__init__(f"largest violation {-miss.min(initial=0.0):.3g}")
        self.miss = miss


def solve(matrix: np.ndarray, offset: np.ndarray, *, pivot: bool = True) -> Solution:
    """Solve the problem with matrix M (N, N) and offset q (N,).

    Where there are several solutions, the one found depends on nothing but M and q: it is looked for from v = 0.

    Parameters
    ----------
    pivot : whether Lemke's pivots are tried where the guess goes round in a circle

    Raises
    ------
    NoSolution : neither way found one; with a P-matrix there always is exactly one
    """
    with np.errstate(over="ignore", invalid="ignore"):
        tolerance = _TOLERANCE * max(1.0, float(np.abs(offset).max(initial=0.0)))
        try:
            values, active, steps = _correct(matrix, offset, offset < -tolerance, tolerance)
            return Solution(values=values, active=active, steps=steps, route=REGIME)
        except NoSolution as failure:
            miss = failure.miss
        active, pivots = _lemke(matrix, offset) if pivot else (None, 0)
        if active is not None:
            values, reached, _ = _at(matrix, offset, active, tolerance)
            if reached.min(initial=0.0) >= -tolerance:
                return Solution(values=values, active=active, steps=_CORRECTIONS + pivots, route=PIVOTS)
    raise NoSolution(np.nan_to_num(miss, nan=-np.inf))


def _at(
    matrix: np.ndarray, offset: np.ndarray, active: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values (N,) with y = 0 in the active pairs, min(v, y) (N,), and the corrected guess of what is active."""
    values, chosen = np.zeros_like(offset), np.flatnonzero(active)
    if not chosen.size:
        return values, offset, offset < -tolerance
    columns = matrix[:, chosen]
    values[chosen] = np.linalg.solve(columns[chosen], -offset[chosen])
    reached = offset + columns @ values[chosen]
    reached[chosen] = values[chosen]
    wrong = reached < -tolerance
    return values, reached, active ^ wrong


def _correct(
    matrix: np.ndarray, offset: np.ndarray, active: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray, int]:
    """Values and active set from a first guess, and the number of corrections."""
    seen, miss = set(), offset
    for number in range(_CORRECTIONS):
        key = active.tobytes()
        if key in seen:
            break
        seen.add(key)
        try:
            values, miss, corrected = _at(matrix, offset, active, tolerance)
        except np.linalg.LinAlgError:
            break
        if np.array_equal(corrected, active) and np.isfinite(values).all():
            return np.maximum(values, 0.0), active, number
        active = corrected
    raise NoSolution(miss)


def _lemke(matrix: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray | None, int]:
    """Active set (N,) by complementary pivots, or None when they end in a ray; and their number.

    w = q + M v + d z with d = 1: z begins so large that nothing binds, as if the floor were lower by z, and falls
    to zero along the branch of solutions.
    """
    n = offset.size
    if not np.isfinite(offset).all() or offset.min(initial=0.0) >= 0.0:
        return None, 0
    table = np.hstack([np.eye(n), -matrix, -np.ones((n, 1)), offset[:, None]])
    basis = np.arange(n)
    row, entering = int(np.argmin(offset)), 2 * n
    for pivot in range(1, _PIVOTS_PER_PAIR * n + 1):
        leaving = int(basis[row])
        table[row] /= table[row, entering]
        column = table[:, entering].copy()
        column[row] = 0.0
        table -= column[:, None] * table[row]
        basis[row] = entering
        if leaving == 2 * n:
            active = np.zeros(n, dtype=bool)
            active[basis[basis >= n] - n] = True
            return active, pivot
        entering = leaving + n if leaving < n else leaving - n
        falling = table[:, entering] > 1e-11
        if not falling.any():
            return None, pivot
        ratios = np.full(n, np.inf)
        ratios[falling] = table[falling, -1] / table[falling, entering]
        ties = np.flatnonzero(ratios <= ratios.min() + 1e-13)
        last = ties[basis[ties] == 2 * n]
        row = int(last[0] if last.size else ties[0])
    return None, _PIVOTS_PER_PAIR * n


def is_p_matrix(matrix: np.ndarray) -> bool:
    """Whether every principal minor is positive: then each offset has exactly one solution.

    Exact, by halving: the first pivot, the matrix without its row, and the Schur complement, 2^N in all.
    """
    batch = matrix[None]
    while batch.shape[1]:
        pivots = batch[:, 0, 0]
        if not (pivots > 0.0).all():
            return False
        rest = batch[:, 1:, 1:]
        outer = batch[:, 1:, :1] * batch[:, :1, 1:]
        batch = np.concatenate([rest, rest - outer / pivots[:, None, None]])
    return True

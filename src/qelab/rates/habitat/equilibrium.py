"""The equilibrium of the preferred-habitat model: factor loadings of yields that clear the market.

log P(tau) = -[A(tau)'q + C(tau)]. Arbitrageurs' first-order condition, matched in the factors, gives

    A' + M A = e_r,  A(0) = 0,      M = Gamma' - int_0^T [Theta(u) - alpha(u) A(u)] A(u)' du Sigma Sigma'

(products with risk aversion inside Theta and alpha). M is unknown on both sides. It is found by Newton's method,
followed from M = Gamma' without risk aversion to all of it in steps. Equilibria can be several or none (without
price-elastic demand the condition is a quadratic): both are said, never hidden.

Source: Vayanos & Vila (2021), Econometrica 89(1), sections 3 and 4; the solution method is our own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import convert
from qelab.rates.habitat.calibration import Habitat

Array = NDArray[np.float64]
STEPS = 12
TOLERANCE = 1e-12
_SMALLEST_STEP = 2.0**-12
_ITERATIONS = 25
_DIFFERENCE = 1e-7
_BOOLE = np.array([14.0, 32.0, 12.0, 32.0])  # times 2 h / 45; the ends count half as the others of their kind
_AWAY = (-0.3, -0.1, 0.3)  # per year: from where, beside the known equilibrium, others are looked for
_TAYLOR = 10  # of a step of at most 1/8: the next term is below 1e-17


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibrium:
    """A solved model.

    ``matrix`` (k, k) is M; ``loadings`` (nodes, k) is A, years, at ``habitat.years``; ``residual`` the largest error of
    the fixed point; ``steps`` of risk aversion that were needed.
    """

    habitat: Habitat
    matrix: Array
    loadings: Array
    residual: float
    steps: int


@cache
def equilibrium(habitat: Habitat) -> Equilibrium:
    """The one equilibrium of a calibration.

    Raises
    ------
    QelabError QE570 : the path from no risk aversion ends before all of it: no equilibrium is found
    QelabError QE571 : another equilibrium satisfies the same equations
    """
    found = followed(habitat)
    others = _others(habitat, found.matrix)
    if others:
        raise QelabError("QE571", count=len(others) + 1)
    return found


def followed(habitat: Habitat) -> Equilibrium:
    """The equilibrium that grows out of the one without risk aversion, others or not.

    Raises
    ------
    QelabError QE570 : as ``equilibrium``
    """
    clearing = _Clearing(habitat)
    matrix, reached, step, steps = clearing.reversion.copy(), 0.0, 1.0 / STEPS, 0
    while reached < 1.0:
        ahead = min(1.0, reached + step)
        found = clearing.newton(matrix, ahead)
        if found is None:
            step /= 2.0
            if step < _SMALLEST_STEP:
                raise QelabError("QE570", fraction=f"{convert(reached, 'decimal', 'percent'):.1f}")
            continue
        matrix, reached, steps = found, ahead, steps + 1
        step = min(2.0 * step, 1.0 / STEPS)
    return Equilibrium(
        habitat=habitat, matrix=matrix, loadings=loadings(matrix, habitat), steps=steps,
        residual=float(np.abs(clearing.error(matrix, 1.0)).max()),
    )  # fmt: skip


def loadings(matrix: Array, habitat: Habitat) -> Array:
    """A(tau) = int_0^tau e^(-M s) e_1 ds at every node, (..., nodes, k), from one exact step repeated.

    ``matrix`` is (..., k, k): any number of matrices at once.
    """
    size = matrix.shape[-1]
    augmented = np.zeros((*matrix.shape[:-2], size + 1, size + 1))
    augmented[..., :size, :size], augmented[..., 0, size] = -matrix, 1.0
    power = np.swapaxes(_exponential(augmented * habitat.longest_years / (habitat.nodes - 1)), -1, -2)
    rows = np.zeros((*matrix.shape[:-2], 1, size + 1))
    rows[..., size] = 1.0
    while rows.shape[-2] < habitat.nodes:  # rows 0..n-1 moved n nodes on are rows n..2n-1
        rows = np.concatenate([rows, rows @ power], axis=-2)
        power = power @ power
    return rows[..., : habitat.nodes, :size]


def weights(habitat: Habitat) -> Array:
    """Boole's rule on the nodes, (nodes,): sums of smooth functions over maturities are exact to 1e-12."""
    inner = np.tile(_BOOLE, (habitat.nodes - 1) // len(_BOOLE))
    rule = np.append(inner, _BOOLE[0])
    rule[[0, -1]] /= 2.0
    return rule * 2.0 * habitat.longest_years / (habitat.nodes - 1) / 45.0


def elastic(habitat: Habitat) -> Array:
    """a * alpha at the nodes times the weights of the sum over maturities, (nodes,)."""
    return weights(habitat) * habitat.elasticity * np.exp(-habitat.elasticity_decay * habitat.years)


def variances(habitat: Habitat) -> Array:
    """Diagonal of Sigma Sigma', (k,)."""
    return np.array([factor.volatility**2 for factor in habitat.factors])


def _exponential(matrix: Array) -> Array:
    """e^matrix, (..., n, n): Taylor's series of a small step, squared as often as the step was halved."""
    size = float(np.abs(matrix).sum(axis=-1).max())
    halvings = max(0, int(np.ceil(np.log2(size))) + 3) if 0.125 < size < np.inf else 0
    step = matrix / 2.0**halvings
    term = np.broadcast_to(np.eye(matrix.shape[-1]), matrix.shape)
    total = term
    for order in range(1, _TAYLOR + 1):
        term = term @ step / order
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


class _Clearing:
    """The market-clearing condition of one calibration: error(M, share of risk aversion)."""

    def __init__(self, habitat: Habitat) -> None:
        self.habitat = habitat
        self.reversion = np.diag([factor.mean_reversion for factor in habitat.factors])
        years, rule = habitat.years, weights(habitat)
        columns = [np.zeros_like(years) if item.demand is None else item.demand.at(years) for item in habitat.factors]
        self.demand = (rule * np.stack(columns)).T
        self.elastic = elastic(habitat)
        self.variances = variances(habitat)

    def error(self, matrix: Array, share: float) -> Array:
        """M - [Gamma' - share * int (Theta - alpha A) A' Sigma Sigma'], (..., k, k)."""
        held = loadings(matrix, self.habitat)
        supplied = np.swapaxes(self.demand - self.elastic[:, None] * held, -1, -2) @ held
        return matrix - self.reversion + share * supplied * self.variances

    def newton(self, start: Array, share: float, known: Sequence[Array] = ()) -> Array | None:
        """A zero of the error near a start, or None.

        Known zeros are kept away from: the error is divided by the squared distance to each (deflation; Farrell, Birkisson
        & Funke 2015, SIAM J. Sci. Comput. 37(4)), which only changes the length of Newton's steps.
        """
        matrix, size = start, start.size
        bumps = _DIFFERENCE * np.concatenate([np.zeros((1, size)), np.eye(size)]).reshape(-1, *start.shape)
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(_ITERATIONS):
                errors = self.error(matrix + bumps, share).reshape(size + 1, size)
                if not np.isfinite(errors).all():
                    return None
                if np.abs(errors[0]).max() < TOLERANCE / 10.0:
                    return matrix
                try:
                    move = -np.linalg.solve((errors[1:] - errors[0]).T / _DIFFERENCE, errors[0])
                except np.linalg.LinAlgError:
                    return None
                matrix = matrix + (move * _length(matrix, move, known)).reshape(start.shape)
            return matrix if np.abs(self.error(matrix, share)).max() < TOLERANCE else None


def _length(matrix: Array, move: Array, known: Sequence[Array]) -> float:
    """Length of a deflated step over Newton's own: 1 / (1 - sum of d log(1 + 1/r^2) along the step)."""
    slope = 0.0
    for zero in known:
        apart = (matrix - zero).ravel()
        squared = float(apart @ apart)
        slope -= 2.0 * float(apart @ move) / (squared**2 * (1.0 + 1.0 / squared))
    return 1.0 / (1.0 - slope)


def _others(habitat: Habitat, known: Array) -> list[Array]:
    """Equilibria besides a known one, looked for from starts on both sides of each demand factor's own response."""
    clearing, found = _Clearing(habitat), list[Array]()
    for factor in range(1, len(habitat.factors)):
        for away in _AWAY:
            start = known.copy()
            start[factor, factor] += away
            other = clearing.newton(start, 1.0, (known, *found))
            if other is not None:
                found.append(other)
    return found

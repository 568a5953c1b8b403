"""The model close to rest: its roots, and the one path that leads back to the steady state.

Answers: is there one stable path, none or many (Blanchard & Kahn 1980), and where does it lead from a given
state? The stacked solver uses it beyond its last period, so that a path does not depend on the horizon.

Source of the method: Klein (2000), Journal of Economic Dynamics and Control 24(10), by ordered QZ.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import ordqz

from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.macro.model import Model

_UNIT = 1e-9  # a root this close to one counts as stable
_REFINEMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Generalised eigenvalues round the steady state.

    ``moduli`` (2n,) in rising order, infinite for equations without a lead; ``needed`` unstable ones make the
    stable path unique.
    """

    moduli: np.ndarray
    needed: int

    @property
    def unstable(self) -> int:
        """Number of roots outside the unit circle."""
        return int(np.sum(self.moduli > 1 + _UNIT))

    @property
    def verdict(self) -> str:
        """Blanchard and Kahn's condition in words."""
        if self.unstable == self.needed:
            return "one stable path"
        return "no stable path" if self.unstable > self.needed else "many stable paths"


def roots(model: "Model") -> Roots:
    """Generalised eigenvalues of the model round its steady state."""
    return _decompose(model)[0]


def transition(model: "Model") -> np.ndarray:
    """G (n, n) of the stable path without shocks: x(t) - x* = G (x(t-1) - x*).

    Raises
    ------
    QelabError QE526, QE529 : there is no stable path, or more than one
    """
    found, vectors = _decompose(model)
    n = found.needed
    if found.unstable != n:
        raise QelabError("QE526" if found.unstable > n else "QE529", unstable=found.unstable, needed=n)
    stable = np.real_if_close(np.linalg.solve(vectors[n:, :n].T, vectors[:n, :n].T).T, tol=1e6)
    result = np.ascontiguousarray(stable.real)
    lag, current, lead, _ = model.derivatives
    for _ in range(_REFINEMENTS):  # fixed-point sweeps: they contract near the solution and remove rounding
        result = -np.linalg.solve(lead @ result + current, lag)
    return result


def _decompose(model: "Model") -> tuple[Roots, np.ndarray]:
    lag, current, lead, _ = model.derivatives
    n = len(lag)
    nothing, identity = np.zeros((n, n)), np.eye(n)
    before = np.block([[-current, -lag], [identity, nothing]])
    after = np.block([[lead, nothing], [nothing, identity]])

    def stable(alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return np.abs(alpha) <= (1 + _UNIT) * np.abs(beta)

    # SciPy's annotation of `sort` knows only its words, not the function its manual allows.
    _, _, alpha, beta, _, vectors = ordqz(before, after, sort=stable, output="complex")  # pyright: ignore
    small = 1e-12 * max(np.abs(alpha).max(), np.abs(beta).max())
    moduli = np.full(2 * n, np.inf)
    finite = np.abs(beta) > small
    moduli[finite] = np.abs(alpha[finite]) / np.abs(beta[finite])
    return Roots(moduli=np.sort(moduli), needed=n), vectors

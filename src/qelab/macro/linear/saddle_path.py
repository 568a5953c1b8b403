"""The model close to rest: its roots, and the one path that leads back to the steady state.

Answers: is there one stable path, none or many (Blanchard & Kahn 1980), and where does it lead from a given
state? The stacked solver uses it beyond its last period, so that a path does not depend on the horizon.

A root of one (a price level, a random walk) counts as stable, up to Dynare's own allowance of one millionth: such
a path does not come back, but it does not explode either.

Source of the method: Klein (2000), Journal of Economic Dynamics and Control 24(10), by ordered QZ.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.macro.model import Model

UNIT_ROOT = 1 + 1e-6  # roots up to this size count as stable (Dynare: qz_criterium)
_REFINEMENTS = 3
_SWEEPS = 8
_SINGULAR = 1e-12
_SHARE = 0.1  # of the largest component: what belongs to a direction in which a matrix is singular
_SHOWN = 6
_PROBE = 0.7310585786300049 + 0.2689414213699951j  # no root of any sensible model


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Generalised eigenvalues round the steady state.

    ``moduli`` (2n,) in rising order, infinite for equations without a lead; ``needed`` unstable ones make the
    stable path unique. ``leads`` is the number of variables with a lead: so many finite or infinite roots must be
    unstable in the smaller problem without static variables, the count that the literature and Dynare give.
    """

    moduli: np.ndarray
    needed: int
    leads: int
    limit: float = UNIT_ROOT

    @property
    def unstable(self) -> int:
        """Number of roots outside the unit circle."""
        return int(np.sum(self.moduli > self.limit))

    @property
    def unstable_leads(self) -> int:
        """Number of unstable roots less those that belong to variables without a lead."""
        return self.unstable - self.needed + self.leads

    @property
    def verdict(self) -> str:
        """Blanchard and Kahn's condition in words."""
        if self.unstable == self.needed:
            return "one stable path"
        return "no stable path" if self.unstable > self.needed else "many stable paths"


def roots(model: "Model", unit_root: float = UNIT_ROOT) -> Roots:
    """Generalised eigenvalues of the model round its steady state; those up to ``unit_root`` count as stable.

    Without vectors and their order there is no need of QZ: lambda = p + 1 / mu, where mu are the eigenvalues of
    (before - p after)^-1 after and p is no root. A mu of nothing is a root at infinity.

    Raises
    ------
    numpy.linalg.LinAlgError : equations that depend on each other whatever the dates
    QelabError QE561 : no derivative at the steady state
    """
    balanced = _balanced(model)
    before, after = _pencil(balanced)
    shifted = np.linalg.eigvals(np.linalg.solve(before - _PROBE * after, after))
    small = np.abs(shifted) <= 1e-12 * np.abs(shifted).max(initial=0.0)
    moduli = np.where(small, np.inf, np.abs(_PROBE + 1 / np.where(small, 1.0, shifted)))
    return _counted(moduli, balanced, unit_root)


def transition(model: "Model") -> np.ndarray:
    """G (n, n) of the stable path without shocks: x(t) - x* = G (x(t-1) - x*); errors as ``solve``."""
    return solve(model, UNIT_ROOT)[0]


def solve(model: "Model", unit_root: float) -> tuple[np.ndarray, Roots]:
    """G (n, n) of the stable path, and the roots; roots up to ``unit_root`` count as stable.

    Raises
    ------
    QelabError QE526, QE529 : there is no stable path, or more than one
    QelabError QE569 : more than one, for want of an equation that brings variables back: a root of exactly one
    QelabError QE555 : equations that say the same and leave variables free
    QelabError QE556 : the number of roots is right, but no stable path starts from some states
    QelabError QE561 : no derivative at the steady state
    """
    balanced = _balanced(model)
    _refuse_singular(model)
    found, vectors = _decompose(balanced, unit_root)
    n = found.needed
    if found.unstable != n:
        _refuse_unit_root(model, found)
        code = "QE526" if found.unstable > n else "QE529"
        raise QelabError(code, unstable=found.unstable_leads, needed=found.leads)
    _refuse_rank(model, balanced, vectors)
    stable = np.real_if_close(np.linalg.solve(vectors[n:, :n].T, vectors[:n, :n].T).T, tol=1e6)
    result = np.ascontiguousarray(stable.real)
    for _ in range(_REFINEMENTS):  # fixed-point sweeps: they contract near the solution and remove rounding
        result = -np.linalg.solve(balanced.lead @ result + balanced.current, balanced.lag)
    return balanced.units[:, None] * result / balanced.units, found


@dataclass(frozen=True, slots=True)
class _Balanced:
    """Derivatives with rows and columns of about equal size; x = units * (balanced x). Powers of two: exact."""

    lag: np.ndarray
    current: np.ndarray
    lead: np.ndarray
    units: np.ndarray


def _balanced(model: "Model") -> _Balanced:
    """Units in which no equation and no variable is much larger than the others (Ruiz 2001)."""
    lag, current, lead, _ = model.derivatives
    size = np.abs(lag) + np.abs(current) + np.abs(lead)
    if not np.isfinite(size).all():
        row, column = (int(item[0]) for item in np.nonzero(~np.isfinite(size)))
        names = {"equation": model.equation_names[row], "variable": model.endogenous[column]}
        raise QelabError("QE561", value=f"{model.steady_state[column]:.4g}", **names)
    units, weights = np.ones(len(lag)), np.ones(len(lag))
    for _ in range(_SWEEPS):
        now = weights[:, None] * size * units
        rows, columns = now.max(axis=1), now.max(axis=0)
        weights /= np.sqrt(np.where(rows > 0, rows, 1.0))
        units /= np.sqrt(np.where(columns > 0, columns, 1.0))
    weights, units = (np.exp2(np.round(np.log2(item))) for item in (weights, units))
    lag, current, lead = (weights[:, None] * item * units for item in (lag, current, lead))
    return _Balanced(lag, current, lead, units)


def _decompose(balanced: _Balanced, unit_root: float) -> tuple[Roots, np.ndarray]:
    """Roots and the ordered Schur vectors, (2n, 2n)."""
    from scipy.linalg import ordqz  # imported where rules are asked for: it takes longer than a path

    def stable(alpha: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return np.abs(alpha) <= unit_root * np.abs(beta)

    # SciPy's annotation of `sort` knows only its words, not the function its manual allows.
    _, _, alpha, beta, _, vectors = ordqz(*_pencil(balanced), sort=stable, output="complex")  # pyright: ignore
    small = 1e-12 * max(np.abs(alpha).max(), np.abs(beta).max())
    moduli = np.full(alpha.size, np.inf)
    finite = np.abs(beta) > small
    moduli[finite] = np.abs(alpha[finite]) / np.abs(beta[finite])
    return _counted(moduli, balanced, unit_root), vectors


def _pencil(balanced: _Balanced) -> tuple[np.ndarray, np.ndarray]:
    """Matrices (2n, 2n) of ``after`` z(t + 1) = ``before`` z(t) for z(t) = (x(t), x(t - 1))."""
    n = len(balanced.lag)
    nothing, identity = np.zeros((n, n)), np.eye(n)
    before = np.block([[-balanced.current, -balanced.lag], [identity, nothing]])
    return before, np.block([[balanced.lead, nothing], [nothing, identity]])


def _counted(moduli: np.ndarray, balanced: _Balanced, unit_root: float) -> Roots:
    leads = int(np.sum(np.abs(balanced.lead).max(axis=0, initial=0.0) > 0))
    return Roots(moduli=np.sort(moduli), needed=len(balanced.lag), leads=leads, limit=unit_root)


def _refuse_singular(model: "Model") -> None:
    """Name the equations that depend on each other whatever the dates (QE555)."""
    left, size, right = _null_directions(model, _PROBE)
    if size > _SINGULAR:
        return
    raise QelabError(
        "QE555",
        equations=_heaviest(left, model.equation_names),
        variables=_heaviest(right, model.endogenous),
    )


def _refuse_unit_root(model: "Model", found: Roots) -> None:
    """Name what stays where it is put, where an unstable root is missing and there is a root of one (QE569)."""
    of_one = int(np.sum(np.abs(found.moduli - 1) <= found.limit - 1))
    if not 0 < found.needed - found.unstable <= of_one:
        return
    left, size, right = _null_directions(model, 1.0)
    if size > found.limit - 1:  # a pair on the unit circle, or -1
        return
    raise QelabError(
        "QE569",
        unstable=found.unstable_leads,
        needed=found.leads,
        equations=_heaviest(left, model.equation_names),
        variables=_heaviest(right, model.endogenous),
    )


def _null_directions(model: "Model", root: complex) -> tuple[np.ndarray, float, np.ndarray]:
    """Direction of equations (n,) and of variables (n,) that the pencil nearly annihilates at a root, and how nearly."""
    lag, current, lead, _ = model.derivatives
    pencil = lag + root * current + root**2 * lead
    rows = np.maximum(np.abs(pencil).max(axis=1, keepdims=True), 1e-300)
    columns = np.maximum(np.abs(pencil / rows).max(axis=0, keepdims=True), 1e-300)
    left, sizes, right = np.linalg.svd(pencil / rows / columns)
    return left[:, -1], float(sizes[-1]), right[-1]


def _refuse_rank(model: "Model", balanced: _Balanced, vectors: np.ndarray) -> None:
    """Name the states that have no stable path, and what is left free instead (QE556)."""
    n = len(model.endogenous)
    left, sizes, right = np.linalg.svd(vectors[n:, :n])
    if sizes[-1] > _SINGULAR:
        return
    states = _heaviest(left[:, -1], model.endogenous)
    free = _heaviest(vectors[:n, :n] @ right[-1].conj(), model.endogenous)
    stuck = np.abs(left[:, -1])
    weight = (np.abs(balanced.current) + np.abs(balanced.lead)) @ stuck * (np.abs(balanced.lag) @ stuck > 0)
    equations = _heaviest(weight, model.equation_names)
    raise QelabError("QE556", states=states, equations=equations, variables=free)


def _heaviest(direction: np.ndarray, names: tuple[str, ...]) -> str:
    """Names of the large components of a direction."""
    weight = np.abs(direction)
    chosen = [name for name, size in zip(names, weight, strict=True) if size > _SHARE * weight.max()]
    return ", ".join(chosen[:_SHOWN]) + (", …" if len(chosen) > _SHOWN else "")

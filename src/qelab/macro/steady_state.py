"""Where a model rests: given by its file and verified, or computed block after block.

Answers: at which point do all equations hold with last, this and next period alike? The static equations are put
in block-triangular order; each block is solved by damped Newton steps with the variables of earlier blocks known,
and the whole system is polished at the end.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.static import Block, StaticModel

if TYPE_CHECKING:
    from qelab.macro.model import Model

TOLERANCE = 1e-10
_AIM = 1e-13
_GIVEN = float(np.finfo(float).eps ** (1 / 3))  # Dynare's solve_tolf: what a steady_state_model may miss by
_STEPS, _HALVINGS = 100, 30
_SINGULAR = 1e-13
_SHOWN = 6  # names in a message


class _System:
    """Static equations of one model at given exogenous values."""

    def __init__(self, model: "Model", exogenous: np.ndarray) -> None:
        self.static: StaticModel = model.compiled.static
        self._exogenous, self._parameters = exogenous, model.parameter_values
        self.equations, self.variables = model.equation_names, model.endogenous

    def at(self, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return self.static.evaluate(point, self._exogenous, self._parameters)

    def names(self, block: Block) -> dict[str, str]:
        return {
            "equations": _listed([self.equations[row] for row in block.equations]),
            "variables": _listed([self.variables[column] for column in block.variables]),
        }


def find_steady_state(model: "Model", exogenous: np.ndarray, start: np.ndarray, given: bool) -> np.ndarray:
    """Steady state (n,) at exogenous values (k,); residuals below 1e-10, as a rule below 1e-13.

    Parameters
    ----------
    start : (n,), where the search begins
    given : whether ``start`` is the answer of a steady_state_model, which is only verified and polished

    Raises
    ------
    QelabError QE522 : no point with residuals below 1e-10, naming the worst equation
    QelabError QE551 : a given one that does not hold
    QelabError QE552 : equations that do not determine their variables
    QelabError QE553 : an equation that has no value at the starting point
    """
    system = _System(model, exogenous)
    residual, _ = system.at(start)
    if given and not _norm(residual) <= _GIVEN:
        _refuse_no_value(system, start, system.static.structure.blocks)
        raise QelabError("QE551", **_worst(system, residual))
    point = start if _norm(residual) <= (_GIVEN if given else TOLERANCE) else _search(system, start)
    point = _polished(system, point)
    residual, _ = system.at(point)
    if not _norm(residual) < TOLERANCE:
        raise QelabError("QE522", **_worst(system, residual))
    return point


def _search(system: _System, start: np.ndarray) -> np.ndarray:
    """Block after block; the whole at once where a block fails or the equations cannot be ordered."""
    structure = system.static.structure
    everything = Block(np.arange(start.size), np.arange(start.size))
    spare = Block(structure.spare_equations, structure.free_variables)
    point, failed = start, None
    for block in structure.blocks:
        attempt = _newton(system, point, block)
        if _norm(system.at(attempt)[0][block.equations]) >= TOLERANCE:
            failed = block
            break
        point = attempt
    if failed is None and not spare.equations.size:
        return point
    best = point
    for begin in (point, start):
        whole = _newton(system, begin, everything)
        if _norm(system.at(whole)[0]) < TOLERANCE:
            return whole
        best = min(best, whole, key=lambda item: _norm(system.at(item)[0]))
    _refuse_no_value(system, point, (failed,) if failed else ())
    if spare.equations.size:
        raise QelabError("QE552", **system.names(spare))
    assert failed is not None
    inside = np.ix_(failed.equations, failed.variables)
    if all(_singular(system.at(item)[1][inside]) for item in (point, _newton(system, point, failed))):
        raise QelabError("QE552", **system.names(failed))
    raise QelabError("QE522", **_worst(system, system.at(best)[0]))


def _newton(system: _System, start: np.ndarray, block: Block) -> np.ndarray:
    """As far as damped Newton steps in the block's variables lead; the caller looks at the residual."""
    inside = np.ix_(block.equations, block.variables)
    point = start
    residual, jacobian = system.at(point)
    for _ in range(_STEPS):
        size = _norm(residual[block.equations])
        if size < _AIM or not np.isfinite(size) or not np.isfinite(jacobian[inside]).all():
            break
        step = _step(jacobian[inside], residual[block.equations])
        now, part = np.linalg.norm(residual[block.equations]), 1.0
        for _ in range(_HALVINGS):
            trial = point.copy()
            trial[block.variables] += part * step
            tried, slopes = system.at(trial)
            reached = np.linalg.norm(tried[block.equations])
            if np.isfinite(reached) and reached < (1 - 1e-4 * part) * now:
                break
            part /= 2
        else:
            break
        point, residual, jacobian = trial, tried, slopes
    return point


def _step(jacobian: np.ndarray, residual: np.ndarray) -> np.ndarray:
    """Newton's step, of least length where the matrix is singular (a unit root leaves the level free)."""
    if _singular(jacobian):
        return np.linalg.lstsq(jacobian, -residual, rcond=1e-12)[0]
    return np.linalg.solve(jacobian, -residual)


def _singular(jacobian: np.ndarray) -> bool:
    if not np.isfinite(jacobian).all():
        return True
    scaled = jacobian / np.maximum(np.abs(jacobian).max(axis=1, keepdims=True), 1e-300)
    return bool(np.linalg.svd(scaled, compute_uv=False)[-1] < _SINGULAR)


def _polished(system: _System, point: np.ndarray) -> np.ndarray:
    """Full Newton steps while they make the largest residual smaller."""
    residual, jacobian = system.at(point)
    for _ in range(4):
        if not (_norm(residual) > 0 and np.isfinite(jacobian).all()):
            break
        trial = point + _step(jacobian, residual)
        tried, slopes = system.at(trial)
        if not _norm(tried) < _norm(residual):
            break
        point, residual, jacobian = trial, tried, slopes
    return point


def _refuse_no_value(system: _System, point: np.ndarray, blocks: Sequence[Block]) -> None:
    """Name the first equation that is not a number at this point, and the variable to blame."""
    residual, jacobian = system.at(point)
    for block in blocks:
        bad = ~np.isfinite(residual[block.equations])
        bad |= ~np.isfinite(jacobian[block.equations]).all(axis=1)
        for row in block.equations[bad]:
            contained = system.static.columns[system.static.rows == row]
            blamed = [item for item in contained if not np.isfinite(jacobian[row, item])]
            blamed = blamed or [item for item in contained if point[item] == 0] or list(contained)
            variable = int(blamed[0]) if blamed else int(block.variables[0])
            raise QelabError(
                "QE553",
                equation=system.equations[row],
                variable=system.variables[variable],
                value=f"{point[variable]:.4g}",
            )


def _worst(system: _System, residual: np.ndarray) -> dict[str, str]:
    worst = int(np.argmax(np.abs(np.nan_to_num(residual, nan=np.inf))))
    return {"equation": system.equations[worst], "residual": f"{residual[worst]:.3g}"}


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _norm(residual: np.ndarray) -> float:
    largest = float(np.max(np.abs(residual), initial=0.0))
    return largest if np.isfinite(largest) else np.inf

"""Where a model rests: Newton's method on one period's equations with last, this and next period alike."""

from typing import TYPE_CHECKING

import numpy as np

from qelab.core.errors import QelabError

if TYPE_CHECKING:
    from qelab.macro.model import Model

TOLERANCE = 1e-10
_STEPS = 60
_HALVINGS = 20


def find_steady_state(model: "Model") -> np.ndarray:
    """Steady state with all exogenous variables at zero, (n,).

    Raises
    ------
    QelabError QE522 : no point with residuals below 1e-10, naming the worst equation
    """
    point = model.starting_values()
    residual, jacobian = _evaluate(model, point)
    for _ in range(_STEPS):
        if _norm(residual) < TOLERANCE * 1e-3:
            break
        step = np.linalg.lstsq(jacobian, -residual, rcond=None)[0]
        size = 1.0
        for _ in range(_HALVINGS):
            trial_residual, trial_jacobian = _evaluate(model, point + size * step)
            if _norm(trial_residual) < _norm(residual):
                break
            size /= 2
        else:
            break
        point, residual, jacobian = point + size * step, trial_residual, trial_jacobian
    if not _norm(residual) < TOLERANCE:
        worst = int(np.argmax(np.abs(np.nan_to_num(residual, nan=np.inf))))
        raise QelabError("QE522", equation=model.equation_names[worst], residual=f"{residual[worst]:.3g}")
    return point


def _evaluate(model: "Model", point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n = point.size
    nothing = np.zeros(len(model.exogenous))
    residual, jacobian = model.compiled.evaluate(point, point, point, nothing, model.parameter_vector)
    return residual, jacobian[:, :n] + jacobian[:, n : 2 * n] + jacobian[:, 2 * n :]


def _norm(residual: np.ndarray) -> float:
    largest = float(np.max(np.abs(residual), initial=0.0))
    return largest if np.isfinite(largest) else np.inf

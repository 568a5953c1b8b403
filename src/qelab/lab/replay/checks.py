"""What a replay says about itself: how large its shocks are, and whether premia jump when programmes are announced.

Answers: is a shock unusual, and does the residual term premium move with announcements? If it does, the
programmes' effect on the premium, or the dates of the news, are wrong.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HAC_LAGS = 4


def z_values(shock: Array, counted: NDArray[np.bool_] | None = None) -> Array:
    """Shocks over their standard deviation, (quarters,); NaN where none was inverted.

    Parameters
    ----------
    counted : quarters that the standard deviation is taken over; all where left out
    """
    known = np.isfinite(shock) if counted is None else np.isfinite(shock) & counted
    spread = float(np.std(shock[known], ddof=1)) if known.sum() > 1 else 0.0
    return shock / spread if spread > 0 else np.zeros_like(shock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """A coefficient of a regression with a constant; ``t`` with ordinary, ``t_hac`` with Newey-West errors.

    The latter mislead where few quarters differ from the rest: a dummy with two ones has almost no error then.
    """

    value: float
    t: float
    t_hac: float
    observations: int


def slope(y: Array, x: Array) -> Slope:
    """Least squares of y on a constant and x, (observations,) both; rows with a NaN are left out.

    Newey-West errors with a Bartlett kernel over four lags.
    """
    known = np.isfinite(y) & np.isfinite(x)
    y, x = y[known], x[known]
    regressors = np.column_stack([np.ones(len(x)), x])
    if len(y) < 3 or np.ptp(x) == 0:
        return Slope(value=0.0, t=0.0, t_hac=0.0, observations=len(y))
    inverse = np.linalg.inv(regressors.T @ regressors)
    coefficients = inverse @ regressors.T @ y
    errors = y - regressors @ coefficients
    freedom = len(y) - 2
    plain = float(errors @ errors) / freedom * inverse
    scores = regressors * errors[:, None]
    meat = scores.T @ scores
    for lag in range(1, min(HAC_LAGS, len(y) - 1) + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (HAC_LAGS + 1)) * (cross + cross.T)
    robust = inverse @ meat @ inverse * len(y) / freedom
    value = float(coefficients[1])
    return Slope(
        value=value,
        t=value / float(np.sqrt(plain[1, 1])),
        t_hac=value / float(np.sqrt(robust[1, 1])),
        observations=len(y),
    )

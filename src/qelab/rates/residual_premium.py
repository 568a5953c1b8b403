"""What moves the ten-year premium besides the programmes: a residual that fades, in closed form.

The instantaneous premium of a replay has two parts, what holdings do and the rest:

    tpf_t(h) = - lambda * X_t(h) + e_t * rho^h          h quarters ahead, as expected at t

The ten-year premium is linear in this path, so the e_t with which it equals an estimate of the premium is
(estimate - premium of the holdings) / premium of rho^h.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.rates.premium import term_premium

Array = NDArray[np.float64]


def residual_path(residual: Array, persistence: float, horizon: int) -> Array:
    """e_t rho^h, (dates, horizon), percentage points."""
    return residual[:, None] * persistence ** np.arange(horizon)[None, :]


def residual_premium(wanted: Array, own: Array, persistence: float, before: float) -> Array:
    """e_t at each date, (dates,), percentage points of the instantaneous premium.

    Parameters
    ----------
    wanted : (dates,) ten-year premium to match, deviation, percentage points; NaN: nothing new, e fades
    own : (dates, horizon) instantaneous premium that holdings bring about, as expected at each date
    persistence : rho
    before : e in the period before the first date
    """
    weight = ten_year_weight(persistence, own.shape[1])
    exact = (wanted - term_premium(own, 10)[:, 0]) / weight
    residual = np.empty(len(wanted))
    for date, value in enumerate(exact):
        before = persistence * before if np.isnan(value) else float(value)
        residual[date] = before
    return residual


def ten_year_weight(persistence: float, horizon: int) -> float:
    """Ten-year premium that one percentage point of e brings about on impact."""
    return float(term_premium(residual_path(np.ones(1), persistence, horizon), 10)[0, 0])

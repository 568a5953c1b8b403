"""Which archetype is an economy nearest to, by its current account and its reserves?

Two published numbers and stated thresholds, no fit: a deficit of 5 per cent of GDP or more is fragile, reserves of 80 per
cent of GDP or more are those of an economy that manages its currency, what is in between is a mixture.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Deficit at which an economy is wholly fragile, per cent of GDP: the rule of thumb of the 1990s (Milesi-Ferretti &
# Razin 1996, NBER Working Paper 5791: no sharp line; recalled).
FRAGILE_DEFICIT = 5.0
# Reserves below which none, and above which all of an economy is managed, per cent of GDP (choice: about the median of
# the list of 2013, and Taiwan and Singapore).
RESERVES_NONE, RESERVES_ALL = 30.0, 80.0


def weights(current_account_pct_gdp: Array, reserves_pct_gdp: Array) -> Array:
    """Shares of (fragile, average, managed) in each economy, (economies, 3); rows sum to one.

    managed = (reserves - 30) / 50, fragile = (1 - managed) deficit / 5, both within 0 and 1.

    >>> weights(np.array([-6.1, 10.5]), np.array([15.0, 83.0]))
    array([[1., 0., 0.],
           [0., 0., 1.]])
    """
    managed = np.clip((reserves_pct_gdp - RESERVES_NONE) / (RESERVES_ALL - RESERVES_NONE), 0.0, 1.0)
    fragile = (1.0 - managed) * np.clip(-current_account_pct_gdp / FRAGILE_DEFICIT, 0.0, 1.0)
    return np.stack([fragile, np.maximum(1.0 - fragile - managed, 0.0), managed], axis=1)


def strength(current_account_pct_gdp: Array, reserves_pct_gdp: Array) -> Array:
    """A score of external strength, (economies,): the standardised current account plus the standardised reserves."""
    return _standardised(current_account_pct_gdp) + _standardised(reserves_pct_gdp)


def explained(moves: Array, score: Array) -> float:
    """Share of the dispersion of ``moves`` that a straight line in ``score`` explains, 0 to 1.

    >>> explained(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0]))
    1.0
    """
    return float(np.corrcoef(moves, score)[0, 1] ** 2)


def _standardised(values: Array) -> Array:
    return (values - values.mean()) / values.std()

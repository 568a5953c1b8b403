"""The model with the short rate as its only risk, solved without matrix or grid: what the general solution is checked by.

With one factor A(tau) = (1 - e^(-kappa tau)) / kappa, and the reversion under risk-neutral prices solves

    kappa = kappa_r + sigma^2 int_0^T a alpha(tau) A(tau)^2 dtau

whose integral of three exponentials is written out. The right side falls in kappa: there is one solution.

Source: Vayanos & Vila (2021), Econometrica 89(1), section 3.
"""

import numpy as np

from qelab.rates.habitat.calibration import Habitat

_HALVINGS = 200


def risk_neutral_reversion(habitat: Habitat) -> float:
    """kappa of the model with the first factor alone, per year, by bisection to the last bit."""
    short_rate = habitat.factors[0]
    low, high = short_rate.mean_reversion, short_rate.mean_reversion + 1.0
    while _right_side(habitat, high) > high:
        high *= 2.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if _right_side(habitat, middle) > middle:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _right_side(habitat: Habitat, kappa: float) -> float:
    def integral(rate: float) -> float:
        """int_0^T e^(-rate tau) dtau."""
        return -np.expm1(-rate * habitat.longest_years) / rate if rate else habitat.longest_years

    short_rate, decay = habitat.factors[0], habitat.elasticity_decay
    squared = (integral(decay) - 2.0 * integral(decay + kappa) + integral(decay + 2.0 * kappa)) / kappa**2
    return short_rate.mean_reversion + short_rate.volatility**2 * habitat.elasticity * squared

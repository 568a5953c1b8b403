"""The yield curve as deviations: expectations plus term premium, maturity by maturity.

    y_t(n) = average expected policy rate over the maturity + TP^n_t

Answers: how does a path of the policy rate and of tpf become yields? Levels are put on by the laboratory.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.rates.premium import TENORS, forward_average, term_premium

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Deviations from the steady state at each date, percentage points, by maturity in years."""

    expected: dict[int, Array]
    premium: dict[int, Array]

    def yield_(self, years: int) -> Array:
        """Expectations plus term premium."""
        return self.expected[years] + self.premium[years]


def curve(policy_rate: Array, tpf: Array, attention: float) -> Curve:
    """Yields at the first period of each expected path.

    Parameters
    ----------
    policy_rate : (dates, horizon) expected deviations of the policy rate, percentage points
    tpf : (dates, horizon) expected instantaneous premium, percentage points
    attention : the model's m: households and firms discount what they expect, arbitrageurs do not

    Source: ECONOMICS C.1, C.3; durations of 8, 18, 34 and 68 quarters for 2, 5, 10 and 30 years.
    """
    return Curve(
        expected={n: forward_average(policy_rate, t.discount, attention)[:, 0] for n, t in TENORS.items()},
        premium={n: term_premium(tpf, n)[:, 0] for n in TENORS},
    )



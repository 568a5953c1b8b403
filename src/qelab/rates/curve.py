"""The yield curve as deviations: expectations plus term premium, maturity by maturity.

    y_t(n) = average expected policy rate over the maturity + TP^n_t

Answers: how does a path of the policy rate and of tpf become yields? Levels are put on by the laboratory.
"""

from collections.abc import Mapping
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


def curve(
    policy_rate: Array, beyond: dict[int, Array], tpf: Array, attention: float, own: Mapping[int, Array] | None = None
) -> Curve:
    """Yields at the first period of each expected path.

    Parameters
    ----------
    policy_rate : (dates, horizon) expected deviations of the policy rate, percentage points
    beyond : by maturity (dates,), the average as it will stand after the horizon (``average_beyond``)
    tpf : (dates, horizon) expected instantaneous premium, percentage points
    attention : the model's m: households and firms discount what they expect, arbitrageurs do not
    own : (dates,) premium of maturities that do not follow tpf

    Source: the averaging of FRB/US-type models; durations of 8, 18, 34 and 68 quarters for 2, 5, 10 and 30 years.
    """
    return Curve(
        expected={
            n: forward_average(policy_rate, tenor.discount, attention, beyond[n])[:, 0]
            for n, tenor in TENORS.items()
        },
        premium={n: own[n] if own and n in own else term_premium(tpf, n)[:, 0] for n in TENORS},
    )




def average_beyond(last: Array, transition: Array, policy_rate: int, attention: float) -> dict[int, Array]:
    """Average expected policy rate as it will stand in the period after the horizon, by maturity.

    Beyond the horizon the economy follows x' = G x, so that
    sum_k (1 - delta) (delta m)^k i_{T+1+k} = (1 - delta) e_i' (I - delta m G)^-1 G x_T.

    Parameters
    ----------
    last : (dates, n) deviations of the model's variables in the last period of the horizon
    transition : (n, n) G
    policy_rate : position of the policy rate among the variables
    """
    averages = {}
    for years, tenor in TENORS.items():
        matrix = np.eye(len(transition)) - tenor.discount * attention * transition
        weights = np.linalg.solve(matrix.T, np.eye(len(transition))[policy_rate])
        averages[years] = (1.0 - tenor.discount) * last @ transition.T @ weights
    return averages

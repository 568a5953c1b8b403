"""An effect split exactly among its causes, whatever the order in which they act.

Answers: how much of the difference between two worlds is due to each of several inputs? Where the value is not a sum,
what one input adds depends on which others have moved before it. The Shapley value is its mean addition over all
orders (24 for four inputs): the parts add up to the difference, an input that does nothing gets nothing, two that do
the same get the same. For a sum it is the plain split.
"""

from collections.abc import Callable
from math import factorial

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def shapley(value: Callable[[Array], Array], without: Array, policy: Array) -> Array:
    """Parts of ``value(policy) - value(without)``, one for each input.

    part_i = sum over sets S without i of |S|! (k - |S| - 1)! / k! times (value with S and i moved - value with S moved),
    which is the mean over the k! orders.

    Parameters
    ----------
    value : takes the inputs (k, ...) and gives (...,), in the unit of the parts
    without, policy : (k, ...) inputs of the two worlds

    Returns
    -------
    (k, ...), unit of ``value``; the sum over k is the difference to rounding

    Source: Shapley (1953), A value for n-person games; as a split of changes Shorrocks (2013), Journal of Economic
    Inequality 11 (recalled).
    Limits: 2^k evaluations, so for a handful of inputs. Inputs that cannot move alone have no meaning alone.

    >>> shapley(lambda x: x[0] * x[1], np.array([1.0, 1.0]), np.array([3.0, 2.0])).tolist()
    [3.0, 2.0]
    """
    count = len(without)
    bits = np.arange(count)
    found = []
    for chosen in range(2**count):
        moved = ((chosen >> bits) & 1).astype(bool)
        inputs = np.where(moved.reshape(-1, *(1,) * (without.ndim - 1)), policy, without)
        found.append(np.asarray(value(inputs), dtype=float))
    parts = np.zeros((count, *np.shape(found[0])))
    for chosen in range(2**count):
        size = chosen.bit_count()
        for place in range(count):
            if not chosen >> place & 1:
                weight = factorial(size) * factorial(count - size - 1) / factorial(count)
                parts[place] += weight * (found[chosen | 1 << place] - found[chosen])
    return parts

"""Shares, the Gini coefficient of wealth, and how income is concentrated on the wealthy.

Answers: is wealth more unequal with the programme, and by how much? Five shares are known, at the top 0.1, 1, 10, 50 and
100 per cent. Between two of them the share S(q) of the richest fraction q is a power of q, which is a Pareto
distribution between them; above the top 1 per cent it is the Pareto tail through the shares of the top 1 and 0.1.

    G = 2 x integral of S(q) dq - 1,    S(q) = S(b) (q / b)^e between a and b,    e = log(S(b) / S(a)) / log(b / a)

Limits: inside the bottom half wealth is taken as nearly even, so the level is a lower bound (surveys have .85 where this
gives .79); changes between the groups are what it measures.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.households.groups import POPULATION

Array = NDArray[np.float64]


def top_shares(amounts: Array) -> Array:
    """Share of the richest 0.1, 1, 10, 50 and 100 per cent, (groups, quarters), from amounts by group."""
    return np.cumsum(amounts, axis=0) / amounts.sum(axis=0)


def pareto_tail(shares: Array) -> Array:
    """Exponent alpha of the tail through the shares of the top 1 and 0.1 per cent, (quarters,).

    S(q) grows like q^(1 - 1 / alpha); ``shares`` as of ``top_shares``.
    """
    fractions = np.cumsum(POPULATION.values)
    return 1.0 / (1.0 - np.log(shares[1] / shares[0]) / np.log(fractions[1] / fractions[0]))


def gini(amounts: Array) -> Array:
    """Gini coefficient, (quarters,), from amounts by group (groups, quarters), interpolated.

    >>> even = POPULATION.values[:, None]
    >>> bool(abs(gini(even)[0]) < 1e-12)
    True
    """
    fractions, shares = np.cumsum(POPULATION.values), top_shares(amounts)
    exponents = np.log(shares[1:] / shares[:-1]) / np.log(fractions[1:] / fractions[:-1])[:, None]
    under = np.diff(shares * fractions[:, None], axis=0) / (1.0 + exponents)
    tail = shares[0] * fractions[0] / (1.0 + exponents[0])
    return 2.0 * (under.sum(axis=0) + tail) - 1.0


def gini_between_groups(amounts: Array) -> Array:
    """Gini coefficient of the groups' means alone, (quarters,): everyone has the mean of the group.

    Of income it is the concentration on the wealthy, as groups are ranked by wealth.
    """
    shares, population = top_shares(amounts), POPULATION.values[:, None]
    before = np.concatenate([np.zeros((1, shares.shape[1])), shares[:-1]])
    return (population * (shares + before)).sum(axis=0) - 1.0

"""The effect today of any path that is expected of holdings, quarter by quarter and by maturity.

Answers: what does an announcement do to the curve that builds holdings up, keeps them and runs them down? The equations
are those of ``effects``; they are linear in the path, so the effect of each quarter is solved once, backwards on the grid
of maturities, and kept: a path is then a sum.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import QUARTERS_PER_YEAR
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.effects import CurveEffect
from qelab.rates.habitat.equilibrium import elastic, equilibrium, variances, weights

Array = NDArray[np.float64]


def expected(habitat: Habitat, exposed: Array) -> CurveEffect:
    """Effect today of an expected path of holdings.

    Parameters
    ----------
    exposed : (quarters, k) exposures at the ends of quarters, the first being today's; straight lines between them,
        gone a quarter after the last

    Raises
    ------
    QelabError QE570, QE571 : no equilibrium, or more than one

    Limits: sums over time are trapeziums on the grid of maturities (relative error 1e-5).
    """
    basis = _basis(habitat, len(exposed))
    return CurveEffect(
        years=habitat.years, log_price=np.einsum("nqk,qk->n", basis.log_price, exposed),
        forward=np.einsum("nqk,qk->n", basis.forward, exposed),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Basis:
    """Effect on b and on its slope per unit of exposure to a factor in a quarter, (nodes, quarters, k) each."""

    log_price: Array
    forward: Array


@cache
def _basis(habitat: Habitat, quarters: int) -> _Basis:
    solved, nodes = equilibrium(habitat), habitat.nodes
    step = habitat.longest_years / (nodes - 1)
    size = len(solved.matrix)
    rising = np.eye(size)[0] - solved.loadings @ solved.matrix.T  # A' = e_1 - M A
    log_price, forward = np.zeros((nodes, quarters, size)), np.zeros((nodes, quarters, size))
    for factor in range(size):
        before, lags = _prices_of_a_quarter(habitat, quarters, factor)
        for quarter in range(quarters):
            ahead = quarter / QUARTERS_PER_YEAR - habitat.years  # of each date of the next thirty years
            prices = np.stack([np.interp(ahead, lags, column, right=0.0, left=0.0) for column in before.T], axis=1)
            log_price[:, quarter, factor] = -_convolved(solved.loadings, prices, step)
            forward[:, quarter, factor] = -_convolved(rising, prices, step)
    return _Basis(log_price=log_price, forward=forward)


def _prices_of_a_quarter(habitat: Habitat, quarters: int, factor: int) -> tuple[Array, Array]:
    """c by the time that is left to a quarter in which one unit of exposure is held, (times, k), and those years.

    The unit is held at the end of one quarter, growing from nothing and falling to nothing within a quarter on each side.
    """
    step = habitat.longest_years / (habitat.nodes - 1)
    quarter = 1.0 / QUARTERS_PER_YEAR
    first = -np.ceil(quarter / step) * step
    lags = np.arange(first, quarters / QUARTERS_PER_YEAR + step, step)
    held = np.zeros((len(lags), len(habitat.factors)))
    held[:, factor] = np.maximum(0.0, 1.0 - np.abs(lags) / quarter)
    return _prices(habitat, held, step), lags


def _prices(habitat: Habitat, exposed: Array, step: float) -> Array:
    """c from the latest time (the first row) to the earliest, (times, k): each depends on those after it."""
    scale, kernel = variances(habitat), _kernel(habitat)
    reach, size = len(kernel) - 1, exposed.shape[1]
    weighted = step * scale[:, None] * kernel
    weighted[[0, -1]] /= 2.0
    now = np.linalg.inv(np.eye(size) + weighted[0])
    later = weighted[:0:-1].transpose(1, 0, 2).reshape(size, -1)  # rows in the order of the times: latest first
    prices = np.zeros((reach + len(exposed), size))
    for time, row in enumerate(exposed):
        sold = later @ prices[time : time + reach].ravel()
        prices[time + reach] = now @ (habitat.risk_aversion * scale * row - sold)
    return prices[reach:]


def _kernel(habitat: Habitat) -> Array:
    """K(s) at every node, (nodes, k, k): how much of a risk price s years ahead habitat investors undo today."""
    solved, nodes = equilibrium(habitat), habitat.nodes
    step = habitat.longest_years / (nodes - 1)
    left = (elastic(habitat) / weights(habitat))[:, None] * solved.loadings
    kernel = np.zeros((nodes, *solved.matrix.shape))
    for lag in range(nodes - 1):
        rule = np.full(nodes - lag, step)
        rule[[0, -1]] /= 2.0
        kernel[lag] = (rule[:, None] * left[lag:]).T @ solved.loadings[: nodes - lag]
    return kernel


def _convolved(values: Array, prices: Array, step: float) -> Array:
    """int_0^tau values(tau - s)' prices(s) ds at every node, trapezium."""
    nodes = len(values)
    total = np.zeros(nodes)
    for column, price in zip(values.T, prices.T, strict=True):
        whole = np.convolve(column, price)[:nodes]
        total += whole - (column * price[0] + column[0] * price) / 2.0
    return step * total

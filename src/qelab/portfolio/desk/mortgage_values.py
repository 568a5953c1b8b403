"""Price and risk of MBS along many paths of the mortgage rate, read off tables made once for all paths and months.

Answers: what are cohorts of these borrowers' rates worth when the mortgage rate of each path is this? The prices are
those of ``income.tables.mortgage_values``. The opening's cohorts have few borrowers' rates, so theirs are tabulated by the
mortgage rate; current production has any, so it is looked up by incentive.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.duration_table import REMAINING_NODES
from qelab.portfolio.income.tables import mortgage_values

Array = NDArray[np.float64]
Integers = NDArray[np.int64]
_STEP = 0.0625  # percentage points between mortgage rates, where borrowers' rates are given
_LEVEL_STEP, _INCENTIVE_STEP = 1.0, 0.5  # between nodes of the tables themselves
_NODES = len(REMAINING_NODES)


class MortgageGrid:
    """Unit values of the opening's cohorts by node of (borrowers' rate, remaining life), and of current production."""

    def __init__(self, wac: Array, mortgage_rate: Array) -> None:
        """For borrowers' rates (W,) and the mortgage rates that occur, both percent."""
        low, high = float(mortgage_rate.min()), float(mortgage_rate.max())
        self._rates = _covering(low, high, _STEP)
        found = mortgage_values(
            self._rates, np.repeat(wac, _NODES)[:, None], np.tile(REMAINING_NODES, len(wac))[:, None]
        )
        self._unit = np.stack(found)  # (price and price times duration, nodes, rates)
        self._new: dict[float, Array] = {}
        # New MBS are made at rates of the projection, so no incentive lies outside the spread of these.
        self._levels = _covering(low, high, _LEVEL_STEP)
        self._incentives = _covering(low - high - 3.0, high - low + 3.0, _INCENTIVE_STEP)
        level, incentive = self._levels[:, None, None], self._incentives[:, None]
        self._surface = np.stack(mortgage_values(level, level + incentive, REMAINING_NODES))

    def new(self, mortgage_rate: Array, above_current: float = 0.0) -> Array:
        """Price of new MBS per unit of face, the borrowers' rate so far above the mortgage rate, percentage points."""
        if above_current not in self._new:
            own = self._rates + above_current
            self._new[above_current] = mortgage_values(self._rates, own, REMAINING_NODES[-1:])[0]
        return np.interp(mortgage_rate, self._rates, self._new[above_current])

    def values(self, face: Array, mortgage_rate: Array) -> tuple[Array, Array]:
        """Value, and value times duration, (B, P) bn, of faces by node (B, nodes, P) bn at rates (B, P) percent."""
        below, between = _place(mortgage_rate, self._rates)
        found = []
        for unit in self._unit:
            low, high = (np.moveaxis(np.take(unit, below + step, axis=1), 0, 1) for step in (0, 1))
            low += between[:, None] * (high - low)
            found.append(np.einsum("bnp,bnp->bp", face, low))
        return found[0], found[1]

    def production(
        self, face: Array, wac: Array, remaining: Array, mortgage_rate: Array
    ) -> tuple[Array, Array]:
        """The same of cohorts (B, n, P) with borrowers' rates (n, P) percent and remaining months (B, n, 1)."""
        level, of_level = _place(mortgage_rate, self._levels)
        # Price, and price times duration, at each month's and path's rate: (2, B, P, incentives, nodes).
        low, high = (np.take(self._surface, level + step, axis=1) for step in (0, 1))
        flat = (low + of_level[..., None, None] * (high - low)).reshape(2, -1)
        own = np.arange(mortgage_rate.size).reshape(mortgage_rate.shape)[:, None]
        incentive, of_incentive = _place(wac - mortgage_rate[:, None], self._incentives)
        left = np.clip(remaining, REMAINING_NODES[0], REMAINING_NODES[-1])
        node = np.clip(np.searchsorted(REMAINING_NODES, left) - 1, 0, _NODES - 2)
        of_node = (left - REMAINING_NODES[node]) / np.diff(REMAINING_NODES)[node]
        corner = (own * len(self._incentives) + incentive) * _NODES + node
        more = face * of_incentive
        value, risk = np.zeros(face.shape), np.zeros(face.shape)
        for right, by_incentive in ((0, face - more), (_NODES, more)):
            above = by_incentive * of_node
            for step, weight in ((right, by_incentive - above), (right + 1, above)):
                cell = corner + step
                value += weight * np.take(flat[0], cell)
                risk += weight * np.take(flat[1], cell)
        return value.sum(1), risk.sum(1)


def _covering(low: float, high: float, step: float) -> Array:
    """Multiples of a step from one not above ``low`` to one above ``high``."""
    return step * np.arange(np.floor(low / step), np.floor(high / step) + 2)


def _place(values: Array, grid: Array) -> tuple[Integers, Array]:
    """The node of a uniform grid below each value, and the share of the way to the next."""
    place = np.clip((values - grid[0]) / (grid[1] - grid[0]), 0.0, len(grid) - 1.0)
    below = np.minimum(place.astype(np.int64), len(grid) - 2)
    return below, place - below

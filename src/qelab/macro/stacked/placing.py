"""Where each period's Jacobian stands in the matrix of all periods.

Answers: what is the pattern of the stacked matrix (compressed columns), and how are its values gathered? The saddle
path after the last period adds entries to the last block.
"""

import numpy as np

from qelab.macro.matching import maximum_matching
from qelab.macro.stacked.elimination import Reduction


class Placing:
    """Pattern of the stacked system without static variables: ``starts`` and ``rows`` of ``size`` columns."""

    def __init__(self, reduction: Reduction, horizon: int, transition: np.ndarray | None) -> None:
        n = reduction.kept.size
        self._n, self.size = n, horizon * n
        self._rows, self._columns = reduction.jacobian.rows, reduction.jacobian.columns
        self.onward = None if transition is None else transition[np.ix_(reduction.kept, reduction.kept)]
        period = np.arange(horizon)[:, None]
        stacked_rows = (period * n + self._rows).ravel()
        stacked_columns = ((period + self._columns // n - 1) * n + self._columns % n).ravel()
        inside = np.flatnonzero((stacked_columns >= 0) & (stacked_columns < self.size))
        end_rows, end_columns = self._place_end()
        cells = stacked_columns[inside] * self.size + stacked_rows[inside]
        last = (horizon - 1) * n
        end_cells = (end_columns + last) * self.size + end_rows + last
        all_cells = np.union1d(cells, end_cells)
        order = np.argsort(cells)
        self._take, self._put = inside[order], np.searchsorted(all_cells, cells[order])
        self._end_put = np.searchsorted(all_cells, end_cells)
        self._count = all_cells.size
        counts = np.bincount(all_cells // self.size, minlength=self.size)
        self.starts, self.rows = np.concatenate(([0], np.cumsum(counts))), all_cells % self.size

    def _place_end(self) -> tuple[np.ndarray, np.ndarray]:
        """Cells of the last period's block that the saddle path fills: equations with a lead x state variables."""
        if self.onward is None:
            self._end_rows = self._end_columns = np.zeros(0, dtype=np.int64)
        else:
            ahead = self._columns >= 2 * self._n
            states = np.unique(self._columns[self._columns < self._n])
            grid = np.meshgrid(np.unique(self._rows[ahead]), states, indexing="ij")
            self._end_rows, self._end_columns = (item.ravel() for item in grid)
        return self._end_rows, self._end_columns

    def partners(self) -> np.ndarray:
        """A column for each row of the stacked matrix, no column twice: an entry of the pattern wherever one serves.

        One period's equations are matched with variables of this period as far as that goes, then of last and next period
        too, and that is repeated. KLU finds the same by itself, but over all periods at once and in a time that grows
        with their square.
        """
        n, horizon = self._n, self.size // self._n
        number, variables = self._columns // n, self._columns % n
        offset = np.zeros((n, n), dtype=np.int64)
        for side in (0, 2, 1):  # this period last: it is preferred
            chosen = number == side
            offset[self._rows[chosen], variables[chosen]] = side - 1
        now = number == 1
        columns = maximum_matching(
            self._rows, variables, n, start=maximum_matching(self._rows[now], variables[now], n)
        )
        if (columns < 0).any():  # some equations share their unknowns: KLU will say that there is no factor
            return np.arange(self.size)
        rows, period = np.arange(n), np.arange(horizon)[:, None]
        matched = ((period + offset[rows, columns]) * n + columns).ravel()
        inside = (matched >= 0) & (matched < self.size)
        found = np.full(self.size, -1, dtype=np.int64)
        found[(period * n + rows).ravel()[inside]] = matched[inside]
        found[found < 0] = np.setdiff1d(np.arange(self.size), matched[inside])
        return found

    def values(self, jacobian: np.ndarray) -> np.ndarray:
        """Nonzeros of the stacked matrix, in the order of the pattern, from those of each period (T, nonzeros)."""
        values = np.zeros(self._count)
        values[self._put] = jacobian.ravel()[self._take]
        if self.onward is not None:
            lead = np.zeros((self._n, self._n))
            ahead = self._columns >= 2 * self._n
            lead[self._rows[ahead], self._columns[ahead] - 2 * self._n] = jacobian[-1, ahead]
            values[self._end_put] += (lead @ self.onward)[self._end_rows, self._end_columns]
        return values

    def surrounded(self, kept: np.ndarray) -> np.ndarray:
        """Changes (T, n, ...) with the period before (none) and the one after (none, or along the saddle path)."""
        around = np.zeros((len(kept) + 2, *kept.shape[1:]))
        around[1:-1] = kept
        if self.onward is not None:
            around[-1] = self.onward @ kept[-1]
        return around

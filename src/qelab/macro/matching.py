"""Which equation for which unknown, and what has to be solved together: graphs of a few hundred equations.

Answers what SciPy's `csgraph` would, whose import takes longer than most models take to be solved.
"""

from collections import deque

import numpy as np


def maximum_matching(
    rows: np.ndarray, columns: np.ndarray, size: int, start: np.ndarray | None = None
) -> np.ndarray:
    """A column for each row, no column twice, as many as the entries at (rows, columns) allow; (size,), else -1.

    Parameters
    ----------
    start : a smaller matching that is made larger: what is matched there stays so, if with other partners

    >>> maximum_matching(np.array([0, 0, 1]), np.array([0, 1, 0]), 2).tolist()
    [1, 0]
    """
    reached: list[list[int]] = [[] for _ in range(size)]
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        reached[row].append(column)
    partner = [-1] * size if start is None else start.tolist()
    taken = [-1] * size
    for row, column in enumerate(partner):
        if column >= 0:
            taken[column] = row
    for row in range(size):
        if partner[row] < 0:
            _augment(row, reached, partner, taken)
    return np.array(partner, dtype=np.int64)


def _augment(first: int, reached: list[list[int]], partner: list[int], taken: list[int]) -> None:
    """Match one more row, by the shortest chain of rows that change their partners; nothing where there is none."""
    came_from: dict[int, int] = {}
    waiting = deque([first])
    while waiting:
        row = waiting.popleft()
        for column in reached[row]:
            if column in came_from:
                continue
            came_from[column] = row
            if taken[column] >= 0:
                waiting.append(taken[column])
                continue
            while True:
                row = came_from[column]
                taken[column], partner[row], column = row, column, partner[row]
                if row == first:
                    return


def components_in_order(before: np.ndarray, after: np.ndarray, size: int) -> list[np.ndarray]:
    """Strongly connected components of the arrows before -> after, each one behind all that lead to it.

    >>> [item.tolist() for item in components_in_order(np.array([2, 0, 1]), np.array([0, 1, 0]), 3)]
    [[2], [0, 1]]
    """
    leads = np.eye(size, dtype=np.float32)
    leads[before, after] = 1.0
    while True:  # paths of 1, 2, 4, ... arrows
        longer = (leads @ leads > 0).astype(np.float32)
        if np.array_equal(longer, leads):
            break
        leads = longer
    # Who leads to a component leads to everything behind it, which has more ancestors therefore.
    order = np.argsort(leads.sum(axis=0), kind="stable")
    found, placed = [], np.zeros(size, dtype=bool)
    for node in order:
        if not placed[node]:
            members = np.flatnonzero((leads[node] > 0) & (leads[:, node] > 0))
            placed[members] = True
            found.append(members)
    return found

"""Static variables solved out of each period's equations, symbolically, before any number is known.

Answers: which unknowns of a period does no other period see, and how does the linear system look without them? A
variable without lead or lag is expressed through the others by one fixed equation each (its pivot), chosen once per
model; what remains is about half as large. With no pivots this is the full system.
"""

from dataclasses import dataclass
from typing import Any

import casadi as ca
import numpy as np

from qelab.macro.compiled import CompiledModel

_WEAKEST = 0.01  # a pivot has at least this part of the largest entry of its column, each as a part of its row

Row = dict[int, Any]


@dataclass(frozen=True, slots=True)
class Places:
    """Where nonzeros stand, ordered by row: ``rows`` and ``columns`` of each."""

    rows: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduction:
    """One period's equations as a CasADi function of (previous, current, next, exogenous, parameters).

    It gives the residual F (n,), then nonzeros: the Jacobian without static variables (``jacobian``: rows count the
    ``kept_rows``, columns run over three periods of the ``kept``), three blocks of the full Jacobian, and the Jacobian
    to the exogenous variables (``shocks``). With s the static variables and their pivot rows, r the rest, the system
    J x = b falls into

        y = inverse b_s        right side for x_r: b_r - above y        x_s = y - inverse (beside x_r)

    where ``inverse`` belongs to the static block, ``above`` (r, s) has static variables in kept equations, and
    ``beside`` (s, three periods of r) has kept variables in pivot equations.
    """

    function: Any
    kept: np.ndarray
    kept_rows: np.ndarray
    static: np.ndarray
    pivot_rows: np.ndarray
    jacobian: Places
    inverse: Places
    above: Places
    beside: Places
    shocks: Places


def choose_pivots(compiled: CompiledModel, derivatives: np.ndarray) -> tuple[tuple[int, int], ...]:
    """Pairs (equation, static variable), found at the steady state; entries with a kink, or without a number, are never chosen.

    Fewest new entries first (Markowitz); a pivot is not small in its column. Numbers decide only that much, so that
    other parameters hardly ever ask for other pivots. Static variables without such an equation stay in the system. ``derivatives`` (n, 3n): Jacobian to last, this and next period's variables.
    """
    n = compiled.size
    used = np.zeros((n, 3 * n), dtype=bool)
    used[compiled.rows, compiled.columns] = True
    kinked = np.zeros_like(used)
    kinked[compiled.rows, compiled.columns] = compiled.kinked_entries
    finite = np.isfinite(derivatives)
    kinked |= ~finite
    values = np.where(finite, derivatives, 0.0)
    static = [v for v in range(n) if not used[:, v].any() and not used[:, 2 * n + v].any()]
    left, pivots = np.ones(n, dtype=bool), []
    while static:
        places = n + np.array(static)
        entries = used[:, places] & left[:, None]
        scale = np.maximum(np.abs(values).max(axis=1), 1e-300)
        size = np.where(entries, np.abs(values[:, places]) / scale[:, None], 0.0)
        allowed = entries & ~kinked[:, places] & (size > 0) & (size >= _WEAKEST * size.max(axis=0))
        if not allowed.any():
            break
        cost = np.outer(used.sum(axis=1) - 1, entries.sum(axis=0) - 1)
        found = np.where(allowed, cost, cost.max() + 1).T.argmin()  # the first variable among equals, its first equation
        v, row = static[int(found // n)], int(found % n)
        pivots.append((row, v))
        left[row] = False
        static.remove(v)
        for other in np.flatnonzero(left & used[:, n + v]):
            values[other] -= values[other, n + v] / values[row, n + v] * values[row]
            kinked[other] |= used[row] & (kinked[row] | kinked[other, n + v])
            used[other] |= used[row]
            used[other, n + v], values[other, n + v] = False, 0.0
    return tuple(pivots[: n - 1])  # one unknown has to be left


def eliminate(compiled: CompiledModel, pivots: tuple[tuple[int, int], ...]) -> Reduction:
    """Compile the period's equations with these static variables solved out; kept on the compiled model."""
    if pivots not in compiled.reductions:
        compiled.reductions[pivots] = _compile(compiled, pivots)
    return compiled.reductions[pivots]


def _compile(compiled: CompiledModel, pivots: tuple[tuple[int, int], ...]) -> Reduction:
    symbols, n = compiled.symbolic, compiled.size
    inputs = [symbols.previous, symbols.current, symbols.next, symbols.shocks, symbols.values]
    original = _rows(ca.jacobian(symbols.residual, ca.vertcat(*inputs[:3])), n)
    rows = [dict(row) for row in original]
    inverse = _gauss_jordan(rows, [(row, n + v) for row, v in pivots])
    pairs = sorted((v, row) for row, v in pivots)
    static, pivot_rows = [v for v, _ in pairs], [row for _, row in pairs]
    kept = [v for v in range(n) if v not in static]
    kept_rows = [row for row in range(n) if row not in pivot_rows]
    number = {side * n + v: side * len(kept) + i for side in range(3) for i, v in enumerate(kept)}
    at_row = {row: i for i, row in enumerate(pivot_rows)}
    at_column = {n + v: i for i, v in enumerate(static)}
    tables = (
        [_renumbered(rows[row], number) for row in kept_rows],
        [_renumbered(inverse[row], at_row) for row in pivot_rows],
        [_renumbered(original[row], at_column) for row in kept_rows],
        [_renumbered(original[row], number) for row in pivot_rows],
        _rows(ca.jacobian(symbols.residual, symbols.shocks), n),
    )
    places, entries = zip(*(_places(table) for table in tables), strict=True)
    function = ca.Function("period", inputs, [ca.densify(symbols.residual), *entries], {"cse": True})
    return Reduction(
        function=function,
        kept=np.array(kept, dtype=np.int64),
        kept_rows=np.array(kept_rows, dtype=np.int64),
        static=np.array(static, dtype=np.int64),
        pivot_rows=np.array(pivot_rows, dtype=np.int64),
        **dict(zip(("jacobian", "inverse", "above", "beside", "shocks"), places, strict=True)),
    )


def _renumbered(row: Row, number: dict[int, int]) -> Row:
    return {number[column]: entry for column, entry in row.items() if column in number}


def _rows(matrix: Any, count: int) -> list[Row]:
    """A sparse matrix of expressions by rows."""
    rows: list[Row] = [{} for _ in range(count)]
    for row, column, entry in zip(*matrix.sparsity().get_triplet(), matrix.nonzeros(), strict=True):
        rows[row][column] = entry
    return rows


def _gauss_jordan(rows: list[Row], pivots: list[tuple[int, int]]) -> dict[int, Row]:
    """Clear each pivot's column from all other rows, in place; rows of the inverse of the pivots' block."""
    origins: list[Row] = [{} for _ in rows]
    for pivot, column in pivots:
        origins[pivot][pivot] = ca.SX(1)
        for other, row in enumerate(rows):
            if other == pivot or column not in row:
                continue
            ratio = row[column] / rows[pivot][column]
            for target, source in ((row, rows[pivot]), (origins[other], origins[pivot])):
                for place, entry in source.items():
                    target[place] = target[place] - ratio * entry if place in target else -ratio * entry
            del row[column]
    return {row: {s: entry / rows[row][v] for s, entry in origins[row].items()} for row, v in pivots}


def _places(table: list[Row]) -> tuple[Places, Any]:
    """Places of a table's entries, row by row, and the entries as one dense column."""
    cells = [(row, column, entries[column]) for row, entries in enumerate(table) for column in sorted(entries)]
    found = Places(*(np.array([cell[side] for cell in cells], dtype=np.int64) for side in (0, 1)))
    return found, ca.densify(ca.vertcat(*(cell[2] for cell in cells))) if cells else ca.SX.zeros(0, 1)

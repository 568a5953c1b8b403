"""Which innovations make a variable of a model take a given path.

Answers: a model's purchases follow a law of motion with an innovation; which innovations put them on the programme's
path? Where that law has nothing else in it, each quarter answers for itself. Elsewhere nothing is found here, and the
innovations have to be solved for together with the model.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.macro import Model

Array = NDArray[np.float64]
_EXACT = 1e-12


def innovations(model: Model, variable: str, shock: str, previous: Array, values: Array) -> Array | None:
    """Innovations (T,) with which ``variable`` takes ``values`` (T,); None where other variables matter.

    The equation of the innovation is evaluated along the path with everything else at rest; it is solved for the
    innovation, which it must contain additively, and has to hold again afterwards.

    Parameters
    ----------
    previous : (n,), state of the period before
    """
    steady, parameters = model.steady_state, model.parameter_vector
    column, own = model.shock_index(shock), _own_columns(model, variable)
    before, current, after, shocks = model.derivatives
    rows = np.flatnonzero(shocks[:, column])
    if rows.size != 1:
        return None
    row = int(rows[0])
    others = np.ones(len(model.endogenous), dtype=bool)
    others[list(own.values())] = False
    if np.any(before[row, others]) or np.any(current[row, others]) or np.any(after[row]):
        return None
    path = _along(model, own, previous, values)
    lags = np.vstack((previous, path[:-1]))
    slope = float(shocks[row, column])
    result = np.zeros(len(values))

    def residual(innovation: Array) -> Array:
        missed = np.empty(len(values))
        exogenous = model.exogenous_at_rest.copy()
        for place, size in enumerate(innovation):
            exogenous[column] = size
            missed[place] = model.compiled.evaluate(lags[place], path[place], steady, exogenous, parameters)[0][row]
        return missed

    result = -residual(result) / slope
    return result if float(np.abs(residual(result)).max(initial=0.0)) <= _EXACT else None


def _own_columns(model: Model, variable: str) -> dict[int, int]:
    """Columns of a variable and its lags, by lag."""
    columns = {0: model.index(variable)}
    mark = f"{variable}__lag"
    for name in model.endogenous:
        if name.startswith(mark) and name.removeprefix(mark).isdigit():
            columns[int(name.removeprefix(mark))] = model.index(name)
    return columns


def _along(model: Model, own: dict[int, int], previous: Array, values: Array) -> Array:
    """The path (T, n) with the variable and its lags in place and everything else at rest."""
    path = np.tile(model.steady_state, (len(values), 1))
    for lag, column in own.items():
        for place in range(len(values)):
            back = place - lag
            if back >= 0:
                path[place, column] = values[back]
            elif back == -1:
                path[place, column] = previous[own[0]]
            else:
                path[place, column] = previous[own[-back - 1]] if -back - 1 in own else model.steady_state[own[0]]
    return path

"""A curved model at first order, its lower bound left exact: what many papers mean by "linear, bound on".

Answers: which linear model with a bound is this one close to rest? Far from rest it is another model: the effects
published for the bound are sometimes those of the linear one only.
"""

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.linear.form import Kink, LinearForm
from qelab.macro.model import Model


def linearised_form(model: Model) -> LinearForm:
    """First-order coefficients round the steady state, for ``PiecewiseLinear(model, form=linearised_form(model))``.

    Deviations are those of the variables as the file has them: levels where it has levels.

    Raises
    ------
    QelabError QE535 : the bound is not one equation, rate = max(floor, shadow rate)
    """
    lag, current, lead, shocks = model.derivatives
    kink = None if model.about.bound is None else _kink(model)
    return LinearForm(
        lag=lag, current=current, lead=lead, shocks=shocks, constant=np.zeros(len(current)), kink=kink
    )


def _kink(model: Model) -> Kink:
    """The equation that knows nothing but rate, shadow rate and floor, and bends there."""
    bound = model.about.bound
    assert bound is not None
    variable, shadow = model.index(bound.variable), model.index(bound.shadow)
    steady, floor = model.steady_state, model.parameters[bound.floor]
    lag, current, lead, shocks = model.derivatives
    others = np.hstack([lag, np.delete(current, [variable, shadow], axis=1), lead, shocks])
    candidates = ~others.any(axis=1) & (current[:, variable] != 0) & (current[:, shadow] != 0)
    below = steady.copy()
    below[variable], below[shadow] = floor, floor - 1.0
    nothing = model.exogenous_at_rest
    residual, _ = model.compiled.evaluate(below, below, below, nothing, model.parameter_vector)
    rows = np.flatnonzero(candidates & (np.abs(residual) < 1e-12))
    if rows.size != 1:
        row = int(np.argmax(current[:, variable] != 0))
        raise QelabError("QE535", equation=model.equation_names[row])
    row = int(rows[0])
    return Kink(
        row=row,
        weight=float(current[row, variable]),
        variable=variable,
        shadow=shadow,
        floor=floor - float(steady[variable]),
    )

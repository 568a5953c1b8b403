"""Is a model linear but for its bound? Then these are its coefficients.

Answers: A x(t-1) + B x(t) + C x(t+1) + D e(t) = 0 in deviations from the steady state, shocks too, where one
equation may be x_i = max(floor, x_s). Found in the equations themselves: nothing has to be declared but the bound.
"""

from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.model import Model

_SCALES = (0.1, 1.0, 10.0, 100.0)  # deviations at which the equations are compared with their linear form
_TOLERANCE = 1e-11


@dataclass(frozen=True, slots=True, kw_only=True)
class Kink:
    """The equation ``weight * (x[variable] - max(floor, x[shadow])) = 0``; ``floor`` as a deviation."""

    row: int
    weight: float
    variable: int
    shadow: int
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearForm:
    """Coefficients (n, n) of last, this and next period's variables and (n, k) of shocks, the bound slack.

    ``constant`` (n,) is what the equations miss at the steady state, by rounding.
    """

    lag: np.ndarray
    current: np.ndarray
    lead: np.ndarray
    shocks: np.ndarray
    constant: np.ndarray
    kink: Kink | None


def is_linear(model: Model) -> bool:
    """Whether a model is linear but for its bound."""
    return _curved(model) is None


def linear_form(model: Model) -> LinearForm:
    """The coefficients of a model that is linear but for its bound.

    Raises
    ------
    QelabError QE535 : an equation curves, or bends elsewhere than at the bound
    """
    row = _curved(model)
    if row is not None:
        raise QelabError("QE535", equation=model.equation_names[row])
    lag, current, lead, shocks = model.derivatives
    steady, nothing = model.steady_state, model.exogenous_at_rest
    constant, _ = model.compiled.evaluate(steady, steady, steady, nothing, model.parameter_vector)
    return LinearForm(
        lag=lag, current=current, lead=lead, shocks=shocks, constant=constant, kink=_kink(model)
    )


def _kink(model: Model) -> Kink | None:
    """The bound's equation: the only one that is not linear."""
    rows, bound = model.compiled.curved_rows, model.about.bound
    if bound is None or len(rows) != 1:
        return None
    variable, shadow = model.index(bound.variable), model.index(bound.shadow)
    return Kink(
        row=rows[0],
        weight=float(model.derivatives[1][rows[0], variable]),
        variable=variable,
        shadow=shadow,
        floor=model.parameters[bound.floor] - float(model.steady_state[variable]),
    )


def _curved(model: Model) -> int | None:
    """An equation that stands in the way, or None.

    Linear equations are recognised by their expressions; that the other one is the bound, and that nothing was
    overlooked, by comparing all of them with their linear form at points on both sides of the bound.
    """
    rows, bound = model.compiled.curved_rows, model.about.bound
    if len(rows) > 1 or (rows and bound is None):
        return rows[-1]
    if bound is not None and not rows:  # declared, but the equations know nothing of it
        return int(np.argmax(model.derivatives[1][:, model.index(bound.variable)] != 0))
    miss = np.max([_miss(model, scale, number) for number, scale in enumerate(_SCALES)], axis=0)
    worst = int(np.argmax(miss))
    return worst if miss[worst] > _TOLERANCE else None


def _miss(model: Model, scale: float, number: int) -> np.ndarray:
    """How far each equation is from its linear form at one point, relative to the point's size, (n,)."""
    chance = np.random.default_rng(number)
    steady, n, kink = model.steady_state, len(model.endogenous), _kink(model)
    points = scale * chance.standard_normal((3, n))
    shocks = scale * chance.standard_normal(len(model.exogenous))
    if kink is not None:  # below the floor at every second point, with the rate on the other side or not
        sides = (-1.0, 1.0) if number % 2 else (1.0, -1.0)
        points[1, [kink.variable, kink.shadow]] = kink.floor + scale * np.array(sides)
    before, now, after = steady + points
    residual, _ = model.compiled.evaluate(before, now, after, model.exogenous_at_rest + shocks, model.parameter_vector)
    lag, current, lead, on_shocks = model.derivatives
    expected = lag @ points[0] + current @ points[1] + lead @ points[2] + on_shocks @ shocks
    if kink is not None:
        over = points[1, kink.variable] - max(kink.floor, points[1, kink.shadow])
        expected[kink.row] = kink.weight * over
    return np.abs(residual - expected) / (1.0 + scale + np.abs(steady).max(initial=0.0))

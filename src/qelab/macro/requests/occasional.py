"""A file's occbin request: surprise shocks, with constraints that bind now and then.

Answers: what do occbin_constraints, the ``bind`` and ``relax`` tags and shocks(surprise) add up to, and what is the
path? The method itself is in ``linear.occbin``.
"""

from itertools import product

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.compiled import compile_model
from qelab.macro.linear.first_order import first_order
from qelab.macro.linear.occbin import Occbin, PiecewisePath, RegimeEquations
from qelab.macro.model import Model
from qelab.macro.modfile import syntax
from qelab.macro.modfile.evaluate import evaluate
from qelab.macro.modfile.functions import FUNCTIONS, STEADY_STATE
from qelab.macro.modfile.symbolic import build
from qelab.macro.requests.deterministic import resting_point, value
from qelab.macro.requests.options import whole

_PERIODS, _AHEAD = 100, 200  # Dynare's simul_periods and simul_check_ahead_periods where the file says nothing


def occbin_request(file: syntax.ModFile) -> syntax.Request | None:
    """The last request for a path with occasionally binding constraints, or None."""
    return next((item for item in reversed(file.requests) if item.name == "occbin_solver"), None)


def solve(model: Model, request: syntax.Request) -> tuple[Model, PiecewisePath]:
    """The model at its steady state, and the path as levels (T, n).

    Raises
    ------
    QelabError QE557 : a histval, or shocks of which none is a surprise: neither is understood with occbin
    QelabError QE565 : no sequence of regimes agrees with its own path
    """
    file = model.file
    if file.histval:
        where = file.where(file.histval[0].place)
        raise QelabError("QE557", where=where, request=request.name, name="histval", allowed=("initval",))
    paths = [item for item in file.shocks if isinstance(item, syntax.ShockPath)]
    if paths and not any(item.surprise for item in paths):
        where = file.where(paths[0].place)
        raise QelabError("QE557", where=where, request=request.name, name="shocks", allowed=("shocks(surprise)",))
    now, _ = resting_point(model)
    steady = model.steady_state_at(now.exogenous, now.endogenous)
    rested = model.at_rest(steady, now.exogenous)
    options = _options(file)
    setup = syntax.Request(request.name, options, (), request.place)
    periods = whole(file, setup, "simul_periods", _PERIODS, 1)
    ahead = whole(file, setup, "simul_check_ahead_periods", _AHEAD, 1)
    found = problem(rested).solve(np.zeros(steady.size), _surprises(rested), periods, ahead)
    return rested, PiecewisePath(values=steady + found.values, binding=found.binding)


def problem(model: Model) -> Occbin:
    """The model's regimes as linear equations round its steady state."""
    constraints = model.file.occbin_constraints
    names = [item.name for item in constraints]
    equations = {
        regime: _equations(model, [name for name, binds in zip(names, regime, strict=True) if binds])
        for regime in product((False, True), repeat=len(names))
    }
    rules = first_order(model)

    def signals(path: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        levels = model.steady_state + path
        binds = [_truth(model, item, item.bind, levels) for item in constraints]
        relaxes = [
            ~bound if item.relax is None else _truth(model, item, item.relax, levels)
            for item, bound in zip(constraints, binds, strict=True)
        ]
        return np.column_stack(binds), np.column_stack(relaxes)

    return Occbin(
        equations=equations,
        transition=rules.transition,
        impact=rules.impact,
        signals=signals,
        constraints=len(names),
    )


def _equations(model: Model, binding: list[str]) -> RegimeEquations:
    compiled = compile_model(build(model.file, binding)) if binding else model.compiled
    steady, exogenous, n = model.steady_state, model.exogenous_at_rest, len(model.endogenous)
    residual, jacobian = compiled.evaluate(steady, steady, steady, exogenous, model.parameter_vector)
    return RegimeEquations(
        lag=jacobian[:, :n],
        current=jacobian[:, n : 2 * n],
        lead=jacobian[:, 2 * n :],
        shocks=compiled.shock_derivatives(steady, exogenous, model.parameter_vector),
        constant=residual if binding else np.zeros(n),
    )


def _truth(
    model: Model, constraint: syntax.OccbinConstraint, expression: syntax.Expression, levels: np.ndarray
) -> np.ndarray:
    """Where a condition of a constraint holds along a path of levels (T, n): (T,).

    Raises
    ------
    QelabError QE509 : it has no value somewhere
    """

    def name(item: syntax.Name) -> np.ndarray | float:
        if item.name in model.parameters:
            return model.parameters[item.name]
        return levels[:, model.index(item.name)]

    def call(item: syntax.Call) -> np.ndarray:
        if item.name in STEADY_STATE:
            return model.steady_state[model.index(str(getattr(item.arguments[0], "name", "")))]
        if item.name not in FUNCTIONS:
            where = model.file.where(item.place)
            raise QelabError("QE505", where=where, name=item.name, allowed=tuple(FUNCTIONS))
        arguments = [evaluate(argument, name, call) for argument in item.arguments]
        return np.vectorize(FUNCTIONS[item.name].numeric, otypes=[float])(*arguments)

    try:
        with np.errstate(all="raise", under="ignore"):
            found = np.asarray(evaluate(expression, name, call), dtype=bool)
    except (ArithmeticError, ValueError) as reason:  # log(-1): neither true nor false
        raise QelabError("QE509", where=model.file.where(constraint.place), symbol=constraint.name) from reason
    return np.broadcast_to(found, (len(levels),))


def _options(file: syntax.ModFile) -> dict[str, object]:
    """Options of occbin_setup and occbin_solver together; of one that is given twice, the later."""
    found: dict[str, object] = {}
    for item in file.requests:
        if item.name in ("occbin_setup", "occbin_solver"):
            found.update(item.options)
    return found


def _surprises(model: Model) -> np.ndarray:
    """Surprise shocks (S, k) up to the last period that has one."""
    file = model.file
    shocks = [item for item in file.shocks if isinstance(item, syntax.ShockPath) and item.surprise]
    last = max((stop for item in shocks for _, stop in item.periods), default=1)
    surprises = np.zeros((last, len(model.exogenous)))
    for item in shocks:
        column = model.shock_index(item.name)
        for (start, stop), expression in zip(item.periods, item.values, strict=True):
            surprises[start - 1 : stop, column] = value(model, expression, item.place)
    return surprises

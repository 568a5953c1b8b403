"""A file's stochastic request: first-order rules and impulse responses of one standard deviation.

Answers: what does ``stoch_simul`` print of rules and responses? Correlated shocks are orthogonalised in the order of
their declaration (Cholesky), as Dynare does. Higher orders are refused: they are not computed here.
"""

from collections.abc import Mapping

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.linear.first_order import FirstOrder, first_order
from qelab.macro.linear.saddle_path import UNIT_ROOT
from qelab.macro.model import Model
from qelab.macro.modfile import syntax
from qelab.macro.requests.deterministic import resting_point, value
from qelab.macro.requests.options import names, number, whole

_RESPONSES = 40  # Dynare's irf where the file says nothing
_ORDER = 2  # likewise its order

Responses = Mapping[str, Mapping[str, np.ndarray]]


def stochastic_request(file: syntax.ModFile) -> syntax.Request | None:
    """The last request for rules, or None."""
    return next((item for item in reversed(file.requests) if item.name == "stoch_simul"), None)


def rules(model: Model, request: syntax.Request) -> FirstOrder:
    """First-order rules at the steady state of the request.

    Raises
    ------
    QelabError QE563 : order 2 or higher of a model that is not linear
    QelabError QE526, QE529, QE555, QE556 : no unique stable rules
    """
    order = whole(model.file, request, "order", _ORDER, 1)
    if order > 1 and not (model.file.linear or not model.compiled.curved_rows):
        where = model.file.where(request.place)
        raise QelabError("QE563", where=where, order=order)
    until = model.file.requests[: model.file.requests.index(request) + 1]
    now, _ = resting_point(model, until)
    steady = model.steady_state_at(now.exogenous, now.endogenous)
    limit = number(model.file, request, "qz_criterium", UNIT_ROOT)
    return first_order(model.at_rest(steady, now.exogenous), limit)


def covariance(model: Model) -> np.ndarray:
    """Covariance matrix (k, k) of the exogenous variables, from the shocks blocks; zero where nothing is said.

    Raises
    ------
    QelabError QE564 : a variance below zero
    """
    k = len(model.exogenous)
    deviations, correlations = np.zeros(k), np.eye(k)
    covariances: dict[tuple[int, int], float] = {}
    for item in model.file.shocks:
        if not isinstance(item, syntax.ShockMoment):
            continue
        size = value(model, item.expression, item.place)
        first, last = model.shock_index(item.names[0]), model.shock_index(item.names[-1])
        if item.kind == "stderr":
            deviations[first] = size
        elif item.kind == "variance":
            if size < 0:
                raise QelabError("QE564", where=model.file.where(item.place), names=item.names[0])
            deviations[first] = np.sqrt(size)
        elif item.kind == "covariance":
            covariances[first, last] = covariances[last, first] = size
        else:
            correlations[first, last] = correlations[last, first] = size
    matrix = correlations * np.outer(deviations, deviations)
    for place, size in covariances.items():
        matrix[place] = size
    return matrix


def responses(model: Model, request: syntax.Request, found: FirstOrder) -> Responses:
    """Impulse responses by shock and variable, (periods,) each, as deviations from the steady state.

    Raises
    ------
    QelabError QE564 : variances and covariances that fit no shocks
    """
    periods = whole(model.file, request, "irf", _RESPONSES, 0)
    if not periods:
        return {}
    variables = request.variables or model.declared
    columns = [model.index(name) for name in variables]
    factor = _factor(model, request)
    answer = {}
    for name in names(model.file, request, "irf_shocks", model.exogenous):
        shock = model.shock_index(name)
        if factor[shock, shock] == 0:
            continue
        scale = 100 / factor[shock, shock] if request.options.get("relative_irf") else 1.0
        path = scale * found.response(factor[:, shock], periods)
        answer[name] = {variable: path[:, column] for variable, column in zip(variables, columns, strict=True)}
    return answer


def _factor(model: Model, request: syntax.Request) -> np.ndarray:
    """Lower triangular L (k, k) with L L' the covariance, over the shocks that move."""
    matrix = covariance(model)
    moving = np.flatnonzero(np.diag(matrix) > 0)
    factor = np.zeros_like(matrix)
    try:
        factor[np.ix_(moving, moving)] = np.linalg.cholesky(matrix[np.ix_(moving, moving)])
    except np.linalg.LinAlgError:
        listed = ", ".join(model.exogenous[item] for item in moving)
        raise QelabError("QE564", where=model.file.where(request.place), names=listed) from None
    return factor

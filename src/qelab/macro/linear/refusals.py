"""Why the piecewise-linear solver gives no path: the equation, the period and the share of the shock that has one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.checks import period_name
from qelab.macro.linear.regimes import Conditions, Regimes
from qelab.macro.model import Model
from qelab.macro.target import TargetSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: inherited deviations (n,), shocks (T, count) likewise with the bound's last, targets and their regimes.

    ``regimes`` is None where the shocks cannot move the targets.
    """

    previous: np.ndarray
    inputs: np.ndarray
    aimed: TargetSet
    regimes: Regimes | None
    labels: Sequence[Any]


def no_path(model: Model, question: Question, conditions: Conditions, resting: Conditions) -> QelabError:
    """No regime fits: how much of the shock has a path, and what is missed just beyond."""
    assert question.regimes is not None
    share, miss = question.regimes.reach(conditions, resting)
    worst = int(np.argmin(miss))
    pair = worst - (miss.size - question.regimes.one_sided.size)  # wedges first, then one-sided targets
    if pair >= 0:
        return _of_target(model, question, int(question.regimes.one_sided[pair]), -miss[worst], share)
    equation = model.equation_names[question.regimes.bound_row]
    return _error(question, equation, worst, -miss[worst], share)


def unmoved(model: Model, question: Question, path: np.ndarray) -> QelabError:
    """The shocks cannot move the targets: what a path (T, n) without them misses."""
    aimed = question.aimed
    miss = np.abs(path[aimed.periods, aimed.variables] - aimed.values)
    worst = int(np.argmax(miss))
    return _of_target(model, question, worst, miss[worst], 0.0)


def inexact(model: Model, question: Question, miss: np.ndarray, aimed_miss: np.ndarray) -> QelabError:
    """A path whose rounding is too coarse: residuals (T, n) of equations and (m,) of targets."""
    miss = np.nan_to_num(np.abs(miss), nan=np.inf)
    aimed_miss = np.nan_to_num(np.abs(aimed_miss), nan=np.inf)
    if aimed_miss.max(initial=0.0) > miss.max():
        worst = int(np.argmax(aimed_miss))
        return _of_target(model, question, worst, aimed_miss[worst], 1.0)
    period, row = (int(item) for item in np.unravel_index(np.argmax(miss), miss.shape))
    return _error(question, model.equation_names[row], period, miss[period, row], 1.0)


def _of_target(model: Model, question: Question, target: int, residual: float, share: float) -> QelabError:
    variable = model.endogenous[question.aimed.variables[target]]
    return _error(question, f"target for {variable}", int(question.aimed.periods[target]), residual, share)


def _error(question: Question, equation: str, period: int, residual: float, share: float) -> QelabError:
    return QelabError(
        "QE531",
        equation=equation,
        residual=f"{residual:.3g}",
        period=period_name(question.labels, period),
        fraction=f"{100 * share:.3g}",
    )

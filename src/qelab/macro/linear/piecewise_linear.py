"""Paths of a model that is linear but for its lower bound: exact, and without iterating on the path.

Answers the question of ``perfect_foresight``, with the same semantics, for models that ``linear`` recognises. The
path is the linear one plus the response to anticipated wedges that hold the rate up at its floor: a linear
complementarity problem, solved together with the targets. What comes out is put into all equations again.
"""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.checks import COMPLEMENTARITY, bound_gap, checked
from qelab.macro.linear.complementarity import NoSolution, Solution
from qelab.macro.linear.form import LinearForm, linear_form
from qelab.macro.linear.linear_path import LinearPath
from qelab.macro.linear.refusals import Question, inexact, no_path, unmoved
from qelab.macro.linear.regimes import Conditions, Regimes
from qelab.macro.model import Model
from qelab.macro.path import Path
from qelab.macro.stacked.newton import TOLERANCE
from qelab.macro.target import Target, TargetSet

_ROUNDING = 1e-12  # paths this close are the same
_KEPT = 64  # sets of targets whose responses are remembered


class PiecewiseLinear:
    """Solver of one model over one horizon, beyond which the model follows its saddle path.

    Keep one and solve often: responses are worked out once for each set of targets (their values may differ). Not
    to be shared by threads.

    Parameters
    ----------
    horizon : T, periods; shocks and the spell at the bound end with them
    form : coefficients to solve with instead of the model's own, such as ``linearised_form`` of a curved model

    Raises
    ------
    QelabError QE535 : the model is not linear but for its bound
    QelabError QE526, QE529 : no stable path, or more than one
    """

    linear_solver = "piecewise linear"

    def __init__(self, model: Model, horizon: int = 160, form: LinearForm | None = None) -> None:
        self.model, self.horizon = model, horizon
        form = linear_form(model) if form is None else form
        self._kink = form.kink
        bound = model.about.bound
        self._floor = -np.inf if bound is None else model.parameters[bound.floor]
        self._linear = LinearPath(form, model.transition, horizon)
        self._regimes: OrderedDict[bytes, Regimes | None] = OrderedDict()

    def solve(
        self,
        previous: np.ndarray,
        exogenous: np.ndarray,
        guess: np.ndarray | None = None,
        targets: Sequence[Target] = (),
        labels: Sequence[Any] = (),
    ) -> Path:
        """The path from an inherited state.

        Parameters
        ----------
        previous : (n,), state of the period before the first
        exogenous : (T, k), expected shocks; after the last period they rest
        guess : (T, n), not used to find the path: a solve needs none, and where a long spell at the bound could feed
            itself, so that there are several paths, the answer must not depend on what was solved before. A guess
            that is the path to rounding is returned bit for bit, so that what no news has touched does not move.
        targets : variables that take given values, each with the shock that is solved for
        labels : names of the first periods (texts, or quarters), for errors

        Raises
        ------
        QelabError QE530, QE534 : wrong shapes, or values that are not finite
        QelabError QE531 : no path found
        QelabError QE527 : the bound still binds in the last period
        """
        question = self._question(previous, exogenous, tuple(targets), labels)
        if guess is not None:
            checked("guess", guess, (self.horizon, len(self.model.endogenous)))
        if question.regimes is None:
            path = self.model.steady_state + self._linear.path(question.previous, question.inputs)
            raise unmoved(self.model, question, path)
        linear = self._linear.path(question.previous, question.inputs)
        conditions = self._conditions(question, linear)
        try:
            solution = question.regimes.solve(conditions)
        except NoSolution:
            resting = self._conditions(question, np.zeros_like(linear), 0.0)
            raise no_path(self.model, question, conditions, resting) from None
        return self._path(question, linear, conditions, solution, guess)

    def _question(
        self, previous: np.ndarray, exogenous: np.ndarray, targets: tuple[Target, ...], labels: Sequence[Any]
    ) -> Question:
        aimed = TargetSet(self.model, targets, self.horizon)
        steady, shape = self.model.steady_state, (self.horizon, len(self.model.exogenous))
        inputs = np.zeros((self.horizon, self._linear.count))
        before = checked("previous", previous, steady.shape) - steady
        inputs[:, : shape[1]] = checked("exogenous", exogenous, shape) - self.model.exogenous_at_rest
        if aimed.count:
            inputs[aimed.periods, aimed.shocks] = 0.0
        return Question(
            previous=before, inputs=inputs, aimed=aimed, regimes=self._regimes_of(aimed), labels=labels
        )

    def _regimes_of(self, aimed: TargetSet) -> Regimes | None:
        """The complementarity problem of these kinds of targets; None where the shocks cannot move them."""
        kinds = (aimed.periods, aimed.shocks, aimed.variables, aimed.shadows, aimed.bounded)
        key = b"".join(kind.tobytes() for kind in kinds)
        if key in self._regimes:
            self._regimes.move_to_end(key)
            return self._regimes[key]
        try:
            found = Regimes(self._linear, aimed)
        except np.linalg.LinAlgError:
            found = None
        self._regimes[key] = found
        if len(self._regimes) > _KEPT:
            self._regimes.popitem(last=False)
        return found

    def _conditions(self, question: Question, path: np.ndarray, share: float = 1.0) -> Conditions:
        """What a path misses when targets stand this share of the way from rest."""
        assert question.regimes is not None
        steady, aimed = self.model.steady_state, question.aimed
        floor = self._kink.floor if self._kink is not None else 0.0
        values = share * (aimed.values - steady[aimed.variables])
        return question.regimes.conditions(path, floor, aimed.floors - steady[aimed.shadows], values)

    def _path(
        self,
        question: Question,
        deviations: np.ndarray,
        conditions: Conditions,
        solution: Solution,
        guess: np.ndarray | None,
    ) -> Path:
        """Path and shocks of a solution, put into all equations again."""
        assert question.regimes is not None
        aimed, inputs = question.aimed, question.inputs
        wedge, shocks = question.regimes.shocks(conditions, solution)
        if aimed.count or solution.active.any():
            inputs[: wedge.size, -1] = wedge
            inputs[aimed.periods, aimed.shocks] = shocks
            deviations = self._linear.path(question.previous, inputs)
        values = self.model.steady_state + deviations
        if guess is not None and float(np.abs(values - guess).max()) <= _ROUNDING:
            values = np.array(guess, dtype=float)
        gap, binding = self._keep_to_the_bound(values)
        miss = self._linear.residual(question.previous, values - self.model.steady_state, inputs)
        aimed_miss = aimed.residual(values, shocks, aimed.values, aimed.floors)
        residual = max(float(np.abs(miss).max()), float(np.abs(aimed_miss).max(initial=0.0)))
        if not (residual <= TOLERANCE and gap <= COMPLEMENTARITY):
            raise inexact(self.model, question, miss, aimed_miss)
        if binding[-1]:
            raise QelabError("QE527", horizon=self.horizon)
        exogenous = self.model.exogenous_at_rest + inputs[:, : len(self.model.exogenous)]
        values.flags.writeable = exogenous.flags.writeable = False
        return Path(
            endogenous=self.model.endogenous,
            shocks=self.model.exogenous,
            values=values,
            exogenous=exogenous,
            residual=residual,
            iterations=solution.steps,
            route=solution.route,
            bound_gap=gap,
            binding=binding,
        )

    def _keep_to_the_bound(self, values: np.ndarray) -> tuple[float, np.ndarray]:
        """Free the rate from rounding: exactly the larger of floor and shadow; the bound's gap, and where it binds."""
        if self._kink is None:
            return 0.0, np.zeros(self.horizon, dtype=bool)
        rate, shadow = values[:, self._kink.variable], values[:, self._kink.shadow]
        np.maximum(shadow, self._floor, out=rate)
        return bound_gap(rate, shadow, self._floor)

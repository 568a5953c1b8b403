"""Paths under perfect foresight: all future shocks known, the lower bound exact.

Answers: given the inherited state and everything expected, what happens in each of T periods? News (what is
known changes from quarter to quarter) is the affair of ``sequence``.
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.checks import COMPLEMENTARITY, bound_gap, checked, period_name
from qelab.macro.model import Model
from qelab.macro.path import Path
from qelab.macro.stacked.homotopy import Followed, Frontier, grow_shock, raise_floor
from qelab.macro.stacked.newton import TOLERANCE, Attempt, Newton, NotConverged, Problem
from qelab.macro.stacked.system import StackedSystem
from qelab.macro.target import Target, TargetSet


class PerfectForesight:
    """Solver of one model over one horizon: owns pattern, buffers and the cache of factors.

    Keep one and solve often: a path near an earlier one costs a few back-solves. Not to be shared by threads.

    Parameters
    ----------
    horizon : T, periods that are solved exactly; shocks end with them
    terminal : "saddle_path": after T the model follows its linear saddle path, so that nothing depends on the
        horizon (exactly so where the model is linear but for the bound); "steady_state": it rests at T + 1, as in
        Dynare's perfect_foresight_solver
    solver : "klu", "superlu", or None for the faster one that is there
    """

    def __init__(
        self,
        model: Model,
        horizon: int = 160,
        terminal: Literal["saddle_path", "steady_state"] = "saddle_path",
        solver: Literal["klu", "superlu"] | None = None,
    ) -> None:
        self.model = model
        self.horizon = horizon
        onward = model.transition if terminal == "saddle_path" else None
        self._system = StackedSystem(model, horizon, solver, onward)
        self._newton = Newton(self._system)
        bound = model.about.bound
        self._bound = bound
        if bound is not None:
            self._variable, self._shadow = model.index(bound.variable), model.index(bound.shadow)

    @property
    def linear_solver(self) -> str:
        """Name of the sparse solver in use."""
        return self._system.factors.pattern.name

    def solve(
        self,
        previous: np.ndarray,
        exogenous: np.ndarray,
        guess: np.ndarray | None = None,
        targets: Sequence[Target] = (),
        labels: Sequence[Any] = (),
    ) -> Path:
        """The path from an inherited state.

        Tried in turn: Newton's method from the guess, from the steady state, the shock growing from nothing, the
        floor rising from below. The answer always has residuals below 1e-10 with the exact kink of the bound.

        Parameters
        ----------
        previous : (n,), state of the period before the first
        exogenous : (T, k), expected shocks; after the last period they are zero
        guess : (T, n), where to start, such as an earlier path
        targets : variables that take given values, each with the shock that is solved for
        labels : names of the first periods (texts, or quarters), for errors

        Raises
        ------
        QelabError QE530, QE534 : wrong shapes, or values that are not finite
        QelabError QE531 : no path found
        QelabError QE527 : the bound still binds in the last period
        """
        problem = self._problem(previous, exogenous, tuple(targets))
        resting = np.tile(self.model.steady_state, (self.horizon, 1))
        shocks = problem.exogenous[problem.targets.periods, problem.targets.shocks]
        starts = [("Newton from the steady state", resting)]
        if guess is not None:
            starts.insert(0, ("Newton from the given guess", checked("guess", guess, resting.shape)))
        spent = 0
        for route, start in starts:
            try:
                attempt = self._newton.solve(problem, start, shocks)
            except NotConverged as reason:
                spent += reason.attempt.iterations
                continue
            return self._path(problem, attempt, spent + attempt.iterations, route, labels)
        route, followed = self._follow(problem, resting, shocks, labels)
        return self._path(problem, followed.attempt, spent + followed.iterations, route, labels)

    def _problem(self, previous: np.ndarray, exogenous: np.ndarray, targets: tuple[Target, ...]) -> Problem:
        n, k = len(self.model.endogenous), len(self.model.exogenous)
        aimed = TargetSet(self.model, targets, self.horizon)
        floor, column = -np.inf, None
        if self._bound is not None:
            floor = self.model.parameters[self._bound.floor]
            column = self.model.compiled.symbolic.parameters.index(self._bound.floor)
        return Problem(
            previous=checked("previous", previous, (n,)),
            terminal=self.model.steady_state,
            exogenous=checked("exogenous", exogenous, (self.horizon, k)),
            targets=aimed,
            target_values=aimed.values,
            floor=floor,
            floor_column=column,
        )

    def _follow(
        self, problem: Problem, resting: np.ndarray, shocks: np.ndarray, labels: Sequence[Any]
    ) -> tuple[str, Followed]:
        try:
            followed = grow_shock(self._newton, problem, resting, shocks)
            return f"shock grown from nothing in {followed.parts} parts", followed
        except Frontier as reached:
            frontier = reached
        if self._bound is not None:
            try:
                followed = raise_floor(self._newton, problem, resting, shocks, self._shadow)
                return f"floor raised from below in {followed.parts} parts", followed
            except Frontier:
                pass
        raise self._refusal(problem, frontier.failure.attempt, frontier.fraction, labels)

    def _path(
        self, problem: Problem, attempt: Attempt, iterations: int, route: str, labels: Sequence[Any]
    ) -> Path:
        gap, binding = self._bound_gap(attempt.path, problem.floor)
        if not (attempt.norm <= TOLERANCE and gap <= COMPLEMENTARITY):
            raise self._refusal(problem, attempt, 1.0, labels)
        if binding[-1]:
            raise QelabError("QE527", horizon=self.horizon)
        exogenous = problem.exogenous.copy()
        exogenous[problem.targets.periods, problem.targets.shocks] = attempt.shocks
        values = attempt.path.copy()
        values.flags.writeable = exogenous.flags.writeable = False
        return Path(
            endogenous=self.model.endogenous,
            shocks=self.model.exogenous,
            values=values,
            exogenous=exogenous,
            residual=attempt.norm,
            iterations=iterations,
            route=route,
            bound_gap=gap,
            binding=binding,
        )

    def _bound_gap(self, path: np.ndarray, floor: float) -> tuple[float, np.ndarray]:
        """Largest violation of complementarity, and where the rate is at its floor."""
        if self._bound is None:
            return 0.0, np.zeros(self.horizon, dtype=bool)
        return bound_gap(path[:, self._variable], path[:, self._shadow], floor)

    def _refusal(
        self, problem: Problem, attempt: Attempt, fraction: float, labels: Sequence[Any]
    ) -> QelabError:
        residual = np.nan_to_num(np.abs(attempt.residual), nan=np.inf)
        period, row = (int(item) for item in np.unravel_index(np.argmax(residual), residual.shape))
        equation, size = self.model.equation_names[row], float(residual[period, row])
        aimed = np.nan_to_num(np.abs(attempt.target_residual), nan=np.inf)
        if aimed.size and aimed.max() > size:
            worst = int(np.argmax(aimed))
            period, size = int(problem.targets.periods[worst]), float(aimed[worst])
            equation = f"target for {self.model.endogenous[problem.targets.variables[worst]]}"
        return QelabError(
            "QE531",
            equation=equation,
            residual=f"{size:.3g}",
            period=period_name(labels, period),
            fraction=f"{100 * fraction:.3g}",
        )

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

_MOVING = 0.1  # of its largest distance from the end: more than that in the last period is too short a horizon
_AT_REST = 1e-4  # of that distance: who moves less than that in the last period is at rest


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
    native : machine code for the equations where there is a C compiler. True: now; False: never; None: where it was
        made before, and made in the background for a solver that is used often. The numbers are the same
    truncate : with terminal="steady_state", accept a path that is still moving when it has to be at its end, as Dynare
        does; ``unfinished`` tells
    """

    def __init__(
        self,
        model: Model,
        horizon: int = 160,
        terminal: Literal["saddle_path", "steady_state"] = "saddle_path",
        solver: Literal["klu", "superlu"] | None = None,
        native: bool | None = None,
        truncate: bool = False,
    ) -> None:
        self.model = model
        self.horizon = horizon
        self._rests = terminal == "steady_state"
        self._truncate = truncate
        onward = None if self._rests else model.transition
        self._system = StackedSystem(model, horizon, solver, onward, native)
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
        end: np.ndarray | None = None,
    ) -> Path:
        """The path from an inherited state.

        Tried in turn: Newton's method from the guess, from the end, from the steady state, the shock growing from
        nothing, the floor rising from below. The answer always has residuals below 1e-10 with every kink exact.

        Parameters
        ----------
        previous : (n,), state of the period before the first
        exogenous : (T, k), expected shocks; after the last period they rest
        guess : (T, n), where to start, such as an earlier path
        targets : variables that take given values, each with the shock that is solved for
        labels : names of the first periods (texts, or quarters), for errors
        end : (n,), values of period T + 1 where these are not the steady state: with terminal="steady_state", for shocks
            that stay, such as ``model.steady_state_at(exogenous)``

        Raises
        ------
        QelabError QE530, QE534 : wrong shapes, or values that are not finite
        QelabError QE531 : no path found
        QelabError QE527 : the bound still binds in the last period
        QelabError QE546 : the horizon is too short: in the last period the path is far from where it has to end
        QelabError QE547 : equations that do not determine the variables
        QelabError QE548 : an end where the path goes on along the saddle path
        """
        problem = self._problem(previous, exogenous, tuple(targets), end)
        resting = np.tile(self.model.steady_state, (self.horizon, 1))
        shocks = problem.exogenous[problem.targets.periods, problem.targets.shocks]
        starts = [("Newton from the steady state", resting)]
        if end is not None:
            starts.insert(0, ("Newton from the end", np.tile(problem.terminal, (self.horizon, 1))))
        if guess is not None:
            starts.insert(0, ("Newton from the given guess", checked("guess", guess, resting.shape)))
        spent = 0
        for route, start in starts:
            try:
                attempt = self._newton.solve(problem, start, shocks)
            except NotConverged as reason:
                spent += reason.attempt.iterations
                if reason.singular and start is resting and not reason.attempt.iterations:
                    raise self._rank_problem() from reason
                continue
            return self._path(problem, attempt, spent + attempt.iterations, route, labels)
        route, followed = self._follow(problem, resting, shocks, labels)
        return self._path(problem, followed.attempt, spent + followed.iterations, route, labels)

    def _problem(
        self,
        previous: np.ndarray,
        exogenous: np.ndarray,
        targets: tuple[Target, ...],
        end: np.ndarray | None = None,
    ) -> Problem:
        if end is not None and not self._rests:
            raise QelabError("QE548")
        n, k = len(self.model.endogenous), len(self.model.exogenous)
        aimed = TargetSet(self.model, targets, self.horizon)
        floor, column = -np.inf, None
        if self._bound is not None:
            floor = self.model.parameters[self._bound.floor]
            column = self.model.compiled.symbolic.parameters.index(self._bound.floor)
        return Problem(
            previous=checked("previous", previous, (n,)),
            resting=self.model.steady_state,
            exogenous_at_rest=self.model.exogenous_at_rest,
            terminal=self.model.steady_state if end is None else checked("end", end, (n,)),
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
        if self._rests and not self._truncate:
            variable, share = self.unfinished(attempt.path, problem.previous, problem.terminal)
            if share > _MOVING:
                raise QelabError("QE546", horizon=self.horizon, variable=variable, percent=f"{100 * share:.2g}")
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

    def unfinished(
        self, path: np.ndarray, previous: np.ndarray, end: np.ndarray | None = None
    ) -> tuple[str, float]:
        """How far the path (T, n) is from its end (n,) in the last period, and the variable that is farthest.

        As a share of the largest distance on the way there, 0 to 1. A variable that has come to rest elsewhere counts
        only where next period's values of it are expected: a price level stays where it was left.
        """
        end = self.model.steady_state if end is None else end
        compiled, n = self.model.compiled, len(self.model.endogenous)
        expected = np.zeros(n, dtype=bool)
        expected[compiled.columns[compiled.columns >= 2 * n] - 2 * n] = True
        whole = np.vstack((previous, path))
        away = np.abs(whole - end)
        largest = away.max(axis=0)
        moving = np.abs(whole[-1] - whole[-2]) > _AT_REST * largest
        counted = (expected | moving) & (largest > 1e-8 * (1.0 + np.abs(end)))
        share = np.where(counted, away[-1] / np.where(counted, largest, 1.0), 0.0)
        worst = int(np.argmax(share))
        return self.model.endogenous[worst], float(share[worst])

    def _rank_problem(self) -> QelabError:
        """The Jacobian has no inverse where nothing has happened yet: equations depend on each other."""
        # Imported here: SciPy takes longer to import than most paths take to solve.
        from qelab.macro.stacked.rank import rank_problem

        found, model = rank_problem(self._system), self.model
        return QelabError(
            "QE547",
            equations=", ".join(f"'{model.equation_names[row]}'" for row in found.equations),
            variables=", ".join(f"'{model.endogenous[column]}'" for column in found.variables),
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

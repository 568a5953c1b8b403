"""Newton's method on a stacked system, with the exact kink of the bound and backtracking.

Answers: from this start, is there a solution? Where to start, and what to try when there is none, is the affair
of ``perfect_foresight`` and ``homotopy``.
"""

from dataclasses import dataclass, replace

import numpy as np

from qelab.macro.stacked.factor import SingularMatrix
from qelab.macro.stacked.system import Linearised, StackedSystem
from qelab.macro.target import TargetSet

TOLERANCE = 1e-10
_POLISHED = 1e-12  # a solution between this and the tolerance gets one more step
_STEPS = 30
_HALVINGS = 10
_DECREASE = 1e-4
_SHORTER = 0.625  # by how much the next step has to be shorter: measured on bank models with a bound
_GROWTH = 1e3  # of half the squared norm, with which a step is still followed
_PATIENCE = 8  # steps without a shorter one


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is given: inherited state, rest and state at the end (n,), shocks at rest (k,), shocks (T, k), targets, floor."""

    previous: np.ndarray
    resting: np.ndarray
    exogenous_at_rest: np.ndarray
    terminal: np.ndarray
    exogenous: np.ndarray
    targets: TargetSet
    target_values: np.ndarray
    floor: float
    floor_column: int | None = None

    def scaled(self, fraction: float) -> "Problem":
        """The same problem with everything that disturbs the steady state made smaller."""
        aimed = self.resting[self.targets.variables]
        return replace(
            self,
            previous=self.resting + fraction * (self.previous - self.resting),
            terminal=self.resting + fraction * (self.terminal - self.resting),
            exogenous=self.exogenous_at_rest + fraction * (self.exogenous - self.exogenous_at_rest),
            target_values=aimed + fraction * (self.target_values - aimed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Where Newton's method ended: path (T, n), solved shocks (m,), residuals (T, n) and (m,)."""

    path: np.ndarray
    shocks: np.ndarray
    residual: np.ndarray
    target_residual: np.ndarray
    iterations: int

    @property
    def norm(self) -> float:
        """Largest residual of all equations and targets; infinite where one is not a number."""
        largest = max(np.abs(self.residual).max(initial=0.0), np.abs(self.target_residual).max(initial=0.0))
        return float(largest) if np.isfinite(largest) else np.inf


class NotConverged(ArithmeticError):
    """No solution from this start; carries the last point, and whether its Jacobian was singular."""

    def __init__(self, attempt: Attempt, singular: bool = False) -> None:
        super().__init__(f"largest residual {attempt.norm:.3g}")
        self.attempt, self.singular = attempt, singular


class Newton:
    """Newton's method for one system."""

    def __init__(self, system: StackedSystem) -> None:
        self._system = system

    def solve(self, problem: Problem, path: np.ndarray, shocks: np.ndarray, steps: int = _STEPS) -> Attempt:
        """A solution near ``path`` (T, n) and ``shocks`` (m,).

        Raises
        ------
        NotConverged : so many steps, no decrease, steps that grow no shorter, or a singular Jacobian
        """
        self._set(problem)
        self._system.begin(resting=bool((path == path[0]).all()))
        point = self._at(problem, path, shocks, 0)
        if not np.isfinite(point.norm):
            raise NotConverged(point)
        shortest, found_at = np.inf, 0
        for number in range(1, steps + 1):
            if point.norm <= _POLISHED:
                return point
            solved = point.norm <= TOLERANCE
            try:
                linear = _Linear(self._system, problem, point)
                change, shock_change = linear.step(point)
            except (SingularMatrix, np.linalg.LinAlgError) as reason:
                if solved:
                    return point
                raise NotConverged(point, isinstance(reason, SingularMatrix)) from reason
            if solved:
                polished = self._at(problem, point.path + change, point.shocks + shock_change, number)
                return polished if polished.norm < point.norm else point
            length = _length(change, shock_change)
            if length < shortest:
                shortest, found_at = length, number
            elif number - found_at >= _PATIENCE:  # round in a circle
                raise NotConverged(point)
            point = self._search(problem, point, linear, (change, shock_change), number)
        if point.norm <= TOLERANCE:
            return point
        raise NotConverged(point)

    def _set(self, problem: Problem) -> None:
        system = self._system
        system.path[0], system.terminal[:] = problem.previous, problem.terminal
        system.exogenous[:] = problem.exogenous
        if problem.floor_column is not None:
            system.parameters[:, problem.floor_column] = problem.floor

    def _at(self, problem: Problem, path: np.ndarray, shocks: np.ndarray, iterations: int) -> Attempt:
        """Evaluate everything at a point; the system's buffers then hold its Jacobian."""
        system, targets = self._system, problem.targets
        system.path[1:-1] = path
        system.exogenous[targets.periods, targets.shocks] = shocks
        system.evaluate()
        aimed = targets.residual(path, shocks, problem.target_values, problem.floor)
        return Attempt(
            path=path,
            shocks=shocks,
            residual=system.residual.copy(),
            target_residual=aimed,
            iterations=iterations,
        )

    def _search(
        self,
        problem: Problem,
        point: Attempt,
        linear: "_Linear",
        step: tuple[np.ndarray, np.ndarray],
        number: int,
    ) -> Attempt:
        """Halve the step until it leads closer to a solution; what is not a number does not.

        Closer is: half the squared norm of the residuals falls, or the next step of the same linear system is shorter
        (Deuflhard's natural monotonicity). The second does not depend on how the equations are scaled, and saves most
        of the halvings that the first asks for; the first holds where the linear system says little, at a kink.
        """
        merit, length, size = _merit(point), _length(*step), 1.0
        for _ in range(_HALVINGS):
            trial = self._at(problem, point.path + size * step[0], point.shocks + size * step[1], number)
            reached = _merit(trial)
            if reached <= (1 - 2 * _DECREASE * size) * merit:
                return trial
            wild = not reached <= _GROWTH * merit  # also where it is not a number
            if not wild and _length(*linear.step(trial)) <= (1 - _SHORTER * size) * length:
                return trial
            size /= 2
        raise NotConverged(replace(point, iterations=number))


class _Linear:
    """The linear system of one point, with the targets' equations."""

    def __init__(self, system: StackedSystem, problem: Problem, point: Attempt) -> None:
        self._problem, self._point = problem, point
        self._linearised: Linearised = system.linearise()
        targets = problem.targets
        if targets.count:
            self._response = self._linearised.solve(system.shock_columns(targets.periods, targets.shocks))

    def step(self, there: Attempt) -> tuple[np.ndarray, np.ndarray]:
        """Newton's step (T, n), (m,) for the residuals found ``there``.

        Raises
        ------
        numpy.linalg.LinAlgError : the shocks cannot move the targets
        """
        newton, targets, point = self._linearised.solve(there.residual), self._problem.targets, self._point
        if not targets.count:
            return -newton, np.zeros_like(point.shocks)
        return targets.step(
            newton, self._response, point.path, point.shocks, there.target_residual, self._problem.floor
        )


def _length(change: np.ndarray, shock_change: np.ndarray) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.sqrt(np.vdot(change, change) + np.vdot(shock_change, shock_change)))


def _merit(point: Attempt) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(
            np.vdot(point.residual, point.residual) + np.vdot(point.target_residual, point.target_residual)
        )
    return total / 2 if np.isfinite(total) else np.inf

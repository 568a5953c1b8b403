"""Newton's method on a stacked system, with the exact kink of the bound and backtracking.

Answers: from this start, is there a solution? Where to start, and what to try when there is none, is the affair
of ``perfect_foresight`` and ``homotopy``.
"""

from dataclasses import dataclass, replace

import numpy as np

from qelab.macro.stacked.linear_solver import CachedFactor, SingularMatrix
from qelab.macro.stacked.system import StackedSystem
from qelab.macro.target import TargetSet

TOLERANCE = 1e-10
_POLISHED = 1e-12  # a solution between this and the tolerance gets one more step
_STEPS = 30
_HALVINGS = 14
_DECREASE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is given: inherited state (n,), state at the end (n,), shocks (T, k), targets and the floor."""

    previous: np.ndarray
    terminal: np.ndarray
    exogenous: np.ndarray
    targets: TargetSet
    target_values: np.ndarray
    floor: float
    floor_column: int | None = None

    def scaled(self, fraction: float) -> "Problem":
        """The same problem with everything that disturbs the steady state made smaller."""
        resting = self.terminal[self.targets.variables]
        return replace(
            self,
            previous=self.terminal + fraction * (self.previous - self.terminal),
            exogenous=fraction * self.exogenous,
            target_values=resting + fraction * (self.target_values - resting),
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
    """No solution from this start; carries the last point."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(f"largest residual {attempt.norm:.3g}")
        self.attempt = attempt


class Newton:
    """Newton's method for one system."""

    def __init__(self, system: StackedSystem) -> None:
        self._system = system

    def solve(self, problem: Problem, path: np.ndarray, shocks: np.ndarray) -> Attempt:
        """A solution near ``path`` (T, n) and ``shocks`` (m,).

        Raises
        ------
        NotConverged : 30 steps, no decrease, or a singular Jacobian
        """
        self._set(problem)
        point = self._at(problem, path, shocks, 0)
        for number in range(1, _STEPS + 1):
            if point.norm <= _POLISHED:
                return point
            solved = point.norm <= TOLERANCE
            try:
                change, shock_change = self._step(problem, point)
            except (SingularMatrix, np.linalg.LinAlgError) as reason:
                if solved:
                    return point
                raise NotConverged(point) from reason
            if solved:
                polished = self._at(problem, point.path + change, point.shocks + shock_change, number)
                return polished if polished.norm < point.norm else point
            point = self._search(problem, point, change, shock_change, number)
        if point.norm <= TOLERANCE:
            return point
        raise NotConverged(point)

    def _set(self, problem: Problem) -> None:
        system = self._system
        system.path[0] = problem.previous
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

    def _step(self, problem: Problem, point: Attempt) -> tuple[np.ndarray, np.ndarray]:
        system, targets = self._system, problem.targets
        factor = system.factors.factor(system.matrix_values())
        newton = factor.solve(point.residual.ravel()).reshape(point.path.shape)
        if not targets.count:
            return -newton, point.shocks
        response = self._response(factor, targets)
        return targets.step(newton, response, point.path, point.shocks, point.target_residual, problem.floor)

    def _response(self, factor: CachedFactor, targets: TargetSet) -> np.ndarray:
        system = self._system
        used = system.shock_jacobian[targets.periods]
        key = targets.periods.tobytes() + targets.shocks.tobytes() + used.tobytes()
        solved = factor.solve_columns(key, lambda: system.shock_columns(targets.periods, targets.shocks))
        return solved.reshape(system.horizon, system.size, targets.count)

    def _search(
        self, problem: Problem, point: Attempt, change: np.ndarray, shock_change: np.ndarray, number: int
    ) -> Attempt:
        """Halve the step until half the squared norm falls; what is not a number does not fall."""
        merit, size = _merit(point), 1.0
        for _ in range(_HALVINGS):
            trial = self._at(problem, point.path + size * change, point.shocks + size * shock_change, number)
            if _merit(trial) <= (1 - 2 * _DECREASE * size) * merit:
                return trial
            size /= 2
        raise NotConverged(replace(point, iterations=number))


def _merit(point: Attempt) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        total = float(
            np.vdot(point.residual, point.residual) + np.vdot(point.target_residual, point.target_residual)
        )
    return total / 2 if np.isfinite(total) else np.inf

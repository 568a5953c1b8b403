"""When Newton's method finds nothing: the same problem made easier, then step by step as it is.

Answers: how much of the shock has a solution, and does the whole of it? First the shock grows from nothing, then,
where there is a bound, the floor rises from far below. Both follow the branch that begins at the steady state.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from qelab.macro.stacked.newton import Attempt, Newton, NotConverged, Problem

_SMALLEST = 0.005  # less than this part of the way between solved and unsolved is the frontier
_STEPS = 15  # Newton steps on each part: those that end well need about five
_BUDGET = 500  # Newton steps altogether; counted, not timed, so that results do not depend on the machine


class Frontier(ArithmeticError):
    """How far the solution could be followed (0 to 1), and the last failure."""

    def __init__(self, fraction: float, failure: NotConverged) -> None:
        super().__init__(f"followed to {fraction:.2f}")
        self.fraction = fraction
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Followed:
    """The solution at the end of the way, the parts it took and all Newton steps."""

    attempt: Attempt
    parts: int
    iterations: int


def grow_shock(newton: Newton, problem: Problem, start: np.ndarray, shocks: np.ndarray) -> Followed:
    """Follow the solution while the shock, the inherited state and the targets grow from the steady state.

    Raises
    ------
    Frontier : with the largest fraction of the shock that was solved
    """
    resting = Attempt(
        path=start,
        shocks=problem.exogenous_at_rest[problem.targets.shocks],
        residual=np.zeros_like(start),
        target_residual=np.zeros_like(shocks),
        iterations=0,
    )
    return _follow(newton, problem.scaled, resting)


def raise_floor(
    newton: Newton, problem: Problem, start: np.ndarray, shocks: np.ndarray, shadow: int
) -> Followed:
    """Follow the solution while the floor rises from below the path that has none.

    Raises
    ------
    Frontier : with the part of the way on which a solution was found
    """
    try:
        free = newton.solve(replace(problem, floor=-1e9), start, shocks)
    except NotConverged as failure:
        raise Frontier(0.0, failure) from failure
    lowest = min(float(free.path[:, shadow].min()), problem.floor) - 1e-6
    return _follow(
        newton, lambda part: replace(problem, floor=lowest + part * (problem.floor - lowest)), free
    )


def _follow(newton: Newton, problem_at: Callable[[float], Problem], first: Attempt) -> Followed:
    """From a solution at 0 to one at 1, which was tried before: secant prediction, bisection after failure.

    A part of the way that failed from afar is tried once more from close by, before it is the frontier.
    """
    before, last = first, first
    at_before, at_last, failed_at = 0.0, 0.0, 1.0
    parts, iterations = 0, first.iterations
    while at_last < 1.0:
        close = failed_at - at_last < _SMALLEST
        there = failed_at if close else (at_last + failed_at) / 2
        slope = (there - at_last) / (at_last - at_before) if at_last > at_before else 0.0
        path = last.path + slope * (last.path - before.path)
        shocks = last.shocks + slope * (last.shocks - before.shocks)
        try:
            found = newton.solve(problem_at(there), path, shocks, _STEPS)
        except NotConverged as failure:
            iterations += failure.attempt.iterations
            if close or iterations > _BUDGET:
                raise Frontier(at_last, failure) from failure
            failed_at = there
            continue
        iterations, parts = iterations + found.iterations, parts + 1
        before, at_before = last, at_last
        last, at_last = found, there
        if at_last >= failed_at:
            failed_at = 1.0
    return Followed(last, parts, iterations)

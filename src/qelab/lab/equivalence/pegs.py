"""The policy rate held by hand for some quarters: round rest, and on the day of an announcement.

Answers: what does a stated path of the policy rate do, with or without a programme's news? Round rest the bound is far
and everything is proportional. On the day of an announcement the rate expected without the programme may leave no room.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.lab.pipeline import Run
from qelab.macro import Path, Solver, Target

Array = NDArray[np.float64]
_RATE, _RATE_SHOCK = "i", "eps_i"


def held_rate(quarters: int, level: float = 0.0) -> Target:
    """The policy rate at a distance from rest, held by announced shocks, percentage points."""
    return Target(variable=_RATE, shock=_RATE_SHOCK, values=np.full(quarters, level))


def from_rest(problem: Solver, exogenous: Array | None = None, targets: tuple[Target, ...] = ()) -> Path:
    """The path from rest with these expected shocks, (horizon, k), none by default, and variables held."""
    model = problem.model
    if exogenous is None:
        exogenous = np.zeros((problem.horizon, len(model.exogenous)))
    return problem.solve(model.steady_state, exogenous, targets=targets)


def news_of(run: Run, row: int | None = None) -> Array:
    """What a programme adds to the shocks expected at a date, (horizon, k): premia and spreads, without the policy rate.

    Parameters
    ----------
    row : of the run's dates; that of the main announcement by default
    """
    date = run.main_row if row is None else row
    settled = run.settled
    added = settled.programme.sequence.expected_exogenous[date] - settled.counterfactual.sequence.expected_exogenous[date]
    added[:, run.stage.model.shock_index(_RATE_SHOCK)] = 0.0
    return added


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The world without the programme as it stands on the day of the main announcement, ready to be moved.

    ``before`` (n,) its state a quarter earlier; ``exogenous`` (horizon, k) and ``expected`` (horizon, n) what is then
    expected without the programme; ``news`` (horizon, k) what the programme adds.
    """

    problem: Solver
    before: Array
    exogenous: Array
    expected: Array
    news: Array

    @classmethod
    def of(cls, run: Run, problem: Solver) -> "Day":
        """The day of a run's main announcement."""
        row, world = run.main_row, run.settled.counterfactual.sequence
        before = world.realised[row - 1] if row else run.state
        return cls(
            problem=problem, before=before, exogenous=world.expected_exogenous[row], expected=world.expected[row],
            news=news_of(run, row),
        )  # fmt: skip

    @property
    def rate(self) -> Array:
        """The policy rate expected without the programme, (horizon,) deviation, percentage points."""
        return self.expected[:, self.problem.model.index(_RATE)]

    @property
    def floor(self) -> float:
        """The bound of the policy rate, deviation, percentage points."""
        bound = self.problem.model.about.bound
        return -np.inf if bound is None else self.problem.model.parameters[bound.floor]

    def programme(self, quarters: int) -> Array:
        """Effect of the news with the rate held on the path expected without it, (horizon, n)."""
        return self._solved(self.exogenous + self.news, self.rate[:quarters])

    def move(self, points: float, quarters: int) -> Array:
        """Effect of the policy rate higher by so many points for some quarters, never below its bound, (horizon, n)."""
        return self._solved(self.exogenous, np.maximum(self.floor, self.rate[:quarters] + points))

    def _solved(self, exogenous: Array, rate: Array) -> Array:
        model = self.problem.model
        at_floor = np.where(rate <= self.floor + _AT_FLOOR, self.floor, rate)
        held = Target(variable=_RATE, shock=_RATE_SHOCK, values=at_floor, bound=model.about.bound)
        return self.problem.solve(self.before, exogenous, targets=(held,)).values - self.expected


_AT_FLOOR = 1e-9  # percentage points: a solved path this close above the bound is at it

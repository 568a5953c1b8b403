"""The regimes of one set of targets: which periods are at the bound, and which shocks meet the targets.

Answers: given the linear path without bound and without the unknown shocks, what must be added to it? Unknown are
the wedges that hold the rate up at its floor (one for each period, not negative), the shocks of two-sided targets
(solved out beforehand, once for each set of targets), and the negative shocks of one-sided targets.
"""

from dataclasses import dataclass

import numpy as np

from qelab.macro.linear.complementarity import NoSolution, Solution, solve
from qelab.macro.linear.linear_path import LinearPath
from qelab.macro.target import TargetSet

_HALVINGS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What the linear path leaves open: ``offset`` q (N,) of the complementarity problem, target ``gaps`` (m,)."""

    offset: np.ndarray
    gaps: np.ndarray


class Regimes:
    """Complementarity problem of a linear model with a bound and given kinds of targets, values apart.

    Pairs: (wedge, rate - floor) in each of T periods, then (-shock, floor - shadow) for each one-sided target. An
    outcome y responds to the unknowns by M v + N u, the two-sided targets by W v + V u; with these met,
    M becomes M - N V^-1 W.
    """

    def __init__(self, linear: LinearPath, aimed: TargetSet) -> None:
        kink = linear.form.kink
        self._horizon = linear.horizon if kink is not None else 0
        self._rate = kink.variable if kink is not None else 0
        self.bound_row = kink.row if kink is not None else 0  # the bound's equation, for errors
        one, two = np.flatnonzero(aimed.bounded), np.flatnonzero(~aimed.bounded)
        self.one_sided, self.two_sided = one, two
        self._one = aimed.periods[one], aimed.shadows[one]
        self._two = aimed.periods[two], aimed.variables[two]
        spell = np.arange(self._horizon)
        outcomes = [
            np.concatenate(parts)
            for parts in (
                (np.full_like(spell, self._rate), aimed.shadows[one], aimed.variables[two]),
                (spell, aimed.periods[one], aimed.periods[two]),
            )
        ]
        inputs = [
            np.concatenate(parts)
            for parts in (
                (np.full_like(spell, linear.count - 1), aimed.shocks[one], aimed.shocks[two]),
                (spell, aimed.periods[one], aimed.periods[two]),
            )
        ]
        responses = _responses(linear, outcomes, inputs)
        split = slice(self._horizon, self._horizon + one.size)
        responses[split] *= -1.0
        responses[:, split] *= -1.0
        self._pairs = self._horizon + one.size
        pairs = self._pairs
        self.matrix = responses[:pairs, :pairs]
        self._on_shocks = responses[:pairs, pairs:]
        self._spread = np.zeros((two.size, pairs))
        self._inverse = np.zeros((two.size, two.size))
        if two.size:
            self._inverse = np.linalg.inv(responses[pairs:, pairs:])
            self._spread = self._inverse @ responses[pairs:, :pairs]
            self.matrix = self.matrix - self._on_shocks @ self._spread

    def conditions(
        self, path: np.ndarray, floor: float, floors: np.ndarray, values: np.ndarray
    ) -> Conditions:
        """What a linear path (T, n) misses; floor, floors (m,) and values (m,) as deviations."""
        gaps = values[self.two_sided] - path[self._two]
        offset = np.concatenate(
            [path[: self._horizon, self._rate] - floor, floors[self.one_sided] - path[self._one]]
        )
        if gaps.size:
            offset += self._on_shocks @ (self._inverse @ gaps)
        return Conditions(offset=offset, gaps=gaps)

    def solve(self, conditions: Conditions) -> Solution:
        """The pairs' values.

        Raises
        ------
        NoSolution : there is none
        """
        return solve(self.matrix, conditions.offset)

    def shocks(self, conditions: Conditions, solution: Solution) -> tuple[np.ndarray, np.ndarray]:
        """Wedges (T,), or (0,) without a bound, and the shocks that the targets ask for (m,)."""
        wedge, held = solution.values[: self._horizon], solution.values[self._horizon :]
        found = np.empty(self.one_sided.size + self.two_sided.size)
        found[self.one_sided] = 0.0 - held
        found[self.two_sided] = self._inverse @ conditions.gaps - self._spread @ solution.values
        return wedge, found

    def reach(self, conditions: Conditions, resting: Conditions) -> tuple[float, np.ndarray]:
        """Of a shock without solution, the share (0 to 1) up to which there is one, and what is missed beyond it (N,)."""
        low, high, miss = 0.0, 1.0, conditions.offset
        for _ in range(_HALVINGS):
            share = (low + high) / 2
            offset = resting.offset + share * (conditions.offset - resting.offset)
            try:
                solve(self.matrix, offset, pivot=False)
                low = share
            except NoSolution as failure:
                high, miss = share, failure.miss
        return low, miss


def _responses(linear: LinearPath, outcomes: list[np.ndarray], inputs: list[np.ndarray]) -> np.ndarray:
    """Response of each outcome (variables, periods) to each input (shocks, periods)."""
    found = np.empty((outcomes[0].size, inputs[0].size))
    for variable in np.unique(outcomes[0]):
        rows = np.flatnonzero(outcomes[0] == variable)
        periods = outcomes[1][rows]
        for shock in np.unique(inputs[0]):
            columns = np.flatnonzero(inputs[0] == shock)
            ahead = inputs[1][columns]
            block = linear.response(int(variable), int(shock), int(periods.max()) + 1, int(ahead.max()) + 1)
            found[np.ix_(rows, columns)] = block[np.ix_(periods, ahead)]
    return found

"""Occasionally binding constraints by guess and verify, piecewise linear round one steady state.

Answers: with shocks that nobody expected, in which periods does each constraint bind, and what is the path? Each
regime has its own linear equations; a guess of the regimes gives a path, the path tells where constraints bind, and
so on until both agree. Beyond the last period at a constraint the model follows its ordinary rules.

Source of the method: Guerrieri & Iacoviello (2015), Journal of Monetary Economics 70.
Limits: a guess that repeats itself without agreeing is refused, never returned; and agreement does not say that no
other sequence of regimes agrees as well (``uniqueness`` does so for the lower bound).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError

_GUESSES = 60
_LONGEST = 2000  # periods looked ahead, at most

Regime = tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeEquations:
    """Linear equations of one regime in deviations: lag x(t-1) + current x + lead x(t+1) + shocks e + constant = 0."""

    lag: np.ndarray
    current: np.ndarray
    lead: np.ndarray
    shocks: np.ndarray
    constant: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecewisePath:
    """``values`` (T, n) as deviations; ``binding`` (T, m) whether each constraint binds."""

    values: np.ndarray
    binding: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Occbin:
    """A model with m occasionally binding constraints.

    ``equations``: those of every combination of regimes. ``transition`` (n, n), ``impact`` (n, k): rules while nothing
    binds. ``signals(path)``: for a path (T, n) of deviations, where each constraint wants to bind, and where it wants
    to be released, both (T, m).
    """

    equations: Mapping[Regime, RegimeEquations]
    transition: np.ndarray
    impact: np.ndarray
    signals: Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
    constraints: int

    def solve(self, initial: np.ndarray, surprises: np.ndarray, periods: int, ahead: int = 200) -> PiecewisePath:
        """The path from a state (n,) under surprises (S, k), one a period, each unexpected, over T periods.

        Parameters
        ----------
        ahead : periods for which regimes are guessed at first; more are added while a constraint binds in the last

        Raises
        ------
        QelabError QE565 : no sequence of regimes agrees with its own path
        """
        periods = max(periods, len(surprises))
        ahead = max(ahead, periods - len(surprises))
        guess = np.zeros((ahead + 1, self.constraints), dtype=bool)
        values = np.zeros((periods, initial.size))
        binding = np.zeros((periods, self.constraints), dtype=bool)
        state, path = initial, np.zeros((0, initial.size))
        for period, surprise in enumerate(surprises):
            if period == 0 or surprise.any():
                path, guess = self._agreed(state, surprise, guess, period)
            else:
                path = np.vstack([path[1:], self.transition @ path[-1]])
            values[period], binding[period] = path[0], guess[0]
            state = path[0]
            guess = np.vstack([guess[1:], np.zeros((1, self.constraints), dtype=bool)])
        rest = periods - len(surprises)
        values[len(surprises) :], binding[len(surprises) :] = path[1 : rest + 1], guess[:rest]
        return PiecewisePath(values=values, binding=binding)

    def _agreed(
        self, state: np.ndarray, surprise: np.ndarray, guess: np.ndarray, period: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Path and regimes that agree with each other."""
        tried: set[bytes] = set()
        for _ in range(_GUESSES):
            while guess[-1].any() and len(guess) < _LONGEST:
                guess = np.vstack([guess, np.zeros((len(guess), self.constraints), dtype=bool)])
            try:
                path = self._path(state, surprise, guess)
            except np.linalg.LinAlgError:
                break
            if not np.isfinite(path).all():
                break
            wants, releases = self.signals(path)
            onset, end = wants & ~guess, releases & guess
            if not (onset.any() or end.any()):
                if guess[-1].any():
                    break
                return path, guess
            guess = (guess | wants) & ~end
            key = guess.tobytes()
            if key in tried:
                break
            tried.add(key)
        raise QelabError("QE565", period=period + 1)

    def _path(self, state: np.ndarray, surprise: np.ndarray, guess: np.ndarray) -> np.ndarray:
        """Path (len(guess), n) if the regimes are as guessed."""
        last = int(np.max(np.flatnonzero(guess.any(axis=1)), initial=-1))
        rule, constant = self.transition, np.zeros(state.size)
        rules: list[tuple[np.ndarray, np.ndarray]] = []
        impact = self.impact
        for period in range(last, -1, -1):
            regime = self.equations[tuple(bool(item) for item in guess[period])]
            matrix = regime.lead @ rule + regime.current
            right = np.column_stack([regime.lag, regime.shocks, regime.lead @ constant + regime.constant])
            solved = -np.linalg.solve(matrix, right)
            n = state.size
            rule, impact, constant = solved[:, :n], solved[:, n:-1], solved[:, -1]
            rules.append((rule, constant))
        path = np.zeros((len(guess), state.size))
        push = impact @ surprise
        for period in range(len(guess)):
            rule, constant = rules[last - period] if period <= last else (self.transition, 0.0)
            state = rule @ state + constant + push
            path[period], push = state, np.zeros(state.size)
        return path

"""Paths and responses of a linear model on its saddle path, all periods at once.

Answers: where does the economy go from a state, given expected shocks, and how does a variable at t respond to a
shock expected for j? With x(t) = G x(t-1) + w(t), w(t) = Psi w(t+1) + Theta e(t): news runs backwards, the
state forwards. Both recursions are summed by doubling: eight matrix products instead of 160 steps.
"""

import numpy as np

from qelab.macro.linear.form import LinearForm


class LinearPath:
    """A linear model over T periods, after which there are no more shocks; immutable.

    Everything is a deviation from the steady state, shocks too. Shocks are those of the model, and with a bound one more, the
    last: what is added to the shadow rate to give the rate.

    Parameters
    ----------
    transition : (n, n), G of the saddle path
    """

    def __init__(self, form: LinearForm, transition: np.ndarray, horizon: int) -> None:
        self.form, self.horizon = form, horizon
        shocks = form.shocks
        if form.kink is not None:
            wedge = np.zeros((len(shocks), 1))
            wedge[form.kink.row] = -form.kink.weight
            shocks = np.hstack([shocks, wedge])
        solved = -np.linalg.solve(form.current + form.lead @ transition, np.hstack([form.lead, shocks]))
        n = len(transition)
        self._states = np.flatnonzero(np.any(form.lag != 0.0, axis=0))
        self._leads = np.flatnonzero(np.any(form.lead != 0.0, axis=0))
        self._shocks = np.ascontiguousarray(solved[:, n:].T)
        self._news = np.ascontiguousarray(solved[:, self._leads].T)
        self._onward = np.ascontiguousarray(transition[:, self._states].T)
        self._news_powers = _powers(self._news[:, self._leads], horizon)
        self._state_powers = _powers(self._onward[:, self._states], horizon + 1)
        self._coefficients = (
            np.ascontiguousarray(form.lag[:, self._states].T),
            np.ascontiguousarray(form.current.T),
            np.ascontiguousarray(form.lead[:, self._leads].T),
            np.ascontiguousarray(shocks.T),
        )

    @property
    def count(self) -> int:
        """Number of shocks, the one of the bound included."""
        return len(self._shocks)

    def path(self, previous: np.ndarray, shocks: np.ndarray) -> np.ndarray:
        """Path (T, n) from the inherited state (n,) with expected shocks (T, count)."""
        impulse = shocks @ self._shocks
        news = impulse.take(self._leads, axis=1)  # in C order, unlike impulse[:, leads]
        for step, power in self._news_powers:
            news[:-step] += news[step:] @ power
        impulse[:-1] += news[1:] @ self._news
        state = np.empty((self.horizon + 1, len(self._states)))
        state[0] = previous[self._states]
        state[1:] = impulse.take(self._states, axis=1)
        for step, power in self._state_powers:
            state[step:] += state[:-step] @ power
        impulse += state[:-1] @ self._onward
        return impulse

    def residual(self, previous: np.ndarray, path: np.ndarray, shocks: np.ndarray) -> np.ndarray:
        """Residuals (T, n) of all equations, the bound's with its exact kink."""
        lag, current, lead, on_shocks = self._coefficients
        found = path @ current
        found += shocks @ on_shocks
        found += self.form.constant
        found[0] += previous[self._states] @ lag
        found[1:] += path[:-1].take(self._states, axis=1) @ lag
        found[:-1] += path[1:].take(self._leads, axis=1) @ lead
        found[-1] += (path[-1, self._states] @ self._onward)[self._leads] @ lead
        kink = self.form.kink
        if kink is not None:
            over = path[:, kink.variable] - np.maximum(kink.floor, path[:, kink.shadow])
            found[:, kink.row] = kink.weight * over
        return found

    def response(self, variable: int, shock: int, periods: int, ahead: int) -> np.ndarray:
        """Response (periods, ahead) of a variable at t to a unit of a shock expected for j.

        H(a, b) = g' G^a Psi^b Theta; the response is the sum of H(t - r, j - r) over r up to min(t, j).
        """
        news = np.zeros((ahead, len(self._leads)))
        news[1:2] = self._shocks[shock, self._leads]
        for step, power in self._news_powers:
            news[step:] += news[:-step] @ power
        impulse = news @ self._news
        impulse[0] = self._shocks[shock]
        weights = np.zeros((periods, len(self._states)))
        weights[1:2] = self._onward[:, variable]
        for step, power in self._state_powers:
            weights[step:] += weights[:-step] @ power.T
        found = weights @ impulse[:, self._states].T
        found[0] = impulse[:, variable]
        step = 1
        while step < min(periods, ahead):
            found[step:, step:] += found[:-step, :-step].copy()
            step *= 2
        return found


def _powers(matrix: np.ndarray, length: int) -> list[tuple[int, np.ndarray]]:
    """Pairs (1, M), (2, M^2), (4, M^4), ... below the length."""
    found, step, power = [], 1, np.ascontiguousarray(matrix)
    while step < length:
        found.append((step, power))
        step, power = 2 * step, power @ power
    return found

"""The rules of a model near its steady state, to first order, and its impulse responses.

Answers: x(t) - x* = G (x(t-1) - x*) + H e(t): what are G and H? Whether there is one such pair is the affair of
``saddle_path``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.linear.saddle_path import UNIT_ROOT, Roots, solve

if TYPE_CHECKING:
    from qelab.macro.model import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOrder:
    """First-order rules: ``transition`` G (n, n), ``impact`` H (n, k), ``roots`` and the names they belong to."""

    endogenous: tuple[str, ...]
    exogenous: tuple[str, ...]
    transition: np.ndarray
    impact: np.ndarray
    roots: Roots

    def irf(self, shock: str, size: float, periods: int) -> np.ndarray:
        """Response (periods, n), as deviations from the steady state, to one shock of this size in the first.

        Raises
        ------
        QelabError QE521 : unknown shock
        """
        if shock not in self.exogenous:
            raise QelabError("QE521", name=shock, allowed=self.exogenous)
        impulse = np.zeros(len(self.exogenous))
        impulse[self.exogenous.index(shock)] = size
        return self.response(impulse, periods)

    def response(self, impulse: np.ndarray, periods: int) -> np.ndarray:
        """Response (periods, n) to shocks (k,) that hit together in the first period."""
        path = np.zeros((periods, len(self.endogenous)))
        state = self.impact @ impulse
        for period in range(periods):
            path[period] = state
            state = self.transition @ state
        return path


def first_order(model: "Model", unit_root: float = UNIT_ROOT) -> FirstOrder:
    """First-order rules of a model.

    Parameters
    ----------
    unit_root : roots up to this size count as stable; Dynare's qz_criterium

    Raises
    ------
    QelabError QE526, QE529 : no stable path, or more than one
    QelabError QE555, QE556 : equations that say the same; states from which no stable path starts
    """
    transition, found = solve(model, unit_root)
    _, current, lead, shocks = model.derivatives
    impact = -np.linalg.solve(lead @ transition + current, shocks)
    for array in (transition, impact):
        array.flags.writeable = False
    return FirstOrder(
        endogenous=model.endogenous,
        exogenous=model.exogenous,
        transition=transition,
        impact=impact,
        roots=found,
    )

"""Which variable is to take which values, and which shock makes it so: inversion.

Answers: how do the equations look when a shock is unknown and a variable known? A target adds one equation and
one unknown shock for each of its periods; the model's own Jacobian is kept and bordered.
"""

from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.about import Bound
from qelab.macro.model import Model

_AT_FLOOR = 1e-12  # a value this close above the floor is the floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``variable`` takes ``values`` (h,) in the first h periods; ``shock`` is solved for in these.

    With ``bound`` the target is one-sided: where a value is at the floor or below, the rate only has to be at its
    floor, and the shock is the smallest that leaves it there: zero, or as negative as brings the shadow rate
    down to the floor. Entries of the exogenous path for the solved shocks serve as the first guess.
    """

    variable: str
    shock: str
    values: np.ndarray
    bound: Bound | None = None


class TargetSet:
    """The bordering equations of a set of targets, stacked: m equations for m shocks."""

    def __init__(self, model: Model, targets: tuple[Target, ...], horizon: int) -> None:
        self.targets = targets
        periods, shocks, variables, shadows, values, bounded, floors = [], [], [], [], [], [], []
        for target in targets:
            wanted = np.atleast_1d(np.asarray(target.values, dtype=float))
            if wanted.ndim != 1 or wanted.size > horizon:
                raise QelabError(
                    "QE530", what=target.variable, found=wanted.shape, expected=f"(h,), h <= {horizon}"
                )
            if not np.all(np.isfinite(wanted)):
                raise QelabError("QE534", what=target.variable)
            variable, shock = model.index(target.variable), model.shock_index(target.shock)
            floor, shadow = -np.inf, variable
            if target.bound is not None:
                model.check_parameter(target.bound.floor)
                floor, shadow = model.parameters[target.bound.floor], model.index(target.bound.shadow)
                _check_one_for_one(model, target, shadow, shock)
            for period, value in enumerate(wanted):
                periods.append(period)
                shocks.append(shock)
                variables.append(variable)
                shadows.append(shadow)
                values.append(value)
                bounded.append(value <= floor + _AT_FLOOR)
                floors.append(floor)
        if len(set(zip(periods, shocks, strict=True))) < len(periods):
            raise QelabError("QE533", shock=targets[-1].shock)
        self.count = len(periods)
        self.periods, self.shocks = np.array(periods, dtype=int), np.array(shocks, dtype=int)
        self.variables, self.shadows = np.array(variables, dtype=int), np.array(shadows, dtype=int)
        self.values, self.bounded = np.array(values), np.array(bounded, dtype=bool)
        self.floors = np.array(floors)

    def residual(self, path: np.ndarray, shocks: np.ndarray, values: np.ndarray, floor: float | np.ndarray) -> np.ndarray:
        """Equations of the targets, (m,): zero where they are met.

        One-sided: max(shock, shadow - floor) = 0, which is shock = min(0, floor - (shadow - shock)).
        """
        exact = path[self.periods, self.variables] - values
        if not self.bounded.any():
            return exact
        over = path[self.periods, self.shadows] - floor
        return np.where(self.bounded, np.maximum(shocks, over), exact)

    def step(
        self,
        newton: np.ndarray,
        response: np.ndarray,
        path: np.ndarray,
        shocks: np.ndarray,
        residual: np.ndarray,
        floor: float,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Newton step of path and shocks from the step with fixed shocks.

        Parameters
        ----------
        newton : (T, n), J^-1 F: the path's correction with the shocks as they are
        response : (T, n, m), J^-1 dF/d(shock)
        residual : (m,), what ``residual`` gave

        Raises
        ------
        numpy.linalg.LinAlgError : the shocks cannot move the targets
        """
        on_shock = self.bounded & (shocks >= path[self.periods, self.shadows] - floor)
        columns = np.where(self.bounded, self.shadows, self.variables)
        weight = np.where(on_shock, 0.0, 1.0)
        matrix = np.diag(on_shock.astype(float)) - weight[:, None] * response[self.periods, columns, :]
        right = weight * newton[self.periods, columns] - residual
        change = np.linalg.solve(matrix, right)
        return -newton - response @ change, change


def _check_one_for_one(model: Model, target: Target, shadow: int, shock: int) -> None:
    """The shock has to enter one equation, that of the shadow rate, with the same weight and opposite sign."""
    _, current, _, shocks = model.derivatives
    derivatives = shocks[:, shock]
    rows = np.flatnonzero(derivatives)
    if rows.size != 1 or abs(current[rows[0], shadow] + derivatives[rows[0]]) > 1e-12:
        raise QelabError("QE532", shock=target.shock, variable=model.endogenous[shadow])

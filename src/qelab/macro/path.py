"""A solved path: the only thing the solver gives back, and only when it has converged."""

from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Perfect-foresight path over T periods, in the model's units.

    ``values`` (T, n) and ``exogenous`` (T, k), the latter with the shocks that targets asked for;
    ``residual`` is the largest one of all equations and targets, ``bound_gap`` the largest violation of
    complementarity at the lower bound, ``route`` says how the solution was reached.
    """

    endogenous: tuple[str, ...]
    shocks: tuple[str, ...]
    values: np.ndarray
    exogenous: np.ndarray
    residual: float
    iterations: int
    route: str
    bound_gap: float
    binding: np.ndarray

    def __getitem__(self, name: str) -> np.ndarray:
        """Path of a variable or of an exogenous variable, (T,)."""
        if name in self.endogenous:
            return self.values[:, self.endogenous.index(name)]
        if name in self.shocks:
            return self.exogenous[:, self.shocks.index(name)]
        raise QelabError("QE521", name=name, allowed=(*self.endogenous, *self.shocks))

    @property
    def quarters_at_bound(self) -> int:
        """Length of the spell at the lower bound that begins in the first period."""
        free = np.flatnonzero(~self.binding)
        return int(free[0]) if free.size else int(self.binding.size)

"""Which solver for which model, and what all of them offer."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from qelab.macro.linear.form import is_linear
from qelab.macro.linear.piecewise_linear import PiecewiseLinear
from qelab.macro.model import Model
from qelab.macro.path import Path
from qelab.macro.stacked.perfect_foresight import PerfectForesight
from qelab.macro.target import Target


class Solver(Protocol):
    """Paths of one model over one horizon; see ``PerfectForesight`` for the arguments."""

    @property
    def model(self) -> Model:
        """The model that is solved."""
        ...

    @property
    def horizon(self) -> int:
        """T, periods that are solved."""
        ...

    @property
    def linear_solver(self) -> str:
        """Name of what solves the equations."""
        ...

    def solve(
        self,
        previous: np.ndarray,
        exogenous: np.ndarray,
        guess: np.ndarray | None = None,
        targets: Sequence[Target] = (),
        labels: Sequence[Any] = (),
    ) -> Path:
        """The path from an inherited state."""
        ...


def solver(model: Model, horizon: int = 160) -> Solver:
    """The faster solver that is exact: piecewise linear where the model is linear but for its bound, else Newton's."""
    return PiecewiseLinear(model, horizon) if is_linear(model) else PerfectForesight(model, horizon)

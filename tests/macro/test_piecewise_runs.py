"""Every solve of two programmes' whole sequences, by both solvers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import qelab
from qelab import macro

AGREE = 1e-9


class Both:
    """The piecewise-linear solver, which keeps what it was asked and what it answered."""

    def __init__(self, model: macro.Model, horizon: int) -> None:
        self.model, self.horizon, self.linear_solver = model, horizon, "both"
        self._fast, self._newton = macro.PiecewiseLinear(model, horizon), macro.PerfectForesight(model, horizon)
        self.apart: list[float] = []
        self.binding: list[int] = []

    def solve(
        self,
        previous: np.ndarray,
        exogenous: np.ndarray,
        guess: np.ndarray | None = None,
        targets: Sequence[macro.Target] = (),
        labels: Sequence[Any] = (),
    ) -> macro.Path:
        ours = self._fast.solve(previous, exogenous, guess, targets, labels)
        theirs = self._newton.solve(previous, exogenous, guess, targets, labels)
        self.apart.append(
            max(
                float(np.abs(ours.values - theirs.values).max()),
                float(np.abs(ours.exogenous - theirs.exogenous).max()),
            )
        )
        self.binding.append(int(ours.binding.sum()))
        return ours


@pytest.mark.parametrize("programme", ["fed_2010_lsap2", "fed_2008_lsap1"])
def test_whole_runs_agree(programme, monkeypatch):
    made: list[Both] = []

    def solver(model: macro.Model, horizon: int) -> Both:
        made.append(Both(model, horizon))
        return made[-1]

    monkeypatch.setattr("qelab.lab.lab.solver", solver)
    qelab.Lab().run(qelab.scenario(programme))
    (both,) = made
    assert len(both.apart) > 200
    assert max(both.binding) >= 6
    assert max(both.apart) < AGREE

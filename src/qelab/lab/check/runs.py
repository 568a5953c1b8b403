"""What the claims are computed from, each run made once however many claims ask for it.

Answers: which scenario, in which laboratory? Claims about results take ``result``; those about what was expected
when take ``worlds``; those about the economy alone take ``model`` and ``steady``.
"""

import json
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.data import history, opening
from qelab.lab.lab import Lab
from qelab.lab.pipeline import Run, run_pipeline
from qelab.lab.ranges.draws import Draws
from qelab.lab.ranges.ensemble import run_draws
from qelab.lab.replay import Replay, replay
from qelab.lab.result import Result
from qelab.lab.settings import Settings
from qelab.lab.stage import stage
from qelab.macro import Path, Solver, Target, solver
from qelab.policy.catalogue import scenario
from qelab.policy.scenario import Scenario

Array = NDArray[np.float64]
T = TypeVar("T")


class NoDraws(QelabError):
    """A claim about ranges, in a check without draws."""


class Runs:
    """Runs, kept.

    Parameters
    ----------
    draws : draws of the ranges; 0 leaves claims about ranges untested
    seed : of the draws
    """

    def __init__(self, draws: int = 0, seed: int = 1) -> None:
        self.count, self.seed = draws, seed
        self._kept: dict[str, Any] = {}

    def kept(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made at the first call with this key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @cached_property
    def lab(self) -> Lab:
        """The laboratory as it is without options."""
        return Lab()

    def result(self, one: str | Scenario, **changes: Any) -> Result:
        """The result of a scenario of the catalogue, with changes as ``with_`` takes them, or of any scenario."""
        chosen = _scenario(one, changes)
        return self.kept(f"result {_key(chosen)}", lambda: self.lab.run(chosen))

    def worlds(self, one: str | Scenario, *, stress: float = 0.0, **changes: Any) -> Run:
        """Both worlds with what was expected at each date; ``stress`` as in the laboratory's settings."""
        chosen = _scenario(one, changes)

        def settled() -> Run:
            model = self.lab.model
            settings = Settings(stress=stress)
            start, past = opening(chosen.opening), history(chosen.economy)
            set_up = stage(chosen, start, past, model, settings)
            return run_pipeline(set_up, self.problem, lambda _step, _share: None)

        return self.kept(f"worlds {stress} {_key(chosen)}", settled)

    def draws(self, name: str) -> Draws:
        """The draws of a scenario of the catalogue.

        Raises
        ------
        NoDraws : the check runs without
        """
        if not self.count:
            raise NoDraws("QE721")

        def drawn() -> Draws:
            lab = self.lab
            return run_draws(
                scenario(name), lab.model_id, lab.settings, lab.priors, count=self.count, seed=self.seed
            )

        return self.kept(f"draws {name}", drawn)

    def replay(self, name: str) -> Replay:
        """A span of history with and without its programmes."""
        return self.kept(f"replay {name}", lambda: replay(name, self.lab.settings))

    @cached_property
    def problem(self) -> Solver:
        """The laboratory's model, ready to be solved."""
        return solver(self.lab.model, self.lab.settings.horizon)

    def steady(self, targets: tuple[Target, ...] = (), **shocks: Array) -> Path:
        """The model's path from rest, with shocks by name (their first periods) and variables held."""
        model, horizon = self.lab.model, self.lab.settings.horizon
        exogenous = np.zeros((horizon, len(model.exogenous)))
        for name, values in shocks.items():
            first = np.atleast_1d(values)[:horizon]
            exogenous[: first.size, model.shock_index(name)] = first
        return self.problem.solve(model.steady_state, exogenous, targets=targets)


def _scenario(one: str | Scenario, changes: dict[str, Any]) -> Scenario:
    chosen = scenario(one) if isinstance(one, str) else one
    return chosen.with_(**changes) if changes else chosen


def _key(one: Scenario) -> str:
    return json.dumps(one.to_mapping(), sort_keys=True)

"""What each world expected at each date, as the markets take it."""

import numpy as np
from numpy.typing import NDArray

from qelab.lab.pipeline import Run
from qelab.lab.world import World
from qelab.markets.forward_price import Expected

Array = NDArray[np.float64]


def worlds(run: Run) -> tuple[World, World]:
    """Counterfactual and policy."""
    return run.settled.counterfactual, run.settled.programme


def expected(run: Run, world: World) -> Expected:
    """Deviations from rest on the paths expected at each date after the opening."""
    model = run.stage.model
    return Expected(
        variables=world.sequence.expected - model.steady_state,
        exogenous=world.sequence.expected_exogenous,
        transition=model.transition,
    )


def with_opening(run: Run, name: str) -> Array:
    """A variable of the model in both worlds, (2, quarters), the opening first."""
    start = float(run.state[run.stage.model.index(name)])
    return np.stack([np.concatenate([[start], world.sequence[name]]) for world in worlds(run)])


def effect_on(run: Run, name: str) -> Array:
    """Effect on a variable of the model, (quarters,), zero at the opening."""
    counterfactual, policy = with_opening(run, name)
    return policy - counterfactual

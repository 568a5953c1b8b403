"""Experiments on a model of the catalogue, written as files that Dynare runs: for parity, not for economics.

Answers: which shocks try every equation of a model, and which bring it to its lower bound without much else? Both are
sized by the model's own first-order responses, so that a new model needs nothing written for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qelab.core.errors import QelabError
from qelab.macro.model import Model
from qelab.macro.path import Path
from qelab.macro.stacked.perfect_foresight import PerfectForesight

HORIZON = 100
_MOVE = 0.005  # of its level (of one, where that is smaller): what each shock moves the most sensitive variable by
_BELOW = 0.4  # of the way from rest to the floor: how far below the floor the rate would go
_PERIODS = 40


@dataclass(frozen=True, slots=True)
class Shock:
    """Value of an exogenous variable from period ``first`` to ``last`` (1: the first of the path)."""

    name: str
    first: int
    last: int
    value: float


Shocks = Sequence[Shock]


def experiments(model: Model) -> Mapping[str, Shocks]:
    """Experiments by name: ``every_shock``, and ``bound`` where the model has a lower bound that can be reached."""
    found: dict[str, Shocks] = {"every_shock": every_shock(model)}
    if model.about.bound is not None:
        reached = to_the_bound(model)
        if reached:
            found["bound"] = reached
    return found


def every_shock(model: Model) -> Shocks:
    """Each shock once, a period after the other, the even ones negative."""
    sizes = _sizes(model)
    return [
        Shock(name, place + 1, place + 1, float(size if place % 2 == 0 else -size))
        for place, (name, size) in enumerate(zip(model.exogenous, sizes, strict=True))
        if size
    ]


def to_the_bound(model: Model) -> Shocks:
    """One shock that takes the policy rate below its floor and moves the rest least; halved until a path exists."""
    bound = model.about.bound
    assert bound is not None
    room = model.steady_state[model.index(bound.variable)] - model.parameters[bound.floor]
    shadow, levels = model.index(bound.shadow), np.maximum(np.abs(model.steady_state), 1.0)
    choices = []
    for name in model.exogenous:
        path = model.first_order.irf(name, 1.0, _PERIODS)
        lowest = path[np.argmax(np.abs(path[:, shadow])), shadow]
        if name == model.about.experiment.rate_shock or abs(lowest) < 1e-9:
            continue
        size = -(1 + _BELOW) * room / lowest
        choices.append((float(np.abs(size * path / levels).max()), name, float(size)))
    for _, name, size in sorted(choices):
        for part in (1.0, 0.8):
            shocks = [Shock(name, 1, 1, part * size)]
            if _binds(model, shocks):
                return shocks
    return []


def exogenous_path(model: Model, shocks: Shocks, horizon: int = HORIZON) -> np.ndarray:
    """Values (T, k) of the exogenous variables."""
    path = np.tile(model.exogenous_at_rest, (horizon, 1))
    for shock in shocks:
        path[shock.first - 1 : shock.last, model.shock_index(shock.name)] = shock.value
    return path


def solved(model: Model, shocks: Shocks, horizon: int = HORIZON) -> Path:
    """The path of an experiment from the steady state, resting at its end as Dynare has it."""
    solver = PerfectForesight(model, horizon, terminal="steady_state", truncate=True)
    return solver.solve(model.steady_state, exogenous_path(model, shocks, horizon))


def file_text(source: str, shocks: Shocks, horizon: int = HORIZON) -> str:
    """A model file's text with the request for this path behind it."""
    lines = []
    for name in dict.fromkeys(item.name for item in shocks):  # Dynare takes each variable once
        parts = [item for item in shocks if item.name == name]
        periods = " ".join(f"{item.first}:{item.last}" for item in parts)
        values = " ".join(f"({item.value!r})" for item in parts)
        lines.append(f"  var {name}; periods {periods}; values {values};")
    return "\n".join([
        source, "steady;", "shocks;", *lines, "end;",
        f"perfect_foresight_setup(periods={horizon});", "perfect_foresight_solver;", "",
    ])  # fmt: skip


def _sizes(model: Model) -> np.ndarray:
    """Size of each shock (k,) that moves the most sensitive variable by a small share of its level."""
    levels = np.maximum(np.abs(model.steady_state), 1.0)
    largest = np.array([
        np.abs(model.first_order.irf(name, 1.0, _PERIODS) / levels).max() for name in model.exogenous
    ])
    return np.divide(_MOVE, largest, out=np.zeros_like(largest), where=largest > 0)


def _binds(model: Model, shocks: Shocks) -> bool:
    try:
        return bool(solved(model, shocks).binding.any())
    except QelabError:
        return False

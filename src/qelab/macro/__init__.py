"""Macro models: files, compiled equations, paths under perfect foresight, bounds, news, inversion."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qelab.macro.about import Bound
    from qelab.macro.catalogue import load, models, read
    from qelab.macro.linear.piecewise_linear import PiecewiseLinear
    from qelab.macro.linear.uniqueness import Uniqueness, unique
    from qelab.macro.model import Model
    from qelab.macro.path import Path
    from qelab.macro.sequence import InformationSequence, solve_sequence
    from qelab.macro.solvers import Solver, solver
    from qelab.macro.stacked.perfect_foresight import PerfectForesight
    from qelab.macro.target import Target

_DOORS = {
    "Bound": "about",
    "InformationSequence": "sequence",
    "Model": "model",
    "Path": "path",
    "PerfectForesight": "stacked.perfect_foresight",
    "PiecewiseLinear": "linear.piecewise_linear",
    "Solver": "solvers",
    "Target": "target",
    "Uniqueness": "linear.uniqueness",
    "load": "catalogue",
    "models": "catalogue",
    "read": "catalogue",
    "solve_sequence": "sequence",
    "solver": "solvers",
    "unique": "linear.uniqueness",
}

__all__ = [
    "Bound",
    "InformationSequence",
    "Model",
    "Path",
    "PerfectForesight",
    "PiecewiseLinear",
    "Solver",
    "Target",
    "Uniqueness",
    "load",
    "models",
    "read",
    "solve_sequence",
    "solver",
    "unique",
]


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'qelab.macro' has no attribute {name!r}")
    return getattr(import_module(f"qelab.macro.{_DOORS[name]}"), name)

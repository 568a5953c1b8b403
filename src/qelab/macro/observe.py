"""Public series from a model's path, and back: the transformations that an ``about.toml`` names.

Answers: what is this variable in percent, percentage points a year or percentage points over four quarters, and at
which value of its variable is the policy rate so many points from rest? Every model's units are turned into public ones
here and nowhere else.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import QUARTERS_PER_YEAR, convert
from qelab.macro.about import Observable
from qelab.macro.model import Model

Array = NDArray[np.float64]

_SCALES = {
    "deviation_percent": 1.0,
    "deviation_percentage_points": 1.0,
    "percent": convert(1.0, "decimal", "percent"),
    "percentage_points": convert(1.0, "decimal", "percentage points"),
    "annualised_percentage_points": convert(1.0, "decimal per quarter", "percent per annum"),
    "four_quarter_sum_percentage_points": convert(1.0, "decimal", "percentage points"),
}


def observe(model: Model, item: Observable, path: Array, before: Array | None = None) -> Array:
    """A public series along a path, (T,), in the unit that ``item`` states; zero at rest but for a level.

    Parameters
    ----------
    path : (T, n), the model's variables
    before : (B, n), quarters before the path, the latest last, for sums over four quarters; at rest where missing
    """
    column = model.index(item.variable)
    resting = float(model.steady_state[column])
    values = np.asarray(path, dtype=float)[:, column]
    if item.transformation == "level":
        return values.copy()
    if item.transformation == "percent_of_steady_state":
        if resting == 0.0:
            raise QelabError("QE525", path=item.variable, name=item.transformation, allowed=("percent",))
        return convert(cast(Array, values / resting - 1.0), "decimal", "percent")
    deviation = values - resting
    if item.transformation == "four_quarter_sum_percentage_points":
        earlier = np.zeros(QUARTERS_PER_YEAR - 1)
        known = np.zeros(0) if before is None else np.asarray(before, dtype=float)[-earlier.size :, column] - resting
        earlier[earlier.size - known.size :] = known
        deviation = np.convolve(np.concatenate([earlier, deviation]), np.ones(QUARTERS_PER_YEAR), mode="valid")
    return deviation * _SCALES[item.transformation]


def observed(model: Model, path: Array, before: Array | None = None) -> dict[str, Array]:
    """All public series of a model along a path, (T,) each."""
    return {name: observe(model, item, path, before) for name, item in model.about.series.items()}


def variable_at(model: Model, item: Observable, value: Array) -> Array:
    """Values of a series' variable at which it shows ``value``: the way back, for a rate that is held.

    Raises
    ------
    QelabError QE525 : a transformation of several quarters has no way back
    """
    resting = float(model.steady_state[model.index(item.variable)])
    if item.transformation == "level":
        return np.asarray(value, dtype=float)
    if item.transformation == "percent_of_steady_state":
        return resting * (1.0 + convert(np.asarray(value, dtype=float), "percent", "decimal"))
    if item.transformation == "four_quarter_sum_percentage_points":
        raise QelabError("QE525", path=item.variable, name=item.transformation, allowed=("annualised_percentage_points",))
    return resting + np.asarray(value, dtype=float) / _SCALES[item.transformation]

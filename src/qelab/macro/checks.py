"""What every solver checks and names in the same way: arrays, periods, the bound.

Answers: has this array the right shape, what is this period called in an error, does a path keep to the bound?
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from qelab.core.errors import QelabError

COMPLEMENTARITY = 1e-8
ON_FLOOR = 1e-9


def checked(what: str, values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The values as an array of this shape.

    Raises
    ------
    QelabError QE530 : another shape
    QelabError QE534 : values that are not finite
    """
    array = np.ascontiguousarray(values, dtype=float)
    if array.shape != shape:
        raise QelabError("QE530", what=what, found=array.shape, expected=shape)
    if not np.isfinite(array).all():
        raise QelabError("QE534", what=what)
    return array


def period_name(labels: Sequence[Any], period: int) -> str:
    """Name of a period; beyond the given labels quarters are counted on.

    >>> period_name(["2009Q1"], 2)
    '2009Q1 + 2'
    """
    if period < len(labels):
        return str(labels[period])
    if not len(labels):
        return f"t = {period + 1}"
    beyond = period - len(labels) + 1
    return f"{labels[-1]} + {beyond}" if isinstance(labels[-1], str) else str(labels[-1] + beyond)


def bound_gap(rate: np.ndarray, shadow: np.ndarray, floor: float) -> tuple[float, np.ndarray]:
    """Largest |min(rate - floor, rate - shadow)|, and where the rate is at its floor, (T,)."""
    above = rate - floor
    return float(np.abs(np.minimum(above, rate - shadow)).max()), above <= ON_FLOOR

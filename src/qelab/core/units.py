"""Units and their conversion: the only place where 100, 4 and 12 may appear as factors.

Each unit belongs to a quantity; a conversion inside one quantity multiplies by the ratio of the two scales.
Rates convert at simple (not compounded) frequency, as the field quotes them.
"""

from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError

MONTHS_PER_YEAR = 12
QUARTERS_PER_YEAR = 4
MONTHS_PER_QUARTER = 3

_SCALES: dict[str, tuple[str, float]] = {
    # unit: (quantity, how many of the quantity's base unit it is)
    "percent": ("ratio", 0.01),
    "percentage points": ("ratio", 0.01),
    "bp": ("ratio", 0.0001),
    "decimal": ("ratio", 1.0),
    "percent of GDP": ("ratio to GDP", 0.01),
    "share of GDP": ("ratio to GDP", 1.0),
    "percent per annum": ("rate", 0.01),
    "percent per quarter": ("rate", 0.01 * QUARTERS_PER_YEAR),
    "percent per month": ("rate", 0.01 * MONTHS_PER_YEAR),
    "decimal per annum": ("rate", 1.0),
    "decimal per quarter": ("rate", 1.0 * QUARTERS_PER_YEAR),
    "decimal per month": ("rate", 1.0 * MONTHS_PER_YEAR),
    "bn": ("money", 1.0),
    "tn": ("money", 1000.0),
    "bn per year": ("money flow", 1.0),
    "bn per quarter": ("money flow", 1.0 * QUARTERS_PER_YEAR),
    "bn per month": ("money flow", 1.0 * MONTHS_PER_YEAR),
    "years": ("time", 1.0),
    "quarters": ("time", 1.0 / QUARTERS_PER_YEAR),
    "months": ("time", 1.0 / MONTHS_PER_YEAR),
}

Number = TypeVar("Number", float, NDArray[np.float64])


def units() -> tuple[str, ...]:
    """All units that convert."""
    return tuple(_SCALES)


def factor(from_unit: str, to_unit: str) -> float:
    """What a value in ``from_unit`` is multiplied by to be in ``to_unit``.

    >>> factor("percentage points", "bp")
    100.0

    Raises
    ------
    QelabError QE103 : unknown unit, or units of two quantities
    """
    if from_unit == to_unit:
        return 1.0
    for unit in (from_unit, to_unit):
        if unit not in _SCALES:
            raise QelabError("QE103", from_unit=from_unit, to_unit=to_unit, name=unit, allowed=units())
    (quantity, scale), (other, other_scale) = _SCALES[from_unit], _SCALES[to_unit]
    if quantity != other:
        raise QelabError("QE103", from_unit=from_unit, to_unit=to_unit)
    ratio = scale / other_scale
    return round(ratio) * 1.0 if ratio >= 1 and abs(ratio - round(ratio)) < 1e-9 else ratio


def convert(value: Number, from_unit: str, to_unit: str) -> Number:
    """``value`` in another unit of the same quantity (scalar or array)."""
    return value * factor(from_unit, to_unit)


def log_percent(ratio: Number) -> Number:
    """100 times the natural logarithm of a ratio: the ``deviation in percent`` of the macro models."""
    return convert(cast(Number, np.log(ratio)), "decimal", "percent")


def from_log_percent(deviation: Number) -> Number:
    """The ratio whose ``log_percent`` is ``deviation``."""
    return cast(Number, np.exp(convert(deviation, "percent", "decimal")))


def index_of(deviation: Number, base: float) -> Number:
    """An index with 100 where the deviation in percent equals ``base``."""
    return 100.0 * from_log_percent(cast(Number, deviation - base))

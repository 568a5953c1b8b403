"""Axes: round numbers for ticks, positions for values, and labels that keep their distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import overload

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_NEARLY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight line from values to positions."""

    low: float
    high: float
    start: float
    end: float

    @overload
    def __call__(self, value: float) -> float: ...
    @overload
    def __call__(self, value: Array) -> Array: ...
    def __call__(self, value: float | Array) -> float | Array:
        """Where a value stands, or each of several."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from at or below ``low`` to at or above ``high``, about ``most`` steps.

    >>> nice_ticks(0.3, 9.2), nice_ticks(-14.4, 1.9)
    ([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [-15.0, -10.0, -5.0, 0.0, 5.0])
    """
    step = nice_step((high - low) / most)
    first, last = floor(low / step + _NEARLY), ceil(high / step - _NEARLY)
    return [count * step for count in range(first, max(last, first + 1) + 1)]


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 and their powers of ten that is at least ``least``."""
    power = 10.0 ** floor(log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - _NEARLY))


def year_ticks(start: float, end: float, most: int) -> list[int]:
    """Years at whose beginning a line is drawn."""
    years = range(ceil(start), floor(end) + 1)
    step = next(step for step in (1, 2, 3, 4, 5, 10, 20) if len(years) <= step * most or step == 20)
    return [year for year in years if year % step == 0]


def widened(low: float, high: float, least: float) -> tuple[float, float]:
    """A range at least ``least`` wide: a line that hardly moves is not blown up to look as if it did."""
    lack = max(0.0, least - (high - low)) / 2
    return low - lack, high + lack


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least ``gap`` apart and as near as can be to those wanted, between ``low`` and ``high``.

    Neighbours that would touch are moved as one block round their mean. Where there is no room for all of
    them the gap shrinks.

    >>> spread([10, 11, 50], 10, 0, 100)
    [5.5, 15.5, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    blocks: list[tuple[float, int]] = []  # first position, number of labels
    for place in order:
        first, count = float(wanted[place]), 1
        first = _within(first, count, gap, low, high)
        while blocks and blocks[-1][0] + blocks[-1][1] * gap > first + _NEARLY:
            above, many = blocks.pop()
            mean = (above * many + (first - many * gap) * count) / (many + count)
            first, count = _within(mean, many + count, gap, low, high), many + count
        blocks.append((first, count))
    found = [first + step * gap for first, count in blocks for step in range(count)]
    positions = dict(zip(order, found, strict=True))
    return [positions[place] for place in range(len(wanted))]


def _within(first: float, count: int, gap: float, low: float, high: float) -> float:
    return max(low, min(first, high - (count - 1) * gap))

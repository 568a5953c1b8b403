"""Stacked columns: the parts of an effect, quarter by quarter, upwards what adds and downwards what takes away.

Answers: where does each part of a stack begin and end? The line of the total over them is ``chart``'s affair.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qelab.report.html.markup import Html, tag
from qelab.report.html.scale import Scale

Array = NDArray[np.float64]
_FILLED = 0.78  # of the distance between two quarters
_HAIR = 0.05  # lower columns are left out


def piled(parts: Sequence[Array]) -> tuple[Array, Array]:
    """Beginnings and ends of each part, (parts, quarters): those above zero on each other, those below under each other.

    >>> piled([np.array([2.0]), np.array([-1.0]), np.array([3.0])])[1].ravel()
    array([ 2., -1.,  5.])
    """
    values = np.nan_to_num(np.stack(parts))
    above, below = np.maximum(values, 0.0), np.minimum(values, 0.0)
    ends = np.where(values >= 0, above.cumsum(axis=0), below.cumsum(axis=0))
    return ends - values, ends


def columns(parts: Sequence[Array], hues: Sequence[int], at: Array, across: Scale, up: Scale) -> list[Html]:
    """One path a part."""
    wide = _FILLED * (across(float(at[1])) - across(float(at[0]))) if len(at) > 1 else 10.0
    starts, ends = piled(parts)
    paths = []
    for first, last, hue in zip(starts, ends, hues, strict=True):
        boxes = [
            f"M{_short(x - wide / 2)} {_short(y)}h{_short(wide)}v{_short(high)}h-{_short(wide)}z"
            for x, y, high in zip(across(at), up(first), up(last) - up(first), strict=True)
            if abs(high) >= _HAIR
        ]
        paths.append(tag("path", d="".join(boxes), class_=f"part c{hue}"))
    return paths


def _short(place: float) -> str:
    """A place in tenths with as few letters as can be."""
    return f"{round(place, 1):g}"

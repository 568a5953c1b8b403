"""Effects that add up in logarithms, as amounts of the level they belong to.

    level * (exp(sum) - 1) * part / sum

Answers: of the change of an index or a stock, how much is each cause's? In proportion to the logarithms the parts add
up to the change exactly, in whatever order they are named.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert

Array = NDArray[np.float64]


def in_levels(without: Array, parts: Mapping[str, Array]) -> dict[str, Array]:
    """Parts of the change, in the unit of the level; where they cancel, level times part (the limit).

    Parameters
    ----------
    without : (quarters,) the level without the programme
    parts : (quarters,) each, percent in logs
    """
    shares = {key: convert(part, "percent", "decimal") for key, part in parts.items()}
    whole = np.sum(list(shares.values()), axis=0)
    each = np.where(whole == 0.0, 1.0, np.expm1(whole) / np.where(whole == 0.0, 1.0, whole))
    return {key: without * each * share for key, share in shares.items()}

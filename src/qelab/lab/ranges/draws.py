"""Draws of parameters and what came out of each: the ranges of a result.

Answers: how far could the numbers be off, given what is not known about the parameters? Draws come from stated
priors and are never chosen by their results. The spread between models is another matter and stands apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.errors import QelabError
from qelab.core.units import convert

Array = NDArray[np.float64]
BANDS = (50, 80, 95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Every public series in every draw.

    ``parameters`` maps each drawn parameter to (draws,); ``levels`` each series to (draws, 2, quarters),
    counterfactual first. ``replaced`` draws had no equilibrium and were drawn again. ``inflation_below_zero``
    (2, quarters) is the probability, 0 to 1, that four-quarter inflation is below zero, as forecast on the day
    of the announcement with shocks drawn from the past; NaN outside the forecast, None where none was made.
    """

    seed: int
    count: int
    replaced: int
    parameters: Mapping[str, Array]
    levels: Mapping[str, Array]
    inflation_below_zero: Array | None = None

    def values(self, name: str, world: str = "effect") -> Array:
        """One series in every draw, (draws, quarters)."""
        if name not in self.levels:
            raise QelabError("QE102", name=name, allowed=tuple(self.levels))
        levels = self.levels[name]
        if world == "effect":
            return levels[:, 1] - levels[:, 0]
        return levels[:, ("counterfactual", "policy").index(world)]

    def band(self, name: str, world: str = "effect", coverage: float = 80) -> tuple[Array, Array]:
        """Lower and upper end of the middle ``coverage`` per cent of the draws, quarter by quarter, (quarters,).

        Raises
        ------
        QelabError QE102 : not a series; QE720 : not a share between 0 and 100 per cent
        """
        return self.interval(self.values(name, world), coverage)

    def interval(self, values: Array, coverage: float) -> tuple[Array, Array]:
        """The middle ``coverage`` per cent of numbers by draw, along the first axis."""
        if not 0 < coverage < 100:
            raise QelabError("QE720", coverage=f"{coverage:g}")
        tail = convert(100 - coverage, "percent", "decimal") / 2
        low, high = np.quantile(values, (tail, 1 - tail), axis=0)
        return low, high

    def peak(self, name: str) -> Array:
        """The largest effect in size in each draw, with its sign, (draws,)."""
        effect = self.values(name)
        return effect[np.arange(len(effect)), np.abs(effect).argmax(axis=1)]

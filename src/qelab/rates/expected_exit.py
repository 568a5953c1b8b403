"""What is expected of holdings after an announcement, in three numbers, and what the ten-year premium weighs it with.

Answers: why do published "basis points per 1 % of GDP" differ? Mainly because they assume different exits. The ten-year
premium averages expected holdings with weights (1 - delta) delta^j; a purchase kept for ever has weight 1, one that is held
for two years and then run down about .6.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.rates.premium import TENORS, forward_average

Array = NDArray[np.float64]
_QUARTERS = 4000  # weights beyond are nothing: delta^4000 is 1e-52


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedExit:
    """Built up evenly over ``build_quarters`` (0: at once), whole for ``hold_quarters``, then times ``then_x_per_quarter``.

    The first quarter in which the whole is held counts as held, so ``hold_quarters`` is 1 at least.
    """

    build_quarters: int = 0
    hold_quarters: int = 1
    then_x_per_quarter: float = 1.0

    def path(self, quarters: int) -> Array:
        """Share of the whole purchase held at the end of each quarter, the first being today's, (quarters,)."""
        since = np.arange(quarters) - self.build_quarters
        building = 1.0 + since / max(self.build_quarters, 1)
        shrinking = self.then_x_per_quarter ** np.maximum(since - self.hold_quarters + 1, 0)
        return np.where(since < 0, building, shrinking)

    @property
    def at_once_and_for_ever(self) -> bool:
        """Whether nothing of it is ever given back, nor built up."""
        return self.build_quarters == 0 and self.then_x_per_quarter == 1.0

    @property
    def weight(self) -> float:
        """Today's ten-year premium over that of the same purchase made at once and kept for ever."""
        delta = TENORS[10].discount
        return float(forward_average(self.path(_QUARTERS), delta)[0])


# Choices. ``hump``: what dealers expected of the Federal Reserve's programmes; ``run_off``: a stock that is no longer
# reinvested; ``gradual``: a reduction over three years that is undone by 2.5 % a quarter afterwards.
EXITS = {
    "permanent": ExpectedExit(),
    "hump": ExpectedExit(hold_quarters=8, then_x_per_quarter=0.97),
    "run_off": ExpectedExit(then_x_per_quarter=0.97),
    "gradual": ExpectedExit(build_quarters=12, then_x_per_quarter=0.975),
}

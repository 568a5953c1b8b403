"""What both worlds own, as the pipeline hands it on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.expected import ExpectedHoldings
from qelab.portfolio.projection import Projection

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The portfolio of both worlds, and nominal GDP (2 worlds, dates, months), bn at annual rates."""

    projection: Projection
    expected: ExpectedHoldings
    gdp_bn: Array

    def pct_gdp(self, horizon: int) -> Array:
        """X as expected at each date, (dates, horizon)."""
        return self.expected.pct_gdp(self.gdp_bn[1], horizon)

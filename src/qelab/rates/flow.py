"""What buying itself does to yields while it lasts, beside what holding does.

    f_m = - phi_m * sum_k rho^k g_{m-k}          percentage points of the ten-year yield at the end of month m

g is what is bought in a month, % of annual GDP of ten-year equivalents; a month later three tenths are left. Small in
normal times, several times larger where nobody else wants to hold what is sold. It is gone within weeks of the last
purchase: yields at the end of a quarter show it, spending and the prices of longer-lived assets do not respond (choice).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import convert

Array = NDArray[np.float64]

FLOW = Source(
    text="chosen: about 6 bp for 1 % of GDP bought in a month, gone after another; six times as much in March 2020. "
    "Direction: D'Amico & King 2013, JFE 108(2)",
    status=Status.ASSUMPTION,
)
_MONTHS_REMEMBERED = 12  # .3 to the twelfth is 5e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEffect:
    """How strongly purchases press on yields in the month they are made.

    ``bp_per_pct_gdp`` basis points of the ten-year yield for 1 % of annual GDP of ten-year equivalents bought within a
    month, normal times; ``left_after_month`` share of it left a month later; ``most_in_stress`` times as much where the
    stress index is 1 or more, on a straight line in between.
    """

    bp_per_pct_gdp: float = 6.0
    left_after_month: float = 0.3
    most_in_stress: float = 6.0
    source: Source = FLOW

    def multiplier(self, stress: Array | float) -> Array:
        """Times the normal response, from 1 to ``most_in_stress``."""
        return 1.0 + (self.most_in_stress - 1.0) * np.clip(stress, 0.0, 1.0)

    def on_ten_year(self, bought_pct_gdp: Array, stress: Array | float = 0.0) -> Array:
        """Effect on the ten-year yield at the end of each month, percentage points, same shape.

        Parameters
        ----------
        bought_pct_gdp : (..., months), ten-year equivalents bought in the month, % of annual GDP, sales negative
        stress : (..., months), index, 0 normal
        """
        pressure = self.multiplier(stress) * bought_pct_gdp
        left = np.zeros_like(pressure)
        for lag in range(min(_MONTHS_REMEMBERED, pressure.shape[-1])):
            left[..., lag:] += self.left_after_month**lag * pressure[..., : pressure.shape[-1] - lag]
        return -convert(self.bp_per_pct_gdp, "bp", "percentage points") * left

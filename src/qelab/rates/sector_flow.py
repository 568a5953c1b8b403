"""What one purchase operation does, on its day, to yields of the maturities it buys.

    f = - phi * m(stress) * g * n          basis points

g is what the operation buys, % of annual GDP of ten-year equivalents; phi m(stress) is what ``rates.flow`` says of 1 %
bought across the whole curve; n is the number of sectors into which operations divide it. Where sectors are markets of
their own for the day, one operation is n times as large for its own as for the whole curve, and the others do not move.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.rates.flow import FlowEffect

Array = NDArray[np.float64]


def on_sector_bp(flow: FlowEffect, bought_pct_gdp: Array | float, sectors: int, stress: Array | float = 0.0) -> Array:
    """Effect of operations on yields of the sector bought, on the day, basis points, same shape.

    Parameters
    ----------
    bought_pct_gdp : what each operation buys, % of annual GDP of ten-year equivalents, sales negative
    sectors : into how many sectors of equal size operations divide the curve; 1 is the whole curve
    stress : index, 0 normal

    Limits: complete segmentation on the day is an upper end, sectors are not of equal size, and on-the-run
    securities are not told apart. Direction: D'Amico & King (2013), JFE 108(2).
    """
    whole_curve = flow.on_ten_year(np.asarray(bought_pct_gdp, dtype=float)[..., None], np.asarray(stress, dtype=float)[..., None])
    return np.asarray(sectors * convert(whole_curve[..., 0], "percentage points", "bp"))

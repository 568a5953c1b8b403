"""Rates and prices month by month: what the income of the central bank depends on besides its holdings.

Answers: in which form do paths of rates reach the portfolio's income? Where they come from (data, the economy, a
sheet of a thousand draws) is the caller's affair. Quarterly means become months in ``monthly``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.portfolio.bonds import ParCurve

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePaths:
    """Rates and prices month by month along P paths; percent per annum unless said.

    Month 0 is the first after the opening. Shapes: ``maturities_years`` (knots,); the others (P, months), and
    ``par_yields`` (P, months, knots).

    ``par_yields`` Treasury par curve at the end of the month, semi-annual bond equivalent; ``policy_rate`` effective
    overnight rate, mean of the month; ``bill_yield`` three-month bill, mean of the month; ``mortgage_rate`` 30-year
    fixed, end of month, zeros where there are no mortgages; ``price_growth`` ratio of the consumer price index that
    indexes TIPS to the month before, its lag already applied (1.0 where there are none).

    Raises
    ------
    ValueError : arrays whose shapes do not belong together
    """

    maturities_years: Array
    par_yields: Array
    policy_rate: Array
    bill_yield: Array
    mortgage_rate: Array
    price_growth: Array

    def __post_init__(self) -> None:
        shape = self.policy_rate.shape
        fits = all(path.shape == shape for path in (self.bill_yield, self.mortgage_rate, self.price_growth))
        if len(shape) != 2 or not fits or self.par_yields.shape != (*shape, len(self.maturities_years)):
            raise ValueError(f"RatePaths: shapes {[getattr(self, name).shape for name in self.__slots__]}")

    @property
    def paths(self) -> int:
        """How many paths."""
        return self.policy_rate.shape[0]

    @property
    def months(self) -> int:
        """How many months after the opening."""
        return self.policy_rate.shape[1]

    def curve(self, path: int, month: int) -> ParCurve:
        """The par curve of one path at the end of a month."""
        return ParCurve(maturities_years=self.maturities_years, yields=self.par_yields[path, month])

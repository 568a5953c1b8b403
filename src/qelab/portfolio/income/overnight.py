"""The overnight reverse-repo facility: how much of the money beyond banks' wish for reserves money funds place there.

Answers: securities and other assets create liquidity; which part stays with banks as reserves, and which goes to the
facility? Banks want reserves up to a share of GDP; what lies beyond is placed overnight. Run-off then drains the
facility first, and reserves hardly fall until it is empty.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.core.units import convert

Array = NDArray[np.float64]
_OPENED, _TEST_UNTIL = Month.of(2013, 9), Month.of(2015, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class OvernightFacility:
    """Demand for the facility, and when it existed.

    Wanted reserves, percent of GDP: ``wanted_pct_gdp`` plus ``wanted_at_zero_pct_gdp`` * exp(-policy rate /
    ``fades_percent``). Near zero banks keep deposits that money funds cannot outbid; they leave within the first half
    point of rates. ``width_pct_gdp`` is the breadth of the bend.

    Fitted on 2021 and 2022 alone: month-end weeks January 2021 to May 2022 of WRESBAL and RRPONTSYD (confirmed), and
    June, September and December 2022 with reserves of 3,116, 3,000 and 3,050bn (recalled), on which the first number
    rests; root mean square error 0.67 % of GDP. The width is not identified there (0.25 to 1.5 fit alike; assumption).
    All other years are predictions.

    ``opened``: first month (September 2013); ``test_until``: until that month at most ``test_limit_bn`` (300 in all from
    September 2014 to December 2015, smaller per counterparty before; recalled).
    """

    wanted_pct_gdp: float = 11.66
    wanted_at_zero_pct_gdp: float = 6.27
    fades_percent: float = 0.30
    width_pct_gdp: float = 1.0
    opened: Month = _OPENED
    test_until: Month = _TEST_UNTIL
    test_limit_bn: float = 300.0

    def wanted_reserves(self, policy_rate: Array, gdp_bn: Array) -> Array:
        """Reserves that banks want before money goes to the facility, bn; ``gdp_bn`` at annual rates."""
        near_zero = np.exp(-np.maximum(policy_rate, 0.0) / self.fades_percent)
        share = self.wanted_pct_gdp + self.wanted_at_zero_pct_gdp * near_zero
        return convert(share, "percent of GDP", "share of GDP") * gdp_bn

    def taken(self, liquidity_bn: Array, policy_rate: Array, gdp_bn: Array, month: Month) -> Array:
        """What the facility takes at the end of a month, bn.

        O = w softplus((liquidity - wanted reserves) / w), with w the width; zero before the facility opened and within
        its limit while it was tested. It never takes more than there is.

        Parameters
        ----------
        liquidity_bn : reserves and reverse repo together, bn
        policy_rate : percent
        gdp_bn : nominal GDP at annual rates, bn

        Source: form after the demand schedule with a kink in the literature on reserve demand (Afonso, Giannone, La Spada
        & Williams 2022, FRBNY Staff Report 1019); numbers as above. Limits: no bill supply and no bill yields, which
        speeded up the drain in 2023; no ends of quarters.
        """
        if month < self.opened:
            return np.zeros_like(liquidity_bn)
        width = convert(self.width_pct_gdp, "percent of GDP", "share of GDP") * gdp_bn
        beyond = liquidity_bn - self.wanted_reserves(policy_rate, gdp_bn)
        taken = np.minimum(width * np.logaddexp(0.0, beyond / width), np.maximum(liquidity_bn, 0.0))
        return np.minimum(taken, self.test_limit_bn) if month <= self.test_until else taken


def ample(reserves_bn: Array, gdp_bn: Array, ample_pct_gdp: float) -> NDArray[np.bool_]:
    """Whether reserves are still ample; where they are not, run-off has to stop.

    reserves / GDP >= ample_pct_gdp, percent of annualised GDP. September 2019, when money markets tightened: 6.6;
    run-off was slowed and ended in 2025 at 9 to 10 (computed from H.4.1 and the national accounts).
    """
    return reserves_bn >= convert(ample_pct_gdp, "percent of GDP", "share of GDP") * gdp_bn

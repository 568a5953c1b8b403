"""Stress in markets: how far from normal those who bear risk are, and how much of it purchases take away.

    s_t = max(V_t / V_normal - 1, 0)                        from implied volatility V
    e_t = kept e_{t-1} - relief b_t,    s_with = s_without exp(e_t)

Answers: how nervous were markets, and how nervous would they have been without the purchases? The index is the one of
``rates.Elasticity.stress_slope`` and of a scenario's stress: 0 normal, 1 arbitrageurs' risk aversion doubled. Their risk
limits are set in units of volatility, so what they bear of a given risk falls as one over volatility: twice the normal
volatility is taken for twice the risk aversion. Purchases take away a share of the stress there is: in calm nothing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import MONTHS_PER_QUARTER, convert

Array = NDArray[np.float64]

STRESS = Source(
    text="index: risk limits in units of volatility (Adrian & Shin 2014, RFS 27(2), recalled), twice the normal one for index 1 (choice); "
    "relief: choice, range .05 to .30: the flow effect under stress, some 36 bp for 1 % of GDP, over the 140 to 400 bp by which "
    "Baa spreads stood above their mean in March 2020 and December 2008 (recalled)",
    status=Status.ASSUMPTION,
)
PARTS = ("bought_now", "bought_before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """How stress is measured and how purchases relieve it.

    ``normal_volatility`` per cent a year (VIX: its mean of 1990 to 2019 is 19; rounded); ``relief_per_pct_gdp`` share of the
    stress that 1 % of annual GDP of ten-year equivalents bought within a quarter takes away, in logs;
    ``kept_per_quarter`` share of that relief left a quarter later (.3 a month, as of the flow effect, ``rates.FlowEffect``: it
    takes buying to relieve stress that comes later; choice).
    """

    normal_volatility: float = 20.0
    relief_per_pct_gdp: float = 0.15
    kept_per_quarter: float = 0.3**MONTHS_PER_QUARTER
    source: Source = STRESS

    def index(self, volatility: Array) -> Array:
        """The index from implied volatility, per cent a year, same shape; NaN (nothing published) is calm."""
        return np.nan_to_num(np.maximum(volatility / self.normal_volatility - 1.0, 0.0), nan=0.0)

    def relief(self, bought_pct_gdp: Array) -> dict[str, Array]:
        """What purchases do to the index by when they were made (``PARTS``), (quarters,) percent in logs.

        Parameters
        ----------
        bought_pct_gdp : (quarters,) ten-year equivalents bought in each quarter beyond the other world, % of annual GDP,
            sales negative

        Limits: announcements, lending facilities and guarantees calmed markets too; what they did is in both worlds.
        """
        now = -convert(self.relief_per_pct_gdp, "decimal", "percent") * bought_pct_gdp
        before = np.zeros_like(now)
        for quarter in range(1, len(now)):
            before[quarter] = self.kept_per_quarter * (now[quarter - 1] + before[quarter - 1])
        return dict(zip(PARTS, (now, before), strict=True))

"""The term premium, computed once, from the expected path of holdings.

Instantaneous premium and its forward average (projection form of the preferred-habitat model):

    tpf_t = - lambda * X_t                             percentage points; X in % of annual GDP
    TP^n_t = (1 - delta_n) * load_n * tpf_t + delta_n * E_t TP^n_{t+1}

``rates`` owns lambda and hands tpf to the macro model, whose file accumulates the ten-year and five-year
premium; the curve is rebuilt here from the same path and agrees to 1e-10.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status

Array = NDArray[np.float64]


CHOSEN = Source(
    text="chosen between Li-Wei 2013, Ihrig et al. 2012 and Engen-Laubach-Reifschneider 2015; "
    "prior N(.13, .035) truncated at .04; stress: Wei 2022 (74 against 29 bp)",
    status=Status.ASSUMPTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elasticity:
    """Response of the instantaneous premium to holdings.

    ``lambda0`` percentage points per 1 % of GDP of ten-year equivalents, normal times; ``stress_slope`` times
    the stress index (0 normal) raises it: doubled risk aversion is stress 1, 74/29 of the normal response.
    """

    lambda0: float = 0.13
    stress_slope: float = 74 / 29 - 1
    source: Source = CHOSEN

    def at(self, stress: float | Array = 0.0) -> float | Array:
        """lambda_t, percentage points per 1 % of GDP."""
        return self.lambda0 * (1.0 + self.stress_slope * stress)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenor:
    """One maturity of the curve: duration in quarters, and its premium's loading.

    ``discount`` is 1 - 1/duration. ``loading`` applies to tpf where the maturity has its own forward
    average; ``of_ten_year`` is the ratio to the ten-year premium where it has not (that of the preferred-habitat
    model for a ten-year bond, ``habitat.shape``); what holdings do to those maturities depends on what is bought.
    """

    years: int
    duration_quarters: float
    loading: float | None = None
    of_ten_year: float | None = None

    @property
    def discount(self) -> float:
        """delta_n per quarter."""
        return 1.0 - 1.0 / self.duration_quarters


TENORS = {
    2: Tenor(years=2, duration_quarters=8, of_ten_year=0.33),
    5: Tenor(years=5, duration_quarters=18, loading=0.5),
    10: Tenor(years=10, duration_quarters=34, loading=1.0),
    30: Tenor(years=30, duration_quarters=68, of_ten_year=1.38),
}


def of_ten_year(years: int) -> float:
    """Response of a maturity to pressure on the ten-year yield, as a ratio to it."""
    tenor = TENORS[years]
    return tenor.of_ten_year if tenor.of_ten_year is not None else tenor.loading or 0.0


def instantaneous_premium(holdings_pct_gdp: Array, elasticity: Elasticity, stress: float | Array = 0.0) -> Array:
    """tpf = - lambda * X, percentage points, same shape as ``holdings_pct_gdp`` (% of GDP, QE positive)."""
    return -elasticity.at(stress) * holdings_pct_gdp


def forward_average(
    path: Array, discount: float, attention: float = 1.0, beyond: Array | float = 0.0
) -> Array:
    """x_t = (1 - delta) f_t + delta * m * x_{t+1} along the last axis.

    Parameters
    ----------
    path : (..., periods) what is averaged, deviations
    discount : delta per quarter
    attention : m in (0, 1], 1 for arbitrageurs
    beyond : (...,) x in the period after the last, zero where nothing is expected any more
    """
    result = np.empty_like(path)
    ahead = np.broadcast_to(beyond, path.shape[:-1])
    for step in range(path.shape[-1] - 1, -1, -1):
        ahead = (1.0 - discount) * path[..., step] + discount * attention * ahead
        result[..., step] = ahead
    return result


def term_premium(tpf: Array, years: int) -> Array:
    """Term premium of a maturity along the expected path (..., periods), percentage points."""
    tenor, ten = TENORS[years], TENORS[10]
    if tenor.loading is not None:
        return forward_average(tenor.loading * tpf, tenor.discount)
    assert tenor.of_ten_year is not None, "a tenor has a loading or a ratio to the ten-year premium"
    return tenor.of_ten_year * forward_average(tpf, ten.discount)

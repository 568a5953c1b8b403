"""What the preferred-habitat model assumes: risk factors, demand by maturity, risk aversion.

State q = (r, beta, ...): dq = -Gamma (q - mean) dt + Sigma dB, Gamma and Sigma diagonal. Habitat investors of
maturity tau hold

    Z(tau) = -alpha(tau) log P(tau) - theta_0(tau) - sum_j theta_j(tau) beta_j

and arbitrageurs, mean-variance with risk aversion ``a`` (relative risk aversion over their wealth), hold the rest.
Only the products a * alpha and a * theta can be told from yields; ``a`` by itself decides what a purchase of a known
size does. theta_0 moves the level of the curve and no effect of a purchase, so it is left out.

Source: Vayanos & Vila (2021), Econometrica 89(1), 77-112. The numbers are from memory of its calibration (recalled,
not checked against the printed table), but for ``risk_aversion``.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status

Array = NDArray[np.float64]

_PAPER = Source(
    text="Vayanos & Vila (2021), Econometrica 89(1), calibration; numbers from memory", status=Status.RECALLED
)
RELATIVE_RISK_AVERSION = 2.0
ARBITRAGE_WEALTH = 0.07  # share of GDP


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Response of habitat demand to a factor, times risk aversion: scale (e^(-slow tau) - e^(-fast tau))."""

    scale: float
    slow: float
    fast: float

    def at(self, years: Array) -> Array:
        """a * theta by maturity."""
        return self.scale * (np.exp(-self.slow * years) - np.exp(-self.fast * years))


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One risk: mean reversion and volatility per year; ``demand`` is None for the short rate."""

    name: str
    mean_reversion: float
    volatility: float
    demand: Demand | None = None


SHORT_RATE = Factor(name="short_rate", mean_reversion=0.125, volatility=0.0146)
# The volatility of a demand factor is a normalisation: only its product with theta counts.
DEMAND = Factor(
    name="demand", mean_reversion=0.053, volatility=0.0146, demand=Demand(scale=3155.0, slow=0.297, fast=0.307)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habitat:
    """Parameters of the model; the first factor is the short rate.

    ``elasticity`` and ``elasticity_decay`` : a * alpha(tau) = elasticity * e^(-decay tau), of habitat demand to the log
    price. ``risk_aversion`` : a per share of GDP, what a purchase is multiplied by; 28.6 is the paper's own (relative
    risk aversion 2, arbitrageurs' wealth 7 % of GDP), 52 the adopted one, with which 1 % of GDP of ten-year bonds lowers
    the ten-year yield by about 6 bp, between published estimates (a choice). ``longest_years`` and ``nodes`` : the grid
    of maturities; ``nodes - 1`` is a multiple of four.

    Limits: the short rate knows no lower bound, arbitrageurs hold no other assets, bonds cannot default.
    """

    factors: tuple[Factor, ...] = (SHORT_RATE, DEMAND)
    elasticity: float = 35.3
    elasticity_decay: float = 0.297
    risk_aversion: float = 52.0
    longest_years: float = 30.0
    nodes: int = 601
    source: Source = field(default=_PAPER)

    @property
    def years(self) -> Array:
        """(nodes,) maturities from 0 to the longest."""
        return np.linspace(0.0, self.longest_years, self.nodes)

    def with_risk_aversion_times(self, multiple: float) -> "Habitat":
        """Arbitrageurs more risk-averse, habitat investors as they are: every product with ``a`` grows alike."""
        factors = tuple(
            factor if factor.demand is None
            else replace(factor, demand=replace(factor.demand, scale=multiple * factor.demand.scale))
            for factor in self.factors
        )  # fmt: skip
        return replace(
            self, factors=factors, elasticity=multiple * self.elasticity, risk_aversion=multiple * self.risk_aversion
        )


PUBLISHED = Habitat(risk_aversion=RELATIVE_RISK_AVERSION / ARBITRAGE_WEALTH)

"""Banks' demand for reserves: what scarcity costs, and how few are enough.

    s = a + b ln R + c ln D                        basis points, funds rate less interest on reserves
    R(s, D) = exp((s - a - c ln D) / b)            reserves at which the spread is s

R reserves and D deposits, bn. Deposits that purchases created do not leave at the pace of run-off, so demand stays
(``ratchet``). Above ``ample_bp`` reserves are scarce: the spread is paid on everything financed overnight, and risk
bearing suffers. A fall of reserves from plenty costs nothing; the same fall from the edge does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import convert

Array = NDArray[np.float64]

ESTIMATED = Source(
    text="form: Lopez-Salido & Vissing-Jorgensen 2023; estimated on monthly means 2009-01 to 2022-05, 161 observations, "
    "R2 .84: funds rate less interest on reserves on log reserves and log deposits (M2 less currency)",
    status=Status.COMPUTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveDemand:
    """The demand curve, and what scarcity does.

    ``intercept_bp``, ``reserves_bp`` (b), ``deposits_bp`` (c): estimated, with HAC standard errors of 1.4 on b and 2.3 on
    c; ``residual_bp`` standard deviation of what is left (first autocorrelation .77); later months are out of sample. ``ample_bp``: spread above which reserves are scarce (choice: the funds
    rate reached interest on reserves early in 2019, half a year before the strains of September). ``ratchet``: share of
    the deposits that run-off destroys which stays as demand (choice, direction from Acharya, Chauhan, Rajan & Steffen
    2023; 0 to 1). ``stress_per_bp``: stress index for each basis point of scarcity (choice: 50 bp double risk aversion;
    September 2019 stood at 6 bp in the month's mean and left long yields and credit spreads where they were). ``passed_on``: share of the spread in the premium of all longer
    rates (choice).
    """

    intercept_bp: float = -173.0
    reserves_bp: float = -17.4
    deposits_bp: float = 31.7
    residual_bp: float = 2.3
    ample_bp: float = 0.0
    width_bp: float = 1.0
    ratchet: float = 0.75
    stress_per_bp: float = 0.02
    passed_on: float = 1.0
    source: Source = ESTIMATED

    def spread_bp(self, reserves_bn: Array, deposits_bn: Array) -> Array:
        """Funds rate less interest on reserves, basis points; stocks below a billion count as a billion."""
        reserves, deposits = np.maximum(reserves_bn, _LEAST_BN), np.maximum(deposits_bn, _LEAST_BN)
        return self.intercept_bp + self.reserves_bp * np.log(reserves) + self.deposits_bp * np.log(deposits)

    def scarcity_bp(self, reserves_bn: Array, deposits_bn: Array) -> Array:
        """How far the spread lies above what counts as ample, basis points, bent over ``width_bp``; never negative."""
        beyond = self.spread_bp(reserves_bn, deposits_bn) - self.ample_bp
        return self.width_bp * np.logaddexp(0.0, beyond / self.width_bp)

    def reserves_bn(self, spread_bp: float | Array, deposits_bn: Array | float) -> Array:
        """Reserves at which the spread is that, bn."""
        beyond = spread_bp - self.intercept_bp - self.deposits_bp * np.log(np.maximum(deposits_bn, _LEAST_BN))
        return np.exp(beyond / self.reserves_bp)

    def stops_at_bn(self, deposits_bn: float, spread_bp: float | None = None) -> tuple[float, float, float]:
        """Reserves at which run-off has to stop: low end, middle and high end of the range, bn.

        The range shifts the whole curve by 1.28 standard deviations of its residual (80 %). The errors of b and c offset
        one another round the sample's means; far from them the range is wider than shown.

        Parameters
        ----------
        spread_bp : that is still borne; ``ample_bp`` by default
        """
        wanted = self.ample_bp if spread_bp is None else spread_bp
        low, middle, high = (
            float(self.reserves_bn(wanted + shift * self.residual_bp, deposits_bn)) for shift in (_NORMAL_80, 0.0, -_NORMAL_80)
        )
        return low, middle, high


_LEAST_BN = 1.0
_NORMAL_80 = 1.2816  # the normal distribution holds 80 % within so many standard deviations


def scarcity_beyond(demand: ReserveDemand, reserves_bn: Array, deposits_bn: Array) -> Array:
    """Scarcity that a programme adds, percentage points: (..., periods) from (2 worlds, ..., periods).

    Counted where the programme's world, the second, has fewer reserves than the other; never negative. Deposits that it
    destroys count as demand by the ratchet.
    """
    kept = deposits_bn[1] - demand.ratchet * np.minimum(deposits_bn[1] - deposits_bn[0], 0.0)
    with_it = demand.scarcity_bp(reserves_bn[1], kept)
    without = demand.scarcity_bp(reserves_bn[0], deposits_bn[0])
    added = np.where(reserves_bn[1] < reserves_bn[0], np.maximum(with_it - without, 0.0), 0.0)
    return convert(added, "bp", "percentage points")

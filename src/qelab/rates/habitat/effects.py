"""What purchases do to yields and forward rates at every maturity, when they are held for ever or fade at one rate.

The holdings of the central bank are a factor without variance: known ahead, they move prices only through what
arbitrageurs are left with. With exposures E(t) = int f_t(u) A(u) du of what is expected to be held at t, the price of risk
c(t) and the effect b on -log P(tau) today are

    c(t) = a Sigma^2 E(t) - Sigma^2 int_0^T K(s) c(t + s) ds,    K(s) = int_s^T a alpha(u) A(u) A(u - s)' du
    b(tau) = - int_0^tau A(tau - s)' c(s) ds

The second term of c is what habitat investors sell as prices rise. b / tau is the effect on the zero-coupon yield: an
average over the bond's life of expected risk prices, weighted by the bond's own exposure then. A path that shrinks by a
constant rate has a closed form (its c shrinks alike) and is here; other paths are in ``paths``.

Source: Vayanos & Vila (2021), with the factor of purchases in the manner of Greenwood, Hanson & Vayanos (2015, NBER 21750).
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR, convert
from qelab.rates.habitat.bonds import exposure, weighted_sums
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.equilibrium import Equilibrium, elastic, equilibrium, loadings, variances

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CurveEffect:
    """Effect on the curve at one date. ``years`` (nodes,); ``log_price`` and ``forward`` (nodes,), decimals.

    ``log_price`` is b(tau), the effect on -log P; ``forward`` its slope, on the instantaneous forward rate.
    """

    years: Array
    log_price: Array
    forward: Array

    def zero_coupon_bp(self, years: float) -> float:
        """Effect on a zero-coupon yield, continuously compounded, bp."""
        return float(convert(np.interp(years, self.years, self.log_price) / years, "decimal", "bp"))

    def par_bp(self, years: float) -> float:
        """Effect on a par yield, bp: the bond's price change over its value times duration, to first order."""
        months = round(years * MONTHS_PER_YEAR)
        sums, timed = weighted_sums(self.log_price[:, None], self.years, months)
        return float(convert(sums[months, 0] / timed[months], "decimal", "bp"))

    def forward_bp(self, years: float) -> float:
        """Effect on the instantaneous forward rate, bp."""
        return float(convert(np.interp(years, self.years, self.forward), "decimal", "bp"))

    @property
    def forward_peak_years(self) -> float:
        """Maturity at which the forward curve moves most; the longest where it moves ever more."""
        return float(self.years[np.abs(self.forward).argmax()])


def bought(
    habitat: Habitat, *, years: float, half_life_years: float | None = None, pct_gdp: float = 1.0
) -> CurveEffect:
    """Effect on the day of a purchase of par bonds of one maturity, in ten-year equivalents.

    Parameters
    ----------
    years : remaining maturity of what is bought; the bonds keep it, as when what matures is bought anew
    half_life_years : of the holdings, which shrink at a constant rate; None: held for ever
    pct_gdp : per cent of GDP of ten-year equivalents; negative for a sale

    Raises
    ------
    QelabError QE570, QE571 : no equilibrium, or more than one
    """
    return fading(habitat, pct_gdp * exposure(habitat, years), half_life_years)


def fading(habitat: Habitat, exposed: Array, half_life_years: float | None) -> CurveEffect:
    """Effect of holdings with exposures (k,) that shrink at a constant rate."""
    responses = response(habitat, half_life_years)
    return CurveEffect(
        years=habitat.years, log_price=responses.log_price @ exposed, forward=responses.forward @ exposed
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """Effects per unit of exposure to each factor, (nodes, k) each."""

    log_price: Array
    forward: Array


def decay_rate(half_life_years: float | None) -> float:
    """Rate per year at which holdings shrink; 0 where they do not."""
    return 0.0 if half_life_years is None else float(np.log(2.0) / half_life_years)


@cache
def response(habitat: Habitat, half_life_years: float | None) -> Response:
    """Effects of holdings that shrink at a constant rate, by unit of exposure, in closed form but for one sum.

    With b = -H c, H' + kappa H = A, the price of risk solves (1 + Sigma^2 int a alpha A H') c = a Sigma^2 E.
    """
    solved, rate = equilibrium(habitat), decay_rate(half_life_years)
    size = len(habitat.factors)
    delayed = np.stack([_delayed(solved, rate, factor) for factor in range(size)], axis=1)
    scale = variances(habitat)[:, None]
    sold = scale * ((elastic(habitat)[:, None] * solved.loadings).T @ delayed)
    price = np.linalg.solve(np.eye(size) + sold, habitat.risk_aversion * scale * np.eye(size))
    return Response(log_price=-delayed @ price, forward=-(solved.loadings - rate * delayed) @ price)


def _delayed(solved: Equilibrium, rate: float, factor: int) -> Array:
    """int_0^tau e^(-rate (tau - s)) A_factor(s) ds at every node, as the last loading of a larger system."""
    return -with_purchases(solved, np.eye(len(solved.matrix))[factor], rate)[1][:, -1]


def with_purchases(solved: Equilibrium, price: Array, rate: float) -> tuple[Array, Array]:
    """M and A with the purchases as one more factor, without variance: (k + 1, k + 1) and (nodes, k + 1).

    ``price`` (k,) is c of today's purchase, ``rate`` the speed at which it fades: A_g' + rate A_g + c'A = 0.
    """
    size = len(solved.matrix)
    matrix = np.zeros((size + 1, size + 1))
    matrix[:size, :size], matrix[size, :size], matrix[size, size] = solved.matrix, price, rate
    return matrix, loadings(matrix, solved.habitat)

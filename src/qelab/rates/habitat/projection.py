"""The preferred-habitat model in the words of the projection form, and how far the two are apart.

The projection form averages expected holdings with weights (1 - delta) delta^j and multiplies by lambda. In the model the
ten-year effect is an average of expected risk prices over the bond's own life: forward-looking, linear and, along a path
that comes true, consistent with itself in the same way. But its weights fall with the bond's exposure to nothing after
ten years, where the projection form (a bond of duration 8.5 that never matures) still looks ahead. So one lambda fits one
expected path, and the model makes less of the difference between exits.

>>> seven_years = fitted(Habitat(), ExpectedExit(then_x_per_quarter=0.5 ** (1 / 28)))  # half-life
>>> round(seven_years.lambda0, 3), {years: round(ratio, 2) for years, ratio in seven_years.of_ten_year.items()}
(0.111, {2: 0.33, 5: 0.67, 10: 1.0, 30: 1.38})
"""

from dataclasses import dataclass

from qelab.core.units import convert
from qelab.rates.expected_exit import ExpectedExit
from qelab.rates.habitat.bonds import exposure
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.effects import CurveEffect, fading
from qelab.rates.habitat.paths import expected
from qelab.rates.premium import TENORS, Elasticity, forward_average, instantaneous_premium, term_premium

MODEL_QUARTERS = 320  # eighty years: of a path with a half-life of seven, less than one part in a thousand is left
_QUARTERS = 4000  # the projection form looks ahead without end


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Parameters of the projection form that give a model's effects for one expected path.

    ``lambda0`` percentage points per 1 % of GDP, from the ten-year par yield; ``loading`` by maturity: what tpf is
    multiplied by where the maturity has a forward average of its own duration; ``of_ten_year`` the effect over the
    ten-year effect.
    """

    lambda0: float
    loading: dict[int, float]
    of_ten_year: dict[int, float]


def fitted(habitat: Habitat, path: ExpectedExit, bought_years: float = 10.0) -> Projection:
    """Lambda and loadings that reproduce a model for one expected path and one maturity bought.

    Raises
    ------
    QelabError QE570, QE571 : no equilibrium, or more than one
    """
    effect, shares = model_effect(habitat, path, bought_years), path.path(_QUARTERS)
    moved = {years: float(convert(effect.par_bp(years), "bp", "percentage points")) for years in TENORS}
    ahead = {years: float(forward_average(shares, tenor.discount)[0]) for years, tenor in TENORS.items()}
    lambda0 = -moved[10] / ahead[10]
    return Projection(
        lambda0=lambda0,
        loading={years: -moved[years] / (lambda0 * ahead[years]) for years in TENORS},
        of_ten_year={years: moved[years] / moved[10] for years in TENORS},
    )


def model_effect(habitat: Habitat, path: ExpectedExit, bought_years: float = 10.0) -> CurveEffect:
    """The model's effect today of 1 % of GDP of ten-year equivalents that follow a path."""
    exposed = exposure(habitat, bought_years)
    if path.at_once_and_for_ever:
        return fading(habitat, exposed, None)
    return expected(habitat, path.path(MODEL_QUARTERS)[:, None] * exposed)


def projected_bp(path: ExpectedExit, elasticity: Elasticity | None = None) -> dict[int, float]:
    """The projection form's effect on each maturity's premium for the same purchase of ten-year bonds, bp."""
    tpf = instantaneous_premium(path.path(_QUARTERS), elasticity or Elasticity())
    return {years: float(convert(term_premium(tpf, years)[0], "percentage points", "bp")) for years in TENORS}

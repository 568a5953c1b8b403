"""The preferred-habitat model in the words of the projection form, and how far the two are apart.

The projection form averages expected holdings with weights (1 - delta) delta^j and multiplies by lambda. In the model the
ten-year effect is an average of expected risk prices over the bond's own life: forward-looking, linear and, along a path
that comes true, consistent with itself in the same way. But its weights fall with the bond's exposure to nothing after
ten years, where the projection form (a bond of duration 8.5 that never matures) still looks ahead. So one lambda fits one
expected path, and the model makes less of the difference between exits.

>>> fitted(DEFAULT, ExpectedExit(then_x_per_quarter=0.5 ** (1 / 28))).lambda0  # half-life of seven years
0.11...
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import convert
from qelab.rates.expected_exit import ExpectedExit
from qelab.rates.habitat.bonds import exposure
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.effects import CurveEffect, fading
from qelab.rates.habitat.paths import expected
from qelab.rates.habitat.shape import DEFAULT
from qelab.rates.premium import TENORS, Elasticity, forward_average, instantaneous_premium, term_premium

Array = NDArray[np.float64]
_QUARTERS = 320  # eighty years: of a path with a half-life of seven, one part in a thousand is left
_TEN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Parameters of the projection form that give a model's effects for one expected path.

    ``lambda0`` percentage points per 1 % of GDP, from the ten-year par yield; ``loading`` by maturity: what tpf is
    multiplied by where the maturity has a forward average of its own (its own duration), years as keys; ``of_ten_year``
    the effect over the ten-year effect.
    """

    lambda0: float
    loading: dict[int, float]
    of_ten_year: dict[int, float]


def fitted(habitat: Habitat, path: ExpectedExit, bought_years: float = 10.0) -> Projection:
    """Lambda and loadings of a model for one expected path and one maturity bought.

    Raises
    ------
    QelabError QE570, QE571 : no equilibrium, or more than one
    """
    effect = model_effect(habitat, path, bought_years)
    moved = {years: float(convert(effect.par_bp(years), "bp", "percentage points")) for years in TENORS}
    ahead = {years: forward_average(path.path(_QUARTERS), tenor.discount, beyond=_last(path))[0] for years, tenor in TENORS.items()}
    lambda0 = -moved[_TEN] / ahead[_TEN]
    return Projection(
        lambda0=float(lambda0),
        loading={years: float(-moved[years] / (lambda0 * ahead[years])) for years in TENORS},
        of_ten_year={years: moved[years] / moved[_TEN] for years in TENORS},
    )


def model_effect(habitat: Habitat, path: ExpectedExit, bought_years: float = 10.0) -> CurveEffect:
    """The model's effect today of 1 % of GDP of ten-year equivalents that follow a path."""
    exposed = exposure(habitat, bought_years)
    if path == ExpectedExit(hold_quarters=path.hold_quarters):  # at once and for ever
        return fading(habitat, exposed, None)
    return expected(habitat, path.path(_QUARTERS)[:, None] * exposed)


def projected_bp(path: ExpectedExit, elasticity: Elasticity | None = None) -> dict[int, float]:
    """The projection form's effect on the premium of each maturity for the same purchase, bp."""
    tpf = instantaneous_premium(path.path(_QUARTERS), elasticity or Elasticity())
    kept = _last(path) * tpf[-1]
    return {
        years: float(convert(term_premium(tpf, years)[0], "percentage points", "bp")) if not kept
        else float(convert(kept * _share(years), "percentage points", "bp"))
        for years in TENORS
    }  # fmt: skip


def _share(years: int) -> float:
    tenor = TENORS[years]
    return tenor.loading if tenor.loading is not None else float(tenor.of_ten_year or 0.0)


def _last(path: ExpectedExit) -> float:
    """What is held after the end of the path: all of it, or next to nothing."""
    return 1.0 if path.then_x_per_quarter == 1.0 else 0.0

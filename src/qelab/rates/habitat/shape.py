"""How much other yields move beside the ten-year yield, by the maturity of what is bought.

The projection form of ``premium`` counts ten-year equivalents and knows one ten-year effect, whichever bonds are bought.
The preferred-habitat model says how the curve moves around it: short bonds bought move short yields, long bonds long
ones. The ratios here carry that shape over; the ten-year effect itself stays that of the projection form, so that effects
remain linear in what is bought.

>>> {years: round(ratio, 2) for years, ratio in shape(10.0).items()}
{2: 0.33, 30: 1.38}
>>> {years: round(ratio, 2) for years, ratio in ratios({8.0: 0.6, 25.0: 0.6, 1.5: -0.2}).items()}  # long bought, short sold
{2: 0.2, 30: 2.18}
"""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_YEAR
from qelab.rates.habitat.bonds import TEN_YEARS, exposures, weighted_sums
from qelab.rates.habitat.calibration import Habitat
from qelab.rates.habitat.effects import response

Array = NDArray[np.float64]

TENORS = (2, 30)
HALF_LIFE_YEARS = 7.0  # of what is bought: about that of a purchase held two years and run down by 3 % a quarter
DEFAULT = Habitat()

# Remaining maturity, years, at which the standard reporting buckets are counted: the middle of Treasury buckets; MBS
# between their duration (about 4 years, as of a par bond of 4.3) and their average life (6 to 7); agency debt as it was
# bought, one to five years. Choices.
BUCKET_YEARS = {
    "treasury_0_1y": 0.5,
    "treasury_1_2.25y": 1.625,
    "treasury_2.25_4.5y": 3.375,
    "treasury_4.5_7y": 5.75,
    "treasury_7_10y": 8.5,
    "treasury_10_22.5y": 16.25,
    "treasury_22.5_30y": 26.25,
    "agency_mbs": 5.0,
    "agency_debt": 3.0,
}


def shape(
    bought_years: float, tenors: tuple[int, ...] = TENORS, habitat: Habitat = DEFAULT,
    half_life_years: float | None = HALF_LIFE_YEARS,
) -> dict[int, float]:
    """Effects on par yields over the effect on the ten-year par yield, when par bonds of one maturity are bought.

    Parameters
    ----------
    bought_years : remaining maturity of what is bought, years (a month to the longest)
    tenors : maturities of the yields, years
    half_life_years : of the holdings; None: held for ever

    Raises
    ------
    QelabError QE570, QE571 : no equilibrium, or more than one

    Limits: one half-life for all purchases; those that build up over years move short yields less than said here.
    """
    table = _table(habitat, tenors, half_life_years)
    months = np.clip(bought_years * MONTHS_PER_YEAR, 1.0, table.shape[1] - 1.0)
    return {
        tenor: float(np.interp(months, np.arange(table.shape[1]), row))
        for tenor, row in zip(tenors, table, strict=True)
    }


def ratios(
    weights_by_maturity: Mapping[float, float], tenors: tuple[int, ...] = TENORS, habitat: Habitat = DEFAULT,
    half_life_years: float | None = HALF_LIFE_YEARS,
) -> dict[int, float]:
    """The shape of a mix: ratios by maturity bought, averaged with ten-year equivalents as weights.

    Parameters
    ----------
    weights_by_maturity : ten-year equivalents by remaining maturity (years), in any unit; sales negative

    A mix that adds up to nothing has the ratios of the ten-year bond: it moves no ten-year yield in the projection form.
    """
    total = sum(weights_by_maturity.values())
    if total == 0.0:
        return shape(10.0, tenors, habitat, half_life_years)
    shapes = [(weight, shape(years, tenors, habitat, half_life_years)) for years, weight in weights_by_maturity.items()]
    return {tenor: sum(weight * one[tenor] for weight, one in shapes) / total for tenor in tenors}


def bucket_shapes(
    buckets: tuple[str, ...], tenors: tuple[int, ...] = TENORS, habitat: Habitat = DEFAULT,
    half_life_years: float | None = HALF_LIFE_YEARS,
) -> Array:
    """Ratios by reporting bucket, (tenors, buckets): what ten-year effects by bucket are multiplied by and summed over."""
    each = [shape(BUCKET_YEARS[name], tenors, habitat, half_life_years) for name in buckets]
    return np.array([[one[tenor] for one in each] for tenor in tenors])


@cache
def _table(habitat: Habitat, tenors: tuple[int, ...], half_life_years: float | None) -> Array:
    """Ratios by months bought, (tenors, months + 1); month 0 as month 1."""
    bought, responses = exposures(habitat), response(habitat, half_life_years)
    longest = len(bought) - 1
    sums, timed = weighted_sums(responses.log_price, habitat.years, longest)
    months = [tenor * MONTHS_PER_YEAR for tenor in tenors]
    moved = (sums[months] / timed[months, None]) @ bought[1:].T
    ten = (sums[TEN_YEARS] / timed[TEN_YEARS]) @ bought[1:].T
    table = moved / ten
    return np.concatenate([table[:, :1], table], axis=1)

"""The spread of mortgage rates over the ten-year yield, and what holding mortgage securities does to it.

    spm_t = rho spm_{t-1} - kappa_t * change of the share held       percentage points

The share is of all agency mortgage securities outstanding. What is bought narrows the spread; it widens again as others
are issued and the market finds its price.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.provenance import Source, Status
from qelab.core.units import convert

Array = NDArray[np.float64]

SPREAD = Source(
    text="chosen: .75 bp for each per cent of mortgage securities outstanding, three times as much under stress. Event "
    "studies say about 1.5 (Hancock & Passmore 2011; Krishnamurthy & Vissing-Jorgensen 2011; recalled); half of it, since "
    "the elasticity of the term premium was set on programmes that were half mortgage securities",
    status=Status.ASSUMPTION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MortgageSpread:
    """Response of the spread to the central bank's holdings.

    ``bp_per_pct_held`` basis points for each per cent of agency MBS outstanding, normal times; ``most_in_stress`` times as
    much where the stress index is 1 or more; ``outstanding_pct_gdp`` agency MBS outstanding, % of annual GDP (5.4tn in
    2010, 6.9tn in 2019, 9.2tn in 2025 are 36, 32 and 30 %; recalled, round).
    """

    bp_per_pct_held: float = 0.75
    most_in_stress: float = 3.0
    outstanding_pct_gdp: float = 33.0
    source: Source = SPREAD

    def shocks(self, held_pct_gdp: Array, before: Array, stress: Array | float = 0.0) -> Array:
        """Shocks to the spread, (..., periods) percentage points.

        Parameters
        ----------
        held_pct_gdp : (..., periods) MBS held beyond the reference, % of annual GDP, end of quarter
        before : (...,) the same a quarter before the first period
        stress : (..., periods) index, 0 normal
        """
        change = np.diff(np.concatenate([before[..., None], held_pct_gdp], axis=-1), axis=-1)
        share = convert(change / self.outstanding_pct_gdp, "decimal", "percent")
        times = 1.0 + (self.most_in_stress - 1.0) * np.clip(stress, 0.0, 1.0)
        return -convert(self.bp_per_pct_held * times, "bp", "percentage points") * share

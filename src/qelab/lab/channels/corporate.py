"""Corporate bonds: yield and spread of both worlds, from the model's spread, the ten-year yield and stress."""

import numpy as np
from numpy.typing import NDArray

from qelab.data.valuations import opening_valuations
from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.expected import with_opening
from qelab.lab.channels.stress import stated_part, strain
from qelab.lab.pipeline import Run
from qelab.markets.corporate import spread, spread_parts, yield_parts

Array = NDArray[np.float64]
YIELD, SPREAD = "corporate_yield", "corporate_spread"
TREASURY, PREMIUM, STRESS = "yield_10y", "term_premium_10y", "stress_index"


def corporate_bonds(run: Run, levels: Levels) -> Found:
    """Yield and spread where the opening has a published spread: the model's path from there."""
    known = opening_valuations(run.stage.opening.id).get(SPREAD)
    if known is None:
        return Found()
    bonds = run.stage.settings.markets.corporate
    treasury, cycle = levels[TREASURY], with_opening(run, "sp")
    # What the programme does to the premium, whatever the reason; without it, nothing of the premium is left out.
    premium = levels[PREMIUM] - levels[PREMIUM][:1]
    # Scarce reserves cost all borrowers alike, and what announcements state is stress among holders of government bonds:
    # in the summer of 2013 spreads of Baa bonds stayed where they were. Neither is stress about credit.
    stress = levels[STRESS] - np.stack([np.zeros_like(treasury[0]), strain(run) + stated_part(run)])
    of_spread = spread_parts(_effect(cycle), _effect(premium), _effect(stress), bonds)
    of_yield = yield_parts(_effect(treasury), _effect(premium), of_spread)
    parts = {f"{SPREAD}.{name}": values for name, values in of_spread.items()}
    parts |= {f"{YIELD}.{name}": values for name, values in of_yield.items()}
    # The published spread is the opening's: what its own cycle and stress had made of it by then is in it.
    moved = spread(0.0, cycle, premium, stress, bonds)
    found = known.value - moved[:1, :1] + moved
    return Found(series={SPREAD: found, YIELD: treasury + found}, parts=parts)


def _effect(worlds: Array) -> Array:
    return worlds[1] - worlds[0]

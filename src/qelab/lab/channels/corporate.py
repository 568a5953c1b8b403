"""Corporate bonds: yield and spread of both worlds, from the model's spread, the ten-year yield and stress."""

import numpy as np
from numpy.typing import NDArray

from qelab.data.valuations import opening_valuations
from qelab.lab.channels.base import Found, Levels
from qelab.lab.channels.expected import effect_on, with_opening
from qelab.lab.pipeline import Run
from qelab.markets.corporate import spread, spread_parts, yield_parts

Array = NDArray[np.float64]
YIELD, SPREAD, TREASURY, STRESS = "corporate_yield", "corporate_spread", "yield_10y", "stress_index"
_ITEM = "corporate_spread"


def corporate_bonds(run: Run, levels: Levels) -> Found:
    """Yield and spread where the opening has a published spread: the model's path from there."""
    known = opening_valuations(run.stage.opening.id).get(_ITEM)
    if known is None:
        return Found()
    bonds = run.stage.settings.markets.corporate
    treasury, cycle, premium = levels[TREASURY], with_opening(run, "sp"), with_opening(run, "tp10")
    stress = levels.get(STRESS, np.zeros_like(treasury))
    # The published spread is the opening's: what its own cycle and stress had made of it by then is in it.
    moved = spread(0.0, cycle, premium, stress, bonds)
    start = known.value - moved[:, :1]
    of_spread = spread_parts(
        effect_on(run, "sp"), effect_on(run, "tp10"), np.diff(stress, axis=0)[0], bonds
    )
    of_yield = yield_parts(np.diff(treasury, axis=0)[0], effect_on(run, "tp10"), of_spread)
    parts = {f"{SPREAD}.{name}": values for name, values in of_spread.items()}
    parts |= {f"{YIELD}.{name}": values for name, values in of_yield.items()}
    series = {SPREAD: start + moved, YIELD: treasury + start + moved}
    return Found(series=series, parts=parts)

"""The price of reserves in both worlds, and how few are enough: where run-off has to stop.

Answers: from the reserves of the books and the demand for them, what does the funds rate cost above interest on reserves,
and below which level do reserves become scarce? Absent where the opening is no floor system.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import convert
from qelab.lab.channels.base import Found, Levels
from qelab.lab.pipeline import Run
from qelab.lab.reserve_price import reserve_demand
from qelab.lab.standing_items import StandingItems

Array = NDArray[np.float64]
NEEDED, SPREAD = "reserves_needed_bn", "funds_rate_spread"


def money_market(run: Run, levels: Levels) -> Found:
    """Spread and needed reserves at quarter ends."""
    demand, reserves = reserve_demand(run.stage), levels["reserves_bn"]
    if demand is None:
        return Found()
    deposits = _deposits(run.items, levels)
    spread = demand.spread_bp(reserves, _kept(deposits, demand.ratchet))
    needed = demand.reserves_bn(demand.ample_bp, _kept(deposits, demand.ratchet))
    return Found(series={SPREAD: convert(spread, "bp", "percentage points"), NEEDED: np.asarray(needed)})


def stop_range(run: Run, levels: Levels) -> tuple[Quarter | None, tuple[float, float, float]]:
    """The first quarter in which the programme leaves fewer reserves than are needed, None for none, and what is needed
    then (or at the end): low end, middle and high end of the range, bn."""
    demand, reserves = reserve_demand(run.stage), levels["reserves_bn"]
    assert demand is not None, "where reserves are needed there is a demand for them"
    needed = levels[NEEDED][1]
    below = np.flatnonzero(reserves[1] < needed)
    place = int(below[0]) if len(below) else len(needed) - 1
    deposits = float(_kept(_deposits(run.items, levels), demand.ratchet)[1, place])
    when = (run.stage.dates[0] + (place - 1)) if len(below) else None
    return when, demand.stops_at_bn(deposits)


def _deposits(items: StandingItems, levels: Levels) -> Array:
    """Deposits of the public, (2, quarters) bn: as published without the programme, and what it adds or takes."""
    moved = levels["bank_deposits_bn"]
    base = items.deposits
    return np.stack([base, base + (moved[1] - moved[0])])


def _kept(deposits: Array, ratchet: float) -> Array:
    """Deposits as demand knows them: of those that run-off destroys the ratchet's share stays."""
    lost = np.minimum(deposits[1] - deposits[0], 0.0)
    return np.stack([deposits[0], deposits[1] - ratchet * lost])

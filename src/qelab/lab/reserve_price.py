"""The demand for reserves as it stood at a run's opening: the estimated curve through the published spread.

Answers: from where does run-off begin? The curve was estimated to May 2022 and drifts since; what it missed at the opening
is added at every date. Where no spread is published there was no floor system, and scarcity has no meaning: the few
reserves of 2008 were supplied so that the rate was met.
"""

from dataclasses import replace

import numpy as np

from qelab.data import Opening
from qelab.data.facts import facts
from qelab.lab.stage import Stage
from qelab.rates.reserve_demand import ReserveDemand

_PUBLISHED = "funds_rate_spread_bp"


def reserve_demand(stage: Stage) -> ReserveDemand | None:
    """The curve of a run, or None where the opening is no floor system."""
    return demand_at(stage.opening, stage.settings.reserves)


def demand_at(start: Opening, assumed: ReserveDemand) -> ReserveDemand | None:
    """A curve moved to an opening by what the estimated one misses there; None where that is no floor system."""
    published = facts().get((_PUBLISHED, str(start.month.quarter)))
    if published is None or start.economy_id != "us":
        return None
    reserves, deposits = start.balance_sheet["reserves_bn"], start.money["bank_deposits_bn"]
    usual = ReserveDemand()
    missed = published.value - float(usual.spread_bp(np.array(reserves), np.array(deposits)))
    return replace(assumed, intercept_bp=assumed.intercept_bp + missed)

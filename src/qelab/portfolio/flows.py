"""What a projection did in each month: maturities, principal, reinvestment, trades."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
OUTRIGHT = ("treasury_trades", "mbs_trades", "agency_debt_trades")  # flows that are bought and sold in the market


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """Operations of each month, bn, every array (..., months): two worlds and dates before it, or the desk's paths.

    ``matured`` Treasuries, of which ``redeemed`` were not rolled over; ``mbs_principal`` and
    ``agency_debt_matured``, of which ``reinvested_treasury`` (bills included) and ``reinvested_mbs`` were put
    back to work; ``treasury_trades``, ``mbs_trades``, ``agency_debt_trades`` outright (sales negative), and in
    the tail the change that the tail rule makes. The desk counts the compensation of maturing TIPS in ``redeemed`` and
    not in ``matured``.
    """

    matured: Array
    redeemed: Array
    mbs_principal: Array
    agency_debt_matured: Array
    reinvested_treasury: Array
    reinvested_mbs: Array
    treasury_trades: Array
    mbs_trades: Array
    agency_debt_trades: Array

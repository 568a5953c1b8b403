"""What a sector owns and owes at the end of a month: a view of the fold, never edited."""

from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Month
from qelab.ledger.cells import INSTRUMENTS, SECTORS
from qelab.ledger.instruments import Instrument
from qelab.ledger.sectors import Sector


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceSheet:
    """Assets and liabilities of one sector in bn, end of ``month``; positions of zero are left out.

    Net worth is the residual: for the central bank capital less the deferred asset, counted with the
    differences between book value and what was declared as income.
    """

    sector: Sector
    month: Month
    assets: dict[Instrument, float]
    liabilities: dict[Instrument, float]

    @property
    def total_assets_bn(self) -> float:
        return fsum(self.assets.values())

    @property
    def total_liabilities_bn(self) -> float:
        return fsum(self.liabilities.values())

    @property
    def net_worth_bn(self) -> float:
        """Assets less liabilities."""
        return self.total_assets_bn - self.total_liabilities_bn


def sheet_of(stocks: NDArray[np.float64], sector: Sector, month: Month) -> BalanceSheet:
    """The sheet of one sector out of all positions of a month.

    Parameters
    ----------
    stocks : (side, sector, instrument), bn, one month of ``Journal.fold``
    """
    assets, liabilities = (
        {name: float(amount) for name, amount in zip(INSTRUMENTS, side, strict=True) if amount}
        for side in stocks[:, SECTORS.index(sector)]
    )
    return BalanceSheet(sector=sector, month=month, assets=assets, liabilities=liabilities)

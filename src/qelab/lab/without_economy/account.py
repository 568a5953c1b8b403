"""The income of an indemnified portfolio: what it earns, what the money costs, what the Treasury receives or makes good.

Answers: how large were profits and losses, month by month, with and without the programme? Securities earn by the
record's curve of each month.

The central bank pays its policy rate on reserves and charges it on the loan behind the portfolio. Its other business
is kept out of the income: assets of the size of the opening's reserves, and the growth of currency, earn the policy
rate; all others earn nothing, and so do the other liabilities. Without the programme its income is then that on the
growth of currency alone, and the effect is the portfolio's own.
"""


import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.books.income import Account
from qelab.lab.happened import sales_of
from qelab.lab.without_economy.inputs import Record
from qelab.portfolio.income.recorder import Premiums, Recorder
from qelab.portfolio.income.statement import IncomeRules, Liabilities, Losses, OpeningStocks, statement
from qelab.portfolio.projection import Projection

Array = NDArray[np.float64]
_WORLDS = 2
# Bank Rate is paid on all reserves and charged on the loan to the facility; costs are a few millions a year.
# Source: Bank of England, Asset Purchase Facility annual reports (recalled).
INDEMNIFIED = IncomeRules(
    reserves_spread=0.0, reverse_repo_spread=0.0, foreign_pool_spread=0.0, credit_spread=0.0, operating_cost_bn=0.0,
    dividends_bn=0.0, losses=Losses.INDEMNIFIED, facility=None,
)  # fmt: skip


def account(opening: Opening, projection: Projection, past: Record) -> Account:
    """Income and balance sheet of both worlds; ``projection`` is that of all information dates."""
    recorder = recorded(opening, projection, past)
    earned = recorder.earned()
    owed = liabilities(opening, past.gdp_bn)
    gdp = np.tile(past.gdp_bn, (_WORLDS, 1))
    return Account(
        opening=opening,
        opening_premium=Premiums(),
        earned=earned,
        sold=recorder.sold(),
        owed=owed,
        statement=statement(earned, owed, past.rates, gdp, INDEMNIFIED, opening.month),
    )


def recorded(opening: Opening, projection: Projection, past: Record) -> Recorder:
    """What the securities of both worlds earned and what was sold, each month as its own quarter saw it."""
    recorder = Recorder(opening.holdings, past.rates, sales=sales_of(projection))
    for month, state in enumerate(projection.happened):
        recorder.watch(month, state)
    return recorder


def liabilities(opening: Opening, gdp_bn: Array) -> Liabilities:
    """What is owed and owned besides, the same in both worlds, (2, months) bn: currency keeps its ratio to GDP."""
    sheet = opening.balance_sheet
    months = len(gdp_bn)
    ends = (
        sheet["currency_bn"]
        / opening.economy["nominal_gdp_bn"]
        * gdp_bn[MONTHS_PER_QUARTER - 1 :: MONTHS_PER_QUARTER]
    )
    change = np.diff(ends, prepend=sheet["currency_bn"]) / MONTHS_PER_QUARTER
    growth = np.cumsum(np.repeat(change, MONTHS_PER_QUARTER))

    def both(path: Array | float) -> Array:
        return np.broadcast_to(path, (_WORLDS, months)).copy()

    return Liabilities(
        opening=OpeningStocks(
            reserves=sheet["reserves_bn"], reverse_repo=sheet["reverse_repo_bn"], credit=sheet["reserves_bn"]
        ),
        currency=both(sheet["currency_bn"] + growth),
        treasury_account=both(sheet["treasury_account_bn"]),
        other=both(sheet["other_liabilities_bn"]),
        capital=both(sheet["capital_bn"]),
        credit=both(sheet["reserves_bn"] + growth),
        other_assets=both(sheet["other_assets_bn"] - sheet["reserves_bn"]),
    )

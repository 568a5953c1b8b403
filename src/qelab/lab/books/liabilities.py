"""What the central bank owes, and owns besides securities, whatever it buys: the same in both worlds but for GDP.

Answers: which of the standing lines of the sheet (``standing_items``) earn and cost something, month by month? Currency
grows with nominal GDP. A run that begins today meets that growth in both worlds by ordinary open-market lending, so that
reserves show the programme.

Limits: securities bought above par enter the books at par here, and what was paid above it is part of the published
other assets, so it stands in both worlds.
"""

import numpy as np
from numpy.typing import NDArray

from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import Opening
from qelab.lab.books.prices import between_quarter_ends
from qelab.lab.pipeline import Run
from qelab.lab.standing_items import StandingItems, known
from qelab.portfolio.income.statement import Liabilities, OpeningStocks

Array = NDArray[np.float64]
EARNING_NOTHING_BN = (
    60.0  # gold 11, special drawing rights 5, foreign currency, premises, accruals: recalled, round
)


def liabilities(run: Run, premium: Array) -> Liabilities:
    """Both worlds, the counterfactual first, (2, months) bn.

    Parameters
    ----------
    premium : (months + 1,) unamortised premium of the securities held without the programme, the opening first; it is
        part of the published other assets and stands with the securities here
    """
    stage = run.stage
    start, items = stage.opening, run.items
    sheet, quarters = start.balance_sheet, (stage.dates[0] + -1, *stage.dates)
    currency = _currency_path(run, items)
    published = np.where(items.published, items.other_assets, np.nan)
    others = known(start, _without_premium, quarters, published - premium[::MONTHS_PER_QUARTER])
    assets = between_quarter_ends(others)
    if not stage.historical:
        assets = assets + (currency[0] - sheet["currency_bn"])
    idle = min(EARNING_NOTHING_BN, float(others[0]))
    foreign, other, paid = items.foreign_pool, items.other_liabilities, items.paid_deposits
    return Liabilities(
        opening=OpeningStocks(
            reserves=sheet["reserves_bn"],
            reverse_repo=sheet["reverse_repo_bn"] - float(foreign[0]),
            foreign_pool=float(foreign[0]),
            credit=float(others[0]) - idle,
            paid_deposits=float(paid[0]),
            deferred_asset=sheet.get("deferred_asset_bn", 0.0),
        ),
        currency=currency,
        treasury_account=np.tile(between_quarter_ends(items.treasury_account), (2, 1)),
        foreign_pool=np.tile(between_quarter_ends(foreign), (2, 1)),
        paid_deposits=np.tile(between_quarter_ends(paid), (2, 1)),
        other=np.tile(between_quarter_ends(other - paid), (2, 1)),
        capital=np.full_like(currency, items.capital),
        credit=np.tile(assets - idle, (2, 1)),
        other_assets=np.full_like(currency, idle),
    )


def _currency_path(run: Run, items: StandingItems) -> Array:
    """Banknotes and coin in circulation, (2, months) bn: the published ratio to nominal GDP, then the last one."""
    stage = run.stage
    rows = np.arange(len(stage.dates))
    gdp = run.settled.portfolio.gdp_bn[:, rows, rows * MONTHS_PER_QUARTER + MONTHS_PER_QUARTER - 1]
    start = np.full((2, 1), stage.opening.balance_sheet["currency_bn"])
    return between_quarter_ends(np.concatenate([start, gdp * items.currency_to_gdp[1:]], axis=1))


def _without_premium(opening: Opening) -> float:
    sheet = opening.balance_sheet
    premium = sheet.get("premium_treasuries_bn", 0.0) + sheet.get("premium_mbs_bn", 0.0)
    return sheet["other_assets_bn"] - premium

"""What the central bank owes, and owns besides securities, whatever it buys: the same in both worlds but for GDP.

Answers: how much currency is out, what does the Treasury keep at the central bank, how large are its loans? Published
figures as long as there are any, the crisis credit of 2008 and 2020 and the lending of 2023 among them; from the last of
them a straight line to the sheet of the next packaged opening. Afterwards the last figures stand, and currency grows with nominal GDP. A run
that begins today meets that growth in both worlds by ordinary open-market lending, so that reserves show the programme.

Limits: securities bought above par enter the books at par here, and what was paid above it is part of the published
other assets, so it stands in both worlds. Deposits of foreigners and others at the central bank lie on lines between the
packaged openings.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.core.units import MONTHS_PER_QUARTER
from qelab.data import History, Opening, history, opening, openings
from qelab.data.facts import facts
from qelab.lab.books.prices import between_quarter_ends
from qelab.lab.pipeline import Run
from qelab.portfolio.income.statement import Liabilities, OpeningStocks

Array = NDArray[np.float64]
EARNING_NOTHING_BN = (
    60.0  # gold 11, special drawing rights 5, foreign currency, premises, accruals: recalled, round
)
# Deposits of government-sponsored enterprises, clearing houses and others, which are paid like reserves since 2008-12
# (12 CFR 234.6 for clearing houses); about 100 in 2022-25, little before 2014: recalled, round.
PAID_DEPOSITS_BN, _PAID_SINCE = 100.0, Quarter.of(2019, 1)

_SHEET = ("total_assets_bn", "soma_treasuries_bn", "soma_mbs_bn")


def liabilities(run: Run, premium: Array) -> Liabilities:
    """Both worlds, the counterfactual first, (2, months) bn.

    Parameters
    ----------
    premium : (months + 1,) unamortised premium of the securities held without the programme, the opening first; it is
        part of the published other assets and stands with the securities here
    """
    stage = run.stage
    start, past = stage.opening, history(stage.scenario.economy)
    sheet, quarters = start.balance_sheet, (stage.dates[0] + -1, *stage.dates)
    currency = currency_path(run)
    account = _known(start, _treasury_account, quarters, [_account(past, quarter) for quarter in quarters])
    others = [_other_assets(past, quarter) for quarter in quarters]
    others = _known(start, _without_premium, quarters, others - premium[::MONTHS_PER_QUARTER])
    assets = between_quarter_ends(others)
    if not stage.historical:
        assets = assets + (currency[0] - sheet["currency_bn"])
    idle = min(EARNING_NOTHING_BN, float(others[0]))
    foreign = _known(start, _foreign_pool, quarters)
    other, paid = _known(start, _other_liabilities, quarters), _known(start, _paid_deposits, quarters)
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
        treasury_account=np.tile(between_quarter_ends(account), (2, 1)),
        foreign_pool=np.tile(between_quarter_ends(foreign), (2, 1)),
        paid_deposits=np.tile(between_quarter_ends(paid), (2, 1)),
        other=np.tile(between_quarter_ends(other - paid), (2, 1)),
        capital=np.full_like(currency, sheet["capital_bn"]),
        credit=np.tile(assets - idle, (2, 1)),
        other_assets=np.full_like(currency, idle),
    )


def currency_path(run: Run) -> Array:
    """Banknotes and coin in circulation, (2, months) bn: the published ratio to nominal GDP, then the last one."""
    stage, past = run.stage, history(run.stage.scenario.economy)
    quarters = (stage.dates[0] + -1, *stage.dates)
    published = [
        _published(past, "currency_bn", one) / _published(past, "nominal_gdp_bn", one) for one in quarters
    ]
    ratios = _known(stage.opening, _currency_to_gdp, quarters, published)
    rows = np.arange(len(stage.dates))
    gdp = run.settled.portfolio.gdp_bn[:, rows, rows * MONTHS_PER_QUARTER + MONTHS_PER_QUARTER - 1]
    start = np.full((2, 1), stage.opening.balance_sheet["currency_bn"])
    return between_quarter_ends(np.concatenate([start, gdp * ratios[1:]], axis=1))


def _account(past: History, quarter: Quarter) -> float:
    """The Treasury's accounts at the central bank at a quarter's end, bn."""
    return _published(past, "treasury_account_bn", quarter) + _fact("supplementary_financing_bn", quarter, 0.0)


def _other_assets(past: History, quarter: Quarter) -> float:
    """Total assets less securities at a quarter's end, bn; NaN where nothing is published."""
    total, *securities = (_published(past, name, quarter) for name in _SHEET)
    return total - sum(securities) - _agency_debt(quarter)


def _agency_debt(quarter: Quarter) -> float:
    """Agency debt as published at some quarter ends, bn, on a line between them."""
    known = {
        Quarter.parse(date): item.value for (name, date), item in facts().items() if name == "agency_debt_bn"
    }
    first = min(known)
    return float(np.interp(quarter - first, [one - first for one in known], list(known.values())))


def _published(past: History, name: str, quarter: Quarter) -> float:
    """A column of the history, else a figure typed from the statements; NaN where neither says anything."""
    column, place = past.columns[name], quarter - past.quarters[0]
    value = float(column[place]) if 0 <= place < len(column) else np.nan
    return value if np.isfinite(value) else _fact(name, quarter)


def _fact(name: str, quarter: Quarter, otherwise: float = np.nan) -> float:
    found = facts().get((name, str(quarter)))
    return otherwise if found is None else found.value


def _treasury_account(opening: Opening) -> float:
    return opening.balance_sheet["treasury_account_bn"]


def _without_premium(opening: Opening) -> float:
    sheet = opening.balance_sheet
    premium = sheet.get("premium_treasuries_bn", 0.0) + sheet.get("premium_mbs_bn", 0.0)
    return sheet["other_assets_bn"] - premium


def _foreign_pool(opening: Opening) -> float:
    return opening.balance_sheet.get("foreign_pool_bn", 0.0)


def _other_liabilities(opening: Opening) -> float:
    """Before the deferred asset, which the published figure is net of."""
    return opening.balance_sheet["other_liabilities_bn"] + opening.balance_sheet.get("deferred_asset_bn", 0.0)


def _paid_deposits(opening: Opening) -> float:
    """Those of other liabilities that bear interest: as the opening says, else a round figure since it is much."""
    usual = PAID_DEPOSITS_BN if opening.month.quarter >= _PAID_SINCE else 0.0
    return min(opening.balance_sheet.get("paid_deposits_bn", usual), _other_liabilities(opening))


def _currency_to_gdp(opening: Opening) -> float:
    return opening.balance_sheet["currency_bn"] / opening.economy["nominal_gdp_bn"]


def _known(
    start: Opening, of: Callable[[Opening], float], quarters: tuple[Quarter, ...],
    published: Array | list[float] | None = None,
) -> Array:  # fmt: skip
    """A figure at each quarter's end: the opening's, the published ones, those of later openings; lines between them.

    Parameters
    ----------
    of : the figure of an opening
    published : (quarters,), NaN where nothing is
    """
    values = np.full(len(quarters), np.nan) if published is None else np.asarray(published)
    points = {quarter: float(value) for quarter, value in zip(quarters, values, strict=True) if np.isfinite(value)}
    last = max(points, default=quarters[0])
    for other in map(opening, openings()):
        if other.economy_id == start.economy_id and other.month.quarter > last:
            points[other.month.quarter] = of(other)
    points[quarters[0]] = of(start)
    places = sorted(points)
    return np.interp([one - quarters[0] for one in quarters], [one - quarters[0] for one in places], [points[one] for one in places])

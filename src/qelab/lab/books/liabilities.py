"""What the central bank owes, and owns besides securities, whatever it buys: the same in both worlds but for GDP.

Answers: how much currency is out, what does the Treasury keep at the central bank, how large are its loans? Published
figures as long as there are any, the crisis credit of 2008 and 2020 and the lending of 2023 among them; from the last of
them a straight line to the sheet of the next packaged opening. Afterwards the last figures stand, and currency grows with nominal GDP. A run
that begins today meets that growth in both worlds by ordinary open-market lending, so that reserves show the programme.

Limits: securities bought above par enter the books at par here, and what was paid above it is part of the published
other assets, so it stands in both worlds. Deposits of others at the central bank stay where they were at the opening.
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
    account = _known(
        start, "treasury_account_bn", [_account(past, quarter) for quarter in quarters], quarters
    )
    others = [_other_assets(past, quarter) for quarter in quarters]
    others = _known(
        start, "other_assets_bn", others - premium[::MONTHS_PER_QUARTER], quarters, _without_premium
    )
    assets = between_quarter_ends(others)
    if not stage.historical:
        assets = assets + (currency[0] - sheet["currency_bn"])
    idle = min(EARNING_NOTHING_BN, float(others[0]))
    foreign = sheet.get("foreign_pool_bn", 0.0)
    deferred = sheet.get("deferred_asset_bn", 0.0)
    other = sheet["other_liabilities_bn"] + deferred
    paid = min(PAID_DEPOSITS_BN, other) if quarters[0] >= _PAID_SINCE else 0.0
    deposits = sheet.get("paid_deposits_bn", paid)
    return Liabilities(
        opening=OpeningStocks(
            reserves=sheet["reserves_bn"],
            reverse_repo=sheet["reverse_repo_bn"] - foreign,
            foreign_pool=foreign,
            credit=float(others[0]) - idle,
            paid_deposits=deposits,
            deferred_asset=deferred,
        ),
        currency=currency,
        treasury_account=np.tile(between_quarter_ends(account), (2, 1)),
        foreign_pool=np.full_like(currency, foreign),
        paid_deposits=np.full_like(currency, deposits),
        other=np.full_like(currency, other - deposits),
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
    ratios = _known(stage.opening, "currency_bn", published, quarters, _to_gdp)
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


def _without_premium(opening: Opening, value: float) -> float:
    sheet = opening.balance_sheet
    return value - sheet.get("premium_treasuries_bn", 0.0) - sheet.get("premium_mbs_bn", 0.0)


def _to_gdp(opening: Opening, value: float) -> float:
    return value / opening.economy["nominal_gdp_bn"]


def _as_it_is(_opening: Opening, value: float) -> float:
    return value


def _known(
    start: Opening, name: str, published: Array | list[float], quarters: tuple[Quarter, ...],
    of: Callable[[Opening, float], float] = _as_it_is,
) -> Array:  # fmt: skip
    """A figure at each quarter's end: the opening's, the published ones, those of later openings; lines between them.

    Parameters
    ----------
    name : of the figure in the balance sheet of an opening, from which ``of`` makes what is published
    published : (quarters,), NaN where nothing is
    """
    points = {
        quarter: float(value)
        for quarter, value in zip(quarters, published, strict=True)
        if np.isfinite(value)
    }
    last = max(points, default=quarters[0])
    for other in map(opening, openings()):
        if other.economy_id == start.economy_id and other.month.quarter > last:
            points[other.month.quarter] = of(other, other.balance_sheet[name])
    points[quarters[0]] = of(start, start.balance_sheet[name])
    places = sorted(points)
    return np.interp(
        [one - quarters[0] for one in quarters],
        [one - quarters[0] for one in places],
        [points[one] for one in places],
    )

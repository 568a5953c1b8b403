"""Lines of the central bank's sheet that no programme moves: what is published, then a line to later openings.

Answers: how much currency is out for each dollar of GDP, what does the Treasury keep at the central bank, what does it
own besides securities, and how large are deposits? Published figures as long as there are any, the crisis credit of 2008
and 2020 and the lending of 2023 among them; from the last of them a straight line to the sheet of the next packaged
opening; afterwards the last figures stand.

Limits: what is expected of these lines at each date is what they turned out to be. Deposits of foreigners and others at
the central bank, and deposits of the public at banks, lie on lines between the packaged openings.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import Quarter
from qelab.data import History, Opening, history, opening, openings
from qelab.data.facts import facts
from qelab.lab.stage import Stage

Array = NDArray[np.float64]
# Deposits of government-sponsored enterprises, clearing houses and others, which are paid like reserves since 2008-12
# (12 CFR 234.6 for clearing houses); about 100 in 2022-25, little before 2014: recalled, round.
PAID_DEPOSITS_BN, _PAID_SINCE = 100.0, Quarter.of(2019, 1)
_SHEET = ("total_assets_bn", "soma_treasuries_bn", "soma_mbs_bn")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingItems:
    """At quarter ends, the opening first, (quarters,) bn; ``currency_to_gdp`` a ratio to annualised nominal GDP.

    ``other_assets`` are all besides securities at par, so what was paid above par is in them; ``published`` tells in
    which quarters that is the Federal Reserve's own figure. ``other_liabilities`` before the deferred asset is taken
    off, ``paid_deposits`` those of them that bear interest, ``deferred_asset`` as the openings have it. ``deposits`` of
    the public at banks.
    """

    other_assets: Array
    published: NDArray[np.bool_]
    currency_to_gdp: Array
    treasury_account: Array
    foreign_pool: Array
    other_liabilities: Array
    paid_deposits: Array
    deferred_asset: Array
    deposits: Array
    capital: float


def standing_items(stage: Stage) -> StandingItems:
    """The lines of a run's sheet, from its opening on."""
    start, past = stage.opening, history(stage.scenario.economy)
    quarters = (stage.dates[0] + -1, *stage.dates)
    others = np.array([_other_assets(past, quarter) for quarter in quarters])
    ratio = [_published(past, "currency_bn", one) / _published(past, "nominal_gdp_bn", one) for one in quarters]
    account = [_account(past, quarter) for quarter in quarters]
    return StandingItems(
        other_assets=known(start, _field("other_assets_bn"), quarters, others),
        published=np.isfinite(others),
        currency_to_gdp=known(start, _currency_to_gdp, quarters, ratio),
        treasury_account=known(start, _field("treasury_account_bn"), quarters, account),
        foreign_pool=known(start, _field("foreign_pool_bn"), quarters),
        other_liabilities=known(start, _other_liabilities, quarters),
        paid_deposits=known(start, _paid_deposits, quarters),
        deferred_asset=known(start, _field("deferred_asset_bn"), quarters),
        deposits=known(start, lambda one: one.money["bank_deposits_bn"], quarters),
        capital=start.balance_sheet["capital_bn"],
    )


def liquidity_besides_securities(stage: Stage, items: StandingItems, gdp_bn: Array) -> Array:
    """Reserves and reverse repo together less securities at par, bn, (2, dates, quarters) like ``gdp_bn``.

    Beyond the run's last date the last figures stand. A run that begins today meets the growth of currency in both worlds
    by lending, so that its reserves show the programme.
    """
    def at(values: Array) -> Array:
        return _held(values[1:], gdp_bn.shape[-1])

    net = items.other_liabilities - items.deferred_asset + items.treasury_account + items.foreign_pool
    currency = gdp_bn * at(items.currency_to_gdp)
    if not stage.historical:
        currency = currency - currency[:1] + stage.opening.balance_sheet["currency_bn"]
    return at(items.other_assets) - currency - at(net) - items.capital


def deposits_without(items: StandingItems, gdp_bn: Array) -> Array:
    """Deposits of the public in the world without the programme, bn, (dates, quarters) like ``gdp_bn``; beyond the run's last
    date they grow with nominal GDP."""
    count = len(items.deposits) - 1
    path = np.broadcast_to(_held(items.deposits[1:], gdp_bn.shape[-1]), gdp_bn.shape)
    growth = gdp_bn / gdp_bn[..., min(count, gdp_bn.shape[-1]) - 1, None]
    return path * np.where(np.arange(gdp_bn.shape[-1]) < count, 1.0, growth)


def _held(values: Array, count: int) -> Array:
    """The first ``count`` values, the last of them repeated where there are fewer."""
    return values[np.minimum(np.arange(count), len(values) - 1)]


def known(
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


def _field(name: str) -> Callable[[Opening], float]:
    return lambda start: start.balance_sheet.get(name, 0.0)


def _account(past: History, quarter: Quarter) -> float:
    """The Treasury's accounts at the central bank at a quarter's end, bn."""
    return _published(past, "treasury_account_bn", quarter) + _fact("supplementary_financing_bn", quarter, 0.0)


def _other_assets(past: History, quarter: Quarter) -> float:
    """Total assets less securities at a quarter's end, bn; NaN where nothing is published."""
    total, *securities = (_published(past, name, quarter) for name in _SHEET)
    return total - sum(securities) - _agency_debt(quarter)


def _agency_debt(quarter: Quarter) -> float:
    """Agency debt as published at some quarter ends, bn, on a line between them."""
    published = {
        Quarter.parse(date): item.value for (name, date), item in facts().items() if name == "agency_debt_bn"
    }
    first = min(published)
    return float(np.interp(quarter - first, [one - first for one in published], list(published.values())))


def _published(past: History, name: str, quarter: Quarter) -> float:
    """A column of the history, else a figure typed from the statements; NaN where neither says anything."""
    column, place = past.columns[name], quarter - past.quarters[0]
    value = float(column[place]) if 0 <= place < len(column) else np.nan
    return value if np.isfinite(value) else _fact(name, quarter)


def _fact(name: str, quarter: Quarter, otherwise: float = np.nan) -> float:
    found = facts().get((name, str(quarter)))
    return otherwise if found is None else found.value


def _other_liabilities(start: Opening) -> float:
    """Before the deferred asset, which the published figure is net of."""
    return start.balance_sheet["other_liabilities_bn"] + start.balance_sheet.get("deferred_asset_bn", 0.0)


def _paid_deposits(start: Opening) -> float:
    """Those of other liabilities that bear interest: as the opening says, else a round figure since it is much."""
    usual = PAID_DEPOSITS_BN if start.month.quarter >= _PAID_SINCE else 0.0
    return min(start.balance_sheet.get("paid_deposits_bn", usual), _other_liabilities(start))


def _currency_to_gdp(start: Opening) -> float:
    return start.balance_sheet["currency_bn"] / start.economy["nominal_gdp_bn"]

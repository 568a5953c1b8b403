"""Public series of a run without an economy: the portfolio, money and income by quarter, the opening first."""

import numpy as np
from numpy.typing import NDArray

from qelab.core.time import monthly_to_quarterly
from qelab.core.units import MONTHS_PER_QUARTER, convert
from qelab.core.vocabulary import vocabulary
from qelab.lab.books.income import Account
from qelab.ledger.journal import Journal
from qelab.ledger.series import money_series
from qelab.portfolio.projection import Projection

Array = NDArray[np.float64]
# Of the ledger's series those that exist here: there is no reverse-repo facility, no deferred asset where the Treasury
# bears the losses, and the Treasury's account is not followed.
MONEY = ("reserves_bn", "currency_bn", "monetary_base_bn", "bank_deposits_bn", "broad_money_bn")


def public_series(
    projection: Projection, gdp_bn: Array, account: Account, books: tuple[Journal, Journal]
) -> dict[str, Array]:
    """Series by name, (2 worlds, quarters) each, counterfactual first.

    Parameters
    ----------
    projection : both worlds, all information dates
    gdp_bn : (months,) nominal GDP at annual rates, bn
    """
    earned, paid = account.earned, account.statement
    levels = _portfolio(projection, gdp_bn)
    levels["soma_market_value_bn"] = _stock(earned.market_value)
    levels["soma_duration_years"] = _stock(earned.duration_years)
    monthly = [money_series(book) for book in books]
    levels |= {name: np.stack([world[name][::MONTHS_PER_QUARTER] for world in monthly]) for name in MONEY}
    levels["net_income_bn_per_quarter"] = _flow(paid.net_income)
    levels["remittances_bn_per_quarter"] = _flow(paid.remittances)
    levels["unrealised_gain_bn"] = _stock(paid.unrealised_gain)
    return {name: levels[name] for name in vocabulary() if name in levels}


def _portfolio(projection: Projection, gdp_bn: Array) -> dict[str, Array]:
    """Par and ten-year equivalents as each quarter saw its own months; nothing is held at the opening."""
    rows = np.arange(len(projection.timetable.information_dates))
    months = np.arange(len(gdp_bn))
    par = projection.par_bn[:, rows, rows * MONTHS_PER_QUARTER + MONTHS_PER_QUARTER - 1]
    equivalents = projection.ten_year_equivalents_bn.sum(-1)[:, months // MONTHS_PER_QUARTER, months]
    share = convert(equivalents / gdp_bn, "share of GDP", "percent of GDP")
    return {
        "soma_treasuries_bn": _with_opening(par[..., :-2].sum(-1)),
        "ten_year_equivalents_pct_gdp": _with_opening(monthly_to_quarterly(share, "rate")),
    }


def _stock(monthly: Array) -> Array:
    return _with_opening(monthly_to_quarterly(monthly, "stock"))


def _flow(monthly: Array) -> Array:
    """Sums of quarters; none in the opening's, when nothing was held."""
    return _with_opening(monthly_to_quarterly(monthly, "flow"))


def _with_opening(path: Array) -> Array:
    return np.concatenate([np.zeros((len(path), 1)), path], axis=1)
